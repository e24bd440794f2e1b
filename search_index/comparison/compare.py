"""Facts to Points: collect, pair, weigh, judge, gather, rank."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from search_index.comparison.alignment import same_event, slip, weigh
from search_index.comparison.candidates import candidate_pairs
from search_index.comparison.collecting import collect_items
from search_index.comparison.events import SPEECH, relation_edges
from search_index.comparison.items import Item, Weights
from search_index.comparison.occasions import date_edges
from search_index.comparison.officials import SAME_OFFICE, is_office, office_edges
from search_index.comparison.overrides import Decisions
from search_index.comparison.points import Edge, Topics, point_of, single_point, strongest_first
from search_index.comparison.quotations import quote_edges
from search_index.comparison.renaming import OnUnmet
from search_index.comparison.tellings import telling_edges
from search_index.comparison.verdicts import judge
from search_index.comparison.within import points_within
from search_index.folding import fold
from search_index.models import (
    VERDICTS,
    Claim,
    Date,
    Document,
    Fact,
    Kind,
    Point,
    Quantity,
    Quote,
    Relation,
)
from search_index.overrides import NO_OVERRIDES, Overrides


def compare(
    documents: Sequence[Document],
    facts: Mapping[str, Sequence[Fact]],
    overrides: Overrides = NO_OVERRIDES,
    on_unmet: OnUnmet | None = None,
) -> tuple[Point, ...]:
    """The points that two or more sources speak to, those a reader wants first at the top.

    ``facts`` are by document path, with entity names already those of the whole corpus. The answer depends
    on neither the order of ``documents`` nor anything outside the arguments. ``on_unmet`` is told of each of
    the ``overrides`` that could not be carried out.
    """
    decisions = Decisions(overrides, documents, facts, on_unmet)
    items, weights = collect_items(documents, decisions.facts)
    decisions.tie(items)
    topics = Topics(items)
    points: list[Point] = []
    finer: dict[str, list[Point]] = defaultdict(list)
    for kind, edges in judged_pairs(items, weights, {d.path: d for d in documents}):
        for cluster in decisions.gathered(kind, edges):
            point = point_of(cluster, topics)
            if point is None:
                continue
            said = _said_already(point, finer[point.claims[0].doc])
            if said and not decisions.is_joined(point):
                continue
            points.append(point)
            for doc in {claim.doc for claim in point.claims}:
                finer[doc].append(point)
    points.extend(points_within(items, weights))
    taken = {(c.doc, c.start) for p in points for c in p.claims}
    converted = {
        (i.fact.doc, other.value, other.unit)
        for i in items
        if isinstance(i.fact, Quantity)
        for other in i.fact.also
    }
    points.extend(
        single
        for item in items
        if (item.fact.doc, item.fact.start) not in taken
        and (item.fact.doc, item.number and item.number.single, _unit(item)) not in converted
        and (single := single_point(item, topics)) is not None
    )
    told = told_apart(speaking_elsewhere(points))
    return tuple(sorted(decisions.applied(told), key=_rank))


def _unit(item: Item) -> str | None:
    return item.fact.unit if isinstance(item.fact, Quantity) else None


def speaking_elsewhere(points: Sequence[Point]) -> list[Point]:
    """``points`` without calling silent who speaks of the same in another point: of another year, or less surely."""
    speakers: dict[tuple[str, int, int], set[str]] = defaultdict(set)
    for point in points:
        docs = {claim.doc for claim in point.claims}
        for claim in point.claims:
            speakers[claim.doc, claim.start, claim.end] |= docs
    found = []
    for point in points:
        heard = set().union(*(speakers[c.doc, c.start, c.end] for c in point.claims))
        silent = tuple(doc for doc in point.silent if doc not in heard)
        found.append(point if silent == point.silent else dataclasses.replace(point, silent=silent))
    return found


def told_apart(points: Sequence[Point]) -> list[Point]:
    """``points`` with an id each: the same claims may differ in two dimensions, which makes two points."""
    by_id: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        by_id[point.id].append(point)
    found = []
    for alike in by_id.values():
        first, *others = sorted(alike, key=lambda p: (p.dimension or "", p.rule, p.reason))
        found.append(first)
        for number, other in enumerate(others, 1):
            told = f"{other.id}|{other.dimension}|{number}"
            digest = hashlib.sha256(told.encode()).hexdigest()[:12]
            found.append(dataclasses.replace(other, id=digest))
    return found


def judged_pairs(
    items: Sequence[Item], weights: Weights, by_path: Mapping[str, Document]
) -> tuple[tuple[Kind, list[Edge]], ...]:
    """All judged pairs of two articles, lot by lot: what says most in fewest words comes first."""
    return (
        ("quantity", quantity_edges([i for i in items if isinstance(i.fact, Quantity)], weights)),
        ("date", date_edges([i for i in items if isinstance(i.fact, Date)], weights)),
        ("quote", quote_edges([i for i in items if isinstance(i.fact, Quote)], weights, by_path)),
        ("relation", office_edges(items)),
        ("relation", relation_edges([i for i in items if _tells_enough(i)], weights)),
        ("relation", telling_edges([i for i in items if not is_office(i)], weights, by_path)),
    )


def _said_already(point: Point, finer: Sequence[Point]) -> bool:
    """Whether one of ``finer`` says all of ``point``: a quotation says its date, a clause its sentence."""
    if point.claims[0].kind in ("quantity", "quote"):
        return False
    return any(
        all(
            any(_told_by(mine, theirs, other.rule == SAME_OFFICE) for theirs in other.claims)
            for mine in point.claims
        )
        for other in finer
    )


def _told_by(claim: Claim, other: Claim, other_office: bool) -> bool:
    """Whether ``other`` says what ``claim`` does: it holds its words, or, as an amount, its date for a period."""
    if claim.doc != other.doc:
        return False
    if claim.kind == "date" and other.kind == "quantity" and claim.period and other.period:
        covered = other.period.start <= claim.period.start and claim.period.end <= other.period.end
        return covered and claim.sentence == other.sentence
    if claim.kind == "relation" and other_office:
        # Who chairs the meeting is said in passing: it is not all that a sentence tells.
        return other.start <= claim.start and claim.end <= other.end
    if claim.kind == "relation" and (other.kind == "quantity" or _is_sentence(claim)):
        return claim.start <= other.start and other.end <= claim.end
    if other.kind not in ("quantity", "quote"):
        return False
    shared = min(claim.end, other.end) - max(claim.start, other.start)
    return shared > 0 and shared >= 0.8 * (claim.end - claim.start)


def _is_sentence(claim: Claim) -> bool:
    return (claim.start, claim.end) == (claim.sentence.start, claim.sentence.end)


_FIRST_AND_SECOND = frozenset({"i", "we", "you", "he", "she", "one", "my", "our"})


def _tells_enough(item: Item) -> bool:
    """Whether a relation says enough by itself to be found again: three telling words, two of them no names, and a
    known subject."""
    fact = item.fact
    if not isinstance(fact, Relation) or is_office(item) or len(item.words) < 3:
        return False
    if len(item.words.difference(*(fold(name).split() for name in item.names))) < 2:
        return False
    return fact.verb not in SPEECH and fact.subject.lower() not in _FIRST_AND_SECOND


def quantity_edges(items: Sequence[Item], weights: Weights) -> list[Edge]:
    """Judged pairs of quantities that answer one question, strongest evidence first."""
    found: list[tuple[float, Edge]] = []
    for a, b in candidate_pairs(items):
        if a.place == b.place:
            continue
        evidence = weigh(a, b, weights)
        if not evidence.enough:
            continue
        judgement = judge(a, b, same_event=same_event(a, b), slip=slip(a, b) > 0)
        if judgement is None or not (evidence.alike or _clear(a, b)):
            continue
        found.append((evidence.total, (a, b, judgement)))
    return strongest_first(found)


def _clear(a: Item, b: Item) -> bool:
    """Whether it is plain which number of each sentence is meant: “49 to 47 percent” leaves a choice."""
    return (a.alone and b.alone) or slip(a, b) > 0


def _rank(point: Point) -> tuple[int, int, int, str]:
    sources = len({(c.doc, c.part) for c in point.claims})
    return (VERDICTS.index(point.verdict), -sources, -len(point.claims), point.id)
