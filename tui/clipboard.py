"""Copying that also works over SSH and inside tmux, and says where the text went.

Textual sends OSC 52 to the terminal, which tmux drops by default; there its own buffer is filled too. At
the machine itself the desktop's clipboard is filled as well: not every terminal takes OSC 52.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from typing import Any


def programs(environ: Mapping[str, str], platform: str) -> list[list[str]]:
    """The commands that may take a copy on their standard input, the first that is installed being enough."""
    if environ.get("TMUX"):
        return [["tmux", "load-buffer", "-w", "-"]]
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return []  # what runs here is another machine's clipboard
    if platform == "darwin":
        return [["pbcopy"]]
    found = [["wl-copy"]] if environ.get("WAYLAND_DISPLAY") else []
    if environ.get("DISPLAY"):
        found += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    return found


def _given(text: str, command: list[str]) -> bool:
    try:
        # Not captured: xclip and wl-copy stay alive with their output open, and reading it would wait for them.
        subprocess.run(
            command,
            input=text.encode("utf-8", "replace"),
            check=True,
            timeout=2,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def give_to_programs(text: str) -> str:
    """Hand ``text`` to the first command that takes it; returns its name, empty where none does."""
    for command in programs(os.environ, sys.platform):
        if shutil.which(command[0]) and _given(text, command):
            return command[0]
    return ""


async def copy(app: Any, text: str) -> str:
    """Put ``text`` on the clipboard; returns a word on where it went.

    ``app`` is the Textual app; who calls this has no need to know which.
    """
    app.copy_to_clipboard(text)
    taken = await asyncio.to_thread(give_to_programs, text)
    if taken == "tmux":
        return "Copied to tmux (prefix ] pastes) and sent to the terminal"
    if taken:
        return "Copied to the clipboard"
    return "Copied through the terminal (OSC 52)"
