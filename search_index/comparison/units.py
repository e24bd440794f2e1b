"""One amount in two units of measure: years and months, miles and kilometres. Currencies are never converted.

Factors are exact by definition (the SI brochure, the international yard and pound) but for the tonne and the US measures of
volume, which are the commercial ones.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final

from search_index.comparison.items import Item
from search_index.comparison.numbers import Number
from search_index.models import Fact, Quantity

# Months and years are no fixed number of days: “90 days” and “three months” are not set side by side.
_FAMILIES: Final[Mapping[str, Mapping[str, float]]] = {
    "calendar": {"month": 1, "year": 12, "decade": 120, "century": 1200},
    "time": {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800},
    "length": {
        "millimetre": 0.001,
        "centimetre": 0.01,
        "metre": 1,
        "kilometre": 1000,
        "inch": 0.0254,
        "foot": 0.3048,
        "yard": 0.9144,
        "mile": 1609.344,
        "nautical mile": 1852,
    },
    "area": {
        "square metre": 1,
        "hectare": 1e4,
        "square kilometre": 1e6,
        "square foot": 0.09290304,
        "acre": 4046.8564224,
        "square mile": 2589988.110336,
    },
    "mass": {
        "gram": 0.001,
        "kilogram": 1,
        "tonne": 1000,
        "ounce": 0.028349523125,
        "pound": 0.45359237,
    },
    "volume": {"millilitre": 0.001, "litre": 1, "cubic metre": 1000, "gallon": 3.785411784},
    "speed": {"metre per second": 3.6, "kilometre per hour": 1, "mile per hour": 1.609344},
    "power": {"watt": 1, "kilowatt": 1e3, "megawatt": 1e6, "gigawatt": 1e9, "terawatt": 1e12},
    "energy": {"kilowatt hour": 1, "megawatt hour": 1e3, "gigawatt hour": 1e6},
}
DEGREE: Final = "degree"
TEMPERATURES: Final = frozenset({"celsius", "fahrenheit"})
"""Of which “degrees” alone may be."""
_FAMILY: Final = {unit: name for name, units in _FAMILIES.items() for unit in units}


def family_of(unit: str | None) -> str | None:
    """What sort of measure ``unit`` is; None for one that is not converted."""
    return _FAMILY.get(unit or "")


def is_physical(unit: str | None) -> bool:
    """Whether ``unit`` measures a thing and not a stretch of time."""
    return family_of(unit) not in (None, "calendar", "time")


def convertible(unit: str | None, other: str | None) -> bool:
    """Whether amounts in the two units, unlike each other, can be set side by side."""
    family = family_of(unit)
    return family is not None and unit != other and family == family_of(other)


def is_measure(unit: str) -> bool:
    """Whether ``unit`` is one of measure, of ages and temperatures as well, and no thing that is counted."""
    return family_of(unit) is not None or unit in TEMPERATURES or unit in (DEGREE, "year of age")


def may_be_one_scale(unit: str | None, other: str | None) -> bool:
    """Whether one is of degrees and the other of those of a scale."""
    return DEGREE in (unit, other) and bool({unit, other} & TEMPERATURES)


def in_base_unit(number: Number, unit: str | None) -> Number:
    """``number`` in the unit of its family that all are reckoned in; unchanged for what is not converted."""
    family = family_of(unit)
    if family is None or unit is None:
        return number
    by = _FAMILIES[family][unit]
    return dataclasses.replace(
        number, low=number.low * by, high=number.high * by, step=number.step * by
    )


def in_one_unit(a: Item, b: Item) -> tuple[Item, Item]:
    """The two with their numbers in one unit, where they are of two that can be converted: years and months, a third and
    percentages."""
    if is_percent_of(a.fact, b.fact):
        return a, _in_percent(b)
    if is_percent_of(b.fact, a.fact):
        return _in_percent(a), b
    x, y = (i.fact.unit if isinstance(i.fact, Quantity) else None for i in (a, b))
    if a.number is None or b.number is None or not convertible(x, y):
        return a, b
    return (
        dataclasses.replace(a, number=in_base_unit(a.number, x)),
        dataclasses.replace(b, number=in_base_unit(b.number, y)),
    )


# In percentage points: three quarters is what 72 and 78 percent may be called, not 70.
_NEAR_A_FRACTION = 7.0


def is_percent_of(one: Fact, other: Fact) -> bool:
    """Whether the first is a percentage and the second a part in words."""
    return (
        isinstance(one, Quantity)
        and isinstance(other, Quantity)
        and one.unit == "percent"
        and is_fraction(other)
    )


def _in_percent(item: Item) -> Item:
    number = item.number
    if number is None:
        return item
    low, high = 100 * number.low, 100 * number.high
    step = min(100 * number.step, _NEAR_A_FRACTION)
    return dataclasses.replace(
        item, number=dataclasses.replace(number, low=low, high=high, step=step)
    )


def currency_of(unit: str | None) -> str | None:
    """The currency of an amount or of so much a year or a week: “USD per year” is in USD; None for what is no money."""
    first, _, rest = (unit or "").partition(" per ")
    return (
        first if first.isupper() and (not rest or family_of(rest) in ("calendar", "time")) else None
    )


def is_fraction(quantity: Quantity) -> bool:
    """Whether it is a part, in words, of what its unit names: “two thirds of the seats”, “a two-thirds majority”."""
    if quantity.value is None or not 0 < quantity.value < 1:
        return False
    return family_of(quantity.unit) is None and not any(c.isdigit() for c in quantity.text)
