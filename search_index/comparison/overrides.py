"""A person's decisions carried out: on names and measures before, on pairs while, on points after comparing.

Without decisions nothing here does anything. Each decision changes what it names and leaves its trace in
``Point.overridden``; one that cannot be carried out is told to ``on_unmet``.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from search_index.comparison.forced import judge_forced
from search_index.comparison.items import Item
from search_index.comparison.meant import items_in
from search_index.comparison.points import Cluster, Edge, gather
from search_index.comparison.renaming import FactKey, OnUnmet, Renaming
from search_index.models import Claim, Document, Fact, Kind, Point
from search_index.overrides import (
    ClaimReference,
    Override,
    OverrideKey,
    Overrides,
    Unmet,
    one_spelling,
    shown,
)
from search_index.quotations import spans_of

Pair = frozenset[int]
# Which kind is meant where the quoted words hold claims of several: the one that says most in fewest words.
_KINDS: tuple[Kind, ...] = ("quantity", "date", "quote", "relation")
_ELSEWHERE = "quote the words that `reportedly compare` marks, or take the entry out"


class Decisions:
    """What was decided about claims and points, tied to the items of one comparison."""

    def __init__(
        self,
        overrides: Overrides,
        documents: Sequence[Document],
        facts: Mapping[str, Sequence[Fact]],
        on_unmet: OnUnmet | None = None,
    ) -> None:
        self._overrides = overrides
        self._on_unmet = on_unmet or (lambda unmet: None)
        self._texts = {one_spelling(d.path): d.text for d in documents} if overrides else {}
        self._renaming = Renaming(overrides, facts, self._on_unmet)
        self._items: dict[str, list[Item]] = defaultdict(list)
        self._meant: dict[int, list[list[Item]]] = {}
        self._apart: dict[Pair, tuple[Item, Item]] = {}
        self._together: dict[Kind, list[list[Item]]] = {}
        self._joined: list[list[Item]] = []
        self._kept_apart: set[Pair] = set()
        self._marks: dict[FactKey, list[str]] = defaultdict(list)

    @property
    def facts(self) -> Mapping[str, Sequence[Fact]]:
        """The facts to compare, measures as decided."""
        return self._renaming.facts

    def tie(self, items: Sequence[Item]) -> None:
        """Find the items that the decisions name; called once, before anything is gathered."""
        if not self._overrides:
            return
        named = {claim.doc for entry in self._overrides.entries for claim in entry.claims}
        for item in items:
            if (path := one_spelling(item.fact.doc)) in named:
                self._items[path].append(item)
            for note in self._renaming.notes(item.fact, item.names):
                self._mark(item, note)
        for number, entry in enumerate(self._overrides.entries):
            if entry.claims:
                self._meant[number] = [self._claims(number, claim) for claim in entry.claims]
        self._apart = self._pairs_apart()
        self._together = self._put_together()

    def _claims(self, number: int, claim: ClaimReference) -> list[Item]:
        text = self._texts.get(claim.doc, "")
        found = items_in(claim, text, self._items[claim.doc])
        # What is not in the document at all is told by whoever reads the overrides.
        if not found and spans_of(claim.quote, text):
            self._cannot(number, f"no claim was found in {shown(claim.quote)}", _ELSEWHERE)
        return found

    def _cannot(self, number: int, reason: str, way_out: str) -> None:
        self._on_unmet(Unmet(number, reason, way_out))

    def _entries(self, key: OverrideKey) -> Iterable[tuple[int, Override]]:
        return ((n, e) for n, e in enumerate(self._overrides.entries) if e.key == key)

    # Pairs -------------------------------------------------------------------------------

    def _pairs_apart(self) -> dict[Pair, tuple[Item, Item]]:
        apart: dict[Pair, tuple[Item, Item]] = {}
        for number, _ in self._entries("not_same_point"):
            for mine, yours in combinations(self._meant[number], 2):
                for a in mine:
                    for b in yours:
                        if a.order != b.order and a.fact.kind == b.fact.kind:
                            apart[frozenset((a.order, b.order))] = (a, b)
        return apart

    def _put_together(self) -> dict[Kind, list[list[Item]]]:
        together: dict[Kind, list[list[Item]]] = defaultdict(list)
        for number, entry in self._entries("same_point"):
            meant = self._meant[number]
            if not all(meant):
                continue
            kind = next(
                (k for k in _KINDS if all(any(i.fact.kind == k for i in one) for one in meant)),
                None,
            )
            if kind is None:
                self._cannot(number, "the claims are of different kinds", _ELSEWHERE)
                continue
            chosen = [[i for i in one if i.fact.kind == kind] for one in meant]
            for one, claim in zip(chosen, entry.claims, strict=True):
                if len(one) > 1:
                    reason = f"{shown(claim.quote)} holds {len(one)} claims of kind {kind}"
                    self._cannot(number, reason, "mark the one that is meant: ⟦words⟧")
            if any(len(one) > 1 for one in chosen):
                continue
            items = [one[0] for one in chosen]
            if len({item.place for item in items}) < 2:
                self._cannot(number, "the claims stand in one source", "name two sources")
                continue
            together[kind].append(items)
        return together

    def gathered(self, kind: Kind, edges: Sequence[Edge], *, last: bool = True) -> list[Cluster]:
        """The clusters of ``edges``, all of one kind, as ``points.gather`` makes them but for what was decided.

        Edges of one kind may come in several lots, of which this is the ``last`` or not: claims are put together in the
        first that has one of them, or else in the last.
        """
        if not self._apart and not self._together:
            return gather(edges)
        allowed = [edge for edge in edges if not self._refused(edge)]
        bound: dict[int, set[int]] = defaultdict(set)
        for a, b, judgement in allowed:
            if judgement.verdict in ("agree", "compatible"):
                bound[a.order].add(b.order)
                bound[b.order].add(a.order)
        clusters = [part for one in gather(allowed) for part in self._split(one, bound)]
        left = []
        for items in self._together.pop(kind, ()):
            orders = {item.order for item in items}
            at_home = any(i.order in orders for one in clusters for i in one.items)
            if last or at_home:
                self._join(clusters, items)
            else:
                left.append(items)
        self._together[kind] = left
        return clusters

    def parted(self) -> dict[int, set[str]]:
        """By an item's order, the documents of the claims that are kept apart from it."""
        docs: dict[int, set[str]] = defaultdict(set)
        for a, b in self._apart.values():
            docs[a.order].add(b.fact.doc)
            docs[b.order].add(a.fact.doc)
        return docs

    def _refused(self, edge: Edge) -> bool:
        pair = frozenset((edge[0].order, edge[1].order))
        if pair not in self._apart:
            return False
        self._note_apart(pair)
        return True

    def _note_apart(self, pair: Pair) -> None:
        if pair in self._kept_apart:
            return
        self._kept_apart.add(pair)
        a, b = self._apart[pair]
        for one, other in ((a, b), (b, a)):
            self._mark(one, f"kept apart from {shown(other.fact.text)} in {other.fact.doc}")

    def _mark(self, item: Item, note: str) -> None:
        fact = item.fact
        self._marks[(fact.doc, fact.start, fact.end, fact.kind)].append(note)

    def _split(self, cluster: Cluster, bound: Mapping[int, set[int]]) -> list[Cluster]:
        """``cluster`` in parts without a refused pair; each other item goes where it is bound best."""
        for a, b in combinations(cluster.items, 2):
            pair = frozenset((a.order, b.order))
            if pair not in self._apart:
                continue
            self._note_apart(pair)
            sides = ([a], [b])
            for item in cluster.items:
                if item is not a and item is not b:
                    ties = [_ties(item, side, cluster.edges, bound) for side in sides]
                    sides[ties[1] > ties[0]].append(item)
            parts = []
            for side in sides:
                orders = {item.order for item in side}
                edges = [e for e in cluster.edges if {e[0].order, e[1].order} <= orders]
                parts.extend(self._split(Cluster(side, edges), bound))
            return parts
        return [cluster] if cluster.edges else []

    def _join(self, clusters: list[Cluster], items: Sequence[Item]) -> None:
        """Put ``items`` into one cluster, with what is bound to each of them already."""
        orders = {item.order for item in items}
        homes = [
            cluster
            for cluster in clusters
            if any(i.order in orders for i in cluster.items)
            and any(e[2].verdict != "differ" for e in cluster.edges)
        ]
        if any(orders <= {i.order for i in cluster.items} for cluster in homes):
            return
        together = Cluster([], [])
        for cluster in homes:
            together.items.extend(i for i in cluster.items if i not in together.items)
            together.edges.extend(cluster.edges)
            clusters.remove(cluster)
        together.items.extend(i for i in items if i not in together.items)
        known = {frozenset((a.order, b.order)) for a, b, _ in together.edges}
        for a, b in combinations(items, 2):
            if a.place != b.place and frozenset((a.order, b.order)) not in known:
                together.edges.append((a, b, judge_forced(a, b)))
        # Clusters that set these claims against each other say no more than the one that has them all.
        orders = {item.order for item in together.items}
        for cluster in [c for c in clusters if {i.order for i in c.items} <= orders]:
            pairs = {frozenset((a.order, b.order)) for a, b, _ in together.edges}
            new = [e for e in cluster.edges if frozenset((e[0].order, e[1].order)) not in pairs]
            together.edges.extend(new)
            clusters.remove(cluster)
        clusters.append(together)
        self._joined.append(list(items))

    def is_joined(self, point: Point) -> bool:
        """Whether a person put claims of ``point`` together that alignment had not."""
        keys = {_key(claim) for claim in point.claims}
        return any(len(keys & {_key_of(item) for item in items}) > 1 for items in self._joined)

    # Points ------------------------------------------------------------------------------

    def applied(self, points: Sequence[Point]) -> list[Point]:
        """``points`` without those that were hidden, with corrected verdicts, and with a trace of every decision."""
        if not self._overrides:
            return list(points)
        found = [self._marked(point) for point in points]
        for number, entry in self._entries("verdict"):
            for at in self._of(number, entry, found, fewest=True):
                found[at] = _corrected(found[at], entry)
        hidden: set[int] = set()
        for number, entry in self._entries("hide"):
            hidden.update(self._of(number, entry, found, fewest=len(entry.claims) > 1))
        return [point for at, point in enumerate(found) if at not in hidden]

    def _marked(self, point: Point) -> Point:
        notes = dict.fromkeys(n for c in point.claims for n in self._marks.get(_key(c), ()))
        if self.is_joined(point):
            notes["put into one point"] = None
        claims = tuple(map(self._renaming.own_unit, point.claims))
        return noted(dataclasses.replace(point, claims=claims), notes)

    def _of(
        self, number: int, entry: Override, points: Sequence[Point], *, fewest: bool
    ) -> list[int]:
        """Places of the points that an entry names; with ``fewest``, those with the fewest further claims."""
        if entry.point is not None:
            found = [at for at, p in enumerate(points) if p.id.startswith(entry.point)]
            if len(found) != 1:
                many = "no point" if not found else f"{len(found)} points"
                self._cannot(
                    number,
                    f"{many} with an id that begins with “{entry.point}”",
                    "name it by its claims: an id changes whenever they do",
                )
                return []
            return found
        meant = [{_key_of(item) for item in items} for items in self._meant[number]]
        if not all(meant):
            return []
        keys = [{_key(claim) for claim in point.claims} for point in points]
        found = [at for at, own in enumerate(keys) if all(own & one for one in meant)]
        if not found:
            self._cannot(number, "no point has these claims", "see `reportedly compare`")
        size = min((len(keys[at]) for at in found), default=0)
        return [at for at in found if not fewest or len(keys[at]) == size]


def _key(claim: Claim) -> FactKey:
    return (claim.doc, claim.start, claim.end, claim.kind)


def _key_of(item: Item) -> FactKey:
    return (item.fact.doc, item.fact.start, item.fact.end, item.fact.kind)


def _ties(
    item: Item, side: Sequence[Item], edges: Sequence[Edge], bound: Mapping[int, set[int]]
) -> int:
    """How much binds ``item`` to ``side``: agreement counts twice."""
    orders = {one.order for one in side}
    pairs = sum(
        (a.order == item.order and b.order in orders)
        or (b.order == item.order and a.order in orders)
        for a, b, _ in edges
    )
    return pairs + 2 * len(bound[item.order] & orders)


def noted(point: Point, notes: Iterable[str]) -> Point:
    """``point`` with ``notes`` on what was decided added to those it has."""
    added = [*filter(None, [point.overridden]), *notes]
    return dataclasses.replace(point, overridden="; ".join(added)) if added else point


def _corrected(point: Point, entry: Override) -> Point:
    assert entry.verdict is not None
    was = "confirmed" if point.verdict == entry.verdict else f"was {point.verdict}"
    reason = f": {point.reason}" if point.reason else ""
    return noted(
        dataclasses.replace(
            point,
            verdict=entry.verdict,
            dimension=entry.dimension,
            rule="corrected",
            reason=entry.note or "a reader's own verdict",
        ),
        [f"verdict set ({was}{reason})"],
    )
