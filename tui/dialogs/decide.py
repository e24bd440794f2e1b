"""Asks for what a decision needs and for the file it is written to; the reader names the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from search_index.errors import ReportedlyError
from tui.content import joined, squeezed
from tui.widgets.still_input import StillInput
from tui.widgets.styled import StyledDialog


class DecideDialog(StyledDialog):
    """Returns the path written, None when left with Esc.

    ``write`` takes what was said and the file's name and returns the path, or raises a ReportedlyError,
    which is shown. ``doubt`` takes what was said and returns why it might do nothing, empty where it will do something:
    that is shown once, and ↵ again writes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Close")]
    DEFAULT_CSS = """
    DecideDialog { align: center middle; }
    DecideDialog #box { width: 92; max-width: 96%; height: auto; max-height: 96%; border: round $border;
        background: $background; padding: 0 1; border-title-background: $background;
        border-subtitle-background: $background; border-subtitle-color: $foreground; overflow-y: auto; }
    DecideDialog Static { height: auto; }
    DecideDialog Input { height: 1; border: none; padding: 0; margin-bottom: 1; }
    DecideDialog Input:focus { border: none; }
    """

    def __init__(
        self,
        decided: Content,
        asked: str,
        proposed: str,
        file: str,
        write: Callable[[str, str], Path],
        doubt: Callable[[str], str] = lambda said: "",
    ) -> None:
        super().__init__()
        self._doubt, self._doubted = doubt, ""
        self._decided, self._asked, self._proposed, self._file = decided, asked, proposed, file
        self._write = write

    def compose(self) -> ComposeResult:
        """What is decided, what is asked, and the file."""
        with Vertical(id="box") as box:
            box.border_title = joined("Decide")
            box.border_subtitle = joined("↵ writes   Tab next field   Esc leaves")
            yield Static(joined(self._decided, "\n"), markup=False)
            if self._asked:
                yield Static(joined(self._asked), markup=False)
                yield StillInput(self._proposed, id="words", compact=True)
            yield Static(joined("Add it to the file of overrides:"), markup=False)
            yield StillInput(self._file, id="file", compact=True)
            yield Static("", id="said", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write, or say why not."""
        event.stop()
        words = self.query_one("#words", Input).value if self._asked else ""
        if words != self._doubted and (doubt := self._doubt(words)):
            self._doubted = words
            said = joined((squeezed(doubt), ".differ"), "\n↵ again writes it all the same")
            self.query_one("#said", Static).update(said)
            return
        try:
            written = self._write(words, self.query_one("#file", Input).value)
        except ReportedlyError as error:
            said = joined((squeezed(error.message), ".conflict"), "\n", squeezed(error.way_out))
            self.query_one("#said", Static).update(said)
            return
        self.dismiss(str(written))
