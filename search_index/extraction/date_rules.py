"""Dates that name their year, month, day or clock time: “March 21, 2013”, “the 1990s”, “8 p.m.”."""

from __future__ import annotations

import re

from search_index.extraction.calendar_values import (
    Anchor,
    day_value,
    nearest_weekday,
    season_value,
    shift,
)
from search_index.extraction.date_tokens import meaning
from search_index.extraction.timex import Found, Reading, Rule, Timex, words_of

_MONTHS = "<MONTH|ABBREVIATED_MONTH>"
_WEEKDAY = r"(?:(?P<wd><WEEKDAY|ABBREVIATED_WEEKDAY>)\.?,? (?:<the> )?)?"
_NO_NUMBER_GOES_ON = r"(?!,?<INT>|[:/.]<INT>| ?%)"
_NOT_IN_NUMBER = r"(?<![,.:/$£€¥#\-–—])"
_MERIDIAN = r"(?:(?P<ap><a|p>)\. ?<m>\.?|(?P<ampm><MERIDIAN>))"
_ZONE = r"(?: (?:<ZONE>|<local> <time>))?"
_EAST_WEST = "(?P<rel><LAST|THIS|NEXT|PRIOR|FOLLOWING>)"


def _month(found: Found) -> int:
    return int(found.mean("mon", "MONTH", "ABBREVIATED_MONTH"))


def _year(found: Found) -> int | None:
    return int(found.text("y")) if found.has("y") else None


def _timex(found: Found, value: str | None, rule: str, type: str = "DATE") -> Timex | None:
    if value is None:
        return None
    return Timex(*found.match.span(), type, value, rule)  # type: ignore[arg-type]


def _three_numbers(found: Found, reading: Reading) -> Timex | None:
    first, second, year = (found.text(g) for g in ("a", "b", "y"))
    if len(first) == 4:
        first, second, year = second, year, first
    if len(year) == 2 and found.text("sep") == "/":
        year = ("20" if int(year) < 70 else "19") + year
    if len(year) != 4 or len(first) > 2 or len(second) > 2:
        return None
    month, day = int(first), int(second)
    if month > 12 and not found.text("a").startswith(year):
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31 and int(year)):
        return None
    return _timex(found, day_value(int(year), month, day), "numeric_date")


def _month_day(found: Found, reading: Reading) -> Timex | None:
    month, year = _month(found), _year(found)
    days = tuple(int(found.text(g)) for g in ("d1", "d2") if found.has(g))
    if len(days) == 2 and days[1] <= days[0]:
        return None
    if (
        found.has("and")
        and days[1] != days[0] + 1
        and reading.word_before(found.match.start()) != ("between")
    ):
        return None
    timex = Timex(*found.match.span(), "DATE", "", "month_day", month=month, days=days)
    if year is None:
        first = found.match.start()
        direction = reading.direction(first)
        year = reading.year_for(first, month, days, direction)
        timex.year_open = True
    return timex if timex.set_year(year) else None


def _month_year(found: Found, reading: Reading) -> Timex | None:
    return _timex(found, day_value(_year(found), _month(found), None), "month_year")


def _lone_month(found: Found, reading: Reading) -> Timex | None:
    first, last = found.match.span()
    at = found.match.start("mon")
    word = reading.word(at)
    relation = found.mean("rel", "LAST", "NEXT", "PRIOR", "FOLLOWING", "THIS")
    if not found.has("rel") and not _looks_like_time(reading, at, last):
        return None
    if meaning(word, "DOUBTFUL_MONTH") and reading.token(at).tag_ in ("MD", "VB", "VBP", "VBD"):
        return None
    month = _month(found)
    direction = 2 * relation if relation else 0 if found.has("rel") else reading.direction(at)
    timex = Timex(first, last, "DATE", "", "month", month=month, year_open=True)
    timex.set_year(reading.year_for(at, month, (), direction))
    return timex


def _looks_like_time(reading: Reading, first: int, last: int) -> bool:
    """Whether a lone month or season stands where a time does, not a name."""
    before = reading.word_before(first)
    token = reading.token(first)
    if token.ent_type_ in ("PERSON", "ORG", "GPE", "WORK_OF_ART", "PRODUCT", "FAC"):
        return before in words_of("strict_prepositions") and not _name_goes_on(reading, last)
    return before in words_of("time_prepositions") or token.ent_type_ == "DATE"


def _name_goes_on(reading: Reading, last: int) -> bool:
    return (
        reading.word(last) == " "
        and reading.tokens.words[last + 1 : last + 2] != []
        and (reading.tokens.words[last + 1][0].isupper())
    )


def _named_season(found: Found, reading: Reading) -> Timex | None:
    at = found.match.start("season")
    season = found.mean("season", "SEASON")
    relation = found.mean("rel", "LAST", "NEXT", "PRIOR", "FOLLOWING", "THIS")
    if found.has("y"):
        return _timex(found, f"{found.text('y')}-{season}", "season")
    if not found.has("rel"):
        if reading.token(at).pos_ not in ("NOUN", "PROPN") or _name_goes_on(
            reading, found.match.end()
        ):
            return None
        if reading.word(at) in ("spring", "fall") and not found.has("the"):
            return None
        if reading.word_before(found.match.start()) not in words_of("time_prepositions"):
            return None
        if reading.word_after(found.match.end()) == "of":
            return None
    direction = 2 * relation if relation else reading.direction(at) if not found.has("rel") else 0
    return _timex(found, season_value(reading.settled(at), season, direction), "season")


def _weekday(found: Found, reading: Reading) -> Timex | None:
    first, last = found.match.span()
    at = found.match.start("wd")
    word = reading.tokens.between(at, at + 1).lower()
    if reading.tokens.between(max(first - 2, 0), last).lower() in words_of("not_weekdays"):
        return None
    token = reading.token(at)
    after = (
        reading.analysis.parsed[token.i + 1] if token.i + 1 < len(reading.analysis.parsed) else None
    )
    in_name = token.ent_type_ in ("ORG", "WORK_OF_ART", "PRODUCT", "FAC", "LAW")
    if in_name and after is not None and after.ent_iob_ == "I" and after.text[:1].isupper():
        return None
    weekday = int(meaning(word, "WEEKDAY"))
    relation = found.mean("rel", "LAST", "NEXT", "PRIOR", "FOLLOWING", "THIS")
    if found.has("article") and not found.has("rel"):
        value = f"XXXX-WXX-{weekday}"
    elif found.has("that"):
        value = nearest_weekday(reading.narrative(first) or reading.anchor, weekday, 0)
    else:
        direction = 2 * relation if relation else 1 if found.has("rel") else reading.direction(at)
        value = nearest_weekday(reading.anchor, weekday, direction)
    return _timex(found, value, "weekday")


def _weekdays(found: Found, reading: Reading) -> Timex | None:
    return _timex(found, f"XXXX-WXX-{found.mean('wd', 'WEEKDAYS', 'WEEKDAY')}", "weekdays", "SET")


def _quarter(found: Found, reading: Reading) -> Timex | None:
    number = int(found.text("q")) if found.has("q") else found.mean("n", "ORDINAL")
    at = found.match.start()
    if number is None or not 1 <= int(number) <= 4:
        return None
    if found.has("y"):
        return _timex(found, f"{found.text('y')}-Q{number}", "quarter")
    if found.has("of"):
        return None
    anchor = reading.settled(at)
    year = anchor.year if anchor else None
    # A quarter that has not begun is last year's when the sentence looks back.
    if anchor and anchor.month and reading.direction(at) < 0 and 3 * number - 2 > anchor.month:
        year = anchor.year - 1
    return _timex(found, f"{year or 'XXXX'}-Q{number}", "quarter")


def _lone_year(found: Found, reading: Reading) -> Timex | None:
    first, last = found.match.start("y"), found.match.end()
    if last - found.match.start() == 1 and not is_year(reading, first, last):
        return None
    return _timex(found, found.text("y"), "year")


def is_year(reading: Reading, first: int, last: int) -> bool:
    """Whether the four digits at tokens [first, last) are a year, by what stands around them."""
    before, after = reading.word_before(first), reading.word_after(last)
    if before in words_of("not_year_after") or after in words_of("not_year_before"):
        return False
    if meaning(after, "UNITS") and reading.word(last) != "'":
        return False
    year = int(reading.tokens.words[first])
    token = reading.token(first)
    if not 1800 <= year <= 2100:
        return before in words_of("strict_prepositions") and token.ent_type_ == "DATE"
    if token.ent_type_ == "DATE" or before in words_of("strict_prepositions"):
        return True
    if token.ent_type_ in ("MONEY", "PERCENT", "QUANTITY"):
        return False
    if before in words_of("time_prepositions") or before in ("(", ","):
        return not (token.dep_ == "nummod" and token.head.tag_ == "NNS" and before != "the")
    if token.dep_ == "nummod" and token.head.tag_ == "NNS":
        return False
    return token.ent_type_ != "CARDINAL" or reading.word(last) in (")", "-", "–", "'")


def _two_years(found: Found, reading: Reading) -> Timex | None:
    """The first of “1957-58”; the second is made by the caller from the rest of the match."""
    first, last = found.match.span()
    start, end = int(found.text("y")), found.text("y2")
    if reading.word_before(first) in words_of("not_year_after"):
        return None
    if reading.word_after(last) in words_of("not_year_before"):
        return None
    full = int(str(start)[: 4 - len(end)] + end) if len(end) in (2, 4) else 0
    if not start < full <= start + 400 or not 1000 <= start <= 2199:
        return None
    return _timex(found, f"{start}/{full}", "years")


def _decade(found: Found, reading: Reading) -> Timex | None:
    if found.has("y"):
        year = found.text("y")
        return _timex(found, year[:2] if year.endswith("00") else year[:3], "decade")
    short = found.text("yy")
    if short and (len(short) != 2 or short[1] != "0"):
        return None
    tens = int(short[0]) if short else found.mean("named", "NAMED_DECADE")
    if reading.word_before(found.match.start()) in (
        "his",
        "her",
        "their",
        "my",
        "your",
        "our",
        "its",
    ):
        return None
    century = "19" if tens >= 2 or not short else "20"
    return _timex(found, f"{century}{tens}", "decade")


def _century(found: Found, reading: Reading) -> Timex | None:
    number = int(found.text("n")) if found.has("n") else int(found.mean("o", "ORDINAL") or 21)
    if not 1 <= number <= 22:
        return None
    if found.has("bc"):
        return _timex(found, f"BC{number - 1:02d}", "century")
    return _timex(found, f"{number - 1:02d}", "century")


def _fiscal_year(found: Found, reading: Reading) -> Timex | None:
    year = found.text("y") or ("20" + found.text("yy"))
    return _timex(found, year, "fiscal_year") if len(year) == 4 else None


def _era(found: Found, reading: Reading) -> Timex | None:
    number, era = found.text("y"), found.text("era").upper()
    if len(number) > 4:
        return None
    return _timex(found, ("BC" if era.startswith("B") else "") + number.zfill(4), "era")


def _clock(found: Found, reading: Reading) -> Timex | None:
    hour, minute = int(found.text("h")), found.text("min")
    half = found.text("ap").lower() or found.text("ampm").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    if hour > 24 or (minute and (len(minute) != 2 or int(minute) > 59)):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    value = f"T{hour:02d}" + (f":{minute}" if minute else "")
    return _timex(found, value, "clock", "TIME")


def _bare_clock(found: Found, reading: Reading) -> Timex | None:
    # Without “a.m.” or a zone, 3:15 may be a score or a verse: only after “at”, “until” …
    before = reading.word_before(found.match.start())
    zone = found.match.end() > found.match.end("min")
    if not zone and before not in (
        "at",
        "until",
        "till",
        "by",
        "around",
        "from",
        "since",
        "before",
        "after",
    ):
        return None
    return _clock(found, reading)


def _noon(found: Found, reading: Reading) -> Timex | None:
    return _timex(found, "T" + found.mean("noon", "NOON"), "clock", "TIME")


def _week_of(found: Found, reading: Reading) -> Timex | None:
    month, day = _month(found), int(found.text("d1"))
    at = found.match.start("mon")
    year = _year(found) or reading.year_for(at, month, (day,), reading.direction(at))
    anchor = Anchor.parse(day_value(year, month, day))
    return _timex(found, shift(anchor, "W", 0), "week_of")


_D2 = rf"(?:(?: ?<DASH> ?| (?:<to|through|thru|until|till>|(?P<and><and>)) )(?P<d2><DAY>)(?:<SUFFIX>)?)?"

DATE_RULES = [
    Rule(
        "numeric",
        r"(?<![\-/.,:])(?<!\w)(?P<a><INT>)(?P<sep>[\-/.])(?P<b><INT>)(?P=sep)(?P<y><INT>)(?![\-/]|[.,:]<INT>)",
        _three_numbers,
    ),
    Rule(
        "month_day",
        rf"{_WEEKDAY}(?P<mon>{_MONTHS})\.? (?P<d1><DAY>)(?:<SUFFIX>)?{_D2}(?:,? (?:<of> )?(?P<y><YEAR>))?{_NO_NUMBER_GOES_ON}",
        _month_day,
    ),
    Rule(
        "day_month",
        rf"{_WEEKDAY}{_NOT_IN_NUMBER}(?:<the> )?(?P<d1><DAY>)(?:<SUFFIX>)?{_D2}(?: <of>)?[ \-](?P<mon>{_MONTHS})\.?(?:[,\-]? ?(?P<y><YEAR>))?{_NO_NUMBER_GOES_ON}",
        _month_day,
    ),
    Rule(
        "month_year",
        rf"(?P<mon>{_MONTHS})\.?,?[ \-](?:<of> )?(?P<y><YEAR>){_NO_NUMBER_GOES_ON}",
        _month_year,
    ),
    Rule(
        "month",
        rf"(?:(?:<the> )?{_EAST_WEST} )?(?P<mon><MONTH>|<ABBREVIATED_MONTH>(?=\.))(?:(?<=<ABBREVIATED_MONTH>)\.)?",
        _lone_month,
    ),
    Rule(
        "season",
        rf"(?:(?:(?P<the><the|this|that>) )?(?:{_EAST_WEST} )?)?(?P<season><SEASON>)(?:,? (?:<of> )?(?P<y><YEAR>)(?!,?<INT>))?",
        _named_season,
    ),
    Rule(
        "weekday",
        rf"(?:(?:(?P<article><a>)|(?P<that><that>)|(?:<the> )?{_EAST_WEST}) )?(?P<wd><WEEKDAY>)",
        _weekday,
    ),
    Rule("weekdays", r"(?P<wd><WEEKDAYS>)", _weekdays),
    Rule("every_weekday", r"<EVERY> (?:<other> )?(?P<wd><WEEKDAY>)", _weekdays),
    Rule(
        "quarter",
        r"(?:<the> )?(?:<FISCAL> )?(?P<n><ORDINAL>)(?: <FISCAL>)?[ \-]<quarter>(?! <of> <a|the|all>)(?:(?: <of>)?,? (?P<y><YEAR>))?",
        _quarter,
    ),
    Rule("quarter", r"<q>(?P<q><TWELVE>)(?:(?: <of>)?,? (?P<y><YEAR>))?", _quarter),
    Rule(
        "year", r"(?<![$£€¥#+=/.,:%])(?:<the> <year> )?(?P<y><YEAR>)(?![%:/]|[.,]<INT>)", _lone_year
    ),
    Rule(
        "years",
        r"(?<![$£€¥#/.,:%\-])(?P<y><YEAR>)(?P<dash> ?<DASH> ?|/)(?P<y2><YEAR|SHORT_YEAR>)(?![%:/\-–]|[.,]<INT>)",
        _two_years,
    ),
    Rule("decade", r"(?:<the> )?(?P<y><YEAR>)'?<s>", _decade),
    Rule(
        "decade", r"(?:<the> )?'(?P<yy><SHORT_YEAR>)'?<s>|<the> (?P<named><NAMED_DECADE>)", _decade
    ),
    Rule(
        "century",
        r"(?:<the> )?(?:(?P<n><INT>)<SUFFIX>|(?P<o><ORDINAL>)|<twenty>[ -](?P<o2><first>))[ \-]<century>(?P<bc> <bc|bce>)?",
        _century,
    ),
    Rule(
        "fiscal_year",
        r"(?:<FISCAL>(?: <year>)? (?P<y><YEAR>)|<fy> ?'?(?P<yy><SHORT_YEAR>))",
        _fiscal_year,
    ),
    Rule("fiscal_year", r"<fy> ?(?P<y><YEAR>)", _fiscal_year),
    Rule("era", r"(?P<y><INT>) (?P<era><ERA>)", _era),
    Rule(
        "clock",
        rf"(?<![.:,$£€\-/])(?P<h><HOUR>)(?:[:.](?P<min><MINUTE>))? ?{_MERIDIAN}{_ZONE}",
        _clock,
    ),
    Rule(
        "clock",
        rf"(?<![.:,$£€\-/])(?P<h><HOUR>):(?P<min><MINUTE>)(?!:|-|,<INT>)(?: <hours>)?{_ZONE}",
        _bare_clock,
    ),
    Rule("noon", rf"(?P<noon><NOON>){_ZONE}", _noon),
    Rule(
        "week_of",
        rf"<the> <week> (?:<of|ending|ended|beginning|starting>) (?P<mon>{_MONTHS})\.? (?P<d1><DAY>)(?:,? (?P<y><YEAR>))?{_NO_NUMBER_GOES_ON}",
        _week_of,
    ),
]
