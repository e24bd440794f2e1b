"""The user's own words: what ``rules:`` in settings.yaml and corpus.yaml may add to the bundled word lists.

Owns which lists there are and what may stand in them; what becomes of the words is the business of
reading and extraction. docs/rules.md tells the user.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from search_index.errors import nearest
from search_index.yaml_nodes import (
    YamlProblem,
    is_mapping,
    is_null,
    is_scalar,
    is_sequence,
    kind_of,
    line_of,
    pairs,
    value_of,
)

LISTS: Mapping[str, str] = {
    "speech": "verbs that introduce somebody's words, in their basic form",
    "honorifics": "what stands before a name and is no part of it, as written",
    "offices": "what somebody is, before or instead of the name",
    "organisations": "last words of an organisation's name, as written",
    "not_names": "capitalised words that are no name, as written",
    "furniture": "lines of a saved page that belong to no article",
}
"""Lists of words."""

SORTED_LISTS: Mapping[str, tuple[str, ...]] = {
    "hedges": ("about", "more_than", "at_least", "less_than", "at_most"),
    "certainty": ("expected", "possible", "unlikely", "denied"),
    "roles": ("target", "forecast", "limit", "offer"),
}
"""Lists of words under what they stand for."""

ENTRIES: Mapping[str, tuple[str, ...]] = {
    "units": ("words", "signs"),
    "currencies": ("nouns", "signs"),
    "countries": ("names", "people", "capitals"),
}
"""Things by the name that facts give them; a bare list is one of the first field."""

# Far more than anybody writes by hand; patterns are made of them, and a pattern has its price.
_MOST_WORDS = 2_000
_LONGEST_WORD = 80
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class OwnRules:
    """Own words by list: a tuple of words, or words by key, or words by name and field."""

    content: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.content)

    @property
    def digest(self) -> str:
        """A digest of what is said, “” for nothing: facts drawn with other words are other facts."""
        if not self.content:
            return ""
        plain = json.dumps(self.content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(plain.encode("utf-8")).hexdigest()

    def joined(self, other: OwnRules) -> OwnRules:
        """Both: lists one after the other, each word once."""
        return OwnRules(_joined(self.content, other.content))

    def only(self, name: str) -> OwnRules:
        """One of the lists by itself."""
        return OwnRules({key: said for key, said in self.content.items() if key == name})

    def words(self, name: str) -> tuple[str, ...]:
        """The words of one of ``LISTS``."""
        return tuple(self.content.get(name, ()))

    def table(self, name: str) -> Mapping[str, Any]:
        """One of ``SORTED_LISTS`` or ``ENTRIES``."""
        found: Mapping[str, Any] = self.content.get(name, {})
        return found


BUNDLED = OwnRules()
"""No words but the bundled ones."""


def _joined(one: Any, other: Any) -> Any:
    if isinstance(one, Mapping):
        keys = dict.fromkeys((*one, *other))
        return {
            key: _joined(one[key], other[key])
            if key in one and key in other
            else one.get(key, other.get(key))
            for key in keys
        }
    return tuple(dict.fromkeys((*one, *other)))


def read_own_rules(node: Any) -> OwnRules:
    """The ``rules:`` that stand at ``node``. Raises YamlProblem with the line and the nearest name."""
    content: dict[str, Any] = {}
    known = [*LISTS, *SORTED_LISTS, *ENTRIES]
    for key, name, value in pairs(node, "“rules”"):
        _known(key, name, known)
        if name in LISTS:
            content[name] = _words(value, name)
        elif name in SORTED_LISTS:
            content[name] = _fields(value, name, SORTED_LISTS[name])
        else:
            content[name] = _entries(value, name)
    return OwnRules({name: said for name, said in content.items() if said})


def _known(key: Any, name: str, known: list[str]) -> None:
    if name not in known:
        raise YamlProblem(f"unknown key “{name}”", line_of(key), nearest(name, known))


def _entries(node: Any, name: str) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for key, thing, value in pairs(node, f"“{name}”"):
        thing = _word(key, name)
        if name == "currencies" and not _CODE.fullmatch(thing):
            raise YamlProblem(
                f"“{thing}” is no currency code", line_of(key), "write its ISO code, such as MYR"
            )
        if is_mapping(value):
            entries[thing] = _fields(value, thing, ENTRIES[name])
        else:
            entries[thing] = {ENTRIES[name][0]: _words(value, thing)}
    return entries


def _fields(node: Any, name: str, known: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    fields: dict[str, tuple[str, ...]] = {}
    for key, one, value in pairs(node, f"“{name}”"):
        _known(key, one, list(known))
        fields[one] = _words(value, one)
    return fields


def _words(node: Any, name: str) -> tuple[str, ...]:
    if is_null(node):
        return ()
    if not is_sequence(node) and not is_scalar(node):
        raise YamlProblem(
            f"“{name}” is {kind_of(node)}", line_of(node), "write a list: [word, other words]"
        )
    nodes = node.value if is_sequence(node) else [node]
    if len(nodes) > _MOST_WORDS:
        raise YamlProblem(
            f"“{name}” has {len(nodes):,} words", line_of(node), f"give at most {_MOST_WORDS:,}"
        )
    return tuple(dict.fromkeys(_word(one, name) for one in nodes))


def _word(node: Any, name: str) -> str:
    """The word at ``node``, white space made one blank, é one character."""
    word = " ".join(value_of(node).split()) if is_scalar(node) and not is_null(node) else ""
    if not word or len(word) > _LONGEST_WORD or not word.isprintable():
        shown = f"“{word[:20]}…”" if word else kind_of(node)
        raise YamlProblem(
            f"“{name}” has {shown} for a word",
            line_of(node),
            f"write a word or a few, at most {_LONGEST_WORD} characters",
        )
    return unicodedata.normalize("NFC", word)
