"""One function a way in: takes any bytes, and fails by nothing but what a user would be told.

`make fuzz` runs them under atheris, tests/test_fuzz_targets.py under hypothesis.
"""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from search_index.errors import CorpusFileError, DocumentError, SettingsError

if TYPE_CHECKING:
    from search_index.library import Library

SUFFIXES = (
    ".pdf",
    ".docx",
    ".odt",
    ".rtf",
    ".html",
    ".epub",
    ".eml",
    ".mbox",
    ".jsonl",
    ".csv",
    ".txt.gz",
)


def readers(data: bytes) -> None:
    """The first byte chooses the format, the rest is the file: text comes out, or a reason."""
    from search_index.reading.formats import extract
    from search_index.reading.formats.extracted import Source

    suffix = SUFFIXES[data[0] % len(SUFFIXES)] if data else ".pdf"
    try:
        found = extract(Source(f"a{suffix}", data[1:]))
    except (DocumentError, RecursionError):
        # The process that reads formats tells a nesting too deep as a reason.
        return
    found.text.encode("utf-8")
    for article in found.articles:
        assert 0 <= article.start <= article.end <= len(found.text)
    starts = [place.start for place in found.places]
    assert starts == sorted(starts)


def text(data: bytes) -> None:
    """A plain text: cut into parts that lie within it."""
    from search_index.reading import load_corpus_file, read_document

    folder = _folder()
    (folder / "a.txt").write_bytes(data)
    try:
        document = read_document(folder, "a.txt", load_corpus_file(folder))
    except DocumentError:
        return
    for part in document.parts:
        assert 0 <= part.start <= part.end <= len(document.text)
    for repeat in document.repeats:
        assert 0 <= repeat.first.start < repeat.span.start < repeat.span.end <= len(document.text)


def corpus_yaml(data: bytes) -> None:
    """A corpus.yaml: understood, or refused with a line and a way out."""
    from search_index.reading import load_corpus_file

    folder = _folder() / "described"
    folder.mkdir(exist_ok=True)
    (folder / "corpus.yaml").write_bytes(data)
    try:
        load_corpus_file(folder).unknown_documents([])
    except CorpusFileError as error:
        assert error.way_out


def overrides(data: bytes) -> None:
    """A file of a person's decisions: understood, or refused with a line and a way out."""
    from search_index.overrides import misquoted
    from search_index.reading import load_overrides_file

    file = _folder() / "decisions.yaml"
    file.write_bytes(data)
    try:
        decided = load_overrides_file(file)
    except CorpusFileError as error:
        assert error.way_out
        return
    for problem in misquoted(decided, ["a.txt"], lambda path: "The ferry carried 41.", only=False):
        assert problem.way_out


def ignored(data: bytes) -> None:
    """A .reportedlyignore: each line a pattern, or a problem that is told; never for ever."""
    from search_index.errors import EmptyCorpusError
    from search_index.reading import survey

    folder = _folder() / "ignoring"
    (folder / "sub").mkdir(parents=True, exist_ok=True)
    for path in ("aaaaaaaaaaaaaaaaaaaaaaaaaaaa.txt", "sub/b.txt", "[x].txt"):
        (folder / path).touch()
    (folder / ".reportedlyignore").write_bytes(data)
    try:
        assert all(problem.way_out for problem in survey(folder).problems)
    except EmptyCorpusError as error:
        assert error.way_out


def settings(data: bytes) -> None:
    """A settings.yaml: understood, or refused with the key and a way out."""
    from search_index.settings import load_settings

    file = _folder() / "settings.yaml"
    file.write_bytes(data)
    try:
        load_settings(file)
    except SettingsError as error:
        assert error.way_out


def queries(data: bytes) -> None:
    """A query: an answer, and words for how it was read."""
    query = data.decode("utf-8", "surrogateescape")
    library = _library()
    for options in ({}, {"any_word": True}, {"as_you_type": True}):
        found = library.search(query, limit=5, **options)
        assert isinstance(found.understood, str)
        for hit in found.hits:
            for passage in hit.passages:
                assert all(passage.start <= m.start < m.end <= passage.end for m in passage.matches)


def extraction(data: bytes) -> None:
    """A text with whatever facts it has: each lies where it says."""
    from search_index import extract_facts

    written = data.decode("utf-8", "replace")[:2_000]
    if not written.strip():
        return
    for fact in extract_facts(written):
        assert 0 <= fact.start < fact.end <= len(written)


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (readers, text, corpus_yaml, overrides, ignored, settings, queries, extraction)
}


@functools.cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="reportedly-fuzz-"))


@functools.cache
def _library() -> Library:
    from search_index.library import open_library

    library = open_library(library=_folder() / "library")
    library.build(facts=False)
    return library
