"""How two periods stand to each other: same, inside, overlapping, apart, or unknown."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal

from search_index.models import Period

Standing = Literal["same", "inside", "overlap", "apart", "unknown"]


def standing(a: Period | None, b: Period | None) -> Standing:
    """How ``a`` and ``b`` stand; ``inside`` either way round; ``unknown`` where one is not given."""
    if a is None or b is None:
        return "unknown"
    if a == b:
        return "same"
    if a.end < b.start or b.end < a.start:
        return "apart"
    if (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end):
        return "inside"
    return "overlap"


def days(period: Period) -> int:
    """How many days ``period`` has; 0 where its ends are no dates."""
    try:
        start = datetime.date.fromisoformat(period.start)
        end = datetime.date.fromisoformat(period.end)
    except ValueError:
        return 0
    return (end - start).days + 1


def years(period: Period) -> int:
    """How many calendar years ``period`` has; 0 where it is not of whole ones."""
    whole = period.start.endswith("-01-01") and period.end.endswith("-12-31")
    return int(period.end[:4]) - int(period.start[:4]) + 1 if whole else 0


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def in_words(period: Period | None) -> str:
    """“2024”, “October 2025”, “January–November 2025”, “6–8 January 2026”; “an unknown period” for None."""
    if period is None:
        return "an unknown period"
    try:
        start = datetime.date.fromisoformat(period.start)
        end = datetime.date.fromisoformat(period.end)
    except ValueError:
        return f"{period.start} to {period.end}"
    first, last = start.day == 1, (end + datetime.timedelta(days=1)).day == 1
    if start == end:
        return f"{start.day} {_MONTHS[start.month - 1]} {start.year}"
    if first and last:
        if start.month == 1 and end.month == 12:
            return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
        opening = _MONTHS[start.month - 1]
        closing = f"{_MONTHS[end.month - 1]} {end.year}"
        if (start.year, start.month) == (end.year, end.month):
            return closing
        return (
            f"{opening}–{closing}"
            if start.year == end.year
            else f"{opening} {start.year}–{closing}"
        )
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {_MONTHS[start.month - 1]} {start.year}"
    return (
        f"{start.day} {_MONTHS[start.month - 1]} {start.year} to "
        f"{end.day} {_MONTHS[end.month - 1]} {end.year}"
    )


_UNITS = {"TM": "minute", "TH": "hour", "D": "day", "W": "week", "M": "month", "Y": "year"}


_DAYS = {"TM": 1.0 / 1440, "TH": 1.0 / 24, "D": 1.0, "W": 7.0, "M": 365.25 / 12, "Y": 365.25}
_AS_LONG = 0.03


def parts(duration: str) -> tuple[int, str]:
    """“P8Y” as 8 and “Y”, “PT30M” as 30 and “TM”."""
    digits = "".join(c for c in duration if c.isdigit())
    return int(digits), duration.removeprefix("P").replace(digits, "", 1)


def as_long(one: str, other: str) -> bool:
    """Whether two stretches of time are of one length, or hardly of another: “P12M” and “P1Y”, “P4W” and “P28D”."""
    x, y = (number * _DAYS[unit] for number, unit in (parts(one), parts(other)))
    return abs(x - y) <= _AS_LONG * max(x, y)


def lengths(durations: Sequence[str]) -> str:
    """“P8Y” and “P6M” as “8 years or 6 months”."""
    found = [(number, _UNITS[unit]) for number, unit in map(parts, durations)]
    return " or ".join(f"{n} {unit}" if n == 1 else f"{n} {unit}s" for n, unit in found)
