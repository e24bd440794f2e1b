"""The numbers of an article by their sort: what else it gives of the same, and which are parts of another."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence, Set

from search_index.comparison.counting import counted
from search_index.comparison.fates import fate_of
from search_index.models import Quantity

_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|its\s+|all\s+)?")


def wholes_of(quantities: Sequence[Quantity], text: str) -> frozenset[int]:
    """Where numbers start of which another is a part: the 600 of “322 of 600 seats”."""
    return frozenset(
        whole.start
        for part, whole in itertools.pairwise(sorted(quantities, key=lambda q: q.start))
        if _OF.fullmatch(text, part.end, whole.start)
    )


def parts_of(quantities: Sequence[Quantity], text: str) -> dict[int, float]:
    """Where numbers start that are part of another -> the other: 9 for the seven of “seven of nine members”."""
    return {
        part.start: whole.value
        for part, whole in itertools.pairwise(sorted(quantities, key=lambda q: q.start))
        if whole.value is not None and _OF.fullmatch(text, part.end, whole.start)
    }


ANY_SORT = frozenset({"percent", "year", "person", "year of age"})
"""Sorts of which every article has some, of many things."""
MANY = 13
"""Below it a number is in every article."""
_DIGITS = re.compile(
    r"(?<![\d.,$€£-])\d{1,3}(?:,\d{3})+(?![\d,.]*\d)|(?<![\d.,$€£-])\d+(?:\.\d+)?(?![\d,.]*\d)"
)


def written_in(text: str, start: int, end: int, ages: Set[int]) -> set[float]:
    """The larger numbers written in digits, whatever of, but for the ages of persons: “27 of them”."""
    found = (m for m in _DIGITS.finditer(text, start, end) if m.start() not in ages)
    values = (float(match.group().replace(",", "")) for match in found)
    return {value for value in values if value >= MANY}


def by_sort(
    quantities: Sequence[Quantity], text: str
) -> dict[tuple[int, str | None], set[float | None]]:
    """By part and sort of number its values: a range is one of its own, None."""
    found: dict[tuple[int, str | None], set[float | None]] = {}
    for fact in quantities:
        found.setdefault((fact.part, sort_of(fact, text)), set()).add(fact.value)
    return found


def sort_of(fact: Quantity, text: str) -> str | None:
    """What a number is of: what it counts, people by what befell them, else its unit."""
    return fate_of(fact, text) or counted(fact) or fact.unit


def measured_as(fact: Quantity) -> tuple[int, str | None, str | None, str | None]:
    """What tells a quantity from its neighbours: its sentence, unit, measure and whose it is."""
    return fact.sentence.start, fact.unit, fact.measure, fact.bearer
