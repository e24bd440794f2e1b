"""Whole sentences that tell the same, where nothing smaller in them could be set side by side.

“The override, the first of his presidency” and “he had never been overruled before” share no clause, but a reader
sees one statement. A sentence stands by its widest relation; it is compared by
its meaning and the words, days and amounts in it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence

from search_index.comparison.clashes import SPEECH, both_say, one_negated, times_apart
from search_index.comparison.events import doubts, of_one_day, relation_refused
from search_index.comparison.items import Item, Weights
from search_index.comparison.nearness import Nearness, likelihood
from search_index.comparison.opposites import negated, stance_of
from search_index.comparison.pairing import mutual_best, never
from search_index.comparison.points import Edge, strongest_first
from search_index.comparison.stories import Asked
from search_index.comparison.verdicts import Judgement
from search_index.folding import fold
from search_index.models import Document, Relation

# Log-odds, see nearness.likelihood. On news of one event two of 64 pairs that a reader keeps apart are above the first.
ENOUGH = Asked(one_event=-1.6, one_story=0.0, strangers=1.0)
# Asked where one states what the other only expects or doubts.
SURE = 1.5
# For each thing that speaks for two events, see events.doubts.
DOUBT = 0.3
_SHORTEST = 40  # characters; below it a sentence says too little to be known again
_EDGES = ' .,;:\n"“”'


def telling_edges(
    items: Sequence[Item], weights: Weights, documents: Mapping[str, Document]
) -> list[Edge]:
    """Judged pairs of sentences that tell the same in other words, nearest first."""
    found = []
    denied = _denied_words(items)
    for a, b, near, value in mutual_best(
        _sentences(items, documents), weights, _score, _refused, never
    ):
        if value < ENOUGH.of(a, b):
            continue
        if a.fact.certainty != b.fact.certainty and value < SURE:
            # What one hopes for and the other has seen are alike only where hardly a word is another.
            continue
        if one_negated(a, b) and value < SURE and _is_denied(a, b, denied, weights):
            continue
        rule, words = "told_in_other_words", "one sentence tells it in other words than the other"
        judgement = Judgement("compatible", "detail", rule, words)
        if a.days & b.days and a.fact.certainty == b.fact.certainty:
            judgement = Judgement("agree", None, "same_event", of_one_day(a, b))
        # What is nearest in meaning binds first: days and amounts are in many sentences of an article.
        found.append((near.meaning, (a, b, judgement)))
    return strongest_first(found)


Sentence = tuple[str, int]


def _denied_words(items: Sequence[Item]) -> dict[Sentence, frozenset[str]]:
    """By document and start of sentence: the words of what it says is not so."""
    found: dict[Sentence, frozenset[str]] = {}
    for item in items:
        if isinstance(item.fact, Relation) and item.fact.polarity == "negative":
            key = (item.fact.doc, item.fact.sentence.start)
            found[key] = found.get(key, frozenset()) | item.words
    return found


def _is_denied(
    a: Item, b: Item, denied: Mapping[Sentence, frozenset[str]], weights: Weights
) -> bool:
    """Whether most of what two sentences have in common, names aside, is what one of them says is not so."""
    shared = (a.words & b.words).difference(*(fold(name).split() for name in a.names | b.names))
    told = frozenset[str]()
    for item in (a, b):
        told |= denied.get((item.fact.doc, item.fact.sentence.start), frozenset())
    return bool(shared) and 2 * weights.of(shared & told) >= weights.of(shared)


def _refused(a: Item, b: Item) -> bool:
    """Two remarks of one speaker are compared as quotations: that he said both is nothing in common."""
    return relation_refused(a, b) or both_say(a, b) or times_apart(a, b)


def _score(a: Item, b: Item, near: Nearness) -> float:
    return likelihood(a, b, near) - DOUBT * doubts(a, b)


def _sentences(items: Sequence[Item], documents: Mapping[str, Document]) -> list[Item]:
    """One item a sentence, by its widest relation, with all that its relations name and count."""
    by_sentence: dict[tuple[str, int, int], list[Item]] = {}
    for item in items:
        if isinstance(item.fact, Relation):
            span = item.fact.sentence
            by_sentence.setdefault((item.fact.doc, span.start, span.end), []).append(item)
    sentences = []
    for (doc, start, end), members in sorted(by_sentence.items()):
        if end - start < _SHORTEST:
            continue
        widest = max(members, key=lambda i: (i.fact.end - i.fact.start, -i.order))
        text = documents[doc].text[start:end]
        told, speaking = _without_speakers(text, members)
        if len(told.strip(_EDGES)) < _SHORTEST:
            continue
        sentences.append(
            dataclasses.replace(
                widest,
                fact=dataclasses.replace(widest.fact, start=start, end=end, text=text),
                words=frozenset().union(*(m.words for m in members)) - speaking,
                names=frozenset().union(*(m.names for m in members)),
                actors=frozenset().union(*(m.actors for m in members)),
                amounts=frozenset().union(*(m.amounts for m in members)),
                counts=frozenset().union(*(m.counts for m in members)),
                days=frozenset().union(*(m.days for m in members)),
                times=frozenset().union(*(m.times for m in members)),
                holders=frozenset().union(*(m.holders for m in members)),
                unnamed=_unnamed_speaker(widest),
                done=_verbs(members, "positive"),
                denied=_verbs(members, "negative"),
                verbatim=frozenset().union(*(m.verbatim for m in members)),
                wording=told,
                stance=stance_of(text),
                negated=negated(text),
                deed=" ".join(m.deed for m in members if m is widest) or text,
            )
        )
    return sentences


def _without_speakers(text: str, members: Sequence[Item]) -> tuple[str, frozenset[str]]:
    """A sentence without the words for who says it, and those words: that two remarks are of one chief executive makes
    them no one statement."""
    speaking: set[str] = set()
    for fact in (m.fact for m in members):
        if isinstance(fact, Relation) and fact.verb in SPEECH:
            for words in (fact.subject, fact.predicate):
                # Whole words: “he said” leaves “the” as it is.
                text = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", "", text, count=1)
            speaking.update(fold(fact.subject).split(), {fact.verb})
    return text, frozenset(speaking)


# Their negation is seldom the contrary of the sentence.
_LIGHT = SPEECH | {"be", "have", "do", "make", "take", "get", "go", "come", "give", "know", "want"}


def _verbs(members: Sequence[Item], polarity: str) -> frozenset[str]:
    """What is told in a sentence to be so, or not to be so."""
    facts = [i.fact for i in members if isinstance(i.fact, Relation)]
    return frozenset(f.verb for f in facts if f.polarity == polarity) - _LIGHT


def _unnamed_speaker(item: Item) -> frozenset[str]:
    """Who says the sentence, where only described: “a lawyer for the firm said”; nobody where it tells of no saying."""
    fact = item.fact
    assert isinstance(fact, Relation)
    described = fact.verb in SPEECH and fact.subject_entity is None
    return frozenset({fact.subject}) if described else frozenset()
