"""The key ``overrides``: what is read, and how each slip is answered with its line and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_index.errors import CorpusFileError
from search_index.overrides import (
    OVERRIDE_KEYS,
    ClaimReference,
    Overrides,
    overrides_from_record,
    overrides_record,
)
from search_index.reading import load_corpus_file, load_overrides_file

FULL = """\
overrides:
  same_entity:
    - [Harbour Council, the Council, HC]
  not_same_entity:
    - [Ana Berg, Anna Berg]
  same_measure:
    - [exports, shipments]
  same_point:
    - - {doc: a.txt, quote: "about 4.2 million tonnes"}
      - {doc: ./sub\\b.txt, quote: "it moved ⟦4.15 million tonnes⟧ of it", kind: quantity}
  not_same_point:
    - [{doc: a.txt, quote: "4,200 people"}, {doc: a.txt, quote: "4,300 people"}]
  hide:
    - {doc: a.txt, quote: "4,200 people"}
    - [{doc: a.txt, quote: "4,200 people"}, {doc: b.txt, quote: "4,200"}]
    - 0A1b2c
    - 123456
  verdict:
    - {point: 0a1b2c3d, verdict: differ, dimension: period, note: "  one counts\\n the spring "}
    - point: [{doc: a.txt, quote: "4,200 people"}]
      verdict: agree
    - {point: {doc: a.txt, quote: "on Friday"}, verdict: conflict}
"""


def load(folder: Path, text: str) -> Overrides:
    (folder / "corpus.yaml").write_text(text, "utf-8")
    return load_corpus_file(folder).overrides


def test_every_kind_of_override_is_read_as_written(tmp_path: Path) -> None:
    found = load(tmp_path, FULL)
    assert found.of("same_entity")[0].names == ("Harbour Council", "the Council", "HC")
    assert found.of("not_same_entity")[0].names == ("Ana Berg", "Anna Berg")
    assert found.of("same_measure")[0].names == ("exports", "shipments")
    assert found.of("same_point")[0].claims == (
        ClaimReference("a.txt", "about 4.2 million tonnes"),
        ClaimReference("sub/b.txt", "it moved ⟦4.15 million tonnes⟧ of it", "quantity"),
    )
    assert [len(entry.claims) for entry in found.of("not_same_point")] == [2]
    assert [(entry.point, len(entry.claims)) for entry in found.of("hide")] == [
        (None, 1),
        (None, 2),
        ("0a1b2c", 0),
        ("123456", 0),
    ]


def test_the_example_of_the_documentation_is_read_and_has_every_key(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "docs" / "overrides.md").read_text("utf-8")
    found = load(tmp_path, text.split("```yaml\n")[1].split("```")[0])
    assert {entry.key for entry in found.entries} == set(OVERRIDE_KEYS)
    for key in OVERRIDE_KEYS:
        assert f"| `{key}` |" in text


def test_a_verdict_brings_its_dimension_and_note_or_the_usual_dimension(tmp_path: Path) -> None:
    told = [(e.verdict, e.dimension, e.note) for e in load(tmp_path, FULL).of("verdict")]
    assert told == [
        ("differ", "period", "one counts the spring"),
        ("agree", None, None),
        ("conflict", "value", None),
    ]


def test_each_entry_knows_its_file_and_line(tmp_path: Path) -> None:
    assert [(e.file, e.line) for e in load(tmp_path, FULL).entries][:4] == [
        ("corpus.yaml", 3),
        ("corpus.yaml", 5),
        ("corpus.yaml", 7),
        ("corpus.yaml", 9),
    ]


def test_overrides_survive_their_record_and_the_digest_forgets_only_where_they_stand(
    tmp_path: Path,
) -> None:
    found = load(tmp_path, FULL)
    assert overrides_from_record(overrides_record(found)) == found
    assert load(tmp_path, "# a line more\n" + FULL).digest == found.digest
    assert load(tmp_path, FULL.replace("conflict", "compatible")).digest != found.digest
    assert load(tmp_path, "overrides:\n").digest == ""


def test_a_file_of_ones_own_has_the_same_key_and_no_other(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(FULL, "utf-8")
    assert len(load_overrides_file(mine).entries) == len(load(tmp_path, FULL).entries)
    assert load_overrides_file(mine).entries[0].file == str(mine)
    mine.write_text("title: x\n", "utf-8")
    with pytest.raises(CorpusFileError, match="line 1: unknown key “title”"):
        load_overrides_file(mine)
    mine.write_text("hide: [abcdef]\n", "utf-8")
    with pytest.raises(CorpusFileError) as caught:
        load_overrides_file(mine)
    assert "under “overrides:”" in caught.value.way_out


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusFileError, match=r"mine\.yaml"):
        load_overrides_file(tmp_path / "mine.yaml")
    (tmp_path / "mine.yaml").write_bytes(b"overrides: caf\xe9\n")
    with pytest.raises(CorpusFileError, match="not UTF-8"):
        load_overrides_file(tmp_path / "mine.yaml")


CLAIM = '{doc: a.txt, quote: "4,200 people"}'


@pytest.mark.parametrize(
    ("entry", "named", "way_out"),
    [
        ("same_entitty: [[A, B]]", "unknown key “same_entitty”", "same_entity"),
        ("same_entity: {A: B}", "a group of keys, not a list", "“- …”"),
        ("same_entity: [A]", "“A”", "[Name, Other Name]"),
        ("same_entity: [[A]]", "has 1 name", "two names or more"),
        ("same_entity: [[A, A]]", "has 1 name", "two names or more"),
        ("same_entity: [[A, '']]", "is empty", "two names or more"),
        ("same_entity: [[A, [B]]]", "a list", "two names or more"),
        ("not_same_entity: [[Erdogan, Erdoğan]]", "one spelling", "accents"),
        ("same_measure: [[exports]]", "has 1 name", "[exports, shipments]"),
        (f"same_point: [[{CLAIM}]]", "has 1 claim", "two or more"),
        (f"same_point: [{CLAIM}]", "a group of keys, not a list", "doc: path"),
        ("same_point: [[a.txt, b.txt]]", "a claim is “a.txt”", "doc: path"),
        ("hide: [{doc: a.txt}]", "no “quote”", "doc: path"),
        ("hide: [{quote: some words}]", "no “doc”", "doc: path"),
        ("hide: [{doc: a.txt, qoute: words}]", "unknown key “qoute”", "quote"),
        ("hide: [{doc: a.txt, quote: [words]}]", "“quote” is a list", "doc: path"),
        ("hide: [{doc: a.txt, quote: words, kind: quantty}]", "“kind” is", "quantity"),
        ("hide: [{doc: a.txt, quote: words, kind: entity}]", "“kind” is", "quantity"),
        ("hide: [{doc: a.txt, quote: x}]", "has 1 character", "one sentence"),
        ("hide: [{doc: a.txt, quote: …}]", "has 0 characters", "one sentence"),
        ("hide: [{doc: a.txt, quote: ⟦a⟧}]", "has 1 character", "one sentence"),
        ("hide: [{doc: a.txt, quote: " + "x" * 2_001 + "}]", "2,001 characters", "one sentence"),
        ("hide: [{doc: a.txt, quote: ⟦half a mark}]", "marks words wrongly", "⟦words⟧"),
        ("hide: [abc]", "“abc” for a point", "6 letters or more"),
        ("hide: [the first point]", "for a point", "6 letters or more"),
        ("hide: [[]]", "an empty list", "6 letters or more"),
        ("hide: abcdef", "not a list", "“- …”"),
        ("verdict: [abcdef]", "is “abcdef”", "“verdict: …”"),
        ("verdict: [{verdict: agree}]", "no “point”", "“- point: …”"),
        ("verdict: [{point: abcdef}]", "no “verdict”", "“- point: …”"),
        ("verdict: [{point: abcdef, verdict: agrees}]", "“verdict” is “agrees”", "agree"),
        ("verdict: [{point: abcdef, verdict: single}]", "“verdict” is “single”", "conflict"),
        (
            "verdict: [{point: abcdef, verdict: agree, dimension: value}]",
            "“agree” has no dimension",
            "take “dimension” out",
        ),
        (
            "verdict: [{point: abcdef, verdict: differ, dimension: perod}]",
            "“dimension” is “perod”",
            "period",
        ),
        ("verdict: [{point: abcdef, verdict: differ, why: x}]", "unknown key “why”", "note"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_is_named_with_its_line_and_a_way_out(
    entry: str, named: str, way_out: str, tmp_path: Path
) -> None:
    with pytest.raises(CorpusFileError) as caught:
        load(tmp_path, f"# first\noverrides:\n  {entry}\n")
    assert "corpus.yaml, line 3:" in caught.value.message
    assert named in caught.value.message
    assert way_out in caught.value.way_out


def test_two_lines_that_contradict_each_other_are_both_named(tmp_path: Path) -> None:
    text = "overrides:\n  not_same_entity:\n    - [HC, Harbour Club]\n  same_entity:\n    - [hc, HARBOUR CLUB]\n"
    with pytest.raises(CorpusFileError) as caught:
        load(tmp_path, text)
    assert "line 3:" in caught.value.message and "line 5" in caught.value.message


def test_a_contradiction_by_way_of_a_third_name_is_found(tmp_path: Path) -> None:
    text = "overrides:\n  same_entity:\n    - [A1, B1]\n    - [B1, C1]\n  not_same_entity:\n    - [A1, C1]\n"
    with pytest.raises(CorpusFileError, match="line 6"):
        load(tmp_path, text)
