"""Dates told from another day: “last year”, “six years ago”, “the following month”, “now”, “every week”."""

from __future__ import annotations

from search_index.extraction.calendar_values import Anchor, nearest_weekday, shift
from search_index.extraction.durations import AMOUNT, amount, duration_value
from search_index.extraction.timex import Found, Reading, Rule, Timex, words_of

_SET_UNITS = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX", "Q": "XXXX-QX"}


def _day(found: Found, reading: Reading) -> Timex | None:
    """today, yesterday, tomorrow, tonight, last night, this morning, with their part of the day."""
    if found.has("tonight"):
        return found.timex(shift(reading.anchor, "D", 0) + "TNI", "day_part", "TIME")
    part = found.mean("part", "PART_OF_DAY")
    if found.has("rel"):
        step = -1 if found.text("rel").lower() == "last" else 0
    else:
        step = found.mean("day", "TODAY")
    if found.has("beyond"):
        step *= 2
    value = shift(reading.anchor, "D", step)
    return found.timex(f"{value}T{part}" if part else value, "day", "TIME" if part else "DATE")


def _part_of_day(found: Found, reading: Reading) -> Timex | None:
    part = found.mean("part", "PART_OF_DAY")
    anchor = reading.narrative(found.match.start()) or reading.anchor
    return found.timex(f"{shift(anchor, 'D', 0)}T{part}", "day_part", "TIME")


def _this_last_next(found: Found, reading: Reading) -> Timex | None:
    """this week, last year, next month, the current quarter; “the past week” is a stretch of time."""
    at = found.match.start()
    unit = found.mean("unit", "CALENDAR_UNIT", "UNIT")
    if (
        found.text("unit")[0].isupper()
        and reading.word_before(at).islower()
        and not (reading.tokens.words[max(at - 2, 0)][0].isupper())
    ):
        return None  # a title within a sentence: “in This Week”
    step = found.mean("rel", "LAST", "THIS", "NEXT")
    word = found.text("rel").lower()
    stretch = (
        word == "past"
        or (found.has("the") and unit == "DE")
        or (
            found.has("the")
            and unit not in ("W", "WE")
            and step
            and reading.word_before(at) in words_of("before_stretch")
        )
        or (found.has("this") and word in ("past", "last"))
    )
    if stretch and unit not in ("WE",):
        timex = found.timex(duration_value("1", unit), "last_stretch", "DURATION")
        if timex and not found.has("this"):
            return timex
    if found.has("the") and word == "next":
        return _from_narrative(found, reading)
    value = shift(reading.anchor, unit, step)
    rule = "fiscal_year" if found.mean("fiscal", "FISCAL") else "this_last_next"
    return found.timex(value, rule)


def _from_narrative(found: Found, reading: Reading) -> Timex | None:
    """the following year, the previous day, that week, the same month: from the date named last."""
    at = found.match.start()
    unit = found.mean("unit", "CALENDAR_UNIT", "UNIT")
    step = found.mean("rel", "PRIOR", "FOLLOWING", "NEXT") or 0
    if step and reading.word_before(at) in words_of("before_stretch") and unit != "D":
        return found.timex(duration_value("1", unit), "next_stretch", "DURATION")
    value = shift(reading.narrative(at) or reading.anchor, unit, step)
    return found.timex(value, "from_narrative")


def _the_unit(found: Found, reading: Reading) -> Timex | None:
    """in the quarter, for the year: of the date named last."""
    at, unit = found.match.start(), found.mean("unit", "CALENDAR_UNIT")
    named = reading.narrative(at)
    if unit == "Q" and reading.anchor and reading.direction(at) < 0:
        ended = shift(reading.anchor, unit, -1)
        if ended and (named is None or f"{named.year:04d}" >= ended[:4]):
            # Firms and campaigns report on the quarter that has ended, whatever day was named last.
            return found.timex(ended, "from_narrative")
    return found.timex(shift(named, unit, 0), "from_narrative")


def _ago(found: Found, reading: Reading) -> Timex | None:
    """six years ago; “two weeks earlier” counts from the date named last."""
    unit = found.mean("unit", "UNITS", "UNIT")
    count = amount(found)
    if found.has("ago"):
        anchor, sign = reading.anchor, -1
    elif found.has("hence"):
        anchor, sign = reading.anchor, 1
    else:
        anchor = reading.narrative(found.match.start()) or reading.anchor
        sign = 1 if found.has("later") else -1
    if count is None or unit is None:
        return None
    if unit.startswith("T"):
        return found.timex(shift(anchor, "D", 0) + "TXX", "ago", "TIME")
    if count == "X" or "." in count:
        return found.timex("PAST_REF" if sign < 0 else "FUTURE_REF", "ago")
    unit, factor = {"F": ("W", 2), "DE": ("Y", 10), "CE": ("Y", 100)}.get(unit, (unit, 1))
    value = shift(anchor, unit, sign * factor * int(count))
    day = reading.anchor
    if found.has("later") and day and value[:4] > f"{day.year:04d}":
        # “Two years later he resigned”: the date it counts from was another one.
        value = value if reading.direction(found.match.start()) > 0 else shift(None, unit, 0)
    return found.timex(value, "ago")


def _edge_of_unit(found: Found, reading: Reading) -> Timex | None:
    """the end of (the) year, year-end, later in the month, mid-year."""
    unit = found.mean("unit", "CALENDAR_UNIT")
    at = found.match.start()
    step = 0
    if found.has("end"):
        # An end that the sentence looks back at, and that is still to come, is the last one's.
        step = -1 if reading.direction(at) < 0 and _ahead(reading.anchor, unit) else 0
    return found.timex(shift(reading.anchor, unit, step), "edge_of_unit")


def _ahead(anchor: Anchor | None, unit: str) -> bool:
    day = anchor.date if anchor else None
    return bool(
        day and ((unit == "Y" and day.month < 11) or (unit == "M" and day.day < 24) or unit == "W")
    )


def _weekend(found: Found, reading: Reading) -> Timex | None:
    day = reading.anchor.date if reading.anchor else None
    back = reading.direction(found.match.start()) < 0 and day is not None and day.isoweekday() < 6
    return found.timex(shift(reading.anchor, "WE", -1 if back else 0), "weekend")


def _weekday_of_week(found: Found, reading: Reading) -> Timex | None:
    """Monday last week, Friday of next week."""
    week = Anchor.parse(nearest_weekday(reading.anchor, found.mean("wd", "WEEKDAY"), 0))
    anchor, step = reading.anchor, found.mean("rel", "LAST", "THIS", "NEXT")
    if week is None or anchor is None or anchor.date is None or week.date is None:
        return found.timex(f"XXXX-WXX-{found.mean('wd', 'WEEKDAY')}", "weekday")
    if week.date.isocalendar()[:2] != anchor.date.isocalendar()[:2]:
        step += 1
    return found.timex(shift(week, "D", 7 * step), "weekday")


def _reference(found: Found, reading: Reading) -> Timex | None:
    """now, currently, recently, soon."""
    word, at = found.text("now").lower(), found.match.start()
    token = reading.token(at)
    after = reading.word_after(found.match.end())
    before = reading.word_before(at)
    if token.pos_ not in ("ADV", "INTJ") and word not in ("now",):
        return None
    if word == "now" and (
        after in ("that", "famous", "defunct", "infamous") or token.ent_type_ == "ORG"
    ):
        return None
    if word == "soon" and (
        before in ("as", "so", "too", "how") or after in ("as", "after", "enough")
    ):
        return None
    return found.timex(found.mean("now", "NOW"), "reference")


def _set_adverb(found: Found, reading: Reading) -> Timex | None:
    token = reading.token(found.match.start())
    if token.pos_ == "ADV" or (token.dep_ in ("advmod", "npadvmod") and token.head.pos_ == "VERB"):
        return found.timex(found.mean("set", "SET_ADVERB"), "set_adverb", "SET")
    return None


def _every(found: Found, reading: Reading) -> Timex | None:
    unit = found.mean("unit", "UNIT", "UNITS", "CALENDAR_UNIT")
    if found.has("part"):
        return found.timex(f"XXXX-XX-XXT{found.mean('part', 'PART_OF_DAY')}", "every", "SET")
    if found.has("season"):
        return found.timex(f"XXXX-{found.mean('season', 'SEASON')}", "every", "SET")
    if found.has("month"):
        month = found.mean("month", "MONTH")
        return found.timex(f"XXXX-{month:02d}", "every", "SET")
    count = amount(found) or ("2" if found.has("other") else "1")
    if count == "1" and unit in _SET_UNITS:
        return found.timex(_SET_UNITS[unit], "every", "SET")
    return found.timex(duration_value(count, unit), "every", "SET")


_PART = "(?P<part><PART_OF_DAY>)"
_UNIT_NAME = "(?:(?P<fiscal><FISCAL>) )?(?P<unit><CALENDAR_UNIT>)"

RELATIVE_RULES = [
    Rule("day", rf"(?P<beyond><the> <day> <before|after> )?(?P<day><TODAY>)(?: {_PART})?", _day),
    Rule("tonight", r"(?P<tonight><tonight>)", _day),
    Rule(
        "day_part",
        rf"(?P<rel><last> (?=<night>)|<this> (?=<morning|afternoon|evening>)){_PART}",
        _day,
    ),
    Rule("day_part", rf"(?<=<in|during|by|on> )(?:<the|that|same> ){_PART}", _part_of_day),
    Rule(
        "this_last_next",
        rf"(?:(?:(?P<the><the>)|(?P<this><this>)) )?(?P<rel><LAST|THIS|NEXT>)[ \-]{_UNIT_NAME}",
        _this_last_next,
    ),
    Rule("last_day", r"(?P<the><the> )(?P<rel><next>) (?P<unit><day>)", _this_last_next),
    Rule(
        "from_narrative",
        r"(?:<the> (?P<rel><PRIOR|FOLLOWING>)|<that>|<the|that> <same>) (?:<FISCAL> )?(?P<unit><day|week|month|quarter|year|decade|century>)",
        _from_narrative,
    ),
    Rule(
        "ago",
        rf"{AMOUNT}[ \-](?P<unit><UNIT|UNITS>) (?:(?P<ago><ago>|<back>(?= ?[.,;]))|(?P<hence><hence>|<from> <now>)|(?P<later><later>)|(?P<earlier><earlier|previously>)(?! <than>))",
        _ago,
    ),
    Rule(
        "edge_of_unit",
        r"(?P<end>(?:<the> )?<EDGE> <of> (?:<the> )?)(?P<unit><CALENDAR_UNIT>)",
        _edge_of_unit,
    ),
    Rule("edge_of_unit", r"(?P<unit><year|month|week>)(?P<end>-<end>)", _edge_of_unit),
    Rule(
        "edge_of_unit",
        r"(?:(?:<earlier|later> <in>|<the> <rest|remainder|course> <of>) <the> |<mid>-)(?P<unit><CALENDAR_UNIT>)",
        _edge_of_unit,
    ),
    Rule(
        "the_unit",
        r"(?<=<in|for|during> )<the> (?P<unit><quarter|month|week|year>)"
        r"(?=[.,;:)]| <ended|ending|earlier|before>)",
        _the_unit,
    ),
    Rule("weekend", r"<the> <weekend>", _weekend),
    Rule(
        "weekday_of_week",
        r"(?P<wd><WEEKDAY>)(?: <of>)? (?P<rel><last|this|next>) <week>",
        _weekday_of_week,
    ),
    Rule("reference", r"(?P<now><NOW>)", _reference),
    Rule("set_adverb", r"(?P<set><SET_ADVERB>)", _set_adverb),
    Rule(
        "every",
        rf"<EVERY> (?:(?P<other><other> )?(?:<single> )?(?P<unit><UNIT|weekend>)|{_PART}|(?P<season><SEASON>)|(?P<month><MONTH>))",
        _every,
    ),
    Rule("every", rf"<every> (?:<few> |{AMOUNT} )(?P<unit><UNITS>)", _every),
]
