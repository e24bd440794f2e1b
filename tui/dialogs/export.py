"""Points and facts as the text of a file: those of a document, or the rows of the matrix."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from search_index.errors import UsageError
from search_index.records import fact_record, point_record
from tui.cleaning import escape_unsafe
from tui.comparison_content import notes_on, verdict_text
from tui.content import period_text, squeezed
from tui.dialogs.field import write_new
from tui.output import csv_cell, markdown_code, markdown_table, markdown_text, write_csv
from tui.reading import Reading

if TYPE_CHECKING:
    from search_index.models import Claim, Point, SourceInfo
    from tui.commands.pointwise import Show

_FORMATS = (".json", ".csv", ".md")


def exported(reading: Reading, suffix: str) -> str:
    """The points and facts of a document as JSON, its points as Markdown, its facts as CSV.

    Raises UsageError for another suffix.
    """
    if suffix == ".json":
        record = {
            "doc": reading.document.path,
            "points": [point_record(point) for point in reading.points],
            "facts": [fact_record(fact) for fact in reading.facts],
        }
        return escape_unsafe(json.dumps(record, ensure_ascii=False, indent=2)) + "\n"
    if suffix == ".csv":
        return _csv(reading)
    if suffix == ".md":
        return _markdown(reading)
    raise UsageError(
        f"“{suffix or 'no ending'}” is not a format that can be written",
        "end the name with .json (points and facts), .md (points) or .csv (facts)",
    )


def _csv(reading: Reading) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["kind", "start", "end", "text", "holder", "certainty"])
    for fact in reading.facts:
        row = [
            fact.kind,
            fact.start,
            fact.end,
            fact.text,
            fact.holder or "",
            fact.certainty,
        ]
        writer.writerow([csv_cell(cell) for cell in row])
    return out.getvalue()


def _markdown(reading: Reading) -> str:
    lines = [f"# {markdown_text(squeezed(reading.document.title))}", ""]
    for point in reading.points:
        lines += [f"## {markdown_text(squeezed(point.label))}", ""]
        lines += [markdown_text(verdict_text(point).plain), ""]
        for note in notes_on(point):
            lines += [markdown_text(note.plain), ""]
        for claim in point.claims:
            told = period_text(claim.period) if claim.period else ""
            when = f", {told}" if told and told != claim.text else ""
            lines.append(f"- {markdown_text(squeezed(claim.text))}{when} ({_whose(claim)})")
        lines.append("")
    return "\n".join(lines)


def _whose(claim: Claim) -> str:
    """Publisher and file; the file alone where nobody names a publisher."""
    path = markdown_code(claim.doc)
    named = claim.source not in (claim.doc, claim.doc.rsplit("/", 1)[-1])
    return f"{markdown_text(squeezed(claim.source))}, {path}" if named else path


def write_export(reading: Reading, name: str) -> Path:
    """Write points and facts to the file the user named. Raises UsageError as ``write_new`` and ``exported`` do."""
    suffix = Path(name.strip()).suffix.lower()
    return write_new(name, exported(reading, suffix))


POINT_ENDINGS = ".grid.csv, .grid.md a row a point, .csv a row a claim, .md, .html, .json"


def write_points(
    name: str, points: Sequence[Point], sources: Sequence[SourceInfo], show: Show, corpus: str
) -> Path:
    """Write ``points`` as `reportedly compare` does, in the format that the ending of ``name`` tells.

    ``corpus`` is its name. Raises UsageError for another ending, and as ``write_new`` does.
    """
    return write_new(name, _points_text(name, points, sources, show, corpus))


def _points_text(
    name: str, points: Sequence[Point], sources: Sequence[SourceInfo], show: Show, corpus: str
) -> str:
    from tui.commands import pointwise_exports as exports
    from tui.commands.pointwise_grid import comparison_grid
    from tui.commands.pointwise_html import page

    path = Path(name.strip())
    # A table is for a terminal: there is none in a file written here.
    form, grid = exports.form_of(path) or ("table", False)
    if form == "csv":
        grid_or_claims = (
            comparison_grid(points, sources) if grid else exports.comparison_sheet(points, show)
        )
        out = io.StringIO()
        write_csv(grid_or_claims, out)
        return out.getvalue()
    if form == "md" and grid:
        return markdown_table(comparison_grid(points, sources)) + "\n"
    if form == "md":
        return exports.comparison_markdown(points, show, timeline=False) + "\n"
    if form == "html":
        return page(corpus, points, show, timeline=False) + "\n"
    if form == "json":
        record = exports.comparison_record(points, sources)
        return escape_unsafe(json.dumps(record, ensure_ascii=False)) + "\n"
    raise UsageError(
        f"“{path.suffix or 'no ending'}” is not a format that can be written",
        f"end the name with one of these: {POINT_ENDINGS}",
    )
