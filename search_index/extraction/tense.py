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
    verb = governing_verb(token)
    return 0 if verb is None else _of_verb(verb, token)


def _of_verb(verb: Token, token: Token | None = None) -> int:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {helper.lower_ for helper in helpers}
    perfect = "have" in {helper.lemma_ for helper in helpers}
    if words & _LOOKS_AHEAD:
        return -1 if perfect else 1
    if verb.lemma_.lower() in _verbs("looking_ahead") and verb.tag_ in ("VBN", "JJ") and token:
        return 1
    if token is not None and any(t.lower_ == "due" for t in verb.children):
        return 1
    if verb.tag_ == "VBD" or perfect or words & {"was", "were", "did", "had", "been"}:
        return -1
    if verb.tag_ == "VB" and any(helper.tag_ == "TO" for helper in helpers):
        return _of_infinitive(verb)
    if verb.tag_ == "VBN" and not words & {"is", "are", "am", "be", "being", "'s", "'re"}:
        return -1
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
    return -1 if back and above.lemma_.lower() in _verbs("implicative") else 1
