"""Asks for a file and writes the document's points and facts to it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from search_index.errors import ReportedlyError, UsageError
from search_index.records import fact_record, point_record
from tui.cleaning import escape_unsafe
from tui.comparison_content import notes_on, verdict_text
from tui.content import joined, period_text, squeezed
from tui.output import csv_cell, markdown_code, markdown_text
from tui.reading import Reading
from tui.widgets.still_input import StillInput
from tui.widgets.styled import StyledDialog

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


def write_new(name: str, text: str) -> Path:
    """Write ``text`` to the file the user named; never over one that is there.

    Raises UsageError where it exists already or cannot be written.
    """
    path = Path(name.strip()).expanduser()
    try:
        with path.open("x", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{path} is there already", "give another name") from error
    except FileNotFoundError as error:
        raise UsageError(f"there is no folder {path.parent}", "give another") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"{path} cannot be written: {reason}", "give another name or folder"
        ) from error
    return path.absolute()


class ExportDialog(StyledDialog):
    """One field, mostly for a file's name; returns the path written, None when left with Esc.

    ``write`` takes what stands there and returns the path, or raises a ReportedlyError, which is shown.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Close")]
    DEFAULT_CSS = """
    ExportDialog { align: center middle; }
    ExportDialog #box { width: 76; max-width: 92%; height: auto; border: round $border;
        background: $background; padding: 1 2; border-title-background: $background; }
    ExportDialog Static { height: auto; }
    ExportDialog Input { height: 1; border: none; padding: 0; margin: 1 0; }
    ExportDialog Input:focus { border: none; }
    """

    def __init__(self, title: str, prompt: str, name: str, write: Callable[[str], object]) -> None:
        super().__init__()
        self._title, self._prompt, self._name = title, prompt, name
        self._write = write

    def compose(self) -> ComposeResult:
        """The field and what may be typed."""
        with Vertical(id="box") as box:
            box.border_title = joined(self._title)
            box.border_subtitle = joined("↵ writes   Esc leaves")
            yield Static(joined(self._prompt), markup=False)
            yield StillInput(self._name, compact=True)
            yield Static("", id="said", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write, or say why not."""
        event.stop()
        try:
            written = self._write(event.value)
        except ReportedlyError as error:
            said = joined((squeezed(error.message), ".conflict"), "\n", squeezed(error.way_out))
            self.query_one("#said", Static).update(said)
            return
        self.dismiss(str(written))
