"""The rows of the list of facts: filtered by words, sorted, grouped by kind with counts. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from search_index.folding import fold
from search_index.models import KINDS, Date, Entity, Fact, Kind, Quantity, Quote, Relation
from tui.content import KIND_NAMES, KIND_SIGNS
from tui.fact_content import IN_OTHER_WORDS
from tui.reading import FIRST, Mark, Reading

ORDER: tuple[Kind, ...] = ("quantity", "quote", "date", "relation", "entity")
assert set(ORDER) == set(KINDS)

# Sorts after every unit.
_NO_UNIT = "~"
Sort = Literal["place", "value", "compared"]
SORTS: tuple[Sort, ...] = get_args(Sort)
SORT_NAMES: dict[Sort, str] = {
    "place": "",
    "value": "by value",
    "compared": "compared",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: a heading (no mark), or a fact with how often it is said."""

    mark: Mark | None
    heading: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts, in which order; ``words`` must all stand in what the row says."""

    kind: Kind | None = None
    words: str = ""
    sort: Sort = "place"


def rows(readings: Sequence[Reading], wanted: Wanted, most: int) -> list[Row]:
    """About ``most`` rows, every kind with its share; what is left out is said in a row."""
    by_kind = _by_kind(readings, wanted)
    kinds = [wanted.kind] if wanted.kind else [kind for kind in ORDER if by_kind[kind]]
    room = most // max(len(kinds), 1)
    made: list[Row] = []
    for kind in kinds:
        found = list(_grouped(by_kind[kind]))
        if wanted.sort != "place":
            found.sort(key=_KEYS[wanted.sort])
        if len(kinds) > 1:
            legend = (
                f"  {IN_OTHER_WORDS} in other words" if any(map(_in_other_words, found)) else ""
            )
            made.append(
                Row(None, f"{KIND_SIGNS[kind]} {KIND_NAMES[kind]} · {len(found):,}{legend}")
            )
        if wanted.sort == "value" and kind == "quantity":
            made += _by_unit(found, room)
        else:
            made += found[:room]
        if len(found) > room:
            hint = "type more words" if wanted.kind else "f shows one kind"
            made.append(Row(None, f"  … {len(found) - room:,} more; {hint}"))
    return made


def _by_unit(found: list[Row], most: int) -> Iterator[Row]:
    """Sorted amounts, the first ``most`` of them, each unit under its name: what is not comparable is set apart."""
    units = Counter(_value(row)[0] for row in found)
    last = None
    for row in found[:most]:
        unit = _value(row)[0]
        if unit != last:
            last = unit
            name = "without a unit" if unit == _NO_UNIT else unit
            yield Row(None, f"  {name} · {units[unit]:,}")
        yield row


def _by_kind(readings: Sequence[Reading], wanted: Wanted) -> dict[Kind, list[Mark]]:
    by_kind: dict[Kind, list[Mark]] = {kind: [] for kind in ORDER}
    words = fold(wanted.words).split()
    for reading in readings:
        said = reading.folded_words if words else ()
        for at, mark in enumerate(reading.marks):
            fact = mark.fact
            if fact is None or fact.repeat_of is not None:
                continue
            if wanted.kind in (None, mark.kind) and all(word in said[at] for word in words):
                by_kind[mark.kind].append(mark)
    return by_kind


def _grouped(marks: list[Mark]) -> Iterator[Row]:
    """A row a fact; the mentions of one entity share a row, those named most often first."""
    mentions: dict[str, list[Mark]] = {}
    for mark in marks:
        fact: Fact | None = mark.fact
        if isinstance(fact, Entity):
            mentions.setdefault(fact.name, []).append(mark)
        else:
            yield Row(mark)
    for group in sorted(mentions.values(), key=lambda g: -len(g)):
        yield Row(group[0], count=len(group))


def _value(row: Row) -> tuple[str, float, str]:
    """Amounts of a unit together, the greatest first; dates in order of time; the rest by name."""
    match row.mark.fact if row.mark else None:
        case Quantity() as fact:
            values = (fact.value, fact.high, fact.low)
            amount = next((value for value in values if value is not None), float("-inf"))
            return fact.unit or _NO_UNIT, -amount, ""
        case Date() as fact:
            return "", 0, fact.period.start if fact.period else f"~{fact.value}"
        case Quote() as fact:
            return "", 0, fold(fact.speaker) if fact.speaker else "~"
        case Relation() as fact:
            return "", 0, fold(fact.subject)
        case Entity() as fact:
            return "", 0, fold(fact.name)
    return "", 0, ""


def _in_other_words(row: Row) -> bool:
    fact = row.mark.fact if row.mark else None
    return isinstance(fact, Quote) and fact.directness == "indirect"


def _compared(row: Row) -> int:
    point = row.mark.point if row.mark else None
    return len(FIRST) if point is None else FIRST.index(point.verdict)


_KEYS: dict[Sort, Callable[[Row], tuple[str, float, str] | int]] = {
    "place": lambda row: 0,
    "value": _value,
    "compared": _compared,
}
