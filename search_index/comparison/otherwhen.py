"""Amounts without a period that stand beside a time long past: “the worst since 1987, when 210 people died”.

Nothing says that the 210 are of 1987, but nothing says that they are of today either.
"""

from __future__ import annotations

import datetime

from search_index.comparison.items import Item
from search_index.models import Quantity

_NEWS = 62  # days; what lies within two months of an article is its news


def told_of_other_times(a: Item, b: Item) -> bool:
    """Whether one of two quantities has no period of its own and stands beside a past that the other does not name."""
    return bool(_past(a) - b.times or _past(b) - a.times)


def _past(item: Item) -> frozenset[str]:
    """The times beside a quantity without a period that end long before the article, as “start/end”."""
    if not isinstance(item.fact, Quantity) or item.fact.period is not None or not item.published:
        return frozenset()
    try:
        told = datetime.date.fromisoformat(item.published)
        ends = {time: datetime.date.fromisoformat(time.split("/")[1]) for time in item.times}
    except ValueError:
        return frozenset()
    return frozenset(time for time, end in ends.items() if (told - end).days > _NEWS)
