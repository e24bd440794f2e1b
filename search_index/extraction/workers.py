"""Extraction in worker processes: the screen never stutters, and a bad document harms only itself.

Each worker has one document at a time, so what waits is as many documents as there are workers.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from multiprocessing.connection import wait
from typing import Any

from search_index.errors import DocumentError, LibraryError, ReportedlyError
from search_index.models import Document, Fact
from search_index.processes import Failure, WorkerDied, WorkerProcess

EXTRACTOR = "search_index.extraction:extract"
# About 20,000 characters a second are usual: ten times slower is a document that will never end.
# The first document of a worker also waits for spaCy and its model, 1 to 2 s from a warm disk.
DOCUMENT_LIMIT = 120.0
CHARACTERS_PER_SECOND = 2_000
# Below this a second worker would load its model longer than it works.
SMALL_CORPUS = 60_000
_POLL = 0.1
_KEPT = "its text stays searchable; `reportedly index` tries it once more"
_CANNOT_START = "the extraction process cannot start: {}"
_SEE_DOCTOR = "run `reportedly doctor` to see what is missing"

Outcome = tuple[str, tuple[Fact, ...] | DocumentError]


def default_workers() -> int:
    """One less than the cores this process may use, at least one, at most four (memory)."""
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return max(1, min(4, cores - 1))


class _Pool:
    """Some workers, the documents they are at, and what has come back."""

    def __init__(self, documents: Iterator[Document], extractor: str) -> None:
        self._documents = documents
        self._extractor = extractor
        # By worker the path of its document, None while it has none.
        self._at: dict[WorkerProcess, str | None] = {}
        self._exhausted = False

    def fill(self, size: int) -> None:
        """Start workers until there are ``size``, unless there is nothing left to do."""
        while not self._exhausted and len(self._at) < size:
            self._at[WorkerProcess(self._extractor)] = None

    def busy(self) -> bool:
        """Whether anything can still come back."""
        return bool(self._at)

    def close(self) -> None:
        """End every worker, whatever it is doing."""
        for worker in self._at:
            worker.end()
        self._at.clear()

    def _give_next(self, worker: WorkerProcess) -> None:
        document = next(self._documents, None)
        if document is None:
            self._exhausted = True
            del self._at[worker]
            worker.end()
            return
        self._at[worker] = document.path
        limit = DOCUMENT_LIMIT + len(document.text) / CHARACTERS_PER_SECOND
        worker.deadline = time.monotonic() + limit
        worker.send(document)

    def collect(self) -> Iterator[Outcome]:
        """What came back since the last call; waits a tenth of a second for it."""
        by_connection: dict[Any, WorkerProcess] = {w.connection: w for w in self._at}
        for connection in wait(list(by_connection), timeout=_POLL):
            worker = by_connection[connection]
            try:
                answer = worker.receive()
            except WorkerDied as death:
                yield self._bury(worker, f"the extractor died of it ({death})")
                continue
            path = self._at[worker]
            if path is not None:
                yield path, _facts(answer)
            elif answer is not None:
                raise _unready(answer)
            self._give_next(worker)
        now = time.monotonic()
        for worker in [w for w in self._at if now > w.deadline]:
            yield self._bury(worker, "the extractor did not come to an end with it")

    def _bury(self, worker: WorkerProcess, reason: str) -> Outcome:
        path = self._at.pop(worker)
        worker.end()
        if path is None:
            raise LibraryError(_CANNOT_START.format(reason), _SEE_DOCTOR)
        return path, DocumentError(reason, _KEPT)


def _facts(answer: Any) -> tuple[Fact, ...] | DocumentError:
    """A worker's answer about one document. Raises what is no document's fault."""
    if isinstance(answer, Failure):
        return DocumentError(answer.reason, _KEPT)
    if isinstance(answer, ReportedlyError) and not isinstance(answer, DocumentError):
        raise answer
    facts: tuple[Fact, ...] | DocumentError = answer
    return facts


def _unready(answer: Failure | ReportedlyError) -> ReportedlyError:
    if isinstance(answer, ReportedlyError):
        return answer
    return LibraryError(_CANNOT_START.format(answer.reason), _SEE_DOCTOR)


def extract_in_processes(
    documents: Iterable[Document],
    workers: int,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    extractor: str = EXTRACTOR,
) -> Generator[Outcome | None, None, None]:
    """Facts by document path, in the order they are done; DocumentError for one that cannot be done.

    None each time that nothing has come for a tenth of a second, so that the caller can do other things.
    ``documents`` is read lazily, one for each free worker. Ends early, and at once, when ``cancelled()``.
    Raises ModelError or LibraryError where no worker can do any document.
    """
    pool = _Pool(iter(documents), extractor)
    try:
        pool.fill(workers)
        while pool.busy() and not cancelled():
            came = False
            for outcome in pool.collect():
                came = True
                yield outcome
            if not came:
                yield None
            pool.fill(workers)
    finally:
        pool.close()
