"""The stretches of an article that answer a query best, with exact offsets of what matched.

Works on the document's own text with the index's own tokens, in one pass over the article; nothing is
asked of Whoosh. Only chunks that hold a word of the query become tokens: 0.3 ms for 500 words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from search_index.fulltext.analysis import AROUND, CHUNK, Token, chunk, fold, is_shouting
from search_index.fulltext.entries import article_pieces
from search_index.models import Document, Part, Passage, Span
from search_index.sentences import SENTENCE_END

if TYPE_CHECKING:
    from search_index.fulltext.plan import Target

MOST_PASSAGES, LEAST_LENGTH, LENGTH, LEAD = 3, 160, 240, 60
"""Passages a hit; characters of one; characters before its first match where its sentence is longer."""

NEAR, AGAIN = 60, 0.05
"""Characters within which two different words speak of one thing; what a word adds the second time."""

_BREAKS = str.maketrans(dict.fromkeys("\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


class Match(NamedTuple):
    """A marked stretch and the number of the target it answers."""

    start: int
    end: int
    target: int


class Marker:
    """Finds what answers one query, in any number of articles: each chunk is judged once."""

    def __init__(self, targets: list[Target]) -> None:
        self.targets = targets
        self._stems = frozenset(stem for target in targets for stem in target.stems)
        self._forms = frozenset(form for target in targets for form in target.forms).union(
            form for target in targets for run in target.runs for form in run
        )
        beginnings = {known[:2] for known in self._stems | self._forms}
        # A form of one letter, or a number, which may have lost a comma behind its first digit.
        beginnings |= {known[:1] for known in beginnings if known[:1].isdigit() or known[:1] == "$"}
        # The one way a stem begins otherwise than its word: “dying” has the stem “die”.
        self._beginnings = beginnings | {f"{start[0]}y" for start in beginnings if start[1:] == "i"}
        self._judged: tuple[dict[str, _Judged], dict[str, _Judged]] = ({}, {})

    def matches(self, text: str, pieces: list[tuple[int, int]]) -> list[Match]:
        """What answers the query in ``pieces`` of ``text``, in order, none overlapping."""
        if not self.targets:
            return []
        return matches(self._telling(text, pieces), self.targets)

    def _telling(self, text: str, pieces: list[tuple[int, int]]) -> list[Token]:
        shouting = is_shouting(text)
        judged = self._judged[shouting]
        found: list[Token] = []
        position = 0
        for first, last in pieces:
            for match in CHUNK.finditer(text, first, last):
                written = match.group()
                known = judged.get(written)
                if known is None:
                    known = judged[written] = self._judge(written, shouting)
                taken, tokens = known
                if tokens:
                    base = match.start()
                    for start, end, offset, form, stem, whole in tokens:
                        found.append(
                            Token(base + start, base + end, position + offset, form, stem, whole)
                        )
                position += taken
            position += 1
        return found

    def _judge(self, written: str, shouting: bool) -> _Judged:
        # Stemming all the words of ten articles to find three of them takes 15 ms.
        plain = written.strip(AROUND)
        if plain.isascii() and plain.isalpha() and plain[1:].islower():
            # Nearly all words are of this kind.
            low = plain[:2].lower()
            if low not in self._beginnings and low[0] not in self._beginnings:
                return 1, ()
        else:
            known = beginnings(plain)
            if known is not None and self._beginnings.isdisjoint(known):
                return len(known) // 3, ()
        tokens, taken = chunk(written, shouting)
        telling = any(t.form in self._forms or t.stem in self._stems for t in tokens)
        return taken, tokens if telling else ()


_NUMBER = re.compile(r"(\$?)([0-9])[0-9]*(?:[.,][0-9]+)*%?")


def beginnings(plain: str) -> tuple[str, ...] | None:
    """Three for each part of a chunk without the marks around it, one of which every form and stem of it begins with; None where they are not plain.

    Forms and stems begin as their words do; an acronym’s form has a dot behind its first letter.
    """
    if plain.isascii() and plain.isalpha():
        low = plain[:2].lower()
        return low, low[:1], low[:1] + "."
    if not any(map(str.isalnum, plain)):
        return ()
    number = _NUMBER.fullmatch(plain)
    if number:
        return number[1] or number[2], number[2], ""
    found: list[str] = []
    for part in plain.split("-"):
        word = part.replace("’", "'")
        # A letter is one beside others in scripts with spaces alone.
        if not word.replace("'", "x").isalpha() or not all(word.split("'")) or max(word) > "\u024f":
            return None
        form = fold(part)
        found += form[:2], form[:1], form[:1] + "."
    return tuple(found)


_Judged = tuple[int, tuple[Token, ...]]
"""How many positions a chunk takes, and its tokens if one of them may answer."""


def passages(document: Document, part: Part, marker: Marker) -> tuple[Passage, ...]:
    """The one to three best passages, best first; the opening of the article where nothing matches."""
    pieces = article_pieces(document, part)
    if not pieces:
        return ()
    found = marker.matches(document.text, pieces)
    chosen: list[Passage] = []
    for first, last in _windows(found, marker.targets, pieces):
        if any(
            other.start < found[last].end and found[first].start < other.end for other in chosen
        ):
            continue
        first = _led(document.text, found, first, last)
        start, end = _grown(
            document.text, _piece(pieces, found[first].start), found[first].start, found[last].end
        )
        if any(start < other.end and other.start < end for other in chosen):
            continue
        marked = tuple(Span(m.start, m.end) for m in found if start <= m.start and m.end <= end)
        chosen.append(_passage(document.text, start, end, marked))
        if len(chosen) == MOST_PASSAGES:
            break
    if chosen:
        return tuple(chosen)
    opening = next(((s, e) for s, e in pieces if document.text[s:e].strip()), pieces[0])
    start = opening[0] + _blank(document.text[opening[0] : opening[1]])
    end = _grown(document.text, (start, opening[1]), start, start)[1]
    return (_passage(document.text, start, end, ()),) if end > start else ()


def matches(tokens: list[Token], targets: list[Target]) -> list[Match]:
    """What answers ``targets``, in order, none overlapping: of two that do, the longer."""
    by_stem = {stem: n for n, target in enumerate(targets) for stem in target.stems}
    by_form = {form: n for n, target in enumerate(targets) for form in target.forms}
    found = [
        Match(token.start, token.end, number)
        for token in tokens
        if (number := by_form.get(token.form, by_stem.get(token.stem, -1))) >= 0
    ]
    for number, target in enumerate(targets):
        for run in target.runs:
            found += [Match(start, end, number) for start, end in _runs(tokens, run)]
    found.sort(key=lambda match: (match.start, -match.end))
    kept: list[Match] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
        elif match.end - match.start > kept[-1].end - kept[-1].start:
            kept[-1] = match
    return kept


def _runs(tokens: list[Token], run: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where the forms of ``run`` stand side by side."""
    open_runs: dict[tuple[int, int], int] = {}
    wanted = set(run)
    for token in tokens:
        if token.form not in wanted:
            continue
        for length, form in enumerate(run):
            if form != token.form:
                continue
            start = token.start if length == 0 else open_runs.get((token.position - 1, length), -1)
            if start < 0:
                continue
            if length + 1 == len(run):
                yield start, token.end
            else:
                open_runs[token.position, length + 1] = start


def _windows(
    found: list[Match], targets: list[Target], pieces: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Stretches of matches that fit into a passage, best first: many different and rare words."""
    closeness = [0.0]
    for left, right in pairwise(found):
        near = 1 - (right.start - left.end) / NEAR if left.target != right.target else 0.0
        closeness.append(closeness[-1] + max(0.0, near))
    scored: list[tuple[float, int, int]] = []
    counts: Counter[int] = Counter()
    weight, last = 0.0, -1
    for first, match in enumerate(found):
        limit = min(match.start + LENGTH - LEAD // 2, _piece(pieces, match.start)[1])
        while last + 1 < len(found) and (found[last + 1].end <= limit or last < first):
            last += 1
            number = found[last].target
            weight += AGAIN if counts[number] else 1 + targets[number].weight
            counts[number] += 1
        near = closeness[last] - closeness[first]
        scored.append((-round(weight + near, 6), first, last))
        counts[match.target] -= 1
        weight -= AGAIN if counts[match.target] else 1 + targets[match.target].weight
    scored.sort()
    return [(first, last) for _, first, last in scored]


def _led(text: str, found: list[Match], first: int, last: int) -> int:
    """``first`` without leading words of an earlier sentence that the next sentences have as well."""
    while first < last:
        rest = {match.target for match in found[first + 1 : last + 1]}
        apart = SENTENCE_END.search(text, found[first].end, found[first + 1].start)
        if len(rest) < 2 or found[first].target not in rest or not apart:
            break
        first += 1
    return first


def _piece(pieces: list[tuple[int, int]], place: int) -> tuple[int, int]:
    return pieces[max(0, bisect_right(pieces, (place, 1 << 62)) - 1)]


def _grown(text: str, piece: tuple[int, int], first: int, last: int) -> tuple[int, int]:
    """``first:last`` widened to whole sentences where they fit, else to whole words."""
    low = max(piece[0], last - LENGTH, first - LENGTH)
    high = min(piece[1], first + LENGTH * 2)
    ends = [m.end() for m in SENTENCE_END.finditer(text, low, high)]
    start = max((end for end in ends if end <= first), default=piece[0] if low == piece[0] else -1)
    if start < 0 or last - start > LENGTH:
        start = _word_start(text, max(piece[0], first - LEAD), first)
    room = max(start + LENGTH, last)
    fitting = [
        end for end in (*ends, high) if last <= end <= room and (end < high or high == piece[1])
    ]
    end = (
        fitting[-1]
        if fitting and (fitting[-1] - start >= LEAST_LENGTH or fitting[-1] == piece[1])
        else -1
    )
    if end < 0:
        end = piece[1] if piece[1] <= room else _word_end(text, last, room)
    start += _blank(text[start:first])
    return start, max(last, start + len(text[start:end].rstrip()))


def _word_start(text: str, start: int, first: int) -> int:
    if start == 0 or text[start - 1].isspace():
        return start
    cut = re.compile(r"\s").search(text, start, first)
    return cut.end() if cut else first


def _word_end(text: str, last: int, end: int) -> int:
    if end >= len(text) or text[end].isspace():
        return end
    while end > last and not text[end - 1].isspace():
        end -= 1
    return max(end, last)


def _blank(text: str) -> int:
    return len(text) - len(text.lstrip())


def _passage(text: str, start: int, end: int, marked: tuple[Span, ...]) -> Passage:
    # One character for one, so that offsets hold.
    return Passage(start, end, text[start:end].translate(_BREAKS), marked)


def citation(document: Document, part: Part, published: str | None, start: int) -> str:
    """``“Title”, Source, 2026-01-06 (path:line)``; what is unknown is left out."""
    line = document.text.count("\n", 0, start) + 1
    known = [f"“{part.title}”" if part.title else "", part.source, published or ""]
    return ", ".join(filter(None, known)) + f" ({document.path}:{line})"
