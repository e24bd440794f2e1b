"""How much each word tells: inverse sentence frequencies, counted in a sample of the corpus.

A corpus of 256 documents or fewer is its own sample. Of a larger one those count whose bytes hash lowest: the same ones
whatever the order of their coming, and of 20,000 documents one in eighty changes the sample when it comes or goes. Every
other leaves all weights, and so what was found between older documents, as it was.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Sequence

from search_index.comparison.context import stem, words_of
from search_index.comparison.items import Weights
from search_index.models import Entity, Fact

SAMPLE = 256
# Weights are multiples of this, so that a sum of them is the same in whatever order a set gives its words.
_GRAIN = 2**-16


def sample_of(documents: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The paths of the documents (each its digest and its path) in which words are counted."""
    return frozenset(path for _, path in heapq.nsmallest(SAMPLE, documents))


def sentence_words(facts: Sequence[Fact]) -> list[frozenset[str]]:
    """The words of each sentence of a document that states a fact."""
    found: dict[tuple[int, int], set[str]] = {}
    for fact in facts:
        if not isinstance(fact, Entity):
            key = (fact.sentence.start, fact.sentence.end)
            found.setdefault(key, set()).update(words_of(fact))
    # What a quantity measures is known by its stem: “rat” is as common as rate, rates and rated are.
    return [frozenset(words | {stem(word) for word in words}) for words in found.values()]


def weights_of(sentences: Iterable[frozenset[str]]) -> Weights:
    """The weights of words by the sentences of a sample."""
    counts: Counter[str] = Counter()
    total = 0
    for words in sentences:
        counts.update(words)
        total += 1
    return Weights({word: _weight(count, total) for word, count in counts.items()}, 1.0)


# Sentences; in fewer nothing is common, it is only told by both.
_FEWEST = 40


def _weight(count: int, total: int) -> float:
    total = max(total, _FEWEST)
    weight = math.log((total + 1) / (count + 0.5)) / math.log(total + 2)
    return round(weight / _GRAIN) * _GRAIN
