"""Which segments of the index a commit puts together, so that they stay few and a commit stays short.

Whoosh's own policy rewrites most of the index again and again: of 20,000 articles given by 200 it put 45,000 together,
which took longer than writing them.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Any

TOGETHER = 16
"""Segments of about one size that become one: an article is rewritten once for every sixteenfold growth."""

LARGEST = 10_000
"""Articles of a segment that is left as it is, unless half of them are deleted."""

QUICK, TIMES = 100, 20
"""Articles that a commit may rewrite: so many, 0.5 s, or so many times those it adds."""

MOST = 64
"""Segments of one size beyond which the smallest of them are put together however long it takes."""


def chosen(sizes: Sequence[tuple[int, int]], added: int) -> list[int]:
    """Which segments to put together with ``added`` new articles, by their place in ``sizes``: for each segment, how
    many articles it has and how many of them are deleted. None are, or two and more, or one that is half deleted."""
    allowed = max(QUICK, TIMES * added)
    tiers: dict[int, list[int]] = {}
    for place, (articles, deleted) in enumerate(sizes):
        if deleted * 2 > articles and articles - deleted <= allowed:
            tiers.setdefault(-1, []).append(place)
        elif articles < LARGEST:
            tiers.setdefault(int(log(max(articles, 1), TOGETHER)), []).append(place)
    found = tiers.pop(-1, [])
    for tier in sorted(tiers):
        places = sorted(tiers[tier], key=lambda place: sizes[place])
        if len(places) > MOST:
            allowed = max(allowed, _left(sizes, places[:TOGETHER]))
        while len(places) >= TOGETHER and _left(sizes, places) > allowed:
            places.pop()
        if len(places) >= TOGETHER:
            found += places
            allowed -= _left(sizes, places)
    return sorted(found)


def _left(sizes: Sequence[tuple[int, int]], places: Sequence[int]) -> int:
    return sum(sizes[place][0] - sizes[place][1] for place in places)


def merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's hook: put the `chosen` ones into the segment that ``writer`` is writing; those that stay."""
    from whoosh.reading import SegmentReader

    sizes = [(one.doc_count_all(), one.deleted_count()) for one in segments]
    places = set(chosen(sizes, writer.docnum))
    for place in sorted(places):
        reader = SegmentReader(writer.storage, writer.schema, segments[place])
        try:
            writer.add_reader(reader)
        finally:
            reader.close()
    return [one for place, one in enumerate(segments) if place not in places]
