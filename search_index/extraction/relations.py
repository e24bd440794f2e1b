"""Who did what to whom: one proposition a verb, with its subject, its objects and its complements.

Clauses are read off the dependency tree as ClausIE (Del Corro and Gemulla, 2013) does: every verb with its arguments,
subjects shared along conjunctions and open complements, relative clauses closed with the noun they modify, appositions
as “is”. A pronoun subject is replaced by the person it stands for; where that is unknown there is no entity.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from search_index.extraction.analysis import Analysis
from search_index.extraction.passives import active, agent_of
from search_index.extraction.phrases import (
    members,
    phrase,
    phrase_text,
    predicate_tokens,
    subjects_of,
    tokens_text,
)
from search_index.extraction.stretches import DASHES
from search_index.extraction.wordlists import word_set
from search_index.models import Date, Relation, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS = ("dobj", "dative", "attr", "oprd", "acomp")
# A proposition about “it” tells a reader nothing; one about “she” does once she is known.
_UNRESOLVED = frozenset(["it", "they", "this", "that", "these", "those", "which", "what", "there"])
_CLAUSES = ("ccomp", "xcomp", "pcomp")


def find_relations(analysis: Analysis, dates: Sequence[Date]) -> list[Relation]:
    """All propositions of a stretch, in reading order."""
    found: list[Relation] = []
    chained: set[int] = set()
    for token in analysis.parsed:
        if token.i in chained:
            continue
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            deeper: Token | None = token
            while deeper is not None and (deeper := _open_complement(deeper)) is not None:
                chained.add(deeper.i)
            found.extend(_of_verb(analysis, token))
        elif token.dep_ == "appos" and token.sent.text.rstrip()[-1:] not in DASHES:
            # The place and the agency before a dash are where a report was sent from: no proposition.
            found.extend(_of_apposition(analysis, token))
    return sorted(found, key=lambda r: (r.start, r.end))


def _of_verb(analysis: Analysis, verb: Token) -> Iterator[Relation]:
    subjects = subjects_of(verb)
    if not subjects:
        return
    group = predicate_tokens(verb)
    # “want to lower”, “is expected to attend”: one predicate, the arguments of the last verb.
    chain = {verb.i}
    last = verb
    while (deeper := _open_complement(last)) is not None:
        group = [*group, *predicate_tokens(deeper)]
        chain.add(deeper.i)
        last = deeper
    arguments = [a for v in _verbs(verb, chain) for a in _arguments(v, chain, {t.i for t in group})]
    if last.dep_ == "conj" and verb.dep_ == "ROOT" and not arguments:
        return
    if not arguments and verb.pos_ == "AUX":
        return
    group = sorted(group, key=lambda t: t.i)
    turned = _turned(analysis, verb, group, arguments, subjects) if last is verb else None
    if turned is not None:
        yield turned
        return
    words = tokens_text(group)
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        words = f"was {words}"
    if arguments and arguments[0][0].dep_ in ("prep", "agent") and len(arguments[0]) > 1:
        words = f"{words} {arguments[0][0].text}"
        arguments = [arguments[0][1:], *arguments[1:]]
    for subject in subjects:
        if subject.lower_ in _UNRESOLVED and analysis.mention_of(subject) is None:
            continue
        without = frozenset({verb.i}) if verb.dep_ in ("acl", "relcl") else frozenset()
        own = phrase(subject, without)
        if not own:
            continue
        span = analysis.span(verb)
        for each in _told_apart(arguments, words, group):
            yield _build(analysis, own, subject, group, words, each, span, "clause")


def _told_apart(
    arguments: list[list[Token]], words: str, group: Sequence[Token]
) -> Iterator[list[list[Token]]]:
    """The arguments once for each member of the first list among them: each is a fact of its own."""
    joint = words.endswith((" between", " among")) or verb_of(group).lower() in word_set(
        "verbs", "joint"
    )
    for at, argument in enumerate(arguments if not joint else ()):
        row = members(argument)
        if len(row) > 1:
            for member in row:
                yield [*arguments[:at], member, *arguments[at + 1 :]]
            return
    yield arguments


def _turned(
    analysis: Analysis,
    verb: Token,
    group: list[Token],
    arguments: list[list[Token]],
    subjects: list[Token],
) -> Relation | None:
    """“X was opened by Y” as “Y opened X”, where Y is somebody known."""
    agent = agent_of(verb)
    doer = analysis.mention_of(agent) if agent is not None else None
    if agent is None or doer is None or doer.type in ("work", "event") or len(subjects) != 1:
        return None
    words = active(group, verb, agent)
    if words is None:
        return None
    without = frozenset({verb.i}) if verb.dep_ in ("acl", "relcl") else frozenset()
    done_to = phrase(subjects[0], without)
    rest = [a for a in arguments if all(t.i != agent.i for t in a)]
    own = phrase(agent)
    if not done_to or not own:
        return None
    span = analysis.span(verb)
    return _build(analysis, own, agent, group, words, [done_to, *rest], span, "passive")


def _open_complement(verb: Token) -> Token | None:
    """The infinitive that ``verb`` opens without an object of its own between."""
    if any(c.dep_ == "dobj" for c in verb.children):
        return None
    return next(
        (
            c
            for c in verb.children
            if c.dep_ == "xcomp"
            and c.pos_ in ("VERB", "AUX")
            and c.i > verb.i
            and not any(k.dep_ in ("nsubj", "nsubjpass") for k in c.children)
        ),
        None,
    )


def _verbs(verb: Token, chain: set[int]) -> list[Token]:
    """The verbs of a chain, deepest first: its arguments stand nearest to the predicate."""
    return [verb.doc[i] for i in sorted(chain, reverse=True)]


def _arguments(verb: Token, chain: set[int], used: set[int]) -> list[list[Token]]:
    """The objects first, then what prepositions and clauses add, each as its tokens."""
    objects: list[list[Token]] = []
    rest: list[list[Token]] = []
    before: list[list[Token]] = []
    for child in verb.children:
        if child.i in chain or child.i in used:
            continue
        if child.dep_ in _OBJECTS:
            objects.append(phrase(child))
        elif child.dep_ in ("prep", "agent", "dative", *_CLAUSES, "npadvmod"):
            (rest if child.i > verb.i else before).append(phrase(child))
    return [a for a in (*objects, *rest, *before) if a]


def _of_apposition(analysis: Analysis, token: Token) -> Iterator[Relation]:
    """“Jane Roe, the minister, …”: Jane Roe is the minister."""
    head = token.head
    if head.pos_ not in ("PROPN", "NOUN") or token.pos_ not in ("NOUN", "PROPN"):
        return
    if len(token.text) < 3 or (
        token.left_edge.i and token.nbor(token.left_edge.i - token.i - 1).text == "("
    ):
        # What stands in brackets after a name is a party, a place or an acronym, not a proposition.
        return
    own = [t for t in phrase(head) if t.i < token.left_edge.i]
    same, other = analysis.mention_of(head), analysis.mention_of(token)
    if same is not None and other is not None and same.name == other.name:
        # “North River Water Authority (NRWA)” names one thing twice and says nothing of it.
        return
    if own and phrase(token):
        span = analysis.span(token)
        yield _build(analysis, own, head, [token], "is", [phrase(token)], span, "apposition")


def _build(
    analysis: Analysis,
    own: list[Token],
    subject: Token,
    predicate: list[Token],
    words: str,
    arguments: list[list[Token]],
    at: Span,
    rule: str,
) -> Relation:
    said = [*predicate, *(t for argument in arguments for t in argument)]
    # The end of a line is a token, too.
    covered = [t for t in said if not t.is_space] or predicate
    if analysis.sentence_tokens(subject) == analysis.sentence_tokens(predicate[0]):
        covered += own
    first, last = min(covered, key=lambda t: t.i), max(covered, key=lambda t: t.i)
    span = Span(analysis.span(first).start, analysis.span(last).end)
    mention = analysis.mention_of(subject)
    base: dict[str, Any] = analysis.base(span, predicate[0])
    negative = any(t.dep_ == "neg" for t in predicate)
    subject_text = phrase_text(own)
    if mention is not None and mention.form == "pronoun":
        subject_text = mention.name
    entities = []
    for argument in arguments:
        for token in argument:
            named = analysis.mention_of(token)
            if named is not None and named.name not in entities:
                entities.append(named.name)
    return Relation(
        **base,
        subject=subject_text,
        predicate=words,
        objects=tuple(phrase_text(argument) for argument in arguments if argument),
        polarity="negative" if negative else "positive",
        subject_entity=mention.name if mention is not None else None,
        object_entities=tuple(entities),
        verb=verb_of(predicate).lower(),
        terms=_terms(covered),
        rule=rule,
    )


def verb_of(predicate: Sequence[Token]) -> str:
    """The lemma of the verb that carries the meaning: “attend” in “is expected to attend”."""
    verbs = [t for t in predicate if t.pos_ == "VERB"] or [t for t in predicate if t.pos_ == "AUX"]
    return str(verbs[-1].lemma_) if verbs else "be"


def _terms(tokens: Sequence[Token]) -> tuple[str, ...]:
    content = ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM")
    seen = dict.fromkeys(
        t.lemma_.lower()
        for t in sorted(tokens, key=lambda t: t.i)
        if t.pos_ in content and not t.is_stop and t.is_alpha
    )
    return tuple(seen)
