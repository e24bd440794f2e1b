"""Queries for a drawn corpus: the same for the same seed, each kind as people type it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.corpus_maker import vocabulary

FIRST_DAY = "2021"
SOURCE_WORD = "wire"

KINDS = {
    "one word": (1, False),
    "two words, all": (2, False),
    "four words, all": (4, False),
    "four words, any": (4, True),
    "two letters, typed": (0, False),
    "a word and three letters, typed": (1, False),
    "a word after a date": (1, False),
    "a word of a source": (1, False),
    "phrase of two": (2, False),
    "three letters and *": (0, False),
    "near word": (1, False),
}
"""Name of the kind -> how many whole words, and whether any of them is enough."""

TYPED = tuple(KINDS)[:8]
"""What is answered at each key; the others are asked for with a sign."""


@dataclass(frozen=True, slots=True)
class Query:
    """``words`` are whole; ``start`` is a beginning of a word; ``text`` is all of it in our language."""

    kind: str
    words: tuple[str, ...]
    start: str
    text: str
    any_word: bool
    typing: bool


def queries(kind: str, count: int, *, seed: int = 7) -> Iterator[Query]:
    """``count`` of that kind. Words from the 40th to the 20,000th in frequency, rare and frequent alike."""
    chance = random.Random(f"{seed} {kind}")
    known = vocabulary()
    many, any_word = KINDS[kind]

    def word() -> str:
        return known[int(40 * 500 ** chance.random())]

    for _ in range(count):
        words = tuple(word() for _ in range(many))
        start, text = "", " ".join(words)
        if kind == "two letters, typed":
            text = start = word()[:2]
        elif kind == "a word and three letters, typed":
            start = word()[:3]
            text += f" {start}"
        elif kind == "a word after a date":
            text += f" after:{FIRST_DAY}"
        elif kind == "a word of a source":
            text += f" source:{SOURCE_WORD}"
        elif kind == "phrase of two":
            words = (known[int(40 * chance.random())], words[1])
            text = f'"{" ".join(words)}"'
        elif kind == "three letters and *":
            start = word()[:3]
            text = f"{start}*"
        elif kind == "near word":
            text = f"{words[0]}~"
        yield Query(kind, words, start, text, any_word, "typed" in kind)
