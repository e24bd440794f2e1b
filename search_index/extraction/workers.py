"""Extraction in worker processes: the screen never stutters, and a bad document harms only itself.

Each worker has one batch of documents at a time, so what waits is as many batches as there are workers.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any

from search_index.errors import DocumentError, LibraryError, ReportedlyError
from search_index.models import Document, Fact, Reached
from search_index.own_rules import BUNDLED, OwnRules
from search_index.processes import End, Failure, WorkerDied, WorkerProcess, bound_memory, portable

EXTRACTOR = "search_index.extraction.workers:Extracting"
# What a worker may reserve. One reserves 300 MB to begin with; no text made up for it has taken it beyond 1.5 GB.
MEMORY = 3 * 1024**3
# A second's work: below it the language model and the pipe take longer for each word, above it facts
# come in gusts.
BATCH_CHARACTERS = 20_000
BATCH_DOCUMENTS = 100
# About 20,000 characters a second are usual: ten times slower is a document that will never end.
# The first document of a worker also waits for spaCy and its model, 1 to 2 s from a warm disk.
DOCUMENT_LIMIT = 120.0
CHARACTERS_PER_SECOND = 2_000
# Below this a second worker would load its model longer than it works.
SMALL_CORPUS = 60_000
_POLL = 0.1
_KEPT = "its text stays searchable; `reportedly index` tries it once more"
_TOO_MUCH = f"drawing facts from it takes more than {MEMORY // 1024**3} GB of memory"
_CANNOT_START = "the extraction process cannot start: {}"
_SEE_DOCTOR = "run `reportedly doctor` to see what is missing"

Outcome = tuple[str, tuple[Fact, ...] | DocumentError]


def default_workers() -> int:
    """One less than the cores this process may use, at least one, at most four (memory)."""
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return max(1, min(4, cores - 1))


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents to draw facts from at once, and the user's own words for it."""

    documents: tuple[Document, ...]
    own: OwnRules = BUNDLED


Answer = tuple[Fact, ...] | ReportedlyError | Failure


class Extracting:
    """What a worker runs: bounds its own memory, loads the model, then draws facts from whatever it is sent.

    Raises ModelError where there is no model.
    """

    def __init__(self) -> None:
        bound_memory(MEMORY)
        # Before it is asked: whoever starts it may have other things to do meanwhile.
        from search_index.extraction import pipeline  # noqa: F401
        from search_index.extraction.model import load_model

        load_model()

    def __call__(self, batch: Batch) -> Iterator[float | list[Answer]]:
        """Facts or what went wrong, one for each document; before it, now and then, the share of them that is read.

        Raises ModelError.
        """
        from search_index.extraction.pipeline import read_many

        found = yield from read_many(batch.documents, batch.own)
        yield [portable(one) if isinstance(one, Exception) else one for one in found]


class _Pool:
    """Some workers, the documents they are at, and what has come back."""

    def __init__(self, documents: Iterator[Document], own: OwnRules, extractor: str) -> None:
        self._documents = documents
        self._own = own
        self._extractor = extractor
        # By worker the batch it is at, None while it has none.
        self._at: dict[WorkerProcess, Batch | None] = {}
        self._exhausted = False
        # What was in a batch that killed a worker or had no end: one of them did it.
        self._suspects: deque[Document] = deque()

    def fill(self, size: int) -> None:
        """Start workers until there are ``size``, unless there is nothing left to do."""
        while (self._suspects or not self._exhausted) and len(self._at) < size:
            self._at[WorkerProcess(self._extractor)] = None

    def busy(self) -> bool:
        """Whether anything can still come back."""
        return bool(self._at)

    def close(self) -> None:
        """End every worker, whatever it is doing."""
        for worker in self._at:
            worker.end()
        self._at.clear()

    def _next_batch(self, characters: int) -> Batch:
        """What is to be done next, about as long as that, without documents where there is nothing left."""
        if self._suspects:
            return Batch((self._suspects.popleft(),), self._own)
        documents: list[Document] = []
        size = 0
        while size < characters and len(documents) < BATCH_DOCUMENTS:
            document = next(self._documents, None)
            if document is None:
                self._exhausted = True
                break
            documents.append(document)
            size += len(document.text)
        return Batch(tuple(documents), self._own)

    def _give_next(self, worker: WorkerProcess) -> None:
        # A worker begins with one document: somebody may be waiting for the first facts of all.
        batch = self._next_batch(1 if self._at[worker] is None else BATCH_CHARACTERS)
        if not batch.documents:
            del self._at[worker]
            worker.end()
            return
        self._at[worker] = batch
        size = sum(len(document.text) for document in batch.documents)
        worker.deadline = time.monotonic() + DOCUMENT_LIMIT + size / CHARACTERS_PER_SECOND
        worker.send(batch)

    def collect(self) -> Iterator[Outcome | Reached]:
        """What came back since the last call; waits a tenth of a second for it."""
        by_connection: dict[Any, WorkerProcess] = {w.connection: w for w in self._at}
        for connection in wait(list(by_connection), timeout=_POLL):
            worker = by_connection[connection]
            try:
                answer = worker.receive()
            except WorkerDied as death:
                yield from self._bury(worker, f"the extractor died of it ({death})")
                continue
            batch = self._at[worker]
            if isinstance(answer, End):
                continue
            if batch is not None and isinstance(answer, float):
                # What is read in parts is one long document, the last of its batch.
                yield Reached(batch.documents[-1].path, answer)
                continue
            if batch is None and answer is not None:
                raise _unready(answer)
            # The worker goes on before anybody looks at what it found.
            self._give_next(worker)
            if batch is not None:
                yield from _outcomes(batch, answer)
        now = time.monotonic()
        for worker in [w for w in self._at if now > w.deadline]:
            yield from self._bury(worker, "the extractor did not come to an end with it")

    def _bury(self, worker: WorkerProcess, reason: str) -> Iterator[Outcome]:
        batch = self._at.pop(worker)
        worker.end()
        if batch is None:
            raise LibraryError(_CANNOT_START.format(reason), _SEE_DOCTOR)
        if len(batch.documents) == 1:
            yield batch.documents[0].path, DocumentError(reason, _KEPT)
        else:
            self._suspects.extend(batch.documents)


def _outcomes(batch: Batch, answer: Any) -> Iterator[Outcome]:
    """A worker's answer by document. Raises what is no document's fault."""
    if not isinstance(answer, list):
        raise _unready(answer)
    for document, found in zip(batch.documents, answer, strict=True):
        yield document.path, _facts(found)


def _facts(answer: Answer) -> tuple[Fact, ...] | DocumentError:
    if isinstance(answer, Failure):
        much = answer.reason.startswith(MemoryError.__name__)
        return DocumentError(_TOO_MUCH if much else answer.reason, _KEPT)
    if isinstance(answer, ReportedlyError) and not isinstance(answer, DocumentError):
        raise answer
    return answer


def _unready(answer: Failure | ReportedlyError) -> ReportedlyError:
    if isinstance(answer, ReportedlyError):
        return answer
    return LibraryError(_CANNOT_START.format(answer.reason), _SEE_DOCTOR)


def extract_in_processes(
    documents: Iterable[Document],
    workers: int,
    cancelled: Callable[[], bool] = lambda: False,
    own: OwnRules = BUNDLED,
    *,
    extractor: str = EXTRACTOR,
) -> Generator[Outcome | Reached | None, None, None]:
    """Facts by document path, in the order they are done; DocumentError for one that cannot be done.

    Reached now and then for a long document that is not done yet. None as soon as the workers start, and each time that
    nothing has come for a tenth of a second, so that the caller can do other things.
    ``documents`` is read lazily, a batch for each free worker. ``own`` words are added to the rules. Ends early, and at once, when ``cancelled()``.
    Raises ModelError or LibraryError where no worker can do any document.
    """
    pool = _Pool(iter(documents), own, extractor)
    try:
        pool.fill(workers)
        yield None  # they are starting
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
