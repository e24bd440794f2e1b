"""The user's editor, opened at a line."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from search_index.errors import SettingsError

# Editors that take the line as “+12 file”; others get the file alone, unless the setting says more.
_PLUS_LINE = {
    "vi",
    "vim",
    "nvim",
    "view",
    "nano",
    "emacs",
    "emacsclient",
    "micro",
    "joe",
    "ne",
    "kak",
}
_COLON_LINE = {"hx", "helix", "zed", "subl"}


def editor_command(setting: str | None, file: Path, line: int) -> list[str]:
    """The words to run. ``setting`` may hold ``{file}`` and ``{line}``; None takes $VISUAL, $EDITOR, vi.

    Raises SettingsError where the command cannot be read.
    """
    command = setting or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise SettingsError(
            f"the editor command “{command}” cannot be read: {error}",
            "mend “editor” in settings.yaml, $VISUAL or $EDITOR",
        ) from error
    if not words:
        words = ["vi"]
    if any("{file}" in word for word in words):
        return [w.replace("{file}", str(file)).replace("{line}", str(line)) for w in words]
    words = [w.replace("{line}", str(line)) for w in words]
    program = Path(words[0]).name
    if program in _PLUS_LINE:
        return [*words, f"+{line}", str(file)]
    if program in {"code", "codium"}:
        return [*words, "--goto", f"{file}:{line}"]
    if program in _COLON_LINE:
        return [*words, f"{file}:{line}"]
    return [*words, str(file)]


def edit(command: list[str]) -> None:
    """Run the editor and wait. Raises SettingsError where it cannot be started."""
    try:
        subprocess.run(command, check=False)
    except OSError as error:
        raise SettingsError(
            f"the editor “{command[0]}” cannot be started: {error.strerror}",
            "set “editor” in settings.yaml, $VISUAL or $EDITOR to one that is installed",
        ) from error
