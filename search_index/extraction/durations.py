"""Lengths of time: “90 days”, “three-month”, “the past two years”, “a year and a half”, “for decades”."""

from __future__ import annotations

import calendar
import datetime
import re

from search_index.extraction.calendar_values import shift
from search_index.extraction.date_tokens import meaning
from search_index.extraction.timex import Found, Reading, Rule, Timex, Type, words_of
from search_index.models import Period

_DIGITS = r"(?<![.,:$£€¥\-/])<INT>(?:,<INT>){0,5}(?:\.<INT>)?(?: <INT>/<INT>)?"
_WORDS = r"<NUMBER>(?:(?: <and> | |-)<NUMBER>){0,7}"
# The amount before a unit, in one of the named groups that `amount` reads.
AMOUNT = (
    rf"(?:(?P<num>(?:{_DIGITS}(?: {_WORDS})?|(?:<a> (?=<hundred|thousand|million|dozen>)|<half> <a> (?=<dozen>))?{_WORDS})"
    r"(?P<andhalf>[ \-]<and>[ \-]<a>[ \-]<half>)?)"
    r"|(?:<a> )?(?:<good> )?(?P<vague><VAGUE>)(?: <of>)?(?: <NUMBER>)?(?: <more>)?"
    r"|(?:(?P<halved><half>)[ \-])?(?P<one><a|an|another>)(?: (?P<half2><half|quarter>)(?=[ \-]))?)"
)
_FILL = r"(?: <full|whole|more|additional|consecutive|straight|long|short|mere|solid|calendar|business|working|fiscal|extra|further|successive>)?"

# More of any unit than this is no time that a calendar can tell.
_MOST = 1e12


def number_value(text: str) -> str | None:
    """A number in words or digits as TIMEX writes it; None where it is none."""
    words = re.findall(r"[a-z]+|\d[\d,.]*|/", text.lower())
    if not words:
        return None
    if words[0][0].isdigit():
        try:
            number = float(words[0].replace(",", "").rstrip("."))
            if len(words) >= 4 and words[2] == "/":
                number += float(words[1]) / float(words[3])
                words = words[:1]
        except (ValueError, ZeroDivisionError):
            return None
        words = words[1:]
        scale = 1.0
        for word in words:
            scale *= meaning(word, "NUMBER") or 1
        number *= scale
    else:
        number, group = 0.0, 0.0
        for word in words:
            value = meaning(word, "NUMBER") if word not in ("a", "and", "half") else None
            if word == "half":
                group = group or 0.5
            elif value is None:
                continue
            elif value in (12, 100) and word in ("dozen", "hundred"):
                group = (group or 1) * value
            elif value >= 1000:
                number, group = number + (group or 1) * value, 0.0
            else:
                group += value
        number += group
    return _plain(number) if number < _MOST else None


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


def amount(found: Found) -> str | None:
    """How many: digits, ``X`` for “several”; None where the match has no amount."""
    if found.has("vague"):
        return str(meaning(found.text("vague"), "VAGUE"))
    if found.has("one"):
        if found.has("halved") or found.text("half2").lower() == "half":
            return "0.5"
        return "0.25" if found.has("half2") else "1"
    value = number_value(found.text("num")) if found.text("num") else None
    if value is not None and found.has("andhalf"):
        value = _plain(float(value) + 0.5)
    return value


def duration_value(count: str, unit: str) -> str | None:
    """``P3M``, ``PT24H``, ``PXD``: a decade is ten years, half a year six months, an unknown number X."""
    if count == "0.5" and unit in ("Y", "DE", "CE", "TH", "D"):
        return {"Y": "P6M", "DE": "P5Y", "CE": "P50Y", "TH": "PT30M", "D": "PT12H"}[unit]
    if count == "0.25" and unit == "CE":
        return "P25Y"
    if unit == "F":
        unit, count = "W", "X" if count == "X" else _plain(2 * float(count))
    for long_unit, years in (("DE", 10), ("CE", 100), ("ML", 1000)):
        if unit == long_unit and count != "X":
            return f"P{_plain(years * float(count))}Y"
    if unit == "Q" and count != "X":
        return f"P{_plain(3 * float(count))}M"
    if unit == "ML":
        return None
    return f"PT{count}{unit[1:]}" if unit.startswith("T") else f"P{count}{unit}"


def _duration(found: Found, reading: Reading) -> Timex | None:
    count, unit = amount(found), found.mean("unit", "UNITS", "UNIT")
    first, last = found.match.span()
    word, after = found.text("unit").lower(), reading.word_after(last)
    if count is None or unit is None or after in ("old", "olds") or _is_age(reading, first, last):
        return None
    if found.has("one") and after == "long":
        return None  # “a year-long ban” is read by its own rule
    if word in ("second", "weekday") or (found.has("one") and word in ("quarter", "second")):
        return None
    if word in ("quarters", "quarter") and (count == "3" or "." in count or after == "of"):
        return None
    if word in ("day", "night") and count == "1" and not _is_a_day(found, reading):
        return None
    if found.has("extra") and not found.has("hyphen"):
        count = _plain(float(count) + 0.5) if count != "X" else count
    value = duration_value(count, unit)
    if value is None:
        return None
    kind: Type = "DURATION"
    if (
        found.text("one").lower() in ("a", "an")
        and not found.has("halved")
        and _is_rate(reading, first)
    ):
        kind = "SET"
    return Timex(first, last, kind, value, "duration")


def _duration_range(found: Found, reading: Reading) -> Timex | None:
    """five to ten years, 2-3 weeks."""
    highest = _duration(found, reading)
    low, unit = number_value(found.text("low")), found.mean("unit", "UNITS", "UNIT")
    if highest is None or low is None:
        return None
    lowest = duration_value(low, unit)
    if lowest is None or float(low) >= float(number_value(found.text("num")) or 0):
        return None
    highest.value = f"{lowest}/{highest.value}"
    return highest


def _is_a_day(found: Found, reading: Reading) -> bool:
    """Whether “a day” is a length of time, not a day like any other (“a day to remember”)."""
    first, last = found.match.span()
    if found.text("one").lower() == "another" or found.has("halved") or found.has("hyphen"):
        return True
    if reading.word(first) not in ("a", "an", "one", "1") or last - first > 3:
        return True  # “the one day”, “a full day”
    return (
        reading.word_before(first) in words_of("before_a_day")
        or reading.word_after(last) in words_of("after_a_day")
        or _is_rate(reading, first)
    )


def _is_age(reading: Reading, first: int, last: int) -> bool:
    if reading.word_before(first) in ("age", "ages", "aged"):
        return True
    following = [reading.word(i) for i in range(last, last + 8)]
    words = [word for word in following if word.strip()]
    return words[:2] in (
        ["of", "age"],
        ["-", "old"],
        ["and", "older"],
        ["or", "older"],
        ["or", "younger"],
        ["and", "younger"],
    ) or words[:1] == ["old"]


def _is_rate(reading: Reading, first: int) -> bool:
    """Whether “a year” follows an amount: “$5 million a year”, “20 times a day”, “twice a week”."""
    if reading.word(first - 1) != " ":
        return False
    before = reading.token(first - 2)
    if (
        before.lower_ in ("once", "twice", "times")
        or before.like_num
        or before.ent_type_ == "MONEY"
    ):
        return True
    return before.tag_ == "NNS" and any(child.like_num for child in before.children)


def _stretch(found: Found, reading: Reading) -> Timex | None:
    """the past two years, the next few weeks, recent months."""
    count = amount(found) or "X"
    unit = found.mean("unit", "UNITS")
    value = duration_value(count, unit)
    if value is None or found.text("unit").lower() == "seconds":
        return None
    timex = Timex(*found.match.span(), "DURATION", value, "stretch")
    if found.has("last") and count.isdigit():
        timex.period = _until_today(reading, count, unit)
    return timex


def _until_today(reading: Reading, count: str, unit: str) -> Period | None:
    day = reading.anchor.date if reading.anchor else None
    if day is None or unit not in ("D", "W", "M", "Y") or int(count) > 1000:
        return None
    if unit in ("D", "W"):
        first = shift(
            reading.anchor, unit if unit == "D" else "D", -int(count) * (7 if unit == "W" else 1)
        )
        return Period(first, day.isoformat())
    months = day.year * 12 + day.month - 1 - int(count) * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return None
    start = datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return Period(start.isoformat(), day.isoformat())


def _bare(found: Found, reading: Reading) -> Timex | None:
    """for years, decades of, weeks after."""
    first, last = found.match.span()
    before, after = reading.word_before(first), reading.word_after(last)
    unit = found.mean("unit", "UNITS")
    if before[:1].isdigit() or meaning(before, "NUMBER") or meaning(before, "VAGUE"):
        return None  # an age, or another amount that was refused
    if before not in words_of("before_bare_units") and (after not in words_of("after_bare_units")):
        return None
    if before == "of" and after == "of":
        return None
    if found.text("unit").lower() in (
        "seconds",
        "quarters",
        "nights",
        "minutes",
        "hours",
        "days",
    ) and (before not in ("for", "in", "within") or after == "of"):
        return None
    if reading.token(first).ent_type_ in ("ORG", "WORK_OF_ART", "PERSON"):
        return None
    return Timex(first, last, "DURATION", duration_value("X", unit) or "PX", "bare_duration")


def _long(found: Found, reading: Reading) -> Timex | None:
    unit = found.mean("unit", "UNITS")
    if unit is None:
        unit, count = found.mean("one_unit", "UNIT"), "1"
    else:
        count = "X"
    value = duration_value(count, unit) if unit else None
    return Timex(*found.match.span(), "DURATION", value, "long") if value else None


def _months_of(found: Found, reading: Reading) -> Timex | None:
    """the first three months (of …): the days are told once the year is known."""
    count = number_value(found.text("num")) if found.has("num") else "X"
    if count is None:
        return None
    value = duration_value(count, found.mean("unit", "UNITS"))
    if value is None:
        return None
    rule = "first_months" if found.text("edge").lower() == "first" else "last_months"
    return Timex(*found.match.span(), "DURATION", value, rule)


_STRETCH = r"(?P<last><LAST>)|<PRIOR|RECENT|NEXT|FOLLOWING>"

DURATION_RULES = [
    Rule(
        "duration_range",
        rf"(?P<low>{_DIGITS}|{_WORDS})(?: ?<DASH> ?| <to|or> )(?P<num><INT>(?:\.<INT>)?|{_WORDS})[ \-](?P<unit><UNITS|UNIT>)",
        _duration_range,
    ),
    Rule(
        "duration",
        rf"(?:<the> )?{AMOUNT}{_FILL}(?P<hyphen>-)?(?(hyphen)|[ ])(?P<unit><UNITS|UNIT>)(?P<extra> <and> <a> <half>)?(?P<apostrophe>'(?!<s>))?",
        _duration,
    ),
    Rule("stretch", rf"(?:<the> )?(?:{_STRETCH}) {AMOUNT}{_FILL} (?P<unit><UNITS>)", _stretch),
    Rule("stretch", rf"(?:<the> )?(?:(?:{_STRETCH}) )(?P<unit><UNITS>)", _stretch),
    Rule("bare", r"(?P<unit><UNITS>)", _bare),
    Rule("long", r"(?:(?P<unit><UNITS>)|(?P<one_unit><UNIT>))-<long>", _long),
    Rule("half_unit", r"(?P<halved><half>)-(?P<one>)(?P<unit><UNIT>)", _duration),
    Rule("whole", r"<all|the> (?:<whole|entire|full> )(?P<one_unit><UNIT>)", _long),
    Rule(
        "months_of",
        rf"<the> (?P<edge><first|last|final>) (?P<num>{_DIGITS}|{_WORDS}) (?P<unit><UNITS>)(?= <of>)",
        _months_of,
    ),
]
