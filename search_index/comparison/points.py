"""Weighed pairs to clusters of one question, and items to claims."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from search_index.comparison.clashes import held_apart
from search_index.comparison.items import Item
from search_index.comparison.labels import label_of
from search_index.comparison.verdicts import Judgement
from search_index.explanation import claim_of_fact
from search_index.models import Claim, Point, Relation

Edge = tuple[Item, Item, Judgement]


@dataclass(slots=True)
class Cluster:
    """Items under one question and the judgements between them."""

    items: list[Item]
    edges: list[Edge] = field(default_factory=list)


_KEPT: ContextVar[list[tuple[float, Edge]] | None] = ContextVar("strengths", default=None)


@contextmanager
def strengths_kept() -> Iterator[list[tuple[float, Edge]]]:
    """All edges found meanwhile, each with its evidence: what puts them in order among others later."""
    kept: list[tuple[float, Edge]] = []
    token = _KEPT.set(kept)
    try:
        yield kept
    finally:
        _KEPT.reset(token)


def strongest_first(found: list[tuple[float, Edge]]) -> list[Edge]:
    """Edges by falling evidence, then in corpus order: the surest pairs bind first."""
    if (kept := _KEPT.get()) is not None:
        kept.extend(found)
    found.sort(key=lambda one: (-one[0], one[1][0].order, one[1][1].order))
    return [edge for _, edge in found]


def gather(edges: Sequence[Edge]) -> list[Cluster]:
    """Clusters of one question, then clusters that set two of them against each other.

    Pairs that agree, are compatible or clash bind tightly: an item joins a cluster only if it is bound to at least
    half of it, so one loose pair never welds two questions together. Pairs that differ then make points of
    their own from the clusters on both sides, one for each dimension.
    """
    tight = [e for e in edges if e[2].verdict != "differ"]
    clusters, home = _bind(tight)
    linked: dict[tuple[int, int, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge[2].verdict != "differ":
            continue
        a, b = home.get(edge[0].order), home.get(edge[1].order)
        if a is not None and a == b:
            clusters[a].edges.append(edge)
            continue
        for item in edge[:2]:
            if item.order not in home:
                home[item.order] = len(clusters)
                clusters.append(Cluster([item]))
        a, b = sorted((home[edge[0].order], home[edge[1].order]))
        linked[(a, b, edge[2].dimension or "")].append(edge)
    apart = [
        Cluster(sorted({*clusters[a].items, *clusters[b].items}, key=order_of), found)
        for (a, b, _), found in sorted(linked.items())
        # Half of the pairs that could differ must: one odd pair is no statement about two questions.
        if 2 * len(found) >= min(len(clusters[a].items), len(clusters[b].items))
    ]
    return [c for c in clusters if c.edges] + apart


def order_of(item: Item) -> int:
    """Its place in the corpus."""
    return item.order


def _bind(edges: Sequence[Edge]) -> tuple[list[Cluster], dict[int, int]]:
    bound: dict[int, set[int]] = defaultdict(set)
    for a, b, _ in edges:
        bound[a.order].add(b.order)
        bound[b.order].add(a.order)
    clusters: list[Cluster] = []
    home: dict[int, int] = {}
    for a, b, _ in edges:
        one, other = home.get(a.order), home.get(b.order)
        if one is None and other is None:
            home[a.order] = home[b.order] = len(clusters)
            clusters.append(Cluster([a, b]))
        elif one is None or other is None:
            free, at = (a, other) if one is None else (b, one)
            assert at is not None
            members = clusters[at].items
            # A second naming in an article already there is bound to the others, never to its own.
            others = [m for m in members if m.place != free.place]
            if any(_held_apart(m, free) for m in others):
                continue
            if 2 * sum(m.order in bound[free.order] for m in others) >= len(others):
                members.append(free)
                home[free.order] = at
        elif one != other:
            _join(clusters, home, bound, one, other)
    for a, b, judgement in edges:
        at = home.get(a.order)
        if at is not None and at == home.get(b.order):
            clusters[at].edges.append((a, b, judgement))
    return clusters, home


def _join(
    clusters: list[Cluster], home: dict[int, int], bound: Mapping[int, set[int]], a: int, b: int
) -> None:
    ours, theirs = clusters[a].items, clusters[b].items
    across = [(x, y) for x in ours for y in theirs if x.place != y.place]
    if any(_held_apart(x, y) for x, y in across):
        return
    if across and 2 * sum(x.order in bound[y.order] for x, y in across) >= len(across):
        ours.extend(theirs)
        for item in theirs:
            home[item.order] = a
        clusters[b].items = []


def _held_apart(a: Item, b: Item) -> bool:
    return isinstance(a.fact, Relation) and isinstance(b.fact, Relation) and held_apart(a, b)


def point_within(a: Item, b: Item, judgement: Judgement) -> Point:
    """The point of a source at odds with itself."""
    claims = tuple(claim_of(i) for i in sorted((a, b), key=order_of))
    return Point(
        id=identity_of(claims),
        label=label_of([a, b]),
        verdict=judgement.verdict,
        dimension=judgement.dimension,
        rule=judgement.rule,
        reason=judgement.reason,
        claims=claims,
        within=True,
    )


def claim_of(item: Item) -> Claim:
    """The item's fact as a claim."""
    return claim_of_fact(item.fact, item.repeats)


def identity_of(claims: Sequence[Claim]) -> str:
    """A name that stays while the claims do, whatever the order of documents."""
    places = sorted(f"{c.doc}:{c.start}:{c.end}" for c in claims)
    return hashlib.sha256("|".join(places).encode()).hexdigest()[:12]
