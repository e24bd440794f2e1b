"""Why a fact is as it is: the rule that found it, and the words of the document that it was drawn from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from search_index.extraction.normalise import normalise
from search_index.models import Date, Entity, Fact, Fragment, Quantity, Quote, Relation, Span
from search_index.records import fact_record

# Characters before the sentence: what is carried comes from the one before, a name from further up.
_REACH_BACK = 600
_NAMED_BACK = 5_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that gave a fact a field of it; ``at`` is None where they stand elsewhere or in another form."""

    field: str
    words: str
    at: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactExplained:
    """A fact with its whole sentence as written, its rule's sentence and what it was drawn from.

    ``rule_says`` is empty where the rule is not known to this version.
    """

    fact: Fact
    sentence: str
    rule_says: str
    evidence: tuple[Evidence, ...] = ()


def explain_fact(fact: Fact, text: str, rule_says: str) -> FactExplained:
    """``fact`` of the document with ``text``, explained."""
    sentence = text[fact.sentence.start : fact.sentence.end]
    return FactExplained(
        fact=fact,
        sentence=sentence,
        rule_says=rule_says,
        evidence=tuple(_evidence(fact, text)),
    )


def _evidence(fact: Fact, text: str) -> Iterator[Evidence]:
    def found(field: str, *said: str | None) -> Iterator[Evidence]:
        back = _REACH_BACK if field in fact.carried else 0
        for words in filter(None, said):
            yield Evidence(field, words, _place(words, fact, text, back))

    def named(field: str, name: str | None, here: str) -> Iterator[Evidence]:
        if name and name != here:
            yield Evidence(field, name, _place(name, fact, text, _NAMED_BACK))

    match fact:
        case Quantity():
            yield from found("hedge", fact.hedge)
            yield from found("measure", fact.measure)
            yield from found("share_of", fact.share_of)
            yield from found("parties", *fact.parties)
            for other in fact.also:
                yield Evidence("also", other.text, Span(other.start, other.end))
        case Date():
            yield from found("event", fact.event)
        case Quote():
            yield from _of_fragment("cue", fact.cue)
            yield from _of_fragment("source", fact.source_span)
            here = fact.source_span.text if fact.source_span else ""
            yield from named("speaker", fact.speaker, here)
            for span in fact.content:
                yield Evidence("content", text[span.start : span.end], span)
        case Relation():
            yield from found("subject", fact.subject)
            yield from named("subject_entity", fact.subject_entity, fact.subject)
            yield from found("predicate", fact.predicate)
            yield from found("objects", *fact.objects)
        case Entity() if fact.name not in fact.text:
            yield from named("name", fact.name, fact.text)


def _of_fragment(field: str, fragment: Fragment | None) -> Iterator[Evidence]:
    if fragment is not None:
        yield Evidence(field, fragment.text, Span(fragment.start, fragment.end))


def _place(words: str, fact: Fact, text: str, back: int) -> Span | None:
    """Where ``words`` stand nearest to the fact: in its sentence, or up to ``back`` characters before it."""
    start, end = max(0, fact.sentence.start - back), fact.sentence.end
    pattern = r"\s+".join(re.escape(normalise(word)) for word in words.split())
    # An ending or two: what is measured is named in the singular.
    pattern = rf"(?<!\w){pattern}(?!\w{{3}})"
    places = re.finditer(pattern, normalise(text[start:end]), re.IGNORECASE)
    spans = [Span(start + place.start(), start + place.end()) for place in places]
    return min(spans, key=lambda span: abs(span.start - fact.start), default=None)


def fact_explained_record(explained: FactExplained) -> dict[str, Any]:
    """The fact's record with its inner fields, ``rule_says`` and ``evidence``."""
    return {
        **fact_record(explained.fact, inner=True),
        "rule_says": explained.rule_says,
        "evidence": [
            {
                "field": one.field,
                "text": one.words,
                "start": None if one.at is None else one.at.start,
                "end": None if one.at is None else one.at.end,
            }
            for one in explained.evidence
        ],
    }
