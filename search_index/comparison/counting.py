"""What is counted: the noun, however it is put.

“57” in “the death toll rose to 57” counts people as “41 people” does. It is told from the words of the quantity and its
measure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from search_index.comparison.persons import DEEDS, FATE, PERSONS, SORTS_OF_PERSONS
from search_index.comparison.units import is_fraction, is_measure
from search_index.folding import fold
from search_index.models import Quantity

# Nouns for things that two sources may use of the same -> one of them.
_ALSO: Final[Mapping[str, str]] = {
    "vehicle": "car",
    "automobile": "car",
    "house": "home",
    "residence": "home",
    "household": "home",
    "position": "job",
    "post": "job",
    "dwelling": "home",
    "firm": "company",
    "business": "company",
    "vessel": "ship",
    "boat": "ship",
    "plane": "aircraft",
    "airplane": "aircraft",
    "legislator": "lawmaker",
    "mp": "lawmaker",
    "ballot": "vote",
    "inmate": "prisoner",
    "policeman": "officer",
    "policewoman": "officer",
    "spectator": "fan",
    "factory": "plant",
    "shop": "store",
    "film": "movie",
    "lorry": "truck",
    "flat": "apartment",
    "parcel": "packet",
    "package": "packet",
    "shot": "dose",
    "jab": "dose",
    "physician": "doctor",
    "attorney": "lawyer",
}

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
        # “The number of dead”: people, told by what befell them.
        return "person" if FATE.fullmatch(noun) else _one_name(noun) or None
    last = fold(quantity.measure or "").rpartition(" ")[2]
    return "person" if last in DEEDS or FATE.match(last) else None


def _one_name(noun: str) -> str:
    return "person" if noun in PERSONS else _ALSO.get(noun, noun)


def are_persons(quantity: Quantity) -> bool:
    """Whether persons are counted, of whatever sort."""
    noun = counted(quantity)
    return noun == "person" or noun in SORTS_OF_PERSONS


def is_bare(quantity: Quantity) -> bool:
    """Whether it is a number of which nothing says what it counts."""
    return quantity.unit is None and counted(quantity) is None


def counts_things(quantity: Quantity) -> bool:
    """Whether things or persons are counted, and nothing measured."""
    unit = quantity.unit
    if unit is None or is_money_or_share(quantity) or is_fraction(quantity):
        return False
    return counted(quantity) is not None and not is_measure(unit)


def is_money_or_share(quantity: Quantity) -> bool:
    """Whether the unit is a currency or a percentage."""
    unit = quantity.unit or ""
    return unit == "percent" or unit[:3].isupper()
