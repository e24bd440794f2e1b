"""Dates as people write them at the head of a document, to ISO: a day, a month or a year."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2})(?:[T ]+\d{1,2}:\d{2}.*)?)?)?",
    re.S | re.A,
)
_MONTHS = {
    name: number
    for number, full in enumerate(
        (
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ),
        start=1,
    )
    for name in (full, full[:3], full[:4])
}
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_REST = r"(?:[,\s]+(?:at\s+)?\d{1,2}[:.]\d{2}.*)?"
_SPELLED = tuple(
    re.compile(pattern, re.I | re.S | re.A)
    for pattern in (
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}}){_REST}",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_REST}",
        rf"{_MONTH},?\s+(?P<year>\d{{4}})",
    )
)

# The same within a line; a time behind it is a word of its own.
_DAYS = re.compile(
    "|".join(
        rf"(?<!\w){pattern}(?!\w)"
        for pattern in (
            rf"{_WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?[a-z]{{3,9}}\.?,?\s+\d{{4}}",
            rf"{_WEEKDAY}[a-z]{{3,9}}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}",
            r"\d{4}-\d{1,2}-\d{1,2}(?:T\S+)?",
        )
    ),
    re.I | re.A,
)


class Day(NamedTuple):
    """A day within a line: where it stands, and ``iso`` in full."""

    start: int
    end: int
    iso: str


def days_in(line: str) -> tuple[Day, ...]:
    """Every day with its month and year that is written in ``line``."""
    found = ((m.start(), m.end(), written_date(m[0])) for m in _DAYS.finditer(line))
    return tuple(Day(start, end, iso) for start, end, iso in found if iso and len(iso) == 10)


def iso_date(text: str) -> str | None:
    """``2026-01-06``, ``2026-01`` or ``2026`` for an ISO date (a time behind it is dropped), else None."""
    found = _ISO.fullmatch(text.strip())
    return _checked(found) if found else None


def written_date(text: str) -> str | None:
    """As ``iso_date``, and for “6 January 2026”, “Tue, Jan. 6, 2026 10:00”, “January 2026”.

    Dates of digits and slashes are None: 06/01 is June here and January there.
    """
    text = text.strip()[:80]
    for pattern in _SPELLED:
        if found := pattern.fullmatch(text):
            return _checked(found)
    return iso_date(text)


def _checked(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    written_month = parts.get("month")
    if written_month is None:
        return parts["year"] if parts["year"] > "0000" else None
    month = int(written_month) if written_month.isdigit() else _MONTHS.get(written_month.lower(), 0)
    day = parts.get("day")
    try:
        date = datetime.date(int(parts["year"]), month, int(day) if day else 1)
    except ValueError:
        return None
    return date.isoformat() if day else date.isoformat()[:7]
