"""The user's editor, opened at a line: on the file, or on the text that was taken out of it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from search_index.errors import DocumentError, SettingsError
from tui.cleaning import clean

if TYPE_CHECKING:
    from search_index.models import Document

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


@contextmanager
def file_to_edit(corpus: Path, document: Document) -> Iterator[tuple[Path, bool]]:
    """The file of ``document``, below or at ``corpus``, and False; where it is no plain text, what was taken
    out of it, line for line, in a read-only file that is deleted afterwards, and True.

    Raises DocumentError where the file has gone, or nothing can be written.
    """
    file = corpus if corpus.is_file() else corpus / document.path
    # A name that is no UTF-8 is known by a stand-in, which leads to no file here.
    stand_in = "\\x" in document.path and not file.exists()
    if not (document.places or document.path.endswith(".gz") or stand_in):
        if not file.is_file():
            raise DocumentError(
                f"{document.path} is no longer there", "read the folder again with r"
            )
        yield file, False
        return
    name = re.sub(r"[^\w.,-]+", "-", file.name).strip("-")[-80:] or "text"
    try:
        with tempfile.TemporaryDirectory(prefix="reportedly-") as folder:
            copy = Path(folder) / f"{name}.txt"
            copy.write_text(clean(document.text), "utf-8")
            copy.chmod(0o400)
            yield copy, True
    except OSError as error:
        raise DocumentError(
            f"the text of {document.path} cannot be written for the editor: {error.strerror}",
            "make room in the folder for temporary files ($TMPDIR)",
        ) from error


def edit(command: list[str]) -> None:
    """Run the editor and wait. Raises SettingsError where it cannot be started."""
    try:
        subprocess.run(command, check=False)
    except OSError as error:
        raise SettingsError(
            f"the editor “{command[0]}” cannot be started: {error.strerror}",
            "set “editor” in settings.yaml, $VISUAL or $EDITOR to one that is installed",
        ) from error
