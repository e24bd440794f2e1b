"""Many documents into the full-text index by several processes: each writes a lot of them into an index of its own, which
the library's takes over.

A worker reads its documents from SQLite, so that only their paths go to it. What a worker could not do is done here.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from search_index.errors import LibraryError, ReportedlyError
from search_index.indexing import unfinished
from search_index.models import Document
from search_index.processes import Failure, WorkerDied, WorkerProcess
from search_index.store import Store

if TYPE_CHECKING:
    from search_index.fulltext import FullText

WRITER = "search_index.indexing_lots:Writing"

SMALLEST, LARGEST = 200, 5_000
"""Documents of a lot. It grows with what is written already: the first can be searched soon, and the last are so large
that the index never has to put them together with others, which takes as long as writing them."""

LARGEST_CHARACTERS = 20_000_000

MOST_WORKERS = 4
"""Each takes up to 420 MB."""

# Ten times as long as a lot has ever taken is a lot that will never end.
_LIMIT, _CHARACTERS_PER_SECOND = 120.0, 20_000
_POLL = 0.1
_NICE = 5


@dataclass(frozen=True, slots=True)
class Lot:
    """Documents of the library in ``folder``, by path, to be written into a new index in the folder ``part``."""

    folder: Path
    part: Path
    paths: tuple[str, ...]


class Writing:
    """What a worker runs: lots, one after the other, behind whatever else wants the cores, such as a reader's screen."""

    def __init__(self) -> None:
        if hasattr(os, "nice"):
            os.nice(_NICE)

    def __call__(self, lot: Lot) -> dict[str, str]:
        """`write_lot`"""
        return write_lot(lot)


def write_lot(lot: Lot) -> dict[str, str]:
    """In a worker: write a lot. By path the digest of what was written; documents that have gone are not in it."""
    from search_index.fulltext import FullText, IndexEntry, digest_of
    from search_index.index_entries import index_entry

    digests = {}
    store = Store(lot.folder)

    def entries() -> Iterable[IndexEntry]:
        for path in lot.paths:
            document = store.document(path)
            if document is not None:
                entry = index_entry(store, document)
                digests[path] = digest_of(document, facts=entry.has_facts)
                yield entry

    try:
        FullText(lot.part).update(entries())
    finally:
        store.close()
    return digests


def _cores() -> int:
    """How many this process may use."""
    known = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if known else os.cpu_count() or 1


class Lots:
    """``expected`` documents on their way from ``store`` into ``index``.

    ``here`` writes some in this process, ``noted`` is told what others wrote; ``workers`` is how many processes at most,
    None one for each core.
    """

    def __init__(
        self,
        store: Store,
        index: FullText,
        expected: int,
        here: Callable[[Iterable[Document], Iterable[str]], None],
        noted: Callable[[Mapping[str, str]], None],
        cancelled: Callable[[], bool],
        workers: int | None = None,
    ) -> None:
        self._store = store
        self._index = index
        self._left = expected
        self._here = here
        self._noted = noted
        self._cancelled = cancelled
        self._unfinished = unfinished(index)
        self._at: dict[WorkerProcess, Lot | None] = {}
        self._size = min(MOST_WORKERS, workers or _cores())
        self._number = self._given = self._characters = 0
        self._waiting: list[str] = []
        self._removed: list[str] = []
        self._start()

    def add(self, documents: Iterable[Document], removed: Iterable[str]) -> None:
        """Take documents that are in SQLite, and paths to be removed; may wait until a worker has done with a lot."""
        taken = list(documents)
        self._left -= len(taken)
        self._waiting += [document.path for document in taken]
        self._characters += sum(len(document.text) for document in taken)
        self._removed += removed
        self._take(0.0)
        share = min(self._given, self._left) // self._size
        if len(self._waiting) >= min(max(SMALLEST, share), LARGEST):
            self._send(len(self._waiting))
        while self._full() and self._at and not self._cancelled():
            self._take(_POLL)
            self._send(len(self._waiting))
        if self._full() and not self._at:
            self._do_here(self._all_waiting())

    def finish(self) -> None:
        """Have everything written, or as much as comes before a cancellation."""
        share = max(SMALLEST, -(-len(self._waiting) // self._size))
        while not self._cancelled():
            self._send(share)
            if not any(self._at.values()):
                break
            self._take(_POLL)
        if not self._cancelled():
            self._do_here(self._all_waiting())

    def close(self) -> None:
        """End every worker and remove what they had not finished."""
        for worker in self._at:
            worker.end()
        self._at.clear()
        shutil.rmtree(self._unfinished, ignore_errors=True)

    def _start(self) -> None:
        try:
            for _ in range(self._size):
                self._at[WorkerProcess(WRITER)] = None
        except LibraryError:
            # With fewer, or none, it only takes longer.
            return

    def _full(self) -> bool:
        return len(self._waiting) >= LARGEST or self._characters >= LARGEST_CHARACTERS

    def _all_waiting(self) -> list[str]:
        waiting, self._waiting, self._characters = self._waiting, [], 0
        return waiting

    def _send(self, most: int) -> None:
        """Give a lot to every worker that has none, as long as something waits."""
        for worker, at in list(self._at.items()):
            if not self._waiting or at is not None:
                continue
            paths = tuple(self._waiting[:most])
            characters = self._characters * len(paths) // len(self._waiting)
            del self._waiting[:most]
            self._characters -= characters
            self._number += 1
            lot = Lot(self._store.path.parent, self._unfinished / str(self._number), paths)
            worker.deadline = time.monotonic() + _LIMIT + characters / _CHARACTERS_PER_SECOND
            worker.send(lot)
            self._at[worker] = lot
            self._given += len(paths)

    def _take(self, seconds: float) -> None:
        """Take over what workers have written, waiting so long for it."""
        by_connection: dict[Any, WorkerProcess] = {w.connection: w for w in self._at}
        for connection in wait(list(by_connection), timeout=seconds):
            worker = by_connection[connection]
            try:
                answer = worker.receive()
            except WorkerDied:
                self._bury(worker)
                continue
            if answer is not None:
                lot, self._at[worker] = self._at[worker], None
                self._took(worker, lot, answer)
        now = time.monotonic()
        for worker in [w for w, lot in self._at.items() if lot is not None and now > w.deadline]:
            self._bury(worker)

    def _took(self, worker: WorkerProcess, lot: Lot | None, answer: Any) -> None:
        """Raises ReportedlyError, what a worker says of the disk or the library."""
        if isinstance(answer, ReportedlyError):
            raise answer
        if lot is None or isinstance(answer, Failure):
            # Not the words of one who can work: whether it is the documents is seen when they are done here.
            self._at[worker] = lot
            self._bury(worker)
            return
        removed, self._removed = self._removed, []
        self._index.adopt(lot.part, answer, removed)
        self._noted(answer)
        shutil.rmtree(lot.part, ignore_errors=True)

    def _bury(self, worker: WorkerProcess) -> None:
        lot = self._at.pop(worker)
        worker.end()
        if lot is not None:
            self._do_here(lot.paths)

    def _do_here(self, paths: Sequence[str]) -> None:
        removed, self._removed = self._removed, []
        for done in range(0, len(paths), SMALLEST) or ([0] if removed else []):
            if self._cancelled():
                return
            found = map(self._store.document, paths[done : done + SMALLEST])
            self._here((document for document in found if document is not None), removed)
            removed = []
