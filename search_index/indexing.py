"""Keeping the full-text index in step with SQLite, which it is derived from. Reads no file of the corpus.

What the index was given is noted in SQLite after the index has committed: killed in between, or the index
lost or replaced, the two disagree and the document is given once more.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from search_index.index_entries import index_entry
from search_index.models import Document, Progress
from search_index.store import Store, Writer, writer_lock

if TYPE_CHECKING:
    from search_index.fulltext import FullText
    from search_index.indexing_lots import Lots

# One segment of the index: large enough to be cheap, small enough for memory.
BATCH_DOCUMENTS = 200

MANY = 1_000
"""Documents from which on several processes write: fewer are done before those have started and shared the work."""


def unfinished(index: FullText) -> Path:
    """Where what other processes write lies until the index has it; there only while they do, unless they were killed."""
    return index.folder.with_name(f"{index.folder.name}-unfinished")


class Indexer:
    """Writes the index of one library. Whoever has one holds the writer's lock.

    Without a ``writer`` it is one that the library knows nothing of. ``workers`` is how many processes may write it, None
    what is usual here.
    """

    def __init__(
        self,
        store: Store,
        writer: Writer | None,
        index: FullText,
        on_progress: Callable[[Progress], None] = lambda progress: None,
        cancelled: Callable[[], bool] = lambda: False,
        workers: int | None = None,
    ) -> None:
        self._store = store
        self._writer = writer
        self._index = index
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._workers = workers
        self._lots: Lots | None = None

    def mend(self) -> None:
        """Bring the index to what SQLite holds, from nothing if it is damaged."""
        if (left := unfinished(self._index)).exists():
            import shutil

            shutil.rmtree(left, ignore_errors=True)
        if (
            self._index.mistrust() is not None
            or self._index.damage(unless_checked=True) is not None
        ):
            self._index.clear()
        self.update()
        self._index.mend_impacts()

    def update(self) -> None:
        """Give the index what it lacks and take from it what is gone."""
        wanted, held = self._store.indexed(), self._index.digests()
        # A digest is None in `wanted` until it was given, and absent from `held` if it got lost.
        stale = [p for p, digest in wanted.items() if digest is None or held.get(p) != digest]
        gone = sorted(held.keys() - wanted.keys())
        if gone:
            self._index.update([], gone)
        with self.expecting(len(stale)):
            for done in range(0, len(stale), BATCH_DOCUMENTS):
                if self._cancelled():
                    return
                self._on_progress(Progress("indexing", done, len(stale), stale[done]))
                self.give(self._documents(stale[done : done + BATCH_DOCUMENTS]), ())

    def rebuild(self) -> None:
        """The whole index anew."""
        self._index.clear()
        paths = list(self._store.indexed())
        with self.expecting(len(paths)):
            for done in range(0, len(paths), BATCH_DOCUMENTS):
                self.give(self._documents(paths[done : done + BATCH_DOCUMENTS]), ())

    def _documents(self, paths: Iterable[str]) -> Iterator[Document]:
        return (found for found in map(self._store.document, paths) if found is not None)

    @contextlib.contextmanager
    def expecting(self, documents: int) -> Iterator[None]:
        """While so many are given: where they are many, several processes write them, and not each commit comes at once.

        They have all committed when this is left, unless by an error or after a cancellation.
        """
        if documents < MANY or self._lots is not None:
            yield
            return
        from search_index.indexing_lots import Lots

        self._lots = Lots(
            self._store,
            self._index,
            documents,
            self._here,
            self._noted,
            self._cancelled,
            self._workers,
        )
        try:
            yield
            self._lots.finish()
        finally:
            lots, self._lots = self._lots, None
            lots.close()

    def give(self, documents: Iterable[Document], removed: Iterable[str]) -> None:
        """Put ``documents`` into the index with what is known of them; ``removed`` paths go.

        The text of a document must be in SQLite, and stay as it is until the index has committed.
        """
        if self._lots is None:
            self._here(documents, removed)
        else:
            self._lots.add(documents, removed)

    def _here(self, documents: Iterable[Document], removed: Iterable[str]) -> None:
        """One commit, by this process."""
        from search_index.fulltext import digest_of

        entries = [index_entry(self._store, document) for document in documents]
        self._index.update(entries, tuple(removed))
        self._noted(
            {one.document.path: digest_of(one.document, facts=one.has_facts) for one in entries}
        )

    def _noted(self, digests: Mapping[str, str]) -> None:
        if self._writer is not None:
            self._writer.mark_indexed(digests)


def mend_index(folder: Path, store: Store, index: FullText) -> None:
    """Rebuild a missing or damaged index from SQLite. Raises LockedLibraryError, LibraryError."""
    with writer_lock(folder):
        writer = Writer(folder)
        try:
            Indexer(store, writer, index).mend()
        finally:
            writer.close()


_STATE = "state"


def build_privately(folder: Path, store: Store, index: FullText) -> None:
    """Bring ``index``, in the user's own ``folder``, to what a library holds that may not be written.

    Raises LockedLibraryError, LibraryError.
    """
    with writer_lock(folder.parent):
        state = store.index_state()
        noted = folder.parent / _STATE
        if noted.exists() and noted.read_text("ascii") == state and index.damage() is None:
            return
        noted.unlink(missing_ok=True)
        Indexer(store, None, index).rebuild()
        noted.write_text(state, "ascii")
