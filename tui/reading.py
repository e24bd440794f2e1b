"""One document as the panes share it: its text, its facts and the points they belong to.

Pure; made in the library's worker, read by the screen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from search_index.folding import fold
from search_index.models import Document, Fact, Kind, Part, Point, Quote, Span, Verdict
from search_index.sentences import SENTENCE_END
from tui.covered import Covered
from tui.fact_content import fact_words

# What a reader should see first about a fact: a clash, then what speaks of the very same thing,
# then what can be true beside it.
FIRST: tuple[Verdict, ...] = ("conflict", "compatible", "agree", "differ", "single")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the document that states something. ``fact`` is None where only a claim stands
    there; ``points`` are those it has a claim in, the one to show first first."""

    start: int
    end: int
    kind: Kind
    fact: Fact | None
    points: tuple[Point, ...]

    @property
    def compared(self) -> tuple[Point, ...]:
        """The points that other sources speak of too."""
        return tuple(point for point in self.points if point.verdict != "single")

    @property
    def point(self) -> Point | None:
        """The point whose sign stands beside it, None where no other source answers the question."""
        return next(iter(self.compared), None)


_SENTENCE = 1000  # characters from a line to what its sentence states; longer ones are lists


def _start(claim: tuple[int, int, Point]) -> int:
    return claim[0]


def _rank(point: Point) -> tuple[bool, int]:
    return point.within, FIRST.index(point.verdict)


def _gravity(mark: Mark) -> tuple[bool, int]:
    """How early a mark is to be shown: as its gravest point, those that nobody else speaks of last."""
    return _rank(mark.point) if mark.point is not None else (True, len(FIRST))


def _meets(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def ordered(points: Iterable[Point]) -> tuple[Point, ...]:
    """Points of one fact in the order in which to show them."""
    return tuple(sorted(points, key=_rank))


@dataclass(frozen=True)
class Reading:
    """A document with its facts, the points it has a claim in, and the documents that are copies of it."""

    document: Document
    facts: tuple[Fact, ...] = ()
    points: tuple[Point, ...] = field(default=())
    copies: tuple[str, ...] = ()

    def of_parts(self, parts: Collection[int]) -> Reading:
        """What it states in these articles of the document alone."""
        if all(part.number in parts for part in self.document.parts):
            return self
        path = self.document.path
        inside = tuple(fact for fact in self.facts if fact.part in parts)
        points = tuple(
            point
            for point in self.points
            if any(claim.doc == path and claim.part in parts for claim in point.claims)
        )
        return Reading(self.document, inside, points, self.copies)

    @cached_property
    def repeated(self) -> Covered:
        """What the document says again."""
        return Covered(repeat.span for repeat in self.document.repeats)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Facts and claims in reading order."""
        path = self.document.path
        claims: dict[Kind, list[tuple[int, int, Point]]] = {}
        for point in self.points:
            for claim in point.claims:
                if claim.doc == path:
                    claims.setdefault(claim.kind, []).append((claim.start, claim.end, point))
        for found in claims.values():
            found.sort(key=lambda one: one[:2])
        longest = {kind: max(end - start for start, end, _ in claims[kind]) for kind in claims}
        used: set[tuple[int, int, Kind]] = set()
        marks = []
        for fact in self.facts:
            own: dict[str, Point] = {}
            near = claims.get(fact.kind, [])
            # Only claims that begin so near can reach the fact: each with each took seconds on 5 MB.
            first = bisect_left(near, fact.start - longest.get(fact.kind, 0), key=_start)
            for start, end, point in near[first : bisect_left(near, fact.end, key=_start)]:
                if fact.start < end:
                    own[point.id] = point
                    used.add((start, end, fact.kind))
            marks.append(Mark(fact.start, fact.end, fact.kind, fact, ordered(own.values())))
        loose: dict[tuple[int, int, Kind], dict[str, Point]] = {}
        for kind, found in claims.items():
            for start, end, point in found:
                if (start, end, kind) not in used:
                    loose.setdefault((start, end, kind), {})[point.id] = point
        for (start, end, kind), own in loose.items():
            marks.append(Mark(start, end, kind, None, ordered(own.values())))
        return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))

    @cached_property
    def folded_words(self) -> tuple[str, ...]:
        """What the list says of the fact of each mark, accents and capitals aside; “” for a claim alone."""
        return tuple(fold(" ".join(fact_words(m.fact))) if m.fact else "" for m in self.marks)

    @cached_property
    def stops(self) -> tuple[Mark, ...]:
        """The marks that other sources speak of too: where ``]`` stops."""
        return tuple(mark for mark in self.marks if mark.compared)

    @cached_property
    def any_stops(self) -> tuple[Mark, ...]:
        """Every mark but bare names: where ``}`` stops."""
        return tuple(mark for mark in self.marks if mark.kind != "entity" or mark.compared)

    @cached_property
    def _starts(self) -> list[int]:
        return [mark.start for mark in self.marks]

    def marks_between(self, start: int, end: int) -> Sequence[Mark]:
        """Marks that begin in [start, end), in reading order."""
        return self.marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def mark_on(self, start: int, end: int) -> Mark | None:
        """The mark to show for a line: of those that others speak of the gravest, else the first, names last."""
        here = self.marks_between(start, end)
        if not here:
            return None
        return min(here, key=lambda m: (_gravity(m), m.kind == "entity", m.start))

    def mark_of_sentence(self, start: int, end: int) -> Mark | None:
        """Of the sentences that a line holds or goes on with, the gravest mark that others speak of; None where none is."""
        near = self.marks_between(start - _SENTENCE, end + _SENTENCE)
        here = [
            m
            for m in near
            if m.compared and m.fact and m.fact.sentence.start < end and start < m.fact.sentence.end
        ]
        return min(here, key=lambda m: (_gravity(m), m.start), default=None)

    def mark_of_match(self, match: Span) -> Mark | None:
        """The mark to show for words that were searched for: the amount or day they are of, else what others speak of in
        their sentence, else what they stand in or beside; None where their sentence states nothing."""
        near = self.marks_between(match.start - _SENTENCE, match.end + _SENTENCE)
        within = [m for m in near if m.start < match.end and match.start < m.end]
        within = [m for m in within if m.kind != "entity" or m.compared]
        own = [m for m in within if m.kind in ("quantity", "date")]
        asked = any(c.isdigit() for c in self.document.text[match.start : match.end])
        beside = [m for m in near if m.fact and _meets(m.fact.sentence, match)]
        for found in (
            own if asked else [m for m in own if m.compared],
            [m for m in beside if m.compared],
            own or within,
            [m for m in beside if m.kind != "entity"],
        ):
            if found:
                return min(found, key=lambda m: (_gravity(m), m.end - m.start, m.start))
        return None

    def mark_at(self, span: Span) -> Mark | None:
        """The mark that begins where ``span`` does, the one that also ends there first."""
        here = self.marks_between(span.start, span.start + 1)
        if not here:
            return None
        return min(here, key=lambda m: (m.end != span.end, _gravity(m), m.kind == "entity"))

    def line(self, offset: int) -> int:
        """The file's line, from 1, on which ``offset`` stands."""
        return self.document.text.count("\n", 0, offset) + 1

    def sentence_span(self, span: Span) -> Span:
        """The sentence around ``span`` as a fact in it gives it, else what stands between full stops."""
        near = self.marks_between(span.start - _SENTENCE, span.end + _SENTENCE)
        told = [m.fact.sentence for m in near if m.fact]
        around = [s for s in told if s.start <= span.start and span.end <= s.end]
        if around:
            return min(around, key=lambda s: s.end - s.start)
        text = self.document.text
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        end = end if end >= 0 else len(text)
        ends = [m.end() for m in SENTENCE_END.finditer(text, start, end)]
        first = max((stop for stop in ends if stop <= span.start), default=start)
        return Span(first, next((stop for stop in ends if stop >= span.end and stop > first), end))

    def sentence_at(self, span: Span) -> str:
        """The words of that sentence."""
        here = self.sentence_span(span)
        return self.document.text[here.start : here.end].strip()

    def unnamed_speaker(self, span: Span) -> str:
        """Who speaks in that sentence, where it says only “he” or “the minister”; empty where it names them, or several speak."""
        here = self.sentence_span(span)
        words = set(fold(self.document.text[here.start : here.end]).split())
        speakers = {
            fact.speaker
            for fact in self.facts
            if isinstance(fact, Quote) and fact.speaker and here.start <= fact.start < here.end
        }
        if len(speakers) != 1:
            return ""
        (speaker,) = speakers
        return "" if words.intersection(fold(speaker).split()) else speaker

    def part_at(self, offset: int) -> Part:
        """The article that ``offset`` stands in; the main one where it is in none."""
        for part in self.document.parts:
            if part.start <= offset < part.end:
                return part
        return self.document.parts[0]


def step(marks: Sequence[Mark], current: Mark | None, offset: int, forward: bool) -> Mark | None:
    """The next mark after ``current`` (or after ``offset``), or before it; None at the end.

    ``marks`` are in reading order.
    """
    at = bisect_left(marks, offset if current is None else current.start, key=lambda m: m.start)
    if current is not None:
        here = at
        while here < len(marks) and marks[here].start == current.start and marks[here] != current:
            here += 1
        if here < len(marks) and marks[here] == current:
            at = here + 1 if forward else here - 1
            return marks[at] if 0 <= at < len(marks) else None
        at = bisect_left(marks, offset, key=lambda m: m.start)
    at = at if forward else at - 1
    return marks[at] if 0 <= at < len(marks) else None
