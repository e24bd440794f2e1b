"""When a corpus may have changed: told by the system through watchfiles, or by looking every two seconds.

A notice says that it is worth looking, no more: a build finds out what changed. So it does no harm that some
come for nothing, and none is lost for good: a look is due every minute, whatever was told.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from search_index.errors import CorpusError
from search_index.reading import list_files
from search_index.reading.files import CORPUS_FILE
from search_index.reading.formats import can_be_read
from search_index.reading.ignoring import IGNORE_FILE

# Links to folders elsewhere, network file systems and forgotten notices are seen within this time.
_LOOK_ANYWAY = 60.0
# An editor writes a copy, renames and touches within this time; the notices count as one.
_TOGETHER = 0.4
_PAUSE = 2.0
_WAKE_MS = 1000


def changes(
    corpus: Path, stop: threading.Event | None = None, *, look_anyway: float = _LOOK_ANYWAY
) -> Iterator[None]:
    """Yields whenever ``corpus`` may have changed, until ``stop`` is set.

    A folder that is gone yields when it is there again. Ends by KeyboardInterrupt like any waiting.
    """
    stop = stop or threading.Event()
    while not stop.is_set():
        if not corpus.exists():
            stop.wait(_PAUSE)
            if corpus.exists():
                yield
            continue
        try:
            yield from _told(corpus, stop, look_anyway)
        except (ImportError, OSError, RuntimeError):
            # Not installed, or the system has no watches left (fs.inotify.max_user_watches).
            yield from _looked_for(corpus, stop, _PAUSE)


def _told(corpus: Path, stop: threading.Event, look_anyway: float) -> Iterator[None]:
    from watchfiles import watch

    alone = corpus.is_file()
    folder = corpus.parent if alone else corpus
    notices = watch(
        folder,
        watch_filter=_filter(folder, corpus.name if alone else None),
        debounce=int(_TOGETHER * 1000),
        step=100,
        stop_event=stop,
        rust_timeout=_WAKE_MS,
        yield_on_timeout=True,
        recursive=not alone,
        ignore_permission_denied=True,
    )
    # A watch follows the folder it began with, even out of sight; a new one by that name needs a new watch.
    began = folder.stat()
    # The first look is for what changed before the watch stood.
    due = 0.0
    for told in notices:
        if not told and time.monotonic() < due:
            continue
        yield
        due = time.monotonic() + look_anyway
        try:
            now = folder.stat()
        except OSError:
            return
        if (now.st_dev, now.st_ino) != (began.st_dev, began.st_ino):
            return


def _filter(folder: Path, only: str | None) -> Callable[[object, str], bool]:
    """Whether a notice about a path can mean a document. A name without suffix may be a folder."""

    def matters(change: object, told: str) -> bool:
        try:
            path = Path(told).relative_to(folder)
        except ValueError:
            return True
        if path.name in (CORPUS_FILE, IGNORE_FILE) or not path.name:
            return True
        if only is not None:
            return path.name == only
        if any(part.startswith(".") for part in path.parts):
            return False
        return not path.suffix or can_be_read(path.name) or Path(told).is_dir()

    return matters


def _looked_for(corpus: Path, stop: threading.Event, pause: float) -> Iterator[None]:
    """Yields after each look that found another state."""
    before = _state(corpus)
    while not stop.wait(pause) and corpus.exists():
        now = _state(corpus)
        if now != before:
            before = now
            yield


def _state(corpus: Path) -> object:
    folder = corpus.parent if corpus.is_file() else corpus
    described = []
    for name in (CORPUS_FILE, IGNORE_FILE):
        try:
            described.append((folder / name).stat().st_mtime_ns)
        except OSError:
            described.append(0)
    try:
        return list_files(corpus), described
    except CorpusError as error:
        return error.message, described
