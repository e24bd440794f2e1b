"""Whether two quantities answer the same question: evidence for and against, added up.

Each piece of evidence is a weight in nats, roughly how much likelier it makes one question than two.
What rules a pair out (other unit, other parties, up against down) is not weighed but refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from search_index.comparison import numbers, otherwhen, units
from search_index.comparison.context import measure_key
from search_index.comparison.counting import (
    are_persons,
    counted,
    counts_things,
    is_bare,
    is_money_or_share,
)
from search_index.comparison.items import Item, Weights
from search_index.comparison.likeness import (
    are_fractions,
    can_be_same,
    close,
    distinctive,
    make_a_whole,
    of_two_periods,
    only_of_its_sort,
    opening_evidence,
    same_period,
    slip,
)
from search_index.comparison.persons import PERSONS
from search_index.comparison.sorts import MANY
from search_index.comparison.stories import one_story, same_event
from search_index.comparison.whose import (
    bearer_evidence,
    name_evidence,
    of_somebody_else,
    part_named,
    party_evidence,
)
from search_index.models import Quantity

# What a pair must reach, in nats. On news of one event by three publishers 32 of 35 true pairs of like numbers
# stand above 2.0 and two false ones; in a corpus of many subjects the same number turns up by chance.
ENOUGH = {"alike": 3.0, "alike, one event": 2.0, "unlike": 4.4, "unlike, one event": 2.9}

_YEARS_APART = 2

# What a count may be called without saying what is counted, or only that it is people.
_TALLY = frozenset(map(measure_key, ("number", "total", "count", "tally")))
_ANY_COUNT = frozenset(map(measure_key, PERSONS)) | _TALLY


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
    refused = _refusal(a, b, x, y, alike)
    if refused is None and _roles_apart(a, b, alike):
        refused = f"one is {x.role}, the other {y.role}"
    if refused is None and not alike and otherwhen.told_of_other_times(a, b):
        refused = "one stands beside a time long past"
    if refused is None and (_tells_finer(a, b) if alike else _tells(a, b) or _tells(b, a)):
        refused = "the other article gives this number as well"
    if refused is not None:
        return Evidence(0.0, alike, tuple(sorted(shared)), refused)
    parts = (
        ("digits in common", distinctive(a, b))
        if alike
        else ("numbers nearly the same", slip(a, b) + close(a, b)),
        ("what is measured", _measure_evidence(a, b, weights)),
        ("words around it", _context_evidence(a, b, weights)),
        ("parties", party_evidence(x, y)),
        ("whose it is", bearer_evidence(a, b)),
        ("told of two periods", _period_evidence(a, b, weights) if not alike else 0.0),
        ("names beside it", name_evidence(a, b)),
        ("one period", same_period(x, y)),
        ("both open on it", 0.0 if alike else opening_evidence(a, b)),
        ("the one number of its sort in both", only_of_its_sort(a, b)),
        ("subject of the articles", 0.0 if a.topic & b.topic else -1.5),
    )
    total = sum(weight for _, weight in parts)
    return Evidence(total, alike, tuple(sorted(shared)), one_event=one_story(a, b), parts=parts)


def _tells(a: Item, b: Item) -> bool:
    """Whether the article of ``a`` gives the number of ``b`` elsewhere: then that is its answer, not ``a``."""
    if getattr(a.fact, "unit", None) == "year of age":
        # The age of somebody else.
        return False
    if a.place == b.place or b.number is None or b.number.single is None:
        return False
    return b.number.single in a.told or (b.number.bound == "about" and _rounds_one_told(a, b))


def _tells_finer(a: Item, b: Item) -> bool:
    """Whether what only rounds to the other's number stands itself in the other's article: the 4.6 billion here are the
    4.6 there, not the “about 5”."""
    if a.number is None or b.number is None or numbers.equal(a.number, b.number):
        return False
    if getattr(a.fact, "unit", None) == "year of age":
        return False
    fine, coarse = (a, b) if a.number.step <= b.number.step else (b, a)
    assert fine.number is not None and coarse.number is not None
    # “More than nine in ten” of a report that goes on to tell 91.4 is kept by it all the same.
    loose = coarse.number.bound in ("exact", "about")
    return loose and fine.number.single is not None and fine.number.single in coarse.told


def _rounds_one_told(a: Item, b: Item) -> bool:
    """Whether ``b`` is about a number that the article of ``a`` gives beside ``a``: “about 50 percent” is its 52, not its 30."""
    assert b.number is not None and b.number.single is not None
    half = min(b.number.step / 2, 0.05 * abs(b.number.single))
    return any(abs(value - b.number.single) <= half for value in a.told)


def same_unit(x: Quantity, y: Quantity) -> bool:
    """The same unit, two of one sort of measure, or two ways to name what is counted."""
    if x.unit == y.unit or units.convertible(x.unit, y.unit):
        return True
    if units.is_percent_of(x, y) or units.is_percent_of(y, x):
        return True
    if {x.unit, y.unit} == {"percent", None}:
        # A rate may go without its sign: “her federal tax rate was 28.64”.
        return bool(x.measure and y.measure and "rate" in x.measure and "rate" in y.measure)
    one, other = counted(x), counted(y)
    # “90 worshippers” here may be “90 people” there, no “90 officers”.
    people = "person" in (one, other) and are_persons(x) and are_persons(y)
    return one is not None and (one == other or people)


def _yearly(x: Quantity, y: Quantity) -> bool:
    """Whether one of two amounts of money is so much a year or a week: “saves $3 million a year”, “savings of $3m”."""
    one, other = units.currency_of(x.unit), units.currency_of(y.unit)
    return one is not None and one == other and one in (x.unit, y.unit)


def _may_be_one_unit(a: Item, b: Item) -> bool:
    """Whether numbers that can be the same are so for all that is said of their units: one is so much a year, counts what
    the other only leaves out (“bank details of 41,000 customers”, “of some 41,000 of them”) or names no scale."""
    x, y = a.fact, b.fact
    assert isinstance(x, Quantity) and isinstance(y, Quantity)
    if _yearly(x, y) or units.may_be_one_scale(x.unit, y.unit):
        return True
    bare = (is_bare(x) and counts_things(y)) or (counts_things(x) and is_bare(y))
    if not bare or a.number is None or b.number is None:
        return False
    return numbers.equal(a.number, b.number) and abs(a.number.high) >= MANY


def _refusal(a: Item, b: Item, x: Quantity, y: Quantity, alike: bool) -> str | None:
    if not same_unit(x, y) and not (a.fate and b.fate) and not (alike and _may_be_one_unit(a, b)):
        return f"units differ: {x.unit} and {y.unit}"
    if x.change and y.change and x.change != y.change:
        return "one goes up, the other down"
    if x.unit == "year of age" and not _of_one_person(a, b, x, y):
        return "ages of two persons, or of one at two times"
    growing = "growth" in a.measure & b.measure
    if a.moved != b.moved and not growing and (x.unit == "percent" or (x.change and y.change)):
        return "one is how far it moved, the other what it stood at"
    if a.each != b.each:
        return "one is of each of several, the other of all"
    if a.fate and b.fate and a.fate != b.fate:
        return f"people {a.fate} and people {b.fate}"
    if are_fractions(a, b) and not (a.words & b.words) - (a.measure | b.measure):
        # Of the same people three fifths voted, and three fifths were in favour.
        return "parts of one whole, told of other deeds"
    if not alike and make_a_whole(a, b):
        return "the one is what the other leaves of the whole"
    if not alike and (bearer := of_somebody_else(a, b)):
        return f"one is of {bearer}, whom the other article does not name"
    if not alike and bool(a.fate) != bool(b.fate) and are_persons(x) and are_persons(y):
        return f"people {a.fate or b.fate} and people"
    if not alike and x.unit == y.unit == "percent" and (part := part_named(a, b)):
        return f"one is of a part: {part}"
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
        return bool(a.names & b.names) or (x.bearer is not None and x.bearer == y.bearer)
    if x.bearer is None or x.bearer != y.bearer or a.number is None or b.number is None:
        return False
    return abs(a.number.high - b.number.high) <= _YEARS_APART and same_event(a, b)


def _measure_evidence(a: Item, b: Item, weights: Weights) -> float:
    if a.fate is not None and a.fate == b.fate:
        return 2.0
    # Workers here and workers there are more alike than workers and people, who may be the same, or not.
    generic = _TALLY if (a.measure & b.measure) - _TALLY else _ANY_COUNT
    x, y = a.fact, b.fact
    assert isinstance(x, Quantity) and isinstance(y, Quantity)
    if x.unit == y.unit and a.measure == b.measure == {x.unit} and x.unit in _TALLY:
        # Twelve counts of fraud are counted, and no count of anything.
        generic = frozenset()
    mine, yours = a.measure - generic, b.measure - generic
    if not mine or not yours:
        return 0.0
    shared = mine & yours
    if not shared:
        if units.is_physical(x.unit):
            # Acres are of land, whether they burned or a fire consumed them.
            return 0.5
        if (
            not is_money_or_share(x)
            and counted(x) == counted(y) is not None
            and not are_fractions(a, b)
        ):
            # Homes and houses.
            return 0.6
        # A part is given of the seats, of the house or of a majority: the whole has many names.
        return 0.0 if are_fractions(a, b) else -0.6
    share = weights.of(shared) / weights.of(mine | yours)
    return 0.6 + 1.4 * share


def _period_evidence(a: Item, b: Item, weights: Weights) -> float:
    """Two amounts named alike and each given its own period are one question asked of two times: a clause more in
    words that both use tells so, where unlike numbers without a period leave it open."""
    if not of_two_periods(a, b):
        return 0.0
    return 0.8 * weights.of((a.measure & b.measure) - _ANY_COUNT)


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
    if alike and one_story(a, b):
        # In one story the same figure is aimed at here, offered there and reached in the end; the verdict tells it.
        return "limit" in (x.role, y.role)
    return not alike or bool({x.role, y.role} & {"limit", "offer"}) or not a.measure & b.measure
