"""Which segments a commit of the index has and which of their articles are deleted: read without Whoosh.

Written after the segments' own files. A commit whose list is missing has no impacts yet; one whose list says so is too
small to need any.
"""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path
from typing import NamedTuple

from search_index.fulltext.impacts.files import DamagedFileError
from search_index.fulltext.names import INDEX_NAME

FORMAT = 1
"""Raised with every change of what the files hold: those of other numbers are not read, and made anew."""


class ListedSegment(NamedTuple):
    """A segment by Whoosh's name of it, with the numbers of its deleted articles."""

    name: str
    articles: int
    deleted: list[int]


def segment_file(folder: Path, name: str) -> Path:
    """Where the arrays of a segment lie. Whoosh removes what is named after a segment together with it."""
    return folder / f"{name}.impacts{FORMAT}"


def keys_file(folder: Path, name: str) -> Path:
    """Where the paths and digests of a segment's articles lie: small, for whoever looks what is indexed."""
    return folder / f"{name}.keys{FORMAT}"


def listing_file(folder: Path, generation: int) -> Path:
    """Where the list of a commit lies; the next commit removes it."""
    return folder / f"{INDEX_NAME}_{generation}.listing{FORMAT}"


def write_listing(folder: Path, generation: int, segments: list[ListedSegment] | None) -> None:
    """Write the list of a commit; None says that Whoosh is to answer it."""
    known = None if segments is None else [segment._asdict() for segment in segments]
    body = json.dumps(known)
    path = listing_file(folder, generation)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        temporary.write_text(f"{zlib.crc32(body.encode()):08x}\n{body}", "ascii")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def read_listing(folder: Path, generation: int) -> list[ListedSegment] | None:
    """What `write_listing` was given. Raises FileNotFoundError, DamagedFileError."""
    path = listing_file(folder, generation)
    checksum, _, body = path.read_bytes().partition(b"\n")
    if checksum != b"%08x" % zlib.crc32(body):
        raise DamagedFileError(f"{path.name} is damaged")
    known = json.loads(body)
    return None if known is None else [ListedSegment(**segment) for segment in known]
