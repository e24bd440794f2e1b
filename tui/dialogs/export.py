"""A document's points and facts as the text of a file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from search_index.errors import UsageError
from search_index.records import fact_record, point_record
from tui.cleaning import escape_unsafe
from tui.comparison_content import notes_on, verdict_text
from tui.content import period_text, squeezed
from tui.dialogs.field import write_new
from tui.output import csv_cell, markdown_code, markdown_text
from tui.reading import Reading

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
            when = f", {period_text(claim.period)}" if claim.period else ""
            lines.append(
                f"- {markdown_text(squeezed(claim.text))}{when}"
                f" ({markdown_text(squeezed(claim.source))}, {markdown_code(claim.doc)})"
            )
        lines.append("")
    return "\n".join(lines)


def write_export(reading: Reading, name: str) -> Path:
    """Write points and facts to the file the user named. Raises UsageError as ``write_new`` and ``exported`` do."""
    suffix = Path(name.strip()).suffix.lower()
    return write_new(name, exported(reading, suffix))
