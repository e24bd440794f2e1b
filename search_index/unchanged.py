"""Whether a library is as its last build left it, and its corpus, its rules and the program are as that build found them.

Looks at names, sizes and times and reads no file: a look-up in a library that is up to date is spared a build.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import threading
from array import array
from collections.abc import Callable
from pathlib import Path

NOTED = "as found"
"""The key under which a build leaves what it found; empty while one is under way."""

_IGNORE_FILE = ".reportedlyignore"
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


def looking(
    corpus: Path, rules: str, overrides: Path | None, *, beside: bool
) -> Callable[[], str | None]:
    """`look`, its token to be asked for once; with ``beside`` a process of its own looks meanwhile.

    Of many files a look takes as long as searching them. Where the system cannot fork, and beside other threads, which
    a fork leaves behind with whatever they hold, it is done when it is asked for.
    """
    if not beside or not hasattr(os, "fork") or threading.active_count() > 1:
        return lambda: look(corpus, rules, overrides)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        # Nothing of the parent's is cleaned up or written here, whatever happens.
        try:
            os.write(writing, (look(corpus, rules, overrides) or "").encode("ascii"))
        finally:
            os._exit(0)
    os.close(writing)

    def told() -> str | None:
        with os.fdopen(reading, "rb") as pipe:
            token = pipe.read().decode("ascii")
        os.waitpid(child, 0)
        return token or None

    return told


class _OnlyABuildCanTell(Exception):
    """What lies here is not a plain file or folder."""


def _add_folder(digest: hashlib._Hash, folder: Path) -> None:
    pending = [os.fspath(folder)]
    while pending:
        names = [pending.pop()]
        numbers = array("q")
        with os.scandir(names[0]) as found:
            for entry in found:
                name = entry.name
                if name.startswith(".") or name == "__pycache__":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                    continue
                status = entry.stat(follow_symlinks=False)
                if not stat.S_ISREG(status.st_mode):
                    raise _OnlyABuildCanTell
                names.append(name)
                numbers.append(status.st_size)
                numbers.append(status.st_mtime_ns)
        digest.update("\0".join(names).encode("utf-8", "surrogateescape"))
        digest.update(numbers.tobytes())
