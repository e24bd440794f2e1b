"""Units of measure: which unit the words or signs after a number name."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from search_index.extraction.wordlists import one_of, words

TIME_UNITS = frozenset(
    ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century")
)


@dataclass(frozen=True, slots=True)
class UnitTable:
    """``names`` maps a lower-case word or an exact sign to the unit's singular name."""

    names: dict[str, str]
    words: re.Pattern[str]
    signs: re.Pattern[str]


def _plurals(phrase: str) -> set[str]:
    head, per, rest = phrase.partition(" per ")
    last = head.split()[-1]
    plural = head[: len(head) - len(last)] + _plural(last)
    first, _, tail = head.partition(" ")
    both = (
        {head, plural, f"{first}s {tail}"}
        if first in ("degree", "part") and tail
        else {head, plural}
    )
    return {form + per + rest for form in both}


def _plural(word: str) -> str:
    if word == "foot":
        return "feet"
    if word.endswith("s") and not word.endswith("ss"):
        return word
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:s|x|z|ch|sh)$", word) else "s")


@functools.cache
def unit_table() -> UnitTable:
    """Every unit of words/units.yaml with its plurals."""
    names: dict[str, str] = {}
    word_forms: set[str] = set()
    signs: set[str] = set()
    for name, unit in words("units").items():
        for phrase in unit["words"]:
            for form in _plurals(phrase):
                names.setdefault(form, name)
                word_forms.add(form)
        for sign in unit["signs"]:
            names[sign] = name
            signs.add(sign)
    return UnitTable(
        names=names,
        words=re.compile(rf"[\s-]*(?P<unit>{one_of(word_forms)})\b", re.IGNORECASE),
        signs=re.compile(rf"\s?-?(?P<unit>{one_of(signs)})(?![A-Za-z0-9²³°/])"),
    )


def unit_after(text: str, position: int) -> tuple[str, int, bool] | None:
    """(unit, end, written as a sign) of the unit that follows ``position``, None if none does."""
    table = unit_table()
    match = table.words.match(text, position)
    if match:
        phrase = re.sub(r"\s+", " ", match["unit"].lower())
        return table.names[phrase], match.end(), False
    match = table.signs.match(text, position)
    if match:
        return table.names[match["unit"]], match.end(), True
    return None
