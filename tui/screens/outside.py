"""What goes beyond the panes: lists to choose from, files written, the thing that is cited."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from tui.content import joined, named_in, squeezed
from tui.screens.following import FollowingScreen

# Documents whose facts are listed together, and seconds between two looks at what is gathered so far.
_MOST_GATHERED = 100
_BETWEEN_LISTS = 0.5

if TYPE_CHECKING:
    from textual.content import Content

    from search_index.models import Claim, Fact, Point, Span
    from tui.bookmarks import Bookmark
    from tui.messages import BuildFinished
    from tui.reading import Reading


class OutsideScreen(FollowingScreen):
    """Says what the cursor is on, exports, and offers lists in front of the panes."""

    def enter(self, doc: str, span: Span | None) -> None:
        """Open a document and go into it; Esc comes back."""
        raise NotImplementedError

    def standing(self) -> tuple[str, Span] | None:
        """The document and the span to cite: the chosen claim, the fact, the match, else the line."""
        from search_index.models import Span

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

    def standing_point(self) -> Point | None:
        """The point that is compared."""
        return self.comparison.point

    def standing_fact(self) -> Fact | None:
        """The fact of the mark under the cursor, where it stands in no point; names are never compared."""
        mark = self.document.view.mark
        fact = mark.fact if mark is not None and self.comparison.point is None else None
        return None if fact is None or fact.kind == "entity" else fact

    def standing_claim(self) -> Claim | None:
        """The claim that is chosen in the comparison, else the one under the document's cursor."""
        claims, mark, reading = self.comparison.view, self.document.view.mark, self.reading
        if claims.has_focus or mark is None or reading is None or self.comparison.point is None:
            return claims.claim
        here = (reading.document.path, mark.start, mark.end)
        places = ((c, (c.doc, c.start, c.end)) for c in self.comparison.point.claims)
        return next((claim for claim, place in places if place == here), claims.claim)

    def decided(self, path: str, said: str) -> None:
        """Compare anew, as the file says from now on."""
        self.worker.decisions = path
        begun = self.worker.build(self.post_message)
        then = "comparing anew" if begun else "obeyed when r reads again"
        self.say(f"{said}; {then}")

    def action_export(self) -> None:
        """e"""
        from tui.dialogs.export import write_export
        from tui.dialogs.field import FileDialog

        reading = self.reading
        if reading is None:
            self.say("No document is open")
            return
        self.app.push_screen(
            FileDialog(
                "Write points and facts",
                "File (.json points and facts, .md points, .csv facts):",
                self.desk.file(f"{Path(reading.document.path).stem}-points.md"),
                self.desk.outside(lambda name: write_export(reading, name)),
            ),
            self.written,
        )

    # Facts everywhere -------------------------------------------------------------------

    def on_build_finished(self, message: BuildFinished) -> None:
        """Their signs may be others now."""
        if self.furnished.is_set() and self.facts.everywhere:
            self.gather_facts()

    def on_facts_pane_turned(self) -> None:
        """Facts of all documents found, or of the open one alone."""
        if self.facts.everywhere:
            self.gather_facts()
        else:
            self.workers.cancel_group(self, "gather")

    @work(exclusive=True, group="gather", exit_on_error=False)
    async def gather_facts(self) -> None:
        """The facts of the articles that the search found; of the first documents where nothing is asked."""
        result = self.search.result
        found = self.search.sources if result is None else result.hits
        docs = list(dict.fromkeys(one.doc for one in found))
        parts: dict[str, set[int]] = {}
        for one in found:
            parts.setdefault(one.doc, set()).add(one.part)
        more = len(docs) > _MOST_GATHERED
        more = more or (result is not None and result.total > len(result.hits) > 0)
        readings: list[Reading] = []
        docs, told = docs[:_MOST_GATHERED], time.monotonic()
        for doc in docs:
            reading = await self.worker.read(doc, _fold_words)
            # A page of several articles was found for one of them: the others answer another question.
            readings.append(reading.of_parts(parts[doc]))
            if time.monotonic() - told > _BETWEEN_LISTS:
                self.facts.show_gathered(readings, len(docs), self.names, more=more)
                told = time.monotonic()
        self.facts.show_gathered(readings, len(docs), self.names, more=more)

    # Lists ------------------------------------------------------------------------------

    @work(exclusive=True, group="list", exit_on_error=False)
    async def action_bookmarks(self) -> None:
        """Apostrophe"""
        from tui.bookmarks import read_bookmarks
        from tui.dialogs.choice import ChoiceDialog

        kept = list(reversed(await self.worker.kept(read_bookmarks)))

        def row(one: Bookmark) -> Content:
            name = named_in(self.names, one.doc)
            # Before the words, which may be longer than the row.
            note = (f"{squeezed(one.note)}\n  ", ".match") if one.note else ""
            said = (f"{squeezed(one.said)}  ", ".claim") if one.said not in one.words else ""
            return joined((f"{name} ", ".strong"), note, said, squeezed(one.words))

        def annotate(at: int) -> None:
            self._ask_note(kept, at, lambda: dialog.set_row(at, row(kept[at])))

        def drop(at: int) -> None:
            self._drop_bookmark(kept.pop(at))

        def done(at: int | None) -> None:
            if at == ChoiceDialog.WRITE:
                self._write_bookmarks(kept)
            elif at is not None:
                self._enter_bookmark(kept[at])

        dialog = ChoiceDialog(
            "Bookmarks",
            [row(one) for one in kept],
            empty="No bookmarks yet: b sets one.",
            drop=drop,
            write=True,
            also=("n", "notes", annotate),
        )
        self.app.push_screen(dialog, done)

    @work(exclusive=True, group="list", exit_on_error=False)
    async def _enter_bookmark(self, bookmark: Bookmark) -> None:
        """Where its words stand now: the document may have changed since."""
        from tui.bookmark_places import place_now

        text = (await self.worker.read(bookmark.doc)).document.text
        self.enter(bookmark.doc, place_now(bookmark, text))

    def _ask_note(self, kept: list[Bookmark], at: int, written: Callable[[], None]) -> None:
        from tui.dialogs.field import FieldDialog

        def note(text: str) -> str:
            self._note(kept[at], text)
            kept[at] = replace(kept[at], note=squeezed(text))
            return text or "none"

        dialog = FieldDialog("Note", "What you think of it:", kept[at].note, note)
        self.app.push_screen(dialog, lambda said: written() if said else None)

    @work(exit_on_error=False)
    async def _note(self, bookmark: Bookmark, text: str) -> None:
        from tui.bookmarks import note_bookmark

        await self.worker.kept(lambda folder: note_bookmark(folder, bookmark.place, text))

    @work(exit_on_error=False)
    async def _drop_bookmark(self, bookmark: Bookmark) -> None:
        from tui.bookmarks import drop_bookmark

        self.show_bookmarks(await self.worker.kept(lambda f: drop_bookmark(f, bookmark.place)))

    def _write_bookmarks(self, bookmarks: list[Bookmark]) -> None:
        from tui.bookmarks import bookmarks_as_markdown
        from tui.dialogs.field import FileDialog, write_new

        text = bookmarks_as_markdown(bookmarks)
        dialog = FileDialog(
            "Write the bookmarks",
            "File:",
            self.desk.file("bookmarks.md"),
            self.desk.outside(lambda name: write_new(name, text)),
        )
        self.app.push_screen(dialog, self.written)

    def action_outline(self) -> None:
        """O"""
        from search_index.models import Span
        from tui.dialogs.choice import ChoiceDialog
        from tui.outline import outline

        reading = self.reading
        if reading is None:
            self.say("No document is open")
            return
        headings = outline(reading.document)
        here = self.document.view.offset_here
        chosen = max((i for i, (at, _) in enumerate(headings) if at <= here), default=0)

        def done(at: int | None) -> None:
            if at is not None:
                start = headings[at][0]
                self.enter(reading.document.path, Span(start, start))

        rows = [row for _, row in headings]
        self.app.push_screen(ChoiceDialog("In this document", rows, empty="", chosen=chosen), done)

    @work(exclusive=True, group="list", exit_on_error=False)
    async def action_copies(self) -> None:
        """C"""
        from tui.content import about_line
        from tui.dialogs.choice import ChoiceDialog

        result, at, reading = self.search.result, self.search.hits.highlighted, self.reading
        doc = reading.document.path if reading is not None else None
        if self.search.hits.has_focus and result is not None and at is not None:
            doc = result.hits[at].doc
        if doc is None:
            self.say("No document is open")
            return
        reading = await self.worker.read(doc)
        text = reading.document.text
        here = self.document.view.offset_here if self.reading is not None else 0
        here = here if self.reading is not None and self.reading.document.path == doc else 0

        def row(copy: str) -> Content:
            source, name = self.sources.get((copy, 0)), named_in(self.names, copy)
            about = about_line(source, name) if source is not None else ""
            title = squeezed(source.title) if source is not None else ""
            return joined(
                (f"{name} ", ".strong"), title, (f"\n  {about}" if about else "", ".quiet")
            )

        def done(at: int | None) -> None:
            if at is not None:
                self._enter_copy(reading.copies[at], text, here)

        rows = [row(copy) for copy in reading.copies]
        empty = "No other document carries this text."
        self.app.push_screen(
            ChoiceDialog("The same text stands in", rows, empty=empty, does="opens"), done
        )

    @work(exclusive=True, group="list", exit_on_error=False)
    async def _enter_copy(self, doc: str, text: str, offset: int) -> None:
        """A copy, at the words of ``text`` that the reader is on."""
        from search_index.models import Span
        from tui.moved_place import moved

        at = moved(text, (await self.worker.read(doc)).document.text, offset)
        self.enter(doc, Span(at, at))


def _fold_words(reading: Reading) -> None:
    """What the filter looks at, made where the document is read."""
    assert reading.folded_words is not None
