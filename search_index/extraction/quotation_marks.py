"""Finds what stands between quotation marks, whatever marks they are.

One odd mark costs at most its own paragraph. A quotation that opens a paragraph and is not closed runs to the
paragraph's end, and on into the next one where that opens with a mark too, as printers set long quotations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_DOUBLE = '"“”„‟«»'
_SINGLE = "'‘’‚‛`"
_OPENS = "“„‟«‘‚‛"
_CLOSES = "”»’"
_MARKS = re.compile(r"""''|``|’’|‘‘|["“”„‟«»'‘’‚‛`]""")
# Short for longer words; the mark before them opens nothing.
_ELIDED = re.compile(r"(?:em|til|tis|twas|n|cause|bout|round|\d0s|\d\d)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…,][)\]]?\s*$")


@dataclass(slots=True)
class Quotation:
    """Text between marks: [start, end) with the marks, [inner_start, inner_end) without.

    ``closed`` is False where the closing mark is missing. ``goes_on`` tells that the next quotation in
    the list continues this one in a new paragraph. ``depth`` is 0 unless it stands inside another.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int = 0
    closed: bool = True
    goes_on: bool = False


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    single: bool
    opens: bool
    closes: bool


def _read_mark(text: str, found: re.Match[str], low: int, high: int) -> _Mark | None:
    """What the mark may be by its shape and its neighbours; None for an apostrophe or an inch."""
    start, end = found.span()
    mark = found.group()
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    double = len(mark) == 2 or mark in _DOUBLE
    word_before, word_after = before.isalnum(), after.isalnum()
    space_before = before.isspace() or before in "([{—–-/" or (before in _DOUBLE + _SINGLE)
    space_after = after.isspace() or after in ")]}—–-/.,;:?!" or (after in _DOUBLE + _SINGLE)
    opens, closes = space_before and not after.isspace(), space_after and not before.isspace()
    if double:
        if mark[0] in "“„«" or mark in ("``", "‘‘"):
            # „so“ is how German closes, and “so“ how the hurried do.
            closes = space_after and not before.isspace() and (after.isspace() or after in ".,;:")
            opens = not closes
        elif mark[0] in "”»" or mark == "’’":
            opens, closes = False, True
            # “so” and »so« are both in use, and hurried typists close at both ends.
            if mark == "»" or before.isspace():
                opens = not after.isspace()
                closes = not before.isspace()
        elif before.isdigit() and not opens and not closes:
            return None
        elif not opens and not closes:
            opens = closes = True
        return _Mark(start, end, False, opens, closes)
    if word_before and word_after:
        return None
    if mark in _OPENS:
        opens, closes = not _ELIDED.match(text, end), False
    elif mark in "’":
        opens = opens and not word_before and bool(after.isalnum()) and before not in "sS"
        opens = opens and not _ELIDED.match(text, end)
    elif _ELIDED.match(text, end):
        opens = False
    return _Mark(start, end, True, opens, closes) if opens or closes else None


def _is_possessive(text: str, marks: list[_Mark], index: int) -> bool:
    """Whether a closing single mark is the genitive of a plural: the real close comes later."""
    mark = marks[index]
    if (
        mark.start == 0
        or text[mark.start - 1] not in "sSxz"
        or not text[mark.end : mark.end + 1].isspace()
    ):
        return False
    for later in marks[index + 1 :]:
        if later.single:
            return later.closes and not later.opens
    return False


def _in_paragraph(text: str, low: int, high: int) -> list[Quotation]:
    marks = [
        mark
        for found in _MARKS.finditer(text, low, high)
        if (mark := _read_mark(text, found, low, high)) is not None
    ]
    done: list[Quotation] = []
    stack: list[_Mark] = []

    def close(opening: _Mark, inner_end: int, end: int, closed: bool = True) -> None:
        done.append(
            Quotation(opening.start, end, opening.end, inner_end, len(stack), closed=closed)
        )

    for i, mark in enumerate(marks):
        same = next(
            (k for k in range(len(stack) - 1, -1, -1) if stack[k].single == mark.single), None
        )
        if (
            mark.closes
            and same is not None
            and not (mark.single and _is_possessive(text, marks, i))
        ):
            opening = stack[same]
            del stack[same:]
            if mark.start > opening.end:
                close(opening, mark.start, mark.end)
        elif mark.opens:
            before = text[stack[same].end : mark.start].rstrip() if same is not None else ""
            third = same is not None and same < len(stack) - 1 and before[-1:] not in ".!?…"
            # “Ann said, ‘He told me, “go” …’”: a mark of the first kind within one of the other opens a third level.
            if same is not None and not third:
                # Its partner is missing: it ended with the sentence before this mark, or it was no quotation.
                opening = stack[same]
                del stack[same:]
                ended = len(text[opening.end : mark.start].rstrip()) + opening.end
                if not mark.single and _SENTENCE_END.search(text[opening.end : ended]):
                    close(opening, ended, ended, closed=False)
            stack.append(mark)
    for k, opening in enumerate(stack):
        # Left open: believed only at the head of the paragraph or after a colon or comma.
        head = text[low : opening.start].rstrip()
        if opening.single or k or (head and head[-1] not in ":,"):
            continue
        ended = low + len(text[low:high].rstrip())
        if ended > opening.end:
            done = [q for q in done if q.end <= opening.start] + [
                Quotation(q.start, q.end, q.inner_start, q.inner_end, q.depth + 1, q.closed)
                for q in done
                if q.start > opening.start and q.depth == 0
            ]
            done.append(Quotation(opening.start, ended, opening.end, ended, 0, closed=False))
    return done


def match_marks(text: str, paragraphs: list[tuple[int, int]]) -> list[Quotation]:
    """All quotations of ``text`` in reading order; none crosses the [start, end) of ``paragraphs``."""
    found: list[Quotation] = []
    for low, high in paragraphs:
        found.extend(_in_paragraph(text, low, high))
    found.sort(key=lambda q: (q.start, -q.end))
    outer = [q for q in found if q.depth == 0]
    starts = {_first_word(text, low, high): high for low, high in paragraphs}
    for quotation, following in pairwise(outer):
        if not quotation.closed and following.start in starts:
            between = text[quotation.end : following.start]
            quotation.goes_on = not between.strip()
    return found


def _first_word(text: str, low: int, high: int) -> int:
    return low + len(text[low:high]) - len(text[low:high].lstrip())
