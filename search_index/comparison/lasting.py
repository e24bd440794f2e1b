"""How long something lasts, or lies back, aligned across articles: “eight years of returns”, “15 years after the flood”.

Only equal lengths make a point: two unlike ones are most often of two things, and amounts of time in a clause of their
own (“nine years in prison”) are compared as quantities.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from search_index.comparison import periods
from search_index.comparison.context import length_of
from search_index.comparison.items import Item, Weights
from search_index.comparison.nearness import Nearness
from search_index.comparison.occasions import of_other_places
from search_index.comparison.pairing import mutual_best, never
from search_index.comparison.points import Edge, strongest_first
from search_index.comparison.stories import one_story
from search_index.comparison.verdicts import Judgement
from search_index.models import Date

SAME_LENGTH = "same_length"
"""The rule of all points made here."""

# Log-odds, as those of two dates of one event.
ENOUGH = -0.2
# What the number tells: two days are of many things, 15 years of few.
_TELLS = 0.3


def length_edges(items: Sequence[Item], weights: Weights) -> list[Edge]:
    """Judged pairs of equal lengths of time in articles on one story, nearest first."""
    found = []
    for a, b, _, value in mutual_best(
        [i for i in items if is_length(i)], weights, length_score, refused, never
    ):
        if value >= ENOUGH:
            reason = f"both say {periods.lengths([_length(a)])}"
            found.append((value, (a, b, Judgement("agree", None, SAME_LENGTH, reason))))
    return strongest_first(found)


def is_length(item: Item) -> bool:
    """Whether the item is a stretch of time of a known length."""
    return bool(_length(item))


def length_score(a: Item, b: Item, near: Nearness) -> float:
    """The log-odds that two lengths of time are of one thing: weights as those of two dates of one event."""
    deed = 1.35 if a.measure & b.measure else 0.0
    words = near.cover + 0.8 * min(4.0, near.words)
    return 4.5 * near.meaning + words + deed - 4.2 + _TELLS * math.log(periods.parts(_length(a))[0])


def refused(a: Item, b: Item) -> bool:
    """Whether the two are of other lengths, other places or other stories."""
    if not periods.as_long(_length(a), _length(b)) or of_other_places(a, b):
        return True
    return not one_story(a, b)


def _length(item: Item) -> str:
    found = length_of(item.fact) if isinstance(item.fact, Date) else None
    return found if found and periods.parts(found)[0] else ""
