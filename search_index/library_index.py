"""Which index a library is searched by: its own, mended where it is lost or broken, or a private one.

A private one is made from SQLite, in the user's own cache, where the library's may have been written by
others and cannot be made anew in its place.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from search_index.errors import DamagedLibraryError, LockedLibraryError, ReadOnlyLibraryError
from search_index.locations import INDEX_FOLDER, private_index_folder

if TYPE_CHECKING:
    from search_index.fulltext import FullText
    from search_index.models import Document, SearchResult
    from search_index.store import Store


class LibraryIndex:
    """The index of the library in ``folder``, opened with the first search or build. For any thread."""

    def __init__(self, folder: Path, store: Store, guard: threading.RLock) -> None:
        self._folder = folder
        self._store = store
        self._guard = guard
        self._opened: FullText | None = None
        self._looked_at = False
        self._private = False

    def search(
        self,
        query: str,
        *,
        any_word: bool,
        as_you_type: bool,
        limit: int,
        document: Callable[[str], Document],
        newest: bool = False,
    ) -> SearchResult:
        """As ``FullText.search``; an index that is lost, broken or not to be trusted is made anew first."""

        def ask() -> SearchResult:
            return self.current().search(
                query,
                any_word=any_word,
                as_you_type=as_you_type,
                limit=limit,
                document=document,
                newest=newest,
            )

        self._make_trusted()
        try:
            found = ask()
        except DamagedLibraryError:
            self._make_anew()
            return ask()
        if not found.total and self._got_lost():
            self._make_anew()
            return ask()
        return found

    def own(self) -> FullText:
        """The library's own index, for a build; a search that mistrusts it makes a private one again."""
        with self._guard:
            if self._private:
                self.close()
            return self.current()

    def close(self) -> None:
        """Let go of every file. Calling it twice does nothing."""
        with self._guard:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def current(self) -> FullText:
        """The index that is searched."""
        with self._guard:
            if self._opened is None:
                from search_index.fulltext import FullText

                self._opened = FullText(self._folder / INDEX_FOLDER)
                self._private = False
            return self._opened

    def _make_trusted(self) -> None:
        with self._guard:
            if self._private or self.current().mistrust() is None:
                return
            try:
                self._mend()
            except (ReadOnlyLibraryError, LockedLibraryError):
                self._make_private()

    def _make_anew(self) -> None:
        try:
            self._mend()
        except ReadOnlyLibraryError:
            self._make_private()
        except LockedLibraryError:
            return  # whoever builds mends it, too

    def _got_lost(self) -> bool:
        """Whether documents are kept but no index of them; looked at once."""
        with self._guard:
            looked, self._looked_at = self._looked_at, True
            return not looked and not self.current().digests() and bool(self._store.indexed())

    def _mend(self) -> None:
        """Rebuild the index from SQLite. Raises LockedLibraryError, ReadOnlyLibraryError."""
        from search_index.indexing import mend_index

        mend_index(self._folder, self._store, self.current())

    def _make_private(self) -> None:
        from search_index.fulltext import FullText
        from search_index.indexing import build_privately

        with self._guard:
            self.close()
            folder = private_index_folder(self._folder)
            self._opened = FullText(folder)
            self._private = True
            # Whoever else builds it, builds the same.
            with contextlib.suppress(LockedLibraryError):
                build_privately(folder, self._store, self._opened)
