"""All points at once: who says what to which question, clashes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from search_index.errors import ReportedlyError
from search_index.models import VERDICTS, Point, SourceInfo, Span, Verdict
from tui import keymap
from tui.comparison_content import verdict_text
from tui.content import SIGNS, joined, short_names, squeezed, styled
from tui.widgets.bars import Hints
from tui.widgets.matrix_table import MatrixTable
from tui.widgets.styled import StyledScreen
from tui.worker import LibraryWorker


class Matrix(StyledScreen):
    """Points down, sources across. Kept while the app runs, so that Esc finds the cell again."""

    BINDINGS = keymap.bindings("matrix", "everywhere")
    AUTO_FOCUS = "#table"
    DEFAULT_CSS = """
    Matrix #filters { height: 1; padding: 0 1; text-wrap: nowrap; }
    Matrix #table { border: round $border; border-subtitle-color: $foreground;
        border-title-background: $background; border-subtitle-background: $background; }
    Matrix #reason { height: 4; padding: 0 1; text-wrap: nowrap; }
    Matrix:ansi #table { border: round ansi_cyan; }
    """

    def __init__(
        self,
        worker: LibraryWorker,
        open_claim: Callable[[str, Span], None],
        keys: dict[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.worker = worker
        self.keys = keys or {}
        self.verdict: Verdict | None = None
        self._open_claim = open_claim
        self._points: tuple[Point, ...] = ()
        self._sources: tuple[SourceInfo, ...] = ()
        self._aim: tuple[str | None, str | None] = (None, None)

    def compose(self) -> ComposeResult:
        """Filters, table, the verdict of the point under the cursor, keys."""
        yield Static("", id="filters", markup=False)
        yield MatrixTable(id="table")
        yield Static("", id="reason", markup=False)
        yield Hints(id="hints")

    @property
    def table(self) -> MatrixTable:
        """The cells."""
        return self.query_one(MatrixTable)

    def on_mount(self) -> None:
        """Name the keys."""
        self.query_one(Hints).show(keymap.footer("matrix", self.keys))
        self.table.border_title = joined("Points and sources")

    def aim(self, point: str | None, doc: str | None) -> None:
        """Begin at this point and document; None leaves the cursor where it was."""
        self._aim = (point, doc)

    def on_screen_resume(self) -> None:
        """Show what the library holds now."""
        self.load()

    def on_resize(self, event: Resize) -> None:
        """Filters and reason are cut to the width."""
        if self._sources:
            self.query_one("#filters", Static).update(self._filters())
            self._explain()

    @work(exclusive=True, group="matrix", exit_on_error=False)
    async def load(self) -> None:
        """Fetch points and sources."""
        points = await self.worker.points()
        sources = await self.worker.sources()
        order = {verdict: at for at, verdict in enumerate(VERDICTS)}
        self._points = tuple(sorted(points, key=lambda point: order[point.verdict]))
        self._show(sources)
        self.table.go(*self._aim)
        self._aim = (None, None)

    def _show(self, sources: tuple[SourceInfo, ...] | None = None) -> None:
        if sources is not None:
            self._sources = sources
        shown = [p for p in self._points if self.verdict in (None, p.verdict)]
        names = short_names(source.doc for source in self._sources)
        self.table.show(shown, self._sources, names)
        self.query_one("#filters", Static).update(self._filters())
        self._explain()

    def _filters(self) -> Content:
        counts = Counter(point.verdict for point in self._points)

        def made(words: bool) -> Content:
            everything = f"all {len(self._points):,}"
            line = joined(("0", ".key"), " ", (everything, "" if self.verdict else ".here"))
            for number, verdict in enumerate(VERDICTS, 1):
                word = f"{SIGNS[verdict]} {verdict + ' ' if words else ''}{counts[verdict]:,}"
                style = ".here" if self.verdict == verdict else f".{verdict}"
                line += joined("  ", (str(number), ".key"), " ", (word, style))
            return line

        full = made(True)
        return full if full.cell_length <= self.size.width - 2 else made(False)

    def _explain(self) -> None:
        """Under the table: the point in full, its verdict, and what the cell's source says."""
        point, claim = self.table.point, self.table.claim
        reason = self.query_one("#reason", Static)
        if point is None:
            none = (
                f"No point is “{self.verdict}”; 0 shows all." if self.verdict else "No points yet."
            )
            reason.update(styled(none, ".quiet"))
            return
        width = self.size.width - 2
        lines = [styled(squeezed(point.label), ".strong"), verdict_text(point)]
        if claim is not None:
            lines.append(joined((f"{squeezed(claim.source)}: ", ".quiet"), squeezed(claim.text)))
        shown = [line.truncate(width, ellipsis=True) for line in lines]
        reason.update(Content("\n").join(shown))

    def on_matrix_table_moved(self) -> None:
        """The reason follows the cursor."""
        self._explain()

    def on_matrix_table_opened(self, message: MatrixTable.Opened) -> None:
        """Back to the panes, at the claim."""
        self.app.pop_screen()
        self._open_claim(message.claim.doc, Span(message.claim.start, message.claim.end))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The library could not be read: say so where the reason stands."""
        error = event.worker.error
        if event.state is WorkerState.ERROR:
            way_out = f" {error.way_out}" if isinstance(error, ReportedlyError) else ""
            self.query_one("#reason", Static).update(styled(f"{error}.{way_out}", ".conflict"))

    def _only(self, verdict: Verdict | None) -> None:
        self.verdict = verdict
        self._show()

    def action_show_all(self) -> None:
        """0"""
        self._only(None)

    def action_show_conflict(self) -> None:
        """1"""
        self._only("conflict")

    def action_show_differ(self) -> None:
        """2"""
        self._only("differ")

    def action_show_compatible(self) -> None:
        """3"""
        self._only("compatible")

    def action_show_agree(self) -> None:
        """4"""
        self._only("agree")

    def action_show_single(self) -> None:
        """5"""
        self._only("single")

    def action_leave(self) -> None:
        """Esc"""
        self.app.pop_screen()
