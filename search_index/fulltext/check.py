"""Whether the index on the disk can be read, and taking it away so that it is written anew."""

from __future__ import annotations

from pathlib import Path

from search_index.errors import LibraryError
from search_index.fulltext.names import generation
from search_index.fulltext.storage import has_leftovers, open_index, remove_index


def damage(folder: Path) -> str | None:
    """None where the index is whole or not there yet, else one sentence on what is wrong.

    Reads the segment list, opens every segment, and reads the first postings of every field and what is
    kept of every article: that finds truncated, missing and foreign files, not a flipped bit.
    """
    if generation(folder) < 0:
        if has_leftovers(folder):
            return f"The full-text index in {folder} has lost its list of segments."
        return None
    try:
        with open_index(folder).reader() as reader:
            for leaf, _ in reader.leaf_readers():
                for _number, stored in leaf.iter_docs():
                    if not isinstance(stored["path"], str) or not isinstance(stored["digest"], str):
                        raise ValueError("an article has no path")
                for name in leaf.indexed_field_names():
                    first = next(iter(leaf.lexicon(name)), None)
                    if first is not None:
                        postings = leaf.postings(name, first)
                        # A segment whose articles have all been replaced has none left to give.
                        if postings.is_active():
                            postings.id()
    except Exception as error:
        return f"The full-text index in {folder} cannot be read ({type(error).__name__}: {error})."
    return None


def clear(folder: Path) -> None:
    """Remove the files of the index. Raises LibraryError."""
    try:
        remove_index(folder)
    except OSError as error:
        raise LibraryError(
            f"the full-text index in {folder} cannot be removed: {error.strerror or error}",
            "mend the folder's permissions, then try again",
        ) from error
