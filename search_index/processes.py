"""Worker processes: fresh interpreters over a private pipe, that die with their parent and never see Ctrl+C.

Started as interpreters of their own, not by multiprocessing: its children run the caller's `__main__` again,
which a script without a main guard does not survive, and a fork of a threaded app may hang.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from typing import Any

from search_index.errors import LibraryError, ReportedlyError

# Seconds from its start until a worker has imported what it runs.
START_LIMIT = 60.0
_START = (
    "import sys; sys.path[:] = sys.argv[3:]; "
    "from search_index.processes import serve; serve(int(sys.argv[1]), sys.argv[2])"
)


@dataclass(frozen=True, slots=True)
class Failure:
    """An error in a worker that nobody meant: its type and what it says."""

    reason: str


@dataclass(frozen=True, slots=True)
class End:
    """After the last piece of an answer that came in pieces."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """The first word of a worker that can work."""


class WorkerDied(Exception):
    """The process is gone; the text says how."""


# In the worker ------------------------------------------------------------------------------


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of garbage: for work that makes millions of objects, none of which refers to itself. To look
    for those takes a tenth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def serve(descriptor: int, target: str) -> None:
    """A worker's whole life: answer each message that comes, until the parent is gone.

    ``target`` is “module:name” of a function of one message, or of a class whose one instance is called. An
    iterator it returns is sent piece by piece, with End after the last; errors are sent as answers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    with Connection(descriptor) as parent, contextlib.suppress(EOFError, OSError):
        try:
            module, _, name = target.partition(":")
            found = getattr(importlib.import_module(module), name)
            answer_to = found() if isinstance(found, type) else found
        except Exception as error:
            parent.send(portable(error))
            return
        parent.send(_Ready())
        while True:
            message = parent.recv()
            for piece in _pieces(answer_to, message):
                parent.send(piece)


def _pieces(answer_to: Any, message: object) -> Iterator[object]:
    try:
        answer = answer_to(message)
        if isinstance(answer, Iterator):
            yield from answer
            yield End()
        else:
            yield answer
    except Exception as error:
        yield portable(error)


def _die_with_parent() -> None:
    # Nothing is ever written to our standard input: it ends when the parent does, kill -9 included.
    while os.read(0, 1):
        pass
    os._exit(1)


def bound_memory(most: int) -> None:
    """Let this process reserve no more than ``most`` bytes; where the system cannot, nothing happens.

    What asks for more is given a MemoryError, or dies of it without a core file.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def portable(error: Exception) -> ReportedlyError | Failure:
    """``error`` in a form that survives pickling, whoever raised it."""
    if isinstance(error, ReportedlyError):
        return error
    return Failure(f"{type(error).__name__}: {str(error)[:300]}")


# In the parent ------------------------------------------------------------------------------


class WorkerProcess:
    """One worker and the parent's end of its pipe. Raises LibraryError where none can be started."""

    def __init__(self, target: str) -> None:
        self.connection, theirs = Pipe()
        # Set by whoever gives work: a worker that is silent at this time (`time.monotonic`) is given up.
        self.deadline = time.monotonic() + START_LIMIT
        self.ready = False
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (open as long as its worker lives)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, str(theirs.fileno()), target, *sys.path],
                # A worker is one core's work: numpy's threads would take the cores of the others.
                env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", **os.environ},
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self._log,
                pass_fds=(theirs.fileno(),),
                # Ctrl+C goes to the terminal's foreground group: not to workers, not even while they start.
                start_new_session=True,
            )
        except OSError as error:
            self.connection.close()
            self._log.close()
            raise LibraryError(
                f"no worker process can be started: {error}", "close other programs, try again"
            ) from error
        finally:
            theirs.close()

    def send(self, message: object) -> None:
        """Give it work. If it died in between, the next ``receive`` says so."""
        with contextlib.suppress(OSError):
            self.connection.send(message)

    def receive(self) -> Any:
        """What it sends next, None for the news that it is ready; waits. Raises WorkerDied."""
        try:
            answer = self.connection.recv()
        except Exception as error:
            # The end of the pipe, or half a message: the process is gone.
            raise WorkerDied(self._death()) from error
        if isinstance(answer, _Ready):
            self.ready = True
            return None
        return answer

    def _death(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=2)
        words = self._last_words()
        return f"exit {self._process.poll()}{': ' + words if words else ''}"

    def _last_words(self) -> str:
        """The last line it wrote to standard error."""
        with contextlib.suppress(OSError, ValueError):
            self._log.seek(0)
            lines = self._log.read()[-2000:].decode("utf-8", "replace").strip().splitlines()
            return lines[-1] if lines else ""
        return ""

    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def end(self) -> None:
        """Kill it, if it still lives, and let go of everything it held."""
        self._process.kill()
        self._process.wait()
        self.connection.close()
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._log.close()
