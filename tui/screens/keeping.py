"""What outlasts the run: the session is taken up where it stopped, bookmarks are shown, queries are remembered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from tui.content import squeezed
from tui.screens.outside import OutsideScreen
from tui.screens.panes import PANES

if TYPE_CHECKING:
    from textual.timer import Timer

    from search_index.models import Kind
    from tui.bookmarks import Bookmark
    from tui.desk import Desk
    from tui.session import Session
    from tui.widgets.document_view import DocumentView

# Where the cursor was: in the list of what was found, not in the words that found it.
_RESULTS = "results"
# A reader who stays this long at a place would like to find it again, in seconds. A connection that
# breaks gives no moment to write.
_REST = 2.0


class KeepingScreen(OutsideScreen):
    """Reads and writes what is kept beside the library."""

    def __init__(self, desk: Desk, *, build: bool = True) -> None:
        super().__init__(desk, build=build)
        self.queries: tuple[str, ...] = ()
        self.saved: tuple[str, ...] = ()
        self._kept: Session | None = None
        self._resting: Timer | None = None

    def ask(self, query: str, final: bool, follow: bool = True, land: bool = False) -> object:
        """Search; ``follow`` opens what is found, ``land`` leads to the list of it."""
        raise NotImplementedError

    # The session ------------------------------------------------------------------------

    def take_up(self) -> None:
        """Go on where the last session stopped, unless the reader has begun something already."""
        self._take_up()

    @work(group="session", exit_on_error=False)
    async def _take_up(self) -> None:
        from search_index.errors import LibraryError, UsageError
        from search_index.models import Span
        from tui.bookmarks import read_bookmarks
        from tui.session import found_again, read_session

        session = await self.worker.kept(read_session)
        self._kept, self.queries, self.saved = session, session.queries, session.saved
        self.search.field.queries = session.queries
        try:
            self.show_bookmarks(await self.worker.kept(read_bookmarks))
        except LibraryError as error:
            self.say(f"{error.message}: {error.way_out}")
        field = self.search.field
        if field.value or self.reading is not None:
            return
        if session.query:
            with field.prevent(field.Changed):
                field.value = session.query
            # What is typed now is another query, not the end of this one.
            field.select_all()
            self.ask(session.query, final=True, follow=False, land=session.focus == _RESULTS)
        if session.doc is None:
            return
        try:
            reading = await self.worker.read(session.doc, self.document.view.prepare)
        except UsageError:
            return  # the document is gone; the query is still there
        if self.reading is not None:
            return
        self.document.view.unfold = session.unfolded
        self.facts.kind = _kind(session.kind)
        at = found_again(reading.document.text, session.offset, session.words)
        self._show(reading, Span(at, at))
        self.zoomed = session.zoomed
        if session.focus in PANES and session.focus != "search":
            self.go_to(session.focus)
        self.rearrange()

    def session(self) -> Session | None:
        """The state of the panes now; None before the last session was taken up."""
        from tui.session import Session, words_at

        if self._kept is None:
            return None
        reading, view = self.reading, self.document.view
        offset = view.offset_here
        return Session(
            query=squeezed(self.search.field.value),
            doc=reading.document.path if reading else None,
            offset=offset,
            words=words_at(reading.document.text, offset) if reading else "",
            focus=_RESULTS if self.search.hits.has_focus else self.at,
            zoomed=self.zoomed,
            unfolded=view.unfold,
            kind=self.facts.kind,
            queries=self.queries,
            saved=self.saved,
            decisions=self.worker.decisions,
        )

    def on_document_view_moved(self, message: DocumentView.Moved) -> None:
        """Write the session when the reader has come to rest."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._keep)

    @work(exclusive=True, group="keep", exit_on_error=False)
    async def _keep(self) -> None:
        from tui.session import write_session

        now = self.session()
        if now is not None and now != self._kept:
            self._kept = now
            await self.worker.kept(lambda folder: write_session(folder, now))

    def keep_now(self) -> None:
        """Write the session before the app is left."""
        from tui.session import write_session

        now, folder = self.session(), self.worker.folder
        if now is not None and folder is not None and now != self._kept:
            self._kept = now
            write_session(folder, now)

    def decided(self, path: str, said: str) -> None:
        """What the commands are to obey is named at once, not when the reader comes to rest."""
        super().decided(path, said)
        self.keep_now()

    def remember_query(self, query: str) -> None:
        """``query`` was meant: ↑ in the field brings it back."""
        from tui.session import with_query

        self.queries = with_query(self.queries, query)
        self.search.field.queries = self.queries

    def show_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        """Mark the lines that have one."""
        self.document.view.show_bookmarks([bookmark.place for bookmark in bookmarks])


def _kind(name: str | None) -> Kind | None:
    from search_index.models import KINDS

    return next((kind for kind in KINDS if kind == name), None)
