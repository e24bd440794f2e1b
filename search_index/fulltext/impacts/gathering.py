"""The postings of some terms of one field, of all segments one after the other, and their scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from search_index.fulltext.impacts.arrays import norms
from search_index.fulltext.retrieval import K1, Term, rarity

if TYPE_CHECKING:
    from search_index.fulltext.impacts.view import View


@dataclass(frozen=True, slots=True)
class Gathered:
    """Of each posting the article, ascending for one term, and how often the term is in it; of each stretch of them,
    which ``sizes`` has the length of, the rarity and the weight of its term."""

    field: str
    numbers: Any
    counts: Any
    sizes: list[int]
    factors: list[tuple[float, float]]
    single: bool
    """Whether all of them are of one term, so that no article is there twice."""

    def scores(self, view: View) -> Any:
        """The score of each posting."""
        return self._scored(view, self.numbers, self.counts, slice(None))

    def at(self, view: View, ids: Any) -> Any:
        """The score of each article of ``ids``, ascending; 0 where it has none of the terms."""
        found = np.zeros(len(ids))
        if not self.single:
            several = self.scores(view)
            return np.bincount(self.numbers, several, view.articles)[ids]
        places = self.numbers.searchsorted(ids)
        places[places == len(self.numbers)] = 0
        has = self.numbers[places] == ids
        places = places[has]
        found[has] = self._scored(view, ids[has], self.counts[places], places)
        return found

    def _scored(self, view: View, numbers: Any, counts: Any, places: Any) -> Any:
        frequencies = counts.astype(float)
        added = norms(view, self.field)[numbers]
        added += frequencies
        frequencies *= K1 + 1
        frequencies /= added
        if self.single:
            idf, weight = self.factors[0]
            frequencies *= idf
            frequencies *= weight
        else:
            frequencies *= np.repeat([idf for idf, _ in self.factors], self.sizes)[places]
            frequencies *= np.repeat([weight for _, weight in self.factors], self.sizes)[places]
        return frequencies


def gather(view: View, field: str, terms: list[Term]) -> Gathered | None:
    """The postings of ``terms``; None where there are none."""
    ids, counts, sizes, offsets, factors = [], [], [], [], []
    there = 0
    for term in terms:
        located = view.located(field, term.term)
        there += bool(located)
        containing = sum(end - start for _, _, start, end in located)
        factor = (rarity(containing, view.articles), term.weight)
        for segment, _, start, end in located:
            ids.append(segment.ids(field)[start:end])
            counts.append(segment.counts(field)[start:end])
            sizes.append(end - start)
            offsets.append(segment.offset)
            factors.append(factor)
    if not ids:
        return None
    numbers = np.concatenate(ids, dtype=np.intp, casting="unsafe")
    numbers += np.repeat(np.array(offsets, np.intp), sizes)
    return Gathered(field, numbers, np.concatenate(counts), sizes, factors, there == 1)
