"""Articles that copied one another: agency texts and reprints count as one origin, however many publish them.

An article is known again by its whole sentences, folded: two that share four fifths of the shorter one's are one text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TypeVar

Place = tuple[str, int]
Sentence = TypeVar("Sentence", str, int)
_SHARE = 0.8
# A sentence in more articles than this (“He declined to comment.”) tells of no copying.
_LONGEST = 50


def origins(sentences: Mapping[Place, frozenset[Sentence]]) -> dict[Place, Place]:
    """For each article (path and part) the first, in order, of those it is one text with; itself where it has none."""
    having: dict[Sentence, list[Place]] = defaultdict(list)
    for place in sorted(sentences):
        for sentence in sentences[place]:
            having[sentence].append(place)
    shared: Counter[tuple[Place, Place]] = Counter()
    for places in having.values():
        if 1 < len(places) <= _LONGEST:
            for i, one in enumerate(places):
                for other in places[i + 1 :]:
                    shared[(one, other)] += 1
    first = {place: place for place in sentences}
    for (one, other), count in sorted(shared.items()):
        if count >= _SHARE * min(len(sentences[one]), len(sentences[other])):
            first[other] = min(first[other], first[one])
    return first
