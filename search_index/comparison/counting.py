"""What is counted: the noun, however it is put, and what befell those counted.

“57” in “the death toll rose to 57” counts people as “41 people” does, and people killed are not people hurt, though both
are people. Both are told from the words of the quantity, its measure and what stands nearest to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from search_index.comparison.units import is_fraction
from search_index.folding import fold
from search_index.models import Quantity

PERSONS: Final = frozenset(
    [
        "person",
        "people",
        "man",
        "woman",
        "child",
        "victim",
        "other",
        "resident",
        "citizen",
        "individual",
        "civilian",
        "soldier",
        "troop",
        "passenger",
        "employee",
        "worker",
        "staff",
        "staffer",
        "student",
        "pupil",
        "migrant",
        "refugee",
        "protester",
        "demonstrator",
        "patient",
        "visitor",
        "tourist",
    ]
)
"""Nouns for persons that two sources may use of the same."""

# Nouns for things that two sources may use of the same -> one of them.
_ALSO: Final[Mapping[str, str]] = {
    "vehicle": "car",
    "automobile": "car",
    "house": "home",
    "residence": "home",
    "firm": "company",
    "business": "company",
    "vessel": "ship",
    "boat": "ship",
    "plane": "aircraft",
    "airplane": "aircraft",
    "legislator": "lawmaker",
    "mp": "lawmaker",
    "ballot": "vote",
}

# What befalls persons in the news -> the words that tell it, whole: a deadline kills nobody.
_FATES: Final[Mapping[str, str]] = {
    "dead": r"kill(?:s|ed|ing|ings)? die[sd]? dying dead deadly deadliest deaths? fatal(?:ly|ity|ities)?"
    r" perish(?:ed|es)? tolls? casualt(?:y|ies)",
    "hurt": r"injur(?:e|es|ed|ing|y|ies) wounded wounding wounds hurt",
    "missing": r"missing unaccounted",
    "displaced": r"displac(?:e|es|ed|ing) evacuat(?:e|es|ed|ing) homeless fled",
    "held": r"arrest(?:s|ed|ing)? detain(?:s|ed|ing)?",
    "saved": r"rescu(?:e|es|ed|ing) surviv(?:e|es|ed|ing|or|ors)",
    "ill": r"infect(?:s|ed|ing) sicken(?:s|ed) hospitali[sz]ed",
}
_FATE = re.compile(
    "|".join(rf"\b(?P<{fate}>(?:{'|'.join(words.split())}))\b" for fate, words in _FATES.items()),
    re.IGNORECASE,
)
_HAS_AN_OBJECT = re.compile(
    r"\s+(?:at\s+least\s+|more\s+than\s+|about\s+|nearly\s+|almost\s+|over\s+|up\s+to\s+|some\s+|around\s+)?"
    r"(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens|scores|hundreds|thousands)\b)",
    re.IGNORECASE,
)
_FURTHEST = 60  # characters; a fate that stands further off is somebody else's
_GOES_ON = re.compile(r"\band\b|[,;:]", re.IGNORECASE)
_NUMBER_OF = re.compile(r"^(?:total )?(?:number|count|tally) of (?P<noun>.+)$")


def counted(quantity: Quantity) -> str | None:
    """The noun that is counted, in the singular; None for money, a rate or a bare number.

    A number without a unit counts what “the number of …” names, or, where its own words tell of a fate, people.
    """
    if quantity.unit is not None:
        if is_fraction(quantity):
            return "part of the whole"
        if quantity.unit.isupper() or " per " in quantity.unit:
            return None
        return _one_name(quantity.unit.split(" ")[-1].lower())
    named = _NUMBER_OF.match(quantity.measure or "")
    if named is not None:
        words = fold(named["noun"]).split()
        noun = words[-1] if words else ""
        return _one_name(noun) or None
    return "person" if _FATE.match(fold(quantity.measure or "").rpartition(" ")[2]) else None


def _one_name(noun: str) -> str:
    return "person" if noun in PERSONS else _ALSO.get(noun, noun)


def is_money_or_share(quantity: Quantity) -> bool:
    """Whether the unit is a currency or a percentage."""
    unit = quantity.unit or ""
    return unit == "percent" or unit[:3].isupper()


def fate_of(quantity: Quantity, text: str) -> str | None:
    """What befell the persons counted, by the nearest word that tells it; None where none does or no persons are counted.

    ``text`` is the document's; only the quantity's sentence is looked at.
    """
    bare = quantity.unit is None and not quantity.measure
    if counted(quantity) != "person" and not (bare and _FATE.match(text, quantity.end + 1)):
        return None
    best: tuple[bool, int, str] | None = None
    for match in _FATE.finditer(text, quantity.sentence.start, quantity.sentence.end):
        fate = match.lastgroup
        if fate is None:
            continue
        if match.start() >= quantity.end and _HAS_AN_OBJECT.match(text, match.end()):
            # “200 people sank, killing at least 25”: the dead are the 25.
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


# Before what a move ended at: “fell to 2 percent”, “rose to just over 4 percent”, “dropped as low as 3 percent”.
_REACHED = re.compile(
    r"(?i)\b(?:to|at|reach(?:ed|ing)|hit(?:ting)?|stood\sat|as\s(?:low|high)\sas)"
    r"(?:\s(?:an?|its|the|just|only|over|under|above|below|about|around|nearly|almost|roughly|some|record|all-time|fresh|new|[\w-]+-year|low|high|of))*\s*$"
)
_LOOK_BACK = 40  # characters


def is_move(quantity: Quantity, text: str) -> bool:
    """Whether it is the size of a rise or fall, not what stood after it. ``text`` is the document's."""
    if quantity.change is None:
        return False
    before = text[max(quantity.sentence.start, quantity.start - _LOOK_BACK) : quantity.start]
    return _REACHED.search(before) is None


_EACH_BEFORE = re.compile(
    r"(?i)\b(?:each|every)\b(?!\s+(?:time|day|night|week|month|quarter|year|season)s?\b)[^,;.]*$"
)
_EACH_BEHIND = re.compile(r"(?i)^(?:\s+[\w-]+){0,2}?\s+(?:each|apiece)\b")


def is_of_each(quantity: Quantity, text: str) -> bool:
    """Whether it is told of each of several, not of all: “15 boxes, each holding 30 shells”, “$20 apiece”."""
    before = text[max(quantity.sentence.start, quantity.start - _LOOK_BACK) : quantity.start]
    behind = text[quantity.end : min(quantity.sentence.end, quantity.end + _LOOK_BACK)]
    return bool(_EACH_BEFORE.search(before) or _EACH_BEHIND.match(behind))
