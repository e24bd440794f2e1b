"""Phrases read off the dependency tree: whole noun phrases, verb groups, and whose subject a verb has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_EDGES = frozenset(",;:.-–—")
_LOOSE = ("relcl", "appos", "parataxis")
# Nobody reads a phrase of so many words: its head stands for it.
_LONGEST = 400
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")


def phrase(head: Token, without: frozenset[int] = frozenset()) -> list[Token]:
    """``head`` with all that depends on it, in reading order.

    Left out: ``without``, punctuation at the edges, and what only adds to a noun (appositions, clauses after a
    comma): it is a proposition of its own.
    """
    if head.right_edge.i - head.left_edge.i > _LONGEST:
        return [head]
    tokens: list[Token] = []
    stack = [head]
    while stack:
        token = stack.pop()
        tokens.append(token)
        for child in token.children:
            if child.i in without:
                continue
            if token.pos_ in _NOMINAL and child.i > token.i and _only_adds(token, child, head):
                continue
            stack.append(child)
    tokens.sort(key=lambda t: t.i)
    while tokens and _is_edge(tokens[-1]):
        tokens.pop()
    while tokens and _is_edge(tokens[0]):
        tokens.pop(0)
    return tokens


def _is_edge(token: Token) -> bool:
    """Whether no phrase begins or ends with it: a mark, a blank between two sentences, an “and”."""
    return token.is_space or set(token.text) <= _EDGES or token.dep_ == "cc"


# A longer row stays one phrase: each of its members would say all the rest again.
_MEMBERS = 20


def members(tokens: list[Token]) -> list[list[Token]]:
    """The phrase as the members of the list it is (“the plan, the budget and the road”), else as its only one."""
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head.i not in inside]
    if len(heads) != 1 or heads[0].pos_ not in ("NOUN", "PROPN"):
        return [tokens]
    row = heads
    while (after := _next_member(row[-1], inside)) is not None:
        row.append(after)
    if not 1 < len(row) <= _MEMBERS:
        return [tokens]
    found = []
    for member, after in zip(row, [*row[1:], None], strict=True):
        cut = {c.i for c in member.children if c.dep_ in ("cc", "preconj")}
        found.append(phrase(member, frozenset(cut | ({after.i} if after is not None else set()))))
    return [member for member in found if member]


def _next_member(noun: Token, inside: set[int]) -> Token | None:
    for child in noun.children:
        if child.dep_ == "conj" and child.i in inside and child.pos_ in ("NOUN", "PROPN"):
            return child
    return None


def _only_adds(noun: Token, child: Token, head: Token) -> bool:
    if child.dep_ == "appos":
        return True
    if child.dep_ in ("relcl", "acl", "parataxis"):
        before = child.left_edge.i - 1
        comma = before > noun.i and noun.doc[before].text in (",", "--", "-", "(")
        return comma or (child.dep_ != "acl" and noun.i == head.i)
    return False


def predicate_tokens(verb: Token) -> list[Token]:
    """The verb with auxiliaries, negation, particle and the adverbs that stand by it."""
    group = [verb]
    for child in verb.children:
        near = child.dep_ == "advmod" and _stands_by(child, verb)
        if near or child.dep_ in ("aux", "auxpass", "neg", "prt"):
            group.append(child)
    return sorted(group, key=lambda t: t.i)


def _stands_by(adverb: Token, verb: Token) -> bool:
    """Whether a lone adverb stands right at the verb: “are jealously guarding”, “ignored altogether”."""
    if adverb.tag_ == "WRB" or any(True for _ in adverb.children):
        return False
    return bool(verb.i - 2 <= adverb.i <= verb.i + 1)


def subjects_of(verb: Token) -> list[Token]:
    """Heads of the verb's subjects: its own, else the one it shares with the verb above it."""
    own = [c for c in verb.children if c.dep_ in _SUBJECTS]
    if own:
        return [_antecedent(s, verb) for s in own]
    if verb.dep_ == "acl":
        return [verb.head] if verb.head.pos_ in ("NOUN", "PROPN") else []
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return subjects_of(verb.head)
    if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX", "ADJ"):
        objects = [c for c in verb.head.children if c.dep_ == "dobj"]
        return objects or subjects_of(verb.head)
    if verb.dep_ == "advcl" and verb.tag_ in ("VBG", "VBN") and verb.head.pos_ in ("VERB", "AUX"):
        return subjects_of(verb.head)
    return []


def _antecedent(subject: Token, verb: Token) -> Token:
    """The noun a relative pronoun stands for; other subjects as they are."""
    relative = subject.tag_ in ("WDT", "WP") or subject.lower_ == "that"
    if verb.dep_ == "relcl" and relative and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head
    return subject


def tokens_text(tokens: Iterable[Token]) -> str:
    """The words of ``tokens``, apart by one blank."""
    return " ".join(t.text for t in tokens)


def phrase_text(tokens: list[Token]) -> str:
    """The words of ``tokens`` as the text spaces them; runs of blanks and line ends are one blank."""
    return " ".join("".join(t.text_with_ws for t in tokens).split())
