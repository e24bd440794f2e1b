"""A library that is broken: its file is moved aside, and what people decided is carried into a new one."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from search_index.errors import DamagedLibraryError
from search_index.store.backup import back_up
from search_index.store.connection import FILE_NAME, FOREIGN, connect, rescued_overrides
from search_index.store.failures import errors_explained
from search_index.store.writer import Writer


def open_mended(folder: Path, *, distrust: bool = False) -> tuple[Writer, Path | None]:
    """A writer, whatever state the file is in; also where a damaged one was moved to, else None.

    ``distrust`` moves a file aside that opens but was found broken further in. Raises
    NewerLibraryError and LibraryError, but DamagedLibraryError only for a file of another program:
    ours can be read again from the corpus.
    """
    path = folder / FILE_NAME
    if not distrust:
        try:
            return Writer(folder), None
        except DamagedLibraryError as error:
            if error.message.endswith(FOREIGN):
                raise
    with errors_explained(path):
        aside, overrides = _move_aside(path)
    writer = Writer(folder)
    for kind, key, value in overrides:
        writer.save_override(kind, key, value)
    return writer, aside


def _move_aside(path: Path) -> tuple[Path, list[tuple[str, str, str]]]:
    """Rename a damaged file to ``library.sqlite.damaged-<n>``; also return its overrides, if any.

    Its write-ahead log goes with it: applied to a new file, it would damage that one too.
    """
    overrides: list[tuple[str, str, str]] = []
    with contextlib.suppress(sqlite3.Error), contextlib.closing(connect(path, "mode=ro")) as old:
        overrides = rescued_overrides(old)
    back_up(path.parent, overrides)
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    path.rename(aside)
    for ending in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    return aside, overrides
