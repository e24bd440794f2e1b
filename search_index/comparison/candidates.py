"""Pairs worth weighing, from an inverted index, never all pairs.

A pair is a candidate when both share a unit and a telling word, or a unit and a distinctive number. A word
that stands in too many facts of one unit is passed over, so cost grows about linearly with the corpus.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from search_index.comparison.counting import counted
from search_index.comparison.items import Item
from search_index.comparison.units import family_of, in_base_unit
from search_index.models import Quantity

# A list longer than this names no question: “percent, year” stands in every economic report.
LONGEST = 60


def candidate_pairs(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Each pair of quantities once, in corpus order, that shares a telling key."""
    lists: dict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        for key in _keys(item):
            lists[key].append(item)
    seen: set[tuple[int, int]] = set()
    for key in sorted(lists, key=lambda k: (len(lists[k]), str(k))):
        members = lists[key]
        if len(members) > LONGEST:
            continue
        for i, one in enumerate(members):
            for other in members[i + 1 :]:
                pair = (one.order, other.order)
                if pair not in seen:
                    seen.add(pair)
                    yield one, other


def _keys(item: Item) -> Iterable[Hashable]:
    fact = item.fact
    if not isinstance(fact, Quantity) or item.number is None:
        return
    unit = family_of(fact.unit) or counted(fact) or fact.unit or ""
    if item.fate is not None:
        yield (unit, f"~{item.fate}")
    for word in sorted(item.words):
        yield (unit, word)
    yield (unit, f"{in_base_unit(item.number, fact.unit).high:.2g}")
