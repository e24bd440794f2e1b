"""Dates, times, durations and sets of an article, with TIMEX3 values: the grammar of dates at work.

Words become symbols (date_tokens), rules over symbols find and read expressions (date_rules, relative_rules,
durations), neighbours are joined (date_joins), and each becomes a fact. Type and value follow TempEval-3.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from search_index.extraction import date_joins
from search_index.extraction.calendar_values import Anchor, holiday_date, period_of
from search_index.extraction.date_events import clause_terms, event_of, head_of
from search_index.extraction.date_rules import DATE_RULES
from search_index.extraction.date_tokens import Lexicon, Tokens, date_words, literal_words
from search_index.extraction.durations import DURATION_RULES
from search_index.extraction.relative_rules import RELATIVE_RULES
from search_index.extraction.timex import Found, Reading, Rule, Timex, words_of
from search_index.extraction.year_rules import YEAR_RULES
from search_index.models import Date, Period, Span

if TYPE_CHECKING:
    from search_index.extraction.analysis import Analysis

_RULES = [*DATE_RULES, *YEAR_RULES, *RELATIVE_RULES, *DURATION_RULES]


@functools.cache
def _grammar() -> tuple[Lexicon, list[tuple[Rule, re.Pattern[str]]], re.Pattern[str]]:
    """The lexicon, the compiled rules, and what finds the first token of a known phrase."""
    openers = "|".join(word for word in _known_phrases() if word.isalpha())
    phrase = rf"<{openers}>|<TWELVE>(?=/)"
    patterns = [rule.pattern for rule in _RULES] + date_joins.join_rules()
    lexicon = Lexicon(literal_words([*patterns, phrase]))
    rules = [(rule, lexicon.compile(rule.pattern)) for rule in _RULES]
    return lexicon, rules, lexicon.compile(phrase)


def find_dates(analysis: Analysis) -> list[Date]:
    """Every time expression of ``analysis`` in reading order; spans are tight, without prepositions.

    Relative expressions count from the day of publication; without one they stay open
    (``XXXX-01-06``) unless the text settles them close by, and have no period.
    """
    text = analysis.parsed.text
    lexicon = _grammar()[0]
    tokens = lexicon.tokens(text)
    reading = Reading(analysis, tokens, Anchor.parse(analysis.part.published))
    found = _read(reading)
    date_joins.lend_years(found, reading, lexicon)
    found = date_joins.join(found, reading, lexicon)
    date_joins.settle_clock(found, reading)
    return [fact for timex in found for fact in _facts(timex, reading)]


def _read(reading: Reading) -> list[Timex]:
    """The expressions that the rules accept, leftmost and then longest first, none overlapping."""
    matches = sorted(_matches(reading.tokens), key=lambda m: (m[0], -m[1], m[2]))
    found: list[Timex] = []
    taken = 0
    for first, _, _, build in matches:
        if first < taken:
            continue
        timex = build(reading)
        if timex is not None and timex.last > timex.first:
            found.append(timex)
            reading.refer(timex)
            taken = timex.last
    return found


def _matches(tokens: Tokens) -> Iterator[tuple[int, int, int, Callable[[Reading], Timex | None]]]:
    for order, (rule, pattern) in enumerate(_grammar()[1]):
        for match in pattern.finditer(tokens.symbols):
            yield (*match.span(), order, functools.partial(rule.build, Found(match, tokens)))
    yield from _phrases(tokens)


@functools.cache
def _known_phrases() -> dict[str, list[tuple[str, str, str]]]:
    """First token -> (phrase, its value or rule, kind), longest phrase first."""
    by_first: dict[str, list[tuple[str, str, str]]] = {}
    for kind in ("holidays", "named_days", "event_days", "references"):
        for phrase, value in date_words()[kind].items():
            first = re.match(r"\w+", phrase)
            assert first is not None
            by_first.setdefault(first.group(), []).append((phrase, str(value), kind))
    for phrases in by_first.values():
        phrases.sort(key=lambda p: -len(p[0]))
    return by_first


def _phrases(tokens: Tokens) -> Iterator[tuple[int, int, int, Callable[[Reading], Timex | None]]]:
    known = _known_phrases()
    for match in _grammar()[2].finditer(tokens.symbols):
        first = match.start()
        word = tokens.words[first]
        for phrase, value, kind in known.get(word.lower(), ()):
            start = tokens.starts[first]
            end = start + len(phrase)
            if tokens.text[start:end].lower() != phrase or tokens.text[end : end + 1].isalnum():
                continue
            if kind == "holidays" and not word[0].isupper():
                continue
            if kind == "event_days" and not _names_event(tokens.text[end : end + 20]):
                continue
            last = tokens.token_range(start, end)[1]
            at = first + 2 if kind == "references" and word.lower() in ("in", "for") else first
            read = functools.partial(_holiday if kind == "holidays" else _named, at, last, value)
            yield at, last, -1, read
            break


def _names_event(rest: str) -> bool:
    word = re.match(r"\s([a-z]+)", rest.lower())
    return word is not None and word.group(1) in words_of("event_day_words")


def _named(first: int, last: int, value: str, reading: Reading) -> Timex | None:
    if value[0].isdigit() and reading.word(first - 1) in ("$", "/", "-", "."):
        return None
    return Timex(first, last, "DATE", value, "named")


def _holiday(first: int, last: int, rule: str, reading: Reading) -> Timex | None:
    year_after = last + 1 < len(reading.tokens.symbols) and reading.tokens.symbols[last + 1] == "Y"
    if year_after and reading.word(last) == " ":
        year: int | None = int(reading.tokens.words[last + 1])
        last += 2
    else:
        anchor, direction = reading.settled(first), reading.direction(first)
        relation = {"last": -1, "next": 1, "this": 0}.get(reading.word_before(first))
        year = anchor.year if anchor else None
        day = holiday_date(rule, year) if year else None
        today = anchor.date if anchor else None
        if relation is not None:
            direction = relation
        if year and day and today and direction * (day - today).days < 0:
            year += direction
    found = holiday_date(rule, year) if year else None
    if found is None and "/" not in rule and "easter" not in rule:
        return Timex(first, last, "DATE", f"XXXX-{rule}", "holiday")
    return Timex(first, last, "DATE", found.isoformat() if found else "XXXX-XX-XX", "holiday")


def _facts(timex: Timex, reading: Reading) -> Iterator[Date]:
    if timex.rule == "years":
        start, end = timex.value.split("/")
        middle = next(
            i for i in range(timex.first, timex.last) if reading.tokens.words[i][0] in "-–—/"
        )
        if reading.word(middle - 1) == " ":
            middle -= 1
        yield _fact(timex, timex.first, middle, start, reading)
        yield _fact(timex, timex.last - 1, timex.last, end, reading)
    else:
        yield _fact(timex, timex.first, timex.last, timex.value, reading)


def _fact(timex: Timex, first: int, last: int, value: str, reading: Reading) -> Date:
    analysis, tokens = reading.analysis, reading.tokens
    start, end = tokens.starts[first], tokens.end(last)
    covered = analysis.parsed.char_span(start, end, alignment_mode="expand")
    period: Period | None = timex.period
    if (
        period is None
        and timex.dated
        and timex.type in ("DATE", "TIME")
        and not timex.rule.startswith("fiscal")
    ):
        period = period_of(value)
    span = Span(analysis.offset + start, analysis.offset + end)
    return Date(
        **analysis.base(span, head_of(covered)),  # type: ignore[arg-type]
        type=timex.type,
        value=value,
        period=period,
        event=event_of(covered) if timex.type in ("DATE", "TIME") else None,
        terms=clause_terms(covered),
        rule=timex.rule,
    )
