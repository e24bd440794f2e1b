"""What happened at a date, read from the dependency tree: “signed a free trade agreement”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search_index.extraction.tense import governing_verb

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

_MOST_WORDS = 12
# Tokens on each side of a date beyond which a clause is not followed: tables have no clauses.
_CLAUSE_REACH = 40
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
_EMPTY_VERBS = ("be", "have", "do", "say", "will")
# The subject of a passive is what the deed was done to, as an object is.
_WITH_VERB = (
    "aux",
    "auxpass",
    "neg",
    "prt",
    "dobj",
    "nsubjpass",
    "attr",
    "acomp",
    "oprd",
    "dative",
)
_WITH_NOUN = ("compound", "amod", "poss", "nummod", "case")
_CORE = ("compound", "amod", "poss", "nummod", "det", "advmod")


def head_of(span: TokenSpan) -> Token:
    """The token of ``span`` that the rest hangs on."""
    inside = range(span.start, span.end)
    return next((t for t in span if t.head.i not in inside or t.head.i == t.i), span[0])


def event_of(span: TokenSpan) -> str | None:
    """The verb with its object, or the noun, that the date at ``span`` belongs to; None if neither."""
    token = head_of(span)
    inside = range(span.start, span.end)
    while token.head.i != token.i:
        token = token.head
        if token.i in inside or token.ent_type_ in ("DATE", "TIME"):
            continue
        if token.pos_ in ("VERB", "AUX"):
            return _phrase(token, inside, _WITH_VERB)
        if token.pos_ in ("NOUN", "PROPN"):
            return _phrase(token, inside, _WITH_NOUN)
    return None


def _phrase(head: Token, date: range, wanted: tuple[str, ...]) -> str | None:
    chosen = {head.i}
    for child in head.children:
        if child.dep_ in wanted or (child.dep_ == "prep" and child.lower_ == "of"):
            chosen |= _short_subtree(child, date)
    if head.pos_ == "AUX" and len(chosen) == 1:
        return None
    ordered = sorted(chosen)
    if head.doc[ordered[0]].pos_ == "DET" and ordered[0] != head.i:
        # “Vote is scheduled”: the article in front tells nothing.
        ordered = ordered[1:]
    if len(ordered) > _MOST_WORDS:
        ordered = [i for i in ordered if i >= head.i][:_MOST_WORDS] or ordered[:_MOST_WORDS]
    pieces = [
        head.doc[i].text_with_ws if i + 1 in chosen else head.doc[i].text + " " for i in ordered
    ]
    return " ".join("".join(pieces).split()).strip(" ,;:'\"()") or None


def _short_subtree(token: Token, date: range) -> set[int]:
    """The tokens under ``token`` without the date and what leads to it; a long one is cut to its core."""
    if token.right_edge.i - token.left_edge.i >= _MOST_WORDS:
        return {token.i, *(t.i for t in token.lefts if t.dep_ in _CORE and t.i not in date)}
    out = set()
    for part in token.subtree:
        leads = part.dep_ == "prep" and any(child.i in date for child in part.children)
        of_date = part.i in date or (part.dep_ == "case" and part.head.i in date)
        if not leads and not of_date:
            out.add(part.i)
    return out


def clause_terms(span: TokenSpan) -> tuple[str, ...]:
    """Lower-case lemmas of the content words in the clause of ``span``, in order, each once."""
    verb = governing_verb(head_of(span))
    root = verb if verb is not None else head_of(span).sent.root
    inside = range(span.start, span.end)
    seen: dict[str, None] = {}
    first = max(root.left_edge.i, span.start - _CLAUSE_REACH)
    last = min(root.right_edge.i + 1, span.end + _CLAUSE_REACH)
    for token in span.doc[first:last]:
        if token.i in inside or token.pos_ not in _CONTENT or not token.text[0].isalnum():
            continue
        lemma = token.lemma_.lower()
        if lemma not in _EMPTY_VERBS:
            seen.setdefault(lemma)
    return tuple(seen)
