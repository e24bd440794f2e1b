"""One step of a recomparison: some documents come, go or change, and what they reach is compared anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from search_index.comparing_corpus import Corpus, mentions_of
from search_index.comparing_edges import (
    Valued,
    edge_lots,
    judgement_of,
    kept_edges,
    pairs_in,
)
from search_index.comparing_names import names_followed
from search_index.comparing_pairs import Change, Pair, PairsAnew
from search_index.comparing_whole import copies_record, keys_by_document
from search_index.comparison.collecting import ORDERS
from search_index.comparison.compare import WITHIN, drafts_of_one_source
from search_index.comparison.copies import Place, origins, sentences_of
from search_index.comparison.drafts import Draft, draft_of
from search_index.comparison.items import Item, Weights
from search_index.comparison.keyed import unpacked
from search_index.comparison.listing import within
from search_index.comparison.points import gather, strongest_first
from search_index.comparison.scopes import LONGEST, LOT_NAMES, QUANTITIES, Alone, Among
from search_index.refinishing import Refinishing, kept_claims, kept_draft
from search_index.store import Row, Store
from search_index.store.kept_comparison import KeptComparison, KeptDraft, KeptEdges
from search_index.store.kept_documents import KeptDocument

Node = tuple[int, int, int]
"""An item: its lot, the number of its document and its place in it."""


class Step:
    """``changed`` are the paths that are, in ``states``, no longer as they are kept."""

    def __init__(
        self,
        store: Store,
        kept: KeptComparison,
        states: Mapping[str, str],
        changed: Collection[str],
    ) -> None:
        self._store, self._kept = store, kept
        known = kept.documents()
        self._states = {path: one.state for path, one in known.items() if path not in changed}
        self._states |= {path: states[path] for path in changed if path in states}
        self._weights = Weights(kept.meta("weights"), 1.0)
        self._common = {sort: frozenset(kept.meta(f"common {sort}")) for sort in LONGEST}
        self._known = known
        self._counted_before: dict[str, list[tuple[int, bytes]]] = {}
        self._next = 1 + max((one.number for one in known.values()), default=0)

    def rows(self) -> list[Row]:
        """What changes of names and points; all of it is kept, inside a transaction of the caller."""
        self._taken = taken = names_followed(self._store, self._kept, self._known, self._states)
        self._come, self._gone = sorted(taken.named), sorted(taken.gone)
        self._corpus = Corpus(self._store, sorted(self._states), taken.names_of)
        self._leave()
        self._arrive()
        self._paths = {number: path for path, number in self._numbers.items()}
        anew = PairsAnew(self._kept, self._corpus, self._weights, self._change(), self._common)
        pairs = anew.pairs()
        self._crossing = anew.crossing
        # The keys of every document take room.
        del anew
        self._counted_before = {}
        found = self._compare(pairs)
        return [*taken.rows(), *self._finish(found)]

    # Documents that go, and that come ----------------------------------------------------

    def _leave(self) -> None:
        gone = [self._known[path].number for path in self._gone]
        self._gone_numbers = frozenset(gone)
        self._old_keys = {
            sort: [unpacked(self._kept.keys_of(number, sort)) for number in gone]
            for sort in LONGEST
        }
        self._old_topics: dict[str, frozenset[str]] = self._topics(gone)
        self._old_edges = {(e.first, e.second, e.lot): e for e in self._kept.edges_of(gone)}
        # Everything is counted before anything goes.
        self._counted_before = {sort: self._kept.keys(sort) for sort in LONGEST}
        self._kept.remove_documents(gone)

    def _topics(self, numbers: Collection[int]) -> dict[str, frozenset[str]]:
        paths = {one.number: path for path, one in self._known.items()}
        found: dict[str, set[str]] = {paths[number]: set() for number in numbers}
        for name, number, topic in self._kept.mentioned(numbers):
            if topic:
                found[paths[number]].add(name)
        return {path: frozenset(names) for path, names in found.items()}

    def _arrive(self) -> None:
        self._numbers = {
            path: one.number for path, one in self._known.items() if path not in set(self._gone)
        }
        self._new_topics: dict[str, frozenset[str]] = {}
        self._mentions: dict[str, set[str]] = {}
        for path in self._come:
            self._numbers[path] = self._next
            self._next += 1
        items = self._corpus.items(self._come)
        own: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            own[item.fact.doc].append(item)
        for path in self._come:
            document, facts = self._corpus.texts[path], self._corpus.facts(path)
            said = sentences_of(document, facts)
            number = self._numbers[path]
            kept = KeptDocument(number, path, self._states[path], document.digest)
            self._kept.save_document(kept, self._taken.named[path])
            self._kept.set_names(number, self._taken.names[path])
            self._kept.save_sentences(number, said)
            self._mentions[path], self._new_topics[path] = mentions_of(facts, own[path])
            self._kept.save_mentions(number, self._mentions[path], self._new_topics[path])
        alone = Alone()
        for _ in edge_lots(alone, items, self._weights, self._corpus.texts):
            pass
        self._new_keys = keys_by_document(alone, self._numbers)
        for path in self._come:
            number = self._numbers[path]
            subject, quantities, runs = (self._new_keys[sort].get(number, b"") for sort in LONGEST)
            self._kept.save_keys(number, subject, quantities, runs)

    def _change(self) -> Change:
        return Change(
            self._come,
            self._gone_numbers,
            self._numbers,
            self._paths,
            self._old_keys,
            self._new_keys,
            self._counted_before,
            self._mentions,
            self._new_topics,
        )

    # Edges, and what they reach ----------------------------------------------------------

    def _compare(self, pairs: frozenset[Pair]) -> list[tuple[KeptDraft, Draft]]:
        """The drafts that come; those that go are left in ``self._left``."""
        docs = {doc for pair in pairs for doc in pair}
        scope = Among(pairs, self._common)
        items = self._corpus.items(docs)
        new: list[KeptEdges] = []
        for lot, edges in enumerate(edge_lots(scope, items, self._weights, self._corpus.texts)):
            new += kept_edges(lot, edges, self._numbers)
        seeds = self._replace(pairs, new)
        originals, others = self._origins()
        reached = self._reached(seeds, others)
        drafts = list(self._drafts(reached, originals))
        single = self._corpus.items({*self._come, *self._crossing[QUANTITIES]})
        with within(scope):
            for draft in drafts_of_one_source(single, self._weights):
                if draft.lot == WITHIN or draft.first in self._new_topics:
                    drafts.append(draft)
        self._left = self._leaving(reached)
        first = self._kept.next_draft()
        return [(kept_draft(first + n, draft), draft) for n, draft in enumerate(drafts)]

    def _replace(self, pairs: frozenset[Pair], new: Sequence[KeptEdges]) -> set[Node]:
        """Keep the new edges in place of the old; the items of those that are not the same."""
        old = dict(self._old_edges)
        others = {doc for pair in pairs for doc in pair} - set(self._come)
        for edges in self._kept.edges_of(self._numbers[doc] for doc in others):
            ends = sorted((self._paths[edges.first], self._paths[edges.second]))
            if (ends[0], ends[1]) in pairs:
                old[edges.first, edges.second, edges.lot] = edges
        came = {(e.first, e.second, e.lot): e for e in new}
        same = {key for key, edges in came.items() if old.get(key) == edges}
        self._lost = [edges for key, edges in old.items() if key not in same]
        fresh = [edges for key, edges in came.items() if key not in same]
        self._kept.remove_edges(self._lost)
        self._kept.save_edges(fresh)
        return {node for edges in (*self._lost, *fresh) for link in _links(edges) for node in link}

    def _origins(self) -> tuple[dict[Place, Place], set[int]]:
        """The originals of articles, and the documents for which they changed."""
        before = self._kept.meta("originals")
        sentences = {(self._paths[n], part): keys for n, part, keys in self._kept.sentences()}
        originals = origins(sentences)
        after = copies_record(originals)
        self._kept.set_meta("originals", after)
        changed = {tuple(one) for one in before} ^ {tuple(one) for one in after}
        return originals, {self._numbers[one[0]] for one in changed if one[0] in self._numbers}

    def _reached(self, seeds: set[Node], documents: Collection[int]) -> set[Node]:
        """All items bound, by edges that are or were, to ``seeds`` or to an item of ``documents``."""
        links: dict[Node, set[Node]] = defaultdict(set)
        self._edges: dict[tuple[int, int, int], KeptEdges] = {}
        for edges in self._lost:
            for a, b in _links(edges):
                links[a].add(b)
                links[b].add(a)
        read: set[int] = set()
        reached = set(seeds)
        border = list(seeds)
        unread = set(documents)
        while border or unread:
            unread |= {document for _, document, _ in border}
            for edges in self._kept.edges_of(unread - read):
                self._edges[edges.first, edges.second, edges.lot] = edges
                for a, b in _links(edges):
                    links[a].add(b)
                    links[b].add(a)
            read |= unread
            if documents:
                more = {n for n in links if n[1] in set(documents)} - reached
                border += more
                reached |= more
            documents, unread = (), set()
            border = [node for one in border for node in links[one] if node not in reached]
            reached.update(border)
            border = list(dict.fromkeys(border))
        return reached

    def _drafts(self, reached: set[Node], originals: Mapping[Place, Place]) -> Iterator[Draft]:
        docs = {self._paths[number] for _, number, _ in reached if number in self._paths}
        listed = Alone()
        for _ in edge_lots(listed, self._corpus.items(docs), self._weights, self._corpus.texts):
            pass
        for lot, name in enumerate(LOT_NAMES):
            items = {
                (self._numbers[item.fact.doc], item.order % ORDERS): item
                for item in (listed.listed_in[name][2] if name in listed.listed_in else ())
            }
            edges: list[Valued] = []
            for kept in self._edges.values():
                for pair in pairs_in(kept) if kept.lot == lot else ():
                    if (lot, kept.first, pair[0]) in reached:
                        a, b = items[kept.first, pair[0]], items[kept.second, pair[1]]
                        edges.append((pair[2], (a, b, judgement_of(pair))))
            for cluster in gather(strongest_first(edges)):
                draft = draft_of(cluster, lot, originals)
                if draft is not None:
                    yield draft

    def _leaving(self, reached: set[Node]) -> set[int]:
        """The drafts of what was reached, and those that one source made which is compared anew."""
        again = {self._numbers[doc] for doc in self._crossing[QUANTITIES]} - self._gone_numbers
        numbers = {number for _, number, _ in reached} | self._gone_numbers | again
        return {
            claim.draft
            for claim in self._kept.claims_in(numbers)
            if claim.document in self._gone_numbers
            or (claim.lot, claim.document, claim.item) in reached
            or (claim.lot == WITHIN and claim.document in again)
        }

    # Points ------------------------------------------------------------------------------

    def _finish(self, drafts: Sequence[tuple[KeptDraft, Draft]]) -> Iterable[Row]:
        left = list(self._kept.drafts(self._left))
        self._kept.remove_drafts(self._left)
        for one, draft in drafts:
            self._kept.save_draft(one, kept_claims(one.number, draft, self._numbers, ORDERS))
        finishing = Refinishing(self._kept, self._numbers)
        finishing.left(left)
        finishing.came(one for one, _ in drafts)
        for doc in self._old_topics.keys() | self._new_topics.keys():
            before = self._old_topics.get(doc, frozenset())
            after = self._new_topics.get(doc, frozenset())
            if before != after:
                finishing.topics_changed(doc, before, after)
        return finishing.rows()


def _links(edges: KeptEdges) -> Iterator[tuple[Node, Node]]:
    for pair in pairs_in(edges):
        yield (edges.lot, edges.first, pair[0]), (edges.lot, edges.second, pair[1])
