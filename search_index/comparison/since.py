"""One article that says an event was a year ago and goes on “two years later”, with nothing but that event between.

“Later” at the head of a sentence counts from what the sentence before told of; where its verb tells of now, both are
stretches from one event to now.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from search_index.comparison import periods
from search_index.comparison.items import Item
from search_index.comparison.labels import shorten
from search_index.comparison.points import point_within
from search_index.comparison.verdicts import Judgement
from search_index.models import Date, Point, Relation

OTHER_SINCE = "other_since"
"""The rule of all points made here."""

_WORDS = [
    "a",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_NUMBERS = {"an": 1, **{word: max(1, n) for n, word in enumerate(_WORDS)}}
_STRETCH = re.compile(
    r"(?i)^(?P<number>\d{1,3}|[a-z]+)\s+(?P<unit>day|week|month|year)s?\s+(?P<way>ago|later)$"
)
_OF_NOW = re.compile(r"(?i)^(?:has|have|is|are|remains?)\b")
_NEXT = 3  # characters from the end of a sentence to the head of the next


def points_since(items: Sequence[Item]) -> Iterator[Point]:
    """One point for each pair of stretches of an article that count from one event to now and are of other lengths."""
    ago: dict[tuple[str, int], list[tuple[Item, str]]] = defaultdict(list)
    later: list[tuple[Item, str]] = []
    now = set()
    for item in items:
        fact = item.fact
        if isinstance(fact, Relation) and _OF_NOW.match(fact.predicate):
            now.add((item.place, fact.sentence.start))
        stretch = _STRETCH.match(fact.text) if isinstance(fact, Date) else None
        length = _length(stretch) if stretch is not None else None
        if stretch is None or length is None:
            continue
        if stretch["way"].lower() == "ago":
            ago[item.place].append((item, length))
        elif fact.start == fact.sentence.start:
            later.append((item, length))
    for item, length in later:
        if (item.place, item.fact.sentence.start) not in now:
            continue
        for other, before in ago[item.place]:
            away = item.fact.start - other.fact.sentence.end
            if 0 <= away <= _NEXT and not periods.as_long(length, before):
                reason = f"{other.fact.text}, then {item.fact.text.lower()}, of one event"
                judgement = Judgement("differ", "period", OTHER_SINCE, reason)
                point = point_within(other, item, judgement)
                event = getattr(other.fact, "event", None) or other.fact.text
                yield dataclasses.replace(point, label=shorten(f"when: {event}"))


def _length(stretch: re.Match[str]) -> str | None:
    word = stretch["number"].lower()
    number = int(word) if word.isdigit() else _NUMBERS.get(word)
    return f"P{number}{stretch['unit'][0].upper()}" if number else None
