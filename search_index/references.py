"""A document as a user names it and a place in it as a reader cites it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from search_index.errors import UsageError, nearest

if TYPE_CHECKING:
    from search_index.models import Document, Part


def meant(piece: str, titles: Mapping[str, str]) -> str:
    """The one path of ``titles`` (title by path) that ``piece`` means.

    Tried in turn: the path or file name, its beginning, a piece of it, a piece of the title; the case
    does not matter. Raises UsageError for none, with the nearest path, and for several.
    """
    if piece in titles:
        return piece
    if not titles:
        raise UsageError(
            f"there is no document “{piece}”: the library is empty", "index the corpus first"
        )
    wanted = piece.casefold().removeprefix("./")
    ways: tuple[Callable[[str], bool], ...] = (
        lambda path: wanted in (path.casefold(), PurePosixPath(path).name.casefold()),
        lambda path: path.casefold().startswith(wanted),
        lambda path: wanted in path.casefold(),
        lambda path: wanted in titles[path].casefold(),
    )
    for way in ways if wanted else ():
        found = list(filter(way, titles))
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(found[:3]) + (" …" if len(found) > 3 else "")
            raise UsageError(
                f"“{piece}” may be {len(found)} documents: {several}", "write more of the path"
            )
    raise UsageError(f"there is no document “{piece}”", nearest(piece, list(titles)))


def part_at(document: Document, position: int) -> Part:
    """The innermost part around ``position``, the main article where none is."""
    around = [part for part in document.parts if part.start <= position < part.end]
    return min(around, key=lambda part: part.end - part.start, default=document.parts[0])


def place_at(document: Document, position: int) -> str | None:
    """The page, chapter, message or record around ``position``; None where the file has only lines."""
    at = bisect_right(document.places, position, key=lambda place: place.start)
    return document.places[max(0, at - 1)].label if document.places else None


def address(document: Document, position: int) -> str:
    """Where ``position`` is found in the file: “path:line”, or “path, page 3”. Lines count from 1."""
    place = place_at(document, position)
    if place is not None:
        return f"{document.path}, {place}"
    return f"{document.path}:{document.text.count(chr(10), 0, max(0, position)) + 1}"


def citation(document: Document, position: int) -> str:
    """“Title”, Source, date (path:line, or path, page); what is not known is left out."""
    part = part_at(document, position)
    place = address(document, position)
    said = [f"“{part.title}”"] if part.title else []
    # Without a publisher a part's source is the file's name, which `place` says already.
    if part.source and part.source not in (document.path, PurePosixPath(document.path).name):
        said.append(part.source)
    published = part.published or (document.published if part.number == 0 else None)
    if published:
        said.append(published)
    return f"{', '.join(said)} ({place})" if said else place
