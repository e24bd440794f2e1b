import hashlib
import random
from pathlib import Path

import pytest

from search_index.errors import DocumentError
from search_index.locations import seeds_folder
from search_index.models import Document
from search_index.reading import list_files, load_corpus_file, read_document

BODY = "The ferry runs again.\nIt carries 300 passengers.\n"


def read(folder: Path, text: str, corpus_yaml: str = "", name: str = "a.txt") -> Document:
    (folder / name).write_text(text, "utf-8")
    if corpus_yaml:
        (folder / "corpus.yaml").write_text(corpus_yaml, "utf-8")
    return read_document(folder, name, load_corpus_file(folder))


def test_a_plain_file_is_one_part_named_after_its_first_line_and_file(tmp_path: Path) -> None:
    document = read(tmp_path, BODY)
    assert (document.title, document.source) == ("The ferry runs again.", "a.txt")
    (part,) = document.parts
    assert (part.number, part.start, part.end, part.published) == (0, 0, len(BODY.rstrip()), None)
    assert document.digest == hashlib.sha256(BODY.encode()).hexdigest()
    assert document.furniture == () and document.repeats == ()


def test_corpus_yaml_wins_over_front_matter_and_that_over_header_lines(tmp_path: Path) -> None:
    head = (
        "---\ntitle: Front\npublisher: Front Post\n---\nTitle: Head\nSource: Head Post\nBy: Ana\n\n"
    )
    corpus_yaml = "documents: {a.txt: {title: Given}}\n"
    document = read(tmp_path, head + BODY, corpus_yaml)
    assert (document.title, document.source, document.author) == ("Given", "Front Post", "Ana")
    assert document.text == head + BODY
    assert document.text[document.parts[0].start :].strip() == BODY.strip()
    assert document.furniture[0].end == document.parts[0].start


def test_a_corpus_wide_default_stands_where_the_document_says_nothing(tmp_path: Path) -> None:
    corpus_yaml = "publisher: Post\npublished: 2025\naliases: {Ferry: [boat]}\n"
    document = read(tmp_path, "Date: 2026-01-06\n\n" + BODY, corpus_yaml)
    assert (document.source, document.published) == ("Post", "2026-01-06")
    assert document.aliases == {"Ferry": ("boat",)}
    empty = read(tmp_path, BODY, "documents: {a.txt: {title: ''}}\n")
    assert empty.title == "The ferry runs again."


def test_a_markdown_heading_is_the_title_without_its_marks(tmp_path: Path) -> None:
    assert read(tmp_path, "# Ferry back #\n\n" + BODY, name="a.md").title == "Ferry back"


def test_a_byte_order_mark_keeps_offsets_but_not_the_title(tmp_path: Path) -> None:
    document = read(tmp_path, "\ufeffFerry\n" + BODY)
    assert document.text == (tmp_path / "a.txt").read_text("utf-8")
    assert document.title == "Ferry"


@pytest.mark.parametrize(
    ("raw", "reason"), [(b"", "empty"), (b" \n\t\n", "empty"), (b"a\0b" * 9, "not text")]
)
def test_a_file_without_text_says_so(raw: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    with pytest.raises(DocumentError, match=reason):
        read_document(tmp_path, "a.txt", load_corpus_file(tmp_path))


def test_a_title_of_marks_only_falls_back_to_the_file_name(tmp_path: Path) -> None:
    assert read(tmp_path, "\u202e\n").title == "a.txt"


@pytest.fixture(scope="module")
def seeds() -> dict[str, Document]:
    corpus = seeds_folder()
    corpus_file = load_corpus_file(corpus)
    paths = [entry.path for entry in list_files(corpus)]
    assert corpus_file.unknown_documents(paths) == ()
    return {path[:3]: read_document(corpus, path, corpus_file) for path in paths}


def test_every_seed_has_a_short_title_and_text_as_in_its_file(seeds: dict[str, Document]) -> None:
    assert list(seeds) == ["000", "001", "002", "003", "004"]
    for document in seeds.values():
        assert len(document.title) <= 60
        assert document.text == (seeds_folder() / document.path).read_text("utf-8")


def test_the_saved_page_among_the_seeds_is_four_articles_and_furniture(
    seeds: dict[str, Document],
) -> None:
    page = seeds["001"]
    text = page.text
    assert [part.source for part in page.parts[1:]] == [
        "South China Morning Post",
        "RTHK",
        "South China Morning Post",
    ]
    assert text[page.parts[0].end :].lstrip().startswith("Hashtags")
    assert text[page.parts[1].start :].startswith("How Trump's tariffs could benefit Asean")
    for word in ("Hashtags", "Try Our AI", "Comments", "Related Articles", "6 hours ago"):
        at = text.index(word)
        assert any(span.start <= at < span.end for span in page.furniture)
    assert all(part.published is None for part in page.parts)
    others = [document for key, document in seeds.items() if key != "001"]
    assert all(len(d.parts) == 1 and d.furniture == () for d in others)


def test_what_the_first_seed_says_twice_is_found(seeds: dict[str, Document]) -> None:
    document = seeds["000"]
    said_again = " ".join(document.text[r.span.start : r.span.end] for r in document.repeats)
    for words in (
        "the humorous moment with the three thrones",
        "hindered by a “low base effect",
        "it can be characterized as a “test run.”",
    ):
        assert words in said_again
    assert all(not seeds[key].repeats for key in ("002", "003", "004"))


def test_any_cut_of_a_saved_page_gives_a_document(
    seeds: dict[str, Document], tmp_path: Path
) -> None:
    lines = seeds["001"].text.splitlines(keepends=True)
    shuffled = random.Random(1)
    for _ in range(60):
        sample = shuffled.choices(lines, k=shuffled.randint(1, 40))
        text = "".join(sample)
        if not text.strip():
            continue
        document = read(tmp_path, text)
        assert document.parts[0].start < document.parts[0].end <= len(text)
        for earlier, later in zip(document.parts, document.parts[1:], strict=False):
            assert earlier.end <= later.start
