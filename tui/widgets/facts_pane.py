"""The facts of the document by kind; its cursor and the document's are one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from search_index.models import KINDS, Entity, Fact, Kind
from tui.content import KIND_NAMES, KIND_SIGNS, joined
from tui.fact_content import fact_line
from tui.keymap import bindings
from tui.reading import Mark, Reading
from tui.widgets.lists import MOST_ROWS, KeyedList
from tui.widgets.styled import resolved

_ORDER: tuple[Kind, ...] = ("quantity", "quote", "date", "relation", "entity")
assert set(_ORDER) == set(KINDS)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: a heading (no mark), or a fact with how often it is said."""

    mark: Mark | None
    heading: str = ""
    count: int = 1


class FactList(KeyedList):
    """The facts as rows."""


class FactsPane(Vertical):
    """Facts of one document, all kinds or one."""

    BINDINGS = bindings("facts")

    DEFAULT_CSS = """
    FactsPane #empty { display: none; padding: 1 1; color: $quiet; }
    FactsPane.-empty #empty { display: block; }
    FactsPane.-empty FactList { display: none; }
    """

    class Chosen(Message):
        """The cursor is on a fact (``open`` False), or ↵ was pressed on it (True)."""

        def __init__(self, mark: Mark, open: bool) -> None:
            super().__init__()
            self.mark = mark
            self.open = open

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.kind: Kind | None = None
        self._reading: Reading | None = None
        self._rows: list[Row] = []

    def compose(self) -> ComposeResult:
        """The list, and what stands there when it is empty."""
        yield Static("No document is open.", id="empty", markup=False)
        yield FactList(id="factlist", markup=False)

    def on_mount(self) -> None:
        """Nothing is known yet."""
        self.border_title = joined("Facts")

    @property
    def rows(self) -> FactList:
        """The rows."""
        return self.query_one(FactList)

    def show(self, reading: Reading, empty: str) -> None:
        """Show the facts of ``reading``; ``empty`` says why there might be none."""
        self._reading = reading
        self._fill()
        if not self._rows:
            self.query_one("#empty", Static).update(joined(empty))

    def _fill(self) -> None:
        reading = self._reading
        if reading is None:
            return
        kept = self.rows.highlighted
        self._rows = list(self._made(reading))
        shown = sum(1 for mark in reading.marks if mark.fact and mark.fact.repeat_of is None)
        name = KIND_NAMES[self.kind] if self.kind else "Facts"
        count = sum(1 for row in self._rows if row.mark)
        title = joined(name, (f" · {count if self.kind else shown:,}", ".quiet"))
        self.border_title = resolved(self, title)
        self.set_class(not self._rows, "-empty")
        # The list itself has no width while it is hidden; one cell is the scrollbar's.
        width = max(self.scrollable_content_region.width - 1, 16)
        options = [Option(self._line(row, width), disabled=row.mark is None) for row in self._rows]
        first = next((i for i, row in enumerate(self._rows) if row.mark), None)
        stays = kept is not None and kept < len(self._rows) and self._rows[kept].mark is not None
        self.rows.fill(options, kept if stays else first)

    def _line(self, row: Row, width: int) -> Content:
        if row.mark is None or row.mark.fact is None:
            return joined((row.heading, ".strong"))
        return fact_line(row.mark.fact, row.mark.point, width, row.count)

    def _made(self, reading: Reading) -> Iterator[Row]:
        by_kind: dict[Kind, list[Mark]] = {kind: [] for kind in _ORDER}
        for mark in reading.marks:
            if mark.fact is not None and mark.fact.repeat_of is None:
                by_kind[mark.kind].append(mark)
        kinds = [self.kind] if self.kind else [kind for kind in _ORDER if by_kind[kind]]
        room = MOST_ROWS // max(len(kinds), 1)
        for kind in kinds:
            rows = list(_grouped(by_kind[kind]))
            if len(kinds) > 1:
                yield Row(None, f"{KIND_SIGNS[kind]} {KIND_NAMES[kind]}")
            yield from rows[:room]
            if len(rows) > room:
                yield Row(None, f"  … {len(rows) - room:,} more; f shows one kind")

    def point_to(self, mark: Mark | None) -> None:
        """Put the cursor on the fact that the document's cursor is on; tells nobody."""
        if mark is None or mark.fact is None:
            return
        for at, row in enumerate(self._rows):
            if row.mark is not None and _same(row.mark, mark):
                if at != self.rows.highlighted:
                    with self.rows.prevent(OptionList.OptionHighlighted):
                        self.rows.highlighted = at
                return

    def on_resize(self, event: Resize) -> None:
        """Lines are cut to the width, so they are made anew."""
        self._fill()

    def action_filter_facts(self) -> None:
        """The next kind of which there is one, then all again."""
        if self._reading is None:
            return
        present = {mark.kind for mark in self._reading.marks if mark.fact}
        turns: list[Kind | None] = [None, *(kind for kind in _ORDER if kind in present)]
        at = turns.index(self.kind) if self.kind in turns else 0
        self.kind = turns[(at + 1) % len(turns)]
        self._fill()

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
            self.post_message(self.Chosen(mark, open=open))


def _same(row: Mark, mark: Mark) -> bool:
    if isinstance(row.fact, Entity) and isinstance(mark.fact, Entity):
        return row.fact.name == mark.fact.name
    return (row.start, row.end, row.kind) == (mark.start, mark.end, mark.kind)


def _grouped(marks: list[Mark]) -> Iterator[Row]:
    """A row a fact; the mentions of one entity share a row, those named most often first."""
    mentions: dict[str, list[Mark]] = {}
    for mark in marks:
        fact: Fact | None = mark.fact
        if isinstance(fact, Entity):
            mentions.setdefault(fact.name, []).append(mark)
        else:
            yield Row(mark)
    for group in sorted(mentions.values(), key=lambda g: (-len(g), g[0].start)):
        yield Row(group[0], count=len(group))
