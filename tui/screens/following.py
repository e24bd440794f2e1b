"""What follows what: the document follows its file, the comparison follows the cursor.

The half of the explorer that the reader does not steer.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from tui.content import in_quotes, named_in, squeezed
from tui.screens.following_folder import FolderScreen

if TYPE_CHECKING:
    from search_index.models import Span
    from tui.desk import Desk
    from tui.matches import Matches
    from tui.reading import Mark, Reading
    from tui.widgets.document_view import DocumentView

# A pause in typing, in seconds.
_PAUSE = 0.25


class FollowingScreen(FolderScreen):
    """Panes that show what is open and what the cursor is on."""

    def __init__(self, desk: Desk, *, build: bool = True) -> None:
        super().__init__(desk, build=build)
        self.matches: Matches | None = None
        # The documents there were when the open one was last among them, and whether it was told that it is gone.
        self._beside: frozenset[str] = frozenset()
        self._gone = False
        self.leading = False
        """Whether a document is being read that will have the focus: keys wait for it."""

    @property
    def reading(self) -> Reading | None:
        """The document that is open."""
        return self.document.view.reading

    # The open document and its file -----------------------------------------------------

    async def refresh_document(self) -> None:
        """Its newest text and facts; where its file has gone, its text stays, or the file is followed."""
        reading = self.reading
        docs = frozenset(doc for doc, _ in self.sources)
        if reading is None or reading.document.path in docs:
            self._beside, self._gone = docs, False
        if reading is None:
            return
        path = reading.document.path
        if path in docs:
            newer = await self.worker.read(path, self.document.view.prepare)
            # Meanwhile the reader may have opened another one.
            if self.reading is reading:
                self._show_newer(reading, newer)
            return
        name = await self.worker.same_bytes(reading.document.digest, docs - self._beside)
        if name is not None:
            newer = await self.worker.read(name, self.document.view.prepare)
            if self.reading is reading:
                self._show_newer(reading, newer)
                self.say(f"{squeezed(path)} is {squeezed(name)} now")
        elif not self._gone and (self.progress is None or self.progress.stage == "done"):
            self._gone = True
            self.say(f"{squeezed(path)} is gone; its text stays until another is opened")

    def _show_newer(self, before: Reading, newer: Reading) -> None:
        """Instead of ``before``: the cursor stays on its words, and its line where it is on the screen."""
        from tui.moved_place import moved

        old, new = before.document, newer.document
        if (old.path, old.text) == (new.path, new.text):
            self._show(newer, None)
            return

        def now_at(offset: int) -> int:
            return moved(old.text, new.text, offset)

        view = self.document.view
        at, row = now_at(view.offset_here), view.row_here
        self.trail.move(old.path, new.path, now_at)
        self._show(newer, None)
        view.stand(at, row)
        self.document.find_again()
        if old.digest != new.digest:
            self.say(f"{squeezed(new.path)} has changed; your place is kept")

    # The document -----------------------------------------------------------------------

    @work(exclusive=True, group="open", exit_on_error=False)
    async def open(self, doc: str, span: Span | None, focus: bool = False) -> None:
        """Show a document at a span, its matches marked."""
        reading = self.reading
        self.leading = focus
        try:
            if reading is None or reading.document.path != doc:
                reading = await self.worker.read(doc, self.document.view.prepare)
            self._show(reading, span)
            if focus:
                self.go_to("document")
        finally:
            self.leading = False

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
        self.document.show(reading, named_in(self.names, path), span)
        self.facts.show(reading, self._no_facts(path))
        self.facts.point_to(self.document.view.mark)
        self.search.point_to(path)
        self._mark_matches(span)

    def under_way(self) -> str:
        """What is being done, “extracting 3 of 5”; empty where nothing is."""
        progress = self.progress
        if progress is None or progress.stage == "done":
            return ""
        return f"{progress.stage} {progress.done} of {progress.total}"

    def nothing_compared(self) -> str:
        """Why there is no verdict; while facts are drawn there may be one yet."""
        if self.under_way():
            return f"Nothing is compared here yet: {self.under_way()}"
        return super().nothing_compared()

    def _no_facts(self, path: str) -> str:
        under_way = self.under_way()
        return (
            f"No facts here yet: {under_way}."
            if under_way
            else "No facts were found in this document."
        )

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
        self.document.note(f"passage {match.number} of {match.total}" if match else "")
        self.document.subtitle(verdict=not self.in_sight("comparison"))

    def on_document_view_moved(self, message: DocumentView.Moved) -> None:
        """The cursor's fact is compared, and pointed to in the list."""
        self.document.subtitle(verdict=not self.in_sight("comparison"))
        if not self.facts.rows.has_focus:
            self.facts.point_to(message.mark)
        self.compare(self._of_interest(message.mark))

    def _of_interest(self, mark: Mark | None) -> Mark | None:
        """The mark under the cursor; on a match, which may begin a mark by chance, that of the words searched for; where
        nobody else speaks of it and the reader did not ask for it, the best of the sentence."""
        view, reading = self.document.view, self.reading
        if view.chosen or reading is None:
            return mark
        if not view.laid_out and self.in_sight("document"):
            return mark  # its lines come at once, and all is told again
        if view.match is not None and view.match.start == view.offset_here:
            return reading.mark_of_match(view.match)
        if mark is None or not mark.compared:
            mark = view.mark_of_sentence or mark
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
            if self.document.view.states:
                return f"No other source speaks to what this line states{further}"
            return f"No fact on this line{further}"
        said = in_quotes(squeezed(mark.fact.text) if mark.fact else "")
        if mark.kind == "entity":
            return f"{said} is named here; a bare name is not compared{further}"
        return f"Nothing in another source was matched with {said}; w tells what came near{further}"
