"""Copying that also works over SSH and inside tmux.

Textual sends OSC 52 to the terminal, which tmux drops by default; there its own buffer is filled too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import Any


def copy(app: Any, text: str) -> str:
    """Put ``text`` on the clipboard; returns a word on where it went.

    ``app`` is the Textual app; who calls this has no need to know which.
    """
    app.copy_to_clipboard(text)
    if os.environ.get("TMUX") and shutil.which("tmux"):
        try:
            subprocess.run(
                ["tmux", "load-buffer", "-w", "-"],
                input=text.encode("utf-8", "replace"),
                check=True,
                timeout=2,
                capture_output=True,
            )
        except (OSError, subprocess.SubprocessError):
            return "Copied"
        return "Copied, also to tmux (prefix ] pastes it)"
    return "Copied"
