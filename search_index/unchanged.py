"""Whether a library is as its last build left it, and its corpus, its rules and the program are as that build found them.

Looks at names, sizes and times and reads no file: a look-up in a library that is up to date is spared a build.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import stat
import sys
import threading
from array import array
from collections.abc import Iterator
from pathlib import Path

from search_index.locations import LIBRARY_FILE

NOTED = "as found"
"""The key under which a build leaves what it found; empty while one is under way."""

_IGNORE_FILE = ".reportedlyignore"
# Bytes of a library from which on a second process for looking at its files costs less than it saves: of a thousand of
# 500 words.
_LARGE = 5_000_000
_PROGRAM = Path(__file__).resolve().parent


def look(corpus: Path, rules: str, overrides: Path | None) -> str | None:
    """A token that changes with anything that a build of the folder ``corpus`` obeys or reads, though it may change with
    nothing; None where only a build can tell: of a single file, with links, where something cannot be opened.

    ``rules`` stands for the user's own words, ``overrides`` is a file that is obeyed beside corpus.yaml.
    """
    digest = hashlib.sha256(f"{rules} {sys.version_info}".encode())
    try:
        _add_folder(digest, corpus)
        _add_folder(digest, _PROGRAM)
        # A reader of a format that was installed since is in one of these.
        packages = [path for path in sys.path if path.endswith("-packages")]
        own = [corpus / _IGNORE_FILE, *([] if overrides is None else [overrides])]
        for path in [*map(Path, packages), *own]:
            if path.exists():
                found = path.stat()
                digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    except (OSError, _OnlyABuildCanTell, UnicodeError):
        return None
    return digest.hexdigest()


class Looking:
    """`look`, its token to be asked for once it is needed; of many files a process of its own looks meanwhile.

    It takes as long as searching them, and longer. Where the system cannot fork, and beside other threads, which a fork
    leaves behind with whatever they hold, it is done when it is asked for. ``library`` is the folder of the library.
    """

    def __init__(self, corpus: Path, library: Path, rules: str, overrides: Path | None) -> None:
        self.at = (corpus, rules, overrides)
        """What is looked at: the corpus, what stands for the user's own words, the file of overrides."""

        self._child: tuple[int, int] | None = None
        self._known: tuple[str | None] | None = None
        if _is_large(library) and hasattr(os, "fork") and threading.active_count() == 1:
            self._child = self._begun()

    def _begun(self) -> tuple[int, int]:
        """A process that looks, and where it will write the token."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            # Nothing of the parent's is cleaned up or written here, whatever happens.
            try:
                os.write(writing, (look(*self.at) or "").encode("ascii"))
            finally:
                os._exit(0)
        os.close(writing)
        return child, reading

    def token(self) -> str | None:
        """What `look` says."""
        if self._known is None:
            self._known = (self._waited_for() if self._child else look(*self.at),)
        return self._known[0]

    def _waited_for(self) -> str | None:
        assert self._child is not None
        child, reading = self._child
        self._child = None
        with os.fdopen(reading, "rb") as pipe:
            token = pipe.read().decode("ascii")
        os.waitpid(child, 0)
        return token or None

    def forget(self) -> None:
        """Wait for nothing: nobody will ask. After `token` this does nothing."""
        if self._child is not None:
            child, reading = self._child
            self._child = None
            os.close(reading)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _is_large(library: Path) -> bool:
    try:
        return (library / LIBRARY_FILE).stat().st_size >= _LARGE
    except OSError:
        return False


class _OnlyABuildCanTell(Exception):
    """What lies here is not a plain file or folder."""


def _add_folder(digest: hashlib._Hash, folder: Path) -> None:
    pending = [os.fspath(folder)]
    while pending:
        place = pending.pop()
        names, numbers = [place], array("q")
        with _looked_up_from(place) as start:
            for name in os.listdir(place if start is None else start):  # noqa: PTH208  # a Path takes 2 µs, a look 4
                if name.startswith(".") or name == "__pycache__":
                    continue
                path = os.path.join(place, name)  # noqa: PTH118
                status = os.lstat(path) if start is None else os.lstat(name, dir_fd=start)
                if stat.S_ISDIR(status.st_mode):
                    pending.append(path)
                    continue
                if not stat.S_ISREG(status.st_mode):
                    raise _OnlyABuildCanTell
                names.append(name)
                numbers.append(status.st_size)
                numbers.append(status.st_mtime_ns)
        digest.update("\0".join(names).encode("utf-8", "surrogateescape"))
        digest.update(numbers.tobytes())


@contextlib.contextmanager
def _looked_up_from(folder: str) -> Iterator[int | None]:
    """A handle of ``folder``, from where its names are looked up faster than from the root; None on other systems."""
    if os.stat not in os.supports_dir_fd or os.listdir not in os.supports_fd:
        yield None
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)
