"""How sure a statement is: asserted, expected, possible, unlikely or denied, from the words above it.

The reading climbs from the fact through the heads of its clause; each clause it passes adds its modal,
its negation and its adverbs. It stops where somebody else's speech begins: that is the holder's matter.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search_index.extraction import wordlists
from search_index.models import Certainty

if TYPE_CHECKING:
    from spacy.tokens import Token

# From the surest to the least sure; denial outweighs doubt.
_RANK: dict[str, int] = {"asserted": 0, "expected": 1, "possible": 2, "unlikely": 3, "denied": 4}
_CLAUSES = {"ccomp", "relcl", "acl", "advcl", "ROOT", "csubj", "parataxis"}


@dataclass(frozen=True, slots=True)
class _Words:
    modals: dict[str, Certainty]
    verbs: dict[str, Certainty]
    adverbs: dict[str, Certainty]
    adjectives: dict[str, Certainty]
    prospects: frozenset[str]
    conditions: frozenset[str]
    negations: frozenset[str]


@functools.cache
def _words() -> _Words:
    data = wordlists.words("certainty")
    return _Words(
        *(data[name] for name in ("modals", "verbs", "adverbs", "adjectives")),
        *(frozenset(data[name]) for name in ("prospects", "conditions", "negations")),
    )


def certainty_of(token: Token, speech: Iterable[int] = ()) -> Certainty:
    """How sure the clause around ``token`` is. ``speech`` holds token indices of attribution verbs:
    the climb ends below them."""
    stop = set(speech)
    found: list[Certainty] = ["asserted"]
    first_clause = True
    below = token
    for head in _upwards(token):
        if head.i in stop:
            break
        if _is_given(below, head):
            break
        joined = below.dep_ == "conj" and below.i != head.i
        below = head
        if head.pos_ in ("VERB", "AUX"):
            found.extend(_of_verb(head, own=first_clause, joined=joined))
            first_clause = False
            if head.dep_ in ("ccomp",) and head.head.i in stop:
                break
            if head.dep_ in ("relcl", "acl"):
                # What a relative clause adds to a noun is said, whatever becomes of the noun.
                break
        elif head.pos_ in ("NOUN", "PROPN"):
            found.extend(_of_noun(head))
    return max(found, key=lambda c: _RANK[c])


def _is_given(subject: Token, verb: Token) -> bool:
    """Whether ``subject`` is taken as given, whatever its verb says: “the 10 billion target is not …”."""
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    if subject.dep_ in ("prep", "advcl", "npadvmod") and subject.i < verb.i:
        # What opens a sentence sets its scene: “In an era of …, this is no …” denies nothing of the era.
        return True
    if subject.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if subject.lemma_ in _words().prospects:
        return False
    return any(
        c.dep_ == "poss"
        or (c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those"))
        for c in subject.children
    )


def _upwards(token: Token) -> Iterator[Token]:
    """The token and its heads up to the root, at most 24."""
    for _ in range(24):
        yield token
        if token.head.i == token.i:
            return
        token = token.head


def _of_verb(verb: Token, *, own: bool, joined: bool) -> Iterator[Certainty]:
    """What the words around ``verb`` say; ``joined``: reached from a later verb of its row, to which its
    modals pass on (“may buy and sell”) but not its negation (“had never been there and had read it”)."""
    words = _words()
    negative = 0
    for child in verb.children:
        lemma = child.lemma_.lower()
        if child.dep_ == "aux" and child.lower_ in words.modals:
            yield words.modals[child.lower_]
        elif child.dep_ == "neg" or (
            child.dep_ in ("advmod", "preconj") and lemma in words.negations
        ):
            negative += 1
        elif child.dep_ == "advmod" and lemma in words.adverbs:
            yield words.adverbs[lemma]
        elif child.dep_ in ("acomp", "oprd", "attr") and lemma in words.adjectives and not own:
            yield words.adjectives[lemma]
        elif child.dep_ in ("acomp", "oprd") and lemma in words.adjectives:
            # “The prospects … are dim” speaks of what is hoped for; “the lights are dim” does not.
            subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is not None and subject.lemma_ in words.prospects:
                yield words.adjectives[lemma]
        elif child.dep_ == "mark" and child.lower_ in words.conditions and verb.dep_ == "advcl":
            yield "possible"
    if negative % 2 and not joined:
        yield "denied"
    if not own and verb.lemma_ in words.verbs:
        yield words.verbs[verb.lemma_]


def _of_noun(noun: Token) -> Iterator[Certainty]:
    words = _words()
    for child in noun.children:
        lemma = child.lemma_.lower()
        if child.dep_ == "amod" and lemma in words.adjectives:
            yield words.adjectives[lemma]
        elif child.dep_ == "det" and child.lower_ == "no":
            yield "denied"
