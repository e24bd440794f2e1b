"""A fact as a line of the list: what it says and a quiet word on it. Pure, like content.py."""

from __future__ import annotations

from textual.content import Content

from search_index.models import Date, Entity, Fact, Quantity, Quote, Relation, Verdict
from tui.content import SIGNS, joined, period_text, squeezed, styled


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
            resolved = period_text(fact.period) if fact.period else fact.value
            return text, squeezed(fact.event or (resolved if resolved != text else ""))
        case Quote():
            return text, squeezed(fact.speaker or "speaker unknown")
        case Relation():
            negative = "not " if fact.polarity == "negative" else ""
            return squeezed(
                f"{fact.subject} {negative}{fact.predicate} {', '.join(fact.objects)}"
            ), ""
        case Entity():
            return squeezed(fact.name), fact.type
    return text, ""


def fact_line(fact: Fact, verdict: Verdict | None, width: int, count: int = 1) -> Content:
    """A fact in the list: verdict sign, what it says, a quiet word on it, all in ``width``."""
    words, note = fact_words(fact)
    if count > 1:
        note = f"{note} ×{count}".strip()
    sign = SIGNS[verdict] if verdict and verdict != "single" else " "
    line = joined((sign, f".{verdict}" if verdict else ""), " ")
    said, beside = styled(words), styled(note, ".quiet")
    room = width - 2
    if note:
        # The note gets what the words leave, but a third in any case.
        beside = beside.truncate(max(room - said.cell_length - 2, room // 3), ellipsis=True)
        room -= beside.cell_length + 2
    line += said.truncate(max(room, 4), ellipsis=True)
    return joined(line, "  ", beside) if note else line
