"""One entity across documents, however each of them writes it.

Each document has tied its own short forms already (extraction). Here full forms meet: by spelling without
accents, by acronym where some document spells it out, by a person's fuller name. What two entities could
both be called stays apart; aliases from corpus.yaml win.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from search_index.comparison.renaming import OnUnmet, decided_names, pairs_apart
from search_index.folding import fold
from search_index.models import (
    Document,
    Entity,
    EntityType,
    Fact,
    Quantity,
    Quote,
    Relation,
)
from search_index.overrides import NO_OVERRIDES, Overrides

Names = Mapping[str, str]


def resolve_names(
    documents: Sequence[Document],
    facts: Mapping[str, Sequence[Fact]],
    overrides: Overrides = NO_OVERRIDES,
    on_unmet: OnUnmet = lambda unmet: None,
) -> dict[str, dict[str, str]]:
    """For each document path, its local entity names and the corpus-wide name of each (only those that change).

    ``on_unmet`` is told of each of the ``overrides`` that names nobody.
    """
    named = {d.path: named_in(d, facts.get(d.path, ())) for d in documents}
    return names_across(named, overrides, on_unmet)


Named = Mapping[str, Any]
"""What names a document uses and how often: by name and type, by the text it stands for; a JSON object."""


def named_in(document: Document, facts: Sequence[Fact]) -> Named:
    """What a document calls its entities."""
    types: dict[str, dict[str, int]] = {}
    surfaces: Counter[tuple[str, str]] = Counter()
    for fact in facts:
        if isinstance(fact, Entity):
            counts = types.setdefault(fact.name, {})
            counts[fact.type] = counts.get(fact.type, 0) + 1
            if fact.rule != "demonym":
                surfaces[fold(fact.text), fact.name] += 1
    return {
        "types": types,
        "surfaces": [[folded, name, count] for (folded, name), count in surfaces.items()],
        "aliases": {name: list(others) for name, others in document.aliases.items()},
    }


def names_across(
    named: Mapping[str, Named],
    overrides: Overrides = NO_OVERRIDES,
    on_unmet: OnUnmet = lambda unmet: None,
) -> dict[str, dict[str, str]]:
    """As `resolve_names`, from what each document, by path, calls its entities."""
    known = _Census(pairs_apart(overrides))
    for path in sorted(named):
        known.add(named[path])
    canonical = decided_names(known.canonical(), overrides, on_unmet)
    changed = {name for name, other in canonical.items() if name != other}
    return {
        path: {name: canonical[name] for name in sorted(changed.intersection(one["types"]))}
        for path, one in named.items()
    }


def rename(fact: Fact, names: Names) -> Fact:
    """``fact`` with its entity names as the corpus knows them."""
    if not names:
        return fact
    changes: dict[str, object] = {}
    if fact.holder is not None and fact.holder in names:
        changes["holder"] = names[fact.holder]
    if isinstance(fact, Entity) and fact.name in names:
        changes["name"] = names[fact.name]
    elif isinstance(fact, Quote) and fact.speaker is not None and fact.speaker in names:
        changes["speaker"] = names[fact.speaker]
    elif isinstance(fact, Quantity):
        if not names.keys().isdisjoint(fact.parties):
            changes["parties"] = tuple(dict.fromkeys(names.get(p, p) for p in fact.parties))
        if fact.bearer is not None and fact.bearer in names:
            changes["bearer"] = names[fact.bearer]
    elif isinstance(fact, Relation):
        if fact.subject_entity is not None and fact.subject_entity in names:
            changes["subject_entity"] = names[fact.subject_entity]
        if not names.keys().isdisjoint(fact.object_entities):
            changes["object_entities"] = tuple(names.get(o, o) for o in fact.object_entities)
    return dataclasses.replace(fact, **changes) if changes else fact  # type: ignore[arg-type]


class _Census:
    """All names of a corpus with how often and as what they are used."""

    def __init__(self, kept_apart: Collection[frozenset[str]] = ()) -> None:
        self.kept_apart = kept_apart
        self.documents: Counter[str] = Counter()
        self.types: dict[str, Counter[EntityType]] = defaultdict(Counter)
        self.surfaces: dict[str, Counter[str]] = defaultdict(Counter)
        self.aliases: dict[str, str] = {}

    def add(self, named: Named) -> None:
        """Take in the names of one document."""
        for name, others in named["aliases"].items():
            for other in (name, *others):
                self.aliases[fold(other)] = name
        for name, counts in named["types"].items():
            self.documents[name] += 1
            self.types[name].update(counts)
        for folded, name, count in named["surfaces"]:
            self.surfaces[folded][name] += count

    def type_of(self, name: str) -> EntityType:
        """The commonest reading of ``name``."""
        kinds = self.types[name]
        return max(sorted(kinds), key=lambda k: kinds[k])

    def canonical(self) -> dict[str, str]:
        """Every name's corpus-wide name."""
        chosen = self._by_spelling()
        self._by_short_form(chosen)
        self._by_fuller_person(chosen)
        return {name: self._follow(name, chosen) for name in self.types}

    def _follow(self, name: str, chosen: Mapping[str, str]) -> str:
        seen = {name}
        while (after := chosen.get(name, name)) not in seen:
            if self.kept_apart and any({fold(n), fold(after)} in self.kept_apart for n in seen):
                break
            seen.add(after)
            name = after
        return name

    def _by_spelling(self) -> dict[str, str]:
        groups: dict[str, list[str]] = defaultdict(list)
        for name in self.types:
            groups[fold(name)].append(name)
        chosen: dict[str, str] = {}
        for key, names in groups.items():
            if key in self.aliases:
                best = self.aliases[key]
            else:
                best = max(
                    names, key=lambda n: (not n.isupper(), not n.isascii(), self.documents[n], n)
                )
            for name in names:
                chosen[name] = best
        return chosen

    def _by_short_form(self, chosen: dict[str, str]) -> None:
        """“ASEAN” alone means what another document says it is short for, if all agree."""
        for name in sorted(self.types):
            if self.type_of(name) == "person" or (" " in name and not name.isupper()):
                continue
            meanings = {
                chosen.get(m, m): n for m, n in self.surfaces.get(fold(name), Counter()).items()
            }
            longer = [m for m in meanings if " " in m and len(m) > len(name)]
            spelling = chosen.get(name, name)
            if len(longer) == 1 and len(spelling) < len(longer[0]):
                chosen[name] = chosen[spelling] = longer[0]

    def _by_fuller_person(self, chosen: dict[str, str]) -> None:
        """“Hillary Clinton” and “Hillary Rodham Clinton” are one; a lone surname only where one bears it."""
        persons = sorted({chosen.get(n, n) for n in self.types if self.type_of(n) == "person"})
        by_word: dict[str, list[str]] = defaultdict(list)
        for person in persons:
            for word in set(fold(person).split()):
                by_word[word].append(person)
        for person in persons:
            words = fold(person).split()
            if not words:
                continue
            rarest = min((by_word[w] for w in words), key=len)
            longer = [
                other
                for other in rarest
                if len(fold(other).split()) > len(words) and _within(words, fold(other).split())
            ]
            top = [o for o in longer if not any(o != p and fold(o) in fold(p) for p in longer)]
            distinct = {o for o in top if not any(o != p and _same_ends(o, p) for p in top)} or set(
                top[:1]
            )
            if len(distinct) == 1:
                chosen[person] = max(top, key=lambda n: (len(n.split()), self.documents[n], n))


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of ``short`` stand in ``long`` in order; of two words or more, both begin alike.

    What stands before a given name is an epithet (“Honest Ana Ruiz”), and no fuller name.
    """
    if len(short) > 1 and short[0] != long[0]:
        return False
    at = 0
    for word in long:
        if at < len(short) and word == short[at]:
            at += 1
    return at == len(short)


def _same_ends(one: str, other: str) -> bool:
    a, b = fold(one).split(), fold(other).split()
    return a[0] == b[0] and a[-1] == b[-1]
