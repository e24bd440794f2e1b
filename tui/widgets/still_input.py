"""A field whose cursor stands still: blinking costs 2.5 kB/s over SSH."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input


class StillInput(Input):
    """An input without a blinking cursor, from its making on: a field asked for later may be gone by then."""

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        self.set_reactive(Input.cursor_blink, False)
