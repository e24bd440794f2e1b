"""What two numbers tell by themselves of being one: their digits, how near they are, when they are of and where they stand.

All weights are in nats, see `alignment`.
"""

from __future__ import annotations

import math

from search_index.comparison import numbers, periods
from search_index.comparison.items import Item
from search_index.comparison.stories import one_story
from search_index.comparison.units import is_fraction
from search_index.models import Quantity

_MONTH = 28  # days, at least
# What one period tells, in nats: a month or more, and less.
_ONE_MONTH, _ONE_DAY = 0.65, 0.6
_NOT_FAR = 1.3
_OPENING = 250  # characters: a headline and the first sentence
# What it tells that both articles give one number of a sort, of countries or of pounds a week.
_ONLY = 1.5
_ONLY_MONEY = 0.7
# From twice as much on, in nats, an amount is the less likely of one thing.
_FAR = 0.7


def can_be_same(a: Item, b: Item) -> bool:
    """Whether the two numbers agree, round, or keep each other's bounds closely."""
    x, y = a.number, b.number
    if x is None or y is None:
        return False
    if numbers.equal(x, y):
        return True
    fine, coarse = (x, y) if x.step <= y.step else (y, x)
    if numbers.rounds_to(fine, coarse) or numbers.cut_to(fine, coarse) or numbers.hedged_near(x, y):
        return True
    return any(
        numbers.within_bound(one, other) and numbers.near_bound(one, other)
        for one, other in ((x, y), (y, x))
    )


def distinctive(a: Item, b: Item) -> float:
    """How much it tells that two numbers agree: much for 43,762,190, little for two.

    Half the information in the digits and the magnitude of the coarser number; only half, because numbers in the
    news are round more often than chance has it.
    """
    assert a.number is not None and b.number is not None
    fact = a.fact
    assert isinstance(fact, Quantity)
    if numbers.is_vague(a.number) or numbers.is_vague(b.number):
        return 0.0
    value = abs(a.number.high)
    digits = min(_digits(a), _digits(b), 6)
    if digits <= 2 and value < 13 and value == int(value) and not (fact.unit or "").isupper():
        return 0.3
    nats = math.log(9) + (digits - 1) * math.log(10)
    if fact.unit != "percent" and (value >= 100 or (fact.unit or "").isupper()):
        nats += math.log(6)
    return 0.5 * nats * (1.0 if numbers.equal(a.number, b.number) else 0.75)


def _digits(item: Item) -> int:
    assert item.number is not None
    value, step = abs(item.number.high), item.number.step or 1.0
    if isinstance(item.fact, Quantity) and is_fraction(item.fact):
        # Two thirds is told by two digits, a third by one.
        return 1 if abs(1 / value - round(1 / value)) < 0.01 else 2
    against = len(str(round(item.number.against))) if item.number.against is not None else 0
    return (len(str(round(value / step))) if value else 1) + against


def slip(a: Item, b: Item) -> float:
    """Two long numbers that differ in one digit are one number, slipped somewhere: 7,412.35 and 7,312.35."""
    assert a.number is not None and b.number is not None
    x, y = a.number.single, b.number.single
    if x is None or y is None or a.number.step != b.number.step or min(_digits(a), _digits(b)) < 5:
        return 0.0
    one, other = (str(round(v / (a.number.step or 1.0))) for v in (x, y))
    if len(one) != len(other):
        return 0.0
    return 3.0 if sum(p != q for p, q in zip(one, other, strict=True)) == 1 else 0.0


def close(a: Item, b: Item) -> float:
    """Large amounts a few per cent apart are seldom so by chance: two reckonings of one thing, most likely. So are less
    large ones of one measure. One many times the other is seldom of the same thing at the same time."""
    assert a.number is not None and b.number is not None
    x, y = a.number.single, b.number.single
    if x and y and x * y > 0 and not of_two_periods(a, b):
        times = math.log(max(x / y, y / x))
        if times > _FAR:
            return -min(2.0, times - _FAR)
    if x is None or y is None or abs(x - y) > 0.03 * max(x, y):
        return 0.0
    digits = min(_digits(a), _digits(b))
    if digits >= 3 and min(x, y) >= 1000:
        return 1.0
    return 0.6 if digits >= 2 and a.measure == b.measure else 0.0


def of_two_periods(a: Item, b: Item) -> bool:
    """Whether each has a period of its own."""
    mine, yours = getattr(a.fact, "period", None), getattr(b.fact, "period", None)
    return mine is not None and yours is not None and mine != yours


def same_period(x: Quantity, y: Quantity) -> float:
    """That both are of one month or year tells more than that both are of one day, which much news of a day is."""
    if x.period is None or x.period != y.period:
        return 0.0
    return _ONE_MONTH if periods.days(x.period) >= _MONTH else _ONE_DAY


def opening_evidence(a: Item, b: Item) -> float:
    """Numbers not far apart on which two reports of one event open are most likely of what happened."""
    assert a.number is not None and b.number is not None
    low, high = sorted((abs(a.number.high), abs(b.number.high)))
    if not low or high / low > _NOT_FAR:
        return 0.0
    return 0.9 if max(a.opens, b.opens) < _OPENING and one_story(a, b) else 0.0


def only_of_its_sort(a: Item, b: Item) -> float:
    """That each article of one story gives one number of this sort tells that it is of one thing; that it is an amount
    of money tells less, and nothing where nothing is named alike."""
    if not (a.only and b.only and one_story(a, b)):
        return 0.0
    if (getattr(a.fact, "unit", None) or "").isupper():
        return _ONLY_MONEY if a.measure & b.measure else 0.0
    return _ONLY


def are_fractions(a: Item, b: Item) -> bool:
    """Whether both are parts told in words: “two thirds”."""
    return all(isinstance(i.fact, Quantity) and is_fraction(i.fact) for i in (a, b))


def make_a_whole(a: Item, b: Item) -> bool:
    """Whether the two are the parts of a whole that one of them names: the seven of nine who were for it, and the two who
    were not."""
    if a.number is None or b.number is None or a.number.single is None or b.number.single is None:
        return False
    return a.number.single + b.number.single in (a.whole, b.whole)
