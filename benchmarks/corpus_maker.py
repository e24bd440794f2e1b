"""News-like corpora of any size, the same for the same seed: what the benchmarks at scale search.

Words are drawn syllables with the frequencies of Zipf and Mandelbrot, and new ones go on appearing as a corpus
grows, as names and slips do in real text. A thousand articles more change nothing in those before them.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

WORDS = 500
"""Words an article has on average."""

_VOCABULARY = 60_000
_MANDELBROT, _EXPONENT = 2.7, 1.1
# One word in 400 is a name or a slip that hardly anybody else writes: the vocabulary grows with the corpus.
_RARE = 1 / 400
_COMMON = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "a",
    "for",
    "that",
    "on",
    "with",
    "is",
    "was",
    "by",
    "as",
    "at",
    "from",
    "it",
    "be",
    "are",
    "an",
    "this",
    "has",
    "which",
    "were",
    "or",
    "had",
    "not",
    "have",
    "its",
    "been",
    "but",
    "their",
    "will",
    "more",
    "who",
    "after",
    "said",
    "would",
    "about",
    "they",
]
_CONSONANTS = ["", *"bcdfghjklmnprstvw", "br", "ch", "cl", "dr", "gr", "pl", "pr", "sh", "st", "th"]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
_ENDINGS = ["", "", "", "n", "r", "l", "s", "t", "nd", "ng", "nt", "ck"]
_SUFFIXES = ["", "", "", "", "", "s", "ed", "ing", "er", "ly", "tion", "al"]
_FIRST_DAY = date(2015, 1, 1)
_DAYS = 4000


@dataclass(frozen=True, slots=True)
class Article:
    """One drawn article; ``published`` is an ISO date, None for one in fifty."""

    name: str
    title: str
    source: str
    published: str | None
    text: str

    def as_file(self) -> str:
        """The text with its front matter, as a file holds it."""
        lines = [f"title: {self.title}", f"source: {self.source}"]
        if self.published:
            lines.append(f"date: {self.published}")
        return "\n".join(["---", *lines, "---", "", self.text, ""])


@cache
def vocabulary() -> tuple[str, ...]:
    """Every word but the rare ones, most frequent first."""
    chance = random.Random("vocabulary")
    known = dict.fromkeys(_COMMON)
    while len(known) < _VOCABULARY:
        # Frequent words are short.
        syllables = (
            chance.choice((1, 2, 2)) if len(known) < 2000 else chance.choice((2, 2, 3, 3, 4))
        )
        known.setdefault(_word(chance, syllables))
    return tuple(known)


def articles(count: int, *, seed: int = 1, first: int = 0) -> Iterator[Article]:
    """``count`` articles from number ``first`` on."""
    words, weights = vocabulary(), _cumulated()
    for number in range(first, first + count):
        chance = random.Random(f"{seed} {number}")
        yield _article(chance, number, words, weights)


def write_corpus(folder: Path, count: int, *, seed: int = 1) -> None:
    """The articles as files in ``folder``, a thousand a subfolder, as archives have them."""
    for number, article in enumerate(articles(count, seed=seed)):
        place = folder / f"{number // 1000:03}"
        if number % 1000 == 0:
            place.mkdir(parents=True, exist_ok=True)
        (place / article.name).write_text(article.as_file(), "utf-8")


@cache
def _cumulated() -> list[float]:
    return list(accumulate((rank + _MANDELBROT) ** -_EXPONENT for rank in range(_VOCABULARY)))


@cache
def _sources() -> tuple[str, ...]:
    chance = random.Random("sources")
    papers = ["Post", "Times", "Herald", "Wire", "Radio", "Ledger", "Review", "Gazette"]
    return tuple(f"{_word(chance, 2).title()} {chance.choice(papers)}" for _ in range(40))


def _article(
    chance: random.Random, number: int, words: tuple[str, ...], at: list[float]
) -> Article:
    total = at[-1]
    length = max(40, int(chance.lognormvariate(0, 0.4) * WORDS * 0.92))
    # An article has a subject: some words of its own, which come back.
    own = [words[int(200 * (_VOCABULARY / 200) ** chance.random()) - 1] for _ in range(12)]
    names = [_word(chance, 2).title() for _ in range(3)]
    drawn: list[str] = []
    for _ in range(length):
        dice = chance.random()
        if dice < 0.04:
            drawn.append(chance.choice(own))
        elif dice < 0.06:
            drawn.append(chance.choice(names))
        elif dice < 0.06 + _RARE:
            drawn.append(_word(chance, 4))
        elif dice < 0.08:
            drawn.append(_number(chance))
        else:
            drawn.append(words[bisect_left(at, chance.random() * total)])
    day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
    return Article(
        f"{number:06}.txt",
        " ".join([*own[:3], names[0], own[3]]).capitalize(),
        _sources()[min(int(chance.expovariate(0.15)), 39)],
        None if chance.random() < 0.02 else day.isoformat(),
        _paragraphs(chance, drawn),
    )


def _paragraphs(chance: random.Random, drawn: list[str]) -> str:
    sentences: list[str] = []
    at = 0
    while at < len(drawn):
        some = drawn[at : at + chance.randint(8, 30)]
        at += len(some)
        sentences.append(some[0].capitalize() + " " + " ".join(some[1:]) + ".")
    paragraphs = [" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3)]
    return "\n\n".join(paragraphs)


def _number(chance: random.Random) -> str:
    amount = round(chance.lognormvariate(3, 1.5), chance.choice((0, 0, 0, 1)))
    return chance.choice(("{:,}", "{:,}", "${:,} million", "{:,} percent")).format(amount)


def _word(chance: random.Random, syllables: int) -> str:
    middle = "".join(
        chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(syllables - 1)
    )
    last = chance.choice(_CONSONANTS) + chance.choice(_VOWELS) + chance.choice(_ENDINGS)
    return middle + last + chance.choice(_SUFFIXES)
