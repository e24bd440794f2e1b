"""Whether a sentence looks back or ahead at a given word: “died on Thursday”, “opens on Thursday”.

Reads spaCy's tags and dependencies; owns no words (words/dates.yaml has the verbs).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from search_index.extraction.date_tokens import date_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBS = ("VERB", "AUX")
_LOOKS_AHEAD = {"will", "shall", "would", "could", "might", "may", "should", "can", "must", "'ll"}
_AUXILIARIES = ("aux", "auxpass", "cop")


@functools.cache
def _verbs(name: str) -> frozenset[str]:
    return frozenset(date_words()[name])


def governing_verb(token: Token) -> Token | None:
    """The nearest verb that ``token`` hangs on, itself included; None in a headline of nouns."""
    while True:
        if token.pos_ in _VERBS and token.dep_ not in _AUXILIARIES:
            return token
        if token.head.i == token.i:
            return None
        token = token.head


def direction(token: Token) -> int:
    """-1 where the verb over ``token`` speaks of the past, 1 of the future, 0 where none tells."""
    before = token.i - 1
    if before > 0 and token.doc[before].pos_ == "ADP":
        before -= 1
    # “said on Friday it would close”: the parser may give the date to the wrong one of two verbs.
    if before >= token.sent.start and token.doc[before].tag_ == "VBD":
        return _of_verb(token.doc[before], token)
    verb = governing_verb(token)
    if verb is None:
        return 0
    found = _of_verb(verb, token)
    present = verb.tag_ in ("VBZ", "VBP") and not any(c.tag_ == "MD" for c in verb.children)
    if found > 0 and present and _in_subject(token, verb):
        return 0
    return found


def with_preposition(token: Token, preposition: str, otherwise: int) -> int:
    """The direction where a preposition can turn it: “since” looks back, “set a hearing for” ahead."""
    if preposition == "since":
        return -1
    verb = governing_verb(token)
    if verb is None:
        return otherwise
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    ahead = verb.lemma_.lower() in _verbs("looking_ahead") or (preposition != "for" and passive)
    return 1 if ahead else otherwise


def hangs_on_noun(token: Token) -> bool:
    """Whether a noun lies between the date and its verb (“set a May 1 deadline”): the tense says less."""
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in _VERBS:
            return False
        if token.pos_ in ("NOUN", "PROPN") and token.ent_type_ not in ("DATE", "TIME"):
            return True
    return False


def _in_subject(token: Token, verb: Token) -> bool:
    """Whether the date belongs to the subject (“the message from Tuesday is clear”), not to the verb."""
    while token.head.i != verb.i and token.head.i != token.i:
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass")


def _of_verb(verb: Token, token: Token | None = None) -> int:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {helper.lower_ for helper in helpers}
    perfect = "have" in {helper.lemma_ for helper in helpers}
    if words & _LOOKS_AHEAD:
        return -1 if perfect else 1
    # “It is forecast for May” and “it has been set for May” look ahead, “in May it had forecast” back.
    active = perfect and not any(helper.dep_ == "auxpass" for helper in helpers)
    ahead = verb.lemma_.lower() in _verbs("looking_ahead") and verb.tag_ in ("VBN", "JJ")
    if ahead and token and not active:
        return 1
    if token is not None and any(t.lower_ == "due" for t in verb.children):
        return 1
    if verb.dep_ == "conj" and not helpers and verb.lower_ == verb.lemma_ and verb.head.i < verb.i:
        # “Would close the plant and cut jobs”: a form that all tenses share has the tense of the verb before it.
        first = _of_verb(verb.head) if verb.head.pos_ in _VERBS else 0
        if first:
            return first
    if verb.tag_ == "VBD" or perfect or words & {"was", "were", "did", "had", "been"}:
        return -1
    if verb.tag_ == "VB" and any(helper.tag_ == "TO" for helper in helpers):
        return _of_infinitive(verb)
    if verb.tag_ == "VBN" and not helpers and verb.dep_ == "advcl" and verb.head.i != verb.i:
        # “is expected on Monday, followed by a vote on Tuesday”: a clause beside another shares its time.
        above = governing_verb(verb.head)
        beside = _of_verb(above) if above is not None else 0
        if beside:
            return beside
    if verb.tag_ == "VBN" and not words & {"is", "are", "am", "be", "being", "'s", "'re"}:
        return -1
    if verb.tag_ == "VB" and not helpers and verb.dep_ in ("ROOT", "ccomp"):
        return 1  # an order: “call me on Sunday”
    if verb.tag_ in ("VBG", "VBN", "VB") and not helpers and verb.head.i != verb.i:
        above = governing_verb(verb.head)
        return _of_verb(above) if above is not None else 0
    if verb.tag_ in ("VBZ", "VBP", "VBG", "VBN"):
        return 1
    return 0


def _of_infinitive(verb: Token) -> int:
    above = governing_verb(verb.head) if verb.head.i != verb.i else None
    if above is None:
        return 1
    back = _of_verb(above) < 0
    if verb.lemma_.lower() in _verbs("destinations") and above.lemma_.lower() in _verbs("brought"):
        return -1 if back else 1
    return -1 if back and above.lemma_.lower() in _verbs("implicative") else 1
