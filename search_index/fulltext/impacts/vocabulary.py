"""The terms of several segments that begin alike, each with the articles it is in."""

from __future__ import annotations

from heapq import nsmallest
from itertools import chain

import numpy as np

from search_index.fulltext.impacts.segment import Segment
from search_index.fulltext.retrieval import by_frequency

_MANY = 4000
"""Terms of all segments together above which not every one of them is looked at."""


def totals(segments: list[Segment], field: str, prefix: bytes) -> dict[bytes, int]:
    """Every term that begins with ``prefix``, with the articles of all segments it is in."""
    total: dict[bytes, int] = {}
    for segment in segments:
        first, last = segment.beginning(field, prefix)
        if first == last:
            continue
        found = zip(
            segment.terms(field, first, last),
            segment.frequencies(field, first, last).tolist(),
            strict=True,
        )
        if total:
            for term, frequency in found:
                total[term] = total.get(term, 0) + frequency
        else:
            total = dict(found)
    return total


def most_frequent(
    segments: list[Segment], field: str, prefix: bytes, most: int
) -> tuple[list[tuple[bytes, int]], bool]:
    """The ``most`` terms that begin with ``prefix`` and are in most articles, and whether there are others."""
    ranges = [(segment, *segment.beginning(field, prefix)) for segment in segments]
    largest = max((last - first for _, first, last in ranges), default=0)
    if largest > most and sum(last - first for _, first, last in ranges) > _MANY:
        known = _from_the_top(ranges, field, most)
        if known is not None:
            return known, True
    total = totals(segments, field, prefix)
    return nsmallest(most, total.items(), key=by_frequency), len(total) > most


def _from_the_top(
    ranges: list[tuple[Segment, int, int]], field: str, most: int
) -> list[tuple[bytes, int]] | None:
    """The same from the most frequent terms of each segment; None where those do not decide it.

    A term that is among these in no segment is in no more articles than the least of them taken together.
    """
    candidates: set[bytes] = set()
    rest = 0
    for segment, first, last in ranges:
        frequencies = segment.frequencies(field, first, last)
        if len(frequencies) > 2 * most:
            top = np.argpartition(frequencies, -2 * most)[-2 * most :]
            rest += int(frequencies[top].min())
        else:
            top = np.arange(len(frequencies))
        candidates.update(
            chain.from_iterable(
                segment.terms(field, first + n, first + n + 1) for n in top.tolist()
            )
        )
    total = [(term, _frequency(ranges, field, term)) for term in candidates]
    found = nsmallest(most, total, key=by_frequency)
    return found if found[-1][1] > rest else None


def _frequency(ranges: list[tuple[Segment, int, int]], field: str, term: bytes) -> int:
    known = ((segment, segment.number(field, term)) for segment, _, _ in ranges)
    return sum(segment.frequency(field, number) for segment, number in known if number >= 0)
