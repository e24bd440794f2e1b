"""The file `comparison.sqlite` beside the library: whether it is ours to believe, to replace or to leave alone.

Points are made of what lies in it, so one that others may have written is made anew. What lies there and is not
Reportedly's is never opened, written through or deleted: then nothing is kept, and each comparison is of all.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from pathlib import Path

FILE_NAME = "comparison.sqlite"
# “RPTK”: at this place in the first page, which is written before there is a write-ahead log.
APPLICATION_ID = 0x5250544B
_ID_AT = slice(68, 72)
_MAGIC = b"SQLite format 3\x00"
_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_BESIDE = ("-wal", "-shm", "-journal")


def hindrance(folder: Path) -> str | None:
    """Why nothing can be kept in the library ``folder``, for its reader; None where something can.

    A file that is broken is no hindrance: it is made anew.
    """
    path = folder / FILE_NAME
    for place in _places(path):
        try:
            found = place.lstat()
        except FileNotFoundError:
            continue
        except OSError as error:
            return f"{place} cannot be looked at: {error.strerror}"
        if stat.S_ISLNK(found.st_mode):
            return f"{place} is a link"
        if not stat.S_ISREG(found.st_mode):
            return f"{place} is no file"
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}"
    if head.startswith(_MAGIC) and head[_ID_AT] != APPLICATION_ID.to_bytes(4, "big"):
        return f"{path} is another program's database"
    return None


def mistrusted(folder: Path) -> str | None:
    """Why the file is not to be believed, None where only the user or root can have written it.

    Asked of a file without ``hindrance``.
    """
    path = folder / FILE_NAME
    trusted = {0, os.geteuid()} if hasattr(os, "geteuid") else None
    for place in (folder, *_places(path)):
        try:
            found = place.stat()
        except FileNotFoundError:
            continue
        if trusted is not None and found.st_uid not in trusted:
            return f"{place} belongs to another user"
        if trusted is not None and found.st_mode & _BY_OTHERS:
            return f"others may write {place}"
        if place != folder and found.st_nlink > 1:
            return f"{place} has another name elsewhere"
    return None


def opened(folder: Path, version: str) -> sqlite3.Connection | None:
    """The file as an earlier comparison by this ``version`` left it; None where there is none to believe."""
    path = folder / FILE_NAME
    with contextlib.suppress(sqlite3.Error, OSError):
        if not path.exists() or mistrusted(folder) is not None:
            return None
        db = _connect(path)
        with contextlib.suppress(sqlite3.Error):
            row = db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
            if row == (version,):
                return db
        db.close()
    return None


def made(folder: Path, version: str, schema: str) -> sqlite3.Connection:
    """The file made anew in place of what was ours there. Raises sqlite3.Error and OSError."""
    path = folder / FILE_NAME
    for place in _places(path):
        place.unlink(missing_ok=True)
    # Nobody else reads it, and one that appears in this moment is not opened.
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    db = _connect(path)
    try:
        # Before the log: the first page says whose the file is from now on.
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA journal_mode = WAL")
        _fill(db, version, schema)
    except BaseException:
        db.close()
        raise
    return db


def unkept(version: str, schema: str) -> sqlite3.Connection:
    """A database of the same tables that goes when it is closed."""
    db = _connect(None)
    _fill(db, version, schema)
    return db


def _places(path: Path) -> list[Path]:
    return [path, *(path.with_name(path.name + ending) for ending in _BESIDE)]


def _connect(path: Path | None) -> sqlite3.Connection:
    # An empty name is a temporary database.
    db = sqlite3.connect(
        "" if path is None else path, isolation_level=None, check_same_thread=False
    )
    db.execute("PRAGMA synchronous = NORMAL")
    return db


def _fill(db: sqlite3.Connection, version: str, schema: str) -> None:
    db.executescript(schema)
    db.execute("INSERT INTO meta VALUES ('version', ?)", (version,))
