"""When two numbers can be the same amount: equality, rounding from the digits written, bounds.

No tolerance is fixed in advance: how far a number may be off follows from its last digit and its hedge.
“About 5 billion” stands for anything that rounds to 5 billion; 43.9 does not round to 44.5.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from search_index.models import Bound, Claim, Quantity

_SCALE_WORD = re.compile(r"(?i)(?:(?<=\d)|\b)(thousand|million|billion|trillion|[mb]n|tn|[kmb])\b")
_BELOW = {"nearly", "almost", "just under", "close to", "approaching", "not quite"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number with what its writing tells: ``low``/``high`` for ranges, ``step`` for its last digit,
    ``against`` for the other side of a tally; ``only_digit`` where an unhedged number written out has one: “3,000”."""

    low: float
    high: float
    bound: Bound
    step: float
    hedge: str | None = None
    against: float | None = None
    only_digit: bool = False

    @property
    def single(self) -> float | None:
        """The number, None for a range."""
        return self.low if self.low == self.high else None


_FROM_TO = re.compile(r"\bto\s+\D{0,2}(\d[\d,]*(?:\.\d+)?)")
_WRITTEN_OUT = 100  # below it a number in words is meant to the one, unless hedged


def number_of(quantity: Quantity) -> Number | None:
    """The number of ``quantity``; None where it has neither a value nor both ends of a range."""
    low = quantity.value if quantity.value is not None else quantity.low
    high = quantity.value if quantity.value is not None else quantity.high
    if low is None or high is None:
        return None
    step = quantity.step if quantity.step else _step_of(high)
    scale = _scale(quantity.text)
    only_digit = False
    if scale > 1:
        # The digits before “billion” were chosen: “10 billion” is 10, not 5 to 15; “nearly 50 million” may be 48.
        hedged = quantity.bound != "exact" and step > scale
        step = _step_in_full(step, high, hedged=True) if hedged else min(step, scale)
    elif any(c.isdigit() for c in quantity.text) and step > 1:
        step = _step_in_full(step, high, hedged=quantity.bound != "exact")
        only_digit = quantity.bound == "exact" and step > 1 and abs(high) < 10 * step
    elif step == 10 and quantity.bound == "exact" and abs(high) < _WRITTEN_OUT:
        # “Ten others” at the head of a sentence are ten.
        step = 1.0
    if quantity.rule == "movement" and low != high and (to := _FROM_TO.search(quantity.text)):
        # “Will go up from 15 to 16 percent”: it is where it goes that is told.
        reached = float(to[1].replace(",", "")) * scale
        low = high = min(low, high, key=lambda end: abs(end - reached))
    against = quantity.also[0].value if quantity.rule == "tally" and quantity.also else None
    hedge = (quantity.hedge or "").lower() or None
    return Number(low, high, quantity.bound, step, hedge, against, only_digit)


_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
_SCALES |= {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


def _scale(text: str) -> float:
    """What the scale word in ``text`` multiplies by; 1 where it has none."""
    found = _SCALE_WORD.search(text)
    return _SCALES[found.group(1).lower()] if found else 1.0


_HUNDREDS, _MEANT_TO = 100.0, 0.01
_ABOUT = 0.2  # of a number of one digit, a tenth on either side


def _step_in_full(step: float, value: float, *, hedged: bool) -> float:
    """The step of a number written out: unhedged, “20,000” is meant to the thousand, “4,600” to a hundredth of it (it may be
    4,597, no 4,560) and “250” to the one.

    Hedged, its only digit is half certain: “about 100” is 75 to 125, “about 50” 45 to 55.
    """
    if not hedged:
        if step == _HUNDREDS and abs(value) >= 10 * step:
            return min(step, _MEANT_TO * abs(value))
        return float(10.0 ** (3 * (round(math.log10(step)) // 3)))
    return min(step, max(step / 2, _ABOUT * abs(value))) if abs(value) < 10 * step else step


def _step_of(value: float) -> float:
    """The size of the last non-zero digit of ``value``; 1 for zero."""
    if not value or not math.isfinite(value):
        return 1.0
    digits = f"{abs(value):.10g}"
    if "e" in digits:
        mantissa, exponent = digits.split("e")
        return float(10.0 ** (int(exponent) - len(mantissa.partition(".")[2])))
    whole, _, part = digits.partition(".")
    if part:
        return float(10.0 ** -len(part))
    return float(10.0 ** (len(whole) - len(whole.rstrip("0"))))


def equal(a: Number, b: Number) -> bool:
    """The same number or range, bounds aside; of two tallies on both sides."""
    if None not in (a.against, b.against) and a.against != b.against:
        return False
    return math.isclose(a.low, b.low, rel_tol=1e-9) and math.isclose(a.high, b.high, rel_tol=1e-9)


# “Nearly a million” has one digit, and half of it is no rounding.
_FURTHEST_OFF = 0.3


def rounds_to(fine: Number, coarse: Number) -> bool:
    """Whether ``coarse`` is what ``fine`` becomes when it is written with fewer digits."""
    a, b = fine.single, coarse.single
    if (
        a is None
        or b is None
        or coarse.step <= fine.step
        or coarse.bound in ("more_than", "less_than")
    ):
        return False
    if coarse.hedge in _BELOW:
        return b - min(coarse.step, _FURTHEST_OFF * abs(b)) < a < b
    # Half-way cases go both ways in print (0.5 to 0 or 1), so both ends are in. An only digit is meant more closely than
    # it can say: “3,000” is 2,750 to 3,250.
    half = coarse.step / (4 if coarse.only_digit else 2)
    if abs(b) < 10 * coarse.step and abs(a) > abs(b) and math.isclose(abs(a - b), coarse.step / 2):
        # 5.5 is written “6”, and nobody writes “5”.
        return False
    return abs(a - b) <= min(half, _FURTHEST_OFF * abs(b)) * (1 + 1e-9)


def cut_to(fine: Number, coarse: Number) -> bool:
    """Whether ``coarse`` is ``fine`` with its last digits dropped: 43.9 to “43”. Two digits at least."""
    a, b = fine.single, coarse.single
    if a is None or b is None or coarse.step <= fine.step or coarse.bound != "exact":
        return False
    return b >= 10 * coarse.step and 0 <= a - b < coarse.step


def hedged_near(a: Number, b: Number, *, measured: bool = False) -> bool:
    """Whether one is loose (“about”, “nearly”) and within the coarser one's last digit; where both are, or something is
    ``measured`` and not counted (five hours, about six), whether what either may stand for meets."""
    x, y = a.single, b.single
    if x is None or y is None or "about" not in (a.bound, b.bound):
        return False
    half = max(a.step, b.step) / 2
    many = min(abs(x), abs(y)) >= 10 * max(a.step, b.step)
    if (a.bound == b.bound and many) or (measured and a.step == b.step == 1):
        half = (a.step + b.step) / 2
    return abs(x - y) <= min(half, _FURTHEST_OFF * max(abs(x), abs(y))) * (1 + 1e-9)


def within_bound(bounded: Number, other: Number) -> bool | None:
    """Whether ``other`` keeps the bound of ``bounded``; None where ``bounded`` has none."""
    low, high = other.low, other.high
    limit = bounded.single
    match bounded.bound:
        case "more_than" if limit is not None:
            return low > limit or (other.bound in ("more_than", "at_least") and low >= limit)
        case "at_least" if limit is not None:
            return low >= limit
        case "less_than" if limit is not None:
            return high < limit or (other.bound in ("less_than", "at_most") and high <= limit)
        case "at_most" if limit is not None:
            return high <= limit
        case _:
            if bounded.low != bounded.high:
                return bounded.low <= low and high <= bounded.high
            return None


def is_vague(number: Number) -> bool:
    """Whether a range is so wide (“tens of millions”) that lying in it is no evidence at all."""
    return number.single is None and number.high > 3 * abs(number.low)


def near_bound(bounded: Number, other: Number) -> bool:
    """Whether a writer would use the bound for the other number: “over 10,000” for 10,640, not for 70,000."""
    limit = bounded.single
    if limit is None:
        return True
    return abs(other.low - limit) <= max(bounded.step, abs(limit) * 0.1) * 1.5


def words_of(claim: Claim | Quantity) -> str:
    """The number as a reader writes it: 4.92 billion, 46, 35.7."""
    if claim.low is not None and claim.high is not None and claim.low != claim.high:
        return f"{plain(claim.low)} to {plain(claim.high)}"
    value = claim.value if isinstance(claim.value, float | int) else claim.low
    return plain(value) if value is not None else "?"


def plain(value: float) -> str:
    """A number in words for scales: 4920000000.0 gives “4.92 billion”."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            scaled = value / size
            text = f"{scaled:.6f}".rstrip("0").rstrip(".")
            if len(text) <= 7:
                return f"{text} {word}"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.6f}".rstrip("0").rstrip(".")
