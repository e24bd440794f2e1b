"""Facts, periods and numbers in a few words, for tables; pure functions that know no terminal."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Twenty dataclasses take 15 ms to make: the app starts without them.
    from search_index.models import Bound, Claim, Fact, Period, Verdict

SIGNS: dict[Verdict, str] = {
    "agree": "=",
    "compatible": "≈",
    "differ": "Δ",
    "conflict": "≠",
    "single": "·",
}
_BOUNDS: dict[Bound, str] = {
    "exact": "",
    "about": "about ",
    "more_than": "more than ",
    "at_least": "at least ",
    "less_than": "less than ",
    "at_most": "at most ",
    "between": "",
}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def number(value: float) -> str:
    """``value`` without rounding: 4.92 billion, 12,500, 0.5."""
    if not isfinite(value):
        return str(value)
    for scale, word in _SCALES:
        if abs(value) >= scale:
            short = f"{value / scale:.6g}"
            if "e" not in short and abs(float(short) * scale - value) <= abs(value) * 1e-12:
                return f"{short} {word}"
            break
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


def amount(
    value: float | None,
    low: float | None,
    high: float | None,
    unit: str | None,
    bound: Bound | None,
) -> str:
    """A quantity in words: “about 5 billion USD”, “3 to 5 percent”."""
    if value is not None:
        figure = _BOUNDS[bound or "exact"] + number(value)
    elif low is not None and high is not None:
        figure = f"{number(low)} to {number(high)}"
    else:
        return unit or ""
    return f"{figure} {unit}" if unit else figure


def period(value: Period | None) -> str:
    """The shortest true name of a period: 2025, 2025-03, 2025-01 to 2025-11, 2026-01-06."""
    if value is None:
        return ""
    start, end = value.start, value.end
    if start == end:
        return start
    if start[:4] == end[:4] and start.endswith("-01-01") and end.endswith("-12-31"):
        return start[:4]
    if start.endswith("-01") and _ends_month(end):
        return start[:7] if start[:7] == end[:7] else f"{start[:7]} to {end[:7]}"
    return f"{start} to {end}"


def _ends_month(day: str) -> bool:
    from calendar import monthrange

    try:
        year, month, number_ = (int(piece) for piece in day.split("-"))
        return number_ == monthrange(year, month)[1]
    except ValueError:
        return False


def meaning(fact: Fact) -> str:
    """What a fact says, normalised."""
    from search_index.models import Date, Entity, Quantity, Quote, Relation

    match fact:
        case Quantity():
            what = amount(fact.value, fact.low, fact.high, fact.unit, fact.bound)
            role = "" if fact.role == "actual" else f" ({fact.role})"
            counted = fact.measure in (None, fact.unit)
            return what + role if counted else f"{fact.measure}: {what}{role}"
        case Date():
            return f"{fact.value}: {fact.event}" if fact.event else fact.value
        case Quote():
            return f"{fact.directness}, by {fact.speaker or 'somebody'}"
        case Relation():
            denied = "not " if fact.polarity == "negative" else ""
            return " | ".join([fact.subject, denied + fact.predicate, *fact.objects])
        case Entity():
            return f"{fact.name} ({fact.type})"
    return ""


def when(fact: Fact | Claim) -> str:
    """The period a fact is about, in words; empty where it has none."""
    return period(getattr(fact, "period", None))


def plural(count: int, one: str, many: str | None = None) -> str:
    """“1 document”, “5 documents”."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def named(source: str, doc: str) -> str:
    """The publisher, empty where nobody names one and the file's name stands in for it."""
    return "" if source in (doc, doc.rpartition("/")[2]) else source
