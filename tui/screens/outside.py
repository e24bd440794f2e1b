"""What leaves the app: citations to the clipboard, a file to the editor, facts to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from tui.content import squeezed
from tui.screens.following import FollowingScreen

if TYPE_CHECKING:
    from search_index.models import Span


class OutsideScreen(FollowingScreen):
    """Copies, edits and exports what the cursor is on."""

    def _standing(self) -> tuple[str, Span] | None:
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

    def action_copy_citation(self) -> None:
        """y"""
        self._copy(quotation=False)

    def action_copy_quotation(self) -> None:
        """Y"""
        self._copy(quotation=True)

    @work(exclusive=True, group="copy", exit_on_error=False)
    async def _copy(self, quotation: bool) -> None:
        from tui.clipboard import copy

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
        from tui.editor import edit, editor_command

        reading = await self.worker.read(doc)
        base = self.worker.corpus
        file = base if base.is_file() else base / doc
        command = editor_command(self.settings.editor, file, reading.line(span.start))
        with self.app.suspend():
            edit(command)
        self.app.refresh(layout=True)

    def action_export(self) -> None:
        """e"""
        from tui.dialogs.export import ExportDialog

        reading = self.reading
        if reading is None:
            self.say("No document is open")
            return

        def done(written: str | None) -> None:
            if written:
                self.say(f"Written: {written}")

        self.app.push_screen(ExportDialog(reading), done)
