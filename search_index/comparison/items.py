"""A fact as alignment sees it: its words, the entities beside it, its number, and how much each word tells.

Weights are inverse sentence frequencies over the corpus (Robertson and Sparck Jones, 1976): a word that
stands in every second sentence of a corpus on trade says little about which trade is meant.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search_index.comparison.numbers import Number
from search_index.comparison.stories import Article
from search_index.models import Fact


@dataclass(frozen=True, slots=True)
class Item:
    """One fact that may answer a question.

    ``words`` are the folded lemmas of its clause and what it measures; ``names`` the entities in its
    sentence, ``actors`` those that are persons or places, ``places`` the places; ``topic`` the entities of its
    article's title and opening, which it is about unless it says otherwise. ``countries`` are those of a quantity's
    parties that are places, ``only`` tells a count that is the one number of its sort in its article, ``told`` are the other numbers of its
    sort there, or of no sort at all, ``rivals`` those of its sentence that measure the same, ``alone_then`` whether none of them is of its period, ``whole`` what it is a part of (“7 of 9”); ``fate`` is what befell the persons it counts, ``moved`` whether it is the size of a rise or fall
    (“fell by 2 percent”, “up $3”) and not what stood before or after one (“fell to 2 percent”), ``each``
    whether it is told of each of several (“guns holding 30 rounds each”). Of a relation, ``amounts`` are the values inside it, ``counts`` the small ones with what they count (“3 dose”), ``times`` the dates as “start/end” (of a quantity those in its sentence) and
    ``days`` those of a week at most, ``lengths`` the stretches of time beside a quantity (“P8Y”), ``holders`` the persons and bodies that say it (of a date,
    who said something then), ``unnamed`` those that
    say it without a name (“a spokesman for the port”), ``verbatim`` its words where it is
    mostly quoted. ``stance`` and ``negated`` are what `opposites` sees in its words, ``done`` and ``denied`` the verbs of a sentence that
    are said to be so and not to be so. ``wording`` is the stretch of text whose meaning counts, ``deed`` the same without the names in it.
    ``holder`` is who says it by name, ``voice`` a body that does without one (“the union”).
    ``order`` is its place in the corpus, for a stable result; ``repeats`` counts its further mentions in the document, ``starts`` is where its article begins.
    """

    fact: Fact
    order: int
    words: frozenset[str]
    measure: frozenset[str]
    names: frozenset[str]
    topic: frozenset[str]
    published: str | None
    number: Number | None = None
    countries: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    said: str = ""
    holder: str | None = None
    voice: str | None = None
    article: Article | None = dataclasses.field(default=None, compare=False, repr=False)
    alone: bool = True
    alone_then: bool = False
    whole: float | None = None
    only: bool = False
    told: frozenset[float] = frozenset()
    rivals: frozenset[float] = frozenset()
    amounts: frozenset[float] = frozenset()
    counts: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    lengths: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    verbatim: frozenset[str] = frozenset()
    fate: str | None = None
    moved: bool = False
    each: bool = False
    stance: frozenset[int] = frozenset()
    negated: bool = False
    done: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    wording: str = ""
    deed: str = ""
    repeats: int = 0
    starts: int = 0

    @property
    def opens(self) -> int:
        """How many characters into its article it stands."""
        return self.fact.start - self.starts

    @property
    def place(self) -> tuple[str, int]:
        """Document and part: what one source says in one article."""
        return (self.fact.doc, self.fact.part)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a word tells, from 0 (in every sentence) up; unseen words count as the rarest."""

    by_word: Mapping[str, float]
    rarest: float

    def of(self, words: Iterable[str]) -> float:
        """The sum over ``words``."""
        return sum(self.by_word.get(word, self.rarest) for word in words)
