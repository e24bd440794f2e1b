"""Amounts without a period that stand beside a time long past: “the worst since 1987, when 210 people died”.

Nothing says that the 210 are of 1987, but nothing says that they are of today either. When a firm was founded or a person
born says nothing of them.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Sequence

from search_index.comparison.context import day_of
from search_index.comparison.items import Item
from search_index.models import Date, Quantity
from search_index.sentences import RECORD_SINCE

_BEGUN = re.compile(
    r"(?i)\b(?:founded|co-founded|established|started|created|formed|born|built|opened|launched|incorporated|set\s+up)\b"
    r"(?:\s+[\w.'’-]+){0,6}?\s+(?:in|on|since)\s+(?:early\s+|late\s+)?$"
)
_LOOK_BACK = 80  # characters


class TimesBeside:
    """The times in the sentences of a document's numbers."""

    def __init__(self, dates: Sequence[Date], quantities: Sequence[Quantity], text: str) -> None:
        self._times: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for date in dates:
            time = day_of(date, None)
            if time and not _tells_a_beginning(date, text):
                self._times[date.sentence.start].append((date.start, time))
        self._dated: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for other in quantities:
            if other.period is not None:
                time = f"{other.period.start}/{other.period.end}"
                self._dated[other.sentence.start].append((other.start, time))

    def of(self, quantity: Quantity) -> frozenset[str]:
        """The times in the sentence of ``quantity``, as “start/end”, but for those of a number that comes after it: it “has
        40 members and took $3 million in 2019”."""
        at = quantity.sentence.start
        later = [(n, time) for n, time in self._dated.get(at, ()) if n >= quantity.end]
        return frozenset(
            time
            for start, time in self._times.get(at, ())
            if not any(n < start and time == its for n, its in later)
        )


def _tells_a_beginning(date: Date, text: str) -> bool:
    """Whether a date is only when something was founded or somebody born, or since when something is a record."""
    before = text[max(date.sentence.start, date.start - _LOOK_BACK) : date.start]
    if _BEGUN.search(before) is not None:
        return True
    # “The worst since 1987, when 210 died” goes on to tell of then.
    told_on = text[date.end : date.end + 7].lstrip(", ").startswith("when")
    return RECORD_SINCE.search(before) is not None and not told_on


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
