"""The words that tell names from other words and what they name: words/names.yaml as sets."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from search_index.extraction import wordlists
from search_index.models import EntityType


@dataclass(frozen=True, slots=True)
class NameWords:
    """words/names.yaml as sets."""

    honorifics: frozenset[str]
    offices: frozenset[str]
    heads: dict[str, EntityType]
    never: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]


@functools.cache
def name_words() -> NameWords:
    """The word lists, read once a process."""
    data = wordlists.words("names")
    heads: dict[str, EntityType] = {}
    kinds: tuple[EntityType, ...] = ("work", "event", "place", "organisation")
    for kind in kinds:
        heads.update(dict.fromkeys(data[kind], kind))
    return NameWords(
        honorifics=frozenset(data["honorifics"]),
        offices=frozenset(data["offices"]),
        heads=heads,
        never=frozenset(data["never"]),
        male=frozenset(data["male"]),
        female=frozenset(data["female"]),
    )
