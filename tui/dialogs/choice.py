"""A list in front of the screen from which one thing is chosen: articles, bookmarks, styles, what was copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Resize
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.content import joined, wrapped
from tui.widgets.lists import MOST_ROWS, KeyedList
from tui.widgets.styled import StyledDialog


class ChoiceDialog(StyledDialog):
    """Returns the place of the row chosen with ↵, None when left. Its rows may be more than one line.

    ``does`` says what ↵ does with a row. ``drop`` makes ``d`` take a row away, ``write`` makes ``e`` leave with -1: the caller writes all to a file.
    ``beside`` leaves the search in sight. ``also`` is one more key, its word, and what it does with a row: it returns the row anew, None if it stays.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Close", show=False),
        Binding("d,delete", "drop", "Drop", show=False),
        Binding("e", "write", "Write to a file", show=False),
    ]
    DEFAULT_CSS = """
    ChoiceDialog { align: center middle; }
    ChoiceDialog #box { width: 96%; max-width: 100; height: auto; max-height: 90%; border: round $border;
        background: $background; padding: 0 1; border-title-background: $background;
        border-subtitle-background: $background; border-subtitle-color: $foreground; }
    ChoiceDialog.-beside { align: right top; background: transparent; }
    ChoiceDialog.-beside #box { max-width: 62%; margin-top: 1; }
    ChoiceDialog KeyedList { height: auto; max-height: 100%; }
    ChoiceDialog Static { height: auto; }
    """
    WRITE = -1

    def __init__(
        self,
        title: str,
        rows: Sequence[Content],
        *,
        empty: str,
        does: str = "chooses",
        chosen: int | None = None,
        drop: Callable[[int], object] | None = None,
        write: bool = False,
        beside: bool = False,
        also: tuple[str, str, Callable[[int], Content | None]] | None = None,
    ) -> None:
        super().__init__()
        self._also = also
        self._does = does
        self.set_class(beside, "-beside")
        self._title = title
        self._rows = list(rows)
        self._empty = empty
        self._chosen = chosen
        self._drop = drop
        self._write = write

    def compose(self) -> ComposeResult:
        """The rows, or why there are none."""
        with Vertical(id="box") as box:
            box.border_title = joined(self._title)
            keys = [f"↵ {self._does}"] if self._rows else []
            keys += ["d drops"] if self._drop and self._rows else []
            keys += [f"{self._also[0]} {self._also[1]}"] if self._also and self._rows else []
            keys += ["e writes a file"] if self._write and self._rows else []
            box.border_subtitle = joined("   ".join([*keys, "Esc closes"]))
            if self._rows:
                yield KeyedList(id="choices", markup=False)
            else:
                yield Static(joined(self._empty), markup=False)

    def on_resize(self, event: Resize) -> None:
        """Rows are wrapped to the width there is."""
        if self._rows:
            self._fill(self.query_one(KeyedList).highlighted or self._chosen or 0)

    def _fill(self, highlighted: int) -> None:
        width = max(self.query_one("#box").scrollable_content_region.width - 1, 16)
        options = [
            Option(Content("\n").join(wrapped(row, width, 3))) for row in self._rows[:MOST_ROWS]
        ]
        self.query_one(KeyedList).fill(
            options, min(highlighted, len(options) - 1) if options else None
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """↵ on a row."""
        event.stop()
        self.dismiss(event.option_index)

    def action_drop(self) -> None:
        """Take the row under the cursor away."""
        if self._drop is None or not self._rows:
            return
        at = self.query_one(KeyedList).highlighted
        if at is not None:
            self._drop(at)
            del self._rows[at]
            self._fill(at)

    def on_key(self, event: Key) -> None:
        """The one more key."""
        at = self.query_one(KeyedList).highlighted if self._also and self._rows else None
        if self._also is not None and at is not None and event.character == self._also[0]:
            event.stop()
            row = self._also[2](at)
            if row is not None:
                self.set_row(at, row)

    def set_row(self, at: int, row: Content) -> None:
        """The row reads otherwise now."""
        self._rows[at] = row
        self._fill(self.query_one(KeyedList).highlighted or 0)

    def action_write(self) -> None:
        """Leave, and have all rows written."""
        if self._write and self._rows:
            self.dismiss(self.WRITE)
