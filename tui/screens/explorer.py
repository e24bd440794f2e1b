"""The main screen: what the reader does in the four panes, and the way back from it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from tui.screens.panes import Pane
from tui.screens.stepping import SteppingScreen
from tui.trail import Place

if TYPE_CHECKING:
    from search_index.models import Claim, Fact, Span
    from tui.desk import Desk
    from tui.widgets.comparison_pane import ComparisonView
    from tui.widgets.facts_pane import FactsPane
    from tui.widgets.search_pane import SearchPane

# One letter finds nearly everything, which takes three times as long as two: the next key need not wait for it.
_ONE_LETTER = 0.15
_PANE_OF: dict[str, Pane] = {"text": "document", "factlist": "facts", "claims": "comparison"}


class Explorer(SteppingScreen):
    """Search drives the document, the cursor in it drives the comparison; Esc goes back."""

    def __init__(
        self,
        desk: Desk,
        show_matrix: Callable[[str | None, str | None], None],
        *,
        build: bool = True,
    ) -> None:
        super().__init__(desk, build=build)
        self._show_matrix = show_matrix
        self._asked = ""
        # How what is listed was asked for: with an unfinished word, with more than the first hits.
        self._unfinished = self._more = False

    # The search -------------------------------------------------------------------------

    def on_search_pane_asked(self, message: SearchPane.Asked) -> None:
        """A key was typed, or ↵."""
        self.leading = message.final
        self.ask(message.query, final=message.final)

    @work(exclusive=True, group="search", exit_on_error=False)
    async def ask(self, query: str, final: bool, follow: bool = True, land: bool = False) -> None:
        """Search; ↵ (``final``) opens the first hit, unless what is found is not to be followed; ``land`` leads from the
        field to the list."""
        try:
            opened = await self._ask(query, final, follow, land)
        except BaseException:
            if final:
                self.leading = False
            raise
        # The document that is opened gives the focus on.
        self.leading = self.leading and opened

    async def _ask(self, query: str, final: bool, follow: bool, land: bool) -> bool:
        """Whether a document is opened for reading."""
        from tui.matches import Matches, first_span

        await self.furnished.wait()
        query = query.strip()
        self._asked = query
        if not query:
            self.matches = None
            self.search.show_result(None)
            self._mark_matches()
            if self.facts.everywhere:
                self.gather_facts()
            if final and follow and self.search.hits.option_count:
                self.search.hits.focus()
            return False
        if final and follow:
            self.remember_query(query)
        elif len(query) == 1:
            await asyncio.sleep(_ONE_LETTER)
        result = await self.worker.search(query, typing=not final)
        self._unfinished, self._more = not final, False
        if final and not result.hits:
            # What the unfinished word found is better than nothing.
            result = await self.worker.search(query, typing=True)
            self._unfinished = True
        self.matches = Matches(result)
        self.search.show_result(result)
        if land and result.hits and self.focused is self.search.field:
            self.search.hits.focus()
        if self.facts.everywhere:
            self.gather_facts()
        if result.hits and follow and final:
            self.enter(result.hits[0].doc, first_span(result.hits[0]))
            return True
        if result.hits and follow and self.in_sight("document"):
            # Marks the matches too, after a pause in typing: the whole document painted anew costs 15 ms at each key.
            self.preview(result.hits[0].doc, first_span(result.hits[0]))
        else:
            self._mark_matches()
        return False

    # A group of its own: in the search's it would cancel a query typed a moment before.
    @work(exclusive=True, group="more", exit_on_error=False)
    async def on_search_pane_more(self) -> None:
        """The reader came to the end of what was fetched while typing."""
        from tui.matches import Matches

        shown = self.search.result
        if shown is None:
            return
        result = await self.worker.search(shown.query, typing=True, more=True)
        self._more = True
        # What a newer query found is never overwritten.
        if self.search.result is shown and len(result.hits) > len(shown.hits):
            self.matches = Matches(result)
            self.search.show_result(result, stay=True)
            self._mark_matches()

    def on_search_pane_chosen(self, message: SearchPane.Chosen) -> None:
        """The list's cursor shows a document; ↵ goes into it."""
        from tui.matches import first_span

        span = first_span(message.hit) if message.hit else None
        if message.open:
            self.remember_query(self.search.field.value)
            self.enter(message.doc, span)
        elif self.in_sight("document"):
            self.open(message.doc, span)

    def ask_again(self) -> None:
        """The text can be searched now, or better than before."""
        result = self.search.result
        if self._asked and result is not None and not result.hits:
            self.ask(self._asked, final=False)

    def refresh_results(self) -> None:
        """The same query, asked of the documents there are now; cursor and focus stay."""
        self._ask_anew()

    @work(exclusive=True, group="more", exit_on_error=False)
    async def _ask_anew(self) -> None:
        from tui.matches import Matches

        shown = self.search.result
        if shown is not None:
            typing, more = self._unfinished, self._more
            result = await self.worker.search(shown.query, typing=typing, more=more)
            # What a newer query found is never overwritten.
            if self.search.result is shown and result != shown:
                self.matches = Matches(result)
                self.search.show_newer(result)
                self._mark_matches()
        if self.facts.everywhere:
            self.gather_facts()

    # The way in, and back ---------------------------------------------------------------
    def here(self) -> Place:
        """Where the reader is."""
        focus = self.focused.id if self.focused is not None and self.focused.id else "query"
        reading = self.reading
        doc = reading.document.path if reading else None
        return Place(focus, doc, self.document.view.offset_here)

    def remember(self) -> None:
        """Esc will come back here."""
        self.trail.leave(self.here())

    def enter(self, doc: str, span: Span | None) -> None:
        """Open a document and go into it; Esc comes back."""
        self.remember()
        self.open(doc, span, focus=True)

    def on_document_view_opened(self) -> None:
        """↵ in the document: to the comparison."""
        if self.comparison.point is not None:
            self.remember()
            self.go_to("comparison")
        else:
            self.action_next_fact()

    def on_facts_pane_chosen(self, message: FactsPane.Chosen) -> None:
        """The list's cursor moves the document's; ↵ goes to the comparison."""
        fact = message.mark.fact
        if self.facts.everywhere and fact is not None:
            self._go_to_fact(fact, message.open)
            return
        self.document.view.go(message.mark.start, message.mark)
        if message.open:
            self.remember()
            self.go_to("comparison" if message.mark.points else "document")

    def _go_to_fact(self, fact: Fact, open: bool) -> None:
        """A fact of any document."""
        from search_index.models import Span

        span = Span(fact.start, fact.end)
        if open:
            self.enter(fact.doc, span)
        else:
            self.open(fact.doc, span)

    def on_comparison_view_opened(self, message: ComparisonView.Opened) -> None:
        """↵ on a claim."""
        self.open_claim(message.claim)

    def open_claim(self, claim: Claim) -> None:
        """In the document; Esc comes back."""
        from search_index.models import Span

        self.enter(claim.doc, Span(claim.start, claim.end))

    def show_claim(self, doc: str, span: Span, point: str | None = None) -> None:
        """A cell of the matrix was opened, its row's ``point`` is shown in front; Esc goes back to it."""
        self.comparison.want(point)
        self.trail.leave(Place("matrix", None, 0))
        self.open(doc, span, focus=True)

    # Keys -------------------------------------------------------------------------------

    def action_search(self) -> None:
        """/"""
        self.remember()
        self.go_to("search", field=True)
        self.search.field.select_all()

    def action_back(self) -> None:
        """Esc: close the find field or the filter, leave the zoom, else the way you came."""
        if self.at == "facts" and (self.facts.has_class("-filtering") or self.facts.field.value):
            self.facts.close_filter()
            self.go_to("facts")
            return
        if self.document.has_class("-finding"):
            self.document.close_find()
            self.document.view.focus()
            self._mark_matches()
            return
        if self.zoomed:
            self.action_zoom()
            return
        self.workers.cancel_group(self, "open")
        if place := self.trail.back(self.here()):
            self._return(place)
        elif self.at in ("facts", "comparison"):
            self.go_to("document")
        elif self.focused is self.search.field and not self.search.hits.option_count:
            # Nothing was found: out of the field, where keys are letters of the query.
            if self.reading is not None:
                self.go_to("document")
            else:
                self.search.hits.focus()
        elif self.focused is self.search.field or self.at == "document":
            self.go_to("search")
        else:
            # Not into the field: there the next key would be a letter of the query.
            self.say("Nothing further back; / searches, q leaves")

    def action_forward(self) -> None:
        """L"""
        if place := self.trail.forward(self.here()):
            self._return(place)
        else:
            self.say("Nothing to go forward to")

    def _return(self, place: Place) -> None:
        from search_index.models import Span

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
            # To what was found, not into the words that found it.
            self.go_to("search")

    def action_find_in_document(self) -> None:
        """Ctrl+F"""
        if self.at == "facts":
            self.facts.open_filter()
            return
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
        begun = self.worker.build(self.post_message)
        self.say("Reading again; X stops" if begun else "Reading already; X stops")

    def action_halt(self) -> None:
        """X"""
        self.say("Stopping; r goes on" if self.worker.halt() else "Nothing is under way")

    def action_matrix(self) -> None:
        """m"""
        point, reading = self.comparison.point, self.reading
        self._show_matrix(point.id if point else None, reading.document.path if reading else None)
