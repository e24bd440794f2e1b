"""One entity across documents, however each of them writes it.

Each document has tied its own short forms already (extraction). Here full forms meet: by spelling without
accents, by acronym where some document spells it out, by a person's fuller name. What two entities could
both be called stays apart; aliases from corpus.yaml win.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from search_index.comparison.census import Census, Named, named_in, summed
from search_index.comparison.renaming import OnUnmet, decided_names, pairs_apart
from search_index.models import (
    Document,
    Entity,
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
    census = Census(summed(named.values()).items(), pairs_apart(overrides))
    canonical = decided_names(census.canonical(), overrides, on_unmet)
    changed = {name: other for name, other in canonical.items() if name != other}
    return {path: names_in(one, changed) for path, one in named.items()}


def names_in(named: Named, changed: Names) -> dict[str, str]:
    """Those of the ``changed`` names that a document uses."""
    return {name: changed[name] for name in sorted(changed.keys() & named["types"].keys())}


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
