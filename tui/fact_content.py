"""A fact as a line of the list: what it says and a quiet word on it. Pure, like content.py."""

from __future__ import annotations

import re

from textual.content import Content

from search_index.models import Date, Entity, Fact, Point, Quantity, Quote, Relation
from tui.comparison_content import sign_of
from tui.content import joined, period_text, plural, squeezed, styled

IN_OTHER_WORDS = "~"
"""Stands before what somebody is said to have said, not in their own words."""
_UNITS = {
    "Y": "year",
    "M": "month",
    "W": "week",
    "D": "day",
    "TH": "hour",
    "TM": "minute",
    "TS": "second",
}


def duration_text(value: str) -> str:
    """A TIMEX3 duration in words (“P8Y”: 8 years); empty for what is none."""
    found = re.fullmatch(r"P(T?)(\d+)([YMWDHS])", value)
    if found is None:
        return ""
    unit = _UNITS.get(found[1] + found[3])
    return plural(int(found[2]), unit) if unit else ""


def fact_words(fact: Fact) -> tuple[str, str]:
    """What the fact says, and a word on it: (“about $5 billion”, “trade”)."""
    text = squeezed(fact.text)
    match fact:
        case Quantity():
            note = fact.measure or ""
            if fact.role != "actual" and fact.role not in note:
                note = f"{note} {fact.role}".strip()
            return text, squeezed(note)
        case Date():
            meant = period_text(fact.period) if fact.period else duration_text(fact.value)
            return text, squeezed(fact.event or (meant if meant != text else ""))
        case Quote():
            said = f"{IN_OTHER_WORDS} {text}" if fact.directness == "indirect" else text
            return said, squeezed(fact.speaker or "speaker unknown")
        case Relation():
            negative = "not " if fact.polarity == "negative" else ""
            return squeezed(
                f"{fact.subject} {negative}{fact.predicate} {', '.join(fact.objects)}"
            ), ""
        case Entity():
            return squeezed(fact.name), fact.type
    return text, ""


def fact_line(fact: Fact, point: Point | None, width: int, count: int = 1) -> Content:
    """A fact in the list: the sign of its point, what it says, a quiet word on it, all in ``width``."""
    words, note = fact_words(fact)
    if count > 1:
        note = f"{note} ×{count}".strip()
    line = joined(sign_of(point) if point else " ", " ")
    said, beside = styled(words), styled(note, ".quiet")
    room = width - 2
    if note:
        # The note gets what the words leave, but a third in any case.
        beside = beside.truncate(max(room - said.cell_length - 2, room // 3), ellipsis=True)
        room -= beside.cell_length + 2
    line += said.truncate(max(room, 4), ellipsis=True)
    return joined(line, "  ", beside) if note else line
