"""Models to styled text: pure functions, tested without an app.

Styles are names (``.match``, ``.conflict``) that widgets/styled.py paints under each theme. Document text
is cleaned here and never passes through markup.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content, Span

from tui.cleaning import clean_line

if TYPE_CHECKING:
    # Twenty dataclasses take 15 ms to make: not before the first paint.
    from search_index.models import Hit, Kind, Part, Passage, Period, SourceInfo, Verdict

SIGNS: dict[Verdict, str] = {
    "agree": "=",
    "compatible": "≈",
    "differ": "Δ",
    "conflict": "≠",
    "single": "·",
}
KIND_SIGNS: dict[Kind, str] = {
    "quantity": "#",
    "quote": "“",
    "date": "@",
    "relation": "→",
    "entity": "◦",
}
KIND_NAMES: dict[Kind, str] = {
    "quantity": "Numbers",
    "quote": "Quotes",
    "date": "Dates",
    "relation": "Relations",
    "entity": "Who",
}
STYLES = (
    *SIGNS,
    *KIND_SIGNS,
    "match",
    "here",
    "claim",
    "only-here",
    "quiet",
    "strong",
    "title",
    "rule",
    "edge",
    "edge-focus",
    "key",
    "bar",
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def plural(count: int, one: str, many: str | None = None) -> str:
    """“1 document”, “5 documents”, “no documents”."""
    word = one if count == 1 else (many or one + "s")
    return f"{count:,} {word}" if count else f"no {word}"


def styled(text: str, style: str = "") -> Content:
    """``text`` as it stands, brackets and all, in one style."""
    return Content(text, spans=[Span(0, len(text), style)] if style and text else None)


def joined(*parts: Content | str | tuple[str, str]) -> Content:
    """Pieces in a row: plain text, styled text, or a text and its style."""
    contents = [
        part if isinstance(part, Content) else styled(*((part,) if isinstance(part, str) else part))
        for part in parts
    ]
    return Content("").join(contents)


def fitted(content: Content, width: int) -> Content:
    """``content`` cut with an ellipsis, or padded, to exactly ``width`` cells."""
    return content.truncate(max(width, 0), ellipsis=True, pad=True)


def squeezed(text: str) -> str:
    """One line of clean text with single blanks."""
    return " ".join(clean_line(text).split())


# Names of documents and sources ---------------------------------------------------------------


def short_names(docs: Iterable[str]) -> dict[str, str]:
    """A name of a few letters for each document: its leading number where that is unique, else its stem."""
    docs = list(dict.fromkeys(docs))
    stems = {doc: re.sub(r"\.[^.]{1,5}$", "", doc.rsplit("/", 1)[-1]) or doc for doc in docs}
    numbers = {doc: (re.match(r"\d+(?=[_\- .])", stem) or [stem])[0] for doc, stem in stems.items()}
    for names in (numbers, stems):
        if len(set(names.values())) == len(docs):
            return {doc: squeezed(name) for doc, name in names.items()}
    return {doc: squeezed(doc) for doc in docs}


def named_in(names: Mapping[str, str], doc: str) -> str:
    """The short name of a document; its path, as it may be shown, where it has none."""
    return names.get(doc) or squeezed(doc)


_STRAIGHT = re.compile(r'"([^"]*)"')
_MARKS_WITHIN = str.maketrans({"“": "‘", "”": "’"})


def in_quotes(text: str) -> str:
    """``text`` in quotation marks; those within it become single ones, as in print."""
    within = _STRAIGHT.sub(r"‘\1’", text).translate(_MARKS_WITHIN)
    return f"“{within}”"


def publisher(source: SourceInfo | Part | Hit, doc: str) -> str:
    """The publisher; the title where only the file's name is known."""
    name = source.source
    if not name or name == doc or name == doc.rsplit("/", 1)[-1] or name in doc:
        return squeezed(source.title)
    return squeezed(name)


# Periods and verdicts --------------------------------------------------------------------------


def day_text(day: str) -> str:
    """An ISO date, possibly only a month or a year, as people write it."""
    parts = day.split("-")
    try:
        month = _MONTHS[int(parts[1]) - 1] if len(parts) > 1 else ""
        number = f"{int(parts[2])} " if len(parts) > 2 else ""
    except (ValueError, IndexError):
        return squeezed(day)
    # What is no date is a text of the document like any other.
    return squeezed(f"{number}{month} {parts[0]}")


def period_text(period: Period) -> str:
    """A period in as few words as say it: “2024”, “January–November 2025”, “6–8 January 2026”."""
    try:
        start = datetime.date.fromisoformat(period.start)
        end = datetime.date.fromisoformat(period.end)
    except ValueError:
        return squeezed(f"{period.start} – {period.end}")
    if start == end:
        return day_text(period.start)
    whole_months = start.day == 1 and (end + datetime.timedelta(days=1)).day == 1
    first, last = _MONTHS[start.month - 1], _MONTHS[end.month - 1]
    if whole_months and start.year == end.year:
        if (start.month, end.month) == (1, 12):
            return str(start.year)
        return f"{first} {end.year}" if first == last else f"{first}–{last} {end.year}"
    if whole_months:
        if (start.month, end.month) == (1, 12):
            return f"{start.year}–{end.year}"
        return f"{first} {start.year} – {last} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {last} {end.year}"
    return f"{day_text(period.start)} – {day_text(period.end)}"


# Search ----------------------------------------------------------------------------------------


def snippet(passage: Passage, width: int) -> Content:
    """One line of the passage, the match that opening it leads to in sight, all its matches marked."""
    from tui.matches import best_match

    text = clean_line(passage.text)
    matches = [(m.start - passage.start, m.end - passage.start) for m in passage.matches]
    matches = [(s, e) for s, e in matches if 0 <= s < e <= len(text)]
    best = best_match(passage)
    first = best.start - passage.start if best is not None and matches else 0
    start = 0
    if first > width // 2:
        start = max(first - width // 3, 0)
        start = text.find(" ", start, first) + 1 or start
    content = Content(
        text[start:], spans=[Span(s - start, e - start, ".match") for s, e in matches if s >= start]
    )
    content = joined(("…", ".quiet"), content) if start else content
    return content.rstrip().truncate(max(width, 1), ellipsis=True)


def about_line(source: SourceInfo | Hit, name: str) -> str:
    """Publisher and day of a document, and its name where that is long; empty where nobody says."""
    said = []
    who = publisher(source, source.doc)
    if who != squeezed(source.title):
        said.append(who)
    if source.published:
        said.append(day_text(source.published))
    if not is_short(name):
        said.append(name)
    return " · ".join(said)


def is_short(name: str) -> bool:
    """Whether a document's name may stand before its title: “004”, not “gazette_2031-07-31”."""
    return len(name) <= 6


def title_line(source: SourceInfo | Hit, name: str) -> Content:
    """The title, after the name where that is short."""
    lead = joined((name, ".strong"), " ") if is_short(name) else Content("")
    return lead + styled(squeezed(source.title), "" if is_short(name) else ".strong")


def hit_lines(hit: Hit, name: str, width: int, *, roomy: bool = False) -> Content:
    """A hit: its title and best passage; where there is room, publisher and day and a second passage."""
    from tui.matches import telling

    copies = plural(len(hit.copies), "copy", "copies") if hit.copies else ""
    about = about_line(hit, name) if roomy else ""
    if about:
        lines = [title_line(hit, name).truncate(width, ellipsis=True)]
        about = f"{copies} · {about}" if copies else about
        lines.append(styled(about, ".quiet").truncate(width, ellipsis=True))
    else:
        tail = joined((f" +{copies}" if copies else "", ".quiet"))
        room = max(width - tail.cell_length, 1)
        lines = [title_line(hit, name).truncate(room, ellipsis=True) + tail]
    for passage in telling(hit)[: 2 if roomy else 1]:
        lines.append(joined("  ", snippet(passage, width - 2)))
    return Content("\n").join(lines)


def source_lines(source: SourceInfo, name: str, width: int) -> Content:
    """A document in the list: its title in one line or two, then publisher and day, if anybody says."""
    lines = wrapped(title_line(source, name), width, 2)
    if about := about_line(source, name):
        lines = (
            [lines[0], styled(about, ".quiet")]
            if len(lines) == 1
            else [*lines, styled(about, ".quiet")]
        )
    return Content("\n").join(line.truncate(width, ellipsis=True) for line in lines)


# Lines and columns -----------------------------------------------------------------------------


def wrapped(content: Content, width: int, most: int | None = None) -> list[Content]:
    """``content`` in lines of at most ``width`` cells; with ``most``, the last one ends in an ellipsis."""
    lines = [line.rstrip() for line in content.wrap(max(width, 4))]
    if most is not None and len(lines) > most:
        last = lines[most - 1]
        lines = [*lines[: most - 1], last.truncate(max(width - 1, 1)).rstrip() + styled("…")]
    return lines


def rule(text: str, width: int) -> Content:
    """A heading drawn into a line: “── text ───”."""
    head = squeezed(text)
    line = f"── {head} " if head else ""
    return styled((line + "─" * max(width - len(line), 0))[:width], ".rule")


def columns(
    contents: Sequence[Sequence[Content]], widths: Sequence[int], separators: Sequence[str]
) -> list[Content]:
    """Columns of lines set side by side; ``separators`` stand between neighbours."""
    height = max((len(column) for column in contents), default=0)
    rows = []
    for y in range(height):
        cells: list[Content] = []
        for at, column in enumerate(contents):
            if at:
                cells.append(styled(f" {separators[at - 1]} ", ".rule"))
            line = column[y] if y < len(column) else Content("")
            cells.append(fitted(line, widths[at]))
        rows.append(Content("").join(cells))
    return rows
