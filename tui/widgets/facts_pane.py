"""The facts of the document, or of all documents found; its cursor and the document's are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from search_index.models import Entity, Kind
from tui.content import KIND_NAMES, fitted, joined, plural, styled
from tui.fact_content import fact_line
from tui.fact_rows import ORDER, SORT_NAMES, SORTS, Row, Sort, Wanted, rows
from tui.keymap import bindings
from tui.reading import Mark, Reading
from tui.widgets.lists import MOST_ROWS, KeyedList
from tui.widgets.still_input import StillInput
from tui.widgets.styled import resolved

_NAME = 8  # cells of a long name in a list of facts of many documents


class FactList(KeyedList):
    """The facts as rows; left and right turn to another kind of them."""

    BINDINGS = bindings("moving", only=("move_left", "move_right"))

    class Turned(Message):
        """To the next kind, or to the one before (-1)."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def action_move_left(self) -> None:
        """The kind before."""
        self.post_message(self.Turned(-1))

    def action_move_right(self) -> None:
        """The next kind."""
        self.post_message(self.Turned(1))


class FilterField(StillInput):
    """Words that the facts listed must have; ↓ goes to the list."""

    BINDINGS = bindings("moving", only=("move_down",))

    class Left(Message):
        """The reader wants to the list."""

    def action_move_down(self) -> None:
        """↓"""
        self.post_message(self.Left())


class FactsPane(Vertical):
    """Facts of one document or of many, all kinds or one, filtered by words."""

    BINDINGS = bindings("facts")

    DEFAULT_CSS = """
    FactsPane #empty { display: none; padding: 1 1; color: $quiet; }
    FactsPane.-empty #empty { display: block; }
    FactsPane.-empty FactList { display: none; }
    FactsPane FilterField { display: none; height: 1; border: none; padding: 0; background: transparent; }
    FactsPane FilterField:focus { border: none; background-tint: transparent; }
    FactsPane.-filtering FilterField { display: block; }
    """

    class Chosen(Message):
        """The cursor is on a fact (``open`` False), or ↵ was pressed on it (True)."""

        def __init__(self, mark: Mark, open: bool) -> None:
            super().__init__()
            self.mark = mark
            self.open = open

    class Turned(Message):
        """The reader wants the facts of all documents found, or of the open one again."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.kind: Kind | None = None
        self.sort: Sort = "place"
        self.everywhere = False
        self._reading: Reading | None = None
        self._gathered: Sequence[Reading] = ()
        self._where = ""
        self._names: Mapping[str, str] = {}
        self._name_room = 0
        self._why_empty = self._said = "No document is open."
        self._rows: list[Row] = []
        # The fact that the document's cursor is on.
        self._at: Mark | None = None

    def compose(self) -> ComposeResult:
        """The filter, the list, and what stands there when it is empty."""
        # Textual would give it the focus that the list loses, out of sight as it is.
        yield FilterField(
            placeholder="words in these facts", id="factwords", compact=True, disabled=True
        )
        yield Static(self._why_empty, id="empty", markup=False)
        yield FactList(id="factlist", markup=False)

    def on_mount(self) -> None:
        """The title."""
        self.border_title = joined("Facts")

    @property
    def rows(self) -> FactList:
        """The rows."""
        return self.query_one(FactList)

    @property
    def field(self) -> FilterField:
        """The words to filter by."""
        return self.query_one(FilterField)

    # What is listed -----------------------------------------------------------------------

    def show(self, reading: Reading, empty: str) -> None:
        """Show the facts of ``reading``; ``empty`` says why there might be none."""
        self._reading, self._why_empty = reading, empty
        if not self.everywhere:
            self._fill()

    def show_gathered(
        self, readings: Sequence[Reading], of: int, names: Mapping[str, str], *, more: bool
    ) -> None:
        """Show the facts of many documents, ``of`` in the end; ``more`` were found than are read."""
        self._gathered, self._names = readings, names
        # Every row says whose it is: a column of one width, long names cut.
        shown = (names.get(reading.document.path, "") for reading in readings)
        self._name_room = max((min(len(name), _NAME) for name in shown), default=0)
        done = f"{len(readings)} of {of}" if len(readings) < of else f"{of}"
        first = "first " if more else ""
        self._where = f"{first}{done} {plural(of, 'document').partition(' ')[2]}"
        if self.everywhere:
            self._fill()
            if self.rows.has_focus and len(readings) == of:
                self._stand()

    def _fill(self) -> None:
        if self._reading is None and not self.everywhere:
            return
        kept = self.rows.highlighted
        readings = self._gathered if self.everywhere else [r for r in (self._reading,) if r]
        words = self.field.value.strip()
        self._rows = rows(readings, Wanted(self.kind, words, self.sort), MOST_ROWS)
        self._tell(readings, words)
        self.set_class(not self._rows, "-empty")
        if not self._rows and self._said != (said := self._empty(words)):
            self._said = said
            self.query_one("#empty", Static).update(joined(said))
        # The list itself has no width while it is hidden; one cell is the scrollbar's.
        width = max(self.scrollable_content_region.width - 1, 16)
        options = [Option(self._line(row, width), disabled=row.mark is None) for row in self._rows]
        first = next((i for i, row in enumerate(self._rows) if row.mark), None)
        stays = kept is not None and kept < len(self._rows) and self._rows[kept].mark is not None
        self.rows.fill(options, kept if stays else first)

    def _empty(self, words: str) -> str:
        if words:
            kind = f" among the {KIND_NAMES[self.kind].lower()}" if self.kind else ""
            return f"No fact has “{words}”{kind}. Esc shows all."
        if self.everywhere:
            return "No facts yet." if self._gathered else "Nothing was found to list facts of."
        return self._why_empty

    def _tell(self, readings: Sequence[Reading], words: str) -> None:
        """Kind and count on the border; where, in what order, and with which words below."""
        facts = [m.fact for r in readings for m in r.marks if m.fact and m.fact.repeat_of is None]
        of_kind = [fact for fact in facts if self.kind in (None, fact.kind)]
        shown = sum(row.count for row in self._rows if row.mark)
        # With words, more than are listed may have them.
        more = "+" if len(self._rows) >= MOST_ROWS else ""
        count = f"{shown:,}{more}" if words else f"{len(of_kind):,}"
        name = KIND_NAMES[self.kind] if self.kind else "Facts"
        title = joined(name, (f" · {count}", ".quiet"))
        self.border_title = resolved(self, title)
        said = [self._where if self.everywhere else "", SORT_NAMES[self.sort]]
        if words and not self.has_class("-filtering"):
            said.append(f"“{words}”")
        told = joined((" · ".join(one for one in said if one), ".quiet"))
        # Textual drops the words that do not fit beside the corners.
        told = told.truncate(max(self.size.width - 6, 8), ellipsis=True)
        self.border_subtitle = resolved(self, told) if told else None

    def _line(self, row: Row, width: int) -> Content:
        if row.mark is None or row.mark.fact is None:
            return joined((row.heading, ".quiet" if row.heading.startswith(" ") else ".strong"))
        fact = row.mark.fact
        name = self._names.get(fact.doc, "") if self.everywhere else ""
        lead = joined(fitted(styled(name, ".quiet"), self._name_room), " ") if name else Content("")
        return lead + fact_line(fact, row.mark.point, width - lead.cell_length, row.count)

    def point_to(self, mark: Mark | None) -> None:
        """Put the cursor on the fact that the document's cursor is on; tells nobody."""
        if mark is None or mark.fact is None:
            return
        self._at = mark
        self._point()

    def _point(self) -> bool:
        """Put the cursor on the row of the fact it was on; False where there is none."""
        for at, row in enumerate(self._rows):
            if row.mark is not None and self._at is not None and _same(row.mark, self._at):
                if at != self.rows.highlighted:
                    with self.rows.prevent(OptionList.OptionHighlighted):
                        self.rows.highlighted = at
                return True
        return False

    def on_resize(self, event: Resize) -> None:
        """Lines are cut to the width, so they are made anew."""
        self._fill()

    # Keys ---------------------------------------------------------------------------------

    def action_filter_facts(self) -> None:
        """The next kind of which there is one, then all again."""
        self._turn_kind(1)

    def on_fact_list_turned(self, message: FactList.Turned) -> None:
        """← or → in the list."""
        message.stop()
        self._turn_kind(message.by)

    def _turn_kind(self, by: int) -> None:
        readings = self._gathered if self.everywhere else [r for r in (self._reading,) if r]
        present = {mark.kind for reading in readings for mark in reading.marks if mark.fact}
        turns: list[Kind | None] = [None, *(kind for kind in ORDER if kind in present)]
        at = turns.index(self.kind) if self.kind in turns else 0
        self.kind = turns[(at + by) % len(turns)]
        self._fill()
        if self.rows.has_focus:
            self._stand()

    def action_sort_facts(self) -> None:
        """s"""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self._fill()
        if self.rows.has_focus:
            self._stand()

    def action_facts_everywhere(self) -> None:
        """a"""
        self.everywhere = not self.everywhere
        if self.everywhere:
            # What is listed stays until there is more: an empty list would lose the focus.
            self._gathered, self._where = [r for r in (self._reading,) if r], "gathering …"
        self._fill()
        self.post_message(self.Turned())

    def show_everywhere(self, kind: Kind) -> None:
        """Facts of one kind, of all documents found."""
        self.kind = kind
        self.everywhere = False
        self.action_facts_everywhere()

    def open_filter(self) -> None:
        """Show the field and give it the focus."""
        self.add_class("-filtering")
        self.field.disabled = False
        self.field.focus()

    def close_filter(self) -> None:
        """All facts again."""
        self.remove_class("-filtering")
        self.field.value = ""
        self._fill()
        self.field.disabled = True

    def on_input_changed(self, event: Input.Changed) -> None:
        """A key was typed."""
        event.stop()
        self._fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """↵ goes to the facts."""
        event.stop()
        self.on_filter_field_left()

    def on_filter_field_left(self) -> None:
        """↓ or ↵ in the field."""
        if self._rows:
            self.rows.focus()
            self._stand()

    def _stand(self) -> None:
        """The rows are other ones now: the cursor stays on its fact, or document and comparison go to the one it is on."""
        if self._point():
            return
        at = self.rows.highlighted
        if at is not None:
            self._choose(at, open=False)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The cursor moved over the facts."""
        event.stop()
        self._choose(event.option_index, open=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """↵ on a fact."""
        event.stop()
        self._choose(event.option_index, open=True)

    def _choose(self, at: int, *, open: bool) -> None:
        mark = self._rows[at].mark if at < len(self._rows) else None
        if mark is not None:
            self._at = mark
            self.post_message(self.Chosen(mark, open=open))


def _same(row: Mark, mark: Mark) -> bool:
    if row.fact is None or mark.fact is None or row.fact.doc != mark.fact.doc:
        return False
    if isinstance(row.fact, Entity) and isinstance(mark.fact, Entity):
        return row.fact.name == mark.fact.name
    return (row.start, row.end, row.kind) == (mark.start, mark.end, mark.kind)
