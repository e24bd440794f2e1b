"""Running a planned query: exact, complete, and with a searcher of its own for every thread.

Whoosh's searchers cannot be shared: they are lent out, one borrower at a time, and closed when the
borrower brings one back that a commit has made old.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from search_index.errors import DamagedLibraryError
from search_index.fulltext.schema import Bm25, days
from search_index.fulltext.storage import generation, open_index

RETRIES, PAUSE = 40, 0.025
"""A commit may remove files between the reading of the segment list and their opening."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article that answers, by its keys; ``score`` is BM25F's."""

    path: str
    part: int
    score: float


class Lent:
    """A Whoosh searcher and the commit it sees."""

    def __init__(self, searcher: Any, seen: int) -> None:
        self.searcher = searcher
        self.seen = seen
        self._order: list[tuple[int, str, int]] | None = None

    def keys(self, number: int) -> tuple[str, int]:
        """Path and part of the article with this number."""
        stored = self.searcher.stored_fields(number)
        return stored["path"], stored["part"]

    def order(self, number: int) -> tuple[int, str, int]:
        """What decides between articles of one score: newest first, undated last, then by path."""
        if self._order is None:
            self._order = [(0, "", 0)] * self.searcher.doc_count_all()
            for at, stored in self.searcher.reader().iter_docs():
                known = days(stored.get("published"))
                self._order[at] = (-known[0] if known else 0, stored["path"], stored["part"])
        return self._order[number]


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


def run(lent: Lent, query: Any, limit: int) -> tuple[int, list[Found]]:
    """How many articles answer ``query``, and the best ``limit`` of them, exactly.

    Every answer is scored: Whoosh's short cut to a top ten (matcher.replace) drops answers of AND and OR
    on large indexes. Equal scores are ordered by date and path, so that an answer never depends on
    the order of indexing.
    """
    from whoosh.collectors import UnlimitedCollector

    collector = UnlimitedCollector()
    collector.replace = 0
    lent.searcher.search_with_collector(query, collector)
    scored = [(round(score, 6), number) for score, number in collector.items]
    if limit < 1 or not scored:
        return len(scored), []
    if len(scored) > limit:
        least = heapq.nlargest(limit, (score for score, _ in scored))[-1]
        scored = [item for item in scored if item[0] >= least]
    scored.sort(key=lambda item: (-item[0], *lent.order(item[1])))
    best = [(score, *lent.keys(number)) for score, number in scored[:limit]]
    return len(collector.items), [Found(path, part, score) for score, path, part in best]


def count(lent: Lent, query: Any) -> int:
    """How many articles answer ``query``."""
    return run(lent, query, 0)[0]
