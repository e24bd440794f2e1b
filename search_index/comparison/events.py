"""What happened, aligned across articles and judged: the same event told alike, in more detail, or as less sure."""

from __future__ import annotations

from collections.abc import Sequence

from search_index.comparison import periods
from search_index.comparison.clashes import (
    amounts_of_two_things,
    held_apart,
    one_negated,
    other_times,
    set_elsewhere,
    times_apart,
)
from search_index.comparison.items import Item, Weights
from search_index.comparison.nearness import Nearness, likelihood
from search_index.comparison.pairing import mutual_best
from search_index.comparison.points import Edge, strongest_first
from search_index.comparison.stories import Asked, one_story
from search_index.comparison.verdicts import Judgement
from search_index.models import Period, Relation

# Log-odds, see nearness.likelihood. Among documents of many subjects only what is likelier one event than two counts; in
# news of one week each other's nearest needs less, in undated articles on one story less than among strangers.
ENOUGH = Asked(one_event=-1.8, one_story=0.0, strangers=1.0)
# From this on a pair stands even where one of the two has a nearer match.
EITHER_WAY = 0.5
# For each thing that speaks for two events: another place, another subject, nobody in common; other times and what
# only one says is not weigh more.
DOUBT = 0.3
_OTHER_TIMES = 2
# From this on what one says not to be is what the other says.
_PLAINLY_DENIED = 0.0
_NEGATED = 2
# From this on what is told of two days is one event, and one of the days wrong.
_SURELY_ONE = 1.0


def relation_edges(items: Sequence[Item], weights: Weights) -> list[Edge]:
    """Judged pairs of relations that tell one event, nearest first."""
    found = []
    for a, b, near, value in mutual_best(
        items, weights, relation_score, relation_refused, _plainly_one
    ):
        if value >= ENOUGH.of(a, b):
            judgement = judge_relations(a, b, near, value)
            if judgement is not None:
                found.append((value, (a, b, judgement)))
    return strongest_first(found)


def _plainly_one(a: Item, b: Item, value: float) -> bool:
    return value >= EITHER_WAY


def relation_score(a: Item, b: Item, near: Nearness) -> float:
    """The log-odds that two relations tell one event; the deeds and doubts count beside what they have in common."""
    return likelihood(a, b, near) + _deeds(a, b) - DOUBT * doubts(a, b)


def _deeds(a: Item, b: Item) -> float:
    """The same verb speaks for one event, another against it; “plea” and “plead” are for the meaning to tell."""
    if not a.measure or not b.measure:
        return 0.0
    return 0.4 if a.measure & b.measure else -0.3


def relation_refused(a: Item, b: Item) -> bool:
    """Whether two relations cannot tell one event. What is a doubt in the news of one week (another subject, other
    people, another place) is a refusal among documents of many subjects."""
    return (
        held_apart(a, b)
        or amounts_of_two_things(a, b)
        or (not one_story(a, b) and bool(doubts(a, b)))
    )


def doubts(a: Item, b: Item) -> int:
    """How many things speak for two events."""
    x, y = a.fact, b.fact
    assert isinstance(x, Relation) and isinstance(y, Relation)
    mine, yours = set(a.names), set(b.names)
    common = mine & yours
    subjects = {x.subject_entity, y.subject_entity}
    others = None not in subjects and not subjects <= common
    # Who is in both tells less than who is in one only: a meeting with Smith is none with Jones.
    strangers = bool(mine - common and yours - common) and not common
    weighty = _OTHER_TIMES * other_times(a, b) + _NEGATED * one_negated(a, b)
    return set_elsewhere(a, b) + others + strangers + weighty


_DOUBTFUL = ("unlikely", "denied")


def judge_relations(a: Item, b: Item, near: Nearness, value: float) -> Judgement | None:
    """The same event: told alike, told with more, or told as less sure; None where they cannot be judged."""
    x, y = a.fact, b.fact
    assert isinstance(x, Relation) and isinstance(y, Relation)
    if x.polarity != y.polarity:
        if x.verb != y.verb or value < _PLAINLY_DENIED:
            return None
        reason = "one says it, the other that it is not so"
        return Judgement("differ", "certainty", "other_certainty", reason)
    sure = {x.certainty, y.certainty}
    if len(sure) > 1:
        # Possible and expected are shades; a reader sees a difference where one doubts, or one reports it done.
        doubts = (x.certainty in _DOUBTFUL) != (y.certainty in _DOUBTFUL)
        if not doubts and sure != {"asserted", "expected"}:
            shades = "told with other shades of certainty"
            return Judgement("compatible", "detail", "same_event_in_detail", shades)
        if value < 0.7 or _deeds(a, b) < 0:
            # A meeting held and one expected to be followed by a visit are no two views of one deed.
            return None
        reason = f"one has it {x.certainty}, the other {y.certainty}"
        return Judgement("differ", "certainty", "other_certainty", reason)
    if times_apart(a, b):
        # Two days are two deeds, but for what is surely one.
        return _other_day(a, b) if value >= _SURELY_ONE else None
    if near.cover >= 0.8:
        return Judgement("agree", None, "same_event", "both tell the same")
    if a.days & b.days:
        return Judgement("agree", None, "same_event", of_one_day(a, b))
    more = "one tells more than the other"
    return Judgement("compatible", "detail", "same_event_in_detail", more)


def _other_day(a: Item, b: Item) -> Judgement:
    one, other = (periods.in_words(Period(*min(i.times).split("/"))) for i in (a, b))
    return Judgement("differ", "period", "other_day", f"{one} and {other}: other days for the same")


def of_one_day(a: Item, b: Item) -> str:
    """The reason for two tellings that name the same day."""
    first = min(a.days & b.days)
    return f"both tell it of {periods.in_words(Period(*first.split('/')))}"
