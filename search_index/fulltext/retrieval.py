"""What a planned query asks of an engine, and what an engine is: Whoosh (whoosh_engine.py) or the impacts.

An engine scores every article that answers, by BM25F over one commit; two engines give the same hits, order and
scores. Scores of the parts of a query add up; a date, a negation and everything count 1 for each article.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import NamedTuple, Protocol

K1, B, TITLE_WEIGHT = 2.0, 0.75, 0.5
"""BM25F as measured on two public collections: nDCG@10 .377 and .372 against .351 and .360 for the
defaults, the title at half the weight of the text."""


class Term(NamedTuple):
    """Articles with ``term`` in ``field``, an index field such as ``text_exact``."""

    field: str
    term: str
    weight: float = 1.0


class Run(NamedTuple):
    """Articles with two or more ``forms`` side by side in ``field``."""

    field: str
    forms: tuple[str, ...]
    weight: float = 1.0


class Dated(NamedTuple):
    """Articles of ``day``, an ordinal, or later; of the days before it where not ``after``."""

    after: bool
    day: int


class Undated(NamedTuple):
    """Articles without a date."""


class Everything(NamedTuple):
    """All articles."""


class Outside(NamedTuple):
    """All articles but those of ``child``."""

    child: Asked


class AllOf(NamedTuple):
    """Articles that answer every one of ``children``; with none, no article."""

    children: tuple[Asked, ...]


class AnyOf(NamedTuple):
    """Articles that answer one of ``children``; with none, no article."""

    children: tuple[Asked, ...]


Asked = Term | Run | Dated | Undated | Everything | Outside | AllOf | AnyOf


class Found(NamedTuple):
    """An article that answers, by its keys; ``score`` is BM25F's."""

    path: str
    part: int
    score: float


class Engine(Protocol):
    """One commit of the index, ready to be asked."""

    @property
    def articles(self) -> int:
        """How many it holds, with those that are deleted but still counted."""

    def doc_frequency(self, field: str, term: str) -> int:
        """How many articles have ``term`` in ``field``, deleted ones included."""

    def field_length(self, field: str) -> int:
        """Words of ``field`` in all articles."""

    def forms(self, field: str, prefix: str) -> Sequence[tuple[str, int]]:
        """Terms of ``field`` that begin with ``prefix``, in order, each with its `doc_frequency`."""

    def frequent(
        self, field: str, prefix: str, most: int
    ) -> tuple[Sequence[tuple[str, int]], bool]:
        """The ``most`` of these `by_frequency`, and whether there are others."""

    def run(self, asked: Asked, limit: int, *, newest: bool = False) -> tuple[int, list[Found]]:
        """How many articles answer, and the best ``limit``: by score, newest first, undated last, by path.

        With ``newest`` the score decides nothing.
        """


def rarity(containing: int, articles: int) -> float:
    """log(1 + (N - n + ½)/(n + ½)), for ``n`` articles ``containing`` a term of ``N``."""
    return log(1 + max(articles - containing + 0.5, 0.0) / (containing + 0.5))


def by_frequency(form: tuple[str, int] | tuple[bytes, int]) -> tuple[int, str | bytes]:
    """Sorts forms with their frequency: the most frequent first, equal ones by their letters."""
    return -form[1], form[0]


def as_bytes(term: str) -> bytes:
    """``term`` as the index keeps it."""
    return term.encode("utf-8", "replace")
