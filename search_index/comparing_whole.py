"""Comparing all of a library, and keeping what the next comparison needs of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from search_index.comparing_corpus import PIECE, Corpus, mentions_of
from search_index.comparing_edges import edge_lots, kept_edges
from search_index.comparing_names import names_of_all
from search_index.comparison.collecting import ORDERS
from search_index.comparison.compare import WITHIN, drafts_of_one_source
from search_index.comparison.copies import Place, origins, sentences_of
from search_index.comparison.drafts import Draft, Topics, draft_of
from search_index.comparison.finishing import finished
from search_index.comparison.items import Item
from search_index.comparison.keyed import by_document, too_common
from search_index.comparison.listing import within
from search_index.comparison.points import gather
from search_index.comparison.scopes import LONGEST, Whole, sort_of
from search_index.comparison.weighing import sample_of, sentence_words, weights_of
from search_index.refinishing import kept_claims, kept_draft, row_of
from search_index.store import Store
from search_index.store.kept_comparison import KeptComparison


def compare_whole(store: Store, kept: KeptComparison, states: Mapping[str, str]) -> None:
    """Fill ``kept``, which is empty, with the documents of these ``states``; inside a transaction of it."""
    paths = sorted(states)
    numbers = {path: number for number, path in enumerate(paths, 1)}
    digests = names_of_all(store, kept, numbers, states)
    sample = sample_of((digest, path) for path, digest in digests.items())
    corpus = Corpus(store, paths, lambda path: kept.names(numbers[path]))
    items: list[Item] = []
    words: dict[str, list[frozenset[str]]] = {}
    sentences: dict[Place, bytes] = {}
    for first in range(0, len(paths), PIECE):
        for document, facts, own in corpus.read(paths[first : first + PIECE]):
            path, number = document.path, numbers[document.path]
            items += own
            said = sentences_of(document, facts)
            sentences |= {(path, part): keys for part, keys in said.items()}
            if path in sample:
                words[path] = sentence_words(facts)
            kept.save_sentences(number, said)
            kept.save_mentions(number, *mentions_of(facts, own))
    weights = weights_of(one for path in sorted(sample) for one in words[path])
    kept.set_meta("sample", sorted(sample))
    kept.set_meta("weights", weights.by_word)
    originals = origins(sentences)
    kept.set_meta("originals", copies_record(originals))
    del words, sentences

    scope = Whole()
    drafts: list[Draft] = []
    for lot, edges in enumerate(edge_lots(scope, items, weights, corpus.texts)):
        kept.save_edges(kept_edges(lot, edges, numbers))
        found = (draft_of(one, lot, originals) for one in gather([edge for _, edge in edges]))
        drafts += (draft for draft in found if draft is not None)
    with within(scope):
        drafts += drafts_of_one_source(items, weights)
    topics = Topics(items)
    _save_keys(kept, scope, numbers)
    del items, scope
    final = dict(finished(drafts, topics, WITHIN))
    for place, draft in enumerate(drafts):
        one = kept_draft(place + 1, draft)
        if place in final:
            row = row_of(final[place])
            one = one._replace(id=row.id, final=row.payload)
        kept.save_draft(one, kept_claims(place + 1, draft, numbers, ORDERS))


def copies_record(originals: Mapping[Place, Place]) -> list[list[object]]:
    """The articles that are copies, each with its original, as JSON has it."""
    return [[*copy, *first] for copy, first in sorted(originals.items()) if copy != first]


def keys_by_document(scope: Whole, numbers: Mapping[str, int]) -> dict[str, dict[int, bytes]]:
    """By sort and document, the keys of what was listed."""
    listed: dict[str, list[tuple[Sequence[int], Sequence[int], list[int]]]] = {
        sort: [] for sort in LONGEST
    }
    for lot, (keys, members, items) in scope.listed_in.items():
        listed[sort_of(lot)].append((keys, members, [numbers[item.fact.doc] for item in items]))
    return {sort: by_document(found) for sort, found in listed.items()}


def _save_keys(kept: KeptComparison, scope: Whole, numbers: Mapping[str, int]) -> None:
    found = keys_by_document(scope, numbers)
    for number in numbers.values():
        subject, quantities, runs = (found[sort].get(number, b"") for sort in LONGEST)
        kept.save_keys(number, subject, quantities, runs)
    for sort, longest in LONGEST.items():
        kept.set_meta(f"common {sort}", sorted(too_common(list(found[sort].items()), longest)))
