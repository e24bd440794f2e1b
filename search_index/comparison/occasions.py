"""When something happened, aligned across articles and judged: the same day, one within the other, another day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from search_index.comparison import periods
from search_index.comparison.items import Item, Weights
from search_index.comparison.nearness import Nearness
from search_index.comparison.pairing import mutual_best
from search_index.comparison.points import Edge, strongest_first
from search_index.comparison.stories import same_event
from search_index.comparison.verdicts import Judgement
from search_index.folding import fold
from search_index.models import Date

# A logistic fit over all pairs of equal dates in eight events (left out one by one: 73 % right at 0.1) gave the
# weights of `date_score`; being each other's nearest comes on top.
ENOUGH = -0.4
# Only a month or a year in common is hardly evidence.
ENOUGH_COARSE = 0.5
# How much of the shorter clause must be in the other where one time lies in the other: “Friday” in “last week”, and in “2016”.
COVER, COVER_LONG = 0.4, 0.6
# Two days for one event is a grave thing to say of two sources.
OTHER_DAY_ENOUGH = 1.6
# All but a trifling word.
ALL = 0.9
_SAME_SPEAKER = 1.8
# “Wednesday” here is rather “Wednesday” there than “last night”, where that was Wednesday as well.
_SAME_WORDS = 0.15
_RANGE_GAP = 10  # characters: “ through ”


# “Up 18 percent from a year earlier” tells of nothing that happened then.
_COMPARED_WITH = re.compile(r"(?i)\b(?:earlier|before)\b")


def date_edges(items: Sequence[Item], weights: Weights) -> list[Edge]:
    """Judged pairs of dates of one event, nearest first."""
    found = []
    for a, b, near, value in mutual_best(
        _occasions(items), weights, date_score, of_two_occasions, _same_day
    ):
        coarse = max(_days(a), _days(b)) >= 28
        judgement = judge_dates(a, b, near, value)
        if judgement is not None and value >= (ENOUGH_COARSE if coarse else ENOUGH):
            found.append((value, (a, b, judgement)))
    return strongest_first(found)


def _same_day(a: Item, b: Item, value: float) -> bool:
    return _same_time(a, b)


def date_score(a: Item, b: Item, near: Nearness) -> float:
    """The log-odds that two dates are of one event."""
    deed = 1.35 if a.measure & b.measure else 0.0
    words = near.cover + 0.8 * min(4.0, near.words)
    value = 4.5 * near.meaning + words + deed - 4.2
    if a.holders & b.holders and same_event(a, b):
        # Who speaks twice of one event on one day does so on one occasion, whatever is quoted of it.
        value += _SAME_SPEAKER
    if _same_time(a, b) and fold(a.fact.text) == fold(b.fact.text):
        value += _SAME_WORDS
    # Between two candidates of one article, the one of the same day is meant.
    return value if _same_time(a, b) else value - 1.5


def _occasions(items: Sequence[Item]) -> list[Item]:
    """Dates that resolve to days and tell when something happened, ranges by their near end."""
    resolved = [i for i in items if _tells_when(i)]
    pairs = zip(resolved, [None, *resolved], strict=False)
    return [item for item, before in pairs if not _ends_range(before, item)]


def _tells_when(item: Item) -> bool:
    fact = item.fact
    if not isinstance(fact, Date) or fact.period is None or fact.value.endswith("_REF"):
        return False
    if _days(item) >= 28 and _COMPARED_WITH.search(fact.text):
        return False
    return fact.type in ("DATE", "TIME") and not _names_an_event(item)


def _names_an_event(item: Item) -> bool:
    """Whether a day long past is part of a name: “the Sept. 11 families” says of nobody when it was."""
    fact = item.fact
    assert isinstance(fact, Date) and fact.period is not None
    if fact.period.start != fact.period.end or not item.published or len(item.published) < 10:
        return False
    try:
        away = datetime.date.fromisoformat(item.published) - datetime.date.fromisoformat(
            fact.period.start
        )
    except ValueError:
        return False
    return away.days > 366 and not any(
        c.isdigit() and len(w) == 4 for w in fact.text.split() for c in w
    )


def _ends_range(before: Item | None, item: Item) -> bool:
    """Whether ``item`` is the far end of “from 2007 to 2014”: the range begins with its near end."""
    if before is None or before.place != item.place or before.fact.sentence != item.fact.sentence:
        return False
    return 0 <= item.fact.start - before.fact.end <= _RANGE_GAP


def of_two_occasions(a: Item, b: Item) -> bool:
    """Whether two persons spoke, or the two sentences are set in other places."""
    spoken = bool(a.holders and b.holders) and not a.holders & b.holders
    return spoken or of_other_places(a, b)


def of_other_places(a: Item, b: Item) -> bool:
    """Whether each sentence names a place the other does not: Chile in 2024 is not Peru in 2024."""
    return bool(a.places - b.places and b.places - a.places)


def _same_time(a: Item, b: Item) -> bool:
    x, y = a.fact, b.fact
    assert isinstance(x, Date) and isinstance(y, Date)
    return periods.standing(x.period, y.period) in ("same", "inside")


def _days(item: Item) -> int:
    fact = item.fact
    return periods.days(fact.period) if isinstance(fact, Date) and fact.period is not None else 0


def judge_dates(a: Item, b: Item, near: Nearness, value: float) -> Judgement | None:
    """Same day, one within the other, or, for what is surely one event, another day; else None."""
    x, y = a.fact, b.fact
    assert isinstance(x, Date) and isinstance(y, Date)
    stand = periods.standing(x.period, y.period)
    if stand == "same":
        return Judgement("agree", None, "same_time", f"both say {periods.in_words(x.period)}")
    words = f"{periods.in_words(x.period)} and {periods.in_words(y.period)}"
    if stand == "apart" and value >= OTHER_DAY_ENOUGH and _same_deed(a, b, near):
        return Judgement("differ", "period", "other_day", f"{words}: other days for the same")
    if stand == "inside" and near.cover >= (COVER if max(_days(a), _days(b)) <= 31 else COVER_LONG):
        within = f"{words}: one lies in the other"
        return Judgement("compatible", "precision", "time_within", within)
    return None


def _same_deed(a: Item, b: Item, near: Nearness) -> bool:
    """Whether the same is told of the same: a deed in common, and nobody in it who is missing from both; where nobody
    is named, in news of one event, all that the shorter clause says of it (“schools reopen”)."""
    nested = a.names <= b.names or b.names <= a.names
    if not a.measure & b.measure or not nested:
        return False
    if a.names or b.names:
        return bool(a.names & b.names)
    return near.cover >= ALL and len(a.words & b.words) >= 2 and same_event(a, b)
