"""What rank somebody has in a trade, aligned across articles and judged: the same, told in more detail, or another."""

from __future__ import annotations

from collections.abc import Sequence

from search_index.comparison import periods
from search_index.comparison.items import Item
from search_index.comparison.listing import Listing, wanted_pairs
from search_index.comparison.pairing import LONGEST, Subjects
from search_index.comparison.points import Edge
from search_index.comparison.standings import RULE
from search_index.comparison.verdicts import Judgement
from search_index.models import Period, Relation

SAME_RANK, OTHER_RANK = "same_rank", "other_rank"
"""The rules of all points made here."""


def is_standing(item: Item) -> bool:
    """Whether the item is a standing, which is compared here and nowhere else."""
    return isinstance(item.fact, Relation) and item.fact.rule == RULE


def ranking_edges(items: Sequence[Item]) -> list[Edge]:
    """Judged pairs of articles that say what one holder is in one trade, in corpus order."""
    subjects = Subjects()
    told = [item for item in items if is_standing(item)]
    listing = Listing("standings", LONGEST, told)
    for n, item in enumerate(told):
        assert isinstance(item.fact, Relation)
        role, _, whose, _ = item.fact.terms[:4]
        for word in _traded(item) or {f"@{whose}"}:
            listing.add(n, (f"{item.fact.subject}|{role}|{word}",))
    found: dict[tuple[int, int], Edge] = {}
    for members in listing.groups():
        for a, b in wanted_pairs([told[n] for n in members]):
            if not subjects.words(subjects.number(a), subjects.number(b), a, b):
                continue
            judgement = judge_standings(a, b)
            if judgement is not None:
                found[a.order, b.order] = (a, b, judgement)
    return [found[orders] for orders in sorted(found)]


def judge_standings(a: Item, b: Item) -> Judgement | None:
    """Whether two articles give one rank, or one of them a rank where the other says only that it is high; None where
    they rank among others. Two ranks clash where they are of one year, among the same and of the same goods."""
    assert isinstance(a.fact, Relation) and isinstance(b.fact, Relation)
    (role, mine, whose, _), (_, yours, other, _) = a.fact.terms[:4], b.fact.terms[:4]
    if (whose and other and whose != other) or a.fact.certainty != b.fact.certainty:
        return None
    if not mine or not yours:
        if mine == yours and whose == other:
            reason = f"both name {a.fact.subject} as a major {role}"
            return Judgement("agree", None, SAME_RANK, reason)
        return Judgement(
            "compatible", "detail", SAME_RANK, "only one says which rank, or among whom"
        )
    if mine == yours:
        if whose == other:
            return Judgement("agree", None, SAME_RANK, f"both rank it number {mine}")
        return Judgement(
            "compatible", "detail", SAME_RANK, f"number {mine}; only one says among whom"
        )
    if whose != other or _traded(a) != _traded(b):
        return None
    words = f"number {mine} and number {yours}"
    x, y = _period(a), _period(b)
    if periods.standing(x, y) == "same":
        return Judgement("conflict", "value", OTHER_RANK, f"{words} for {periods.in_words(x)}")
    when = f"{periods.in_words(x)} and {periods.in_words(y)}"
    return Judgement("differ", "period", OTHER_RANK, f"{words}, for {when}")


def _traded(item: Item) -> frozenset[str]:
    return frozenset(item.fact.terms[4:])


def _period(item: Item) -> Period | None:
    days = item.fact.terms[3]
    return Period(*days.split("/")) if days else None
