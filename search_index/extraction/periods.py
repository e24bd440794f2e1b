"""Two dates that bound one stretch of time: “between January and November 2025”, “2003-2013”."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from search_index.extraction.calendar_values import period_of
from search_index.models import Date, Period, Span

if TYPE_CHECKING:
    from search_index.extraction.analysis import Analysis

__all__ = ["period_of", "range_periods"]

_TO = re.compile(
    r"\s?[-–—/]\s?|,?\s(?:up\s)?(?:to|through|until|till|thru)\s(?:the\s)?", re.IGNORECASE
)
_AND = re.compile(r"\sand\s(?:the\s)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s(?:the\s)?$", re.IGNORECASE)


def range_periods(dates: Sequence[Date], analysis: Analysis) -> list[tuple[Span, Period]]:
    """The joined spans of two-ended ranges among ``dates``, with the days from first to last.

    ``dates`` are those of ``analysis`` in reading order. A pair counts where “to”, “through” or
    a dash joins it, or “between … and”; both ends must resolve, the first before the second.
    """
    found = []
    text = analysis.document.text
    for left, right in itertools.pairwise(dates):
        if left.period is None or right.period is None or left.type == "DURATION":
            continue
        glue = text[left.end : right.start]
        if len(glue) > 20:
            continue
        joined = _TO.fullmatch(glue) or (
            _AND.fullmatch(glue) and _BETWEEN.search(text[max(left.start - 15, 0) : left.start])
        )
        if joined and left.period.start <= right.period.start:
            span = Span(left.start, right.end)
            found.append((span, Period(left.period.start, max(left.period.end, right.period.end))))
    return found
