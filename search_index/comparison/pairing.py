"""Which claim is nearest to which in another article, and what is looked at for that.

Two claims are paired when each is the other's nearest between their two articles: an event told in a
sentence here is told in one sentence there, and the mere subject in common never welds the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from search_index.comparison.items import Item, Weights
from search_index.comparison.listing import Listing, key_of, wanted
from search_index.comparison.meaning import Meaning
from search_index.comparison.nearness import Nearness
from search_index.comparison.stories import FEW_NAMES, one_story
from search_index.folding import fold

# A word in more claims than this names no event; passing it over keeps the cost about linear.
LONGEST = 80

Score = Callable[[Item, Item, Nearness], float]
Test = Callable[[Item, Item], bool]
Twice = Callable[[Item, Item, float], bool]
# What every nearest so far is above: a score that says something, of no item.
_NONE = (-9.0, 1)


@dataclass(frozen=True, slots=True)
class Looked:
    """A pair that was looked at: by which module's score, how near, and whether each is the other's nearest.

    ``near`` and ``value`` are None where the pair was refused.
    """

    a: Item
    b: Item
    by: str
    near: Nearness | None = None
    value: float | None = None
    nearest: tuple[bool, bool] = (False, False)


_WATCH: ContextVar[Callable[[Looked], None] | None] = ContextVar("watch", default=None)


@contextmanager
def watching(watch: Callable[[Looked], None]) -> Iterator[None]:
    """Tell ``watch`` of every pair that is looked at meanwhile: how a verdict is explained afterwards."""
    token = _WATCH.set(watch)
    try:
        yield
    finally:
        _WATCH.reset(token)


def mutual_best(
    items: Sequence[Item], weights: Weights, score: Score, refused: Test, twice: Twice
) -> Iterator[tuple[Item, Item, Nearness, float]]:
    """Pairs that share a word or a name, not ``refused``, of which each is the other's nearest in that article.

    ``twice`` admits a pair of that score that is nearest one way only: an article may tell one thing two times.
    What two articles have in common depends on nothing else, but for the words that too many claims have.
    """
    by = score.__module__.rsplit(".", 1)[-1]
    articles = Articles(items, by, weights)
    pairing = _Pairing(articles, by, score, refused, twice)
    for one, other, needed in articles.related():
        yield from pairing.between(one, other, needed)


class _Pairing:
    """The pairs of one lot between two articles."""

    def __init__(
        self, articles: Articles, by: str, score: Score, refused: Test, twice: Twice
    ) -> None:
        self._articles, self._by = articles, by
        self._score, self._refused, self._twice = score, refused, twice
        self._watch = _WATCH.get()

    def between(
        self, one: int, other: int, needed: int
    ) -> Iterator[tuple[Item, Item, Nearness, float]]:
        mine, yours = self._articles.told(one), self._articles.told(other)
        near: list[tuple[Told, Told, Nearness, float]] = []
        best: dict[int, tuple[float, int]] = {}
        senses = None
        for x, y, shared in self._sharing(mine, yours, needed):
            if self._refused(x.item, y.item):
                if self._watch is not None:
                    self._watch(Looked(x.item, y.item, self._by))
                continue
            if senses is None:
                senses = self._articles.senses(one, other)
            nearness = self._nearness(x, y, shared, senses[x.at][y.at])
            value = self._score(x.item, y.item, nearness)
            for order, rival in ((x.item.order, y.item.order), (y.item.order, x.item.order)):
                rank = (value, -rival)
                if rank > best.get(order, _NONE):
                    best[order] = rank
            near.append((x, y, nearness, value))
        for x, y, nearness, value in near:
            a, b = x.item, y.item
            ways = tuple(
                best.get(order, _NONE)[1] == -rival
                for order, rival in ((a.order, b.order), (b.order, a.order))
            )
            if self._watch is not None:
                self._watch(Looked(a, b, self._by, nearness, value, (ways[0], ways[1])))
            if all(ways) or (any(ways) and self._twice(a, b, value)):
                yield a, b, nearness, value

    def _sharing(
        self, mine: Sequence[Told], yours: Sequence[Told], needed: int
    ) -> Iterator[tuple[Told, Told, frozenset[str]]]:
        """Each pair that shares as many words as are needed, one of them not too common."""
        common = self._articles.is_common
        for x in mine:
            for y in yours:
                if x.telling.isdisjoint(y.telling):
                    continue
                shared = x.telling & y.telling
                if len(shared) >= needed and not all(common(word) for word in shared):
                    yield x, y, shared

    def _nearness(self, x: Told, y: Told, shared: frozenset[str], sense: float) -> Nearness:
        of = self._articles.weights.of
        weight = of(shared)
        return Nearness(
            weight,
            weight / (min(x.mass, y.mass) or 1.0),
            # Names make two sentences near that tell quite other things of one person.
            sense,
            of(x.plain & y.plain),
            of(x.named & y.named),
        )


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with what is asked of it again and again: ``at`` is its place in its article, ``telling`` its words and
    names, ``mass`` their weight, ``plain`` the words that are part of no name."""

    at: int
    item: Item
    telling: frozenset[str]
    mass: float
    named: frozenset[str]
    plain: frozenset[str]


# Articles whose claims are kept ready: some 30 kilobytes each.
_READY = 3000


class Articles:
    """The claims of one lot by article, and which articles may tell of one thing."""

    def __init__(self, items: Sequence[Item], lot: str, weights: Weights) -> None:
        self.weights = weights
        self._lot = lot
        self._items: list[list[Item]] = []
        numbers: dict[tuple[str, int], int] = {}
        for item in items:
            number = numbers.setdefault(item.place, len(numbers))
            if number == len(self._items):
                self._items.append([])
            self._items[number].append(item)
        self._listing = Listing(lot, LONGEST, items)
        self._number = [numbers[item.place] for item in items]
        for n, item in enumerate(items):
            self._listing.add(n, telling(item))
        self._told: dict[int, list[Told]] = {}
        self._meaning: Meaning | None = None
        self._first: list[int] = []

    def is_common(self, word: str) -> bool:
        """Whether too many claims have this word or name."""
        return key_of(self._lot, word) in self._listing.common

    def related(self) -> list[tuple[int, int, int]]:
        """Pairs of articles on one subject that share a word, and how many words two claims of them must share."""
        subjects, number = Subjects(), self._number
        found: dict[int, tuple[int, int, int]] = {}
        seen: set[int] = set()
        for members in self._listing.groups():
            articles = sorted({number[member] for member in members})
            for i, one in enumerate(articles):
                for other in articles[i + 1 :]:
                    pair = one * len(self._items) + other
                    if pair in seen:
                        continue
                    seen.add(pair)
                    a, b = self._items[one][0], self._items[other][0]
                    if wanted(a, b) and (needed := subjects.words(one, other, a, b)):
                        found[pair] = (one, other, needed)
        related = [found[pair] for pair in sorted(found)]
        self._prepare({article for pair in related for article in pair[:2]})
        return related

    def _prepare(self, articles: set[int]) -> None:
        wordings: list[str] = []
        self._first = [0] * len(self._items)
        for article in sorted(articles):
            self._first[article] = len(wordings)
            items = self._items[article]
            wordings += [i.wording for i in items] + [i.deed or i.wording for i in items]
        self._meaning = Meaning(wordings)

    def told(self, article: int) -> list[Told]:
        """The claims of an article, in corpus order."""
        ready = self._told.get(article)
        if ready is None:
            if len(self._told) >= _READY:
                del self._told[next(iter(self._told))]
            ready = [self._of(n, item) for n, item in enumerate(self._items[article])]
            self._told[article] = ready
        return ready

    def _of(self, at: int, item: Item) -> Told:
        words = telling(item)
        named = frozenset(fold(name) for name in item.names)
        plain = item.words.difference(*(fold(name).split() for name in item.actors))
        return Told(at, item, words, self.weights.of(words), named, plain)

    def senses(self, one: int, other: int) -> list[list[float]]:
        """How near the claims of two articles are in meaning, with and without the names in them, in the mean."""
        assert self._meaning is not None
        mine, yours = len(self._items[one]), len(self._items[other])
        a, b = self._first[one], self._first[other]
        told = self._meaning.between(range(a, a + mine), range(b, b + yours))
        deeds = self._meaning.between(
            range(a + mine, a + 2 * mine), range(b + yours, b + 2 * yours)
        )
        return ((told + deeds) / 2).tolist()  # type: ignore[no-any-return]


def telling(item: Item) -> frozenset[str]:
    """The words and names by which a claim is listed."""
    return item.words.union(map(fold, item.names))


def may_be_related(topics: int, names: int) -> bool:
    """Whether two documents with so many entities in common, in what they are about and at all, may be related.

    All that `Subjects` relates are: documents for which it does not hold need not be read.
    """
    return topics >= 2 or (topics >= 1 and names >= FEW_NAMES)


class Subjects:
    """Which articles may tell of one thing: those on one event, and those whose openings name two entities in common. Asked once a pair of
    articles, it spares an archive of many subjects nearly all its pairs of sentences."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int], int] = {}
        self._known: dict[tuple[int, int], int] = {}

    def number(self, item: Item) -> int:
        """The number of its article."""
        return self._numbers.setdefault(item.place, len(self._numbers))

    def words(self, article: int, other: int, a: Item, b: Item) -> int:
        """How many words ``a`` and ``b`` of two articles must share to be a pair: one in news of one event, two on one
        subject; 0 for no pair."""
        found = self._known.get((article, other))
        if found is None:
            found = 1 if one_story(a, b) else 2 * (len(a.topic & b.topic) >= 2)
            self._known[article, other] = found
        return found


def never(a: Item, b: Item, value: float = 0.0) -> bool:
    """For ``refused`` and ``twice`` where nothing is."""
    return False
