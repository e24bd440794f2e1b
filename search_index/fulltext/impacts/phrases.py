"""Where words stand side by side: from the places of the postings, without a look at a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from search_index.fulltext.retrieval import Run

if TYPE_CHECKING:
    from search_index.fulltext.impacts.segment import Postings, Segment
    from search_index.fulltext.impacts.view import View


def run_ids(view: View, run: Run) -> Any:
    """The articles in which the forms of ``run`` stand side by side, ascending."""
    by_segment: dict[int, tuple[Segment, list[Postings]]] = {}
    for form in run.forms:
        for segment, number, _, _ in view.located(run.field, form)[1]:
            _, known = by_segment.setdefault(segment.offset, (segment, []))
            known.append(segment.postings(run.field, number))
    found = [
        _ids(postings) + segment.offset
        for segment, postings in by_segment.values()
        if len(postings) == len(run.forms)
    ]
    return np.sort(np.concatenate(found)) if found else np.empty(0, np.intp)


def _ids(postings: list[Postings]) -> Any:
    """Articles of one segment in which each of the terms stands one place after the one before it."""
    common = postings[0].ids
    for more in postings[1:]:
        common = np.intersect1d(common, more.ids, assume_unique=True)
    if not len(common):
        return common.astype(np.intp)
    # A place in an article as one number; where the whole run begins if this form stands here.
    starts: Any = None
    for nth, one in sorted(enumerate(postings), key=lambda pair: len(pair[1].places)):
        begins = _places(one, common) - nth
        starts = begins if starts is None else np.intersect1d(starts, begins, assume_unique=True)
        if not len(starts):
            break
    return np.unique(common[starts >> 32]).astype(np.intp)


def _places(postings: Postings, wanted: Any) -> Any:
    """Each place of the term in the ``wanted`` articles: the number among those, shifted by 32 bits, plus the place
    and 2 to the 16th, so that places before the first one stay in their article."""
    at = postings.ids.searchsorted(wanted)
    counts = postings.counts.astype(np.int64)
    ends = counts.cumsum()
    many = counts[at]
    total = int(many.sum())
    # The places of the wanted, one list after the other: the start of each, and up by one within it.
    first = np.repeat(ends[at] - many - (many.cumsum() - many), many)
    places = postings.places[first + np.arange(total)].astype(np.int64)
    return (np.repeat(np.arange(len(wanted), dtype=np.int64), many) << 32) + places + (1 << 16)
