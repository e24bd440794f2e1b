"""How an amount is told: as the size of a rise or fall or what stood after one, of each of several or of all."""

from __future__ import annotations

import re

from search_index.models import Quantity

# Before what a move ended at: “fell to 2 percent”, “rose to just over 4 percent”, “dropped as low as 3 percent”.
_REACHED = re.compile(
    r"(?i)\b(?:to|at|reach(?:ed|ing)|hit(?:ting)?|as\s(?:low|high)\sas)"
    r"(?:\s(?:an?|its|the|just|only|over|under|above|below|about|around|nearly|almost|roughly|some|record|all-time|fresh|new|[\w-]+-year|low|high|of))*\s*$"
)
# Behind what a move ended at: “was 61 percent, down from 67”.
_LEFT = re.compile(
    r"(?i)^(?:\s+\w+)?\s*[,(–—-]?\s*(?:(?:slightly|sharply|well)\s+)?(?:up|down)\s+from\b"
)
_LOOK_BACK = 40  # characters


def is_move(quantity: Quantity, text: str) -> bool:
    """Whether it is the size of a rise or fall, not what stood after it. ``text`` is the document's."""
    if quantity.change is None:
        return False
    before = text[max(quantity.sentence.start, quantity.start - _LOOK_BACK) : quantity.start]
    behind = text[quantity.end : min(quantity.sentence.end, quantity.end + _LOOK_BACK)]
    return _REACHED.search(before) is None and _LEFT.match(behind) is None


_EACH_BEFORE = re.compile(
    r"(?i)\b(?:each|every)\b(?!\s+(?:time|day|night|week|month|quarter|year|season)s?\b)[^,;.]*$"
)
_EACH_BEHIND = re.compile(r"(?i)^(?:\s+[\w-]+){0,2}?\s+(?:each|apiece)\b")


def is_of_each(quantity: Quantity, text: str) -> bool:
    """Whether it is told of each of several, not of all: “15 boxes, each holding 30 shells”, “$20 apiece”."""
    before = text[max(quantity.sentence.start, quantity.start - _LOOK_BACK) : quantity.start]
    behind = text[quantity.end : min(quantity.sentence.end, quantity.end + _LOOK_BACK)]
    return bool(_EACH_BEFORE.search(before) or _EACH_BEHIND.match(behind))
