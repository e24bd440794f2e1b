"""Why a pair was not taken, in words, and what was asked of it: for whoever explains a point."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from search_index.comparison import events, lasting, occasions, periods, quotations, tellings
from search_index.comparison.alignment import Evidence
from search_index.comparison.clashes import numbers_clash, other_speakers, set_elsewhere
from search_index.comparison.items import Item
from search_index.comparison.opposites import contrary
from search_index.comparison.pairing import Looked
from search_index.comparison.verdicts import Judgement
from search_index.models import Date, Quantity

SCALES: Final[Mapping[str, str]] = {
    "events": "log-odds that both tell one event",
    "occasions": "log-odds that both times are of one event",
    "lasting": "log-odds that both lengths of time are of one thing",
    "quotations": "nearness of what is said: meaning and words in common, about 1 for the same",
    "tellings": "log-odds that both sentences tell one thing",
}
NATS = "evidence in nats: how much likelier one question is than two"


def comparable(a: Item, b: Item) -> bool:
    """Whether two amounts that were refused measure one thing in units of one sort: money, or the same."""
    x, y = (item.fact.unit if isinstance(item.fact, Quantity) else None for item in (a, b))
    money = bool(x and y) and str(x).isupper() and str(y).isupper()
    return bool(a.measure & b.measure) and (x == y or money)


_ELSEWHERE = "it would fit, but is bound more closely to another point"


_UNCLEAR = "a sentence gives several such numbers, and which is meant is not plain; or their words are too common"


def why_not_quantity(evidence: Evidence, edge: Judgement | None) -> str:
    """Why two amounts stand in no common point; ``edge`` is the judgement on them, None where there is none."""
    if evidence.refused is not None:
        return f"refused: {evidence.refused}"
    if not evidence.enough:
        return "too little speaks for one question"
    return _ELSEWHERE if edge is not None else _UNCLEAR


def why_not_near(look: Looked, edge: Judgement | None, way: int) -> tuple[float, str]:
    """How much a pair lacked, and why it failed; ``way`` 0 where the point's claim is the first."""
    a, b = look.a, look.b
    if look.value is None:
        return -1.0, f"refused: {_refusal(a, b)}"
    needed = NEEDED[look.by](a, b) if look.by in NEEDED else 0.0
    lacks = look.value - needed
    if lacks < 0:
        return lacks, "too little in common"
    if edge is not None:
        return lacks, f"{_ELSEWHERE} ({edge.verdict})"
    if not all(look.nearest):
        here, there = look.nearest if way == 0 else look.nearest[::-1]
        whose = "in its article another claim is nearer" if not here else ""
        whose = whose or ("in the other article another claim is nearer to it" if not there else "")
        return lacks - 0.2, whose
    return lacks - 0.1, "near, but no rule can judge the two"


def _refusal(a: Item, b: Item) -> str:
    """What speaks for two events, in words."""
    if numbers_clash(a, b):
        return "other amounts"
    if contrary(a.stance, b.stance):
        return "one says the contrary"
    if other_speakers(a, b):
        return f"said by {_listed(a.holders)} and by {_listed(b.holders)}"
    if set_elsewhere(a, b) or (isinstance(a.fact, Date) and a.places - b.places):
        return f"set in {_listed(a.places)} and in {_listed(b.places)}"
    if lasting.is_length(a) and lasting.is_length(b) and lasting.refused(a, b):
        return "other lengths of time, or articles on other events"
    if a.fact.kind == "quote":
        return "two speakers, the contrary, or too few words to have a sense"
    mine, yours = (getattr(item.fact, "subject_entity", None) for item in (a, b))
    if mine and yours and mine != yours:
        return f"other subjects: {mine} and {yours}"
    return "other people"


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "no named place"


def _coarse(a: Item, b: Item) -> bool:
    found = [i.fact.period for i in (a, b) if isinstance(i.fact, Date) and i.fact.period]
    return any(periods.days(period) >= 28 for period in found)


NEEDED: Final[Mapping[str, Callable[[Item, Item], float]]] = {
    "events": events.ENOUGH.of,
    "occasions": lambda a, b: occasions.ENOUGH_COARSE if _coarse(a, b) else occasions.ENOUGH,
    "lasting": lambda a, b: lasting.ENOUGH,
    "quotations": lambda a, b: quotations.OTHER_WORDS_ENOUGH,
    "tellings": tellings.ENOUGH.of,
}
