"""Which pairs of documents a recomparison judges anew: those of documents that came, and those for which a key that many
claims have has become, or is no longer, too common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from search_index.comparing_corpus import Corpus
from search_index.comparison.compare import quantity_edges
from search_index.comparison.items import Weights
from search_index.comparison.keyed import Counted, unpacked
from search_index.comparison.listing import within
from search_index.comparison.pairing import may_be_related
from search_index.comparison.points import order_of
from search_index.comparison.scopes import LONGEST, QUANTITIES, RUNS, Among
from search_index.models import Quantity
from search_index.store.kept_comparison import KeptComparison

Pair = tuple[str, str]
"""Two documents, in path order; or one twice, of several articles."""


@dataclass(frozen=True, slots=True)
class Change:
    """The documents that ``come`` in one step, in order, and the numbers of those that are gone.

    ``numbers`` and ``paths`` are those of all documents that are there now. By sort: the keys of those that went (``old_keys``) and, by
    number, of those that came (``new_keys``), and of all documents before (``counted_before``). ``mentions`` tells whom
    those that came mention, ``new_topics`` whom they are about.
    """

    come: Sequence[str]
    gone_numbers: frozenset[int]
    numbers: dict[str, int]
    paths: dict[int, str]
    old_keys: dict[str, list[np.ndarray]]
    new_keys: dict[str, dict[int, bytes]]
    counted_before: dict[str, list[tuple[int, bytes]]]
    mentions: dict[str, set[str]]
    new_topics: dict[str, frozenset[str]]


class PairsAnew:
    """The pairs of one ``change``; ``common`` are by sort the keys that too many claims had before it, and, once the pairs
    are told, have after it. ``crossing`` are then the documents with a key for which that changed."""

    def __init__(
        self,
        kept: KeptComparison,
        corpus: Corpus,
        weights: Weights,
        change: Change,
        common: dict[str, frozenset[int]],
    ) -> None:
        self._kept, self._corpus, self._weights = kept, corpus, weights
        self._change = change
        self.common = common
        self.crossing: dict[str, set[str]] = {sort: set() for sort in LONGEST}

    def pairs(self) -> frozenset[Pair]:
        """Those of a document that came, and those that share a key that has become, or is no longer, too common."""
        related = self._related()
        found = {(path, path) for path in self._change.come}
        found |= {(a, b) for a in self._change.come for b in self._change.come if a < b}
        strangers: set[Pair] = set()
        for sort, longest in LONGEST.items():
            new = {
                path: unpacked(self._change.new_keys[sort].get(self._change.numbers[path], b""))
                for path in self._change.come
            }
            wanted = np.unique(
                np.concatenate(
                    [np.empty(0, np.uint32), *self._change.old_keys[sort], *new.values()]
                )
            ).astype(np.uint32)
            counted = Counted(self._change.counted_before[sort], wanted)
            counts = counted.counts.copy()
            for keys, sign in [
                *((k, -1) for k in self._change.old_keys[sort]),
                *((k, 1) for k in new.values()),
            ]:
                np.add.at(counts, np.searchsorted(wanted, keys), sign)
            was, now = counted.counts > longest, counts > longest
            common = set(self.common[sort])
            common -= set(wanted[was & ~now].tolist())
            common |= set(wanted[now & ~was].tolist())
            self.common[sort] = frozenset(common)
            self._kept.set_meta(f"common {sort}", sorted(common))
            shared = wanted[~now & (counted.counts > 0)].tolist()
            holders = counted.holders([*shared, *wanted[was != now].tolist()])
            for path, keys in new.items():
                near = set().union(*(holders.get(key, ()) for key in set(keys.tolist()) - common))
                for number in near - self._change.gone_numbers:
                    other = self._change.paths[number]
                    pair = (min(path, other), max(path, other))
                    if number in related[path] or sort == RUNS:
                        found.add(pair)
                    elif sort == QUANTITIES:
                        strangers.add(pair)
            for key in wanted[was != now].tolist():
                docs = sorted(
                    self._change.paths[n] for n in holders[key] - self._change.gone_numbers
                )
                self.crossing[sort].update(docs)
                found.update(self._among(docs, on_one_subject=sort == "subject"))
        return frozenset(found | self._met(strangers - found))

    def _met(self, strangers: set[Pair]) -> set[Pair]:
        """Those of ``strangers``, documents with nothing in common but keys of quantities, that have a pair of these.

        There are hundreds for each document, and hardly any has: they are read in a third of the time.
        """
        come = set(self._change.come)
        items = self._corpus.quantities({doc for pair in strangers for doc in pair} - come)
        items += [i for i in self._corpus.items(come) if isinstance(i.fact, Quantity)]
        with within(Among(frozenset(strangers), self.common)):
            edges = quantity_edges(sorted(items, key=order_of), self._weights)
        pairs = (sorted((a.fact.doc, b.fact.doc)) for a, b, _ in edges)
        return {(one, other) for one, other in pairs}

    def _related(self) -> dict[str, set[int]]:
        """For each document that came, those that may be on one subject with it."""
        related: dict[str, set[int]] = {}
        for path in self._change.come:
            names: dict[int, int] = defaultdict(int)
            topics: dict[int, int] = defaultdict(int)
            for name, number, topic in self._kept.mentioning(self._change.mentions[path]):
                names[number] += 1
                topics[number] += topic and name in self._change.new_topics[path]
            related[path] = {n for n in names if may_be_related(topics[n], names[n])}
        return related

    def _among(self, docs: Sequence[str], *, on_one_subject: bool) -> Iterator[Pair]:
        mentions: dict[str, set[str]] = defaultdict(set)
        topics: dict[str, set[str]] = defaultdict(set)
        if on_one_subject:
            for name, number, topic in self._kept.mentioned(self._change.numbers[d] for d in docs):
                mentions[self._change.paths[number]].add(name)
                if topic:
                    topics[self._change.paths[number]].add(name)
        for n, one in enumerate(docs):
            if not on_one_subject or len(self._corpus.texts[one].parts) > 1:
                yield one, one
            for other in docs[n + 1 :]:
                if not on_one_subject or may_be_related(
                    len(topics[one] & topics[other]), len(mentions[one] & mentions[other])
                ):
                    yield one, other
