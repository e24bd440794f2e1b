"""Neighbouring expressions that are one, or that lend each other a year: “8 p.m. on Friday”, “early May”."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from search_index.extraction.calendar_values import Anchor, months_period, shift
from search_index.extraction.date_tokens import meaning
from search_index.extraction.timex import Reading, Timex

if TYPE_CHECKING:
    from search_index.extraction.date_tokens import Lexicon

_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d|XXXX-(?:WXX-\d|\d\d-\d\d|XX-XX)")
_YEAR = re.compile(r"\d{4}|XXXX")
_YEAR_RULES = ("year", "fiscal_year", "this_last_next", "from_narrative", "edge_of_unit")

_PATTERNS = {
    # What may stand left of an expression and belongs to it.
    "EDGE": r"(?:<the> )?(?:<very> )?<EDGE> <of> (?:<the> )?$",
    "MODIFIER": r"(?:<the> )?<MODIFIER>(?: <on|in>)?(?:[ \-]|-<to>-<late>[ \-])$",
    "HALF": r"(?:<the> )?(?P<half><first|second>) <half> <of> (?:<the> )?$",
    "PART": r"(?:<the> )?(?P<part><PART_OF_DAY>) <of> $",
    # What may stand between two expressions that are one.
    "OF": r" (?:<of> )?$",
    "ON": r",? (?:<on> )?$",
    "PART_AFTER": r" (?P<part><PART_OF_DAY>)",
    # What may stand between two that share a year.
    "LISTED": r" ?<DASH> ?| <to|through|until|till|and|or> |, (?:<and|or> )?",
}


def join_rules() -> list[str]:
    """The patterns whose words the lexicon must know."""
    return list(_PATTERNS.values())


@functools.cache
def _compiled(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    return {name: lexicon.compile(pattern) for name, pattern in _PATTERNS.items()}


def lend_years(found: list[Timex], reading: Reading, lexicon: Lexicon) -> None:
    """A month or day without a year takes that of the date it is listed with: “June and July 2012”.

    In a range a month later in the year than the one it runs to is of the year before.
    """
    listed = _compiled(lexicon)["LISTED"]
    for left, right in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if not left.year_open or left.month is None or right.first - left.last > 5:
            continue
        glue = reading.tokens.symbols[left.last : right.first]
        match = listed.fullmatch(glue)
        year = Anchor.parse(right.value)
        if match is None or year is None or (right.month is None and right.rule != "month_year"):
            continue
        month = right.month or year.month or 12
        earlier = left.month > month
        if left.set_year(year.year - (1 if earlier else 0)):
            left.year_open = right.year_open


def join(found: list[Timex], reading: Reading, lexicon: Lexicon) -> list[Timex]:
    """Neighbours merged and modifiers taken in, in reading order."""
    patterns = _compiled(lexicon)
    symbols = reading.tokens.symbols
    merged: list[Timex] = []
    for timex in found:
        if merged:
            glue = symbols[merged[-1].last : timex.first]
            if len(glue) <= 4 and _merge(merged[-1], timex, glue, patterns):
                continue
        merged.append(timex)
    floor = 0
    for timex in merged:
        _take_in(timex, floor, reading, patterns)
        floor = timex.last
    return merged


def _merge(left: Timex, right: Timex, glue: str, patterns: dict[str, re.Pattern[str]]) -> bool:
    """Make ``left`` the two together, where they are one expression."""
    year = _YEAR.fullmatch(right.value) and right.rule in _YEAR_RULES
    if (
        left.rule == "clock"
        and right.type in ("DATE", "TIME")
        and _FULL_DAY.fullmatch(right.value[:10])
    ):
        # A clock time that has its day already takes no second one.
        if not patterns["ON"].match(glue) or not left.value.startswith("T"):
            return False
        left.value = right.value[:10] + left.value
    elif (
        year and patterns["OF"].match(glue) and left.rule in ("quarter", "fiscal_quarter", "season")
    ):
        left.value = right.value + left.value[left.value.index("-") :]
    elif year and patterns["OF"].match(glue) and left.year_open:
        if not right.value.isdigit() or not left.set_year(int(right.value)):
            return False
        left.year_open = False
    elif year and patterns["OF"].match(glue) and left.rule in ("first_months", "last_months"):
        _months_of_year(left, right)
    elif (
        left.rule == "day_part"
        and right.type == "DATE"
        and patterns["OF"].match(glue)
        and (_FULL_DAY.fullmatch(right.value))
    ):
        left.value = right.value + left.value[left.value.index("T") :]
    else:
        return False
    left.last = right.last
    return True


def _months_of_year(left: Timex, right: Timex) -> None:
    match = re.fullmatch(r"P(\d+)M", left.value)
    if match and right.value.isdigit() and 1 <= int(match.group(1)) <= 12:
        count = int(match.group(1))
        first, last = (1, count) if left.rule == "first_months" else (13 - count, 12)
        left.period = months_period(int(right.value), first, last)


def _take_in(
    timex: Timex, floor: int, reading: Reading, patterns: dict[str, re.Pattern[str]]
) -> None:
    """Widen ``timex`` by “early”, “the end of”, “the first half of” to its left, “night” to its right."""
    symbols = reading.tokens.symbols
    part = patterns["PART_AFTER"].match(symbols, timex.last)
    if part and timex.type == "DATE" and timex.rule == "weekday":
        word = reading.tokens.between(*part.span("part"))
        timex.value, timex.type = f"{timex.value}T{meaning(word, 'PART_OF_DAY')}", "TIME"
        timex.last = part.end()
    if timex.type not in ("DATE", "TIME") or timex.value.endswith("_REF"):
        return
    before = symbols[max(floor, timex.first - 9) : timex.first]
    offset = timex.first - len(before)
    if match := patterns["HALF"].search(before):
        if _YEAR.fullmatch(timex.value):
            half = reading.word(offset + match.start("half"))
            timex.value += "-H1" if half == "first" else "-H2"
            timex.rule = "half"
            timex.first = offset + match.start()
    elif match := patterns["PART"].search(before):
        if _FULL_DAY.fullmatch(timex.value):
            word = reading.word(offset + match.start("part"))
            timex.value, timex.type = f"{timex.value}T{meaning(word, 'PART_OF_DAY')}", "TIME"
            timex.first = offset + match.start()
    elif match := patterns["EDGE"].search(before) or patterns["MODIFIER"].search(before):
        timex.first = offset + match.start()


def settle_clock(found: list[Timex], reading: Reading) -> None:
    """A clock time alone is of the day that its sentence names, else of the day of publication."""
    for at, timex in enumerate(found):
        if timex.rule != "clock" or not timex.value.startswith("T"):
            continue
        sentence = reading.token(timex.first).sent
        days = [
            other.value[:10]
            for other in sorted(found, key=lambda t: abs(found.index(t) - at))
            if other is not timex
            and other.type in ("DATE", "TIME")
            and re.match(r"\d{4}-\d\d-\d\d", other.value)
            # “Four minutes later” is reckoned from now for want of anything better.
            and not other.value.endswith("TXX")
            and sentence.start_char <= reading.tokens.starts[other.first] < sentence.end_char
        ]
        day = days[0] if days else shift(reading.anchor, "D", 0)
        timex.value = day + timex.value
        # That it was the day of publication is how such times are written down; no reader would swear to it.
        timex.dated = bool(days)
