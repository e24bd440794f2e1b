"""Whether what a reader is about to decide would reach anything in the documents at hand: asked before it is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from search_index.comparison.renaming import Renaming, tell_unknown
from search_index.models import Entity, Fact
from search_index.overrides import Override, Overrides, Unmet


def doubts(entry: Override, facts: Mapping[str, Sequence[Fact]]) -> list[Unmet]:
    """What of ``entry`` no fact in ``facts`` (by document) answers to: names that nobody has, words that measure nothing.

    They may well be known in other documents of the corpus. Empty for decisions on claims.
    """
    found: list[Unmet] = []
    if entry.key == "same_measure":
        for name in entry.names:
            alone = dataclasses.replace(entry, names=(name, name))
            Renaming(Overrides((alone,)), facts, found.append)
    elif entry.names:
        entities = [f for own in facts.values() for f in own if isinstance(f, Entity)]
        known = {name: name for f in entities for name in (f.name, f.text)}
        tell_unknown(known, Overrides((entry,)), found.append)
    return found
