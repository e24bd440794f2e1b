"""The four panes at work: the search drives the document, the cursor in it drives the comparison."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from textual import work
from textual.worker import Worker, WorkerState

from search_index.errors import ReportedlyError
from search_index.models import Progress, SourceInfo, Span
from search_index.settings import Settings
from tui.clipboard import copy
from tui.content import plural, short_names, squeezed
from tui.dialogs.export import ExportDialog
from tui.dialogs.problem import ProblemDialog
from tui.editor import edit, editor_command
from tui.matches import Matches, first_span
from tui.messages import BuildFailed, BuildFinished, BuildProgressed
from tui.reading import Mark, Reading
from tui.screens.panes import Pane, PanesScreen, Place
from tui.widgets.comparison_pane import ComparisonView
from tui.widgets.document_view import DocumentView
from tui.widgets.facts_pane import FactsPane
from tui.widgets.search_pane import SearchPane
from tui.worker import LibraryWorker

# Facts arrive one document at a time; a reader need not see each of them come.
_BETWEEN_REFRESHES = 1.0
# A pause in typing, in seconds.
_PAUSE = 0.25
_PANE_OF: dict[str, Pane] = {"text": "document", "factlist": "facts", "claims": "comparison"}


class Explorer(PanesScreen):
    """The main screen."""

    def __init__(
        self,
        worker: LibraryWorker,
        settings: Settings,
        show_matrix: Callable[[str | None, str | None], None],
        *,
        build: bool = True,
    ) -> None:
        super().__init__(dict(settings.keys))
        self.worker = worker
        self.settings = settings
        self.progress: Progress | None = None
        self.names: dict[str, str] = {}
        self.sources: dict[tuple[str, int], SourceInfo] = {}
        self.matches: Matches | None = None
        self._build = build
        self._show_matrix = show_matrix
        self._refreshed = 0.0
        self._asked = ""

    @property
    def reading(self) -> Reading | None:
        """The document that is open."""
        return self.document.view.reading

    # The library ----------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Paint first, then open."""
        self.app.theme_changed_signal.subscribe(self, self._recolour)
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        self.refresh_library()
        if self._build:
            self.worker.build(self.post_message)

    def _recolour(self, theme: object) -> None:
        """Borders keep the colours they were given, so they are given new ones."""
        self.document.repaint_border()
        self.comparison.repaint_border()

    @work(exclusive=True, group="library", exit_on_error=False)
    async def refresh_library(self) -> None:
        """Ask the library what it holds, and show the open document's newest facts."""
        self._refreshed = time.monotonic()
        sources = await self.worker.sources()
        self.names = short_names(source.doc for source in sources)
        self.sources = {(source.doc, source.part): source for source in sources}
        self.search.show_sources(sources, self.names)
        self.status.show(status=await self.worker.status())
        reading = self.reading
        if reading is not None:
            self._show(await self.worker.read(reading.document.path), None)

    def on_build_progressed(self, message: BuildProgressed) -> None:
        """Say how far the build is, and now and then show what it brought."""
        before, self.progress = self.progress, message.progress
        self.status.show(progress=message.progress, failed="")
        new_stage = before is None or before.stage != message.progress.stage
        if new_stage or time.monotonic() - self._refreshed >= _BETWEEN_REFRESHES:
            self.refresh_library()
        # What was asked before the text could be searched is asked again now that it can.
        if new_stage and self._asked and self.search.result and not self.search.result.hits:
            self.ask(self._asked, final=False)

    def on_build_finished(self, message: BuildFinished) -> None:
        """All facts and points are there."""
        self.progress = Progress("done", 1, 1)
        self.status.show(progress=self.progress, failed="")
        self.refresh_library()
        if message.report.problems:
            first = message.report.problems[0]
            count = plural(len(message.report.problems), "file")
            self.app.notify(
                f"{squeezed(first.path)}: {squeezed(first.reason)}\n{squeezed(first.way_out)}",
                title=f"{count} could not be used",
                severity="warning",
                markup=False,
            )

    def on_build_failed(self, message: BuildFailed) -> None:
        """Say so, with the way out; what is there can still be read."""
        self.status.show(progress=Progress("done", 1, 1), failed="not all read")
        self.problem(message.message, message.way_out)

    def problem(self, message: str, way_out: str) -> None:
        """Show an error as people can use it."""
        if not isinstance(self.app.screen, ProblemDialog):
            self.app.push_screen(ProblemDialog(message, way_out))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Work in the background failed: never silently, never as a traceback."""
        if event.state is not WorkerState.ERROR:
            return
        error = event.worker.error
        if isinstance(error, ReportedlyError):
            self.problem(error.message, error.way_out)
        else:
            self.problem(
                f"Something went wrong: {type(error).__name__}: {error}",
                "try again; “reportedly doctor” says whether the library is whole",
            )

    # The search -----------------------------------------------------------------------------

    def on_search_pane_asked(self, message: SearchPane.Asked) -> None:
        """A key was typed, or ↵."""
        self.ask(message.query, final=message.final)

    @work(exclusive=True, group="search", exit_on_error=False)
    async def ask(self, query: str, final: bool) -> None:
        """Search; ↵ (``final``) opens the first hit."""
        query = query.strip()
        self._asked = query
        if not query:
            self.matches = None
            self.search.show_result(None)
            self._mark_matches()
            if final and self.search.hits.option_count:
                self.search.hits.focus()
            return
        result = await self.worker.search(query, typing=not final)
        if final and not result.hits:
            # What the unfinished word found is better than nothing.
            result = await self.worker.search(query, typing=True)
        self.matches = Matches(result)
        self.search.show_result(result)
        self._mark_matches()
        if result.hits:
            hit = result.hits[0]
            if final:
                self.enter(hit.doc, first_span(hit))
            elif self.in_sight("document"):
                self.preview(hit.doc, first_span(hit))

    def on_search_pane_chosen(self, message: SearchPane.Chosen) -> None:
        """The list's cursor shows a document; ↵ goes into it."""
        span = first_span(message.hit) if message.hit else None
        if message.open:
            self.enter(message.doc, span)
        elif self.in_sight("document"):
            self.open(message.doc, span)

    # The document ---------------------------------------------------------------------------

    def here(self) -> Place:
        """Where the reader is."""
        focus = self.focused.id if self.focused is not None and self.focused.id else "query"
        reading = self.reading
        doc = reading.document.path if reading else None
        return Place(focus, doc, self.document.view.offset_here)

    def remember(self) -> None:
        """Esc will come back here."""
        place = self.here()
        if not self.trail or self.trail[-1] != place:
            self.trail = [*self.trail[-49:], place]

    def enter(self, doc: str, span: Span | None) -> None:
        """Open a document and go into it; Esc comes back."""
        self.remember()
        self.open(doc, span, focus=True)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def open(self, doc: str, span: Span | None, focus: bool = False) -> None:
        """Show a document at a span, its matches marked."""
        reading = self.reading
        if reading is None or reading.document.path != doc:
            reading = await self.worker.read(doc)
        self._show(reading, span)
        if focus:
            self.go_to("document")

    @work(exclusive=True, group="open", exit_on_error=False)
    async def preview(self, doc: str, span: Span | None) -> None:
        """Show the best hit when the reader stops typing: a page for each key is too much over SSH."""
        await asyncio.sleep(_PAUSE)
        reading = self.reading
        if reading is None or reading.document.path != doc:
            reading = await self.worker.read(doc)
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
        self.compare(message.mark)

    def on_document_view_opened(self) -> None:
        """↵ in the document: to the comparison."""
        if self.comparison.point is not None:
            self.remember()
            self.go_to("comparison")
        else:
            self.action_next_fact()

    def on_facts_pane_chosen(self, message: FactsPane.Chosen) -> None:
        """The list's cursor moves the document's; ↵ goes to the comparison."""
        self.document.view.go(message.mark.start, message.mark)
        if message.open:
            self.remember()
            self.go_to("comparison" if message.mark.points else "document")

    # The comparison -------------------------------------------------------------------------

    @work(exclusive=True, group="compare", exit_on_error=False)
    async def compare(self, mark: Mark | None) -> None:
        """Show what the sources say on the fact under the cursor."""
        points = (mark.compared or mark.points) if mark else ()
        if not points:
            self.comparison.show_nothing(self._no_comparison(mark))
            return
        claims = {claim for point in points for claim in point.claims}
        sentences = await self.worker.sentences(claims)
        self.comparison.show(points, sentences, self.names, self.sources)

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

    def on_comparison_view_opened(self, message: ComparisonView.Opened) -> None:
        """↵ on a claim: read it where it stands."""
        self.enter(message.claim.doc, Span(message.claim.start, message.claim.end))

    def show_claim(self, doc: str, span: Span) -> None:
        """A cell of the matrix was opened; Esc goes back to it."""
        self.trail = [*self.trail[-49:], Place("matrix", None, 0)]
        self.open(doc, span, focus=True)

    # Keys -----------------------------------------------------------------------------------

    def action_search(self) -> None:
        """/"""
        self.remember()
        self.go_to("search", field=True)
        self.search.field.select_all()

    def action_back(self) -> None:
        """Esc: close the find field, leave the zoom, else the way you came."""
        if self.document.has_class("-finding"):
            self.document.close_find()
            self.document.view.focus()
            self._mark_matches()
            return
        if self.zoomed:
            self.action_zoom()
            return
        if self.trail:
            place, self.trail = self.trail[-1], self.trail[:-1]
            self._return(place)
        elif self.at in ("facts", "comparison"):
            self.go_to("document")
        elif self.focused is self.search.field or self.at == "document":
            self.go_to("search")
        else:
            self.go_to("search", field=True)

    def _return(self, place: Place) -> None:
        if place.focus == "matrix":
            self._show_matrix(None, None)
            return
        pane: Pane | None = _PANE_OF.get(place.focus)
        reading = self.reading
        moved = reading is None or (reading.document.path, self.document.view.offset_here) != (
            place.doc,
            place.offset,
        )
        if pane and place.doc and moved:
            self.open(place.doc, Span(place.offset, place.offset))
        if pane:
            self.go_to(pane)
        else:
            self.go_to("search", field=place.focus == "query")

    def action_next_match(self) -> None:
        """n"""
        self._step_match(True)

    def action_previous_match(self) -> None:
        """N"""
        self._step_match(False)

    def _step_match(self, forward: bool) -> None:
        if self.document.finding:
            self.document.step_found(forward)
            return
        view, reading = self.document.view, self.reading
        found = self.matches and self.matches.step(
            reading.document.path if reading else None, view.offset_here, view.match, forward
        )
        if not found:
            self.say("No search to go through: / begins one")
            return
        self.open(found.doc, found.span, focus=self.at != "document")

    def action_next_fact(self) -> None:
        """]"""
        self._step_fact(True)

    def action_previous_fact(self) -> None:
        """["""
        self._step_fact(False)

    def action_next_any_fact(self) -> None:
        """}"""
        self._step_fact(True, every=True)

    def action_previous_any_fact(self) -> None:
        """{"""
        self._step_fact(False, every=True)

    def _step_fact(self, forward: bool, every: bool = False) -> None:
        reading = self.reading
        if reading is None:
            self.say("No document is open")
            return
        if not every and not reading.stops and reading.any_stops:
            every = True
        if not self.document.view.step_mark(forward, every=every):
            which = "fact" if every else "fact that others speak of"
            self.say(f"No {which} {'after' if forward else 'before'} this")

    def action_next_point(self) -> None:
        """>"""
        self._step_point(True)

    def action_previous_point(self) -> None:
        """<"""
        self._step_point(False)

    def _step_point(self, forward: bool) -> None:
        if not self.comparison.step_point(forward):
            self.say("No other comparison of this fact")

    def action_find_in_document(self) -> None:
        """Ctrl+F"""
        if self.reading is None:
            self.say("No document is open")
            return
        self.go_to("document")
        self.document.open_find()

    def action_furniture(self) -> None:
        """x"""
        self.document.view.toggle_furniture()

    def action_reread(self) -> None:
        """r"""
        self.say("Reading again" if self.worker.build(self.post_message) else "Reading already")

    def action_matrix(self) -> None:
        """m"""
        point, reading = self.comparison.point, self.reading
        self._show_matrix(point.id if point else None, reading.document.path if reading else None)

    def say(self, text: str) -> None:
        """A short word that goes away by itself."""
        self.app.notify(text, timeout=3, markup=False)

    # Out of the app -------------------------------------------------------------------------

    def _standing(self) -> tuple[str, Span] | None:
        """The document and the span to cite: the chosen claim, the fact, the match, else the line."""
        claims = self.comparison.view
        if claims.has_focus and claims.claim is not None:
            return claims.claim.doc, Span(claims.claim.start, claims.claim.end)
        view, reading = self.document.view, self.reading
        if reading is None:
            return None
        if view.mark is not None:
            return reading.document.path, Span(view.mark.start, view.mark.end)
        if view.match is not None and view.match.start == view.offset_here:
            return reading.document.path, view.match
        return reading.document.path, Span(view.offset_here, view.offset_here)

    def action_copy_citation(self) -> None:
        """y"""
        self._copy(quotation=False)

    def action_copy_quotation(self) -> None:
        """Y"""
        self._copy(quotation=True)

    @work(exclusive=True, group="copy", exit_on_error=False)
    async def _copy(self, quotation: bool) -> None:
        standing = self._standing()
        if standing is None:
            self.say("No document is open")
            return
        doc, span = standing
        text = await self.worker.citation(doc, span.start, span.end)
        if quotation:
            sentence = (await self.worker.read(doc)).sentence_at(span)
            text = f"“{squeezed(sentence)}” ({text})"
        self.say(f"{copy(self.app, text)}: {text}")

    def action_open_in_editor(self) -> None:
        """o"""
        standing, corpus, reading = self._standing(), self.worker.corpus, self.reading
        if standing is None or corpus is None or reading is None:
            self.say("No document is open")
            return
        self._edit(*standing)

    @work(exclusive=True, group="edit", exit_on_error=False)
    async def _edit(self, doc: str, span: Span) -> None:
        reading = await self.worker.read(doc)
        base = self.worker.corpus
        file = base if base.is_file() else base / doc
        command = editor_command(self.settings.editor, file, reading.line(span.start))
        with self.app.suspend():
            edit(command)
        self.app.refresh(layout=True)

    def action_export(self) -> None:
        """e"""
        reading = self.reading
        if reading is None:
            self.say("No document is open")
            return

        def done(written: str | None) -> None:
            if written:
                self.say(f"Written: {written}")

        self.app.push_screen(ExportDialog(reading), done)
