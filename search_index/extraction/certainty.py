"""How sure a statement is: asserted, expected, possible, unlikely or denied, from the words above it.

The reading climbs from the fact through the heads of its clause; each clause it passes adds its modal,
its negation and its adverbs. It stops where somebody else's speech begins: that is the holder's matter. What would
have been and was not is denied where the condition is told that was not met, else unlikely.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from search_index.extraction import wordlists
from search_index.extraction.units import TIME_UNITS
from search_index.models import Certainty

if TYPE_CHECKING:
    from spacy.tokens import Token

# From the surest to the least sure; denial outweighs doubt.
_RANK: dict[str, int] = {"asserted": 0, "expected": 1, "possible": 2, "unlikely": 3, "denied": 4}
# What a verb says of the clause it governs holds for these; a clause of reason or time is told beside it.
_GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "prep", "csubj", "csubjpass", "oprd", "acomp"})
_MOST_CHILDREN = 100
_SUBJECTS = ("nsubj", "nsubjpass")
NO_SPEECH: Mapping[int, Certainty] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Words:
    modals: dict[str, Certainty]
    verbs: dict[str, Certainty]
    nouns: dict[str, Certainty]
    adverbs: dict[str, Certainty]
    adjectives: dict[str, Certainty]
    prospects: frozenset[str]
    dim: frozenset[str]
    conditions: frozenset[str]
    negations: frozenset[str]
    claiming: frozenset[str]
    unreal: frozenset[str]


@functools.cache
def _words() -> _Words:
    data = wordlists.words("certainty")
    return _Words(
        *(data[name] for name in ("modals", "verbs", "nouns", "adverbs", "adjectives")),
        *(
            frozenset(data[name])
            for name in ("prospects", "dim", "conditions", "negations", "claiming", "unreal")
        ),
    )


def certainty_of(token: Token, speech: Mapping[int, Certainty] = NO_SPEECH) -> Certainty:
    """How sure the clause around ``token`` is.

    ``speech`` gives by token index of each attribution's cue how sure its speaker is of what it introduces: the climb
    ends there.
    """
    found: list[Certainty] = ["asserted"]
    first_clause = True
    lasts = False
    below = token
    for head in _upwards(token):
        if head.i in speech and head.i != token.i:
            if below.dep_ in _GOVERNED:
                found.append(speech[head.i])
            if _tells_ahead(below, head):
                found = ["expected" if sure == "possible" else sure for sure in found]
            break
        if _is_given(below, head) or _is_beside_a_name(below, head):
            break
        joined = below.dep_ == "conj" and below.i != head.i
        subject = below
        lasts = lasts or _is_how_long(below)
        governs = not first_clause and below.dep_ in _GOVERNED
        below = head
        if head.pos_ in ("VERB", "AUX"):
            told = _of_verb(head, own=first_clause, joined=joined, governs=governs)
            # Of “150 flights did not leave” the 150 are no fewer, and what did not work for two hours did not for two.
            sure_of = _is_counted_subject(subject) or (lasts and head.lemma_ not in _LASTING)
            found.extend(sure for sure in told if sure != "denied" or not sure_of)
            first_clause = False
            if head.dep_ in ("relcl", "acl"):
                # What a relative clause adds to a noun is said, whatever becomes of the noun …
                found.extend(_of_holding(head))
                break
        elif head.pos_ in ("NOUN", "PROPN"):
            found.extend(_of_noun(head))
    return least_sure(*found)


def least_sure(*said: Certainty) -> Certainty:
    """The weakest of several."""
    return max(said, key=lambda certainty: _RANK[certainty])


def stance_of(cue: Token, rule: str) -> Certainty:
    """How sure the speaker is of what ``cue`` introduces by a quote's ``rule``: “denied that”, “hopes to”, “urged to”."""
    words = _words()
    lemma = cue.lemma_.lower()
    if rule == "request":
        return words.verbs.get(lemma, "possible")
    if rule == "noun":
        return words.nouns.get(lemma, "asserted")
    claimed = rule != "infinitive" and lemma in words.claiming
    if rule not in ("clause", "infinitive", "postposed", "passive") or claimed:
        return "asserted"
    if lemma == "wish" and rule == "clause":
        return "denied"
    sure = words.verbs.get(lemma, "asserted")
    # “did not deny that …” says neither.
    negated = sure == "denied" and any(c.dep_ == "neg" for c in cue.children)
    return "possible" if negated else sure


def _is_beside_a_name(below: Token, head: Token) -> bool:
    """Whether it only says who ``head`` is: of “Ek, 42, did not resist” it is sure that he is 42."""
    added = below.dep_ in ("appos", "nummod") and below.i > head.i
    return added and head.pos_ == "PROPN"


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


def _is_counted_subject(subject: Token) -> bool:
    """Whether so many are the subject of a verb: its negation is of what they do."""
    return subject.dep_ in _SUBJECTS and any(c.dep_ == "nummod" for c in subject.children)


# “Did not last for two hours” says that it was less.
_LASTING = frozenset({"last", "stay", "remain", "continue", "run", "wait", "take"})


def _is_how_long(phrase: Token) -> bool:
    """Whether it tells for how long: “for two hours”."""
    return phrase.lower_ == "for" and any(
        c.dep_ == "pobj" and c.lemma_.lower() in TIME_UNITS for c in phrase.children
    )


def _upwards(token: Token) -> Iterator[Token]:
    """The token and its heads up to the root, at most 24."""
    for _ in range(24):
        yield token
        if token.head.i == token.i:
            return
        token = token.head


def _tells_ahead(clause: Token, cue: Token) -> bool:
    """Whether “would” in what was said is the future of then: “she said the port would open”."""
    return cue.tag_ in ("VBD", "VBN") and any(
        c.dep_ == "aux" and c.lower_ in ("would", "'d") for c in clause.children
    )


def _of_holding(verb: Token) -> Iterator[Certainty]:
    """… unless the noun holds the clause: “the promise to pay”, “the denial that it paid”."""
    holds = any(
        (c.dep_ == "aux" and c.lower_ == "to") or (c.dep_ == "mark" and c.lower_ == "that")
        for c in verb.children
    )
    if holds and (sure := _words().nouns.get(verb.head.lemma_.lower())) is not None:
        yield sure


def _of_verb(verb: Token, *, own: bool, joined: bool, governs: bool) -> Iterator[Certainty]:
    """What the words around ``verb`` say.

    ``joined``: reached from a later verb of its row, to which its modals pass on (“may buy and sell”) but not its
    negation (“had never been there and had read it”). ``governs``: reached from a clause that it takes.
    """
    words = _words()
    yield from _unreal(verb)
    if _announces(verb):
        yield "expected"
    negative = 0
    for child in islice(verb.children, _MOST_CHILDREN):
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
        elif child.dep_ in ("acomp", "oprd", "attr") and lemma in words.adjectives:
            # “The prospects … are dim” speaks of what is hoped for; “the lights are dim” does not.
            subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is not None and subject.lemma_ in words.prospects:
                yield words.adjectives[lemma]
        elif child.dep_ == "mark" and child.lower_ in words.conditions and verb.dep_ == "advcl":
            yield "possible"
    if governs and verb.lemma_ in words.verbs:
        sure = words.verbs[verb.lemma_]
        if sure == "denied" and negative:
            # “did not fail to pay”
            return
        yield sure
    if negative % 2 and not joined:
        yield "denied"


_FINITE = ("VBD", "VBZ", "VBP", "MD")


def _announces(verb: Token) -> bool:
    """Whether it is the verb of a headline that tells what is to come: “Minister to visit Kenya, says aide”."""
    to = next((c for c in islice(verb.lefts, _MOST_CHILDREN) if c.tag_ == "TO"), None)
    if verb.tag_ != "VB" or to is None or to.i == 0:
        return False
    before = verb.doc[to.i - 1]
    if before.pos_ not in ("NOUN", "PROPN") or before.sent != verb.sent:
        return False
    if verb.dep_ == "ROOT" or (verb.dep_ == "ccomp" and verb.head.i > verb.i):
        return bool(before.head == verb)
    # A headline may be read as a noun with a clause: “Firm [to cut costs]”. It has no other verb.
    alone = verb.dep_ in ("relcl", "acl", "xcomp") and verb.head == before and before.dep_ == "ROOT"
    return alone and not any(t.tag_ in _FINITE for t in verb.sent[:_MOST_CHILDREN])


def _unreal(verb: Token) -> Iterator[Certainty]:
    """What did not come about: “would have paid”, “if it had paid, it would …”, “was to have paid”."""
    before = [c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.i < verb.i]
    said = {c.lower_ for c in before}
    perfect = verb.tag_ == "VBN" and any(c.lemma_.lower() == "have" for c in before)
    if perfect and said & _words().unreal:
        yield "denied" if _is_conditional(verb) else "unlikely"
    elif verb.head.lemma_ == "be" and verb.dep_ == "xcomp" and "to" in said:
        if perfect and verb.head.tag_ == "VBD":
            yield "unlikely"
        # “To stay is to risk …” foresees nothing.
        equal = any(c.dep_ == "csubj" for c in verb.head.children)
        if not perfect and not equal and verb.head.tag_ in ("VBZ", "VBP"):
            yield "expected"
    elif verb.dep_ == "advcl" and _would(verb.head):
        marked = any(c.dep_ == "mark" and c.lower_ == "if" for c in verb.children)
        if marked and "had" in said and verb.tag_ == "VBN":
            yield "denied"
        elif not marked and (first := _inverted(verb)) is not None:
            yield "denied" if first == "had" else "possible"


def _is_conditional(verb: Token) -> bool:
    """Whether a condition is told that was not met."""
    for child in verb.children:
        if child.dep_ == "advcl" and (
            any(c.dep_ == "mark" and c.lower_ == "if" for c in child.children)
            or _inverted(child) == "had"
        ):
            return True
        if child.dep_ == "prep" and child.lower_ == "without":
            return True
        if child.lower_ == "but" and child.i + 1 < len(child.doc) and child.nbor().lower_ == "for":
            return True
    return False


def _would(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in _words().unreal for c in verb.children)


def _inverted(verb: Token) -> str | None:
    """“had” or “were” where it stands before the subject in place of “if”: “had it paid”."""
    first = verb.left_edge
    word = str(first.lower_)
    if word not in ("had", "were", "should") or verb.dep_ != "advcl":
        return None
    if first.i == verb.i:
        # The parser takes the auxiliary for the verb of its clause.
        return word
    subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    inverted = first.head.i == verb.i and subject is not None and first.i < subject.i
    return word if inverted else None


def _of_noun(noun: Token) -> Iterator[Certainty]:
    words = _words()
    # What is said of a noun stands before it; behind it there may hang a list without end.
    for child in islice(noun.children, _MOST_CHILDREN):
        lemma = child.lemma_.lower()
        if child.dep_ == "amod" and lemma in words.adjectives:
            # “A slim chance”, but a slim majority is one.
            if lemma not in words.dim or noun.lemma_.lower() in words.prospects:
                yield words.adjectives[lemma]
        elif child.dep_ == "det" and child.lower_ == "no":
            yield "denied"
