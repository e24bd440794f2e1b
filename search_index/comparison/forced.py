"""The verdict on two claims that a person put under one question, whatever alignment makes of them.

The usual rules judge what they can. What they would pass over as no pair at all gets an answer here.
"""

from __future__ import annotations

from search_index.comparison import periods
from search_index.comparison.alignment import same_unit
from search_index.comparison.events import judge_relations
from search_index.comparison.items import Item
from search_index.comparison.nearness import Nearness
from search_index.comparison.occasions import judge_dates
from search_index.comparison.quotations import judge_quotes
from search_index.comparison.stories import goes_on
from search_index.comparison.verdicts import Judgement, judge
from search_index.folding import fold
from search_index.models import Date, Quantity, Quote, Relation

SENTENCES = {
    "unlike_units": "The two count in units that cannot be set against each other.",
    "no_number": "One of the two gives no number.",
    "no_day": "One of the two names no day.",
    "other_time": "Two times for what happened once.",
    "denied": "One says that it happened, the other that it did not.",
    "other_kind": "The two are claims of different kinds.",
}
"""What each rule of this module says."""

# A person vouches for the pair: nothing is left to doubt about its nearness.
_SURE = Nearness(1.0, 1.0, 1.0, 1.0, 1.0)


def judge_forced(a: Item, b: Item) -> Judgement:
    """The verdict on ``a`` and ``b`` as answers to one question."""
    if isinstance(a.fact, Quantity) and isinstance(b.fact, Quantity):
        return _quantities(a, b)
    if isinstance(a.fact, Date) and isinstance(b.fact, Date):
        return judge_dates(a, b, _SURE, float("inf")) or _dates(a.fact, b.fact)
    if isinstance(a.fact, Quote) and isinstance(b.fact, Quote):
        return _quotes(a, b)
    if isinstance(a.fact, Relation) and isinstance(b.fact, Relation):
        return judge_relations(a, b, _SURE, float("inf")) or _differ(
            "conflict", "denied", SENTENCES["denied"]
        )
    return _differ("differ", "other_kind", SENTENCES["other_kind"])


def _differ(verdict: str, rule: str, reason: str) -> Judgement:
    if verdict == "conflict":
        return Judgement("conflict", "value", rule, reason)
    return Judgement("differ", "scope", rule, reason)


def _quantities(a: Item, b: Item) -> Judgement:
    x, y = a.fact, b.fact
    assert isinstance(x, Quantity) and isinstance(y, Quantity)
    judged = judge(a, b, same_event=goes_on(a, b))
    if judged is None:
        return _differ("differ", "no_number", f"“{x.text}” and “{y.text}”: one gives no number")
    if not same_unit(x, y) and judged.rule != "equal_in_other_unit":
        units = f"{x.unit or 'no unit'} and {y.unit or 'no unit'}"
        return _differ("differ", "unlike_units", f"{units} cannot be set against each other")
    return judged


def _dates(x: Date, y: Date) -> Judgement:
    if x.period is None or y.period is None:
        return _differ("differ", "no_day", f"“{x.text}” and “{y.text}”: one names no day")
    words = f"{periods.in_words(x.period)} and {periods.in_words(y.period)}"
    if periods.standing(x.period, y.period) == "apart":
        return _differ("conflict", "other_time", f"{words} cannot both be right")
    return Judgement("compatible", "precision", "time_within", f"{words}: one lies in the other")


def _quotes(a: Item, b: Item) -> Judgement:
    if a.times and b.times and not a.times & b.times:
        # Whoever puts them together says that they are of one thing, not that they say the same.
        return _differ("differ", "other_time", "each names another time")
    mine, yours = set(fold(a.wording).split()), set(fold(b.wording).split())
    share = len(mine & yours) / (min(len(mine), len(yours)) or 1)
    judged = judge_quotes(a, b, share)
    if judged is None:
        speakers = [getattr(i.fact, "speaker", None) or "somebody" for i in (a, b)]
        reason = f"given to {speakers[0]} and to {speakers[1]}"
        return Judgement("differ", "attribution", "other_speaker", reason)
    if judged.rule == "shared_words" and share < 0.5:
        return Judgement("compatible", "detail", "other_words", "reported in other words")
    return judged
