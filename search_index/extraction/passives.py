"""Passives turned round: “the port was opened by Rosa Lind” tells that Rosa Lind opened the port.

Only where a name says who did it. The verb is put into the active voice in the tense it has.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from search_index.extraction.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRESENT = frozenset({"is", "are", "'s", "'re", "am"})
_PREFIXES = frozenset({"", "over", "under", "with", "re", "un", "mis", "fore", "out", "be", "a"})
_PAST = frozenset({"was", "were"})


def agent_of(verb: Token) -> Token | None:
    """The noun after the “by” of a passive, None where there is none."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def active(group: Sequence[Token], verb: Token, agent: Token) -> str | None:
    """The words of a passive predicate in the active voice, None for a form that it is not known of.

    ``group`` is the predicate in reading order, ``verb`` its participle.
    """
    if verb.tag_ != "VBN":
        return None
    helpers = [t for t in group if t.dep_ in ("aux", "auxpass") and t.i < verb.i]
    said = [t.lower_ for t in helpers]
    kept = [t for t in group if t not in helpers and t.i != verb.i and t.dep_ not in ("neg", "prt")]
    particles = [t.text for t in group if t.dep_ == "prt"]
    denied = any(t.dep_ == "neg" for t in group)
    plural = agent.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in agent.children)
    modal = next(
        (t for t in helpers if t.tag_ == "MD" or (t.dep_ == "aux" and t.lower_ == "to")), None
    )
    lemma = verb.lemma_.lower()
    first: list[str]
    if modal is not None:
        perfect = ["have", verb.text] if "have" in said else [lemma]
        first = [modal.text, *(["not"] if denied else []), *perfect]
    elif "been" in said and {"has", "have", "'ve", "had", "'d"} & set(said):
        had = "had" if {"had", "'d"} & set(said) else "have" if plural else "has"
        first = [had, *(["not"] if denied else []), verb.text]
    elif "being" in said:
        return None
    elif set(said) & _PRESENT:
        does = "do" if plural else "does"
        first = [does, "not", lemma] if denied else [lemma if plural else _third_person(lemma)]
    elif not said or set(said) <= _PAST:
        first = ["did", "not", lemma] if denied else [_past(verb.text)]
    else:
        return None
    before = [t.text for t in kept if t.i < verb.i]
    after = [t.text for t in kept if t.i > verb.i]
    return " ".join([*before, *first, *particles, *after])


def _third_person(lemma: str) -> str:
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", lemma) else "s")


@functools.cache
def _irregular() -> list[tuple[str, str]]:
    """Participles and past forms that differ, longest first."""
    return sorted(words("verbs")["past"].items(), key=lambda pair: -len(pair[0]))


def _past(participle: str) -> str:
    """The past form: “wrote” for “written”, “overtook” for “overtaken”, else the participle itself."""
    lower = participle.lower()
    for form, past in _irregular():
        prefix = lower.removesuffix(form)
        if prefix != lower and prefix in _PREFIXES:
            return participle[: len(prefix)] + past
    return participle
