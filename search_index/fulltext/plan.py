"""The tree of a query -> what an engine is asked, with everything expanded against one commit.

Prefixes and near words are expanded here, not by Whoosh: so their number is bounded, transposed letters
count as one edit, and the passages know exactly which forms were meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any, NamedTuple

from search_index.fulltext.analysis import STOP_WORDS, Token
from search_index.fulltext.near import edits
from search_index.fulltext.retrieval import (
    TITLE_WEIGHT,
    AllOf,
    AnyOf,
    Asked,
    Dated,
    Engine,
    Everything,
    Outside,
    Run,
    Term,
    Undated,
    by_frequency,
    rarity,
)
from search_index.fulltext.syntax import And, Node, Not, Or, Phrase, Published, Word, leaves

MOST_EXPANDED, MOST_EXPANDED_TYPING = 200, 50
"""Forms a prefix or near word stands for (the most frequent), and while typing."""

MOST_POSTINGS_TYPING = 30_000
"""Postings read for an unfinished word: about 50 ms of Whoosh."""

EXPANDED_WEIGHT = 0.25
"""Weight of each form a prefix stands for: an article is not better for having many of them."""

MOST_ANY_TERMS = 32
"""Words of a whole sentence that are ranked by: the rarest."""


class Target(NamedTuple):
    """What of an article's tokens answers one word of the query: a stem, forms, or runs of forms."""

    stems: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    runs: tuple[tuple[str, ...], ...] = ()
    weight: float = 1.0


@dataclass(slots=True)
class Plan:
    """A query ready to run. ``undated`` finds what only lacks a date, or is None."""

    asked: Asked
    undated: Asked | None = None
    targets: list[Target] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    root: Node | None = None


def plan(root: Node | None, engine: Engine, *, any_word: bool) -> Plan:
    """Expand ``root`` for the commit of ``engine``."""
    if root is None:
        return Plan(Everything())
    planner = _Planner(engine)
    if any_word:
        root = planner.rarest(root)
    planned = Plan(_alone(planner.node(root)), notes=planner.notes, root=root)
    planned.targets = [
        planner.target(leaf) for leaf in leaves(root) if leaf.field not in ("title", "source")
    ]
    if _has_date(root) and engine.doc_frequency("dated", "no"):
        planned.undated = AllOf((planner.node(root, dates=Undated()), Undated()))
    return planned


class _Planner:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.notes: list[str] = []
        self._expanded: dict[tuple[Word, str], list[str]] = {}

    def node(self, node: Node, dates: Undated | None = None) -> Asked:
        """What ``node`` asks, with ``dates`` in the place of every date."""
        if isinstance(node, And):
            children = tuple(self.node(child, dates) for child in node.children)
            if all(isinstance(child, Outside) for child in children):
                children = (*children, Everything())
            return AllOf(children)
        if isinstance(node, Or):
            # Whoosh takes a Not inside an Or out of all of it, and finds deleted articles by one that stands for
            # itself; beside Everything it does neither.
            return AnyOf(tuple(_alone(self.node(child, dates)) for child in node.children))
        if isinstance(node, Not):
            return Outside(self.node(node.child, dates))
        if isinstance(node, Published):
            return Dated(node.after, node.day) if dates is None else dates
        names = [node.field] if node.field else ["title", "text"]
        found: list[Asked] = []
        for name in names:
            if isinstance(node, Phrase):
                found.append(_run(f"{name}_exact", node.forms))
            else:
                found += self.word(node, name)
        return _any(found)

    def word(self, word: Word, name: str) -> list[Asked]:
        exact = f"{name}_exact"
        if word.kind in ("prefix", "fuzzy"):
            return [_term(exact, form, EXPANDED_WEIGHT) for form in self.expanded(word, name)]
        found: list[Asked]
        if len(word.meant) == 1:
            found = [_term(*_kept(word.meant[0], name))]
        else:
            found = [_run(exact, tuple(token.form for token in word.meant))]
            if word.whole:
                found.append(_term(name, word.whole.stem))
        if word.kind == "typing":
            found += [_term(exact, form, EXPANDED_WEIGHT) for form in self.expanded(word, name)]
        return found

    def expanded(self, word: Word, name: str) -> list[str]:
        """The forms of the index that an unfinished or near word stands for, most frequent first."""
        key = (word, name)
        if key not in self._expanded:
            self._expanded[key] = self._expand(word, name)
        return self._expanded[key]

    def _expand(self, word: Word, name: str) -> list[str]:
        form, exact = _beginning(word), f"{name}_exact"
        if word.kind == "fuzzy":
            known = self.engine.forms(exact, form[:1])
            near = [one for one in known if edits(form, one[0], word.edits) <= word.edits]
            found, more = (
                nsmallest(MOST_EXPANDED, near, key=by_frequency),
                len(near) > MOST_EXPANDED,
            )
        elif word.kind == "typing":
            known, _ = self.engine.frequent(exact, form, MOST_EXPANDED_TYPING)
            return _read_in_time(known)
        else:
            known, more = self.engine.frequent(exact, form, MOST_EXPANDED)
            found = list(known)
        if more:
            self.notes.append(f"“{word.text}” stands for its {MOST_EXPANDED} most frequent words")
        return [candidate for candidate, _ in found]

    def rarest(self, root: Node) -> Node:
        """``root`` with the `MOST_ANY_TERMS` rarest of its words that are in the index, each once."""
        either = root if isinstance(root, Or) else None
        if isinstance(root, And):
            either = next((child for child in root.children if isinstance(child, Or)), None)
        if either is None:
            return root
        seen: dict[Any, tuple[float, Node]] = {}
        for child in either.children:
            if isinstance(child, Word) and child.kind == "word" and not child.field:
                key: Any = tuple(token.stem for token in child.meant)
                value = self.weight(child)
            else:
                key, value = child, float("inf")
            seen.setdefault(key, (value, child))
        ranked = sorted((pair for pair in seen.values() if pair[0] > 0), key=lambda pair: -pair[0])
        if len(ranked) > MOST_ANY_TERMS:
            self.notes.append(f"ranked by the {MOST_ANY_TERMS} rarest of {len(ranked)} words")
        kept = {id(child) for _, child in ranked[:MOST_ANY_TERMS]} or {id(either.children[0])}
        chosen = tuple(child for child in either.children if id(child) in kept)
        smaller = Or(chosen) if len(chosen) > 1 else chosen[0]
        if isinstance(root, And):
            return And(tuple(smaller if child is either else child for child in root.children))
        return smaller

    def weight(self, leaf: Word) -> float:
        """How rare the word is; 0 where no article has it."""
        frequency = 0
        for name in ("text", "title"):
            for token in leaf.meant:
                kept, term = _kept(token, name)
                frequency = max(frequency, self.engine.doc_frequency(kept, term))
        return rarity(frequency, self.engine.articles) if frequency else 0.0

    def target(self, leaf: Word | Phrase) -> Target:
        """What to mark for ``leaf`` in an article."""
        if isinstance(leaf, Phrase):
            weight = 2 * rarity(0, self.engine.articles)
            if len(leaf.forms) > 1:
                return Target(runs=(leaf.forms,), weight=weight)
            return Target(forms=frozenset(leaf.forms), weight=weight)
        if leaf.kind in ("prefix", "fuzzy"):
            names = [leaf.field] if leaf.field else ["title", "text"]
            forms = frozenset(form for name in names for form in self.expanded(leaf, name))
            return Target(forms=forms, weight=rarity(len(forms), self.engine.articles))
        weight = self.weight(leaf) or 0.5
        extra: frozenset[str] = frozenset()
        if leaf.kind == "typing":
            extra = frozenset(self.expanded(leaf, leaf.field or "text"))
        if len(leaf.meant) > 1:
            stems = frozenset({leaf.whole.stem}) if leaf.whole else frozenset()
            return Target(stems, extra, (tuple(token.form for token in leaf.meant),), weight)
        kept, term = _kept(leaf.meant[0], "text")
        if kept != "text":
            return Target(forms=extra | {term}, weight=weight)
        return Target(frozenset({term}), extra, weight=weight)


def _kept(token: Token, name: str) -> tuple[str, str]:
    """The field and the term under which ``token`` is found: by its stem, unless it stands for itself."""
    if token.whole or token.form in STOP_WORDS:
        return f"{name}_exact", token.form
    return name, token.stem


def _beginning(word: Word) -> str:
    form = word.whole.form if word.whole else word.meant[0].form
    # “20,0” is on its way to “20,000”, “u.s” to “u.s.”.
    return form.replace(",", "").rstrip(".") or form


def _read_in_time(known: Sequence[tuple[str, int]]) -> list[str]:
    """As many of the forms as can be read while somebody types."""
    kept, postings = [], 0
    for candidate, frequency in known:
        kept.append(candidate)
        postings += frequency
        if postings > MOST_POSTINGS_TYPING:
            break
    return kept


def _alone(asked: Asked) -> Asked:
    """``asked`` where no other stands beside it."""
    return AllOf((Everything(), asked)) if isinstance(asked, Outside) else asked


def _term(name: str, term: str, weight: float = 1.0) -> Term:
    return Term(name, term, weight * _boost(name))


def _run(name: str, forms: tuple[str, ...]) -> Asked:
    if len(forms) == 1:
        return _term(name, forms[0])
    return Run(name, forms, _boost(name))


def _boost(name: str) -> float:
    return TITLE_WEIGHT if name.startswith("title") else 1.0


def _any(found: list[Asked]) -> Asked:
    return found[0] if len(found) == 1 else AnyOf(tuple(found))


def _has_date(node: Node) -> bool:
    if isinstance(node, And | Or):
        return any(map(_has_date, node.children))
    return _has_date(node.child) if isinstance(node, Not) else isinstance(node, Published)
