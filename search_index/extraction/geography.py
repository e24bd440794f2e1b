"""Countries, their other names, people and capitals, read once from words/countries.yaml."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from search_index.extraction.wordlists import words


@dataclass(frozen=True, slots=True)
class Country:
    """One country. ``people`` are adjectives and inhabitants; ``ambiguous`` names need context."""

    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    ambiguous_people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    ambiguous: bool = False


@functools.cache
def countries() -> Mapping[str, Country]:
    """Every country by its canonical name."""
    return {name: _country(entry) for name, entry in words("countries").items()}


def _country(entry: dict[str, Any]) -> Country:
    return Country(
        names=tuple(entry.get("names", ())),
        people=tuple(entry.get("people", ())),
        ambiguous_people=tuple(entry.get("ambiguous_people", ())),
        capitals=tuple(entry.get("capitals", ())),
        ambiguous=bool(entry.get("ambiguous", False)),
    )


@functools.cache
def country_by_name() -> Mapping[str, str]:
    """Canonical country by any of its names: “Turkey” and “Turkiye” give “Türkiye”."""
    return {n: name for name, c in countries().items() for n in (name, *c.names)}


@functools.cache
def country_by_people() -> Mapping[str, str]:
    """Canonical country by adjective or inhabitant: “Malaysian” gives “Malaysia”."""
    return {n: name for name, c in countries().items() for n in (*c.people, *c.ambiguous_people)}


@functools.cache
def country_by_capital() -> Mapping[str, str]:
    """Canonical country by the capital that may stand for its government."""
    return {n: name for name, c in countries().items() for n in c.capitals}
