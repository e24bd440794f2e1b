"""Whether two quantities answer the same question: evidence for and against, added up.

Each piece of evidence is a weight in nats, roughly how much likelier it makes one question than two.
What rules a pair out (other unit, other parties, up against down) is not weighed but refused.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from search_index.comparison import numbers, otherwhen, periods, units
from search_index.comparison.counting import PERSONS, counted, is_fraction, is_money_or_share
from search_index.comparison.items import Item, Weights
from search_index.comparison.stories import one_story, same_event
from search_index.folding import fold
from search_index.models import Quantity

# What a pair must reach, in nats. On news of one event by three publishers 32 of 35 true pairs of like numbers
# stand above 2.0 and two false ones; in a corpus of many subjects the same number turns up by chance.
ENOUGH = {"alike": 3.0, "alike, one event": 2.0, "unlike": 4.6, "unlike, one event": 2.9}

_YEARS_APART = 2
_MONTH = 28  # days, at least
_NOT_FAR = 1.3
_OPENING = 250  # characters: a headline and the first sentence
# What it tells that both articles give one number of a sort, of countries or of pounds a week.
_ONLY = 1.5
# From twice as much on, in nats, an amount is the less likely of one thing.
_FAR = 0.7

# What a count may be called without saying what is counted.
_ANY_COUNT = PERSONS | {"number", "total", "count", "tally"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one question. ``total`` in nats, the sum of ``parts``; ``alike`` whether the numbers can be the
    same."""

    total: float
    alike: bool
    shared: tuple[str, ...]
    refused: str | None = None
    one_event: bool = False
    parts: tuple[tuple[str, float], ...] = ()

    @property
    def needed(self) -> float:
        """What ``total`` must reach."""
        kind = "alike" if self.alike else "unlike"
        return ENOUGH[f"{kind}, one event" if self.one_event else kind]

    @property
    def enough(self) -> bool:
        """Whether the two may stand in one point."""
        return self.refused is None and self.total >= self.needed


def weigh(a: Item, b: Item, weights: Weights) -> Evidence:
    """The evidence that ``a`` and ``b``, both quantities, answer one question."""
    x, y = a.fact, b.fact
    assert isinstance(x, Quantity) and isinstance(y, Quantity)
    a, b = units.in_one_unit(a, b)
    shared = a.words & b.words
    alike = can_be_same(a, b)
    refused = _refusal(a, b, x, y)
    if refused is None and _roles_apart(a, b, alike):
        refused = f"one is {x.role}, the other {y.role}"
    if refused is None and not alike and otherwhen.told_of_other_times(a, b):
        refused = "one stands beside a time long past"
    if refused is None and not alike and (_tells(a, b) or _tells(b, a)):
        refused = "the other article gives this number as well"
    if refused is not None:
        return Evidence(0.0, alike, tuple(sorted(shared)), refused)
    parts = (
        ("digits in common", _distinctive(a, b))
        if alike
        else ("numbers nearly the same", slip(a, b) + _close(a, b)),
        ("what is measured", _measure_evidence(a, b, weights)),
        ("words around it", _context_evidence(a, b, weights)),
        ("parties", _party_evidence(x, y)),
        ("whose it is", _bearer_evidence(a, b)),
        ("told of two periods", _period_evidence(a, b, weights) if not alike else 0.0),
        ("names beside it", _name_evidence(a, b)),
        ("one period", _same_period(x, y)),
        ("both open on it", 0.0 if alike else _opening_evidence(a, b)),
        ("the one number of its sort in both", _ONLY if _is_only(a, b) else 0.0),
        ("subject of the articles", 0.0 if a.topic & b.topic else -1.5),
    )
    total = sum(weight for _, weight in parts)
    return Evidence(total, alike, tuple(sorted(shared)), one_event=one_story(a, b), parts=parts)


def _tells(a: Item, b: Item) -> bool:
    """Whether the article of ``a`` gives the number of ``b`` elsewhere: then that is its answer, not ``a``."""
    if getattr(a.fact, "unit", None) == "year of age":
        # The age of somebody else.
        return False
    return a.place != b.place and b.number is not None and b.number.single in a.told


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


def same_unit(x: Quantity, y: Quantity) -> bool:
    """The same unit, two of one sort of measure, or two ways to name what is counted."""
    if x.unit == y.unit or units.convertible(x.unit, y.unit):
        return True
    if {x.unit, y.unit} == {"percent", None}:
        # A rate may go without its sign: “her federal tax rate was 35.72”.
        return bool(x.measure and y.measure and "rate" in x.measure and "rate" in y.measure)
    one, other = counted(x), counted(y)
    return one is not None and one == other


def _refusal(a: Item, b: Item, x: Quantity, y: Quantity) -> str | None:
    if not same_unit(x, y) and not (a.fate and b.fate):
        return f"units differ: {x.unit} and {y.unit}"
    if x.change and y.change and x.change != y.change:
        return "one goes up, the other down"
    if x.unit == "year of age" and not _of_one_person(a, b, x, y):
        return "ages of two persons, or of one at two times"
    if x.unit == "percent" and (x.change is None) != (y.change is None):
        return "one is a change, the other a share"
    if a.fate and b.fate and a.fate != b.fate:
        return f"people {a.fate} and people {b.fate}"
    mine, yours = a.countries, b.countries
    if mine and yours and not (mine <= yours or yours <= mine):
        return f"other parties: {', '.join(sorted(mine ^ yours))}"
    if x.share_of and y.share_of and a.measure and b.measure and not a.measure & b.measure:
        return "shares of different things"
    return None


def _of_one_person(a: Item, b: Item, x: Quantity, y: Quantity) -> bool:
    """Whether two ages are of one person and of now: unlike ones only where both are plainly hers, hardly apart (she was
    13 once as well), and in news of one event."""
    if x.bearer and y.bearer and x.bearer != y.bearer:
        return False
    if can_be_same(a, b):
        return bool(a.names & b.names)
    if x.bearer is None or x.bearer != y.bearer or a.number is None or b.number is None:
        return False
    return abs(a.number.high - b.number.high) <= _YEARS_APART and same_event(a, b)


def _distinctive(a: Item, b: Item) -> float:
    """How much it tells that two numbers agree: much for 43,885,310, little for two.

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


def _measure_evidence(a: Item, b: Item, weights: Weights) -> float:
    if a.fate is not None and a.fate == b.fate:
        return 2.0
    mine, yours = a.measure - _ANY_COUNT, b.measure - _ANY_COUNT
    if not mine or not yours:
        return 0.0
    shared = mine & yours
    if not shared:
        # A part is given of the seats, of the house or of a majority: the whole has many names.
        return 0.0 if _are_fractions(a, b) else -0.6
    share = weights.of(shared) / weights.of(mine | yours)
    return 0.6 + 1.4 * share


def _period_evidence(a: Item, b: Item, weights: Weights) -> float:
    """Two amounts named alike and each given its own period are one question asked of two times: a clause more in
    words that both use tells so, where unlike numbers without a period leave it open."""
    if not _of_two_periods(a, b):
        return 0.0
    return 0.8 * weights.of((a.measure & b.measure) - _ANY_COUNT)


def _of_two_periods(a: Item, b: Item) -> bool:
    mine, yours = getattr(a.fact, "period", None), getattr(b.fact, "period", None)
    return mine is not None and yours is not None and mine != yours


def _same_period(x: Quantity, y: Quantity) -> float:
    """That both are of one month or year tells more than that both are of one day, which all news of a day are."""
    if x.period is None or x.period != y.period:
        return 0.0
    return 0.65 if periods.days(x.period) >= _MONTH else 0.0


def _opening_evidence(a: Item, b: Item) -> float:
    """Numbers not far apart on which two reports of one event open are most likely of what happened."""
    assert a.number is not None and b.number is not None
    low, high = sorted((abs(a.number.high), abs(b.number.high)))
    if not low or high / low > _NOT_FAR:
        return 0.0
    return 0.9 if max(a.opens, b.opens) < _OPENING and one_story(a, b) else 0.0


def _is_only(a: Item, b: Item) -> bool:
    return a.only and b.only and one_story(a, b)


def _are_fractions(a: Item, b: Item) -> bool:
    return all(isinstance(i.fact, Quantity) and is_fraction(i.fact) for i in (a, b))


def _context_evidence(a: Item, b: Item, weights: Weights) -> float:
    """Telling words in common, against what the shorter clause has to offer."""
    left, right = a.words - a.measure, b.words - b.measure
    shared = (a.words & b.words) - (a.measure & b.measure)
    if not shared:
        return -0.4 if left and right else 0.0
    smaller = min(weights.of(a.words), weights.of(b.words))
    cover = weights.of(shared) / smaller if smaller else 0.0
    return min(3.2, 0.9 * weights.of(shared)) * (0.5 + 0.5 * cover)


def _roles_apart(a: Item, b: Item, alike: bool) -> bool:
    """Whether a target and a result are two questions: always where they are unlike (a target of ten, a result of
    five), and where nothing says that the same is measured. Of things counted (“pledged to ban a billion members”) the
    role is that of the deed, not of the count."""
    x, y = a.fact, b.fact
    assert isinstance(x, Quantity) and isinstance(y, Quantity)
    if x.role == y.role or not is_money_or_share(x):
        return False
    if alike and {x.role, y.role} == {"actual", "forecast"} and same_event(a, b):
        # “A $3m deal is to be signed” and “will sign a deal worth $3m” are one deal.
        return False
    return not alike or bool({x.role, y.role} & {"limit", "offer"}) or not a.measure & b.measure


def slip(a: Item, b: Item) -> float:
    """Two long numbers that differ in one digit are one number, slipped somewhere: 5,687.75 and 5,587.75."""
    assert a.number is not None and b.number is not None
    x, y = a.number.single, b.number.single
    if x is None or y is None or a.number.step != b.number.step or min(_digits(a), _digits(b)) < 5:
        return 0.0
    one, other = (str(round(v / (a.number.step or 1.0))) for v in (x, y))
    if len(one) != len(other):
        return 0.0
    return 3.0 if sum(p != q for p, q in zip(one, other, strict=True)) == 1 else 0.0


def _close(a: Item, b: Item) -> float:
    """Large amounts a few per cent apart are seldom so by chance: two reckonings of one thing, most likely. So are less
    large ones of one measure. One many times the other is seldom of the same thing at the same time."""
    assert a.number is not None and b.number is not None
    x, y = a.number.single, b.number.single
    if x and y and x * y > 0 and not _of_two_periods(a, b):
        times = math.log(max(x / y, y / x))
        if times > _FAR:
            return -min(2.0, times - _FAR)
    if x is None or y is None or abs(x - y) > 0.03 * max(x, y):
        return 0.0
    digits = min(_digits(a), _digits(b))
    if digits >= 3 and min(x, y) >= 1000:
        return 1.0
    return 0.6 if digits >= 2 and a.measure == b.measure else 0.0


def _bearer_evidence(a: Item, b: Item) -> float:
    """Whose amounts they are. A family and one of it may be the same; two strangers are not."""
    mine, yours = (getattr(i.fact, "bearer", None) for i in (a, b))
    if mine is None or yours is None:
        return 0.0
    if mine == yours:
        return 0.8
    return 0.0 if _words_of_name(mine) & _words_of_name(yours) else -2.0


def _words_of_name(name: str) -> set[str]:
    return {w.removesuffix("s") for w in fold(name).split()}


def _is_family_of(one: str, other: str) -> bool:
    """Whether one is the family of the other: “the Smiths” and “Ann Smith”."""
    family, member = sorted((one, other), key=lambda name: len(name.split()))
    surname = fold(member).split()[-1]
    return len(family.split()) == 1 < len(member.split()) and fold(family) in (
        f"{surname}s",
        f"{surname}es",
    )


def _name_evidence(a: Item, b: Item) -> float:
    """Entities named beside the numbers: shared ones speak for one question, quite other ones of one sort against.

    A person here and a place there are no two strangers: “the senator from Ohio” and “Smith” may be one.
    """
    if not a.names or not b.names:
        return 0.0
    shared = a.names & b.names
    if not shared and set(_parties(a)) & set(_parties(b)):
        return 0.0
    if shared:
        return 0.5 * min(2, len(shared))
    if any(_is_family_of(one, other) for one in a.names for other in b.names):
        return 0.5
    return -1.0 if bool(a.names - a.places) == bool(b.names - b.places) else 0.0


def _parties(item: Item) -> tuple[str, ...]:
    return item.fact.parties if isinstance(item.fact, Quantity) else ()


def _party_evidence(x: Quantity, y: Quantity) -> float:
    mine, yours = set(x.parties), set(y.parties)
    if not mine or not yours:
        return 0.0
    if mine == yours:
        return 0.9
    return 0.3 if mine & yours else -0.8
