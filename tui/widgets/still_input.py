"""A field whose cursor stands still: blinking costs 2.5 kB/s over SSH."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input

from tui.cleaning import clean_line
from tui.widgets.steady import Steady


class StillInput(Steady, Input):
    """An input without a blinking cursor, from its making on: a field asked for later may be gone by then."""

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        self.set_reactive(Input.cursor_blink, False)

    def validate_value(self, value: str) -> str:
        """What is pasted, or taken over from a document, is shown as everything else is: nothing of it is obeyed."""
        return clean_line(value)

    def _watch_value(self, value: str) -> None:
        """A letter more leaves the field where it is."""
        with self.steady():
            super()._watch_value(value)
