"""A comparison for other programs and for documents: as a record, a sheet, a Markdown text, an HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.backing import backing, sources_of

if TYPE_CHECKING:
    from search_index.library import Library
    from search_index.models import Point, SourceInfo
    from tui.commands.pointwise import Show
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
ENDINGS = ", ".join(filter(None, _FORMS))
"""Those by which a file's name asks for a form."""


def form_of(path: Path) -> tuple[Format, bool] | None:
    """What the ending of a file's name asks for, and whether as a grid; None where it asks for nothing known."""
    two = "".join(path.suffixes[-2:]).lower()
    return _FORMS.get(two) or _FORMS.get(path.suffix.lower())


def comparison_record(points: Sequence[Point], sources: Sequence[SourceInfo]) -> object:
    """What `--json` prints."""
    from search_index.records import point_record, source_record

    return {
        "points": [point_record(point) for point in points],
        "sources": [source_record(source) for source in sources],
    }


_POINT_COLUMNS = ["id", "label", "verdict", "dimension", "reason", "within", "overridden"]
_CLAIM_COLUMNS = [
    "doc",
    "part",
    "source",
    "start",
    "end",
    "text",
    "holder",
    "certainty",
    "value",
    "low",
    "high",
    "unit",
    "bound",
    "role",
    "repeats",
]


def comparison_sheet(points: Sequence[Point], show: Show) -> Sheet:
    """A row a claim, with its point."""
    from tui.output import Sheet

    def rows() -> Any:
        for point in points:
            mine = [getattr(point, name) for name in _POINT_COLUMNS]
            mine += [sources_of(point), point.origins, "; ".join(point.silent)]
            for claim in point.claims:
                dates = [claim.period.start, claim.period.end] if claim.period else [None, None]
                theirs = [getattr(claim, name) for name in _CLAIM_COLUMNS]
                yield [*mine, *theirs, *dates, show(claim).citation]

    notes = ["sources", "origins", "silent"]
    last = ["period_start", "period_end", "citation"]
    return Sheet([*_POINT_COLUMNS, *notes, *_CLAIM_COLUMNS, *last], rows())


def comparison_page(library: Library, points: Sequence[Point], show: Show, timeline: bool) -> str:
    """An HTML page that needs nothing else."""
    from tui.commands.pointwise_html import page

    corpus = library.corpus
    name = "the corpus" if corpus is None else corpus.resolve().name
    return page(name, points, show, timeline=timeline)


def comparison_markdown(points: Sequence[Point], show: Show, timeline: bool) -> str:
    """A heading a point, its claims as a list."""
    from tui.commands import pointwise
    from tui.output import markdown_text

    lines: list[str] = []
    within = False
    for point in points:
        if point.within and not within and not timeline:
            within = True
            lines += ["## Sources at odds with themselves", ""]
        sign, verdict = pointwise.sign_and_verdict(point)
        day = f"{pointwise.first_period(point)} " if timeline else ""
        lines += [f"### {day}{sign} {verdict}: {markdown_text(point.label)}", ""]
        for line in (pointwise.reason_of(point), pointwise.by_hand_note(point)):
            lines += [markdown_text(line), ""] if line else []
        for claim in point.claims:
            shown = show(claim)
            pieces = (shown.before, shown.claimed, shown.after)
            before, claimed, after = map(markdown_text, pieces)
            notes = f" ({markdown_text(', '.join(shown.notes))})" if shown.notes else ""
            said = f"{before}**{claimed}**{after}{notes}"
            lines.append(f"- {said} — {markdown_text(shown.citation)}")
        notes_below = (backing(point), pointwise.silent_note(point, 20))
        if any(notes_below):
            lines += ["", "; ".join(markdown_text(note) for note in notes_below if note)]
        lines.append("")
    return "\n".join(lines).rstrip()
