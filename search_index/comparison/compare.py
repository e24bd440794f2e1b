"""Facts to Points: collect, pair, weigh, judge, gather, finish."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from search_index.comparison.alignment import weigh
from search_index.comparison.candidates import candidate_pairs
from search_index.comparison.clashes import SPEECH
from search_index.comparison.collecting import collect_items
from search_index.comparison.copies import origins, sentences_of
from search_index.comparison.drafts import Draft, Topics, draft_of, single_draft
from search_index.comparison.events import relation_edges
from search_index.comparison.finishing import finished, rank_of
from search_index.comparison.items import Item, Weights
from search_index.comparison.lasting import length_edges
from search_index.comparison.likeness import slip
from search_index.comparison.occasions import date_edges
from search_index.comparison.officials import is_office, office_edges
from search_index.comparison.overrides import Decisions
from search_index.comparison.points import Edge, strongest_first
from search_index.comparison.quotations import quote_edges
from search_index.comparison.rankings import is_standing, ranking_edges
from search_index.comparison.renaming import OnUnmet
from search_index.comparison.since import points_since
from search_index.comparison.stories import goes_on
from search_index.comparison.tellings import telling_edges
from search_index.comparison.verdicts import judge
from search_index.comparison.visiting import is_visit, visit_edges
from search_index.comparison.within import points_within
from search_index.folding import fold
from search_index.models import Date, Document, Fact, Kind, Point, Quantity, Quote, Relation
from search_index.overrides import NO_OVERRIDES, Overrides

Texts = Mapping[str, Document]
"""Documents by path."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Claims that are compared with each other and with no others: how they are paired and judged."""

    kind: Kind
    edges: Callable[[Sequence[Item], Weights, Texts], list[Edge]]


LOTS: tuple[Lot, ...] = (
    Lot("quantity", lambda items, weights, texts: quantity_edges(_of(items, Quantity), weights)),
    Lot("date", lambda items, weights, texts: date_edges(_of(items, Date), weights)),
    Lot("date", lambda items, weights, texts: length_edges(_of(items, Date), weights)),
    Lot("quote", lambda items, weights, texts: quote_edges(_of(items, Quote), weights, texts)),
    Lot("relation", lambda items, weights, texts: office_edges(items)),
    Lot("relation", lambda items, weights, texts: visit_edges(items)),
    Lot("relation", lambda items, weights, texts: ranking_edges(items)),
    Lot(
        "relation",
        lambda items, weights, texts: relation_edges(
            [i for i in items if _tells_enough(i)], weights
        ),
    ),
    Lot(
        "relation",
        lambda items, weights, texts: telling_edges(
            [i for i in items if not _in_a_phrase(i)], weights, texts
        ),
    ),
)
"""What says most in fewest words comes first."""

WITHIN = len(LOTS)
"""The lot of what one source says at odds with itself; that after it is what one source alone says."""


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
    originals = origins(
        {
            (document.path, part): keys
            for document in documents
            for part, keys in sentences_of(document, decisions.facts.get(document.path, ())).items()
        }
    )
    drafts: list[Draft] = []
    last = {lot.kind: number for number, lot in enumerate(LOTS)}
    for number, (kind, edges) in enumerate(
        judged_pairs(items, weights, {d.path: d for d in documents})
    ):
        clusters = decisions.gathered(kind, edges, last=number == last[kind])
        found = (draft_of(one, number, originals) for one in clusters)
        drafts.extend(draft for draft in found if draft is not None)
    drafts.extend(drafts_of_one_source(items, weights))
    told = finished(drafts, Topics(items, decisions.parted()), WITHIN, decisions.is_joined)
    points = [point for _, point in told]
    return tuple(sorted(decisions.applied(points), key=rank_of))


def judged_pairs(
    items: Sequence[Item], weights: Weights, texts: Texts
) -> Iterator[tuple[Kind, list[Edge]]]:
    """All judged pairs of two articles, lot by lot."""
    return ((lot.kind, lot.edges(items, weights, texts)) for lot in LOTS)


def drafts_of_one_source(items: Sequence[Item], weights: Weights) -> Iterator[Draft]:
    """What a source says at odds with itself, and what may be said by it alone."""
    order = {
        (i.fact.doc, i.fact.start, i.fact.end): i.order
        for i in (*_of(items, Date), *_of(items, Quantity))
    }
    for point in (*points_within(items, weights), *points_since(items)):
        claims = tuple(order[claim.doc, claim.start, claim.end] for claim in point.claims)
        yield Draft(WITHIN, point, frozenset(), claims)
    converted = {
        (i.fact.doc, other.value, other.unit)
        for i in items
        if isinstance(i.fact, Quantity)
        for other in i.fact.also
    }
    for item in items:
        draft = single_draft(item, WITHIN + 1)
        if draft is not None and isinstance(item.fact, Quantity):
            single = item.number.single if item.number else None
            if (item.fact.doc, single, item.fact.unit) not in converted:
                yield draft


def _of(items: Sequence[Item], kind: type[Fact]) -> list[Item]:
    return [item for item in items if isinstance(item.fact, kind)]


_FIRST_AND_SECOND = frozenset({"i", "we", "you", "he", "she", "one", "my", "our"})


def _in_a_phrase(item: Item) -> bool:
    """Whether the item is of a sort that has a lot of its own: an office, a visit or a standing."""
    return is_office(item) or is_visit(item) or is_standing(item)


def _tells_enough(item: Item) -> bool:
    """Whether a relation says enough by itself to be found again: three telling words, two of them no names, and a
    known subject."""
    fact = item.fact
    if not isinstance(fact, Relation) or _in_a_phrase(item) or len(item.words) < 3:
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
        judgement = judge(a, b, same_event=goes_on(a, b), slip=slip(a, b) > 0)
        if judgement is None or not (evidence.alike or _clear(a, b)):
            continue
        found.append((evidence.total, (a, b, judgement)))
    return strongest_first(_without_rivals(found))


def _without_rivals(found: Sequence[tuple[float, Edge]]) -> list[tuple[float, Edge]]:
    """``found`` without pairs at odds whose one number has its answer in the same sentence of the other article: to “over
    90 percent” answers the 91 of “91 percent, up from 90 last year”, not the 90."""
    answered = {
        (_measured(a), b.order)
        for _, edge in found
        for a, b in (edge[:2], edge[1::-1])
        if edge[2].verdict in ("agree", "compatible")
    }
    return [
        (total, edge)
        for total, edge in found
        if edge[2].verdict in ("agree", "compatible")
        or not any((_measured(a), b.order) in answered for a, b in (edge[:2], edge[1::-1]))
    ]


def _measured(item: Item) -> tuple[str, int, str | None]:
    """The sentence and the unit of a number."""
    return item.fact.doc, item.fact.sentence.start, getattr(item.fact, "unit", None)


def _clear(a: Item, b: Item) -> bool:
    """Whether it is plain which number of each sentence is meant: “49 to 47 percent” leaves a choice, unless the other
    sentence gives one of the two as well; “1.4 percent in 2025, after 0.8 last year” does not for 2025."""
    period = getattr(a.fact, "period", None)
    then = period is not None and period == getattr(b.fact, "period", None)
    if then and (a.alone or a.alone_then) and (b.alone or b.alone_then):
        return True
    other_told = len(a.rivals) == 1 and a.rivals == b.rivals
    return (a.alone and b.alone) or other_told or slip(a, b) > 0
