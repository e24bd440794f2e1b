"""Whether a stretch of text lies within one of many others: repeats, page furniture. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from search_index.models import Span


class Covered:
    """Stretches of a text, asked whether something lies within one of them: thousands are no matter."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        # The furthest end of those that begin so far: whatever reaches further is in none.
        self._reach = list(accumulate((span.end for span in ordered), max))

    def __contains__(self, stretch: tuple[int, int]) -> bool:
        at = bisect_right(self._starts, stretch[0])
        return at > 0 and stretch[1] <= self._reach[at - 1]
