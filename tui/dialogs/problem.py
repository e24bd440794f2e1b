"""What went wrong, in a sentence, and what to do about it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui.cleaning import clean
from tui.content import joined
from tui.widgets.styled import StyledDialog


class ProblemDialog(StyledDialog):
    """A quiet box; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,enter,q,space", "dismiss", "Close")]
    DEFAULT_CSS = """
    ProblemDialog { align: center middle; }
    ProblemDialog #box { width: 70; max-width: 92%; height: auto; max-height: 80%;
        border: round $error; background: $background; padding: 1 2; overflow-y: auto; }
    ProblemDialog Static { height: auto; }
    """

    def __init__(self, message: str, way_out: str) -> None:
        super().__init__()
        self._said = joined(clean(message), "\n\n", ("What to do: ", ".strong"), clean(way_out))

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(id="box") as box:
            box.border_title = joined("This did not work")
            box.border_subtitle = joined("Esc closes")
            yield Static(self._said, markup=False)
