"""Which claim is nearest to which in another article, and what is looked at for that.

Two claims are paired when each is the other's nearest between their two articles: an event told in a
sentence here is told in one sentence there, and the mere subject in common never welds the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from search_index.comparison.alignment import one_story
from search_index.comparison.items import Item, Weights
from search_index.comparison.meaning import Meaning
from search_index.comparison.nearness import Nearness
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
    """
    watch, by = _WATCH.get(), score.__module__.rsplit(".", 1)[-1]
    telling = {i.order: i.words | {fold(name) for name in i.names} for i in items}
    mass = {order: weights.of(words) for order, words in telling.items()}
    named = {i.order: frozenset(fold(name) for name in i.names) for i in items}
    plain = {i.order: i.words.difference(*(fold(n).split() for n in i.actors)) for i in items}
    at, deeds = {item.order: n for n, item in enumerate(items)}, len(items)
    meaning = Meaning([i.wording for i in items] + [i.deed or i.wording for i in items])
    near: list[tuple[Item, Item, Nearness, float]] = []
    best: dict[tuple[int, tuple[str, int]], tuple[float, int]] = {}
    for a, b in _sharing(items, telling):
        if refused(a, b):
            if watch is not None:
                watch(Looked(a, b, by))
            continue
        shared = weights.of(telling[a.order] & telling[b.order])
        cover = shared / (min(mass[a.order], mass[b.order]) or 1.0)
        x, y = at[a.order], at[b.order]
        # Names make two sentences near that tell quite other things of one person.
        sense = (meaning.nearness(x, y) + meaning.nearness(deeds + x, deeds + y)) / 2
        one = Nearness(
            shared,
            cover,
            sense,
            weights.of(plain[a.order] & plain[b.order]),
            weights.of(named[a.order] & named[b.order]),
        )
        value = score(a, b, one)
        leads = False
        for item, other in ((a, b), (b, a)):
            spot, rank = (item.order, other.place), (value, -other.order)
            if rank > best.get(spot, _NONE):
                best[spot] = rank
                leads = True
        # What is not the nearest by now will never be: nine of ten pairs need not be kept.
        if leads or watch is not None:
            near.append((a, b, one, value))
    for a, b, one, value in near:
        there, here = best.get((a.order, b.place), _NONE), best.get((b.order, a.place), _NONE)
        ways = (there[1] == -b.order, here[1] == -a.order)
        if watch is not None:
            watch(Looked(a, b, by, one, value, ways))
        if all(ways) or (any(ways) and twice(a, b, value)):
            yield a, b, one, value


def _sharing(
    items: Sequence[Item], telling: dict[int, frozenset[str]]
) -> Iterator[tuple[Item, Item]]:
    """Each pair, from two articles on one subject, that shares a rare word; rarest words first."""
    related = Subjects()
    lists: dict[str, list[tuple[int, Item]]] = defaultdict(list)
    for item in items:
        numbered = (related.number(item), item)
        for word in telling[item.order]:
            lists[word].append(numbered)
    tried: set[int] = set()
    beyond = max((item.order for item in items), default=0) + 1
    for word in sorted(lists, key=lambda w: (len(lists[w]), w)):
        members = lists[word]
        if len(members) > LONGEST:
            continue
        for i, (article, a) in enumerate(members):
            for other, b in members[i + 1 :]:
                if article == other or not (needed := related.words(article, other, a, b)):
                    continue
                # One number a pair: an archive has millions, and a tuple takes three times the room.
                pair = a.order * beyond + b.order
                if pair in tried:
                    continue
                tried.add(pair)
                if needed == 1 or len(telling[a.order] & telling[b.order]) >= needed:
                    yield a, b


class Subjects:
    """Which articles may tell of one thing: those whose openings name two entities in common. Asked once a pair of
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
            found = 0
            if len(a.topic & b.topic) >= 2:
                found = 1 if one_story(a, b) else 2
            self._known[article, other] = found
        return found


def never(a: Item, b: Item, value: float = 0.0) -> bool:
    """For ``refused`` and ``twice`` where nothing is."""
    return False
