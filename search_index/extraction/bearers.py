"""Whose amount a quantity is: who pays it, has it or is it, read off the syntax above the number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search_index.extraction.analysis import Analysis

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass")
_FURTHEST = 12  # heads above the number; beyond it the sentence speaks of something else


def bearer_of(analysis: Analysis, number: Token) -> str | None:
    """The nearest entity above ``number``: the owner of the noun it belongs to, else the verb's subject.

    Pronouns count as whom they stand for; a subject that is no known entity ends the search with None.
    """
    # In “the 34-year-old” the number is within the words for the person.
    beside = (
        _named_before(analysis, number)
        or _in_a_gap(analysis, number)
        or (_name(analysis, number) if number.like_num else None)
    )
    if beside is not None:
        return beside
    token = number
    for _ in range(_FURTHEST):
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        if owner is not None and token.pos_ in ("NOUN", "PROPN"):
            return _name(analysis, owner)
        if token.dep_ == "appos" or (token.dep_ == "nummod" and token.head.pos_ == "PROPN"):
            # “Smith, 49,” and “Smith, a 46-year-old …”: the age of the one named.
            named = _name(analysis, token.head)
            if named is not None:
                return named
        if token.pos_ in ("VERB", "AUX"):
            subject = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
            if subject is not None and number.i not in (t.i for t in subject.subtree):
                if subject.tag_ in ("WP", "WDT") and token.dep_ == "relcl":
                    # “Smith, who is 49”.
                    return _name(analysis, token.head)
                return _of_subject(analysis, subject)
            if subject is not None:
                return None
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _in_a_gap(analysis: Analysis, number: Token) -> str | None:
    """Who has the amount where the verb is left out: “Lind had 52 percent and Ruiz 48 percent”."""
    mention = analysis.mention_of(number.nbor(-1)) if number.i > 1 else None
    if mention is None or mention.type not in ("person", "organisation") or not mention.first:
        return None
    before = number.doc[mention.first - 1].lower_
    return mention.name if before in ("and", "while", "to", ";", ",") else None


def _named_before(analysis: Analysis, number: Token) -> str | None:
    """Whose age a number between two commas is: the person named right before it, whatever the parser makes of it."""
    if (
        number.i < 2
        or number.nbor(-1).text != ","
        or number.dep_ not in ("appos", "nummod", "npadvmod")
    ):
        return None
    after = number.nbor(1).text if number.i + 1 < len(number.doc) else ""
    mention = analysis.mention_of(number.nbor(-2))
    aged = after == "," and number.text.isdigit() and mention is not None
    return mention.name if aged and mention is not None and mention.type == "person" else None


def _of_subject(analysis: Analysis, subject: Token) -> str | None:
    named = _name(analysis, subject)
    if named is not None:
        return named
    owner = next((c for c in subject.children if c.dep_ == "poss"), None)
    return _name(analysis, owner) if owner is not None else None


def _name(analysis: Analysis, token: Token) -> str | None:
    mention = analysis.mention_of(token)
    # “The Texas Republican” is one person, and the amount is not the party's.
    if mention is None or (mention.type == "group" and token.tag_ not in ("NNPS", "NNS")):
        return None
    return mention.name
