"""Extraction in processes of its own: the screen never stutters, and a bad document harms only itself.

Workers are started as fresh interpreters, not by multiprocessing: its children run the caller's
`__main__` again, which a script without a main guard does not survive, and a fork of a threaded app may
hang. Each worker has one document at a time, so what waits is as many documents as there are workers.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from typing import IO, Any

from search_index.errors import DocumentError, LibraryError, ReportedlyError
from search_index.models import Document, Fact

EXTRACTOR = "search_index.extraction:extract"
START_LIMIT = 60.0
# About 20,000 characters a second are usual: ten times slower is a document that will never end.
# The first document of a worker also waits for spaCy and its model, 1 to 2 s from a warm disk.
DOCUMENT_LIMIT = 120.0
CHARACTERS_PER_SECOND = 2_000
# Below this a second worker would load its model longer than it works.
SMALL_CORPUS = 60_000
_POLL = 0.1
_START = (
    "import sys; sys.path[:] = sys.argv[3:]; "
    "from search_index.extraction.workers import serve; serve(int(sys.argv[1]), sys.argv[2])"
)
_KEPT = "its text stays searchable; the next build tries it once more"

Outcome = tuple[str, tuple[Fact, ...] | DocumentError]


def default_workers() -> int:
    """One less than the cores this process may use, at least one, at most four (memory)."""
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return max(1, min(4, cores - 1))


# In the worker ------------------------------------------------------------------------------


def serve(descriptor: int, extractor: str) -> None:
    """A worker's whole life: extract from each document that comes, until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    with Connection(descriptor) as parent, contextlib.suppress(EOFError, OSError):
        try:
            module, _, name = extractor.partition(":")
            extract = getattr(importlib.import_module(module), name)
        except Exception as error:
            parent.send(_portable(error))
            return
        parent.send("ready")
        while True:
            document = parent.recv()
            answer: tuple[Fact, ...] | ReportedlyError
            try:
                answer = tuple(extract(document))
            except Exception as error:
                answer = _portable(error)
            parent.send(answer)


def _die_with_parent() -> None:
    # Nothing is ever written to our standard input: it ends when the parent does, kill -9 included.
    while os.read(0, 1):
        pass
    os._exit(1)


def _portable(error: Exception) -> ReportedlyError:
    """``error`` in a form that survives pickling, whoever raised it."""
    if isinstance(error, ReportedlyError):
        return error
    return DocumentError(f"{type(error).__name__}: {str(error)[:300]}", _KEPT)


# In the parent ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    connection: Connection
    log: IO[bytes]
    deadline: float
    ready: bool = False
    path: str | None = None

    def last_words(self) -> str:
        """The last line it wrote to standard error."""
        with contextlib.suppress(OSError, ValueError):
            self.log.seek(0)
            lines = self.log.read()[-2000:].decode("utf-8", "replace").strip().splitlines()
            return lines[-1] if lines else ""
        return ""

    def end(self) -> None:
        """Kill it, if it still lives, and let go of everything it held."""
        self.process.kill()
        self.process.wait()
        self.connection.close()
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.log.close()


def _start_worker(extractor: str) -> _Worker:
    ours, theirs = Pipe()
    log = tempfile.TemporaryFile()  # noqa: SIM115  (open as long as its worker lives)
    try:
        process = subprocess.Popen(
            [sys.executable, "-c", _START, str(theirs.fileno()), extractor, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=log,
            pass_fds=(theirs.fileno(),),
            # Ctrl+C goes to the terminal's foreground group: not to workers, not even while they start.
            start_new_session=True,
        )
    except OSError as error:
        ours.close()
        log.close()
        raise LibraryError(
            f"no process can be started for extraction: {error}", "close other programs, try again"
        ) from error
    finally:
        theirs.close()
    return _Worker(process, ours, log, time.monotonic() + START_LIMIT)


class _Pool:
    """Some workers, the documents they are at, and what has come back."""

    def __init__(self, documents: Iterator[Document], extractor: str) -> None:
        self._documents = documents
        self._extractor = extractor
        self._workers: list[_Worker] = []
        self._exhausted = False

    def fill(self, size: int) -> None:
        """Start workers until there are ``size``, unless there is nothing left to do."""
        while not self._exhausted and len(self._workers) < size:
            self._workers.append(_start_worker(self._extractor))

    def busy(self) -> bool:
        """Whether anything can still come back."""
        return bool(self._workers)

    def close(self) -> None:
        """End every worker, whatever it is doing."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.end()

    def _give_next(self, worker: _Worker) -> None:
        document = next(self._documents, None)
        if document is None:
            self._exhausted = True
            self._dismiss(worker)
            return
        worker.path = document.path
        limit = DOCUMENT_LIMIT + len(document.text) / CHARACTERS_PER_SECOND
        worker.deadline = time.monotonic() + limit
        try:
            worker.connection.send(document)
        except OSError:
            # It died in between: its connection reads as ended, and `collect` reports it.
            return

    def collect(self) -> Iterator[Outcome]:
        """What came back since the last call; waits a tenth of a second for it."""
        by_connection: dict[Any, _Worker] = {w.connection: w for w in self._workers}
        for connection in wait(list(by_connection), timeout=_POLL):
            worker = by_connection[connection]
            try:
                answer = worker.connection.recv()
            except Exception:
                # The end of the pipe, or half a message: the process is gone.
                yield from self._bury(worker, self._death(worker))
                continue
            if not worker.ready:
                if isinstance(answer, ReportedlyError):
                    raise _cannot_start(answer)
                worker.ready = True
            elif worker.path is not None:
                path, worker.path = worker.path, None
                if isinstance(answer, ReportedlyError) and not isinstance(answer, DocumentError):
                    raise answer
                yield path, answer
            self._give_next(worker)
        now = time.monotonic()
        for worker in [w for w in self._workers if now > w.deadline]:
            yield from self._bury(worker, "the extractor did not come to an end with it")

    def _death(self, worker: _Worker) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            worker.process.wait(timeout=2)
        words = worker.last_words()
        return f"the extractor died of it (exit {worker.process.poll()}{': ' + words if words else ''})"

    def _bury(self, worker: _Worker, reason: str) -> Iterator[Outcome]:
        path = worker.path
        self._dismiss(worker)
        if path is None:
            raise LibraryError(
                f"the extraction process cannot start: {reason}",
                "run `reportedly doctor` to see what is missing",
            )
        yield path, DocumentError(reason, _KEPT)


def _cannot_start(error: ReportedlyError) -> ReportedlyError:
    if isinstance(error, DocumentError):
        return LibraryError(
            f"the extraction process cannot start: {error.message}",
            "run `reportedly doctor` to see what is missing",
        )
    return error


def extract_in_processes(
    documents: Iterable[Document],
    workers: int,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    extractor: str = EXTRACTOR,
) -> Generator[Outcome, None, None]:
    """Facts by document path, in the order they are done; DocumentError for one that cannot be done.

    ``documents`` is read lazily, one for each free worker. Ends early, and at once, when
    ``cancelled()``. Raises ModelError or LibraryError where no worker can do any document.
    """
    pool = _Pool(iter(documents), extractor)
    try:
        pool.fill(workers)
        while pool.busy() and not cancelled():
            yield from pool.collect()
            pool.fill(workers)
    finally:
        pool.close()
