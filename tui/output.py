"""What commands print: data to stdout as a table, JSON, CSV or Markdown; diagnostics to stderr.

Rich is imported for tables and progress only; the other formats are written plainly.
"""

from __future__ import annotations

import codecs
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from search_index.errors import UsageError
from tui.cleaning import clean, clean_line, escape_unsafe

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from tui.printed_lines import Line

Format = Literal["table", "json", "csv", "md", "html"]
# What every command can print; `compare` can print a page as well.
FORMATS: tuple[Format, ...] = ("table", "json", "csv", "md")
# Beyond this, lines of prose are too long to read.
WIDEST = 110


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under their columns, for CSV and Markdown. None is an empty cell."""

    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


# What our own words and most texts use beyond ASCII, for terminals that have nothing better.
_PLAIN = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚", "'"),
    **dict.fromkeys("–—‑−", "-"),
    **{
        "…": "...",
        "·": "-",
        "→": "->",
        "≈": "~",
        "≠": "!=",
        "Δ": "/",
        "✓": "+",
        "✗": "x",
        "✎": "*",
    },
}


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_PLAIN.get(character, "?") for character in missing), error.end


def prepare_streams() -> None:
    """Let no character that the terminal's encoding lacks stop a command: another stands for it."""
    codecs.register_error("reportedly.plainly", _plainly)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="reportedly.plainly")


def speaks_utf8(stream: Any) -> bool:
    """Whether every character can be written to ``stream``."""
    try:
        return codecs.lookup(getattr(stream, "encoding", None) or "ascii").name == "utf-8"
    except LookupError:
        return False


def on_terminal() -> bool:
    """Whether stdout is a terminal that understands control sequences."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def complain(message: str, *, usage: str = "") -> None:
    """One message for the user on stderr, under the command's usage where that is what went wrong."""
    if usage:
        print(clean(usage), file=sys.stderr)
    print(f"reportedly: {clean_line(message)}", file=sys.stderr)


def console() -> Console:
    """A Rich console on stdout: colour on a terminal only, no markup, never wider than WIDEST."""
    from rich.console import Console

    terminal = on_terminal()
    plain = not terminal or bool(os.environ.get("NO_COLOR"))
    made = Console(
        force_terminal=terminal,
        no_color=plain,
        color_system=None if plain else "auto",
        highlight=False,
        markup=False,
        emoji=False,
        width=None if terminal else columns(),
    )
    made.width = min(made.width, WIDEST)
    return made


def columns() -> int:
    """How wide lines are where there is no terminal."""
    wanted = os.environ.get("COLUMNS", "")
    return min(max(40, int(wanted)) if wanted.isdecimal() else 80, WIDEST)


def marked(text: str, start: int, end: int, style: str) -> Text:
    """``text`` with a span in ``style``; where styles cannot be seen, in brackets."""
    from rich.text import Text

    if on_terminal():
        shown = Text(text)
        shown.stylize(style, start, end)
        return shown
    opening, closing = ("⟦", "⟧") if speaks_utf8(sys.stdout) else ("[[", "]]")
    return Text(text[:start] + opening + text[start:end] + closing + text[end:])


def print_indented(out: Console, text: Text, indent: int, first: str = "") -> None:
    """Print ``text`` wrapped, every line ``indent`` columns in and none padded with blanks.

    ``first`` stands in the first line's indent: a number, a bullet.
    """
    from rich.text import Text

    lead = Text(first.ljust(indent), style="dim")
    for line in text.wrap(out, max(out.width - indent, 20)):
        line.rstrip()
        out.print(Text().append_text(lead).append_text(line))
        lead = Text(" " * indent)


def emit(
    form: Format,
    *,
    record: Callable[[], Any],
    sheet: Callable[[], Sheet],
    table: Callable[[Console], None] | None = None,
    lines: Callable[[], Iterable[Line]] | None = None,
    markdown: Callable[[], str] | None = None,
    page: Callable[[], str] | None = None,
) -> None:
    """Print one answer in the form asked for; only that form is made. Prose is a ``table`` or ``lines``."""
    if form == "json":
        print(json_line(record()))
    elif form == "csv":
        write_csv(sheet(), sys.stdout)
    elif form == "md":
        print(markdown() if markdown is not None else markdown_table(sheet()))
    elif form == "html" and page is not None:
        print(page())
    elif lines is not None:
        from tui.printed_lines import print_lines

        print_lines(lines())
    elif table is not None:
        table(console())


def refuse_inside(path: Path, corpus: Path | None) -> None:
    """Raises UsageError for a file in the corpus, which is never written to: the next build would read it as a document."""
    if corpus is not None and path.expanduser().resolve().is_relative_to(corpus.resolve()):
        raise UsageError(
            f"{path} would lie inside the corpus, which is never written to",
            "give a file elsewhere",
        )


@contextmanager
def written_to(path: Path) -> Iterator[None]:
    """What is printed to stdout meanwhile goes to the file ``path`` instead, once all of it is there.

    Raises UsageError where it cannot be written; what was there before stays then.
    """
    path = path.expanduser()
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        with (
            unfinished.open("x", encoding="utf-8", errors="backslashreplace") as file,
            redirect_stdout(file),
        ):
            yield
        unfinished.replace(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{path} cannot be written: {reason}", "give another file") from error
    finally:
        with suppress(OSError, ValueError):
            unfinished.unlink(missing_ok=True)


def json_line(record: Any) -> str:
    """``record`` as one line of JSON, as written where stdout can take it, else escaped."""
    return escape_unsafe(json.dumps(record, ensure_ascii=not speaks_utf8(sys.stdout)))


def write_csv(sheet: Sheet, file: TextIO) -> None:
    """The sheet as CSV, its cells cleaned."""
    import csv

    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([csv_cell(column) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([csv_cell(value) for value in row])


_FORMULA = ("=", "+", "-", "@")
_UNSEEN = " \t\r\n\f\v\0\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"


def csv_cell(value: Any) -> Any:
    """A cell that a spreadsheet takes as text, never as a formula; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = clean_line(value)
    # Blanks and invisible characters before the sign don't stop a spreadsheet.
    return f"'{text}" if value.lstrip(_UNSEEN).startswith(_FORMULA) else text


def markdown_text(value: Any) -> str:
    """``value`` on one line, so that Markdown shows its characters as they are."""
    if value is None:
        return ""
    return re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", clean_line(str(value)))


def markdown_code(value: str) -> str:
    """``value`` on one line as code in Markdown, whatever back-ticks it has."""
    text = clean_line(value)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence, pad = "`" * (longest + 1), " " if longest else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def markdown_table(sheet: Sheet) -> str:
    """``sheet`` as a Markdown table."""
    rows = (sheet.columns, *sheet.rows)
    lines = ["| " + " | ".join(markdown_text(cell) for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(sheet.columns))
    return "\n".join(lines)
