"""From start to the first frame: the app on a complete library, beside a bare Textual app.

A frame counts when its words have come out of a pseudo-terminal of 120 by 40 after the switch to the
alternate screen; nothing is shown to anybody, and what draws is only the program.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import bare_app
from benchmarks.measuring import PYTHON, REPORTEDLY, Row, Side, built_library, in_turn

COLUMNS, LINES = 120, 40
PATIENCE = 30.0
_ALTERNATE = b"\x1b[?1049h"
_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[P\]_][^\x1b\x07]*(?:\x1b\\|\x07)?|[@-Z\\^])")


def rows(runs: int) -> list[Row]:
    """The first frame with the app's name, and the first with a document of the library in it."""
    with built_library() as library, tempfile.TemporaryDirectory() as home:
        app = [REPORTEDLY, "--library", str(library)]
        bare = [PYTHON, bare_app.__file__]

        def paint(command: Sequence[str], mark: str) -> float:
            return milliseconds_until(mark, command, Path(home))

        ours, filled, known = in_turn(
            runs,
            lambda: paint(app, "Reportedly"),
            lambda: paint(app, "Türkiye"),
            lambda: paint(bare, bare_app.MARK),
        )
    beside = Side("a bare Textual app", known)
    return [
        Row("first paint", Side("reportedly, first frame", ours), beside, "ms"),
        Row("first paint", Side("reportedly, documents in it", filled), beside, "ms"),
    ]


def milliseconds_until(mark: str, command: Sequence[str], home: Path) -> float:
    """From exec until ``mark`` stands on the alternate screen; the program is ended then.

    Raises TimeoutError, with what it wrote instead, where the mark does not come.
    """
    started = time.perf_counter()
    child, ours = terminal(command, home)
    try:
        return 1000 * (_seen(ours, mark.encode(), started) - started)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(ours)


def terminal(command: Sequence[str], home: Path) -> tuple[int, int]:
    """Start ``command`` on a pseudo-terminal, its folders under ``home``: the process and our end, not blocking."""
    environment = os.environ | {
        "HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
    }
    environment |= {f"XDG_{name}_HOME": str(home / name) for name in ("CACHE", "CONFIG", "STATE")}
    # Byte code as an installed program has it, also where the environment keeps Python from writing any: to compile
    # our modules each time is 40 ms that no user waits for. The first sample, which is thrown away, writes it.
    environment["PYTHONPYCACHEPREFIX"] = str(home / "bytecode")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    os.set_blocking(ours, False)
    child = os.posix_spawn(
        command[0],
        list(command),
        environment,
        file_actions=[
            *((os.POSIX_SPAWN_DUP2, theirs, stream) for stream in (0, 1, 2)),
            (os.POSIX_SPAWN_CLOSE, ours),
        ],
        setsid=True,
    )
    os.close(theirs)
    return child, ours


def _seen(terminal: int, mark: bytes, started: float) -> float:
    written = b""
    while (left := started + PATIENCE - time.perf_counter()) > 0:
        if not select.select([terminal], [], [], left)[0]:
            break
        try:
            written += os.read(terminal, 1 << 16)
        except OSError:  # the program has ended
            break
        now = time.perf_counter()
        _, switched, screen = written.partition(_ALTERNATE)
        if switched and mark in _ESCAPES.sub(b"", screen):
            return now
    words = _ESCAPES.sub(b"", written).decode("utf-8", "replace")
    raise TimeoutError(f"“{mark.decode()}” was not painted; instead: {words[-300:]!r}")
