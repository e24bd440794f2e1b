"""Keeping the full-text index in step with SQLite, which it is derived from. Reads no file of the corpus.

What the index was given is noted in SQLite after the index has committed: killed in between, or the index
lost or replaced, the two disagree and the document is given once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from search_index.models import Document, Entity, Fact, Progress, Quote
from search_index.store import Store, Writer, writer_lock

if TYPE_CHECKING:
    from search_index.fulltext import FullText

INDEX_FOLDER = "index"
"""Where the index lies within the library's folder."""

# One segment of the index: large enough to be cheap, small enough for memory.
BATCH_DOCUMENTS = 200


class Indexer:
    """Writes the index of one library. Whoever has one holds the writer's lock.

    Without a ``writer`` it is one that the library knows nothing of.
    """

    def __init__(
        self,
        store: Store,
        writer: Writer | None,
        index: FullText,
        on_progress: Callable[[Progress], None] = lambda progress: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._store = store
        self._writer = writer
        self._index = index
        self._on_progress = on_progress
        self._cancelled = cancelled

    def mend(self) -> None:
        """Bring the index to what SQLite holds, from nothing if it is damaged."""
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
        for done in range(0, len(stale), BATCH_DOCUMENTS):
            if self._cancelled():
                return
            self._on_progress(Progress("indexing", done, len(stale), stale[done]))
            self.give(self._documents(stale[done : done + BATCH_DOCUMENTS]), ())

    def rebuild(self) -> None:
        """The whole index anew."""
        self._index.clear()
        paths = list(self._store.indexed())
        for done in range(0, len(paths), BATCH_DOCUMENTS):
            self.give(self._documents(paths[done : done + BATCH_DOCUMENTS]), ())

    def _documents(self, paths: Iterable[str]) -> Iterator[Document]:
        return (found for found in map(self._store.document, paths) if found is not None)

    def give(self, documents: Iterable[Document], removed: Iterable[str]) -> None:
        """Put ``documents`` into the index with what is known of them, in one commit."""
        from search_index.fulltext import IndexEntry, digest_of

        entries, digests = [], {}
        for document in documents:
            facts = self._store.facts(document.path, ("entity", "quote"))
            names = self._store.names(document.path).get(document.path, {})
            who, said = _who_and_what(document, facts, names)
            entries.append(IndexEntry(document, who, said))
            digests[document.path] = digest_of(document, facts=bool(who or said))
        self._index.update(entries, tuple(removed))
        if self._writer is not None:
            self._writer.mark_indexed(digests)


def _who_and_what(
    document: Document, facts: Iterable[Fact], names: dict[str, str]
) -> tuple[dict[int, str], dict[int, str]]:
    """By part: who is named in it or speaks, by every name they have; and what is quoted."""
    who: dict[int, dict[str, None]] = {}
    said: dict[int, list[str]] = {}
    for fact in facts:
        called = who.setdefault(fact.part, {})
        if isinstance(fact, Entity):
            called.update(dict.fromkeys([fact.text, fact.name, names.get(fact.name, fact.name)]))
        elif isinstance(fact, Quote):
            if fact.speaker is not None:
                called.update(dict.fromkeys([fact.speaker, names.get(fact.speaker, fact.speaker)]))
            spans = [document.text[span.start : span.end] for span in fact.content]
            said.setdefault(fact.part, []).extend(spans)
    return (
        {part: "\n".join(called) for part, called in who.items()},
        {part: "\n".join(texts) for part, texts in said.items()},
    )


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
