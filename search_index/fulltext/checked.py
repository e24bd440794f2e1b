"""That the files of the index were found whole, noted beside them: what has not changed is not read through again.

Whoever looks something up looks first whether anything changed; reading all of a large index for it takes seconds.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from search_index.fulltext.names import INDEX_NAME, generation


def is_noted(folder: Path) -> bool:
    """Whether the files of the last commit are those that were found whole, by name, size and time."""
    try:
        return _note(folder).read_text("ascii") == state(folder)
    except (OSError, ValueError):
        return False


def note(folder: Path) -> None:
    """The files are whole as they are. The next commit removes the note; where none can be written, none is."""
    path = _note(folder)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        temporary.write_text(state(folder), "ascii")
        # Whoever may write it may have a damaged index searched.
        temporary.chmod(0o644)
        temporary.replace(path)


def _note(folder: Path) -> Path:
    return folder / f"{INDEX_NAME}_{generation(folder)}.checked"


def state(folder: Path) -> str:
    """A token that changes with the name, the size and the time of any file of the index."""
    known = []
    for entry in os.scandir(folder):
        if INDEX_NAME in entry.name and ".checked" not in entry.name and "LOCK" not in entry.name:
            found = entry.stat()
            known.append((entry.name, found.st_size, found.st_mtime_ns))
    return hashlib.sha256(repr(sorted(known)).encode()).hexdigest()
