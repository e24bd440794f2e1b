"""A field whose cursor stands still: blinking costs 2.5 kB/s over SSH."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input

from tui.widgets.steady import Steady


class StillInput(Steady, Input):
    """An input without a blinking cursor, from its making on: a field asked for later may be gone by then."""

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        self.set_reactive(Input.cursor_blink, False)

    def _watch_value(self, value: str) -> None:
        """A letter more leaves the field where it is."""
        with self.steady():
            super()._watch_value(value)
