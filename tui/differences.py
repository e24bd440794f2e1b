"""Which words of a sentence none of the sentences beside it has: what a reader compares first. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Numbers keep their points and commas; a sign of currency is a word of its own.
_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:[’'-][^\W\d_]+)*|[$€£¥%]")
_POSSESSIVE = re.compile(r"[’']s?$")
# Words that carry no news of their own: alone they are not worth a mark.
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "as",
        "and",
        "or",
        "but",
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "this",
        "these",
        "those",
        "it",
        "its",
        "he",
        "his",
        "she",
        "her",
        "they",
        "their",
        "them",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "will",
        "would",
        "than",
        "then",
        "also",
        "into",
    ]
)
# A sentence that shares less than this part of its telling words with the others is not another wording
# of theirs: to mark nearly everything would say nothing.
_SHARED = 0.3
# Of more sentences than these every pair is not compared: the first ones tell.
_MOST = 6

Spans = list[tuple[int, int]]


def _words(sentence: str) -> list[tuple[str, int, int]]:
    """Each word in the spelling by which it is compared, and its offsets."""
    return [
        (_POSSESSIVE.sub("", m.group().casefold()), m.start(), m.end())
        for m in _WORD.finditer(sentence)
    ]


def differing_words(sentences: Sequence[str], sources: Sequence[str]) -> list[Spans]:
    """For each sentence the stretches that no other source's has, as offsets into it, in order.

    Words are aligned pairwise (difflib); one that another sentence has at another place is not new. Empty
    for a sentence that shares too few words with every other.
    """
    from difflib import SequenceMatcher

    words = [_words(sentence) for sentence in sentences]
    keys = [[key for key, _, _ in found] for found in words]
    marked: list[Spans] = []
    for at, mine in enumerate(keys):
        others = [
            k for k, who in list(zip(keys, sources, strict=True))[:_MOST] if who != sources[at]
        ]
        shared: set[int] = set()
        for other in others:
            blocks = SequenceMatcher(None, mine, other, autojunk=False).get_matching_blocks()
            shared |= {i for block in blocks for i in range(block.a, block.a + block.size)}
            elsewhere = set(other)
            shared |= {i for i, key in enumerate(mine) if key in elsewhere}
        telling = [i for i, key in enumerate(mine) if key not in _SMALL]
        alike = sum(1 for i in telling if i in shared) >= _SHARED * len(telling)
        marked.append(_runs(words[at], shared) if others and alike else [])
    return marked


def _runs(words: Sequence[tuple[str, int, int]], shared: set[int]) -> Spans:
    """Neighbouring words outside ``shared`` as one stretch, small words at its ends left out."""
    runs: Spans = []
    run: list[tuple[str, int, int]] = []

    def close() -> None:
        while run and run[0][0] in _SMALL:
            run.pop(0)
        while run and run[-1][0] in _SMALL:
            run.pop()
        if run:
            runs.append((run[0][1], run[-1][2]))
        run.clear()

    for i, word in enumerate(words):
        if i in shared:
            close()
        else:
            run.append(word)
    close()
    return runs
