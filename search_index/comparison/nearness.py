"""How near two claims are in words, names and meaning, and what that tells of one event."""

from __future__ import annotations

from dataclasses import dataclass

from search_index.comparison.items import Item


@dataclass(frozen=True, slots=True)
class Nearness:
    """What two claims have in common: summed weights of shared words and names, their share of the shorter claim, the
    cosine of their meaning, with and without the names in them, and the summed weights of shared ``words`` that are
    part of no name, and of shared ``names``."""

    shared: float
    cover: float
    meaning: float
    words: float
    names: float


# Below it a whole number is in every article.
_MANY = 13
# The odds of two sentences of two articles with nothing in common.
_BEFORE = -5.3


def evidence(a: Item, b: Item, near: Nearness) -> tuple[tuple[str, float], ...]:
    """What speaks for and against one thing told in two sentences of two articles, by name and weight in nats.

    The weights are a logistic fit over the pairs of eight events, each left out in turn. Names tell less than words: all
    of an article is about the same few people. The same day, or the same amount, tells much.
    """
    return (
        ("before they are looked at", _BEFORE),
        ("meaning", 4.0 * near.meaning),
        ("words in common", 1.3 * min(4.0, near.words)),
        ("names in common", 0.5 * min(3.0, near.names)),
        ("the same day", 1.2 if a.days & b.days else 0.0),
        ("the same amount", _of_amounts(a.amounts & b.amounts, a.counts, b.counts)),
    )


def likelihood(a: Item, b: Item, near: Nearness) -> float:
    """The log-odds that two sentences of two articles tell one thing."""
    return sum(weight for _, weight in evidence(a, b, near))


def _of_amounts(shared: frozenset[float], mine: frozenset[str], yours: frozenset[str]) -> float:
    """What amounts in common tell: a 46 or a 2.4 much, a two little, for it is in every article, and nothing where two
    things are counted: three doses, three countries."""
    if any(value >= _MANY or value % 1 for value in shared):
        return 2.8
    return 1.4 if mine & yours else 0.0
