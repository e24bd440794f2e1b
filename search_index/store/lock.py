"""The writer's lock: one writer a library, and the lock dies with its process."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from search_index.errors import LibraryError, LockedLibraryError
from search_index.store.connection import library_error

_LOCK = "writer.lock"
# filelock empties its own file when it opens it, so the pid is kept beside it.
_PID = "writer.pid"


def _holder(folder: Path) -> int | None:
    try:
        return int((folder / _PID).read_text("ascii"))
    except (OSError, ValueError):
        return None


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            f"the library's folder {folder} cannot be made: {error.strerror}",
            "keep the library elsewhere with --library DIR",
        ) from error


@contextlib.contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the library in ``folder`` for writing; never waits.

    Raises LockedLibraryError, naming the process, where another holds it; LibraryError where the
    folder cannot be made or written.
    """
    from filelock import FileLock, Timeout

    _make(folder)
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        pid = _holder(folder)
        who = f"process {pid}" if pid is not None else "another process"
        raise LockedLibraryError(
            f"{who} is writing the library in {folder}",
            "wait until it has finished; reading and searching work meanwhile",
        ) from error
    except OSError as error:
        raise library_error(error, folder) from error
    try:
        with contextlib.suppress(OSError):
            (folder / _PID).write_text(str(os.getpid()), "ascii")
        yield
    finally:
        with contextlib.suppress(OSError):
            (folder / _PID).unlink()
        lock.release()


def writer_of(folder: Path) -> str | None:
    """Who is writing right now (“process 4711”), None for nobody. Leaves no trace behind."""
    if not (folder / _LOCK).exists():
        return None
    from filelock import FileLock, Timeout

    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        pid = _holder(folder)
        return "another process" if pid is None else f"process {pid}"
    except OSError:
        return None
    lock.release()
    return None
