"""Who visits where, aligned across articles and judged: whether it comes about, and when."""

from __future__ import annotations

from collections.abc import Sequence

from search_index.comparison import periods
from search_index.comparison.items import Item
from search_index.comparison.listing import Listing, wanted_pairs
from search_index.comparison.pairing import LONGEST, Subjects
from search_index.comparison.points import Edge
from search_index.comparison.stories import one_story
from search_index.comparison.verdicts import Judgement
from search_index.comparison.visits import RULE
from search_index.models import Period, Relation

SAME_VISIT, VISIT_WITHIN, VISIT_DOUBTED = "same_visit", "visit_within", "visit_doubted"
"""The rules of all points made here."""

# Days; one may go twice in a year.
_MONTH = 31
_DOUBTFUL = frozenset({"unlikely", "denied"})


def is_visit(item: Item) -> bool:
    """Whether the item is a visit, which is compared here and nowhere else."""
    return isinstance(item.fact, Relation) and item.fact.rule == RULE


def visit_edges(items: Sequence[Item]) -> list[Edge]:
    """Judged pairs of visits by one person to one place: those of overlapping days, and, in articles on one story, those
    of which one or both give no day. Those that both give days for come first, then corpus order."""
    subjects = Subjects()
    visits = [item for item in items if is_visit(item)]
    told, where = _telling(visits), _places(visits)
    listing = Listing("visits", LONGEST, told)
    for n, item in enumerate(told):
        fact = item.fact
        assert isinstance(fact, Relation)
        listing.add(n, (f"{fact.subject}|{place}" for place in where[_journey(item)]))
    found: dict[tuple[int, int], Edge] = {}
    for members in listing.groups():
        for a, b in wanted_pairs([told[n] for n in members]):
            if not subjects.words(subjects.number(a), subjects.number(b), a, b):
                continue
            judgement = judge_visits(a, b)
            if judgement is not None:
                found[a.order, b.order] = (a, b, judgement)
    # What both give a day for tells more than what one alone does.
    return [found[orders] for orders in sorted(found, key=lambda o: (_lacks_a_day(found[o]), o))]


def _lacks_a_day(edge: Edge) -> bool:
    return _days(edge[0]) is None or _days(edge[1]) is None


def judge_visits(a: Item, b: Item) -> Judgement | None:
    """Whether one doubts what the other tells, or how their days stand; None for what may be two visits."""
    x, y = _days(a), _days(b)
    stand = periods.standing(x, y)
    if stand in ("apart", "overlap") or (stand == "unknown" and not one_story(a, b)):
        return None
    mine, yours = a.fact.certainty, b.fact.certainty
    if (mine in _DOUBTFUL) != (yours in _DOUBTFUL) or {mine, yours} == {"asserted", "expected"}:
        reason = f"one has it {mine}, the other {yours}"
        return Judgement("differ", "certainty", VISIT_DOUBTED, reason)
    if stand == "same":
        return Judgement("agree", None, SAME_VISIT, f"both say {periods.in_words(x)}")
    if stand == "inside":
        words = f"{periods.in_words(x)} and {periods.in_words(y)}"
        within = f"{words}: one lies in the other"
        return Judgement("compatible", "precision", VISIT_WITHIN, within)
    if x is None and y is None:
        assert isinstance(a.fact, Relation)
        reason = f"both tell that {a.fact.subject} visits {a.fact.objects[0]}"
        return Judgement("agree", None, SAME_VISIT, reason)
    reason = f"only one says when: {periods.in_words(x or y)}"
    return Judgement("compatible", "detail", SAME_VISIT, reason)


def _days(item: Item) -> Period | None:
    assert isinstance(item.fact, Relation)
    times = item.fact.terms[1:]
    found = Period(*times[0].split("/")) if times else None
    return found if found is not None and 0 < periods.days(found) <= _MONTH else None


# What is doubted is the writer's own view of it; what is only possible says least.
_FIRST = {c: n for n, c in enumerate(("denied", "unlikely", "asserted", "expected", "possible"))}


def _telling(items: Sequence[Item]) -> list[Item]:
    """Of an article's words on one journey those that say most, the first of equals: an invitation says less than what
    becomes of it, and what has a day more than what has none."""
    best: dict[tuple[object, ...], Item] = {}
    for item in items:
        known = best.get(_journey(item))
        if known is None or _says_more(item, known):
            best[_journey(item)] = item
    dated = {_visit(i) for i in best.values() if _days(i) is not None}
    return sorted(
        (i for i in best.values() if _days(i) is not None or _visit(i) not in dated),
        key=lambda item: item.order,
    )


def _says_more(item: Item, known: Item) -> bool:
    one, other = ((_is_asked(i), _FIRST[i.fact.certainty]) for i in (item, known))
    return one < other


def _places(visits: Sequence[Item]) -> dict[tuple[object, ...], set[str]]:
    """By journey its places: who is in the capital and in the country on the same days of one article is there once."""
    found: dict[tuple[object, ...], set[str]] = {}
    for item in visits:
        assert isinstance(item.fact, Relation)
        found.setdefault(_journey(item), set()).add(item.fact.objects[0])
    return found


def _journey(item: Item) -> tuple[object, ...]:
    assert isinstance(item.fact, Relation)
    days = _days(item)
    # Without days, two places may be two journeys.
    return (*item.place, item.fact.subject, days or item.fact.objects[0])


def _visit(item: Item) -> tuple[object, ...]:
    assert isinstance(item.fact, Relation)
    return (*item.place, item.fact.subject, item.fact.objects[0])


def _is_asked(item: Item) -> bool:
    return isinstance(item.fact, Relation) and item.fact.predicate == "to visit"
