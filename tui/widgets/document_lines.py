"""A document as lines on the screen: its head, its paragraphs, page furniture folded, articles headed.

Pure; lines keep the code-point offsets of the document's text.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args, overload

from search_index.models import Document, Part
from tui.content import day_text, plural, publisher, squeezed
from tui.covered import Covered
from tui.widgets.wrapping import wrap

Role = Literal["title", "head", "blank", "text", "furniture", "fold", "part"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``start`` and ``end`` are offsets, equal where ``label`` stands instead of text."""

    role: Role
    start: int
    end: int
    label: str = ""


_ROLES: tuple[Role, ...] = get_args(Role)
_SHOWN = {_ROLES.index(role) for role in ("text", "furniture", "fold")}
_NUMBERS = {role: number for number, role in enumerate(_ROLES)}


class Layout(Sequence[Line]):
    """The lines of a document at one width, and where each offset lies among them.

    Numbers in arrays: a text of 5 MB has 130,000 lines, which as objects took 0.2 s and 20 MB.
    """

    def __init__(self) -> None:
        self._roles = bytearray()
        # In order: the end of a paragraph is where the blank below it begins.
        self._starts = array("L")
        self._ends = array("L")
        self._labels: dict[int, str] = {}

    def add(self, role: Role, spans: Sequence[tuple[int, int]], label: str = "") -> None:
        """Lines of one role at the end; ``label`` stands on the last of them."""
        self._roles.extend(bytes([_NUMBERS[role]]) * len(spans))
        self._starts.extend([start for start, _ in spans])
        self._ends.extend([end for _, end in spans])
        if label:
            self._labels[len(self._roles) - 1] = label

    def __len__(self) -> int:
        return len(self._roles)

    @overload
    def __getitem__(self, y: int) -> Line: ...
    @overload
    def __getitem__(self, y: slice) -> Sequence[Line]: ...
    def __getitem__(self, y: int | slice) -> Line | Sequence[Line]:
        if isinstance(y, slice):
            return [self[at] for at in range(*y.indices(len(self)))]
        at = range(len(self))[y]
        role = _ROLES[self._roles[at]]
        return Line(role, self._starts[at], self._ends[at], self._labels.get(at, ""))

    def shows_text(self, y: int) -> bool:
        """Whether line ``y`` is one that the cursor can stand on."""
        return self._roles[y] in _SHOWN

    def line_of(self, offset: int) -> int:
        """The line that shows ``offset``."""
        at = bisect_right(self._starts, offset) - 1
        while at >= 0 and not self.shows_text(at):
            at -= 1
        if at >= 0:
            return at
        return next((y for y in range(len(self)) if self.shows_text(y)), 0)


def lay_out(document: Document, width: int, unfold: bool = False) -> Layout:
    """The lines of ``document`` for ``width`` cells; ``unfold`` shows the page furniture too."""
    text, layout = document.text, Layout()
    _add_head(layout, document, width)
    heads = sorted((part for part in document.parts if part.number), key=lambda part: -part.start)
    furniture = Covered(document.furniture)
    folded: list[tuple[int, int]] = []
    end = -1

    def fold() -> None:
        if folded:
            label = f"{plural(len(folded), 'line')} of the page folded"
            layout.add("fold", [(folded[0][0], folded[0][0])], label)
            layout.add("blank", [(folded[-1][1], folded[-1][1])])
            folded.clear()

    while end < len(text):
        start = end + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        while heads and heads[-1].start <= end:
            fold()
            _add_part(layout, heads.pop(), start)
        if start == end or text[start:end].isspace():
            continue
        if (start, end) in furniture or (start, end + 1) in furniture:
            if not unfold:
                folded.append((start, end))
                continue
            layout.add("furniture", wrap(text, start, end, width))
        else:
            fold()
            layout.add("text", wrap(text, start, end, width))
        layout.add("blank", [(end, end)])
    fold()
    return layout


def _add_head(layout: Layout, document: Document, width: int) -> None:
    main = document.parts[0]
    title = squeezed(document.title or main.title)
    known = [publisher(main, document.path)] if main.source else []
    if known == [title]:
        known = [squeezed(document.path)]
    if main.author:
        known.append(squeezed(main.author))
    if main.published:
        known.append(day_text(main.published))
    about = " · ".join(known)
    heads: tuple[tuple[Role, str], ...] = (("title", title), ("head", about))
    for role, words in heads:
        for start, end in wrap(words, 0, len(words), width):
            layout.add(role, [(0, 0)], words[start:end])
    layout.add("blank", [(0, 0)])


def _add_part(layout: Layout, part: Part, start: int) -> None:
    layout.add("part", [(start, start)], f"another article on this page: {squeezed(part.title)}")
    layout.add("blank", [(start, start)])
