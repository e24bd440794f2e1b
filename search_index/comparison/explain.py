"""Why a point is as it is: its claims compared once more beside what came near them, with every step watched.

The same functions that made the point run again, on its own sources and the nearest claims of others only; weights
are those of the whole corpus. What is asked of a pair and how it fell short is read off what they tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from search_index.comparison.alignment import Evidence, weigh
from search_index.comparison.collecting import collect_items
from search_index.comparison.compare import judged_pairs
from search_index.comparison.context import as_written
from search_index.comparison.forced import judge_forced
from search_index.comparison.items import Item, Weights
from search_index.comparison.labels import label_of
from search_index.comparison.likeness import slip
from search_index.comparison.nearness import Nearness, evidence
from search_index.comparison.normalised import normalised
from search_index.comparison.overrides import Decisions
from search_index.comparison.pairing import Looked, watching
from search_index.comparison.points import Edge, claim_of
from search_index.comparison.reasons import (
    NATS,
    NEEDED,
    SCALES,
    comparable,
    why_not_near,
    why_not_quantity,
)
from search_index.comparison.rulebook import sentence_of
from search_index.comparison.verdicts import Judgement, judge
from search_index.errors import UsageError
from search_index.explanation import (
    ClaimExplained,
    Explanation,
    PairExplained,
    Pairing,
    Rejected,
    lone_point,
)
from search_index.folding import fold
from search_index.models import Claim, Document, Fact, Point
from search_index.overrides import NO_OVERRIDES, Overrides

# How many claims of other sources are looked at, by the words they share; and how many are told of.
_NEAREST = 80
_TOLD = 6
_KEY = tuple[str, int, int, str]


class Ground:
    """The claims of a corpus as they are compared; made once, any number of its points are explained from it.

    ``facts`` are by document path, with entity names already those of the whole corpus.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        facts: Mapping[str, Sequence[Fact]],
        overrides: Overrides = NO_OVERRIDES,
    ) -> None:
        self._documents = {d.path: d for d in documents}
        decisions = Decisions(overrides, documents, facts)
        self._items, self._weights = collect_items(documents, decisions.facts)

    def explain(self, point: Point) -> Explanation:
        """Why ``point`` is as it is. Raises UsageError where its claims are no longer what documents state."""
        return _Explaining(self._documents, self._items, self._weights, point).explanation()

    def explain_alone(self, fact: Fact) -> Explanation:
        """What came near ``fact`` and was not matched with it, as of a point of this one claim.

        Raises UsageError where it is none of the claims that are compared.
        """
        first = fact.repeat_of or fact
        standing = [
            item
            for item in self._items
            if (item.fact.doc, item.fact.kind) == (fact.doc, fact.kind)
            and item.fact.start < first.end
            and first.start < item.fact.end
        ]
        if not standing:
            raise UsageError(
                "this is not compared: a bare name, or words on who said something and when",
                "ask about an amount, a day, a quotation or what is said to be so",
            )
        whole = (first.start, first.end)
        item = min(standing, key=lambda i: ((i.fact.start, i.fact.end) != whole, i.order))
        return self.explain(lone_point(claim_of(item), label_of([item])))


class _Explaining:
    """One point, its claims' items, and all that is seen when they are compared again."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        items: Sequence[Item],
        weights: Weights,
        point: Point,
    ) -> None:
        self._documents = documents
        self._weights = weights
        self._point = point
        self._place = {_key_of(claim): n for n, claim in enumerate(point.claims)}
        mine = _standing_in(point.claims, items)
        subset = self._with_nearest(mine, items)
        self._looked: list[Looked] = []
        with watching(self._looked.append):
            lots = tuple(judged_pairs(subset, weights, documents))
        kind = point.claims[0].kind
        self._edges = [edge for name, lot in lots if name == kind for edge in lot]
        seen = [item for look in self._looked for item in (look.a, look.b)]
        # A whole sentence is an item only while it is compared.
        self._item = {
            _key(item): item for item in (*seen, *subset, *(i for e in self._edges for i in e[:2]))
        }
        self._mine = [self._item.get(_key_of(claim)) for claim in point.claims]
        if any(item is None for item in self._mine):
            raise UsageError(
                f"the documents of point {point.id} have changed since it was found",
                "compare once more",
            )
        self._quantities = [i for i in subset if i.number is not None]

    def _with_nearest(self, mine: Sequence[Item], items: Sequence[Item]) -> list[Item]:
        """All claims of the point's sources, and those of others that share most words with one of its own."""
        places = {item.place for item in mine}
        kinds = {item.fact.kind for item in mine}
        telling = [_telling(item) for item in mine]
        numbers = {i.number.high for i in mine if i.number is not None}
        near = []
        for item in items:
            if item.fact.kind not in kinds or item.place in places:
                continue
            shared = max(self._weights.of(words & _telling(item)) for words in telling)
            if item.number is not None and item.number.high in numbers:
                shared += 1.0
            if shared > 0:
                near.append((-shared, item.order))
        wanted = {order for _, order in sorted(near)[:_NEAREST]}
        sentences = {_sentence(i) for i in items if i.order in wanted}
        return [
            i
            for i in items
            if i.fact.kind in kinds and (i.place in places or _sentence(i) in sentences)
        ]

    def explanation(self) -> Explanation:
        pairs = self._pairs()
        return Explanation(
            point=self._point,
            rule_says=sentence_of(self._point.rule),
            claims=tuple(
                ClaimExplained(
                    claim=claim,
                    sentence=self._sentence(claim),
                    normalised=normalised(item.fact),
                    carried=item.fact.carried,
                    drawn_by=item.fact.rule,
                )
                for claim, item in zip(self._point.claims, self._mine, strict=True)
                if item is not None
            ),
            pairs=tuple(pairs),
            rejected=tuple(self._rejected()),
        )

    def _sentence(self, claim: Claim) -> str:
        document = self._documents.get(claim.doc)
        start, end = min(claim.sentence.start, claim.start), max(claim.sentence.end, claim.end)
        return "" if document is None else document.text[start:end]

    # Pairs of the point ----------------------------------------------------------------------

    def _pairs(self) -> list[PairExplained]:
        """The judged pairs of the point's claims, those that decide first."""
        found: dict[tuple[int, int], tuple[Edge, Judgement]] = {}
        for edge in (*self._edges, *self._not_found()):
            ends = sorted(self._place.get(_key(item), -1) for item in edge[:2])
            if ends[0] >= 0:
                found.setdefault((ends[0], ends[1]), (edge, edge[2]))
        pairs = [
            PairExplained(
                first=first,
                second=second,
                verdict=judgement.verdict,
                dimension=judgement.dimension,
                rule=judgement.rule,
                rule_says=sentence_of(judgement.rule),
                reason=judgement.reason,
                pairing=self._pairing(edge[0], edge[1]),
                decides=(judgement.verdict, judgement.rule)
                == (self._point.verdict, self._point.rule),
            )
            for (first, second), (edge, judgement) in found.items()
        ]
        return sorted(pairs, key=lambda p: (not p.decides, p.first, p.second))

    def _not_found(self) -> Iterable[Edge]:
        """Pairs that no step between articles makes: those of one source, and those a person put together."""
        items = [item for item in self._mine if item is not None]
        by_hand = bool(self._point.overridden)
        for n, a in enumerate(items):
            for b in items[n + 1 :]:
                if self._point.within:
                    slipped = bool(a.number and b.number) and slip(a, b) > 0
                    judgement = judge(a, b, same_event=slipped, slip=slipped)
                    if judgement is not None:
                        yield a, b, judgement
                elif by_hand and len(items) == 2 and a.place != b.place:
                    yield a, b, judge_forced(a, b)

    def _pairing(self, a: Item, b: Item) -> Pairing:
        shared = {word: as_written(a.fact, word) for word in a.words & b.words}
        names = tuple(sorted(a.names & b.names))
        told = {word for name in names for word in fold(name).split()}
        words = [shared[key] for key in sorted(shared, key=self._by_weight) if key not in told]
        if a.number is not None and b.number is not None:
            return _of_evidence(weigh(a, b, self._weights), tuple(words), names)
        looks = [look for look in self._looked if {look.a.order, look.b.order} == _orders(a, b)]
        best = max((x for x in looks if x.value is not None), key=_value, default=None)
        if best is None or best.near is None:
            return Pairing(words=tuple(words), names=names)
        return Pairing(
            words=tuple(words),
            names=names,
            score=best.value,
            needed=NEEDED[best.by](a, b) if best.by in NEEDED else None,
            scale=SCALES.get(best.by, ""),
            parts=_parts(best.by, a, b, best.near),
        )

    def _by_weight(self, word: str) -> tuple[float, str]:
        return (-self._weights.of([word]), word)

    # What was tried nearby -------------------------------------------------------------------

    def _rejected(self) -> list[Rejected]:
        """The claims of other sources that came nearest, each once, with what kept them out."""
        best: dict[_KEY, tuple[float, Rejected]] = {}
        for mine, other, margin, reason in self._tried():
            key = _key(other)
            place = self._place[_key(mine)]
            if self._is_in(other) or (key in best and best[key][0] >= margin):
                continue
            claim = claim_of(other)
            pairing = self._pairing(mine, other)
            told = Rejected(
                near=place,
                claim=claim,
                sentence=self._sentence(claim),
                reason=reason,
                pairing=pairing,
            )
            best[key] = (margin, told)
        ranked = sorted(best.values(), key=lambda one: (-one[0], _key_of(one[1].claim)))
        return [told for _, told in ranked[:_TOLD]]

    def _is_in(self, item: Item) -> bool:
        """Whether ``item`` is a claim of the point, holds one or lies in one."""
        fact = item.fact
        return any(
            claim.doc == fact.doc and claim.start < fact.end and fact.start < claim.end
            for claim in self._point.claims
        )

    def _tried(self) -> Iterable[tuple[Item, Item, float, str]]:
        """(the point's item, another's, how much it lacked as a negative number, why) for each pair that failed."""
        mine = [item for item in self._mine if item is not None]
        linked = {frozenset((_key(a), _key(b))): judgement for a, b, judgement in self._edges}
        for a in mine:
            for b in self._quantities if a.number is not None else ():
                if b.place == a.place or not (a.words & b.words or a.names & b.names):
                    continue
                evidence = weigh(a, b, self._weights)
                if evidence.refused is not None and not comparable(a, b):
                    continue  # it never came near
                edge = linked.get(frozenset((_key(a), _key(b))))
                # What is refused was never weighed: it stands behind what fell short by as much.
                lacks = evidence.total - evidence.needed if evidence.refused is None else -3.0
                lacks += 0.05 * self._weights.of(a.words & b.words)
                yield a, b, lacks, why_not_quantity(evidence, edge)
        places = {_key(item) for item in mine}
        for look in self._looked:
            for one, other, way in ((look.a, look.b, 0), (look.b, look.a, 1)):
                if _key(one) not in places:
                    continue
                edge = linked.get(frozenset((_key(one), _key(other))))
                yield one, other, *why_not_near(look, edge, way)


def _standing_in(claims: Sequence[Claim], items: Sequence[Item]) -> list[Item]:
    """The items of ``claims``; of a claim that is a whole sentence, those that stand in it."""
    by_doc: dict[str, list[Claim]] = {}
    for claim in claims:
        by_doc.setdefault(claim.doc, []).append(claim)
    return [
        item
        for item in items
        if any(
            claim.kind == item.fact.kind
            and claim.start <= item.fact.start
            and item.fact.end <= claim.end
            for claim in by_doc.get(item.fact.doc, ())
        )
    ]


def _of_evidence(evidence: Evidence, words: tuple[str, ...], names: tuple[str, ...]) -> Pairing:
    if evidence.refused is not None:
        return Pairing(words=words, names=names)
    return Pairing(
        words=words,
        names=names,
        score=evidence.total,
        needed=evidence.needed,
        scale=NATS,
        parts=tuple((name, weight) for name, weight in evidence.parts if weight),
    )


def _value(look: Looked) -> float:
    return look.value if look.value is not None else 0.0


def _telling(item: Item) -> frozenset[str]:
    return item.words | {fold(name) for name in item.names}


def _sentence(item: Item) -> tuple[str, int, int]:
    return (item.fact.doc, item.fact.sentence.start, item.fact.sentence.end)


def _orders(a: Item, b: Item) -> set[int]:
    return {a.order, b.order}


def _key(item: Item) -> _KEY:
    return (item.fact.doc, item.fact.start, item.fact.end, item.fact.kind)


def _key_of(claim: Claim) -> _KEY:
    return (claim.doc, claim.start, claim.end, claim.kind)


__all__ = ["Explanation", "Ground"]


def _parts(by: str, a: Item, b: Item, near: Nearness) -> tuple[tuple[str, float], ...]:
    """What the score of ``by`` was made of: weights where it adds weights up, else what it looked at."""
    if by in ("events", "tellings"):
        return tuple((name, weight) for name, weight in evidence(a, b, near) if weight)
    return (
        ("meaning", near.meaning),
        ("share of the shorter claim's words", near.cover),
        ("weight of the words in common", near.shared),
    )
