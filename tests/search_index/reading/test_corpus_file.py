from pathlib import Path

import pytest

from search_index.errors import CorpusFileError
from search_index.reading import CorpusFile, load_corpus_file


def load(folder: Path, text: str) -> CorpusFile:
    (folder / "corpus.yaml").write_text(text, "utf-8")
    return load_corpus_file(folder)


FULL = """\
publisher: The Harbour Post
aliases:
  Harbour Council: [HC, the Council]
documents:
  a.txt:
    title: 1984
    published: 2026-01-06
    author: Yes
    aliases: {Harbour Council: HCC}
  sub/b.txt: {published: "2026-01", url: "https://example.org"}
  c.txt:
"""


def test_entries_and_defaults_are_read_as_written(tmp_path: Path) -> None:
    corpus_file = load(tmp_path, FULL)
    entry = corpus_file.entry("a.txt")
    assert (entry.title, entry.published, entry.author) == ("1984", "2026-01-06", "Yes")
    assert entry.publisher is None and corpus_file.defaults.publisher == "The Harbour Post"
    assert corpus_file.entry("sub/b.txt").published == "2026-01"
    assert corpus_file.aliases("a.txt") == {"Harbour Council": ("HC", "the Council", "HCC")}
    assert corpus_file.aliases("other.txt") == {"Harbour Council": ("HC", "the Council")}


def test_without_the_file_nothing_is_said(tmp_path: Path) -> None:
    corpus_file = load_corpus_file(tmp_path)
    assert corpus_file.digest == "" and corpus_file.entry_digest("a.txt") == ""


@pytest.mark.parametrize("text", ["", "# nothing\n", "documents:\n", "~\n"])
def test_an_empty_file_says_nothing(text: str, tmp_path: Path) -> None:
    assert load(tmp_path, text).entry_digest("a.txt") == ""


def test_an_entry_digest_changes_only_with_what_bears_on_the_document(tmp_path: Path) -> None:
    before = load(tmp_path, FULL)
    other = load(tmp_path, FULL.replace('"2026-01"', '"2025"'))
    assert before.digest != other.digest
    assert before.entry_digest("a.txt") == other.entry_digest("a.txt")
    assert before.entry_digest("sub/b.txt") != other.entry_digest("sub/b.txt")
    default = load(tmp_path, FULL.replace("Harbour Post", "Island Post"))
    assert before.entry_digest("a.txt") != default.entry_digest("a.txt")


def test_paths_are_found_however_they_are_spelt(tmp_path: Path) -> None:
    corpus_file = load(tmp_path, "documents:\n  ./sub\\cafe\u0301.txt: {title: Coffee}\n")
    assert corpus_file.entry("sub/café.txt").title == "Coffee"


@pytest.mark.parametrize(
    ("text", "line", "named", "way_out"),
    [
        ("publishr: X\n", 1, "publishr", "publisher"),
        ("documents:\n  a.txt:\n    titel: X\n", 3, "titel", "title"),
        ("a.txt: {title: X}\n", 1, "a.txt", "documents:"),
        ("documents:\n  a.txt: {published: yesterday}\n", 2, "yesterday", "2026-01-31"),
        ("\npublished: 2026-02-30\n", 2, "2026-02-30", "2026-01-31"),
        ("title: [a, b]\n", 1, "a list", "one text"),
        ("documents: [a.txt]\n", 1, "a list", "key: value"),
        ("documents:\n  a.txt: Title\n", 2, "Title", "key: value"),
        ("aliases: [a]\n", 1, "aliases", "key: value"),
        ("aliases:\n  X: {a: b}\n", 2, "aliases of “X”", "Canonical Name"),
        ("aliases:\n  X: [[a]]\n", 2, "a list", "one text"),
        ("title: a\ntitle: b\n", 2, "twice", "keep one"),
        ("documents:\n  a.txt: {}\n  a.txt: {}\n", 3, "twice", "keep one"),
        ("? [a]\n: b\n", 1, "a list", "word"),
        ("- a\n", 1, "a list", "key: value"),
        ("title: 'open\n", None, "not valid YAML", "mend"),
        ("title: a\n\tpublisher: b\n", 2, "not valid YAML", "mend"),
        ("title: a\n---\ntitle: b\n", None, "not valid YAML", "mend"),
        ("title: a\x00\n", None, "not valid YAML", "mend"),
        ("title: " + "[" * 100_000, None, "nested too deep", "mend"),
        ("title: !!python/object/apply:os.system [ls]\n", 1, "a list", "one text"),
    ],
    ids=lambda value: str(value)[:30],  # one text is 100 kB long
)
def test_what_is_wrong_is_named_with_its_line_and_a_way_out(
    text: str, line: int | None, named: str, way_out: str, tmp_path: Path
) -> None:
    with pytest.raises(CorpusFileError) as caught:
        load(tmp_path, text)
    assert "corpus.yaml" in caught.value.message and named in caught.value.message
    assert line is None or f"line {line}:" in caught.value.message
    assert way_out in caught.value.way_out


def test_a_file_that_is_not_utf8_or_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "corpus.yaml").write_bytes(b"title: caf\xe9\n")
    with pytest.raises(CorpusFileError, match="not UTF-8"):
        load_corpus_file(tmp_path)
    (tmp_path / "corpus.yaml").unlink()
    (tmp_path / "corpus.yaml").mkdir()
    with pytest.raises(CorpusFileError, match=r"corpus\.yaml"):
        load_corpus_file(tmp_path)


def test_lone_surrogates_never_come_in_by_an_escape(tmp_path: Path) -> None:
    try:
        title = load(tmp_path, 'title: "a\\ud800b"\n').defaults.title
    except CorpusFileError:
        return
    assert title is not None and title.encode("utf-8")


def test_paths_that_are_not_there_are_problems_with_the_nearest_file(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for path in ("harbour.txt", "sub/ferry.txt", "scan.png"):
        (tmp_path / path).write_text("Text.")
    text = "documents:\n  habour.txt:\n  ferry.txt:\n  scan.png:\n  zzz.txt:\n  harbour.txt:\n"
    problems = load(tmp_path, text).unknown_documents(["harbour.txt", "sub/ferry.txt"])
    assert [problem.path for problem in problems] == ["corpus.yaml"] * 4
    assert [problem.way_out for problem in problems] == [
        "did you mean “harbour.txt”?",
        "did you mean “sub/ferry.txt”?",
        "mend the path, or take the entry out",
        "mend the path, or take the entry out",
    ]
    assert "line 2" in problems[0].reason and "no format that is read" in problems[2].reason


def test_a_corpus_of_one_file_does_not_miss_its_neighbours(tmp_path: Path) -> None:
    for path in ("a.txt", "b.txt"):
        (tmp_path / path).write_text("Text.")
    (tmp_path / "corpus.yaml").write_text("documents: {a.txt: {title: A}, b.txt: {title: B}}")
    corpus_file = load_corpus_file(tmp_path / "a.txt")
    assert corpus_file.entry("a.txt").title == "A"
    assert corpus_file.unknown_documents(["a.txt"]) == ()


def test_a_file_of_many_megabytes_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    with pytest.raises(CorpusFileError, match="up to 4 MB"):
        load(tmp_path, "title: a\n#" + "x" * (5 << 20))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("columns: {txt: Body}\n", "line 1: unknown field “txt”"),
        ("columns: [a]\n", "line 1"),
        ("documents:\n  a.csv:\n    columns: {text: [a]}\n", "line 3"),
    ],
)
def test_wrong_columns_are_named_with_their_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CorpusFileError, match=told):
        load(tmp_path, text)
