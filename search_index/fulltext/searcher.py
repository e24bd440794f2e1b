"""Whoosh's searchers, one for every thread that asks.

Whoosh's searchers cannot be shared: they are lent out, one borrower at a time, and closed when the
borrower brings one back that a commit has made old.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from search_index.errors import DamagedLibraryError
from search_index.fulltext.names import generation
from search_index.fulltext.schema import Bm25
from search_index.fulltext.storage import open_index
from search_index.fulltext.whoosh_engine import WhooshEngine

RETRIES, PAUSE = 40, 0.025
"""A commit may remove files between the reading of the segment list and their opening."""


class Lent:
    """A Whoosh searcher, what it answers through, and the commit it sees."""

    def __init__(self, searcher: Any, seen: int) -> None:
        self.searcher = searcher
        self.engine = WhooshEngine(searcher)
        self.seen = seen


class Searchers:
    """The idle searchers of one index folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._idle: list[Lent] = []
        self._lock = Lock()
        self._closed = False

    @contextmanager
    def borrow(self) -> Iterator[Lent | None]:
        """A searcher of the last commit, for this thread alone; None where there is no index.

        Raises DamagedLibraryError.
        """
        seen = generation(self._folder)
        if seen < 0:
            yield None
            return
        with self._lock:
            old = [lent for lent in self._idle if lent.seen != seen]
            self._idle = [lent for lent in self._idle if lent.seen == seen]
            lent = self._idle.pop() if self._idle else None
        for useless in old:
            _close(useless)
        lent = lent or self._open()
        try:
            yield lent
        except BaseException:
            # Whatever went wrong may have left it halfway: it is not lent again.
            _close(lent)
            raise
        with self._lock:
            keep = not self._closed and lent.seen == generation(self._folder)
            if keep:
                self._idle.append(lent)
        if not keep:
            _close(lent)

    def close(self) -> None:
        """Close the idle ones now, those that are lent when they come back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for lent in idle:
            _close(lent)

    def forget(self) -> None:
        """Close the idle ones, since their files go."""
        self.close()
        with self._lock:
            self._closed = False

    def _open(self) -> Lent:
        for attempt in range(RETRIES):
            try:
                before = generation(self._folder)
                searcher = open_index(self._folder).searcher(weighting=Bm25())
                return Lent(searcher, before)
            except FileNotFoundError as error:
                if attempt + 1 == RETRIES:
                    raise damaged(self._folder, error) from error
                time.sleep(PAUSE)
            except Exception as error:
                raise damaged(self._folder, error) from error
        raise AssertionError("unreachable")


def damaged(folder: Path, error: Exception) -> DamagedLibraryError:
    """The error for an index that cannot be read."""
    return DamagedLibraryError(
        f"the full-text index in {folder} is damaged ({type(error).__name__}: {error})",
        "index again with “reportedly index”: it is rebuilt from what is kept",
    )


def _close(lent: Lent) -> None:
    try:
        lent.searcher.close()
    except Exception:
        # Whoosh complains of a second close; the files are let go in either case.
        return
