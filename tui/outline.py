"""The headings of a document: its articles, and the lines that stand as headings in them. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

from textual.content import Content

from search_index.models import Document
from tui.content import day_text, joined, publisher, squeezed
from tui.covered import Covered

# A heading is a short line that ends in no stop, with a longer line after it.
_LONGEST = 80
_MOST = 200
_MARKED = re.compile(r"#{1,6}\s+(?P<words>.+)")
_NO_HEADING = re.compile(r".*[.,;:!?”\"’)\]…]\s*$|^\W*$|^[a-z]")


def outline(document: Document) -> list[tuple[int, Content]]:
    """Offset and row of each article, and of the headings in them, in reading order; the first is the beginning."""
    rows = [(0, joined((squeezed(document.title or document.path), ".strong")))]
    main = document.parts[0]
    parts = {part.start: part for part in document.parts if part.number}
    for start, part in parts.items():
        about = [publisher(part, document.path)] if part.source else []
        about += [day_text(part.published)] if part.published else []
        about = [text for text in about if text != squeezed(part.title)]
        row = joined(
            (squeezed(part.title), ".strong"), (f"  {' · '.join(about)}" if about else "", ".quiet")
        )
        rows.append((start, row))
    titles = {squeezed(part.title) for part in document.parts} | {squeezed(document.title)}
    for start, words in _headings(document):
        if words not in titles and start not in parts and start > main.start:
            rows.append((start, joined("  ", words)))
    return sorted(rows, key=lambda row: row[0])[:_MOST]


def _headings(document: Document) -> list[tuple[int, str]]:
    lines, at = [], 0
    for line in document.text.split("\n"):
        if line.strip():
            lines.append((at, line))
        at += len(line) + 1
    found = []
    furniture = Covered(document.furniture)
    for (start, line), (_, after) in pairwise(lines):
        if (start, start + len(line)) in furniture:
            continue
        words = squeezed(line)
        if marked := _MARKED.fullmatch(words):
            found.append((start, marked["words"]))
        elif 2 < len(words) <= _LONGEST < len(after) and not _NO_HEADING.match(words):
            found.append((start, words))
    return found
