"""The period of an amount: which of the dates around it are its own, read from the tree of its clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from search_index.extraction.analysis import Analysis
from search_index.extraction.measures import Measured
from search_index.extraction.wordlists import word_set
from search_index.models import Date, Period, Span
from search_index.sentences import RECORD_SINCE

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSES = ("relcl", "advcl", "ccomp", "parataxis", "csubj")
# No sentence that anybody wrote for readers goes deeper than this.
_DEPTH = 60
# So many dates on each side of an amount may be its own.
_DATES = 12


def period_of(
    analysis: Analysis, anchor: Token, taken: range, measured: Measured, dates: Sequence[Date]
) -> Period | None:
    """The period of the date that governs the amount: the nearest in the tree of its own clause."""
    best: tuple[int, int] | None = None
    period = None
    sentence = analysis.sentence_of(anchor)
    own = analysis.span(analysis.parsed[taken.start : taken.stop])
    at = bisect_left(dates, own.start, key=lambda d: d.start)
    near = [d for d in dates[max(0, at - _DATES) : at + _DATES] if d.sentence == sentence]
    for at, date in enumerate(near):
        if date.start < own.end and own.start < date.end:
            continue
        if _of_what_is_compared(analysis, own, date) or _is_base(analysis, own, date):
            continue
        meant = _stretch(analysis, near, at)
        token = _date_head(analysis, date)
        if meant is None or token is None or _is_of_a_forecast(token):
            continue
        cost = _distance(anchor, token, measured, of_all=meant != date.period)
        if cost is None:
            continue
        rank = (cost, abs(token.i - anchor.i))
        if best is None or rank < best:
            best, period = rank, meant
    return period


_COMPARED = re.compile(
    r"\b(?:against|from|versus|vs\.?|than|compared\s+(?:with|to)|after)\b(?:[^,;()]|(?<=\d),(?=\d))*?\d(?:[^,;()]|(?<=\d),(?=\d))*$",
    re.IGNORECASE,
)
_COMPARED_REACH = 60  # characters; “against a net income of 1.51 billion euros ”


def _of_what_is_compared(analysis: Analysis, own: Span, date: Date) -> bool:
    """Whether the date is that of another amount, which this one is only set beside: “8 million, against 5 a year ago”."""
    start = max(date.sentence.start, date.start - _COMPARED_REACH)
    lead = _COMPARED.search(analysis.text(Span(start, date.start)))
    return lead is not None and not start + lead.start() <= own.start < date.start


_BASE = re.compile(
    r"\b(?:than|as\s+(?:much|many|high|low|large|big|long)\s+as)\s+(?:(?:in|at|on|for|during)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s+from\s+(?:the\s+)?", re.IGNORECASE)
_TO = re.compile(r"\s+(?:to|until|till|through)\b|\s*[-–—]", re.IGNORECASE)


def _is_base(analysis: Analysis, own: Span, date: Date) -> bool:
    """Whether the date is of what something is compared with: “3 percent more than in 2024”, “up 5 percent from May”."""
    if date.start < own.end:
        return False
    between = analysis.text(Span(own.end, date.start))
    if _BASE.search(between):
        return True
    after = analysis.text(Span(date.end, min(date.sentence.end, date.end + _LEAD)))
    return _FROM.fullmatch(between) is not None and _TO.match(after) is None


def _stretch(analysis: Analysis, dates: Sequence[Date], at: int) -> Period | None:
    """The period of ``dates[at]``, with the other end of “from January to June” taken in.

    None for open ends (“before 2023”, “until May”); “since 2007” runs to the day of publication.
    """
    date = dates[at]
    if date.period is None:
        return None
    for first, second in ((at, at + 1), (at - 1, at)):
        if first < 0 or second >= len(dates):
            continue
        a, b = dates[first], dates[second]
        joint = analysis.text(Span(a.end, b.start)).strip().lower() if a.end <= b.start else "?"
        lead = analysis.text(Span(max(0, a.start - 12), a.start)).lower()
        framed = re.search(r"\b(?:from|between)\s+(?:the\s+)?$", lead) is not None
        if joint in ("-", "–", "—") or (
            framed and joint in ("to", "and", "until", "through", "till")
        ):
            if a.period is None or b.period is None or a.period.start > b.period.end:
                return None
            return Period(a.period.start, b.period.end)
    lead = analysis.text(Span(max(date.sentence.start, date.start - _LEAD), date.start)).lower()
    if months := _MONTHS_TO.search(lead):
        return _months_until(date.period, _MANY_MONTHS[months[1]])
    word = re.search(r"(\w+)\s+(?:the\s+)?$", lead)
    if word and word[1] == "since":
        today = analysis.published
        if RECORD_SINCE.search(lead):
            return None
        if today is None or today.isoformat() < date.period.start:
            return None
        return Period(date.period.start, today.isoformat())
    return None if word and word[1] in ("before", "after", "until", "till") else date.period


_LEAD = 60  # characters
_MANY_MONTHS = {"two": 2, "three": 3, "six": 6, "nine": 9, "twelve": 12}
_MANY_MONTHS |= {str(many): many for many in _MANY_MONTHS.values()}
_MONTHS_TO = re.compile(
    rf"\b({'|'.join(_MANY_MONTHS)}) months (?:to|through|ending|ended)(?: in)? (?:the end of |end-)?$"
)


def _months_until(last: Period, many: int) -> Period:
    """“The three months to September”: July to September."""
    year, month = map(int, last.end[:7].split("-"))
    first = year * 12 + month - many
    return Period(f"{first // 12:04}-{first % 12 + 1:02}-01", last.end)


def _is_of_a_forecast(date: Token) -> bool:
    """Whether it is when something was foreseen, not what it was foreseen of: “in April it had forecast 4 billion”."""
    verb = next((t for t in above(date)[:2] if t.pos_ == "VERB"), None)
    if verb is None or verb.tag_ not in ("VBD", "VBN") or date.i > verb.i:
        return False
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    return verb.lemma_ in word_set("roles", "forecast") and not passive


def _date_head(analysis: Analysis, date: Date) -> Token | None:
    span = analysis.parsed.char_span(
        date.start - analysis.offset, date.end - analysis.offset, alignment_mode="expand"
    )
    return span.root if span is not None and len(span) else None


_ATTRIBUTES = ("nummod", "compound", "amod", "nmod")


def _distance(anchor: Token, date: Token, measured: Measured, *, of_all: bool) -> int | None:
    """Tree edges between amount and date; None where the date belongs to another verb or noun.

    ``of_all``: a stretch from one date to another, which goes for all deeds of a row: a single day may be of the last.
    """
    upwards = [anchor, *above(anchor)]
    chain = [date, *above(date)]
    common = next((t for t in chain if t in upwards), None)
    if common is None:
        return None
    down, up = chain.index(common), upwards.index(common)
    if any(t.dep_ in CLAUSES for t in chain[:down]):
        return None
    joined = [t for t in chain[:down] if t.dep_ == "conj" and t.pos_ in ("VERB", "AUX")]
    if joined and not (of_all and all(_ends_a_row(verb, date) for verb in joined)):
        return None
    inside = [t for t in chain[1:down] if t.pos_ in ("NOUN", "PROPN")]
    on_measure = measured.head is not None and measured.head in chain
    if inside and not on_measure:
        return None
    if date.dep_ in (*_ATTRIBUTES, "poss") and inside and inside[0] != measured.head:
        # “30 hours on a 1999 memorandum”, “40 dollars, more than Friday's price”: the time is that of the other noun.
        return None
    crossed = [t for t in upwards[:up] if t.dep_ in CLAUSES]
    if any(
        t.dep_ == "conj" and t.pos_ in ("VERB", "AUX") and date.i > t.head.i for t in upwards[:up]
    ):
        # “Cut costs by 2026 and keep the margin”: what follows the first deed is of it alone.
        return None
    if any(t.dep_ in ("ccomp", "relcl") for t in crossed):
        return None
    return down + up + 2 * (len(crossed) + len(joined)) - (2 if on_measure else 0)


def _ends_a_row(verb: Token, date: Token) -> bool:
    """Whether ``verb`` is the last of several deeds of one subject, with the date behind it: “earned 8 and paid 3 million
    from 2007 to 2014”."""
    alone = not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    linked = any(c.dep_ == "cc" and c.lower_ == "and" for c in verb.head.children)
    return alone and linked and date.i > verb.i


def above(token: Token) -> list[Token]:
    """What ``token`` hangs on, up to the root where it is not out of all reach."""
    return list(islice(token.ancestors, _DEPTH))
