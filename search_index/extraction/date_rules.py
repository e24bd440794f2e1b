"""Dates that name a month, a day of it, a season or a weekday: “March 21, 2013”, “last summer”, “Friday”."""

from __future__ import annotations

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
# A full stop behind a month written in full ends the sentence.
_STOP = r"(?:(?<=<ABBREVIATED_MONTH>)\.)?"
_WEEKDAY = r"(?:(?P<wd><WEEKDAY|ABBREVIATED_WEEKDAY>)\.?,? (?:<the> )?)?"
_NO_NUMBER_GOES_ON = r"(?!,?<INT>|[:/.]<INT>| ?%)"
_NOT_IN_NUMBER = r"(?<![,.:/$£€¥#\-–—])"
_RELATION = "(?P<rel><LAST|THIS|NEXT|PRIOR|FOLLOWING>)"
_D2 = r"(?:(?: ?<DASH> ?| (?:<to|through|thru|until|till>|(?P<and><and>)) )(?P<d2><DAY>)(?:<SUFFIX>)?)?"


def _month(found: Found) -> int:
    return int(found.mean("mon", "MONTH", "ABBREVIATED_MONTH"))


def _year(found: Found) -> int | None:
    return int(found.text("y")) if found.has("y") else None


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
    return found.timex(day_value(int(year), month, day), "numeric_date")


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
    return found.timex(day_value(_year(found), _month(found), None), "month_year")


def _lone_month(found: Found, reading: Reading) -> Timex | None:
    first, last = found.match.span()
    at = found.match.start("mon")
    word = reading.word(at)
    relation = found.mean("rel", "LAST", "NEXT", "PRIOR", "FOLLOWING", "THIS")
    if not (found.has("rel") or found.has("that") or _looks_like_time(reading, at, last)):
        return None
    verbal = reading.token(at).tag_ in ("MD", "VB", "VBP", "VBD")
    if (
        verbal
        and meaning(word, "DOUBTFUL_MONTH")
        and (reading.word_before(at) not in words_of("strict_prepositions"))
    ):
        return None
    month = _month(found)
    if found.has("that") and (named := reading.narrative(first)):
        return found.timex(day_value(named.year, month, None), "month")
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
        return found.timex(f"{found.text('y')}-{season}", "season")
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
    anchor = reading.settled(at)
    if relation == 0 and anchor:
        past_winter = season == "WI" and (anchor.month or 12) <= 3 and reading.direction(at) <= 0
        return found.timex(f"{anchor.year - past_winter:04d}-{season}", "season")
    direction = 2 * relation if relation else reading.direction(at)
    return found.timex(season_value(anchor, season, direction), "season")


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
    return found.timex(value, "weekday")


def _weekdays(found: Found, reading: Reading) -> Timex | None:
    return found.timex(f"XXXX-WXX-{found.mean('wd', 'WEEKDAYS', 'WEEKDAY')}", "weekdays", "SET")


def _week_of(found: Found, reading: Reading) -> Timex | None:
    month, day = _month(found), int(found.text("d1"))
    at = found.match.start("mon")
    year = _year(found) or reading.year_for(at, month, (day,), reading.direction(at))
    anchor = Anchor.parse(day_value(year, month, day))
    return found.timex(shift(anchor, "W", 0), "week_of")


DATE_RULES = [
    Rule(
        "numeric",
        r"(?<![\-/.,:])(?<!\w)(?P<a><INT>)(?P<sep>[\-/.])(?P<b><INT>)(?P=sep)(?P<y><INT>)(?![\-/]|[.,:]<INT>)",
        _three_numbers,
    ),
    Rule(
        "month_day",
        rf"{_WEEKDAY}(?P<mon>{_MONTHS}){_STOP} (?P<d1><DAY>)(?:<SUFFIX>)?{_D2}(?:,? (?:<of> )?(?P<y><YEAR>))?{_NO_NUMBER_GOES_ON}",
        _month_day,
    ),
    Rule(
        "day_month",
        rf"{_WEEKDAY}{_NOT_IN_NUMBER}(?:<the> )?(?P<d1><DAY>)(?:<SUFFIX>)?{_D2}(?: <of>)?[ \-](?P<mon>{_MONTHS}){_STOP}(?:[,\-]? ?(?P<y><YEAR>))?{_NO_NUMBER_GOES_ON}(?!\.? <DAY>)",
        _month_day,
    ),
    Rule(
        "month_year",
        rf"(?P<mon>{_MONTHS}){_STOP},?[ \-](?:<of> )?(?P<y><YEAR>){_NO_NUMBER_GOES_ON}",
        _month_year,
    ),
    Rule(
        "month",
        rf"(?:(?:<the> )?{_RELATION} |(?P<that><that> ))?(?P<mon><MONTH>|<ABBREVIATED_MONTH>(?=\.)){_STOP}",
        _lone_month,
    ),
    Rule(
        "season",
        rf"(?:(?:(?P<the><the>|<that>) )?(?:{_RELATION} )?)?(?P<season><SEASON>)(?:,? (?:<of> )?(?P<y><YEAR>)(?:<DASH><YEAR|SHORT_YEAR>)?(?!,?<INT>))?",
        _named_season,
    ),
    Rule(
        "weekday",
        rf"(?:(?:(?P<article><a>)|(?P<that><that>)|(?:<the> )?{_RELATION}) )?(?P<wd><WEEKDAY>)",
        _weekday,
    ),
    Rule("weekdays", r"(?P<wd><WEEKDAYS>)", _weekdays),
    Rule("every_weekday", r"<EVERY> (?:<other> )?(?P<wd><WEEKDAY>)", _weekdays),
    Rule(
        "week_of",
        rf"<the> <week> (?:<of|ending|ended|beginning|starting>) (?P<mon>{_MONTHS}){_STOP} (?P<d1><DAY>)(?:,? (?P<y><YEAR>))?{_NO_NUMBER_GOES_ON}",
        _week_of,
    ),
]
