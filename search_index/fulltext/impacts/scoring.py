"""What a query asks of a view -> the score of every article that answers, exactly as Whoosh would score it.

Scores are held densely, one number an article, 0 for one that does not answer: at 100,000 articles a step over all
of them takes 0.05 ms, and every part of a query has a score above 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from search_index.fulltext.impacts.arrays import days, live
from search_index.fulltext.impacts.gathering import Gathered, gather
from search_index.fulltext.impacts.phrases import run_ids
from search_index.fulltext.retrieval import (
    AllOf,
    AnyOf,
    Asked,
    Dated,
    Everything,
    Found,
    Outside,
    Run,
    Term,
    Undated,
)

if TYPE_CHECKING:
    from search_index.fulltext.impacts.view import View

_FEW = 8
"""Terms of a word that are looked up article by article; a beginning has more, and is scored densely."""

_HALF_A_STEP = 1e-6
"""Scores are told apart at six decimals; what lies nearer than this may be equal then."""


def scores(view: View, asked: Asked) -> Any:
    """The score of each article of ``view``, 0 where it does not answer; deleted ones may have any."""
    match asked:
        case Term():
            return _terms(view, (asked,))
        case Run():
            return _run(view, asked)
        case Dated(after, day):
            return _dated(view, after, day).astype(float)
        case Undated():
            return (days(view, "first_day") == 0).astype(float)
        case Everything():
            return np.ones(view.articles)
        case Outside(child):
            return (scores(view, child) == 0).astype(float)
        case AnyOf(children):
            return _any_of(view, children)
        case AllOf(children):
            return _all_of(view, children)


def _any_of(view: View, children: tuple[Asked, ...]) -> Any:
    terms, others = _apart(children)
    total = _terms(view, terms)
    for child in others:
        total += scores(view, child)
    return total


def _apart(children: tuple[Asked, ...]) -> tuple[tuple[Term, ...], tuple[Asked, ...]]:
    """The terms among ``children``, those of alternatives within alternatives as well, and the rest."""
    terms: list[Term] = []
    others: list[Asked] = []
    for child in children:
        if isinstance(child, Term):
            terms.append(child)
        elif isinstance(child, AnyOf):
            inner, rest = _apart(child.children)
            terms += inner
            others += rest
        else:
            others.append(child)
    return tuple(terms), tuple(others)


def _all_of(view: View, children: tuple[Asked, ...]) -> Any:
    total = np.zeros(view.articles)
    if not children:
        return total
    words, others = [], []
    for child in children:
        terms, rest = _apart((child,))
        if terms and not rest and len(terms) <= _FEW:
            words.append(_by_field(view, terms))
        else:
            others.append(child)
    words.sort(key=lambda found: sum(len(one.numbers) for one in found))
    # The rarest word says which articles can answer; of the others only these are looked at.
    ids: Any
    if words:
        first = words[0]
        if len(first) == 1 and first[0].single:
            ids = first[0].numbers
        else:
            ids = np.unique(np.concatenate([np.empty(0, np.intp), *(one.numbers for one in first)]))
    else:
        dense = scores(view, others.pop(0))
        ids = np.flatnonzero(dense)
        total[ids] = dense[ids]
    found = total[ids]
    for word in words:
        ids, found = _kept(ids, found, sum((one.at(view, ids) for one in word), np.zeros(len(ids))))
    for child in others:
        ids, found = _kept(ids, found, _at(view, child, ids))
    total[:] = 0
    total[ids] = found
    return total


def _kept(ids: Any, found: Any, more: Any) -> tuple[Any, Any]:
    """Those of ``ids`` that have ``more`` as well, and their scores."""
    both = more > 0
    found = found + more
    return (ids, found) if both.all() else (ids[both], found[both])


def _at(view: View, child: Asked, ids: Any) -> Any:
    """The scores of ``child`` at ``ids``."""
    match child:
        case Dated(after, day):
            return _dated(view, after, day, ids).astype(float)
        case Everything():
            return np.ones(len(ids))
        case Outside(inner):
            return (_at(view, inner, ids) == 0).astype(float)
    return scores(view, child)[ids]


def _dated(view: View, after: bool, day: int, ids: Any = slice(None)) -> Any:
    if after:
        return days(view, "last_day")[ids] >= day
    first = days(view, "first_day")[ids]
    return (first < day) & (first > 0)


def _terms(view: View, terms: tuple[Term, ...]) -> Any:
    """The sum of the scores of ``terms``, all in one go: a prefix is fifty of them in twenty segments."""
    total = None
    for found in _by_field(view, terms):
        more = np.bincount(found.numbers, found.scores(view), view.articles)
        total = more if total is None else total.__iadd__(more)
    return np.zeros(view.articles) if total is None else total


def _by_field(view: View, terms: tuple[Term, ...]) -> list[Gathered]:
    by_field: dict[str, list[Term]] = {}
    for term in terms:
        by_field.setdefault(term.field, []).append(term)
    gathered = (gather(view, field, asked) for field, asked in by_field.items())
    return [found for found in gathered if found is not None]


def _run(view: View, run: Run) -> Any:
    """Whoosh's score of a phrase: those of its words, each as often as it stands in the phrase."""
    total = np.zeros(view.articles)
    ids = run_ids(view, run)
    if len(ids):
        for form in run.forms:
            total[ids] += _terms(view, (Term(run.field, form),))[ids]
        total *= run.weight
    return total


def best(view: View, found: Any, limit: int) -> tuple[int, list[Found]]:
    """How many articles have a score, and the ``limit`` best of them; equal ones in the order of `View.place`."""
    kept = live(view)
    if kept is not None:
        found = found * kept
    ids = np.flatnonzero(found)
    if limit < 1 or not len(ids):
        return len(ids), []
    reached = found[ids]
    chosen = ids
    if len(ids) > limit:
        least = np.partition(reached, len(ids) - limit)[len(ids) - limit]
        near = reached >= least - _HALF_A_STEP
        chosen = _narrowed(view, ids[near], np.round(reached[near], 6), limit)
    told = [(round(float(found[number]), 6), int(number)) for number in chosen]
    told.sort(key=lambda one: (-one[0], *view.place(one[1])))
    return len(ids), [view.found(number, score) for score, number in told[:limit]]


def _narrowed(view: View, ids: Any, rounded: Any, limit: int) -> Any:
    """Those of ``ids`` that may be among the ``limit`` best: of many with the last score, few of each segment."""
    if len(ids) <= 2 * limit:
        return ids
    last = np.partition(rounded, len(ids) - limit)[len(ids) - limit]
    kept = [ids[rounded > last]]
    tied = ids[rounded == last]
    cuts = tied.searchsorted([segment.offset for segment in view.segments[1:]])
    for segment, some in zip(view.segments, np.split(tied, cuts), strict=True):
        if len(some) > limit:
            ranks = segment.file.numbers("rank")[some - segment.offset]
            some = some[np.argpartition(ranks, limit)[:limit]]
        kept.append(some)
    return np.concatenate(kept)
