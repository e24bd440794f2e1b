"""What befell those counted: people killed are not people hurt, though both are people."""

from __future__ import annotations

import re

from search_index.comparison.counting import are_persons, counted
from search_index.comparison.persons import DAMAGE, FATE, HARM
from search_index.models import Quantity

_HAS_AN_OBJECT = re.compile(
    r"\s+(?:at\s+least\s+|more\s+than\s+|about\s+|nearly\s+|almost\s+|over\s+|up\s+to\s+|some\s+|around\s+)?"
    r"(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens|scores|hundreds|thousands)\b)",
    re.IGNORECASE,
)
_BEHIND_IT = re.compile(
    r"\s+(?:(?:others?|more|were|was|are|is|have|had|has|been|be|being|still|also|now|feared|reported|listed\s+as)\s+){0,3}"
)
_BEFORE_IT = re.compile(rf"(?:{FATE.pattern})\s+(?:another\s+)?$", re.IGNORECASE)
_PAID = re.compile(
    r"\b(?:pays?|paid|charged?|(?:for|per|an?|each|every) (?:car|lorry|truck|van|motorcycle|vehicle|crossing|trip))\b",
    re.IGNORECASE,
)
"""“The toll is 180 for a car”: nobody died of it."""
_SAVED = re.compile(r"\bsav(?:e[sd]?|ing)\b", re.IGNORECASE)
_FURTHEST = 60  # characters; a fate that stands further off is somebody else's
_GOES_ON = re.compile(r"\band\b|[,;:]", re.IGNORECASE)


def fate_of(quantity: Quantity, text: str) -> str | None:
    """What befell the persons counted, by the nearest word that tells it; None where none does or no persons are counted.

    ``text`` is the document's; only the quantity's sentence is looked at.
    """
    if quantity.unit == "life" and not _SAVED.search(
        text, quantity.sentence.start, quantity.sentence.end
    ):
        # “The quake claimed 5,200 lives.”
        return "dead"
    if not are_persons(quantity) and not (quantity.unit is None and _is_of_a_fate(quantity, text)):
        return None
    best: tuple[bool, int, str] | None = None
    for match in FATE.finditer(text, quantity.sentence.start, quantity.sentence.end):
        fate = match.lastgroup
        if fate is None:
            continue
        if match.start() >= quantity.end and _HAS_AN_OBJECT.match(text, match.end()):
            # “200 people sank, killing at least 25”: the dead are the 25.
            continue
        if match[0].lower().startswith("toll") and _PAID.search(
            text, quantity.sentence.start, quantity.sentence.end
        ):
            continue
        if ";" in text[min(quantity.end, match.end()) : max(quantity.start, match.start())]:
            # “All 62 are safe; 19 were hurt”: a clause of its own.
            continue
        away = max(quantity.start - match.end(), match.start() - quantity.end, 0)
        # Behind the number it is its verb (“43 people died”); before it the number is its object (“killing 41 people”),
        # but for one that a row goes on after: “50 were killed and 53 others hurt”.
        passed = match.end() <= quantity.start and _GOES_ON.search(
            text, match.end(), quantity.start
        )
        rank = (bool(passed), away, fate)
        if best is None or rank < best:
            best = rank
    return best[2] if best is not None and best[1] <= _FURTHEST else None


def is_of_harm(quantity: Quantity, text: str) -> bool:
    """Whether it counts the dead, the hurt, the missing or those driven out, or what was destroyed."""
    if fate_of(quantity, text) in HARM:
        return True
    return counted(quantity) is not None and not DAMAGE.isdisjoint(quantity.terms)


def _is_of_a_fate(quantity: Quantity, text: str) -> bool:
    """Whether a bare number stands right beside what befell so many: “wounding 11”, “12 were injured”."""
    behind = _BEHIND_IT.match(text, quantity.end)
    if behind is not None and FATE.match(text, behind.end()):
        return True
    start = max(quantity.sentence.start, quantity.start - _FURTHEST)
    return _BEFORE_IT.search(text[start : quantity.start]) is not None
