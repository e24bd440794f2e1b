"""What an amount is by the words of its clause: what was, is aimed at, foreseen, allowed or offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from search_index.extraction.analysis import Analysis
from search_index.extraction.measures import Measured, subject_of
from search_index.extraction.wordlists import word_set
from search_index.models import Bound, Role

if TYPE_CHECKING:
    from spacy.tokens import Token


def role_of(
    analysis: Analysis,
    measured: Measured,
    anchor: Token,
    bound: Bound,
    noun: Token | None = None,
) -> Role:
    """``target``, ``forecast``, ``limit`` or ``offer`` where a word of the clause says so; the ``noun`` that is counted does
    not: 20 goals are no target."""
    first, last = analysis.sentence_tokens(anchor)
    near = [t for t in measured.path if first <= t.i < last][:6]
    # “The firm, which has 8,000 workers, expects a loss”: what is said of the firm foresees no workers.
    near = near[: next((n + 1 for n, t in enumerate(near) if _ends_clause(t)), len(near))]
    # “Bills will not rise because of the 15-million fine”: the fine is no forecast.
    near = near[: next((n for n, t in enumerate(near) if _gives_a_reason(t)), len(near))]
    cues = {t.lemma_.lower() for t in near if not is_other_word(t) and not _is_counted(t)}
    for token in near[:4]:
        cues |= {
            c.lemma_.lower()
            for c in token.children
            if c.dep_ in ("compound", "aux", "amod", "attr", "oprd") and not is_other_word(c)
        }
        if token.pos_ in ("VERB", "AUX"):
            subject = subject_of(token)
            cues |= (
                {subject.lemma_.lower()} if subject is not None and token.lemma_ == "be" else set()
            )
    if measured.head is not None:
        cues |= (set() if is_other_word(measured.head) else {measured.head.lemma_.lower()}) | {
            c.lemma_.lower() for c in measured.head.children if c.dep_ == "compound"
        }
    cues |= set((measured.text or "").split()) - word_set("roles", "verbs_only")
    if noun is not None:
        cues -= {noun.lemma_.lower()}
    cues |= {
        c.lemma_.lower() for c in anchor.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VBN"
    } & word_set("roles", "forecast")
    if is_of_now(anchor):
        return "actual"
    if _is_pledged(near):
        cues -= word_set("roles", "pledged")
    if bound == "at_most" and cues & word_set("roles", "threatened"):
        # “Faces up to five years” is what the law allows, not what was given.
        return "limit"
    roles: tuple[Role, ...] = ("target", "offer", "limit", "forecast")
    for role in roles:
        if cues & word_set("roles", role):
            return role
    if _is_put_at(measured, near):
        return "forecast"
    return "limit" if _is_needed(measured, anchor) else "actual"


def _ends_clause(verb: Token) -> bool:
    """Whether what stands above it in the tree is told of something else: beside a relative clause, behind a semicolon."""
    if verb.dep_ == "relcl":
        return True
    apart = verb.dep_ in ("ccomp", "parataxis", "conj") and verb.head.i > verb.i
    return apart and any(t.text == ";" for t in verb.doc[verb.i : verb.head.i])


def _is_counted(token: Token) -> bool:
    """Whether so many of it are told: “22 goals in 34 matches” aim at nothing."""
    return token.tag_ == "NNS" and any(c.dep_ == "nummod" for c in token.children)


_REASONS = frozenset({"because", "after", "despite", "following"})


def _gives_a_reason(token: Token) -> bool:
    return token.lower_ in _REASONS or any(
        c.lower_ in _REASONS for c in token.children if c.i == token.i - 1
    )


def is_of_now(anchor: Token) -> bool:
    """Whether an amount is set beside its name as what it is now: “the rate, now 3.8 percent, is expected to rise”."""
    first = anchor.left_edge
    before = anchor.doc[first.i - 1] if first.i else None
    words = {first.lower_} | ({before.lower_} if before is not None else set())
    return bool(words & {"now", "currently", "presently"}) and anchor.dep_ in (
        "appos",
        "npadvmod",
        "amod",
        "nummod",
        "attr",
        "dep",
    )


def _is_put_at(measured: Measured, near: Sequence[Token]) -> bool:
    """Whether somebody puts a cost there: “put the cost of repairs at 14 million”."""
    of_cost = set((measured.text or "").split()) & word_set("roles", "put_of")
    return bool(of_cost) and any(
        verb.lemma_ in word_set("roles", "put_at") and any(c.lower_ == "at" for c in verb.children)
        for verb in near[:4]
    )


def _is_pledged(near: Sequence[Token]) -> bool:
    """Whether the amount itself is pledged: “pledged 4 million”, not “pledged to cut 4 million”."""
    pledged = word_set("roles", "pledged")
    deed = next((t for t in near if t.pos_ in ("VERB", "AUX") or t.lemma_.lower() in pledged), None)
    return deed is not None and deed.lemma_.lower() in pledged


def _is_needed(measured: Measured, anchor: Token) -> bool:
    """Whether a share is one that is needed, not one that was had: “short of the 50% she needed”."""
    if anchor.text not in ("%", "percent"):
        return False
    return measured.text == "need" or any(
        c.dep_ in ("relcl", "acl") and c.lemma_ in ("need", "require") for c in anchor.children
    )


def is_other_word(token: Token) -> bool:
    """Whether a verb's lemma is that of a noun with a sense of its own: a project, a contract."""
    return token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in word_set(
        "roles", "verbs_only"
    )
