"""Two quantities under one question as the rules see them: what each says, of whom, when and over how long."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from fractions import Fraction

from search_index.comparison import numbers, periods, units
from search_index.comparison.counting import counted, is_money_or_share
from search_index.comparison.items import Item
from search_index.comparison.persons import DAMAGE
from search_index.comparison.units import is_fraction
from search_index.models import Quantity


@dataclass(frozen=True, slots=True)
class Pair:
    """Two quantities under one question, with their numbers. ``by`` and ``other_by`` are the named holders; a paper
    that reports “court records” is the holder itself. ``voice`` and ``other_voice`` are they, or else bodies without a
    name. ``same_measure`` tells that both name what is measured alike, or
    that one number is a slip of the other; ``days_between`` the two articles, 0 where a date is missing, ``later`` the
    source of the later one, None where they are of one day; ``day_told`` whether the period of one is the day it was
    told on, not what the amount is of; ``toll`` whether they count what goes on being counted for days: whom something befell, what was destroyed, votes; ``lengths`` the stretches of time beside each (“P8Y”)."""

    a: Quantity
    b: Quantity
    x: numbers.Number
    y: numbers.Number
    same_event: bool
    by: str | None = None
    other_by: str | None = None
    same_measure: bool = True
    days_between: int = 0
    later: str | None = None
    day_told: bool = False
    lengths: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    toll: bool = False
    voice: str | None = None
    other_voice: str | None = None

    @property
    def period(self) -> periods.Standing:
        """How the periods of the two stand."""
        return periods.standing(self.a.period, self.b.period)


def pair_of(a: Item, b: Item, *, same_event: bool, slip: bool) -> Pair | None:
    """The two items as a pair, in one unit; None where one is no quantity or has no number."""
    if not isinstance(a.fact, Quantity) or not isinstance(b.fact, Quantity):
        return None
    a, b = units.in_one_unit(a, b)
    if a.number is None or b.number is None:
        return None
    assert isinstance(a.fact, Quantity) and isinstance(b.fact, Quantity)
    return Pair(
        a.fact,
        b.fact,
        a.number,
        b.number,
        same_event,
        a.holder,
        b.holder,
        slip or _named_alike(a, b),
        *_days_between(a, b),
        day_told=_is_day_told(a) or _is_day_told(b),
        lengths=(_lengths(a), _lengths(b)),
        toll=_goes_on_rising(a, b),
        voice=a.holder or a.voice,
        other_voice=b.holder or b.voice,
    )


def said(quantity: Quantity) -> str:
    """The amount as a reason names it: “about USD 5 billion”, “2/3”, “35.7%”."""
    words = numbers.words_of(quantity)
    if is_fraction(quantity):
        words = str(Fraction(quantity.value or 0.0).limit_denominator(12))
    if quantity.rule == "tally" and quantity.also and quantity.also[0].value is not None:
        words = f"{words}–{numbers.plain(quantity.also[0].value)}"
    unit = quantity.unit or ""
    hedge = {"about": "about ", "more_than": "more than ", "at_least": "at least "}
    hedge |= {"less_than": "less than ", "at_most": "at most "}
    money = units.currency_of(unit)
    amount = f"{words}%" if unit == "percent" else f"{money} {words}" if money else words
    if money and " per " in unit:
        amount = f"{amount} a {unit.partition(' per ')[2]}"
    if units.family_of(quantity.unit) is not None:
        amount = f"{words} {unit}" if words == "1" else f"{words} {_plural(unit)}"
    return f"{hedge.get(quantity.bound, '')}{amount}"


def _plural(unit: str) -> str:
    first, *rest = unit.split(" per ")
    many = {"foot": "feet", "century": "centuries", "inch": "inches"}.get(first, f"{first}s")
    return " per ".join([many, *rest])


def _lengths(item: Item) -> tuple[str, ...]:
    """The stretches of time beside an amount, else that of its period where it has more years than one; none for an
    amount of time, which is one itself, nor for an age."""
    fact = item.fact
    assert isinstance(fact, Quantity)
    if units.family_of(fact.unit) in ("calendar", "time") or fact.unit == "year of age":
        return ()
    years = periods.years(fact.period) if fact.period is not None else 0
    told = (length for length in item.lengths if not length.startswith("PT"))
    return tuple(sorted(told)) or ((f"P{years}Y",) if years > 1 else ())


def _days_between(a: Item, b: Item) -> tuple[int, str | None]:
    """How many days lie between the two articles, and the source of the later one."""
    try:
        first, second = (datetime.date.fromisoformat(i.published or "") for i in (a, b))
    except ValueError:
        return 0, None
    later = None if first == second else a.fact.source if first > second else b.fact.source
    return abs((first - second).days), later


_NEWS = 7  # days


def _is_day_told(item: Item) -> bool:
    """Whether the period is a day of the week before the article: “reporting a profit of 1.2 billion on Thursday”."""
    period = getattr(item.fact, "period", None)
    if period is None or not item.published or periods.days(period) != 1:
        return False
    try:
        told, day = (datetime.date.fromisoformat(d) for d in (item.published, period.start))
    except ValueError:
        return False
    return 0 <= (told - day).days <= _NEWS


# “With 98% of ballots counted”, “according to the final count”: folded sentences.
_OF_A_COUNT = re.compile(
    r"\b(?:votes?|ballots?|polls?|precincts?|districts?) (?:had been |have been |were |being )?(?:counted|reporting)\b"
    r"|\b(?:final|provisional|preliminary|partial|unofficial) (?:count|results?|tally)\b"
)


def _goes_on_rising(a: Item, b: Item) -> bool:
    """Whether both count whom something befell, or what it left: “450 buildings collapsed”; in news of a disaster, whatever
    is counted, since the search, the help and the emergency go on; and what comes of a count of votes."""
    assert isinstance(a.fact, Quantity) and isinstance(b.fact, Quantity)
    if any(_OF_A_COUNT.search(i.said) for i in (a, b)):
        return True
    if is_money_or_share(a.fact) or is_money_or_share(b.fact):
        return False
    if (a.fate is not None and a.fate == b.fate) or bool(a.words & DAMAGE and b.words & DAMAGE):
        return True
    if counted(a.fact) is None or a.fact.unit == "year of age" or units.family_of(a.fact.unit):
        return False
    return all(i.article is not None and i.article.harmed for i in (a, b))


def _named_alike(a: Item, b: Item) -> bool:
    """Whether both name what is measured alike, one perhaps in fewer words; unnamed is not unlike."""
    if a.fate is not None and a.fate == b.fate:
        return True
    return not a.measure or not b.measure or a.measure <= b.measure or b.measure <= a.measure
