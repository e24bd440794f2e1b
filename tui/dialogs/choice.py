"""A list in front of the screen from which one thing is chosen: articles, bookmarks, styles, what was copied; `/` narrows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Resize
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from search_index.folding import fold
from tui.content import joined, wrapped
from tui.widgets.lists import MOST_ROWS, KeyedList
from tui.widgets.still_input import StillInput
from tui.widgets.styled import StyledDialog


class ChoiceDialog(StyledDialog):
    """Returns the place of the row chosen with ↵, None when left. Its rows may be more than one line.

    ``/`` opens a field in which words leave the rows that have them all; there ↑ and ↓ move, ↵ chooses, Esc shows all again.
    ``does`` says what ↵ does with a row. ``drop`` makes ``d`` take a row away, ``write`` makes ``e`` leave with -1: the caller writes all to a file.
    ``beside`` leaves the search in sight. ``also`` is one more key, its word, and what it does with a row: it returns the row anew, None if it stays.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Close", show=False),
        Binding("slash", "narrow", "Narrow", show=False),
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
    ChoiceDialog Input { display: none; height: 1; border: none; padding: 0; }
    ChoiceDialog Input:focus { border: none; }
    ChoiceDialog.-narrowing Input { display: block; }
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
        self._places: Sequence[int] = range(len(self._rows))
        self._empty = empty
        self._chosen = chosen
        self._drop = drop
        self._write = write

    def compose(self) -> ComposeResult:
        """The rows, or why there are none."""
        with Vertical(id="box") as box:
            box.border_title = joined(self._title)
            box.border_subtitle = self._keys()
            if self._rows:
                yield StillInput(placeholder="words of the row", compact=True)
                yield KeyedList(id="choices", markup=False)
            else:
                yield Static(joined(self._empty), markup=False)

    def _keys(self) -> Content:
        if not self._rows:
            return joined("Esc closes")
        if self.has_class("-narrowing"):
            return joined(f"↵ {self._does}   ↑ ↓ move   Esc shows all")
        keys = [f"↵ {self._does}"]
        keys += ["d drops"] if self._drop else []
        keys += [f"{self._also[0]} {self._also[1]}"] if self._also else []
        keys += ["e writes a file"] if self._write else []
        keys += ["/ narrows"] if len(self._rows) > 1 else []
        return joined("   ".join([*keys, "Esc closes"]))

    def on_mount(self) -> None:
        """The list has the focus, not the field that nobody asked for."""
        if self._rows:
            self.query_one(KeyedList).focus()

    def on_resize(self, event: Resize) -> None:
        """Rows are wrapped to the width there is."""
        if self._rows:
            self._fill(self.query_one(KeyedList).highlighted or self._chosen or 0)

    def _fill(self, highlighted: int) -> None:
        """``highlighted`` counts the rows that are shown."""
        words = fold(self.query_one(StillInput).value).split()
        folded = (fold(row.plain) for row in self._rows)
        self._places = [at for at, row in enumerate(folded) if all(word in row for word in words)]
        shown = self._places[:MOST_ROWS]
        width = max(self.query_one("#box").scrollable_content_region.width - 1, 16)
        options = [Option(Content("\n").join(wrapped(self._rows[at], width, 3))) for at in shown]
        self.query_one(KeyedList).fill(
            options, min(highlighted, len(options) - 1) if options else None
        )
        count = f"  {len(self._places):,} of {len(self._rows):,}" if words else ""
        box = self.query_one("#box")
        box.border_title = joined(self._title, (count, ".quiet"))
        box.border_subtitle = self._keys()

    @property
    def _at(self) -> int | None:
        """The place of the row under the cursor, among all rows."""
        if not self._rows:
            return None
        at = self.query_one(KeyedList).highlighted
        return None if at is None else self._places[at]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """↵ on a row."""
        event.stop()
        self.dismiss(self._places[event.option_index])

    def action_drop(self) -> None:
        """Take the row under the cursor away."""
        at = self._at
        if self._drop is None or at is None:
            return
        self._drop(at)
        del self._rows[at]
        self._fill(self._places.index(at))

    def action_narrow(self) -> None:
        """A field for words of the rows."""
        if len(self._rows) > 1:
            self.add_class("-narrowing")
            self.query_one("#box").border_subtitle = self._keys()
            self.query_one(StillInput).focus()

    def action_leave(self) -> None:
        """Esc shows all rows again, then closes."""
        if not self.has_class("-narrowing"):
            self.dismiss(None)
            return
        at = self._at
        field = self.query_one(StillInput)
        with field.prevent(Input.Changed):
            field.clear()
        self.remove_class("-narrowing")
        self._fill(at or 0)
        self.query_one(KeyedList).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Rows come and go as words are typed."""
        event.stop()
        self._fill(0)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """↵ in the field takes the row under the cursor."""
        event.stop()
        if self._at is not None:
            self.dismiss(self._at)

    def on_key(self, event: Key) -> None:
        """The one more key; in the field the cursor of the list."""
        if isinstance(self.focused, Input):
            if event.key in ("down", "up"):
                event.stop()
                rows = self.query_one(KeyedList)
                rows.action_move_down() if event.key == "down" else rows.action_move_up()
            return
        at = self._at
        if self._also is not None and at is not None and event.character == self._also[0]:
            event.stop()
            row = self._also[2](at)
            if row is not None:
                self.set_row(at, row)

    def set_row(self, at: int, row: Content) -> None:
        """The row at this place reads otherwise now."""
        self._rows[at] = row
        self._fill(self.query_one(KeyedList).highlighted or 0)

    def action_write(self) -> None:
        """Leave, and have all rows written."""
        if self._write and self._rows:
            self.dismiss(self.WRITE)
