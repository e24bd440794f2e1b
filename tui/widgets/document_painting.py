"""A line of a document as the reader sees it: signs of what it states, its text with matches and facts marked. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from textual.content import Content
from textual.content import Span as Styled

from search_index.models import Quote, Span
from tui.cleaning import clean_line
from tui.comparison_content import sign_of
from tui.content import KIND_SIGNS, joined
from tui.reading import Mark, Reading
from tui.widgets.document_lines import Line


def line_signs(reading: Reading, line: Line) -> Content:
    """The sign of the verdict on something in the line, and of its kind: two cells."""
    here = reading.marks_between(line.start, line.end)
    best = reading.mark_on(line.start, line.end)
    compared = [best] if best is not None and best.compared else []
    point = compared[0].point if compared else None
    kind = next(iter(compared or [mark for mark in here if _worth_marking(mark)]), None)
    return joined(
        sign_of(point) if point else " ",
        (KIND_SIGNS[kind.kind], ".quiet") if kind else " ",
    )


def line_text(
    reading: Reading, line: Line, matches: Sequence[Span], at: Mark | Span | None
) -> Content:
    """The text of the line; ``matches`` are sorted, ``at`` is what the cursor is on."""
    start, end = line.start, line.end
    spans: list[Styled] = []

    def paint(first: int, last: int, style: str) -> None:
        first, last = max(first, start), min(last, end)
        if first < last:
            spans.append(Styled(first - start, last - start, style))

    if line.role == "furniture" or (start, end) in reading.repeated:
        paint(start, end, ".quiet")
    # A fact may begin on a line before: 2,000 characters cover any that is worth marking.
    for mark in reading.marks_between(start - 2000, end):
        if _worth_marking(mark) or mark.compared:
            paint(mark.start, mark.end, f".{mark.kind}")
    first = bisect_left(matches, Span(start - 200, 0))
    for found in matches[first : bisect_right(matches, Span(end, 0))]:
        paint(found.start, found.end, ".match")
    if at is not None:
        paint(at.start, at.end, ".here")
    return Content(clean_line(reading.document.text[start:end]), spans=spans or None)


def _worth_marking(mark: Mark) -> bool:
    """Numbers, dates and words in quotation marks; the rest would mark every sentence."""
    if isinstance(mark.fact, Quote):
        return mark.fact.directness != "indirect"
    return mark.kind in ("quantity", "date")
