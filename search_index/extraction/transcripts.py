"""Interviews and debates set as turns: “SMITH: …”, a paragraph or more for each speaker."""

from __future__ import annotations

import re

from search_index.extraction.attributions import Attribution, Ground
from search_index.extraction.sources import Source

_TURN = re.compile(
    r"""\s*["'“”]*(?P<name>[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){0,3}|[QA])(?P<colon>:)\s+(?=\S)"""
)
_ASIDE = re.compile(r"""\s*["'“”]*[(\[][^)\]]*[)\]][.\s"”]*$""")
# One such line is a headline or a label; two different speakers are a conversation.
_MIN_TURNS = 3


def find_turns(ground: Ground) -> tuple[list[Attribution], set[int]]:
    """The turns of a transcript, and the numbers of the paragraphs they take up."""
    matches = {
        n: found
        for n, (low, high) in enumerate(ground.paragraphs)
        if (found := _TURN.match(ground.text, low, high)) is not None
    }
    names = {found["name"] for found in matches.values()}
    if len(matches) < _MIN_TURNS or len(names) < 2:
        return [], set()
    turns: list[Attribution] = []
    taken: set[int] = set()
    current: Attribution | None = None
    for n, (low, high) in enumerate(ground.paragraphs):
        end = low + len(ground.text[low:high].rstrip())
        start = low + len(ground.text[low:high]) - len(ground.text[low:high].lstrip())
        found = matches.get(n)
        if found is not None:
            current = _turn(ground, found, end)
            if current is not None:
                turns.append(current)
                taken.add(n)
        elif current is not None and _ASIDE.match(ground.text, low, high):
            taken.add(n)
        elif current is not None and start < end and ground.text[start] in "\"'":
            # The printer's mark at the head of each paragraph says that the turn goes on.
            current.content.append((start, end))
            taken.add(n)
        else:
            current = None
    return turns, taken


def _turn(ground: Ground, found: re.Match[str], end: int) -> Attribution | None:
    name = ground.parsed.char_span(*found.span("name"), alignment_mode="expand")
    if name is None or not len(name) or found.end() >= end:
        return None
    source = Source(name.start, name.end, name[-1], name[-1])
    return Attribution(
        [(found.end(), end)], found.span("colon"), source, "transcript", direct=True, rank=6
    )
