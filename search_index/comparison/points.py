"""Weighed pairs to Points: claims of one question together, a verdict on them, a label, who is silent."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from search_index.comparison.clashes import held_apart
from search_index.comparison.items import Item
from search_index.comparison.labels import label_of
from search_index.comparison.verdicts import Judgement
from search_index.models import Claim, Point, Quantity, Relation, Verdict

_WORST: tuple[Verdict, ...] = ("agree", "compatible", "differ", "conflict")
Edge = tuple[Item, Item, Judgement]


@dataclass(slots=True)
class Cluster:
    """Items under one question and the judgements between them."""

    items: list[Item]
    edges: list[Edge] = field(default_factory=list)


def strongest_first(found: list[tuple[float, Edge]]) -> list[Edge]:
    """Edges by falling evidence, then in corpus order: the surest pairs bind first."""
    found.sort(key=lambda one: (-one[0], one[1][0].order, one[1][1].order))
    return [edge for _, edge in found]


# Named as silent, at most: an archive has hundreds of articles on a country, and a point has room for few.
_SILENT = 50


class Topics:
    """What each document is about: the entities of its articles' openings."""

    def __init__(self, items: Iterable[Item]) -> None:
        paths: dict[str, set[str]] = defaultdict(set)
        for item in items:
            for name in item.topic:
                paths[name].add(item.fact.doc)
        self._paths = paths
        self._asked: dict[tuple[frozenset[str], int], list[str]] = {}

    def sharing(self, about: frozenset[str], wanted: int) -> list[str]:
        """Documents about ``wanted`` of these entities or more, those about most of them first, then in path order."""
        known = self._asked.get((about, wanted))
        if known is None:
            counts = Counter(path for name in about for path in self._paths.get(name, ()))
            found = [path for path, count in counts.items() if count >= wanted]
            known = sorted(found, key=lambda path: (-counts[path], path))
            self._asked[about, wanted] = known
        return known


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
        Cluster(sorted({*clusters[a].items, *clusters[b].items}, key=_order), found)
        for (a, b, _), found in sorted(linked.items())
        # Half of the pairs that could differ must: one odd pair is no statement about two questions.
        if 2 * len(found) >= min(len(clusters[a].items), len(clusters[b].items))
    ]
    return [c for c in clusters if c.edges] + apart


def _order(item: Item) -> int:
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


def point_of(cluster: Cluster, topics: Topics) -> Point | None:
    """The point of ``cluster``; None where all its claims stand in one source."""
    items = _widest(sorted(cluster.items, key=_order))
    if len({i.place for i in items}) < 2:
        return None
    between = [e for e in cluster.edges if e[0].place != e[1].place]
    if not between:
        return None
    verdict, judgement = _verdict(between)
    claims = tuple(claim_of(i) for i in items)
    return Point(
        id=_identity(claims),
        label=label_of(items),
        verdict=verdict,
        dimension=judgement.dimension,
        rule=judgement.rule,
        reason=judgement.reason,
        claims=claims,
        silent=_silent(items, topics),
        origins=_origins(items),
    )


def _widest(items: Sequence[Item]) -> list[Item]:
    """``items`` without what another of the same article holds whole: a clause and its sentence are told once."""
    return [
        item
        for item in items
        if not any(
            item.place == other.place
            and other.fact.start <= item.fact.start
            and item.fact.end <= other.fact.end
            and (item.fact.start, item.fact.end) != (other.fact.start, other.fact.end)
            for other in items
        )
    ]


def _origins(items: Sequence[Item]) -> int:
    """Sources that did not copy one another: copies, and those that share the whole sentence, count as one."""
    groups: list[tuple[set[object], set[str]]] = []
    for item in items:
        sources: set[object] = {item.fact.source, item.origin}
        sayings = {item.said} - {""}
        apart = []
        for group in groups:
            if group[0] & sources or group[1] & sayings:
                sources |= group[0]
                sayings |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (sources, sayings)]
    return len(groups)


def single_point(item: Item, topics: Topics) -> Point | None:
    """What only one source says where others on the subject are silent; None for the rest.

    Only amounts that are a whole question by themselves (what is measured, of whom and when) are worth a reader's
    wonder that nobody else gives them. A share is not: of what it is one, no label says in few words.
    """
    fact = item.fact
    if not isinstance(fact, Quantity) or not fact.measure or not (item.countries and fact.period):
        return None
    if fact.unit == "percent" or fact.share_of:
        return None
    silent = _silent([item], topics)
    if not silent:
        return None
    claims = (claim_of(item),)
    return Point(
        id=_identity(claims),
        label=label_of([item]),
        verdict="single",
        dimension=None,
        rule="single",
        reason=f"only {fact.source} says it",
        claims=claims,
        silent=silent,
    )


def point_within(a: Item, b: Item, judgement: Judgement) -> Point:
    """The point of a source at odds with itself."""
    claims = tuple(claim_of(i) for i in sorted((a, b), key=_order))
    return Point(
        id=_identity(claims),
        label=label_of([a, b]),
        verdict=judgement.verdict,
        dimension=judgement.dimension,
        rule=judgement.rule,
        reason=judgement.reason,
        claims=claims,
        within=True,
    )


def _verdict(edges: Iterable[Edge]) -> tuple[Verdict, Judgement]:
    """The gravest judgement between sources; of equally grave ones that with the strongest evidence, which is first."""
    worst = max(edges, key=lambda e: _WORST.index(e[2].verdict))
    return worst[2].verdict, worst[2]


def claim_of(item: Item) -> Claim:
    """The item's fact as a claim."""
    fact = item.fact
    quantity = fact if isinstance(fact, Quantity) else None
    return Claim(
        doc=fact.doc,
        part=fact.part,
        source=fact.source,
        start=fact.start,
        end=fact.end,
        text=fact.text,
        sentence=fact.sentence,
        kind=fact.kind,
        holder=fact.holder,
        certainty=fact.certainty,
        value=quantity.value if quantity else getattr(fact, "value", None),
        low=quantity.low if quantity else None,
        high=quantity.high if quantity else None,
        unit=quantity.unit if quantity else None,
        bound=quantity.bound if quantity else None,
        role=quantity.role if quantity else None,
        period=getattr(fact, "period", None),
        repeats=item.repeats,
    )


def _identity(claims: Sequence[Claim]) -> str:
    """A name that stays while the claims do, whatever the order of documents."""
    places = sorted(f"{c.doc}:{c.start}:{c.end}" for c in claims)
    return hashlib.sha256("|".join(places).encode()).hexdigest()[:12]


def _silent(items: Sequence[Item], topics: Topics) -> tuple[str, ...]:
    """Documents whose opening names what the point is about, but which have no claim in it, in path order; of very many
    those that are about most of it."""
    speaking = {i.fact.doc for i in items}
    about = {p for i in items if isinstance(i.fact, Quantity) for p in i.fact.parties}
    about = about or set.intersection(*(set(i.names) for i in items))
    about = about or set.intersection(*(set(i.topic) for i in items))
    if not about:
        return ()
    wanted = min(2, len(about))
    found = (p for p in topics.sharing(frozenset(about), wanted) if p not in speaking)
    return tuple(sorted(itertools.islice(found, _SILENT)))
