"""What follows what: facts appear as the library is built, the comparison follows the cursor.

The half of the explorer that the reader does not steer.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from tui.content import plural, short_names, squeezed
from tui.messages import BuildFailed, BuildFinished, BuildProgressed
from tui.screens.panes import PanesScreen

if TYPE_CHECKING:
    from search_index.models import Problem, Progress, SourceInfo, Span
    from tui.desk import Desk
    from tui.matches import Matches
    from tui.reading import Mark, Reading
    from tui.widgets.document_view import DocumentView

# Facts arrive one document at a time; a reader need not see each of them come.
_BETWEEN_REFRESHES = 1.0
# What a problem names when it is no file's: all of them together.
_COMPARISON = "comparison"
# So long the panes wait for a library that is slow to open, in seconds.
_PATIENCE = 0.4
# A pause in typing, in seconds.
_PAUSE = 0.25


class FollowingScreen(PanesScreen):
    """Panes that show what a library holds and what the cursor is on."""

    def __init__(self, desk: Desk, *, build: bool = True) -> None:
        super().__init__(desk)
        self.progress: Progress | None = None
        self.sources: dict[tuple[str, int], SourceInfo] = {}
        self.matches: Matches | None = None
        self._build = build
        self._refreshed = 0.0
        self._listed = asyncio.Event()

    @property
    def reading(self) -> Reading | None:
        """The document that is open."""
        return self.document.view.reading

    def ask_again(self) -> None:
        """What was asked before the text could be searched is asked again."""
        raise NotImplementedError

    def take_up(self) -> None:
        """Go on where the last session stopped."""
        raise NotImplementedError

    # The library ------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Paint first, then open."""
        self.app.theme_changed_signal.subscribe(self, self._recolour)
        self.call_after_refresh(self._start)

    @work(group="start", exit_on_error=False)
    async def _start(self) -> None:
        if not gc.isenabled():
            # What was made since the start is never garbage: later collections pass it over.
            gc.freeze()
            gc.enable()
        # The documents first: to furnish the panes takes as long as to open the library, and one thread
        # works at a time.
        self.refresh_library()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._listed.wait(), _PATIENCE)
        await self.furnish()
        self.take_up()
        if self._build:
            self.worker.build(self.post_message)

    def _recolour(self, theme: object) -> None:
        """Borders keep the colours they were given, so they are given new ones."""
        if self.furnished.is_set():
            self.document.repaint_border()
            self.comparison.repaint_border()

    @work(exclusive=True, group="library", exit_on_error=False)
    async def refresh_library(self) -> None:
        """Ask the library what it holds, and show the open document's newest facts."""
        self._refreshed = time.monotonic()
        try:
            sources = await self.worker.sources()
            self.names = short_names(source.doc for source in sources)
            self.sources = {(source.doc, source.part): source for source in sources}
            self.search.show_sources(sources, self.names)
        finally:
            # Painted before the panes are furnished, not with them.
            self.call_after_refresh(self._listed.set)
        status = await self.worker.status()
        self.status.show(status=status)
        await self.furnished.wait()
        self.document.show_start(status, self.keys)
        reading = self.reading
        if reading is not None:
            newer = await self.worker.read(reading.document.path, self.document.view.prepare)
            # Meanwhile the reader may have opened another one.
            if self.reading is reading:
                self._show(newer, None)

    def on_build_progressed(self, message: BuildProgressed) -> None:
        """Say how far the build is, and now and then show what it brought."""
        before, self.progress = self.progress, message.progress
        self.status.show(progress=message.progress, failed="")
        new_stage = before is None or before.stage != message.progress.stage
        if new_stage or time.monotonic() - self._refreshed >= _BETWEEN_REFRESHES:
            self.refresh_library()
        if new_stage:
            self.ask_again()

    def on_build_finished(self, message: BuildFinished) -> None:
        """All facts and points are there."""
        from search_index.models import Progress

        self.progress = Progress("done", 1, 1)
        self.status.show(progress=self.progress, failed="")
        self.refresh_library()
        if message.report.problems:
            self._warn(message.report.problems)

    def _warn(self, problems: Sequence[Problem]) -> None:
        """Name the first problem, and what it is of: a comparison that failed is no file."""
        first = problems[0]
        files = sum(problem.path != _COMPARISON for problem in problems)
        count = plural(files, "file") if files else "The comparison"
        what = "was not made anew" if not files else "could not be used"
        path = f"{squeezed(first.path)}: " if first.path != _COMPARISON else ""
        self.app.notify(
            f"{path}{squeezed(first.reason)}\n{squeezed(first.way_out)}",
            title=f"{count} {what}",
            severity="warning",
            markup=False,
        )

    def on_build_failed(self, message: BuildFailed) -> None:
        """Say so, with the way out; what is there can still be read."""
        from search_index.models import Progress

        self.status.show(progress=Progress("done", 1, 1), failed="not all read")
        self.problem(message.message, message.way_out)

    # The document -----------------------------------------------------------------------

    @work(exclusive=True, group="open", exit_on_error=False)
    async def open(self, doc: str, span: Span | None, focus: bool = False) -> None:
        """Show a document at a span, its matches marked."""
        reading = self.reading
        if reading is None or reading.document.path != doc:
            reading = await self.worker.read(doc, self.document.view.prepare)
        self._show(reading, span)
        if focus:
            self.go_to("document")

    @work(exclusive=True, group="open", exit_on_error=False)
    async def preview(self, doc: str, span: Span | None) -> None:
        """Show the best hit when the reader stops typing: a page for each key is too much over SSH."""
        await asyncio.sleep(_PAUSE)
        reading = self.reading
        if reading is None or reading.document.path != doc:
            reading = await self.worker.read(doc, self.document.view.prepare)
        self._show(reading, span)

    def _show(self, reading: Reading, span: Span | None) -> None:
        path = reading.document.path
        self.document.show(reading, self.names.get(path, path), span)
        self.facts.show(reading, self._no_facts(path))
        self.facts.point_to(self.document.view.mark)
        self.search.point_to(path)
        self._mark_matches(span)

    def _no_facts(self, path: str) -> str:
        progress = self.progress
        if progress is not None and progress.stage != "done":
            doing = f"{progress.stage} {progress.done} of {progress.total}"
            return f"No facts here yet: {doing}."
        return "No facts were found in this document."

    def _mark_matches(self, span: Span | None = None) -> None:
        """Mark the search's matches in the open document; ``span`` is the one stood upon."""
        reading = self.reading
        if reading is None or self.document.finding:
            return
        path = reading.document.path
        spans = self.matches.of(path) if self.matches else []
        span = span or self.document.view.match
        match = self.matches.at(path, span) if self.matches else None
        self.document.view.show_matches(spans, match.span if match else None)
        self.document.note(f"match {match.number} of {match.total}" if match else "")
        self.document.subtitle(verdict=not self.in_sight("comparison"))

    def on_document_view_moved(self, message: DocumentView.Moved) -> None:
        """The cursor's fact is compared, and pointed to in the list."""
        self.document.subtitle(verdict=not self.in_sight("comparison"))
        if not self.facts.rows.has_focus:
            self.facts.point_to(message.mark)
        self.compare(self._of_interest(message.mark))

    def _of_interest(self, mark: Mark | None) -> Mark | None:
        """The mark under the cursor; on a match, which came first to a mark by chance, the line's best."""
        view = self.document.view
        on_match = view.match is not None and view.match.start == view.offset_here
        if mark is None or (on_match and not mark.compared):
            return view.mark_on_line or mark
        return mark

    # The comparison ---------------------------------------------------------------------

    @work(exclusive=True, group="compare", exit_on_error=False)
    async def compare(self, mark: Mark | None) -> None:
        """Show what the sources say on the fact under the cursor."""
        points = (mark.compared or mark.points) if mark else ()
        reading = self.reading
        if mark is None or reading is None or not points:
            self.comparison.show_nothing(self._no_comparison(mark))
            return
        claims = {claim for point in points for claim in point.claims}
        sentences = await self.worker.sentences(claims)
        here = (reading.document.path, mark.start, mark.end)
        self.comparison.show(points, sentences, self.names, self.sources, here)

    def _no_comparison(self, mark: Mark | None) -> str:
        reading = self.reading
        if reading is None:
            return "Open a document: the fact under its cursor is compared here."
        if not reading.facts and self.progress and self.progress.stage != "done":
            return self._no_facts(reading.document.path)
        further = "; ] goes to the next that other sources speak of." if reading.stops else "."
        if mark is None:
            return f"No fact on this line{further}"
        return f"No other source answers “{squeezed(mark.fact.text) if mark.fact else ''}”{further}"
