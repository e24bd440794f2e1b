"""A document as lines on the screen: its head, its paragraphs, page furniture folded, articles headed.

Pure; lines keep the code-point offsets of the document's text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from search_index.models import Document, Part, Span
from tui.cleaning import clean
from tui.content import day_text, plural, publisher, squeezed
from tui.widgets.wrapping import wrap

Role = Literal["title", "head", "blank", "text", "furniture", "fold", "part"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``start`` and ``end`` are offsets, equal where ``label`` stands instead of text."""

    role: Role
    start: int
    end: int
    label: str = ""


@dataclass(frozen=True)
class Layout:
    """The lines of a document at one width, and where each offset lies among them."""

    text: str
    lines: tuple[Line, ...]

    @cached_property
    def _offsets(self) -> list[tuple[int, int]]:
        """Starts of the lines that show text, with the line's number, in order."""
        shown = ("text", "furniture", "fold")
        return [(line.start, y) for y, line in enumerate(self.lines) if line.role in shown]

    def line_of(self, offset: int) -> int:
        """The line that shows ``offset``."""
        offsets = self._offsets
        at = bisect_right(offsets, (offset, len(self.lines))) - 1
        return offsets[max(at, 0)][1] if offsets else 0


def inside(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether [start, end) lies within one of ``spans``."""
    return any(span.start <= start and end <= span.end for span in spans)


def lay_out(document: Document, width: int, unfold: bool = False) -> Layout:
    """The lines of ``document`` for ``width`` cells; ``unfold`` shows the page furniture too."""
    text = clean(document.text)
    lines = list(_head(document, width))
    headed = {part.start: part for part in document.parts if part.number}
    folded: list[tuple[int, int]] = []
    position = 0

    def fold() -> None:
        if folded:
            label = f"{plural(len(folded), 'line')} of the page folded"
            lines.append(Line("fold", folded[0][0], folded[0][0], label))
            lines.append(Line("blank", folded[-1][1], folded[-1][1]))
            folded.clear()

    for paragraph in text.split("\n"):
        start, end = position, position + len(paragraph)
        position = end + 1
        for part_start in [s for s in headed if start <= s <= end]:
            fold()
            lines.extend(_part_head(headed.pop(part_start), part_start))
        if not paragraph.strip():
            continue
        if inside(document.furniture, start, end) or inside(document.furniture, start, end + 1):
            if not unfold:
                folded.append((start, end))
                continue
            lines.extend(Line("furniture", s, e) for s, e in wrap(text, start, end, width))
        else:
            fold()
            lines.extend(Line("text", s, e) for s, e in wrap(text, start, end, width))
        lines.append(Line("blank", end, end))
    fold()
    return Layout(text, tuple(lines))


def _head(document: Document, width: int) -> list[Line]:
    main = document.parts[0]
    title = squeezed(document.title or main.title)
    lines = [Line("title", 0, 0, title[s:e]) for s, e in wrap(title, 0, len(title), width)]
    known = [publisher(main, document.path)] if main.source else []
    if known == [title]:
        known = [squeezed(document.path)]
    if main.author:
        known.append(squeezed(main.author))
    if main.published:
        known.append(day_text(main.published))
    about = " · ".join(known)
    lines += [Line("head", 0, 0, about[s:e]) for s, e in wrap(about, 0, len(about), width)]
    return [*lines, Line("blank", 0, 0)]


def _part_head(part: Part, start: int) -> list[Line]:
    label = f"another article on this page: {squeezed(part.title)}"
    return [Line("part", start, start, label), Line("blank", start, start)]
