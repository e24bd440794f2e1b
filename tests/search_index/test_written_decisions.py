"""Decisions are added to a file as lines; whatever stands there stays, and a file is never left broken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from search_index.deciding import kept_decisions, quoted_claim, take_back, write_decisions
from search_index.errors import CorpusFileError
from search_index.models import Claim, Span
from search_index.overrides import ClaimReference, Override
from search_index.quotations import spans_of
from search_index.reading.overrides_file import load_overrides_file

CLAIM = ClaimReference("gazette.txt", "The fire ⟦cost five million⟧ in all.", "quantity")
OTHER = ClaimReference("sub/report.txt", "put the damage at 4.9 million")
HIDE = Override(key="hide", claims=(CLAIM,))
ALL = (
    HIDE,
    Override(key="hide", claims=(CLAIM, OTHER)),
    Override(key="not_same_point", claims=(CLAIM, OTHER)),
    Override(key="same_entity", names=("Harbour: Council", "#Port “Board”")),
    Override(key="not_same_entity", names=("Ana Berg", "Anna Berg")),
    Override(key="same_measure", names=("exports", "shipments")),
    Override(key="verdict", claims=(CLAIM,), verdict="agree", note='they say "so" # both'),
    Override(key="verdict", claims=(CLAIM, OTHER), verdict="differ", dimension="period"),
)


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.key)
def test_what_is_written_is_read_as_it_was_decided(tmp_path: Path, entry: Override) -> None:
    path = write_decisions(tmp_path / "mine.yaml", [entry])
    (read,) = load_overrides_file(path).entries
    assert (read.key, read.names, read.claims, read.verdict, read.note) == (
        entry.key, entry.names, entry.claims, entry.verdict, entry.note,
    )  # fmt: skip


def test_decisions_gather_under_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    for entry in ALL:
        write_decisions(path, [entry])
    assert path.read_text().count("overrides:") == 1
    assert path.read_text().count("  verdict:\n") == 1
    assert len(load_overrides_file(path).entries) == len(ALL)


def test_comments_and_the_indentation_of_the_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    old = "# mine\noverrides:\n    hide:\n    - 0a1b2c3d # not it\n    # after\n    same_measure:\n"
    path.write_text(old)
    write_decisions(path, [HIDE])
    lines = path.read_text().splitlines()
    assert [line for line in lines if "gazette" not in line] == old.splitlines()
    assert lines[4].startswith("    - - {doc: ")


def test_corpus_yaml_is_added_to_where_the_user_names_it(tmp_path: Path) -> None:
    path = tmp_path / "corpus.yaml"
    path.write_text("publisher: Gazette\ndocuments:\n  a.txt:\n    title: A\n")
    write_decisions(path, [HIDE])
    assert path.read_text().startswith("publisher: Gazette\ndocuments:\n  a.txt:\n    title: A\nov")


@pytest.mark.parametrize(
    "old",
    ["hide: [", "overrides: {hide: []}\n", "overrides:\n  hide: [0a1b2c3d]\n", "- a\n", "title: A\n", "overrides: 7\n"],
)  # fmt: skip
def test_a_file_that_cannot_take_it_is_left_as_it_was(tmp_path: Path, old: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(old)
    with pytest.raises(CorpusFileError) as caught:
        write_decisions(path, [HIDE])
    assert str(path) in caught.value.message
    assert caught.value.way_out
    assert path.read_text() == old
    assert list(tmp_path.iterdir()) == [path]


def test_a_contradiction_is_refused_before_it_is_written(tmp_path: Path) -> None:
    path = write_decisions(tmp_path / "mine.yaml", [Override(key="same_entity", names=("A", "B"))])
    with pytest.raises(CorpusFileError, match="are the same in line"):
        write_decisions(path, [Override(key="not_same_entity", names=("A", "B"))])


def test_a_claim_is_named_so_that_its_words_are_found_again() -> None:
    text = "It rained.\nThe fire\ncost \x1b[31mfive million\x07 in all, they said. It cost five million."
    start, end = text.index("five"), text.index("five") + len("five million")
    sentence = Span(text.index("The"), text.index(" It cost"))
    claim = Claim(
        doc="a.txt", part=0, source="A", start=start, end=end, text=text[start:end],
        sentence=sentence, kind="quantity",
    )  # fmt: skip
    reference = quoted_claim(claim, text)
    assert reference.quote.isprintable()
    assert spans_of(reference.quote, text) == (Span(start, end),)


def test_a_decision_taken_back_leaves_everything_else_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    for entry in ALL:
        write_decisions(path, [entry])
    path.write_text("# mine\n" + path.read_text() + "# the end\n")
    while kept := kept_decisions(path):
        take_back(path, kept[:1])
        assert [replace(one, line=0) for one in kept_decisions(path)] == [
            replace(one, line=0) for one in kept[1:]
        ]
    assert path.read_text() == "# mine\noverrides:\n# the end\n"
    write_decisions(path, [HIDE])
    assert len(kept_decisions(path)) == 1


def test_several_decisions_are_taken_back_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    write_decisions(path, ALL)
    take_back(path, kept_decisions(path)[1:4])
    assert len(kept_decisions(path)) == len(ALL) - 3


def test_a_decision_that_stands_there_no_more_is_not_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    write_decisions(path, ALL)
    first = kept_decisions(path)[0]
    path.write_text("overrides:\n  hide:\n  - 0a1b2c3d\n")
    with pytest.raises(CorpusFileError, match="changed meanwhile"):
        take_back(path, [first])
    assert path.read_text() == "overrides:\n  hide:\n  - 0a1b2c3d\n"


def test_a_comment_above_the_only_decision_stays(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("overrides:\n  hide:\n  # why\n  - 0a1b2c3d # not it\n")
    take_back(path, kept_decisions(path))
    assert path.read_text() == "overrides:\n  hide:\n  # why\n"
