"""Formats read in a process of their own: what hangs, crashes or eats memory there takes no build with it."""

from __future__ import annotations

import time

from search_index.errors import DocumentError
from search_index.processes import START_LIMIT, Failure, WorkerDied, WorkerProcess, bound_memory
from search_index.reading.formats import extract
from search_index.reading.formats.extracted import Extracted, Source

# A PDF of 2,000 dense pages takes 6 seconds.
SECONDS = 60.0
# PDFium and lxml together reserve some 300 MB; a text of 64 MB takes four times as much on its way.
MEMORY = 3 * 1024**3


class Extracting:
    """What the worker runs: bounds its own memory, then extracts whatever it is sent."""

    def __init__(self) -> None:
        bound_memory(MEMORY)

    def __call__(self, source: Source) -> Extracted | Failure:
        """As ``formats.extract``; what was too much is a Failure."""
        try:
            return extract(source)
        except (MemoryError, RecursionError) as error:
            return Failure(type(error).__name__)


class FormatReader:
    """Extracts in a worker process, which is started with the first file and again after a death."""

    def __init__(self, seconds: float = SECONDS, target: str = f"{__name__}:Extracting") -> None:
        self._seconds = seconds
        self._target = target
        self._worker: WorkerProcess | None = None

    def __call__(self, source: Source) -> Extracted:
        """As ``formats.extract``; DocumentError also where it took too long, too much, or crashed."""
        if self._worker is None or not self._worker.alive():
            self.close()
            self._worker = WorkerProcess(self._target)
        worker = self._worker
        try:
            worker.send(source)
            answer = self._answer(worker)
        except WorkerDied as error:
            self.close()
            raise _unreadable(source.path, f"its reader crashed ({error})") from error
        except TimeoutError as error:
            self.close()
            raise _unreadable(
                source.path, f"its reader did not finish within {self._seconds:.0f} seconds"
            ) from error
        if isinstance(answer, Failure):
            if answer.reason in ("MemoryError", "RecursionError"):
                what = "too much memory" if answer.reason == "MemoryError" else "too deep a nesting"
                raise _unreadable(source.path, f"it takes {what} to read")
            raise _unreadable(source.path, f"its reader failed ({answer.reason})")
        if isinstance(answer, DocumentError):
            raise answer
        if isinstance(answer, BaseException):
            raise answer
        assert isinstance(answer, Extracted)
        return answer

    def _answer(self, worker: WorkerProcess) -> object:
        until = time.monotonic() + self._seconds + (0 if worker.ready else START_LIMIT)
        while True:
            if not worker.connection.poll(max(0.0, until - time.monotonic())):
                raise TimeoutError
            was_ready = worker.ready
            answer = worker.receive()
            if worker.ready and not was_ready:
                until = time.monotonic() + self._seconds
                continue
            return answer

    def close(self) -> None:
        """End the worker. The next file starts another."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None


def _unreadable(path: str, why: str) -> DocumentError:
    return DocumentError(
        f"{path} cannot be read: {why}", "save its text as .txt, or take it out of the corpus"
    )
