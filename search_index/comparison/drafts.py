"""Clusters to drafts of points: all of a point but what depends on other points and on who else is on the subject."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from search_index.comparison.copies import Place
from search_index.comparison.items import Item
from search_index.comparison.labels import label_of
from search_index.comparison.points import Cluster, Edge, claim_of, identity_of, order_of
from search_index.comparison.verdicts import Judgement
from search_index.models import Point, Quantity, Verdict

_WORST: tuple[Verdict, ...] = ("agree", "compatible", "differ", "conflict")
# Named as silent, at most: an archive has hundreds of articles on a country, and a point has room for few.
_SILENT = 50


@dataclass(frozen=True, slots=True)
class Draft:
    """A point of one lot before it is known who is silent and whether another says all of it.

    ``about`` are entities most of which a document must be about to be called silent; empty where that cannot be told.
    ``items`` are the orders of the items that its claims are of, claim by claim.
    """

    lot: int
    point: Point
    about: frozenset[str]
    items: tuple[int, ...]

    @property
    def first(self) -> str:
        """The document of its first claim."""
        return self.point.claims[0].doc

    @property
    def docs(self) -> frozenset[str]:
        """The documents that have a claim in it."""
        return frozenset(claim.doc for claim in self.point.claims)


class Topics:
    """What each document is about: the entities of its articles' openings.

    ``parted`` are, by an item's order, the documents whose claim a person keeps apart from it: they do say something.
    """

    def __init__(
        self,
        items: Iterable[Item] = (),
        parted: Mapping[int, Collection[str]] | None = None,
    ) -> None:
        self._parted = parted or {}
        self._paths: dict[str, set[str]] = defaultdict(set)
        for item in items:
            for name in item.topic:
                self._paths[name].add(item.fact.doc)
        self._asked: dict[frozenset[str], list[str]] = {}

    def of(self, name: str) -> Collection[str]:
        """The documents about this entity."""
        return self._paths.get(name, ())

    def sharing(self, about: frozenset[str]) -> list[str]:
        """Documents about most of these entities, those about more of them first, then in path order."""
        known = self._asked.get(about)
        if known is None:
            counts = Counter(path for name in about for path in self.of(name))
            found = [path for path, count in counts.items() if count >= wanted(about)]
            known = sorted(found, key=lambda path: (-counts[path], path))
            self._asked[about] = known
        return known

    def silent(self, draft: Draft) -> tuple[str, ...]:
        """Documents on the subject of a draft without a claim in it, in path order; of very many those that are about
        most of it."""
        if not draft.about:
            return ()
        speaking = draft.docs.union(*(self._parted.get(order, ()) for order in draft.items))
        found = (path for path in self.sharing(draft.about) if path not in speaking)
        return tuple(sorted(itertools.islice(found, _SILENT)))


def wanted(about: Collection[str]) -> int:
    """Of how many of these entities a document must be about."""
    return min(2, len(about))


def draft_of(cluster: Cluster, lot: int, originals: Mapping[Place, Place]) -> Draft | None:
    """The draft of ``cluster``; None where all its claims stand in one source. ``originals`` are of articles that are
    copies."""
    items = _widest(sorted(cluster.items, key=order_of))
    if len({i.place for i in items}) < 2:
        return None
    between = [e for e in cluster.edges if e[0].place != e[1].place]
    if not between:
        return None
    verdict, judgement = _verdict(between)
    claims = tuple(claim_of(i) for i in items)
    point = Point(
        id=identity_of(claims),
        label=label_of(items),
        verdict=verdict,
        dimension=judgement.dimension,
        rule=judgement.rule,
        reason=judgement.reason,
        claims=claims,
        origins=_origins(items, originals),
    )
    return Draft(lot, point, _about(items), tuple(i.order for i in items))


def single_draft(item: Item, lot: int) -> Draft | None:
    """What only one source may say where others on the subject are silent; None for the rest.

    Only amounts that are a whole question by themselves (what is measured, of whom and when) are worth a reader's
    wonder that nobody else gives them. A share is not: of what it is one, no label says in few words.
    """
    fact = item.fact
    if not isinstance(fact, Quantity) or not fact.measure or not (item.countries and fact.period):
        return None
    if fact.unit == "percent" or fact.share_of:
        return None
    claims = (claim_of(item),)
    point = Point(
        id=identity_of(claims),
        label=label_of([item]),
        verdict="single",
        dimension=None,
        rule="single",
        reason=f"only {fact.source} says it",
        claims=claims,
    )
    return Draft(lot, point, _about([item]), (item.order,))


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


def _origins(items: Sequence[Item], originals: Mapping[Place, Place]) -> int:
    """Sources that did not copy one another: copies, and those that share the whole sentence, count as one."""
    groups: list[tuple[set[object], set[str]]] = []
    for item in items:
        sources: set[object] = {item.fact.source, originals.get(item.place, item.place)}
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


def _verdict(edges: Iterable[Edge]) -> tuple[Verdict, Judgement]:
    """The gravest judgement between sources; of equally grave ones that with the strongest evidence, which is first."""
    worst = max(edges, key=lambda e: _WORST.index(e[2].verdict))
    return worst[2].verdict, worst[2]


def _about(items: Sequence[Item]) -> frozenset[str]:
    """What the claims are about: the parties of amounts, else whom all name, else what all their articles are about."""
    parties = {p for i in items if isinstance(i.fact, Quantity) for p in i.fact.parties}
    named = parties or set.intersection(*(set(i.names) for i in items))
    return frozenset(named or set.intersection(*(set(i.topic) for i in items)))
