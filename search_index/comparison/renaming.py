"""Names and measures that a person declared one, or two: applied before anything is compared.

Entities are renamed while names are resolved; measures in the facts themselves, so that alignment and labels see
one word. What was changed is remembered, for the trace in ``Point.overridden`` and to give claims their own unit.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches

from search_index.folding import fold
from search_index.models import Claim, Entity, Fact, Quantity, Quote, Relation
from search_index.overrides import Override, OverrideKey, Overrides, Unmet

OnUnmet = Callable[[Unmet], None]
FactKey = tuple[str, int, int, str]
"""Document, start, end and kind: what tells a fact, and a claim made of it, from all others."""

_MANY = 20_000  # names; looking for the nearest of more takes seconds


# Entities ------------------------------------------------------------------------------------


def pairs_apart(overrides: Overrides) -> frozenset[frozenset[str]]:
    """Folded names that must not become one entity, in pairs."""
    return frozenset(
        frozenset((fold(a), fold(b)))
        for entry in overrides.of("not_same_entity")
        for i, a in enumerate(entry.names)
        for b in entry.names[i + 1 :]
    )


def decided_names(
    canonical: Mapping[str, str], overrides: Overrides, on_unmet: OnUnmet
) -> dict[str, str]:
    """``canonical`` (every name's name across the corpus) as the overrides would have it.

    A group's first name is the one all its names get, with whatever had been taken for any of them.
    """
    found = dict(canonical)
    tell_unknown(canonical, overrides, on_unmet)
    for pair in pairs_apart(overrides):
        names = sorted((n for n in found if fold(n) in pair), key=lambda n: (found[n] != n, n))
        for name in names[1:]:
            # The one that everybody else is called by keeps its name.
            if fold(name) != fold(names[0]) and found[name] == found[names[0]]:
                found[name] = name
    for first, folded in _groups(overrides):
        for name, chosen in found.items():
            if fold(name) in folded or fold(chosen) in folded:
                found[name] = first
    return found


def _groups(overrides: Overrides) -> list[tuple[str, set[str]]]:
    """The first name and all folded names of each group of one entity; groups with a name in common are one."""
    groups: list[tuple[str, set[str]]] = []
    for entry in overrides.of("same_entity"):
        first, folded = entry.names[0], {fold(name) for name in entry.names}
        apart = []
        for one in groups:
            if one[1] & folded:
                first, folded = one[0], folded | one[1]
            else:
                apart.append(one)
        groups = [*apart, (first, folded)]
    return groups


def tell_unknown(canonical: Mapping[str, str], overrides: Overrides, on_unmet: OnUnmet) -> None:
    """Tell of names of the overrides that are not among those of ``canonical``, with the nearest that is."""
    known = {fold(name): name for name in (*canonical, *canonical.values())}
    for number, entry in _entries(overrides, "same_entity", "not_same_entity"):
        missing = [name for name in entry.names if fold(name) not in known]
        for name in missing:
            # The first name may be of the reader's own making.
            if entry.key == "same_entity" and name == entry.names[0] and len(missing) == 1:
                continue
            on_unmet(Unmet(number, f"no document names “{name}”", _nearest(fold(name), known)))


def _entries(overrides: Overrides, *keys: OverrideKey) -> Iterable[tuple[int, Override]]:
    return ((n, entry) for n, entry in enumerate(overrides.entries) if entry.key in keys)


def _nearest(word: str, known: Mapping[str, str]) -> str:
    near = get_close_matches(word, list(known), n=1, cutoff=0.6) if len(known) < _MANY else []
    return f"did you mean “{known[near[0]]}”?" if near else "mend the word, or take the entry out"


def _names_in(fact: Fact) -> set[str]:
    names = {fact.holder}
    if isinstance(fact, Quantity):
        names |= {*fact.parties, fact.bearer}
    elif isinstance(fact, Quote):
        names.add(fact.speaker)
    elif isinstance(fact, Relation):
        names |= {fact.subject_entity, *fact.object_entities}
    return {name for name in names if name}


# Measures ------------------------------------------------------------------------------------


def _pattern(names: Sequence[str]) -> re.Pattern[str]:
    """Any of ``names`` as whole words, in the singular or the plural."""
    forms = []
    for name in sorted(names, key=len, reverse=True):
        *others, last = name.split()
        stem, ending = last, "(?:e?s)?"
        if last.endswith("ies") and len(last) > 4:
            stem, ending = last[:-3], "(?:y|ies)"
        elif last.endswith("y") and len(last) > 2:
            stem, ending = last[:-1], "(?:y|ies)"
        elif last.endswith("s") and not last.endswith("ss"):
            stem = last[:-1]
        forms.append(r"\s+".join([*map(re.escape, others), re.escape(stem) + ending]))
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


def _singular(phrase: str) -> str:
    if phrase.endswith("ies") and len(phrase) > 4:
        return phrase[:-3] + "y"
    return phrase[:-1] if phrase.endswith("s") and not phrase.endswith("ss") else phrase


class Renaming:
    """The facts of one comparison with their measures as decided, and what was decided about each."""

    def __init__(
        self, overrides: Overrides, facts: Mapping[str, Sequence[Fact]], on_unmet: OnUnmet
    ) -> None:
        self.facts = facts
        self._measured: dict[FactKey, str] = {}
        self._units: dict[FactKey, str | None] = {}
        for number, entry in _entries(overrides, "same_measure"):
            self._rename_measures(number, entry, on_unmet)
        self._by_entity = _entity_notes(overrides, facts)

    def _rename_measures(self, number: int, entry: Override, on_unmet: OnUnmet) -> None:
        first, *others = entry.names
        pattern = _pattern(others)
        found = False
        renamed: dict[str, Sequence[Fact]] = {}
        for path, own in self.facts.items():
            renamed[path] = [self._measured_by(fact, pattern, first) for fact in own]
            changed = [a for a, b in zip(own, renamed[path], strict=True) if a is not b]
            for fact in changed:
                found = True
                self._measured.setdefault(_key(fact), f"{' and '.join(entry.names)}: one measure")
        self.facts = renamed
        if not found:
            words = {
                word: word
                for own in self.facts.values()
                for fact in own
                if isinstance(fact, Quantity)
                for word in (fact.measure or "").split()
            }
            named = " nor ".join(f"“{name}”" for name in others)
            on_unmet(Unmet(number, f"nothing is measured as {named}", _nearest(others[0], words)))

    def _measured_by(self, fact: Fact, pattern: re.Pattern[str], first: str) -> Fact:
        if not isinstance(fact, Quantity):
            return fact
        single = fold(_singular(first))
        changes: dict[str, object] = {}
        for name in ("measure", "share_of"):
            said = getattr(fact, name)
            if said is not None and pattern.search(said):
                changes[name] = pattern.sub(first, said)
        if fact.unit is not None and fact.unit != "percent" and pattern.search(fact.unit):
            self._units.setdefault(_key(fact), fact.unit)
            changes["unit"] = pattern.sub(_singular(first), fact.unit)
        terms = tuple(pattern.sub(single, term) for term in fact.terms)
        if changes and terms != fact.terms:
            changes["terms"] = terms
        return dataclasses.replace(fact, **changes) if changes else fact  # type: ignore[arg-type]

    def notes(self, fact: Fact, names: frozenset[str]) -> list[str]:
        """What was decided about the measure of ``fact``, or about whom it names, ``names`` among them."""
        found = [self._measured[_key(fact)]] if _key(fact) in self._measured else []
        notes = self._by_entity.get(fact.doc)
        for name in sorted(_names_in(fact) | names) if notes else ():
            found.extend(notes.get(name, ()) if notes else ())
        return found

    def own_unit(self, claim: Claim) -> Claim:
        """``claim`` with the unit its source gives it."""
        key = (claim.doc, claim.start, claim.end, claim.kind)
        if key not in self._units:
            return claim
        return dataclasses.replace(claim, unit=self._units[key])


def _key(fact: Fact) -> FactKey:
    return (fact.doc, fact.start, fact.end, fact.kind)


def _entity_notes(
    overrides: Overrides, facts: Mapping[str, Sequence[Fact]]
) -> dict[str, dict[str, list[str]]]:
    """By document and name: what was decided about it, where the document shows that it mattered.

    A document mattered to “A and B are one” if it calls the entity B.
    """
    notes: dict[str, dict[str, list[str]]] = {}
    groups = dict(_groups(overrides))
    apart = [
        (entry.names, f"{' and '.join(entry.names)}: not one entity")
        for entry in overrides.of("not_same_entity")
    ]
    if not groups and not apart:
        return notes
    for path, own in facts.items():
        mine = notes.setdefault(path, {})
        for fact in own:
            if not isinstance(fact, Entity) or fact.name in mine:
                continue
            said = [note for names, note in apart if fact.name in names]
            folded = groups.get(fact.name, set()) - {fold(fact.name)}
            if any(f" {name} " in f" {fold(fact.text)} " for name in folded):
                said.append(f"{fact.name} and {fact.text}: one entity")
            if said:
                mine[fact.name] = said
    return notes
