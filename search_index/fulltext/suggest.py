"""Did you mean: spellings from the index's own words, for a query that found nothing."""

from __future__ import annotations

from collections.abc import Callable

from search_index.fulltext.near import edits
from search_index.fulltext.retrieval import Engine
from search_index.fulltext.syntax import Node, Phrase, Word, leaves

MOST_TRIED, MOST_WORDS = 5, 12
"""Spellings that are searched before giving up; different words that are looked up: who types more is not mending
a slip."""


def suggestion(
    query: str, root: Node | None, engine: Engine, finds: Callable[[str], bool]
) -> str | None:
    """``query`` with its unknown words spelled as the index spells a near one, if ``finds`` says that this
    finds something; else None. All else stays as typed."""
    wrong: list[tuple[Word, list[str]]] = []
    known: dict[tuple[object, ...], list[str] | None] = {}
    for leaf in leaves(root):
        if isinstance(leaf, Phrase):
            continue
        same = (leaf.field, leaf.kind, *(meant.form for meant in leaf.meant))
        if same not in known:
            if len(known) == MOST_WORDS:
                return None
            known[same] = _near(leaf, engine)
        near = known[same]
        if near is not None:
            wrong.append((leaf, near))
    if not wrong or not all(near for _, near in wrong):
        return None
    for attempt in range(min(MOST_TRIED, max(len(near) for _, near in wrong))):
        spelled = query
        for leaf, near in reversed(wrong):
            better = near[min(attempt, len(near) - 1)]
            spelled = spelled[: leaf.start] + better + spelled[leaf.start + len(leaf.text) :]
        if finds(spelled):
            return spelled
    return None


def _near(word: Word, engine: Engine) -> list[str] | None:
    """Near forms, nearest and most frequent first; None where the word itself is known."""
    if len(word.meant) > 1 or word.kind in ("prefix", "fuzzy") or not word.meant[0].form.isalpha():
        return None
    form, stem = word.meant[0].form, word.meant[0].stem
    names = [word.field] if word.field else ["text", "title"]
    for name in names:
        if engine.doc_frequency(name, stem):
            return None
    if word.kind == "typing" and any(engine.forms(f"{name}_exact", form) for name in names):
        return None
    most = 1 if len(form) <= 4 else 2
    found: dict[str, tuple[int, int]] = {}
    for name in names:
        # The second letter too: “tukriye” keeps its first, “rtade” does not.
        for first in dict.fromkeys(form[:2]):
            for candidate, frequency in engine.forms(f"{name}_exact", first):
                distance = edits(form, candidate, most)
                if 0 < distance <= most and candidate.isalpha():
                    best = found.get(candidate, (distance, 0))
                    found[candidate] = (distance, min(best[1], -frequency))
    return sorted(found, key=lambda candidate: (*found[candidate], candidate))[:MOST_TRIED]
