"""A comparison as a grid: a row a point, a column a document, in each cell what the document claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.cleaning import clean_line
from tui.commands.pointwise import by_hand_note, notes_of, reason_of, sign_and_verdict
from tui.commands.wording import named

if TYPE_CHECKING:
    from search_index.models import Claim, Point, SourceInfo
    from tui.output import Sheet

NOT_MATCHED = "–"
"""In the cell of a document that is on the subject, of which nothing was matched."""


def comparison_grid(points: Sequence[Point], sources: Sequence[SourceInfo]) -> Sheet:
    """Label, verdict and reason of each point, then one column for each document that speaks of one of them or may well.

    An empty cell is of a document that is not on the point's subject.
    """
    from tui.output import Sheet

    spoken = {doc for point in points for doc in (*point.silent, *(c.doc for c in point.claims))}
    heads = {s.doc: _head(s) for s in reversed(sources) if s.doc in spoken}
    docs = [doc for doc in dict.fromkeys(s.doc for s in sources) if doc in spoken]
    rows = ([*_about(point), *(_cell(point, doc) for doc in docs)] for point in points)
    return Sheet(["point", "verdict", "reason", *(heads[doc] for doc in docs)], rows)


def _head(source: SourceInfo) -> str:
    publisher = named(source.source, source.doc)
    return clean_line(" · ".join(filter(None, (source.doc, publisher))))


def _about(point: Point) -> tuple[str, str, str]:
    reasons = filter(None, (reason_of(point), by_hand_note(point)))
    return clean_line(point.label), sign_and_verdict(point)[1], "; ".join(reasons)


def _cell(point: Point, doc: str) -> str | None:
    claims = sorted((c for c in point.claims if c.doc == doc), key=lambda c: (c.part, c.start))
    if not claims:
        return NOT_MATCHED if doc in point.silent else None
    return "; ".join(map(_claimed, claims))


def _claimed(claim: Claim) -> str:
    notes = notes_of(claim)
    return clean_line(claim.text) + (f" ({', '.join(notes)})" if notes else "")
