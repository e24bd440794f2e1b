"""What SQLite's and the system's errors about the library mean for the user who meets them."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from search_index.errors import (
    DamagedLibraryError,
    LibraryError,
    LockedLibraryError,
    ReadOnlyLibraryError,
)

_READ_AGAIN = "run `reportedly index`: it moves the broken file aside and reads the corpus again"
_DAMAGE = {"SQLITE_CORRUPT", "SQLITE_NOTADB"}
_SIGNS_OF_DAMAGE = ("no such table", "no such column", "Could not decode to UTF-8")
NO_WRITING = {"SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"}


def code_of(error: sqlite3.Error) -> str:
    """The primary result code: SQLITE_READONLY for SQLITE_READONLY_DIRECTORY."""
    name: str = getattr(error, "sqlite_errorname", None) or ""
    return "_".join(name.split("_")[:2])


def library_error(error: sqlite3.Error | OSError, path: Path) -> LibraryError:
    """What ``error`` means for the user who meets it."""
    if isinstance(error, OSError):
        code = "SQLITE_FULL" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "SQLITE_CANTOPEN"
    else:
        code = code_of(error)
    said = str(error)
    if code in _DAMAGE or any(sign in said for sign in _SIGNS_OF_DAMAGE):
        return DamagedLibraryError(f"{path} is damaged: {error}", _READ_AGAIN)
    if code == "SQLITE_FULL":
        return LibraryError(
            f"the disk is full: {path} cannot grow",
            "free some space, or keep the library elsewhere with --library DIR",
        )
    if code == "SQLITE_BUSY":
        return LockedLibraryError(
            f"another program is writing {path}", "wait until it has finished, then try again"
        )
    if code in NO_WRITING:
        return ReadOnlyLibraryError(
            f"{path} cannot be written or opened: {error}",
            "mend the folder's permissions, or keep the library elsewhere with --library DIR",
        )
    return LibraryError(
        f"{path} cannot be used: {error}", "run `reportedly doctor` to see what would repair it"
    )


@contextlib.contextmanager
def records_parsed(path: Path) -> Iterator[None]:
    """Turn what goes wrong in making models of rows into DamagedLibraryError: we wrote them otherwise."""
    try:
        yield
    except (ValueError, KeyError, TypeError, IndexError) as error:
        said = f"{path} is damaged: a record cannot be read ({type(error).__name__}: {error})"
        raise DamagedLibraryError(said, _READ_AGAIN) from error


@contextlib.contextmanager
def errors_explained(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors about ``path`` into LibraryError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise library_error(error, path) from error
