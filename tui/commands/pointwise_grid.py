"""A comparison as a grid: a row a point, a column a document, in each cell what the document claims."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from search_index.errors import UsageError
from tui.cleaning import clean_line
from tui.commands.pointwise import by_hand_note, notes_of, reason_of, sign_and_verdict
from tui.commands.wording import named

if TYPE_CHECKING:
    from search_index.models import Claim, Point, SourceInfo
    from tui.output import Format, Sheet

_FORMS: dict[str, tuple[Format, bool]] = {
    ".json": ("json", False),
    ".csv": ("csv", False),
    ".md": ("md", False),
    ".html": ("html", False),
    ".grid.csv": ("csv", True),
    ".grid.md": ("md", True),
    ".txt": ("table", False),
    "": ("table", False),
}
NOT_MATCHED = "–"
"""In the cell of a document that is on the subject, of which nothing was matched."""


def form_of(path: Path) -> tuple[Format, bool]:
    """What the ending of a file's name asks for, and whether as a grid. Raises UsageError where it asks for nothing known."""
    endings = "".join(path.suffixes[-2:]).lower()
    known = _FORMS.get(endings) or _FORMS.get(path.suffix.lower())
    if known is None:
        raise UsageError(
            f"{path}: the ending {path.suffix} tells no format",
            f"give --format, or one of {', '.join(filter(None, _FORMS))}",
        )
    return known


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
