"""Judged pairs as they are kept, and back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from search_index.comparison.collecting import ORDERS
from search_index.comparison.compare import LOTS
from search_index.comparison.items import Item, Weights
from search_index.comparison.listing import Scope, within
from search_index.comparison.points import Edge, strengths_kept
from search_index.comparison.verdicts import Judgement
from search_index.models import Document
from search_index.store.kept_comparison import KeptEdges

Valued = tuple[float, Edge]
"""An edge and the strength of its evidence."""
KeptPair = tuple[int, int, float, str, str | None, str, str]
"""The places of two items in their documents, the strength, and the four fields of the judgement."""


def edge_lots(
    scope: Scope, items: Sequence[Item], weights: Weights, texts: Mapping[str, Document]
) -> Iterator[list[Valued]]:
    """The edges of each lot with their strength, lot by lot."""
    for lot in LOTS:
        with within(scope), strengths_kept() as kept:
            edges = lot.edges(items, weights, texts)
        strength = {(a.order, b.order): value for value, (a, b, _) in kept}
        yield [(strength.get((e[0].order, e[1].order), 0.0), e) for e in edges]


def kept_edges(
    lot: int, edges: Iterable[Valued], numbers: Mapping[str, int]
) -> Iterator[KeptEdges]:
    """Edges of one lot as they are kept, by pair of documents."""
    pairs: dict[tuple[int, int], list[KeptPair]] = defaultdict(list)
    for value, (a, b, judgement) in edges:
        said = (judgement.verdict, judgement.dimension, judgement.rule, judgement.reason)
        pairs[numbers[a.fact.doc], numbers[b.fact.doc]].append(
            (a.order % ORDERS, b.order % ORDERS, value, *said)
        )
    for (first, second), found in pairs.items():
        payload = json.dumps(sorted(found, key=lambda pair: pair[:2]), ensure_ascii=False)
        yield KeptEdges(first, second, lot, payload)


def pairs_in(kept: KeptEdges) -> list[KeptPair]:
    """The pairs of one row."""
    return [tuple(pair) for pair in json.loads(kept.payload)]


def judgement_of(pair: KeptPair) -> Judgement:
    """What was said of the pair."""
    return Judgement(pair[3], pair[4], pair[5], pair[6])  # type: ignore[arg-type]
