"""The words that attribute, from words/cues.yaml, as sets that a rule can ask."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from search_index.extraction.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

# The small model's lemmatizer halves verbs in silent e: "hoping" becomes "hop".
_LEMMAS = {"hop": "hope", "rat": "rate", "tweete": "tweet"}


def lemma(token: Token) -> str:
    """The lower-case lemma, the lemmatizer's known slips mended."""
    found: str = token.lemma_.lower()
    return _LEMMAS.get(found, found)


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemmas by what may follow them; each field is a list of cues.yaml and explained there."""

    direct: frozenset[str]
    clause_postposed: frozenset[str]
    clause: frozenset[str]
    clause_personal: frozenset[str]
    infinitive: frozenset[str]
    request: frozenset[str]
    wish: frozenset[str]
    topic: frozenset[str]
    topic_personal: frozenset[str]
    topic_quoted_only: frozenset[str]
    naming: frozenset[str]
    naming_plain: frozenset[str]
    plain: frozenset[str]
    recipients: frozenset[str]
    taking_over: frozenset[str]
    nouns: frozenset[str]
    nouns_infinitive: frozenset[str]
    adjectives: frozenset[str]
    passive_report: frozenset[str]
    titles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    topic_phrases: Mapping[str, frozenset[str]]
    accusing: Mapping[str, frozenset[str]]
    nouns_of: Mapping[str, frozenset[str]]
    verbs: frozenset[str]


_MAPS = ("topic_phrases", "accusing", "nouns_of")


@functools.cache
def load_cues() -> Cues:
    """Read the lists once a process."""
    data = words("cues")
    maps = {name: {word: frozenset(preps) for word, preps in data[name].items()} for name in _MAPS}
    sets = {name: frozenset(listed) for name, listed in data.items() if name not in maps}
    sets["clause"] |= sets["clause_postposed"]
    verbs = frozenset().union(
        *(
            sets[name]
            for name in (
                "direct",
                "clause",
                "infinitive",
                "request",
                "wish",
                "topic",
                "naming",
                "passive_report",
            )
        ),
        maps["topic_phrases"],
        maps["accusing"],
    )
    known: dict[str, Any] = {**sets, **maps}
    return Cues(**known, verbs=verbs)
