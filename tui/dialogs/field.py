"""One field to fill in: a text, or the name of a file to write, with the folder it goes to and whether it is there."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from search_index.errors import ReportedlyError, UsageError
from tui.content import joined, squeezed
from tui.widgets.still_input import StillInput
from tui.widgets.styled import StyledDialog


class FileThereError(UsageError):
    """The file the user named exists; ``free`` is a name like it that does not."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already", "give another name")
        self.free = _free(path)


def _free(path: Path) -> Path:
    # “a.grid.csv” has an ending of two parts, “a.1.csv” of one.
    parts = path.suffixes[-2:]
    ending = "".join(parts) if all(part[1:].isalpha() for part in parts) else path.suffix
    stem = path.name.removesuffix(ending)
    names = (path.with_name(f"{stem}-{number}{ending}") for number in count(2))
    return next(name for name in names if not os.path.lexists(name))


def write_new(name: str, text: str) -> Path:
    """Write ``text`` to the file the user named; never over one that is there.

    Raises FileThereError where it exists already, UsageError where it cannot be written.
    """
    path = Path(name.strip())
    try:
        path = path.expanduser()
        with path.open("x", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)
    except FileExistsError as error:
        raise FileThereError(path) from error
    except FileNotFoundError as error:
        raise UsageError(f"there is no folder {path.parent}", "give another") from error
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"{path} cannot be written: {reason}", "give another name or folder"
        ) from error
    return path.absolute()


class FieldDialog(StyledDialog):
    """A field with a prompt; returns what ``write`` made of what stands there, None when left with Esc.

    ``write`` raises a ReportedlyError to have it shown, and the field stays.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Close")]
    DEFAULT_CSS = """
    FieldDialog { align: center middle; }
    FieldDialog #box { width: 76; max-width: 92%; height: auto; border: round $border;
        background: $background; padding: 1 2; border-title-background: $background; }
    FieldDialog Static { height: auto; }
    FieldDialog #where { display: none; }
    FieldDialog Input { height: 1; border: none; padding: 0; margin: 1 0; }
    FieldDialog Input:focus { border: none; }
    """

    def __init__(self, title: str, prompt: str, name: str, write: Callable[[str], object]) -> None:
        super().__init__()
        self._title, self._prompt, self.name_given = title, prompt, name
        self._write = write

    def compose(self) -> ComposeResult:
        """The field and what may be typed."""
        with Vertical(id="box") as box:
            box.border_title = joined(self._title)
            box.border_subtitle = joined("↵ writes   Esc leaves")
            yield Static(joined(self._prompt), markup=False)
            yield StillInput(self.name_given, compact=True)
            yield Static("", id="where", classes="quiet", markup=False)
            yield Static("", id="said", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write, or say why not."""
        event.stop()
        try:
            written = self._write(event.value)
        except ReportedlyError as error:
            self.refused(error)
            return
        self.dismiss(str(written))

    def refused(self, error: ReportedlyError) -> None:
        """Say why nothing was written."""
        said = joined((squeezed(error.message), ".conflict"), "\n", squeezed(error.way_out))
        self.query_one("#said", Static).update(said)


class FileDialog(FieldDialog):
    """A file to be written. Where it is there already, the field is given a name that is free."""

    def on_mount(self) -> None:
        """The folder, before anything is typed."""
        self.query_one("#where").display = True
        self._show_where(self.name_given)

    def on_input_changed(self, event: Input.Changed) -> None:
        """The folder, and whether the file is there."""
        event.stop()
        self._show_where(event.value)

    def refused(self, error: ReportedlyError) -> None:
        """Say why nothing was written; offer a free name."""
        if not isinstance(error, FileThereError):
            super().refused(error)
            return
        field = self.query_one(Input)
        there = Path(field.value.strip())
        with field.prevent(Input.Changed):
            field.value = str(there.with_name(error.free.name))
        self._show_where(field.value)
        said = joined(
            (squeezed(error.message), ".conflict"), f"\n↵ writes {squeezed(error.free.name)}"
        )
        self.query_one("#said", Static).update(said)

    def _show_where(self, name: str) -> None:
        try:
            path = Path(name.strip()).expanduser()
            folder = squeezed(str(path.absolute().parent if name.strip() else Path.cwd()))
            told = f"in {folder}"
            if name.strip() and os.path.lexists(path):
                told += ", where it is there already"
        except (OSError, ValueError, RuntimeError):
            told = ""
        self.query_one("#where", Static).update(joined((told, ".quiet")))
