"""A small index that was written elsewhere -> one more segment of the library's: how several processes write one index.

Each commits to a folder of its own; taking over what lies there moves its files and writes a new list of segments,
which is the only step that must not be done by two at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from search_index.fulltext.impacts.listing import keys_file, segment_file
from search_index.fulltext.impacts.writing import keep_impacts
from search_index.fulltext.merging import merge
from search_index.fulltext.storage import open_index
from search_index.fulltext.writer import forget, nobody_elses, opened_writer, writing


def adopt(folder: Path, part: Path, paths: Iterable[str], removed: Iterable[str]) -> None:
    """Take over what the index in the folder ``part`` holds, and leave nothing of it there, in one commit.

    ``paths`` are the documents in it: they take the place of what was indexed of them; ``removed`` paths go.
    Raises LockedLibraryError, DamagedLibraryError, LibraryError (a full disk, a missing right).
    """
    with nobody_elses():
        writer = opened_writer(folder)
        with writing(folder, writer):
            with writer.reader() as reader:
                for path in {*paths, *removed}:
                    forget(writer, reader, path)
            taken = open_index(part)._read_toc().segments
            for segment in taken:
                _move(part, folder, segment.segment_id())
            writer.commit(mergetype=lambda one, old: [*merge(one, old), *taken])
        keep_impacts(folder)


def _move(part: Path, folder: Path, name: str) -> None:
    """Move the files of a segment. Whoever is killed here leaves files of no segment, which the next commit removes."""
    for place in (part / f"{name}.seg", segment_file(part, name), keys_file(part, name)):
        # Without impacts, which only make searching fast, they are made here.
        if place.suffix == ".seg" or place.exists():
            place.rename(folder / place.name)
