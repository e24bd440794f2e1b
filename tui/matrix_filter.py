"""Which points the matrix shows: by verdict, by kind of fact, by source. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from search_index.models import KINDS, VERDICTS, Kind, Point, Verdict

Sort = Verdict | Literal["within"]
SORTS: tuple[Sort, ...] = (*VERDICTS, "within")
"""Verdicts between sources, then sources at odds with themselves."""


def sort_of(point: Point) -> Sort:
    """What a point is counted as."""
    return "within" if point.within else point.verdict


def clashes_first(points: Sequence[Point]) -> tuple[Point, ...]:
    """Conflicts first, sources at odds with themselves last; the library's order within each."""
    return tuple(sorted(points, key=lambda point: SORTS.index(sort_of(point))))


@dataclass(frozen=True, slots=True)
class Filter:
    """None, and no ``sorts``, let everything through. ``doc`` wants a claim of that document."""

    sorts: frozenset[Sort] = frozenset()
    kind: Kind | None = None
    doc: str | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self != Filter()

    def of(self, points: Sequence[Point]) -> list[Point]:
        """The points that pass, in their order."""
        return [point for point in points if self._passes(point)]

    def _passes(self, point: Point) -> bool:
        return (
            (not self.sorts or sort_of(point) in self.sorts)
            and (self.kind is None or any(claim.kind == self.kind for claim in point.claims))
            and (self.doc is None or any(claim.doc == self.doc for claim in point.claims))
        )

    def counts(self, points: Sequence[Point]) -> Counter[Sort]:
        """How many points each verdict would show, the other filters as they are."""
        return Counter(sort_of(point) for point in replace(self, sorts=frozenset()).of(points))

    def toggled_sort(self, sort: Sort) -> Filter:
        """With points of this sort beside those shown, or without them; without any, all are shown."""
        return replace(self, sorts=self.sorts ^ {sort})

    def next_kind(self, points: Sequence[Point], by: int = 1) -> Filter:
        """Only the next kind of fact there are points of, or that ``by`` steps on; after the last, all."""
        there = {claim.kind for point in points for claim in point.claims}
        kinds: list[Kind | None] = [None, *(kind for kind in KINDS if kind in there)]
        at = kinds.index(self.kind) if self.kind in kinds else 0
        return replace(self, kind=kinds[(at + by) % len(kinds)])

    def toggled_source(self, doc: str) -> Filter:
        """Only points that ``doc`` speaks to; all again where that is so already."""
        return replace(self, doc=None if self.doc == doc else doc)
