"""Option lists that are also moved by vim keys, and that fill without losing their place."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.keymap import bindings
from tui.widgets.steady import Steady

# 200 rows of two lines fill in 60 ms, 10,000 in 1.6 s.
MOST_ROWS = 200


class KeyedList(Steady, OptionList):
    """An OptionList whose moves stand in the keymap."""

    BINDINGS = bindings("moving", only=(
        "move_down", "move_up", "page_down", "page_up", "to_start", "to_end", "open",
    ))  # fmt: skip
    DEFAULT_CSS = """
    KeyedList { border: none; padding: 0; background: transparent; text-wrap: nowrap; height: 1fr; }
    KeyedList:focus { border: none; background-tint: transparent; }
    KeyedList > .option-list--option-disabled { color: $quiet; }
    KeyedList:nocolor:focus > .option-list--option-highlighted { text-style: bold reverse; }
    """

    def fill(self, options: Sequence[Option], highlighted: int | None) -> None:
        """Show these options, ``highlighted`` under the cursor; tells nobody."""
        with self.steady(), self.prevent(OptionList.OptionHighlighted):
            self.set_options(options)
            self.highlighted = highlighted

    def action_move_down(self) -> None:
        """To the next row."""
        if self.highlighted is None or self.highlighted < self.option_count - 1:
            self.action_cursor_down()

    def action_move_up(self) -> None:
        """To the row before."""
        if self.highlighted is None or self.highlighted > 0:
            self.action_cursor_up()

    def action_page_down(self) -> None:
        """A page down."""
        if self._can_page():
            super().action_page_down()  # type: ignore[no-untyped-call]

    def action_page_up(self) -> None:
        """A page up."""
        if self._can_page():
            super().action_page_up()  # type: ignore[no-untyped-call]

    def _can_page(self) -> bool:
        """Whether the rows have lines: a list without room has none yet, and Textual's pages count on them."""
        return bool(self.option_count and self.scrollable_content_region)

    def action_to_start(self) -> None:
        """To the first row."""
        self.action_first()
        self.scroll_to(y=0, animate=False)

    def action_to_end(self) -> None:
        """To the last row."""
        self.action_last()

    def action_open(self) -> None:
        """Choose the row."""
        self.action_select()
