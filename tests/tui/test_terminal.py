"""The app on real terminals: tmux, and a bare pseudo-terminal whose bytes are counted."""

from __future__ import annotations

import os
import pty
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from fcntl import ioctl
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
APP = Path(__file__).parent / "terminal_app.py"
# Patience with a busy machine, in seconds.
_PATIENCE = 30.0
# 9600 baud are 960 bytes a second.
_BYTES_A_TENTH = 96
# What the terminal that runs the tests says of itself; COLUMNS would be taken for the size of ours.
_OTHERS = {"TMUX", "SSH_CONNECTION", "SSH_TTY", "NO_COLOR", "COLUMNS", "LINES"}
_QUIET = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "LC_ALL": "C.UTF-8",
    "PYTHONPATH": str(APP.parents[2]),
}


def eventually(there: Callable[[], bool], what: Callable[[], str]) -> None:
    ends = time.monotonic() + _PATIENCE
    while not there():
        assert time.monotonic() < ends, what()
        time.sleep(0.05)


class Tmux:
    """A tmux server of its own with one window."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / "socket")
        self.kept = folder / "kept"

    def __call__(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", self._socket, "-f", "/dev/null", *words],
            capture_output=True, text=True, check=False, env=self._environment(),
        )  # fmt: skip
        return done.stdout

    @staticmethod
    def _environment() -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in _OTHERS}
        return kept | {**_QUIET, "TERM": "tmux-256color"}

    def start(self, *arguments: str, width: int = 120, height: int = 36) -> None:
        app = shlex.join([sys.executable, str(APP), str(self.kept), *arguments])
        self(
            "new-session",
            "-d",
            "-x",
            str(width),
            "-y",
            str(height),
            f"{app}; echo left=$?; exec cat",
        )

    def screen(self) -> str:
        return self("capture-pane", "-p")

    def flag(self, name: str) -> str:
        return self("display-message", "-p", f"#{{{name}}}").strip()

    def shows(self, text: str) -> None:
        eventually(lambda: text in self.screen(), lambda: f"no “{text}” on\n{self.screen()}")

    def types(self, text: str) -> None:
        self("send-keys", "-l", text)

    def press(self, *keys: str) -> None:
        self("send-keys", *keys)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    terminal = Tmux(tmp_path)
    yield terminal
    terminal("kill-server")


def test_start_type_resize_copy_and_quit_leave_the_terminal_clean(tmux: Tmux) -> None:
    tmux.start()
    tmux.shows("6 documents")
    assert tmux.flag("mouse_any_flag") == "1"
    tmux.types("port handled")
    tmux.shows("1 document, 4 best passages")
    tmux.press("Enter")
    tmux.shows("passage 2 of 4")
    tmux.types("]")
    tmux.shows("≈ compatible: 4.92 million rounds")
    tmux("resize-window", "-x", "70", "-y", "22")
    tmux.shows("≈ compatible: 4.92 million rounds")
    eventually(lambda: "╭─ Facts" not in tmux.screen(), tmux.screen)
    tmux("resize-window", "-x", "150", "-y", "40")
    tmux.shows("─ Facts · 9")
    tmux.types("y")
    tmux.shows("Copied to tmux")
    assert tmux("show-buffer").startswith("Harbour grows again, Norden Gazette")
    tmux.types("q")
    tmux.shows("left=0")
    assert tmux.flag("alternate_on") == "0"
    assert tmux.flag("cursor_flag") == "1"
    assert tmux.flag("mouse_any_flag") == "0"
    tmux.types("echoed")
    tmux.shows("echoed")
    assert "Reportedly" not in tmux.screen()
    # What was open is kept for the next start.
    assert (tmux.kept / "session.json").is_file()


def test_who_ends_the_process_finds_their_terminal_as_it_was(tmux: Tmux) -> None:
    tmux.start()
    tmux.shows("6 documents")
    tmux.types("strike")
    tmux.shows("2 documents")
    children = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", tmux.flag("pane_pid")], capture_output=True, text=True
    )
    os.kill(int(children.stdout.split()[0]), signal.SIGTERM)
    tmux.shows(f"left={128 + signal.SIGTERM}")
    assert tmux.flag("alternate_on") == "0"
    assert tmux.flag("cursor_flag") == "1"
    assert tmux.flag("mouse_any_flag") == "0"
    assert (tmux.kept / "session.json").is_file()


def test_no_mouse_leaves_the_mouse_to_the_terminal(tmux: Tmux) -> None:
    tmux.start("--no-mouse")
    tmux.shows("6 documents")
    assert tmux.flag("mouse_any_flag") == "0"
    tmux.press("C-q")
    tmux.shows("left=0")


def test_the_smallest_terminal_is_used_whole(tmux: Tmux) -> None:
    tmux.start(width=60, height=20)
    tmux.shows("6 documents")
    tmux.types("strike")
    tmux.shows("2 documents")
    tmux.press("Enter")
    tmux.shows("passage 1 of 2")
    tmux.types("m")
    tmux.shows("≠ conflict: 9 days against 12 days")


class Line:
    """A pseudo-terminal; what the app writes is counted."""

    def __init__(self, kept: Path, *arguments: str) -> None:
        self._ours, theirs = pty.openpty()
        ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        environment = {k: v for k, v in os.environ.items() if k not in _OTHERS} | _QUIET
        self.process = subprocess.Popen(
            [sys.executable, str(APP), str(kept), *arguments],
            stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)

    def written(self, quiet: float, first: float = _PATIENCE) -> bytes:
        """What comes until nothing has come for ``quiet`` seconds; waits ``first`` for the beginning."""
        data, wait = b"", first
        while select.select([self._ours], [], [], wait)[0]:
            try:
                data += os.read(self._ours, 1 << 16)
            except OSError:
                break
            wait = quiet
        return data

    def trickles(self, seconds: float) -> bytes:
        """What comes through a line of 9600 baud until nothing has come for ``seconds``; four times as fast."""
        data, quiet_since = b"", time.monotonic()
        while time.monotonic() - quiet_since < seconds:
            time.sleep(0.025)
            if select.select([self._ours], [], [], 0)[0]:
                data += os.read(self._ours, _BYTES_A_TENTH)
                quiet_since = time.monotonic()
        return data

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    made = Line(tmp_path, "--no-mouse")
    yield made
    made.close()


def test_a_key_costs_few_bytes_and_nothing_is_sent_while_nothing_happens(line: Line) -> None:
    assert b"6 documents" in line.written(1.5)
    assert line.written(0.1, first=1.0) == b""
    for key in "port":
        line.type(key)
        assert len(line.written(0.5)) <= 8_000
    line.type("\r")
    assert len(line.written(0.5)) <= 8_000
    line.type("j")
    moved = line.written(0.5)
    assert 0 < len(moved) <= 6_000


def test_a_slow_line_carries_what_was_typed_and_the_document_found(line: Line) -> None:
    assert b"6 documents" in line.trickles(1.5)
    for key in "strike\r":
        time.sleep(0.05)
        line.type(key)
    shown = line.trickles(1.5)
    assert b"passage 1" in shown
    # Seven keys, their results and the document: 2 kB a key.
    assert len(shown) <= 14_000


def test_a_hangup_ends_the_app(line: Line) -> None:
    line.written(1.0)
    line.process.terminate()
    line.written(0.5, first=5.0)
    assert line.process.wait(timeout=10) is not None
