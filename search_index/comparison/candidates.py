"""Pairs of quantities worth weighing, from an inverted index, never all pairs.

A pair is a candidate when both share a unit and a telling word, or a unit and a distinctive number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from search_index.comparison.counting import are_persons, counted, counts_things, is_bare
from search_index.comparison.items import Item
from search_index.comparison.listing import Listing, wanted
from search_index.comparison.sorts import MANY
from search_index.comparison.units import (
    DEGREE,
    TEMPERATURES,
    currency_of,
    family_of,
    in_base_unit,
    is_fraction,
)
from search_index.models import Quantity

LOT = "quantities"
# A list longer than this names no question: “percent, year” stands in every economic report.
LONGEST = 60


def candidate_pairs(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Each pair of quantities once, the first of two in corpus order, that shares a telling key."""
    listing = Listing(LOT, LONGEST, items)
    for n, item in enumerate(items):
        listing.add(n, _keys(item))
    seen: set[int] = set()
    for members in listing.groups():
        for i, one in enumerate(members):
            for other in members[i + 1 :]:
                # One number a pair: a tuple takes three times the room.
                pair = one * len(items) + other
                if pair not in seen:
                    seen.add(pair)
                    if wanted(items[one], items[other]):
                        yield items[one], items[other]


def _keys(item: Item) -> Iterable[str]:
    fact = item.fact
    if not isinstance(fact, Quantity) or item.number is None:
        return ()
    person = "person" if item.fate is not None else None
    money = currency_of(fact.unit)
    unit = money or family_of(fact.unit) or person or counted(fact) or fact.unit or ""
    if unit in TEMPERATURES:
        unit = DEGREE
    keys = {f"{unit}|{word}" for word in item.words}
    if is_fraction(fact):
        keys |= {f"percent|{word}" for word in item.words}
        keys.add(f"percent|{100 * item.number.high:.2g}")
    if unit != "person" and are_persons(fact):
        keys |= {f"person|{word}" for word in item.words}
        keys.add(f"person|{item.number.high:.2g}")
    keys.add(f"{unit}|{in_base_unit(item.number, fact.unit).high:.2g}")
    if abs(item.number.high) >= MANY and (is_bare(fact) or counts_things(fact)):
        keys.add(f"bare|{item.number.high:.4g}")
    if item.fate is not None:
        keys.add(f"{unit}|~{item.fate}")
    return keys
