"""The library as it is opened and built, and as its folder changes while one reads.

Nothing here takes the focus: what is new, changed, moved or gone appears, and a word at the edge says so.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import work

from tui.content import plural, squeezed
from tui.messages import BuildFailed, BuildFinished, BuildProgressed, CorpusChanged
from tui.screens.panes import PanesScreen

if TYPE_CHECKING:
    from search_index.models import Problem, Progress, SourceInfo, Status
    from tui.desk import Desk

# Facts arrive one document at a time; a reader need not see each of them come.
_BETWEEN_REFRESHES = 1.0
# And so many times what a look takes, which is a fifth of a second for twenty thousand documents.
_SHARE = 20
# What a problem names when it is no file's: all of them together.
_COMPARISON = "comparison"
# So long the panes wait for a library that is slow to open, in seconds.
_PATIENCE = 0.4
# Who writes the library at the same time may be done with one change after so long, in seconds.
_AGAIN = 5.0
# Seconds after which the thread that builds hands over, a tenth of what is usual. It writes in many short calls; at the end of
# each it is faster to go on than the thread that draws is to wake, which then waits the usual time anew, 100 ms in all.
_TURN = 0.0005


class FolderScreen(PanesScreen):
    """Panes with a library behind them. What it holds is asked again when a build brought something."""

    def __init__(self, desk: Desk, *, build: bool = True) -> None:
        super().__init__(desk)
        self.progress: Progress | None = None
        self.sources: Mapping[tuple[str, int], SourceInfo] = {}
        self._build = build
        self._refreshed = self._refreshing = 0.0
        self._listed = asyncio.Event()
        self._held: Status | None = None
        self._watching: threading.Thread | None = None
        # Whether the build under way was begun because the folder changed, and whether one must follow it.
        self._for_change = False
        self._once_more = False
        # What was said of files and folder, so that it is not said again with each change.
        self._told: set[str] = set()

    def ask_again(self) -> None:
        """What was asked before the text could be searched is asked again."""
        raise NotImplementedError

    def refresh_results(self) -> None:
        """What was asked may find others now; shown without moving cursor or focus."""
        raise NotImplementedError

    def take_up(self) -> None:
        """Go on where the last session stopped."""
        raise NotImplementedError

    async def refresh_document(self) -> None:
        """Show the open document as the library has it now."""
        raise NotImplementedError

    # Opening ----------------------------------------------------------------------------

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
        sys.setswitchinterval(_TURN)
        # The documents first: to furnish the panes takes as long as to open the library, and one thread
        # works at a time.
        self.refresh_library()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._listed.wait(), _PATIENCE)
        await self.furnish()
        self.take_up()
        if self._build:
            self.worker.build(self.post_message)
        else:
            self.search.end_reading()

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
            listed = await self.worker.listed()
            self.names, self.sources = listed.names, listed.by_place
            self.search.show_sources(listed)
        finally:
            # Painted before the panes are furnished, not with them.
            self.call_after_refresh(self._listed.set)
        self._held = status = await self.worker.status()
        self._refreshing = time.monotonic() - self._refreshed
        self.status.show(status=status)
        await self.furnished.wait()
        self.document.show_start(status, self.keys)
        await self.refresh_document()

    # A build ----------------------------------------------------------------------------

    def on_build_progressed(self, message: BuildProgressed) -> None:
        """Say how far the build is, and now and then show what it brought."""
        if self._for_change and message.progress.stage == "done":
            return  # the end is told by itself, and a look may have found nothing
        before, self.progress = self.progress, message.progress
        self.status.show(progress=message.progress, failed="")
        new_stage = before is None or before.stage != message.progress.stage
        if new_stage or self._is_time():
            self.refresh_library()
        if message.progress.stage in ("extracting", "comparing", "done"):
            self.search.end_reading()
        if new_stage:
            self.ask_again()
            if self._for_change:
                self.refresh_results()

    def _is_time(self) -> bool:
        """To look again at what the library holds: where that takes long, more rarely."""
        rest = max(_BETWEEN_REFRESHES, _SHARE * self._refreshing)
        return time.monotonic() - self._refreshed >= rest

    def on_build_finished(self, message: BuildFinished) -> None:
        """All facts and points are there."""
        from search_index.models import Progress

        self.progress = Progress("done", 1, 1)
        self.status.show(progress=self.progress, failed="")
        self.search.end_reading()
        report = message.report
        fresh = [problem for problem in report.problems if problem.told not in self._told]
        self._told = {problem.told for problem in report.problems}
        if not self._for_change or report.read or report.removed or report.extracted or fresh:
            self.refresh_library()
            if report.read or report.removed:
                self.refresh_results()
        else:
            message.stop()  # for the matrix, too, all is as it was
            self._look()
        if fresh:
            self._warn(fresh)
        self._tell_unchanged(told=bool(fresh))
        self._next_change()

    @work(exclusive=True, group="decided", exit_on_error=False)
    async def _tell_unchanged(self, told: bool) -> None:
        """Say so where a decision has been obeyed and all is as it was, unless a reason was ``told``."""
        before, self.worker.before = self.worker.before, {}
        if before and not told and await self.worker.points_of(before) == before:
            self.say("Compared anew: nothing in these documents has changed by what you decided")

    def _warn(self, problems: Sequence[Problem]) -> None:
        """Name the first problem, and what it is of: a comparison that failed is no file."""
        first = problems[0]
        files = sum(problem.path != _COMPARISON for problem in problems)
        count = plural(files, "file") if files else "The comparison"
        what = "was not made anew" if not files else "could not be used"
        if all(self._is_decision(problem) for problem in problems):
            # All else in the file is obeyed.
            count, what = plural(len(problems), "decision"), "could not be carried out"
        path = f"{squeezed(first.path)}: " if first.path != _COMPARISON else ""
        self.app.notify(
            f"{path}{squeezed(first.reason)}\n{squeezed(first.way_out)}",
            title=f"{count} {what}",
            severity="warning",
            markup=False,
        )

    def _is_decision(self, problem: Problem) -> bool:
        """Whether it is a line of a file of overrides."""
        return problem.reason.startswith("line ") and problem.path == self.worker.decisions

    def on_build_failed(self, message: BuildFailed) -> None:
        """Say so, with the way out; what is there can still be read."""
        from search_index.models import Progress

        self.progress = Progress("done", 1, 1)
        self.status.show(progress=self.progress, failed="" if self._for_change else "not all read")
        self.search.end_reading()
        if not self._for_change:
            self.problem(message.message, message.way_out)
        elif message.locked:
            # Who writes follows the same folder: what they wrote is shown.
            self._look()
            self.set_timer(_AGAIN, self.on_corpus_changed)
        elif message.message not in self._told:
            self.app.notify(
                f"{squeezed(message.message)}\n{squeezed(message.way_out)}",
                title="The folder cannot be followed",
                severity="warning",
                markup=False,
            )
        self._told = {message.message}
        self._next_change()

    # The folder -------------------------------------------------------------------------

    def _next_change(self) -> None:
        """A build has ended: watch from the first one on, and make up for what came meanwhile."""
        self._for_change = False
        if self._watching is None and self._build and self.settings.watch:
            self._watching = threading.Thread(target=self._watch, name="watch", daemon=True)
            self._watching.start()
        if self._once_more:
            self._once_more = False
            self.on_corpus_changed()

    def _watch(self) -> None:
        for _ in self.worker.changes():
            self.post_message(CorpusChanged())

    def on_corpus_changed(self) -> None:
        """Build, or once more when the build under way is done."""
        if self.worker.halted:
            return  # the reader has stopped the reading, and goes on with r
        if self.worker.build(self.post_message):
            self._for_change = True
        else:
            self._once_more = True

    @work(exclusive=True, group="look", exit_on_error=False)
    async def _look(self) -> None:
        """Nothing was built here, but another process may have written."""
        if await self.worker.status() != self._held:
            self.refresh_library()
            self.refresh_results()
