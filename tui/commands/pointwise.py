"""What every form of a comparison says about a point, in words: its order, its notes, its claims in their sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from tui.cleaning import clean_line
from tui.commands.wording import SIGNS, named, period, when

if TYPE_CHECKING:
    from search_index.library import Library
    from search_index.models import Claim, Point

BY_HAND = "✎"
"""Stands before what a person decided about a point."""
WITHIN, WITHIN_WORDS = "!", "at odds with itself"
"""Sign and words of a point of one source."""
# A sentence longer than this is cut around its claim.
_AROUND = 160


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim as a reader sees it: the sentence around it, cleaned, cut in three, with what is to be noted.

    ``source`` names publisher and document, ``citation`` is the library's.
    """

    claim: Claim
    before: str
    claimed: str
    after: str
    source: str
    citation: str
    notes: tuple[str, ...]


Show = Callable[["Claim"], Shown]


def shower(library: Library) -> Show:
    """What shows the claims of one library."""
    text = cache(lambda doc: clean_line(library.document(doc).text))

    def show(claim: Claim) -> Shown:
        start = max(min(claim.sentence.start, claim.start), claim.start - _AROUND)
        end = min(max(claim.sentence.end, claim.end), claim.end + _AROUND)
        whole = text(claim.doc)
        before = ("…" if start > claim.sentence.start else "") + whole[start : claim.start]
        after = whole[claim.end : end] + ("…" if end < claim.sentence.end else "")
        return Shown(
            claim,
            before.lstrip(),
            whole[claim.start : claim.end],
            after.rstrip(),
            source_of(claim),
            clean_line(library.citation(claim.doc, claim.start, claim.end)),
            notes_of(claim),
        )

    return show


def source_of(claim: Claim) -> str:
    """Publisher and document; the document alone where nobody names a publisher."""
    return clean_line(" · ".join(filter(None, (named(claim.source, claim.doc), claim.doc))))


def notes_of(claim: Claim) -> tuple[str, ...]:
    """When, how certain, who says it, and how often."""
    notes = (
        when(claim),
        "" if claim.certainty == "asserted" else claim.certainty,
        f"says {claim.holder}" if claim.holder else "",
        f"{claim.repeats + 1} mentions" if claim.repeats else "",
    )
    return tuple(clean_line(note) for note in notes if note)


def by_source(point: Point) -> list[tuple[str, list[Claim]]]:
    """The claims under their sources, in document order."""
    ordered = sorted(point.claims, key=lambda claim: (claim.doc, claim.part, claim.start))
    return [(name, list(claims)) for name, claims in groupby(ordered, key=source_of)]


def sign_and_verdict(point: Point) -> tuple[str, str]:
    """The sign and the words of the verdict; those of a point of one source are its own."""
    if point.within:
        return WITHIN, WITHIN_WORDS
    return SIGNS[point.verdict], point.verdict


def reason_of(point: Point) -> str:
    """The reason, under its dimension."""
    named_ = f"{point.dimension}: " if point.dimension and point.reason else ""
    return named_ + clean_line(point.reason)


def silent_note(point: Point, most: int = 5) -> str:
    """“not matched: a.txt, b.txt and 3 more”: those on the subject that may well speak of it; or nothing."""
    if not point.silent:
        return ""
    told = ", ".join(clean_line(doc) for doc in point.silent[:most])
    rest = len(point.silent) - most
    return f"not matched: {told}" + (f" and {rest:,} more" if rest > 0 else "")


def by_hand_note(point: Point) -> str:
    """What a person decided about the point, behind its sign, or nothing."""
    return f"{BY_HAND} by hand: {clean_line(point.overridden)}" if point.overridden else ""


def first_day(point: Point) -> str:
    """The ISO date on which the first period among the claims begins; empty where none has one."""
    return min((claim.period.start for claim in point.claims if claim.period), default="")


def first_period(point: Point) -> str:
    """That period in words."""
    periods = [claim.period for claim in point.claims if claim.period]
    return period(min(periods, key=lambda one: (one.start, one.end), default=None))


def in_time(points: Sequence[Point]) -> list[Point]:
    """The points with a period, the earliest first; their order stays where they begin alike."""
    return sorted(filter(first_day, points), key=first_day)


def between_then_within(points: Sequence[Point]) -> tuple[list[Point], list[Point]]:
    """The points between sources and those of one source, each in their order."""
    between = [point for point in points if not point.within]
    return between, [point for point in points if point.within]
