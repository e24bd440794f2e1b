"""Articles that copied one another: agency texts and reprints count as one origin, however many publish them.

An article is known again by its whole sentences, folded: two that share four fifths of the shorter one's are one text.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

from search_index.folding import fold
from search_index.models import Document, Fact

Place = tuple[str, int]
_SHARE = 0.8
# A sentence in more articles than this (“He declined to comment.”) tells of no copying.
_LONGEST = 50
SENTENCE = 8
"""Bytes by which a sentence is known."""


def sentences_of(document: Document, facts: Iterable[Fact]) -> dict[int, bytes]:
    """By part: the sentences that facts stand in, `SENTENCE` bytes each, by which copies are known."""
    found: dict[int, set[bytes]] = {}
    for fact in facts:
        words = fold(document.text[fact.sentence.start : fact.sentence.end])
        digest = hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=SENTENCE).digest()
        found.setdefault(fact.part, set()).add(digest)
    return {part: b"".join(sorted(keys)) for part, keys in found.items()}


def origins(sentences: Mapping[Place, bytes]) -> dict[Place, Place]:
    """For each article (path and part) the first, in order, of those it is one text with; itself where it has none.

    ``sentences`` are those of each article, `SENTENCE` bytes each, one after the other, each once.
    """
    import numpy as np

    places = sorted(sentences)
    sizes = [len(sentences[place]) // SENTENCE for place in places]
    every = np.frombuffer(b"".join(sentences[place] for place in places), dtype="<i8")
    order = np.argsort(every, kind="stable")
    articles = np.repeat(np.arange(len(places)), sizes)[order]
    _, starts, counts = np.unique(every[order], return_index=True, return_counts=True)
    telling = (counts > 1) & (counts <= _LONGEST)
    shared: Counter[tuple[int, int]] = Counter()
    for start, count in zip(starts[telling].tolist(), counts[telling].tolist(), strict=True):
        together = articles[start : start + count].tolist()
        shared.update((one, other) for i, one in enumerate(together) for other in together[i + 1 :])
    first = list(range(len(places)))
    for (one, other), count in sorted(shared.items()):
        if count >= _SHARE * min(sizes[one], sizes[other]):
            first[other] = min(first[other], first[one])
    return {place: places[number] for place, number in zip(places, first, strict=True)}
