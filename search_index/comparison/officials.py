"""Who holds which office, aligned across articles: the same person, body or country in the same office."""

from __future__ import annotations

from collections.abc import Sequence

from search_index.comparison.items import Item
from search_index.comparison.listing import Listing, wanted_pairs
from search_index.comparison.offices import OFFICE_OF, PASSED_OVER, RULE
from search_index.comparison.pairing import LONGEST, Subjects
from search_index.comparison.points import Edge
from search_index.comparison.verdicts import Judgement
from search_index.folding import fold
from search_index.models import Relation

SAME_OFFICE = "same_office"
"""The rule of all points made here."""


def office_edges(items: Sequence[Item]) -> list[Edge]:
    """Judged pairs of articles that give one holder the same office, in corpus order.

    A title before a name is worth no point of its own: it takes one article that says it in so many words.
    """
    subjects = Subjects()
    fullest = _fullest(items)
    listing = Listing("offices", LONGEST, fullest)
    for n, item in enumerate(fullest):
        fact = item.fact
        assert isinstance(fact, Relation)
        listing.add(n, (f"{fact.subject}|{fact.terms[0]}",))
    found = []
    for members in listing.groups():
        for a, b in wanted_pairs([fullest[n] for n in members]):
            if _is_title(a) and _is_title(b):
                continue
            if not _same_kind(a, b) or not subjects.words(
                subjects.number(a), subjects.number(b), a, b
            ):
                continue
            found.append((a, b, _judgement(a, b)))
    return sorted(found, key=lambda edge: (edge[0].order, edge[1].order))


def is_office(item: Item) -> bool:
    """Whether the item is an office, which is compared here and nowhere else."""
    return isinstance(item.fact, Relation) and item.fact.rule == RULE


def _fullest(items: Sequence[Item]) -> list[Item]:
    """One item an article, holder and office: what is said in so many words before a title, then the first."""
    best: dict[tuple[str, int, str, str], Item] = {}
    for item in filter(is_office, items):
        fact = item.fact
        assert isinstance(fact, Relation)
        key = (*item.place, fact.subject, fact.terms[0])
        known = best.get(key)
        if known is None or _is_title(item) < _is_title(known):
            best[key] = item
    return sorted(best.values(), key=lambda item: item.order)


def _is_title(item: Item) -> bool:
    return isinstance(item.fact, Relation) and item.fact.predicate == "as"


def _same_kind(a: Item, b: Item) -> bool:
    """“Chair” and “chair of the union” may be one; “foreign minister” and “prime minister” are two."""
    mine, yours = (set(item.fact.terms[1:]) for item in (a, b))
    return not mine or not yours or bool(mine & yours)


def _judgement(a: Item, b: Item) -> Judgement:
    fact = a.fact
    assert isinstance(fact, Relation)
    reason = f"both name {fact.subject} as {_office(a, b)}"
    return Judgement("agree", None, SAME_OFFICE, reason)


def _office(a: Item, b: Item) -> str:
    """The office in the words that both have for it, “prime minister”; else what sort of office it is, “minister”."""
    mine, yours = (fold(" ".join(getattr(item.fact, "objects", ()))).split() for item in (a, b))
    office = a.fact.terms[0]
    at = next((n for n, word in enumerate(mine) if OFFICE_OF.get(word) == office), None)
    if at is None or mine[at] not in yours:
        return office
    first, last = at, at + 1
    while first > 0 and mine[first - 1] in set(yours) - PASSED_OVER:
        first -= 1
    while last < len(mine) and mine[last] in set(yours) - PASSED_OVER:
        last += 1
    return " ".join(mine[first:last])
