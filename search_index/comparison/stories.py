"""Which articles tell of one event: what is asked of two claims, and what may be left unsaid, depends on it.

Owns what an article is as a whole, and the tests that set two of them side by side.
"""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from search_index.comparison.meaning import Meaning, cosine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search_index.comparison.items import Item
    from search_index.models import Document

LEAD = 700  # characters: a headline and the first two or three sentences
# Words enough to know the subject of a long report by; it bounds the cost of a book.
_WHOLE = 6000

# The cosine of two articles' openings. All but two of 24 pairs of articles on one event are above it; of 277 pairs of
# one election campaign, one week and two candidates in common, 8 are.
ONE_EVENT = 0.58
# Who opens on as many of the same people and places may put it in other words.
_MANY, _SAME_NAMES = 5, 0.5
_DAYS = 7
# A feature may open on a scene: the whole of it then tells. Of 3,486 pairs of reports on one campaign four come up to
# these, each on one subject. Short reports have few names, and share many of them.
_WHOLE_ALIKE = 0.68
_NAMES_ALIKE = 8
FEW_NAMES, _SHARE_OF_NAMES = 4, 0.35
_DAYS_OF_A_FEATURE = 2
# A short report of the next day opens on what is new, and names few. Of 2,600 pairs of articles with an entity of their
# openings in common (one campaign, one magazine) none comes up to either of these that does not open alike anyway.
_NEXT_DAY_ALIKE, _NEXT_DAY_WHOLE, _HALF_OF_NAMES = 0.66, 0.6, 0.5
_NEXT_DAY_NAMES, _MOST_NAMES, _NOT_UNLIKE = 3, 0.7, 0.48
# What goes on for weeks is one story to who reads of it twice, if both reports are of little else.
_DAYS_OF_A_STORY = 60
_LONG_STORY_ALIKE, _LONG_STORY_NAMES = 0.68, 0.6
# Of 89,000 pairs of undated articles of one year's magazines one names three in common and opens as much alike.
_ENTITIES_OF_A_STORY = 3


@dataclass(frozen=True, slots=True)
class Article:
    """An article as a whole: unit vectors of its opening and of all of it, the ``names`` in it, and whether it counts
    the ``harmed``: the dead, hurt, missing or driven out."""

    opening: Any
    whole: Any
    names: frozenset[str]
    harmed: bool = False


def vectors_of(documents: Sequence[Document]) -> dict[tuple[str, int], tuple[Any, Any]]:
    """By document and part: the vectors of title and lead, and of the whole article."""
    parts = [(d, p) for d in documents for p in d.parts]
    openings = Meaning(
        [f"{p.title}. {d.text[p.start : min(p.end, p.start + LEAD)]}" for d, p in parts]
    )
    wholes = Meaning([d.text[p.start : min(p.end, p.start + _WHOLE)] for d, p in parts], _WHOLE)
    return {
        (d.path, p.number): (openings.vector(n), wholes.vector(n)) for n, (d, p) in enumerate(parts)
    }


def same_event(a: Item, b: Item) -> bool:
    """News of one week on one subject: what is not said of the period is the same for both."""
    days = _days_between(a, b)
    if days is None or days > _DAYS:
        return False
    if _open_alike(a, b, 2):
        return True
    return days <= _DAYS_OF_A_FEATURE and (_are_alike(a, b) or _follows(a, b))


def one_story(a: Item, b: Item) -> bool:
    """News of one event; what is told of it weeks later; or, where a date is missing, two articles that open on the same
    three entities and alike.

    It takes less then to set two claims side by side; whether they clash still depends on what is said of the time.
    """
    if a.published and b.published:
        return goes_on(a, b)
    return (
        a.article is not None and b.article is not None and _open_alike(a, b, _ENTITIES_OF_A_STORY)
    )


def goes_on(a: Item, b: Item) -> bool:
    """Whether what is not said of the period goes without saying: news of one week, or a story that goes on for weeks,
    where the later report brings the earlier up to date."""
    return same_event(a, b) or _is_long_story(a, b)


def _days_between(a: Item, b: Item) -> int | None:
    first, second = _day(a.published), _day(b.published)
    return None if first is None or second is None else abs(first - second)


# An archive has few days and is asked for them with each pair.
@functools.lru_cache(maxsize=1 << 14)
def _day(published: str | None) -> int | None:
    """The day's number, None where no whole day is known."""
    try:
        return datetime.date.fromisoformat(published or "").toordinal()
    except ValueError:
        return None


def _open_alike(a: Item, b: Item, entities: int) -> bool:
    if len(a.topic & b.topic) < entities:
        return False
    if a.article is None or b.article is None:
        return True
    alike = cosine(a.article.opening, b.article.opening)
    return alike >= (ONE_EVENT if len(a.topic & b.topic) < _MANY else _SAME_NAMES)


def _are_alike(a: Item, b: Item) -> bool:
    """Whether all of two articles is of the same people and places and alike, however they open."""
    if a.article is None or b.article is None or not a.topic & b.topic:
        return False
    mine, yours = a.article.names, b.article.names
    shared = len(mine & yours)
    few = shared >= FEW_NAMES and shared >= _SHARE_OF_NAMES * min(len(mine), len(yours))
    return (shared >= _NAMES_ALIKE or few) and cosine(
        a.article.whole, b.article.whole
    ) >= _WHOLE_ALIKE


def _follows(a: Item, b: Item) -> bool:
    """Whether one is what the next day brought of the other: alike in opening and whole, or naming the same."""
    if a.article is None or b.article is None or not a.topic & b.topic:
        return False
    alike = cosine(a.article.opening, b.article.opening)
    share = _share_of_names(a.article, b.article)
    if alike >= _NEXT_DAY_ALIKE and share >= _HALF_OF_NAMES:
        return cosine(a.article.whole, b.article.whole) >= _NEXT_DAY_WHOLE
    return (
        min(len(a.topic & b.topic), len(a.article.names & b.article.names)) >= _NEXT_DAY_NAMES
        and share >= _MOST_NAMES
        and alike >= _NOT_UNLIKE
    )


def _is_long_story(a: Item, b: Item) -> bool:
    days = _days_between(a, b)
    if days is None or days > _DAYS_OF_A_STORY or a.article is None or b.article is None:
        return False
    return (
        len(a.topic & b.topic) >= 2
        and _share_of_names(a.article, b.article) >= _LONG_STORY_NAMES
        and cosine(a.article.opening, b.article.opening) >= _LONG_STORY_ALIKE
        and cosine(a.article.whole, b.article.whole) >= _NEXT_DAY_WHOLE
    )


def _share_of_names(one: Article, other: Article) -> float:
    """How many of the names of the article with fewer stand in the other."""
    fewer = min(len(one.names), len(other.names))
    return len(one.names & other.names) / fewer if fewer else 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What the log-odds of a pair must reach: in news of one event, in undated articles on one story, among strangers."""

    one_event: float
    one_story: float
    strangers: float

    def of(self, a: Item, b: Item) -> float:
        """What is asked of this pair."""
        if same_event(a, b):
            return self.one_event
        return self.one_story if one_story(a, b) else self.strangers
