"""The scores of scoring.py in plain Python, for a process that asks little: importing numpy takes it 60 ms.

Scores are held sparsely, by the article's number in the view. The same sums in the same order as numpy's.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable
from typing import TYPE_CHECKING

from search_index.fulltext.retrieval import (
    K1,
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
    as_bytes,
    rarity,
)

if TYPE_CHECKING:
    from search_index.fulltext.impacts.segment import Postings, Segment
    from search_index.fulltext.impacts.view import View

Scores = dict[int, float]

_HALF_A_STEP = 1e-6
"""Scores are told apart at six decimals; what lies nearer than this may be equal then."""

_LOOK_UP = 10
"""Postings that are read in the time in which one is looked up."""


def cost(view: View, asked: Asked) -> int:
    """About how many postings would be read for ``asked``: 0.5 µs each."""
    match asked:
        case Term(field, term):
            return view.doc_frequency(field, term)
        case Run(field, forms):
            return 4 * sum(view.doc_frequency(field, form) for form in forms)
        case Outside(child):
            return view.articles + cost(view, child)
        case AllOf(children):
            first, *others = sorted(cost(view, child) for child in children) or [0]
            return first + sum(min(other, _LOOK_UP * first) for other in others)
        case AnyOf(children):
            return sum(cost(view, child) for child in children)
    return view.articles


def scores(view: View, asked: Asked) -> Scores:
    """The score of each article that answers; deleted ones may be among them."""
    match asked:
        case Term(field, term, weight):
            return _term(view, field, term, weight)
        case Run():
            return _run(view, asked)
        case AnyOf(children):
            total: Scores = {}
            for child in children:
                for number, score in scores(view, child).items():
                    total[number] = total.get(number, 0.0) + score
            return total
        case AllOf(children):
            if not children:
                return {}
            first, *others = sorted(children, key=lambda child: cost(view, child))
            return _all_of(view, scores(view, first), others)
    return _at(view, asked, range(view.articles))


def _all_of(view: View, found: Scores, children: Iterable[Asked]) -> Scores:
    """Those of ``found`` that answer all of ``children`` as well, with the sum of the scores."""
    for child in children:
        more = _at(view, child, sorted(found))
        found = {number: found[number] + score for number, score in more.items()}
    return found


def _at(view: View, asked: Asked, numbers: Iterable[int]) -> Scores:
    """The scores of ``asked`` at ``numbers``, ascending; only where they answer it."""
    match asked:
        case Term(field, term, weight):
            wanted = list(numbers)
            if len(wanted) * _LOOK_UP < view.doc_frequency(field, term):
                return _term_at(view, field, term, weight, wanted)
        case Dated(after, day):
            return {n: 1.0 for n in numbers if _is_dated(view, n, after, day)}
        case Undated():
            return {n: 1.0 for n in numbers if view.first_day(n) == 0}
        case Everything():
            return dict.fromkeys(numbers, 1.0)
        case Outside(child):
            wanted = list(numbers)
            inside = _at(view, child, wanted)
            return {n: 1.0 for n in wanted if n not in inside}
        case AnyOf(children):
            wanted, total = list(numbers), dict[int, float]()
            for one in children:
                for number, score in _at(view, one, wanted).items():
                    total[number] = total.get(number, 0.0) + score
            return total
        case AllOf(children) if children:
            found = _at(view, children[0], numbers)
            return _all_of(view, found, children[1:])
    known = scores(view, asked)
    return {number: known[number] for number in numbers if number in known}


def _is_dated(view: View, number: int, after: bool, day: int) -> bool:
    return view.last_day(number) >= day if after else 0 < view.first_day(number) < day


def _term(view: View, field: str, term: str, weight: float) -> Scores:
    containing, located = view.located(field, term)
    idf = rarity(containing, view.articles)
    norms, found = view.norm_of_byte(field), {}
    for segment, _, start, end in located:
        offset, lengths = segment.offset, segment.file.plain(f"{field}.lengths")
        ids = segment.file.plain(f"{field}.ids")[start:end].tolist()
        counts = segment.file.plain(f"{field}.counts")[start:end].tolist()
        for inside, count in zip(ids, counts, strict=True):
            score = count * (K1 + 1) / (norms[lengths[inside]] + count) * idf * weight
            found[offset + inside] = score
    return found


def _term_at(view: View, field: str, term: str, weight: float, numbers: list[int]) -> Scores:
    """The same where ``numbers`` are few beside the articles that have the term."""
    containing, located = view.located(field, term)
    idf = rarity(containing, view.articles)
    norms, found = view.norm_of_byte(field), {}
    for segment, _, start, end in located:
        offset, lengths = segment.offset, segment.file.plain(f"{field}.lengths")
        ids, counts = (segment.file.plain(f"{field}.{what}") for what in ("ids", "counts"))
        first = bisect_left(numbers, offset)
        at = start
        for number in numbers[first : bisect_left(numbers, offset + segment.articles, first)]:
            inside = number - offset
            at = bisect_left(ids, inside, at, end)
            if at == end:
                break
            if ids[at] == inside:
                count = counts[at]
                score = count * (K1 + 1) / (norms[lengths[inside]] + count) * idf * weight
                found[number] = score
    return found


def _run(view: View, run: Run) -> Scores:
    """Whoosh's score of a phrase: those of its words, each as often as it stands in the phrase."""
    numbers = sorted(_run_numbers(view, run))
    total = dict.fromkeys(numbers, 0.0)
    for form in run.forms:
        for number, score in _at(view, Term(run.field, form), numbers).items():
            total[number] += score
    return {number: score * run.weight for number, score in total.items()}


def _run_numbers(view: View, run: Run) -> list[int]:
    """The articles in which the forms of ``run`` stand side by side."""
    by_segment: dict[int, tuple[Segment, list[Postings]]] = {}
    for form in run.forms:
        for segment, number, _, _ in view.located(run.field, form)[1]:
            _, known = by_segment.setdefault(segment.offset, (segment, []))
            known.append(segment.postings(run.field, number, plain=True))
    found: list[int] = []
    for segment, postings in by_segment.values():
        if len(postings) == len(run.forms):
            rarest = min(postings, key=lambda one: len(one.ids))
            common = set(rarest.ids.tolist()).intersection(*(one.ids.tolist() for one in postings))
            begins = _places(postings[0], common)
            for nth, one in enumerate(postings[1:], 1):
                places = _places(one, common)
                begins = {
                    inside: {place for place in begun if place + nth in places[inside]}
                    for inside, begun in begins.items()
                }
            found += [segment.offset + inside for inside, begun in begins.items() if begun]
    return found


def _places(postings: Postings, wanted: set[int]) -> dict[int, set[int]]:
    """By article, for those ``wanted``: the places of the term in it."""
    found, at = {}, 0
    for inside, count in zip(postings.ids.tolist(), postings.counts.tolist(), strict=True):
        if inside in wanted:
            found[inside] = set(postings.places[at : at + count].tolist())
        at += count
    return found


def best(view: View, found: Scores, limit: int) -> tuple[int, list[Found]]:
    """How many articles have a score, and the ``limit`` best of them; equal ones in the order of `View.place`."""
    for number in view.deleted:
        found.pop(number, None)
    if limit < 1 or not found:
        return len(found), []
    chosen: Iterable[tuple[int, float]] = found.items()
    if len(found) > limit:
        least = heapq.nlargest(limit, found.values())[-1] - _HALF_A_STEP
        chosen = [one for one in chosen if one[1] >= least]
    told = sorted((-round(score, 6), number) for number, score in chosen)
    last = told[:limit][-1][0]
    told = [(score, number) for score, number in told if score <= last]
    told = _narrowed(view, told, limit)
    told.sort(key=lambda one: (one[0], *view.place(one[1])))
    return len(found), [view.found(number, -score) for score, number in told[:limit]]


def _narrowed(view: View, told: list[tuple[float, int]], limit: int) -> list[tuple[float, int]]:
    """Without those of the last score that others of their segment come before."""
    if len(told) <= 2 * limit:
        return told
    last = told[-1][0]
    kept = [one for one in told if one[0] != last]
    tied = [number for score, number in told if score == last]
    return kept + [(last, number) for number in _first_of_segments(view, tied, limit)]


def newest(view: View, found: Scores, limit: int) -> tuple[int, list[Found]]:
    """How many articles have a score, and the first ``limit`` of them in the order of `View.place`."""
    for number in view.deleted:
        found.pop(number, None)
    if limit < 1:
        return len(found), []
    told = _first_of_segments(view, sorted(found), limit)
    chosen = heapq.nsmallest(limit, told, key=view.place)
    return len(found), [view.found(number, round(found[number], 6)) for number in chosen]


def _first_of_segments(view: View, numbers: list[int], limit: int) -> list[int]:
    """Those of ``numbers``, ascending, that come first in each segment, ``limit`` of each at most."""
    kept: list[int] = []
    for segment in view.segments:
        first = bisect_left(numbers, segment.offset)
        some = numbers[first : bisect_left(numbers, segment.offset + segment.articles)]
        ranked = ((segment.rank[number - segment.offset], number) for number in some)
        kept += [number for _, number in heapq.nsmallest(limit, ranked)]
    return kept


def forms(view: View, field: str, prefix: str) -> dict[str, int]:
    """The terms of ``field`` that begin with ``prefix``, in no order, each with the articles it is in."""
    total: dict[bytes, int] = {}
    start = as_bytes(prefix)
    for segment in view.segments:
        first, last = segment.beginning(field, start)
        if first < last:
            frequencies = segment.frequencies(field, first, last)
            for term, frequency in zip(segment.terms(field, first, last), frequencies, strict=True):
                total[term] = total.get(term, 0) + frequency
    return {term.decode("utf-8", "replace"): frequency for term, frequency in total.items()}
