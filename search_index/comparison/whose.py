"""What names tell of two numbers being one: whose amounts they are, between whom, and who stands beside them.

All weights are in nats, see `alignment`.
"""

from __future__ import annotations

from functools import lru_cache

from search_index.comparison.items import Item
from search_index.folding import fold
from search_index.models import Quantity


def bearer_evidence(a: Item, b: Item) -> float:
    """Whose amounts they are. A family and one of it may be the same; two strangers are not."""
    mine, yours = (getattr(i.fact, "bearer", None) for i in (a, b))
    if mine is None or yours is None:
        return 0.0
    if mine == yours:
        return 0.8
    return 0.0 if _words_of_name(mine) & _words_of_name(yours) else -2.0


def of_somebody_else(a: Item, b: Item) -> str | None:
    """Who has one of the amounts, where the other's article knows nobody of that name and the amount is its own subject's.

    “Meridian flies to 94 places” is not answered by what a report on Meridian says of a rival in passing.
    """
    for one, other in ((a, b), (b, a)):
        bearer: str | None = getattr(one.fact, "bearer", None)
        if bearer is None or getattr(other.fact, "bearer", None) is not None:
            continue
        if one.article is None or other.article is None or bearer in one.topic:
            continue
        if not _is_known(bearer, other.article.names):
            return bearer
    return None


def _is_known(name: str, names: frozenset[str]) -> bool:
    """Whether one of ``names`` shares a word with ``name``, as “Lind” does with “Eva Lind”."""
    return not _words_of_name(name).isdisjoint(_words_of_all(names))


@lru_cache(maxsize=4096)
def _words_of_all(names: frozenset[str]) -> frozenset[str]:
    """The words of an article's names; asked for each pair of its numbers with others."""
    return frozenset().union(*map(_words_of_name, names))


def part_named(a: Item, b: Item) -> str | None:
    """The part of the whole that one of two shares is of, where the other's article never names it: “in the East End”."""
    for one, other in ((a, b), (b, a)):
        if one.article is None or other.article is None:
            continue
        places = one.names & one.places
        beyond = [name for name in places if not _is_known(name, other.article.names)]
        if beyond:
            return min(beyond)
    return None


def _words_of_name(name: str) -> set[str]:
    return {w.removesuffix("s") for w in fold(name).split()}


def _is_family_of(one: str, other: str) -> bool:
    """Whether one is the family of the other: “the Smiths” and “Ann Smith”."""
    family, member = sorted((one, other), key=lambda name: len(name.split()))
    surname = fold(member).split()[-1]
    return len(family.split()) == 1 < len(member.split()) and fold(family) in (
        f"{surname}s",
        f"{surname}es",
    )


def name_evidence(a: Item, b: Item) -> float:
    """Entities named beside the numbers: shared ones speak for one question, quite other ones of one sort against.

    A person here and a place there are no two strangers: “the senator from Ohio” and “Smith” may be one.
    """
    if not a.names or not b.names:
        return 0.0
    shared = a.names & b.names
    if not shared and set(_parties(a)) & set(_parties(b)):
        return 0.0
    if shared:
        return 0.5 * min(2, len(shared))
    if any(_is_family_of(one, other) for one in a.names for other in b.names):
        return 0.5
    return -1.0 if bool(a.names - a.places) == bool(b.names - b.places) else 0.0


def _parties(item: Item) -> tuple[str, ...]:
    return item.fact.parties if isinstance(item.fact, Quantity) else ()


def party_evidence(x: Quantity, y: Quantity) -> float:
    """Between whom the amounts lie."""
    mine, yours = set(x.parties), set(y.parties)
    if not mine or not yours:
        return 0.0
    if mine == yours:
        return 0.9
    return 0.3 if mine & yours else -0.8
