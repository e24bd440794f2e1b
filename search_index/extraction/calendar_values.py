"""Calendar arithmetic on TIMEX3 values: from a day to the value of its week, quarter or decade, and back to days.

An unknown year, month or day is written with X, as TIMEX3 does: ``XXXX-01-06``. Values are
those of TempEval-3: a decade is three digits (``199``), a century two (``19``), a week ``2013-W11``.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from search_index.models import Period

_MASKS = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}
# Meteorological seasons of the northern half; a winter belongs to two years and gets no days.
_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_FULL_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?:-XX)?(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_HALF = re.compile(r"(\d{4})-H([12])")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA)")
_YEARS = re.compile(r"\d{2,4}")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The date that relative expressions are reckoned from; None where it is not known so finely."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, value: str | None) -> Anchor | None:
        """The anchor that an ISO date, month or year gives; None if it gives none."""
        match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value or "", re.ASCII)
        if not match or match.group(1) == "0000":
            return None
        year, month, day = (int(g) if g else None for g in match.groups())
        assert year is not None
        if month is None or not 1 <= month <= 12:
            return cls(year)
        if day is None or not 1 <= day <= calendar.monthrange(year, month)[1]:
            return cls(year, month)
        return cls(year, month, day)

    @property
    def date(self) -> datetime.date | None:
        """The full day, where it is known."""
        if self.month is None or self.day is None:
            return None
        return datetime.date(self.year, self.month, self.day)


def day_value(year: int | None, month: int | None, day: int | None) -> str | None:
    """``2013-03-21``, with X for what is unknown; None where there is no such day."""
    if month is not None and day is not None:
        if day > (calendar.monthrange(year, month)[1] if year else (29 if month == 2 else 31)):
            return None
        if not year and day == 31 and month in (4, 6, 9, 11):
            return None
    parts = ["XXXX" if year is None else f"{year:04d}"]
    if month is not None or day is not None:
        parts.append("XX" if month is None else f"{month:02d}")
    if day is not None:
        parts.append(f"{day:02d}")
    return "-".join(parts)


def week_value(day: datetime.date) -> str:
    """The ISO week of ``day``."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def shift(anchor: Anchor | None, unit: str, count: int) -> str:
    """The day, week, month … that lies ``count`` of ``unit`` from the one of ``anchor``."""
    mask = _MASKS.get(unit, "XXXX-XX-XX")
    if anchor is None:
        return mask
    try:
        if unit == "Y":
            return _year(anchor.year + count)
        if unit == "DE":
            return f"{_year(10 * (anchor.year // 10 + count))[:3]}"
        if unit == "CE":
            return f"{_year(100 * (anchor.year // 100 + count))[:2]}"
        if unit in ("M", "Q"):
            if anchor.month is None:
                return f"{anchor.year:04d}-{mask[5:]}" if not count else mask
            size = 1 if unit == "M" else 3
            months = anchor.year * 12 + anchor.month - 1 + count * size
            year, month = divmod(months, 12)
            _year(year)
            return f"{year:04d}-{month + 1:02d}" if size == 1 else f"{year:04d}-Q{month // 3 + 1}"
        day = anchor.date
        if day is None:
            return mask
        if unit in ("W", "WE", "F"):
            weeks = count * (2 if unit == "F" else 1)
            return week_value(day + datetime.timedelta(weeks=weeks)) + (
                "-WE" if unit == "WE" else ""
            )
        if unit == "D":
            return (day + datetime.timedelta(days=count)).isoformat()
        return day.isoformat()
    except (ValueError, OverflowError):
        return mask


def _year(year: int) -> str:
    if not 1 <= year <= 9999:
        raise ValueError(year)
    return f"{year:04d}"


def nearest_weekday(anchor: Anchor | None, weekday: int, direction: int) -> str:
    """The nearest ``weekday`` (1 is Monday). ``direction``: -1 today or before, 1 today or after,
    -2 before, 2 after; 0 as -1."""
    day = anchor.date if anchor else None
    if day is None:
        return f"XXXX-WXX-{weekday}"
    back = (day.isoweekday() - weekday) % 7
    ahead = (weekday - day.isoweekday()) % 7
    days = {-2: -(back or 7), 1: ahead, 2: ahead or 7}.get(direction, -back)
    try:
        return (day + datetime.timedelta(days=days)).isoformat()
    except OverflowError:
        return f"XXXX-WXX-{weekday}"


def year_of_month(anchor: Anchor | None, month: int, direction: int) -> int | None:
    """The year of a month named without one. Directions as in nearest_weekday; 0: the nearest."""
    if anchor is None:
        return None
    year, now = anchor.year, anchor.month
    if now is None:
        return year
    if direction == -2:
        return year if month < now else year - 1
    if direction == 2:
        return year if month > now else year + 1
    if direction == -1:
        return year if month <= now else year - 1
    if direction == 1:
        return year if month >= now else year + 1
    return min((year - 1, year, year + 1), key=lambda y: abs((y - year) * 12 + month - now))


def year_of_day(
    anchor: Anchor | None, month: int, day: int, direction: int, doubt: int = 14
) -> int | None:
    """The year of a day named without one; nearer than ``doubt`` days the tense is overruled."""
    today = anchor.date if anchor else None
    if today is None:
        return year_of_month(anchor, month, direction)
    days = {}
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            days[year] = (datetime.date(year, month, day) - today).days
        except ValueError:
            continue
    fitting = {
        y: d
        for y, d in days.items()
        if not direction or (d <= 0 if direction < 0 else d >= 0) or abs(d) < doubt
    }
    return min(fitting or days, key=lambda y: abs(days[y])) if days else None


def season_value(anchor: Anchor | None, season: str, direction: int) -> str:
    """The value of a season named without a year; directions as in nearest_weekday."""
    if anchor is None:
        return f"XXXX-{season}"
    first = _SEASON_START[season]
    if anchor.month is None:
        return f"{anchor.year + (direction if abs(direction) == 2 else 0) // 2}-{season}"
    current = (anchor.month - first) % 12 < 3
    begun = anchor.year if anchor.month >= first else anchor.year - 1
    step = {-2: -1 if current else 0, 2: 1, 1: 0 if current else 1}.get(direction, 0)
    return f"{begun + step:04d}-{season}"


def easter(year: int) -> datetime.date:
    """Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, month, day + 1)


def holiday_date(rule: str, year: int) -> datetime.date | None:
    """The day of a holiday in ``year``; ``rule`` as words/dates.yaml writes it."""
    try:
        if rule.startswith("easter"):
            return easter(year) + datetime.timedelta(days=int(rule[6:]))
        if "/" in rule:
            month, weekday, rest = rule.split("/")
            nth, _, extra = rest.partition("+")
            days = calendar.monthrange(year, int(month))[1]
            first = datetime.date(year, int(month), 1)
            matches = [
                first + datetime.timedelta(days=n)
                for n in range(days)
                if (first.isoweekday() - 1 + n) % 7 + 1 == int(weekday)
            ]
            day = matches[int(nth) - (int(nth) > 0)]
            return day + datetime.timedelta(days=int(extra or 0))
        return datetime.date.fromisoformat(f"{year:04d}-{rule}")
    except (ValueError, OverflowError):
        return None


def period_of(value: str) -> Period | None:
    """The days that a value covers, both ends included; None where it leaves the year or more open."""
    first, slash, last = value.partition("/")
    if slash:
        ends = period_of(first), period_of(last)
        if ends[0] is None or ends[1] is None or ends[0].start > ends[1].end:
            return None
        return Period(ends[0].start, ends[1].end)
    try:
        if match := _FULL_DAY.fullmatch(value):
            day = datetime.date(*(int(g) for g in match.groups())).isoformat()
            return Period(day, day)
        if match := _WEEK.fullmatch(value):
            year, week = int(match.group(1)), int(match.group(2))
            weekend = match.group(3)
            return Period(
                datetime.date.fromisocalendar(year, week, 6 if weekend else 1).isoformat(),
                datetime.date.fromisocalendar(year, week, 7).isoformat(),
            )
        if match := _MONTH.fullmatch(value):
            return months_period(int(match.group(1)), int(match.group(2)), int(match.group(2)))
        if match := _QUARTER.fullmatch(value):
            last_month = 3 * int(match.group(2))
            return months_period(int(match.group(1)), last_month - 2, last_month)
        if match := _HALF.fullmatch(value):
            last_month = 6 * int(match.group(2))
            return months_period(int(match.group(1)), last_month - 5, last_month)
        if match := _SEASON.fullmatch(value):
            return months_period(int(match.group(1)), *_SEASON_MONTHS[match.group(2)])
        if _YEARS.fullmatch(value) and value.isascii() and int(value):
            open_digits = 4 - len(value)
            return Period(
                f"{(value + '0' * open_digits)}-01-01", f"{value + '9' * open_digits}-12-31"
            )
    except (ValueError, OverflowError):
        return None
    return None


def months_period(year: int, first: int, last: int) -> Period:
    """From the first day of month ``first`` to the last day of month ``last``."""
    end = calendar.monthrange(year, last)[1]
    return Period(f"{year:04d}-{first:02d}-01", f"{year:04d}-{last:02d}-{end:02d}")
