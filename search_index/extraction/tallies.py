"""Votes counted for and against: “passed 234-193”, “by a vote of 97 to 1”. Scores of games are left alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from search_index.extraction.analysis import Analysis
from search_index.extraction.counting import tokens_of
from search_index.extraction.surroundings import terms_of
from search_index.extraction.wordlists import word_set
from search_index.models import Date, OtherAmount, Quantity, Span

_DASHED = r"(?<![\w.,$€£/-])(?P<ayes>\d{1,3})(?: ?[-–] ?)(?P<noes>\d{1,3})(?![\w%/-]|[.,]\d)"
_SPOKEN = r"(?:vote|votes|voted|margin|tally|count) (?:of |by )?(?P<ayes2>\d{1,3}) to (?P<noes2>\d{1,3})(?![\w%])"
_COUNTED = (
    r"(?<![\w.,$€£/-])(?P<ayes3>\d{1,3}) votes (?:to|against) (?P<noes3>\d{1,3})(?![\w%]|[.,]\d)"
)
_SIDES = r"(?<![\w.,$€£/-])(?P<ayes4>\d{1,3}) votes (?:for|in favou?r),? (?:and|to|with) (?P<noes4>\d{1,3})(?= (?:votes )?against)"
_TALLY = re.compile(f"{_DASHED}|{_SPOKEN}|{_COUNTED}|{_SIDES}")
_GROUPS = (("ayes", "noes"), ("ayes2", "noes2"), ("ayes3", "noes3"), ("ayes4", "noes4"))


def find_tallies(analysis: Analysis, dates: Sequence[Date]) -> list[Quantity]:
    """Every tally in a sentence that speaks of voting, as votes for, with the votes against in ``also``."""
    text = str(analysis.parsed.text)
    taken = [(d.start - analysis.offset, d.end - analysis.offset) for d in dates]
    found = []
    for match in _TALLY.finditer(text):
        first, second = next(pair for pair in _GROUPS if match[pair[0]])
        start, end = match.start(first), match.end(second)
        if any(a < end and start < b for a, b in taken):
            continue
        tokens = tokens_of(analysis.parsed, start, end)
        opening, closing = analysis.sentence_tokens(tokens[0])
        words = {t.lemma_.lower() for t in analysis.parsed[opening:closing]}
        if words.isdisjoint(word_set("numbers", "voting")):
            continue
        span = Span(analysis.offset + start, analysis.offset + end)
        at = analysis.offset + match.start(second)
        found.append(
            Quantity(
                **analysis.base(span, tokens[0]),  # type: ignore[arg-type]
                value=float(match[first]),
                unit="vote",
                measure="vote",
                step=1.0,
                also=(
                    OtherAmount(
                        start=at,
                        end=span.end,
                        text=match[second],
                        value=float(match[second]),
                        unit="vote",
                    ),
                ),
                terms=terms_of(analysis, tokens.root, range(tokens.start, tokens.end)),
                rule="tally",
            )
        )
    return found
