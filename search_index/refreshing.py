"""Points kept in step with facts while a library is built: when to compare, and what if that fails.

One comparison at a time, in a process of its own; facts that come while it works make one more follow.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from search_index.models import Problem, Progress
from search_index.rules import Comparer, ComparisonFailed, Rules
from search_index.store import POINTS_DROPPED, Store, Writer

# While facts arrive, comparisons begin at least this many seconds apart, and take a tenth of the time.
REFRESH_SECONDS = 3.0
_SHARE = 10
# Seconds of the first one that may be its process starting.
_START = 2.0
# A comparison of 2,000 news reports takes 40 to 60 seconds: fifteen times that is one that will never end.
LIMIT = 300.0
LIMIT_PER_DOCUMENT = 0.3
_POLL = 0.1
_KEPT = "the points found before stay; `reportedly index` compares once more"


class Refresher:
    """The points of one build. Whoever has one holds the writer's lock."""

    def __init__(
        self,
        folder: Path,
        store: Store,
        writer: Writer,
        rules: Rules,
        on_progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._folder = folder
        self._store = store
        self._writer = writer
        self._rules = rules
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._comparer: Comparer | None = None
        # When the comparison under way began, None while none is.
        self._began: float | None = None
        # When the first fact was waited for, and when the next comparison may begin.
        self._started = self._due = 0.0
        # Documents done at the last comparison's beginning, and the seconds it took for each.
        self._compared = 0
        self._pace = 0.0
        self._failed = False

    def prepare(self) -> None:
        """Start what compares while other work goes on, so that it is ready when it is needed."""
        if self._comparer is None:
            self._comparer = self._rules.comparer(self._folder)
        if not self._started:
            self._started = time.monotonic()
            self._due = self._started + REFRESH_SECONDS

    def attend(self, done: int, total: int) -> bool:
        """While facts are drawn, ``done`` of ``total`` documents: take what was found, begin when it is time.

        Whether points were written. Never waits. After a failure the rest waits for ``finish``.
        """
        if self._began is not None:
            return self._collect(0.0)
        now = time.monotonic()
        if now >= self._due and done > self._compared and not self._failed:
            left = (now - self._started) / done * (total - done)
            # One that outlasts the facts would make the last one wait; extractors slow it by half.
            if 2 * self._pace * done <= left:
                self._compared = done
                self._begin()
        return False

    def finish(self, *, again: bool) -> bool:
        """Wait until the points are those of all facts; whether any were written.

        ``again`` tries once more what failed in an earlier build.
        """
        wrote = False
        while self._began is not None and not self._cancelled():
            wrote |= self._collect(_POLL)
        state = self._store.comparison_state(self._rules.comparison_version)
        complete = self._store.meta(POINTS_DROPPED) is None
        if self._cancelled() or (complete and self._store.meta("points") == state):
            return wrote
        if not again and self._store.comparison_failed(state, self._rules.program()):
            return wrote
        total = len(self._store.indexed())
        self._on_progress(Progress("comparing", 0, total))
        self._begin()
        while self._began is not None and not self._cancelled():
            wrote |= self._collect(_POLL)
        if not self._cancelled():
            self._on_progress(Progress("comparing", total, total))
        return wrote

    def close(self) -> None:
        """End what is under way."""
        self._began = None
        if self._comparer is not None:
            self._comparer.close()
            self._comparer = None

    def _begin(self) -> None:
        self.prepare()
        assert self._comparer is not None
        self._comparer.begin(LIMIT + LIMIT_PER_DOCUMENT * len(self._store.indexed()))
        self._began = time.monotonic()

    def _collect(self, seconds: float) -> bool:
        """Write what the comparison found, if it is done within ``seconds``."""
        assert self._comparer is not None and self._began is not None
        try:
            state = self._comparer.poll(seconds)
            if state is None:
                return False
            self._writer.save_comparison(state, self._comparer.rows())
        except ComparisonFailed as failure:
            self._failed = True
            self.close()
            self._note(str(failure))
            return False
        took = time.monotonic() - self._began
        self._pace = max(0.0, took - _START) / max(1, self._compared)
        self._began = None
        self._due = time.monotonic() + max(REFRESH_SECONDS, _SHARE * took)
        return True

    def _note(self, reason: str) -> None:
        problem = Problem("comparison", reason, _KEPT)
        state = self._store.comparison_state(self._rules.comparison_version)
        self._writer.save_comparison_failure(state, self._rules.program(), problem)
