"""What can be done with the thing the cursor is on, in the panes and in the matrix alike: copy, edit, mark, ask why."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.worker import Worker, WorkerState

from search_index.errors import ReportedlyError
from tui.content import plural, squeezed, styled
from tui.labels import without_middle
from tui.widgets.styled import StyledScreen

if TYPE_CHECKING:
    from search_index.models import Claim, Fact, Point, Span
    from tui.bookmarks import Bookmark
    from tui.desk import Desk
    from tui.keymap import Where

# A bookmark has a long sentence whole.
_MOST_WORDS = 600


class StandingScreen(StyledScreen):
    """A screen with a library behind it and a cursor on something that a source says."""

    NOTHING_STANDS = "No document is open"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.worker = desk.worker
        self.settings = desk.settings
        self.copying = desk.copying
        self.keys = desk.keys
        self.names: Mapping[str, str] = {}

    @property
    def help_first(self) -> Where:
        """The keys that help begins with."""
        return "panes"

    def standing(self) -> tuple[str, Span] | None:
        """The document and the span the cursor is on; None where it is on nothing."""
        raise NotImplementedError

    def standing_point(self) -> Point | None:
        """The point the cursor is on."""
        raise NotImplementedError

    def standing_fact(self) -> Fact | None:
        """The fact the cursor is on, where nothing in another source was matched with it and something could be."""
        return None

    def show_bookmarks(self, bookmarks: tuple[Bookmark, ...]) -> None:
        """The bookmarks have changed."""

    # What is said -----------------------------------------------------------------------

    def say(self, text: str) -> None:
        """A short word that goes away by itself."""
        self.app.notify(text, timeout=3, markup=False)

    def problem(self, message: str, way_out: str) -> None:
        """Show an error as people can use it."""
        from tui.dialogs.problem import ProblemDialog

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

    # Keys -------------------------------------------------------------------------------

    def action_explain(self) -> None:
        """w"""
        from search_index.explanation import claim_of_fact, lone_point
        from tui.dialogs.explain import ExplainDialog

        point, fact = self.standing_point(), self.standing_fact()
        if point is not None:
            explain = partial(self.worker.explain, point.id)
        elif fact is not None:
            point = lone_point(claim_of_fact(fact))
            explain = partial(self.worker.explain_alone, fact)
        else:
            self.say(self.nothing_compared())
            return
        self.app.push_screen(ExplainDialog(point, self.names, explain))

    def nothing_compared(self) -> str:
        """Why there is no verdict to explain or to correct."""
        return "Nothing is compared here; ] goes to the next fact others speak of"

    def open_claim(self, claim: Claim) -> None:
        """Read a claim where it stands."""
        raise NotImplementedError

    @work(exclusive=True, group="list", exit_on_error=False)
    async def action_timeline(self) -> None:
        """D"""
        from tui.dialogs.choice import ChoiceDialog
        from tui.timeline import timeline

        found = timeline(await self.worker.points(), self.names)

        def done(at: int | None) -> None:
            if at is not None:
                self.open_claim(found[at][0])

        empty = "No point that several sources speak of has a date yet."
        rows = [row for _, row in found]
        title = f"In the order of time: {plural(len(found), 'point')} with a date"
        self.app.push_screen(ChoiceDialog(title, rows, empty=empty), done)

    def action_copy_citation(self) -> None:
        """y"""
        self._copy(quotation=False)

    def action_copy_quotation(self) -> None:
        """Y"""
        self._copy(quotation=True)

    @work(exclusive=True, group="copy", exit_on_error=False)
    async def _copy(self, quotation: bool) -> None:
        from tui.citations import cited, written
        from tui.clipboard import copy

        standing = self.standing()
        if standing is None:
            self.say(self.NOTHING_STANDS)
            return
        doc, span = standing
        plain = await self.worker.citation(doc, span.start, span.end)
        reading = await self.worker.read(doc)
        what = cited(reading.document, reading.part_at(span.start), span.start)
        sentence = reading.sentence_at(span) if quotation else None
        speaker = reading.unnamed_speaker(span) if quotation else ""
        text = written(self.copying.style, what, plain, sentence, speaker)
        self.copying.note(text)
        self._say_copied(await copy(self.app, text), text)

    def _say_copied(self, how: str, text: str) -> None:
        # Two lines of it at most: the place, at its end, is not what may be cut.
        room = max(2 * (self.app.size.width - 8) - len(how), 40)
        self.say(f"{how}: {without_middle(squeezed(text), room)}")

    def action_copied(self) -> None:
        """T"""
        from tui.dialogs.choice import ChoiceDialog
        from tui.dialogs.field import FileDialog, write_new

        copying = self.copying
        texts = list(reversed(copying.copied))

        def done(at: int | None) -> None:
            if at == ChoiceDialog.WRITE:
                write = FileDialog(
                    "Write what was copied",
                    "File:",
                    self.desk.file(copying.file),
                    self.desk.outside(lambda n: write_new(n, copying.together())),
                )
                self.app.push_screen(write, self.written)
            elif at is not None:
                self._copy_again(texts[at])

        rows = [styled(squeezed(text)) for text in texts]
        empty = "Nothing yet: y copies a citation, Y a quotation."
        dialog = ChoiceDialog("Copied", rows, empty=empty, does="copies again", write=True)
        self.app.push_screen(dialog, done)

    @work(exclusive=True, group="copy", exit_on_error=False)
    async def _copy_again(self, text: str) -> None:
        from tui.clipboard import copy

        self.copying.note(text)
        self._say_copied(await copy(self.app, text), text)

    def written(self, path: str | None) -> None:
        """A file was written, or none."""
        if path:
            self.desk.written(path)
            self.say(f"Written: {path}")

    def action_open_in_editor(self) -> None:
        """o"""
        standing = self.standing()
        if standing is None or self.worker.corpus is None:
            self.say(self.NOTHING_STANDS)
            return
        self._edit(*standing)

    @work(exclusive=True, group="edit", exit_on_error=False)
    async def _edit(self, doc: str, span: Span) -> None:
        from search_index.references import place_at
        from tui.editor import edit, editor_command, file_to_edit

        reading = await self.worker.read(doc)
        with file_to_edit(self.worker.corpus, reading.document) as (file, taken_out):
            command = editor_command(self.settings.editor, file, reading.line(span.start))
            with self.app.suspend():
                edit(command)
        self.app.refresh(layout=True)
        if taken_out:
            at = place_at(reading.document, span.start)
            where = squeezed(f"{doc}, {at}" if at else doc)
            self.say(f"That was the text taken out of {where}; changes to it are not kept")

    @work(exclusive=True, group="bookmark", exit_on_error=False)
    async def action_bookmark(self) -> None:
        """b"""
        from tui.bookmarks import Bookmark, toggle_bookmark

        standing = self.standing()
        if standing is None:
            self.say(self.NOTHING_STANDS)
            return
        doc, span = standing
        citation = await self.worker.citation(doc, span.start, span.end)
        reading = await self.worker.read(doc)
        said = squeezed(reading.document.text[span.start : span.end])[:_MOST_WORDS]
        whole = reading.sentence_span(span)
        words = squeezed(reading.document.text[whole.start : whole.end])
        if len(words) > _MOST_WORDS:
            # Of a paragraph without sentences, from what was marked on, to the end of a word.
            cut = squeezed(reading.document.text[span.start : whole.end])[:_MOST_WORDS]
            words = cut.rpartition(" ")[0] or cut
        mark = Bookmark(doc, span.start, span.end, words, squeezed(citation), said=said)
        kept = await self.worker.kept(lambda folder: toggle_bookmark(folder, mark))
        self.show_bookmarks(kept)
        self.say(
            "Bookmark set; ' lists them, and n there writes a note"
            if mark in kept
            else "Bookmark taken away"
        )
