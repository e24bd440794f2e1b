"""Places a reader marked, kept beside the library of the corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from search_index.errors import LibraryError
from tui.content import squeezed
from tui.kept_files import read_json, write_json
from tui.output import markdown_text

FILE = "bookmarks.json"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A span of a document, what it says and the citation of it, so that a list of them can be read alone.

    ``words`` are the sentence or the line it stands in, ``said`` the part of it that was marked, empty for all of it.
    ``note`` is what the reader wrote about it.
    """

    doc: str
    start: int
    end: int
    words: str
    citation: str
    note: str = ""
    said: str = ""

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands."""
        return self.doc, self.start


def read_bookmarks(folder: Path) -> tuple[Bookmark, ...]:
    """Those kept in a library's folder, the latest last. Raises LibraryError where they cannot be read."""
    path = folder / FILE
    try:
        value = read_json(path)
        return tuple(_bookmark(one) for one in value or ())
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise LibraryError(
            f"the bookmarks in {path} cannot be read: {error}", "mend that file or move it away"
        ) from error


def _bookmark(one: Any) -> Bookmark:
    where = one["doc"], one["start"], one["end"]
    rest = one["words"], one["citation"], one.get("note", ""), one.get("said", "")
    found = Bookmark(*where, *rest)
    texts = (found.doc, *rest)
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(f"“{one}” is no bookmark")
    if not (isinstance(found.start, int) and isinstance(found.end, int)):
        raise ValueError(f"“{one}” has no place")
    return found


def _write(folder: Path, bookmarks: Sequence[Bookmark]) -> None:
    path = folder / FILE
    try:
        write_json(path, [asdict(bookmark) for bookmark in bookmarks])
    except OSError as error:
        raise LibraryError(
            f"the bookmarks cannot be written to {path}: {error}",
            "make room, or mend its permissions",
        ) from error


def toggle_bookmark(folder: Path, bookmark: Bookmark) -> tuple[Bookmark, ...]:
    """Add a bookmark, or drop the one that stands there; returns all. Raises LibraryError.

    Read anew each time: another Reportedly may have set one.
    """
    kept = read_bookmarks(folder)
    others = tuple(one for one in kept if one.place != bookmark.place)
    kept = others if len(others) < len(kept) else (*kept, bookmark)
    _write(folder, kept)
    return kept


def note_bookmark(folder: Path, place: tuple[str, int], note: str) -> tuple[Bookmark, ...]:
    """Write ``note`` to the one at ``place``, empty for none; returns all. Raises LibraryError."""
    note = squeezed(note)
    kept = tuple(
        replace(one, note=note) if one.place == place else one for one in read_bookmarks(folder)
    )
    _write(folder, kept)
    return kept


def drop_bookmark(folder: Path, place: tuple[str, int]) -> tuple[Bookmark, ...]:
    """Drop the one at ``place``; returns the others. Raises LibraryError."""
    kept = tuple(one for one in read_bookmarks(folder) if one.place != place)
    _write(folder, kept)
    return kept


def bookmarks_as_markdown(bookmarks: Sequence[Bookmark]) -> str:
    """A list to go on writing from."""
    lines = ["# Bookmarks", ""]
    for bookmark in bookmarks:
        citation = markdown_text(squeezed(bookmark.citation))
        lines += [f"- “{_quoted(bookmark)}” — {citation}"]
        # A note is the reader's own, and may be meant as Markdown.
        lines += [f"  {squeezed(bookmark.note)}"] if bookmark.note else []
    return "\n".join([*lines, ""])


def _quoted(bookmark: Bookmark) -> str:
    """Its passage, what was marked in bold where that is a part of it."""
    words, said = squeezed(bookmark.words), squeezed(bookmark.said)
    before, found, after = words.partition(said) if said else (words, "", "")
    if not found or found == words:
        return markdown_text(words)
    return f"{markdown_text(before)}**{markdown_text(found)}**{markdown_text(after)}"
