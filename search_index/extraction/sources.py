"""Who a cue gives its words to: the tokens that name the source, and who that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_CLAUSES_OFF = frozenset({"relcl", "advcl", "parataxis", "ccomp"})
_LINKS = frozenset({"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "acl", "dep", "aux"})


@dataclass(frozen=True, slots=True)
class Source:
    """Tokens [first, last) that name the source; ``head`` is the noun, name or pronoun itself.

    ``who`` is the head to ask for the speaker: for “who” and “which” the noun they stand for.
    """

    first: int
    last: int
    head: Token
    who: Token


def phrase(head: Token, low: int = 0, high: int | None = None) -> tuple[int, int]:
    """The noun phrase of ``head`` within tokens [low, high), relative clauses cut off."""
    parsed = head.doc
    high = len(parsed) if high is None else high
    cut: set[int] = set()
    for child in head.subtree:
        if child.dep_ in _CLAUSES_OFF and child.i > head.i:
            cut.update(t.i for t in child.subtree)
    kept = {t.i for t in head.subtree if t.i not in cut and low <= t.i < high} | {head.i}
    first = last = head.i
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    while last > head.i and (
        (parsed[last].is_punct and parsed[last].text not in ")]") or parsed[last].is_space
    ):
        last -= 1
    while first < head.i and (
        parsed[first].is_punct or parsed[first].is_space or parsed[first].dep_ == "cc"
    ):
        first += 1
    return first, last + 1


def as_source(head: Token, low: int = 0, high: int | None = None) -> Source:
    """``head`` with its noun phrase."""
    who = head
    if head.tag_ in ("WP", "WDT") or head.lower_ == "that":
        verb = head.head
        while verb.dep_ in ("conj", "xcomp", "aux", "ccomp") and verb.head.i != verb.i:
            verb = verb.head
        if verb.dep_ in ("relcl", "acl"):
            who = verb.head
        return Source(head.i, head.i + 1, head, who)
    first, last = phrase(head, low, high)
    return Source(first, last, head, who)


def subject_of(verb: Token) -> Token | None:
    """The verb's own subject, else None; a dummy “it” or “there” is none."""
    for child in verb.children:
        if child.dep_ == "nsubj" or (
            child.dep_ == "csubj" and child.pos_ in ("NOUN", "PROPN", "PRON")
        ):
            return child
    return None


def agent_of(verb: Token) -> Token | None:
    """Who a passive verb says it was done by."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def is_passive(verb: Token) -> bool:
    """Whether ``verb`` stands in the passive, a bare participle after a noun included."""
    if verb.tag_ != "VBN":
        return False
    if any(c.dep_ in ("nsubjpass", "auxpass", "agent") for c in verb.children):
        return True
    return bool(verb.dep_ == "acl")


def source_of(verb: Token) -> Source | None:
    """Who says, thinks or wants what ``verb`` introduces; None where the sentence does not tell.

    Looks at the verb's subject, the agent of a passive, then up through conjuncts, participles and
    infinitives to the subject they share.
    """
    if is_passive(verb):
        agent = agent_of(verb)
        return as_source(agent) if agent is not None else None
    at = verb
    for _ in range(6):
        subject = subject_of(at)
        if subject is not None:
            if subject.lower_ in ("it", "there") and subject.dep_ == "expl":
                return None
            return as_source(subject)
        if at is not verb and any(c.dep_ == "nsubjpass" for c in at.children):
            # “was accused of saying that”, “is expected to say”: the one spoken of is who says it.
            passive = next(c for c in at.children if c.dep_ == "nsubjpass")
            return as_source(passive)
        possessor = next((c for c in at.children if c.dep_ == "poss"), None)
        if possessor is not None:
            return as_source(possessor)
        if at.dep_ == "acl" or (at.dep_ == "relcl" and at.tag_ in ("VBG", "VB")):
            head = at.head
            possessor = next((c for c in head.children if c.dep_ == "poss"), None)
            if at.tag_ == "VB" and possessor is not None:
                return as_source(possessor)
            if at.tag_ == "VBG":
                # “issued a statement condemning …”: who issued it condemns.
                said = as_source(head, 0, at.i)
                if not is_personal(said, verb.doc) and head.dep_ in ("dobj", "pobj"):
                    above = head.head if head.dep_ == "dobj" else head.head.head
                    subject = subject_of(above)
                    if subject is not None and subject.i < head.i:
                        owner = as_source(subject)
                        if is_personal(owner, verb.doc):
                            return owner
                return said
            at = head
            continue
        if at.dep_ not in _LINKS or at.head.i == at.i:
            return None
        if at.dep_ == "ccomp" and at is not verb and at.tag_ not in ("VB", "VBG"):
            return None
        at = at.head
    return None


def is_personal(source: Source | None, parsed: Doc) -> bool:
    """Whether a source is a person, a group or an institution rather than a thing."""
    if source is None:
        return False
    who = source.who
    if who.pos_ == "PRON":
        return who.lower_ not in ("it", "this", "that", "these", "those", "which", "what")
    return (
        who.pos_ == "PROPN"
        or who.ent_type_ in ("PERSON", "ORG", "NORP", "GPE")
        or who.tag_ == "NNS"
    )
