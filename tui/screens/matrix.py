"""All points at once: who says what to which question, clashes first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from search_index.models import Claim, Point, SourceInfo, Span
from tui import keymap
from tui.chart import bars, chart_lines
from tui.comparison_content import WITHIN, claim_notes, notes_on, verdict_text
from tui.content import (
    KIND_NAMES,
    SIGNS,
    joined,
    named_in,
    plural,
    publisher,
    squeezed,
    styled,
)
from tui.matrix_filter import SORTS, Filter, Sort, clashes_first
from tui.screens.deciding import DecidingScreen
from tui.widgets.bars import Hints
from tui.widgets.matrix_table import MatrixTable
from tui.widgets.styled import resolved

if TYPE_CHECKING:
    from tui.desk import Desk

# What stands in a cell without a claim; the longest that fits.
_LEGENDS = (
    "– on the subject, nothing matched   (empty) not on the subject, or in another point   +1 one claim more",
    "– nothing matched   (empty) not on it, or in another point   +1 one more",
    "– not matched   (empty) not in it   +1 one more",
)
# From here a chart fits under the table, of so many bars.
_TALL, _MOST_BARS = 36, 6


class Matrix(DecidingScreen):
    """Points down, sources across. Kept while the app runs, so that Esc finds the cell again."""

    BINDINGS = keymap.bindings("matrix", "standing", "everywhere")
    AUTO_FOCUS = "#table"
    DEFAULT_CSS = """
    Matrix #filters { height: 1; padding: 0 1; text-wrap: nowrap; }
    Matrix #table { border: round $border; border-subtitle-color: $foreground;
        border-title-background: $background; border-subtitle-background: $background; }
    Matrix #reason { height: 4; padding: 0 1; text-wrap: nowrap; }
    Matrix.-tall #reason { height: 10; }
    Matrix:ansi #table { border: round ansi_cyan; }
    """

    def __init__(
        self,
        desk: Desk,
        open_claim: Callable[[str, Span, str | None], None],
        decided: Callable[[str, str], None],
    ) -> None:
        super().__init__(desk)
        self._decided = decided
        self.filter = Filter()
        self._open_claim = open_claim
        self._points: tuple[Point, ...] = ()
        self._sources: tuple[SourceInfo, ...] = ()
        self._aim: tuple[str | None, str | None] = (None, None)

    def compose(self) -> ComposeResult:
        """Filters, table, the verdict of the point under the cursor, keys."""
        yield Static("", id="filters", markup=False)
        yield MatrixTable(id="table")
        yield Static("", id="reason", markup=False)
        yield Hints(keymap.footer("matrix", self.keys), id="hints")

    @property
    def table(self) -> MatrixTable:
        """The cells."""
        return self.query_one(MatrixTable)

    def on_mount(self) -> None:
        """The title."""
        self.table.border_title = joined("Points and documents")

    def aim(self, point: str | None, doc: str | None) -> None:
        """Begin at this point and document; None leaves the cursor where it was."""
        self._aim = (point, doc)

    def on_screen_resume(self) -> None:
        """Show what the library holds now."""
        self.load()

    def on_resize(self, event: Resize) -> None:
        """Filters and reason are cut to the width; where there is room, a chart stands under the reason."""
        self.set_class(event.size.height >= _TALL, "-tall")
        room = event.size.width - 6
        legend = next((said for said in _LEGENDS if len(said) <= room), "")
        self.table.border_subtitle = resolved(self, styled(legend, ".quiet"))
        if self._sources:
            self._tell()

    @work(exclusive=True, group="matrix", exit_on_error=False)
    async def load(self) -> None:
        """Fetch points and sources."""
        points = await self.worker.points()
        listed = await self.worker.listed()
        self._sources, self.names = listed.sources, listed.names
        self._points = clashes_first(points)
        aimed = self._aim[0]
        if aimed is not None and aimed not in {point.id for point in self.filter.of(self._points)}:
            # The reader came to see this point: what would hide it is taken off.
            self.filter = Filter()
        self._show()
        self.table.go(*self._aim)
        self._aim = (None, None)

    def _show(self) -> None:
        self.table.show(self.filter.of(self._points), self._sources, self.names)
        self._tell()

    def _tell(self) -> None:
        self.query_one("#filters", Static).update(self._filters())
        self._explain()

    def _filters(self) -> Content:
        counts = self.filter.counts(self._points)
        also = []
        if self.filter.kind:
            also.append(KIND_NAMES[self.filter.kind])
        if self.filter.doc:
            also.append(f"said by {named_in(self.names, self.filter.doc)}")

        def made(words: bool) -> Content:
            everything = f"all {len(self._points):,}"
            line = joined(("0", ".key"), " ", (everything, "" if self.filter.narrows else ".here"))
            for number, sort in enumerate(SORTS, 1):
                if sort == "within" and not counts[sort] and sort not in self.filter.sorts:
                    continue
                sign, style = (
                    (WITHIN, ".conflict") if sort == "within" else (SIGNS[sort], f".{sort}")
                )
                word = "with itself" if sort == "within" else sort
                said = f"{sign} {word + ' ' if words else ''}{counts[sort]:,}"
                chosen = sort in self.filter.sorts
                # Not by colour alone: some terminals have none.
                said = f"[{said}]" if chosen else said
                line += joined(
                    "  ", (str(number), ".key"), " ", (said, ".here" if chosen else style)
                )
            for one in also:
                line += joined("  ", (one, ".here"))
            return line

        full = made(True)
        return full if full.cell_length <= self.size.width - 2 else made(False)

    def _explain(self) -> None:
        """Under the table: the point in full, its verdict, and what the cell's source says."""
        point, claim = self.table.point, self.table.claim
        reason = self.query_one("#reason", Static)
        if point is None:
            wanted = " or ".join(f"“{sort}”" for sort in SORTS if sort in self.filter.sorts)
            which = f"No point is {wanted}" if wanted else "No such point"
            none = f"{which}; 0 shows all." if self.filter.narrows else "No points yet."
            reason.update(styled(none, ".quiet"))
            return
        notes = [joined("  ", note) for note in notes_on(point)]
        lines = [styled(squeezed(point.label), ".strong"), joined(verdict_text(point), *notes)]
        if claim is not None:
            also = " · ".join(note.plain for note in claim_notes(claim))
            lines.append(
                joined(
                    (f"{self._publisher(claim)}: ", ".quiet"),
                    squeezed(claim.text),
                    (f"  {also}", ".quiet"),
                )
            )
        elif self.table.doc is not None and point.claims:
            here = named_in(self.names, self.table.doc)
            said = (
                f"nothing of {here} was matched with it; ↵ opens {self._publisher(point.claims[0])}"
            )
            lines.append(styled(said, ".quiet"))
        width = self.size.width - 2
        shown = [line.truncate(width, ellipsis=True) for line in lines]
        if self.has_class("-tall"):
            chart = chart_lines(bars(point.claims, self.names), width)
            shown += [Content(""), *chart[:_MOST_BARS]]
        reason.update(Content("\n").join(shown))

    def _publisher(self, claim: Claim) -> str:
        known = (s for s in self._sources if (s.doc, s.part) == (claim.doc, claim.part))
        source = next(known, None)
        return publisher(source, claim.doc) if source else squeezed(claim.source)

    def on_matrix_table_moved(self) -> None:
        """The reason follows the cursor."""
        self._explain()

    def on_matrix_table_opened(self, message: MatrixTable.Opened) -> None:
        """Back to the panes, at the claim."""
        self.open_claim(message.claim)

    def open_claim(self, claim: Claim) -> None:
        """In the panes, with the point of the row in front."""
        point = self.table.point
        self.app.pop_screen()
        self._open_claim(claim.doc, Span(claim.start, claim.end), point.id if point else None)

    @work(exclusive=True, group="list", exit_on_error=False)
    async def action_write_points(self) -> None:
        """e"""
        from tui.dialogs.export import POINT_ENDINGS, write_points
        from tui.dialogs.field import FileDialog

        points, sources = self.filter.of(self._points), self._sources
        if not points:
            self.say("There are no points to write")
            return
        show = await self.worker.shown(points)
        corpus = squeezed(self.worker.corpus.resolve().name if self.worker.corpus else "the corpus")
        dialog = FileDialog(
            f"Write {plural(len(points), 'point')}",
            f"File ({POINT_ENDINGS}):",
            self.desk.file(f"{corpus}-points.grid.csv"),
            self.desk.outside(lambda name: write_points(name, points, sources, show, corpus)),
        )
        self.app.push_screen(dialog, self.written)

    # What the cursor is on ----------------------------------------------------------------

    @property
    def help_first(self) -> keymap.Where:
        """The matrix's own keys."""
        return "matrix"

    NOTHING_STANDS = "Nothing of this source was matched with the point"

    def standing(self) -> tuple[str, Span] | None:
        """The claim in the cell."""
        claim = self.table.claim
        if claim is None:
            return None
        return claim.doc, Span(claim.start, claim.end)

    def standing_point(self) -> Point | None:
        """The point of the row."""
        return self.table.point

    def standing_claim(self) -> Claim | None:
        """The claim in the cell."""
        return self.table.claim

    def decided(self, path: str, said: str) -> None:
        """The panes have it compared anew, and the app shows here what came of it."""
        self._decided(path, said)

    # Keys -------------------------------------------------------------------------------

    def _toggle(self, sort: Sort) -> None:
        self.filter = self.filter.toggled_sort(sort)
        self._show()

    def action_show_all(self) -> None:
        """0"""
        self.filter = Filter()
        self._show()

    def action_show_conflict(self) -> None:
        """1"""
        self._toggle("conflict")

    def action_show_differ(self) -> None:
        """2"""
        self._toggle("differ")

    def action_show_compatible(self) -> None:
        """3"""
        self._toggle("compatible")

    def action_show_agree(self) -> None:
        """4"""
        self._toggle("agree")

    def action_show_single(self) -> None:
        """5"""
        self._toggle("single")

    def action_show_within(self) -> None:
        """6"""
        self._toggle("within")

    def action_filter_kind(self) -> None:
        """f"""
        self.filter = self.filter.next_kind(self._points)
        self._show()

    def action_filter_kind_back(self) -> None:
        """F"""
        self.filter = self.filter.next_kind(self._points, -1)
        self._show()

    def action_filter_source(self) -> None:
        """s"""
        doc = self.table.doc
        if doc is not None:
            self.filter = self.filter.toggled_source(doc)
            self._show()

    def action_leave(self) -> None:
        """Esc"""
        self.app.pop_screen()
