"""The postings of some terms of one field, of all segments one after the other, and their scores."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from search_index.fulltext.impacts.arrays import norms
from search_index.fulltext.retrieval import K1, Term, rarity

if TYPE_CHECKING:
    from search_index.fulltext.impacts.segment import Segment
    from search_index.fulltext.impacts.view import View

_MARK = 200
"""Articles from which on it pays to mark those that have a term."""

_MANY, _WASTE = 4, 3
"""Terms of a segment from which on all that stand between them are read in one piece, if that is at most so many times as
much."""


@dataclass(slots=True)
class Gathered:
    """Of each posting the article, how often the term is in it, and the rarity of the term times its weight: one for all
    where they are of one term, whose articles ascend and are each there once.

    ``every`` is the score of each article of the view, 0 where it has none, and ``has`` where there is one; None until many
    are asked for again.
    """

    field: str
    numbers: Any
    counts: Any
    factors: Any
    single: bool
    every: Any = None
    has: Any = None
    asked: bool = False

    def scores(self, view: View) -> Any:
        """The score of each posting; 0 for one that was only read along."""
        return self._scored(view, self.numbers, self.counts)

    def at(self, view: View, ids: Any) -> Any:
        """The score of each article of ``ids``, ascending; 0 where it has none of the terms."""
        if len(ids) > _MARK and self.every is None and self.asked:
            # As a source is, with one word after the other: a mask of it, made once.
            every = np.bincount(self.numbers, self.scores(view), view.articles)
            self.has, self.every = every > 0, every
        self.asked = True
        if self.every is not None:
            return self.every[ids]
        if not self.single:
            return np.bincount(self.numbers, self.scores(view), view.articles)[ids]
        found = np.zeros(len(ids))
        if len(ids) > _MARK:
            # Most do not have it: a mark at each that has tells in a tenth of the time of a look-up.
            has = np.zeros(view.articles, bool)
            has[self.numbers] = True
            wanted = np.flatnonzero(has[ids])
            ids = ids[wanted]
            places = self.numbers.searchsorted(ids)
        else:
            places = self.numbers.searchsorted(ids)
            places[places == len(self.numbers)] = 0
            wanted = np.flatnonzero(self.numbers[places] == ids)
            ids, places = ids[wanted], places[wanted]
        found[wanted] = self._scored(view, ids, self.counts[places])
        return found

    def where(self, mask: Any) -> Gathered:
        """Those of the articles where ``mask``, a truth value for each article of the view, is set; of one term alone."""
        if not self.single:
            return self
        kept = mask[self.numbers]
        return Gathered(self.field, self.numbers[kept], self.counts[kept], self.factors, True)

    def _scored(self, view: View, numbers: Any, counts: Any) -> Any:
        frequencies = counts.astype(float)
        added = norms(view, self.field)[numbers]
        added += frequencies
        frequencies *= K1 + 1
        frequencies /= added
        frequencies *= self.factors
        return frequencies


def gather(view: View, field: str, terms: list[Term]) -> Gathered | None:
    """The postings of ``terms``; None where there are none."""
    if len(terms) == 1:
        return _of_one(view, field, terms[0])
    wanted: dict[int, tuple[Segment, list[tuple[int, int, int, float]]]] = {}
    there, factor = 0, 0.0
    for term in terms:
        containing, located = view.located(field, term.term)
        if located:
            there += 1
            factor = rarity(containing, view.articles) * term.weight
        for segment, number, start, end in located:
            known = wanted.get(segment.offset)
            if known is None:
                known = wanted[segment.offset] = (segment, [])
            known[1].append((number, start, end, factor))
    if not wanted:
        return None
    pieces = _Pieces()
    for segment, places in wanted.values():
        if len(places) < _MANY or not pieces.in_one(segment, field, places):
            pieces.one_by_one(segment, field, places)
    numbers = np.concatenate(pieces.ids, dtype=np.intp, casting="unsafe")
    numbers += np.repeat(np.array(pieces.offsets, np.intp), pieces.sizes)
    counts = np.concatenate(pieces.counts)
    if there == 1:
        return Gathered(field, numbers, counts, factor, single=True)
    factors = np.repeat(np.array(pieces.factors), pieces.lengths)
    return Gathered(field, numbers, counts, factors, single=False)


def _of_one(view: View, field: str, term: Term) -> Gathered | None:
    containing, located = view.located(field, term.term)
    if not located:
        return None
    stretches = [(*segment.postings_of(field), start, end) for segment, _, start, end in located]
    sizes = [end - start for _, _, start, end in located]
    ids = [some[start:end] for some, _, start, end in stretches]
    numbers = np.concatenate(ids, dtype=np.intp, casting="unsafe")
    numbers += np.repeat(np.array([one[0].offset for one in located], np.intp), sizes)
    counts = np.concatenate([some[start:end] for _, some, start, end in stretches])
    factor = rarity(containing, view.articles) * term.weight
    return Gathered(field, numbers, counts, factor, single=True)


class _Pieces:
    """Stretches of postings: of each its articles and counts, its segment's offset and its size; and factors, each with
    the number of postings it is for."""

    def __init__(self) -> None:
        self.ids: list[Any] = []
        self.counts: list[Any] = []
        self.offsets: list[int] = []
        self.sizes: list[int] = []
        self.factors: list[float] = []
        self.lengths: list[int] = []

    def one_by_one(
        self, segment: Segment, field: str, places: list[tuple[int, int, int, float]]
    ) -> None:
        """Take the postings of each term."""
        ids, counts = segment.postings_of(field)
        for _, start, end, factor in places:
            self._add(segment, ids[start:end], counts[start:end])
            self.factors.append(factor)
            self.lengths.append(end - start)

    def in_one(
        self, segment: Segment, field: str, places: list[tuple[int, int, int, float]]
    ) -> bool:
        """Take all postings from those of the first term to those of the last, if few others stand between."""
        places = sorted(places)
        first, last = places[0][1], places[-1][2]
        wanted = sum(end - start for _, start, end, _ in places)
        # A term that is asked for twice is read twice.
        apart = all(one[2] <= other[1] for one, other in pairwise(places))
        if last - first > _WASTE * wanted or not apart:
            return False
        ids, counts = segment.postings_of(field)
        self._add(segment, ids[first:last], counts[first:last])
        at = first
        for _, start, end, factor in places:
            if start > at:
                self.factors.append(0.0)
                self.lengths.append(start - at)
            self.factors.append(factor)
            self.lengths.append(end - start)
            at = end
        return True

    def _add(self, segment: Segment, ids: Any, counts: Any) -> None:
        self.ids.append(ids)
        self.counts.append(counts)
        self.offsets.append(segment.offset)
        self.sizes.append(len(ids))
