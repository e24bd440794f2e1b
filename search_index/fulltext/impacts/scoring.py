"""What a query asks of a view -> the score of every article that answers, exactly as Whoosh would score it.

Answers are held sparsely, by their numbers in ascending order; only where many terms meet are they added up densely, one
number an article: at 100,000 articles a step over all of them takes 0.05 ms. Every part of a query has a score above 0.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

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


class Scored(NamedTuple):
    """Articles that answer, ascending, and the score of each; deleted ones may be among them."""

    ids: Any
    values: Any


def scores(view: View, asked: Asked) -> Scored:
    """The articles of ``view`` that answer ``asked``, with their scores."""
    match asked:
        case Term() | AnyOf():
            return _any_of(view, asked)
        case Run():
            return _run(view, asked)
        case AllOf():
            return _all_of(view, asked)
        case Everything():
            ids: Any = np.arange(view.articles)
        case Outside(child):
            outside = np.ones(view.articles, bool)
            outside[scores(view, child).ids] = False
            ids = np.flatnonzero(outside)
        case Dated() | Undated():
            ids = np.flatnonzero(_is_dated(view, asked))
    return Scored(ids, np.ones(len(ids)))


def _any_of(view: View, asked: Term | AnyOf) -> Scored:
    terms, others = _apart((asked,))
    if not others:
        return _added(
            view, _gathered(view, asked) if len(terms) <= _FEW else _by_field(view, terms)
        )
    total = np.zeros(view.articles)
    for found in (_added(view, _by_field(view, terms)), *(scores(view, one) for one in others)):
        total[found.ids] += found.values
    return _sparse(total)


def _sparse(total: Any) -> Scored:
    # Of truth values numpy finds those that are set in a tenth of the time.
    ids = np.flatnonzero(total > 0)
    return Scored(ids, total[ids])


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


def _gathered(view: View, asked: Term | AnyOf) -> list[Gathered]:
    """The postings of a word of few terms: whoever types a second word asks for the first one at each key."""
    return view.recent(asked, lambda: _by_field(view, _apart((asked,))[0]))


def _by_field(view: View, terms: tuple[Term, ...]) -> list[Gathered]:
    by_field: dict[str, list[Term]] = {}
    for term in terms:
        by_field.setdefault(term.field, []).append(term)
    gathered = (gather(view, field, asked) for field, asked in by_field.items())
    return [found for found in gathered if found is not None]


def _added(view: View, found: list[Gathered]) -> Scored:
    """The sum of the scores: a word is one term of the text and one of the title, a beginning fifty of each."""
    if not found:
        return Scored(np.empty(0, np.intp), np.empty(0))
    *fewer, most = sorted(found, key=lambda one: len(one.numbers))
    if most.single and all(one.single for one in fewer) and len(fewer) <= 1:
        total = Scored(most.numbers, most.scores(view))
        for one in fewer:
            total = _with(total, Scored(one.numbers, one.scores(view)))
        return total
    dense = np.bincount(most.numbers, most.scores(view), view.articles)
    for one in fewer:
        dense += np.bincount(one.numbers, one.scores(view), view.articles)
    return _sparse(dense)


def _with(many: Scored, few: Scored) -> Scored:
    """The sum of two."""
    places = many.ids.searchsorted(few.ids)
    inside = np.minimum(places, len(many.ids) - 1)
    both = many.ids[inside] == few.ids
    many.values[inside[both]] += few.values[both]
    if both.all():
        return many
    only = ~both
    ids = np.insert(many.ids, places[only], few.ids[only])
    return Scored(ids, np.insert(many.values, places[only], few.values[only]))


def _all_of(view: View, asked: AllOf) -> Scored:
    words: list[tuple[int, list[Gathered]]] = []
    others: list[Asked] = []
    for child in _flat(asked):
        terms, rest = _apart((child,))
        if isinstance(child, Term | AnyOf) and not rest and len(terms) <= _FEW:
            found = _gathered(view, child)
            words.append((sum(len(one.numbers) for one in found), found))
        else:
            others.append(child)
    # The rarest word says which articles can answer; of the others only these are looked at.
    words.sort(key=lambda word: word[0])
    if words:
        masks = [one.has for _, word in words[1:] if len(word) == 1 for one in word]
        ids, values = _added(
            view, _masked(words[0][1], [mask for mask in masks if mask is not None])
        )
    elif others:
        ids, values = scores(view, others.pop(0))
    else:
        return _added(view, [])
    for _, word in words[1:]:
        ids, values = _kept(
            ids, values, sum((one.at(view, ids) for one in word), np.zeros(len(ids)))
        )
    for child in others:
        ids, values = _kept(ids, values, _at(view, child, ids))
    return Scored(ids, values)


def _masked(word: list[Gathered], masks: list[Any]) -> list[Gathered]:
    """The postings of ``word`` that every mask allows: what is left out for its source need not be scored."""
    for mask in masks:
        word = [one.where(mask) for one in word]
    return [one for one in word if len(one.numbers)]


def _flat(asked: AllOf) -> list[Asked]:
    """What is asked for together, also within what is asked for together."""
    found: list[Asked] = []
    for child in asked.children:
        found += _flat(child) if isinstance(child, AllOf) and child.children else [child]
    return found


def _kept(ids: Any, values: Any, more: Any) -> tuple[Any, Any]:
    """Those of ``ids`` that have ``more`` as well, and their scores."""
    both = more > 0
    values = values + more
    return (ids, values) if both.all() else (ids[both], values[both])


def _at(view: View, child: Asked, ids: Any) -> Any:
    """The scores of ``child`` at ``ids``; 0 where it has none."""
    match child:
        case Dated() | Undated():
            return _is_dated(view, child, ids).astype(float)
        case Everything():
            return np.ones(len(ids))
        case Outside(inner):
            return (_at(view, inner, ids) == 0).astype(float)
    found = scores(view, child)
    total = np.zeros(view.articles)
    total[found.ids] = found.values
    return total[ids]


def _is_dated(view: View, asked: Dated | Undated, ids: Any = slice(None)) -> Any:
    if isinstance(asked, Dated) and asked.after:
        return days(view, "last_day")[ids] >= asked.day
    first = days(view, "first_day")[ids]
    return (first < asked.day) & (first > 0) if isinstance(asked, Dated) else first == 0


def _run(view: View, run: Run) -> Scored:
    """Whoosh's score of a phrase: those of its words, each as often as it stands in the phrase."""
    ids = run_ids(view, run)
    values = np.zeros(len(ids))
    if len(ids):
        for form in run.forms:
            for found in _gathered(view, Term(run.field, form)):
                values += found.at(view, ids)
        values *= run.weight
    return Scored(ids, values)


def best(view: View, found: Scored, limit: int) -> tuple[int, list[Found]]:
    """How many articles have a score, and the ``limit`` best of them; equal ones in the order of `View.place`."""
    ids, values = _living(view, found)
    total = len(ids)
    if limit < 1 or not total:
        return total, []
    if total > limit:
        least = np.partition(values, total - limit)[total - limit]
        near = np.flatnonzero(values >= least - _HALF_A_STEP)
        ids, values = _narrowed(view, ids[near], values[near], limit)
    told = sorted(zip((-round(value, 6) for value in values.tolist()), ids.tolist(), strict=True))
    chosen: list[Found] = []
    for score, equal in groupby(told, key=lambda one: one[0]):
        numbers = [number for _, number in equal]
        if len(numbers) > 1:
            numbers.sort(key=view.place)
        chosen += [view.found(number, -score) for number in numbers[: limit - len(chosen)]]
        if len(chosen) == limit:
            break
    return total, chosen


def newest(view: View, found: Scored, limit: int) -> tuple[int, list[Found]]:
    """How many articles have a score, and the first ``limit`` of them in the order of `View.place`."""
    ids, values = _living(view, found)
    total = len(ids)
    if limit < 1 or not total:
        return total, []
    chosen = _first_of_segments(view, ids, limit)
    if len(chosen) > limit:
        dates = days(view, "first_day")[ids[chosen]]
        chosen = chosen[dates >= np.partition(dates, -limit)[-limit]]
    told = sorted(
        zip(ids[chosen].tolist(), values[chosen].tolist(), strict=True),
        key=lambda one: view.place(one[0]),
    )
    return total, [view.found(number, round(score, 6)) for number, score in told[:limit]]


def _living(view: View, found: Scored) -> Scored:
    kept = live(view)
    if kept is None:
        return found
    alive = kept[found.ids]
    return Scored(found.ids[alive], found.values[alive])


def _first_of_segments(view: View, ids: Any, limit: int) -> Any:
    """Where in ``ids`` the articles stand that come first in each segment, ``limit`` of each at most."""
    places = []
    cuts = ids.searchsorted([segment.offset for segment in view.segments[1:]])
    for segment, some in zip(view.segments, np.split(np.arange(len(ids)), cuts), strict=True):
        if len(some) > limit:
            ranks = segment.file.numbers("rank")[ids[some] - segment.offset]
            some = some[np.argpartition(ranks, limit)[:limit]]
        places.append(some)
    return np.concatenate(places)


def _narrowed(view: View, ids: Any, values: Any, limit: int) -> tuple[Any, Any]:
    """Those of ``ids`` that may be among the ``limit`` best: of many with the last score, few of each segment."""
    if len(ids) <= 2 * limit:
        return ids, values
    rounded = np.round(values, 6)
    last = np.partition(rounded, len(ids) - limit)[len(ids) - limit]
    places = [np.flatnonzero(rounded > last)]
    tied = np.flatnonzero(rounded == last)
    places.append(tied[_first_of_segments(view, ids[tied], limit)])
    chosen = np.concatenate(places)
    return ids[chosen], values[chosen]
