"""The writer's lock: one writer a library, and the lock dies with its process."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from search_index.errors import LibraryError, LockedLibraryError, ReadOnlyLibraryError
from search_index.store.failures import library_error

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


def _check_owner(folder: Path) -> None:
    """Root could write another user's library, and would leave files in it that its owner cannot."""
    owner = folder.stat().st_uid
    if hasattr(os, "geteuid") and owner != os.geteuid():
        raise ReadOnlyLibraryError(
            f"the library in {folder} belongs to another user (number {owner}), so it is only read",
            "let its owner run `reportedly index`, or keep one of your own with --library DIR",
        )
    if not os.access(folder, os.W_OK):
        raise ReadOnlyLibraryError(
            f"the library in {folder} may not be written, so it is only read",
            "mend the folder's permissions, or keep one elsewhere with --library DIR",
        )


@contextlib.contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the library in ``folder`` for writing; never waits.

    Raises LockedLibraryError, naming the process, where another holds it; ReadOnlyLibraryError where it is
    another user's or may not be written; LibraryError where the folder cannot be made.
    """
    from filelock import FileLock, Timeout

    _make(folder)
    _check_owner(folder)
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
