"""What is about a query: which facts and points answer `--about` and the app's filter.

A fact is about a query when every word of it (stop words aside, by stem, accents folded) stands in the
fact's sentence or among the names it was resolved to; a point when its label and the sentences and
names of one of its claims have them all. So “trade türkiye” finds “a surge from the USD 4.92 billion …”
where `measure` says trade and `parties` Türkiye. Operators of the query language are not read here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from search_index.models import Claim, Entity, Fact, Point, Quantity, Quote, Relation, Span

SentenceText = Callable[[str, Span], str]
"""The text of a sentence, by document path and span."""


def query_words(query: str) -> frozenset[str]:
    """The stems a fact must have; all of the query's where it consists of stop words."""
    from search_index.fulltext.analysis import STOP_WORDS, tokens

    found = [token for token in tokens(query[:256]) if not token.whole]
    telling = [token.stem for token in found if token.form not in STOP_WORDS]
    return frozenset(telling or [token.stem for token in found])


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    from search_index.fulltext.analysis import tokens

    return frozenset(token.stem for token in tokens(text))


def _resolved(fact: Fact) -> Iterable[str | None]:
    """The names and the measure that the fact was resolved to, which its sentence may not have."""
    yield fact.holder
    if isinstance(fact, Quantity):
        yield from (fact.measure, fact.unit, *fact.parties)
    elif isinstance(fact, Quote):
        yield fact.speaker
    elif isinstance(fact, Relation):
        yield from (fact.subject_entity, *fact.object_entities)
    elif isinstance(fact, Entity):
        yield fact.name


def fact_is_about(fact: Fact, words: frozenset[str], sentence_text: SentenceText) -> bool:
    """Whether ``fact`` has all ``words``; a query without a word is about nothing."""
    missing = words - _stems(sentence_text(fact.doc, fact.sentence))
    for name in _resolved(fact):
        if not missing:
            break
        missing -= _stems(name or "")
    return bool(words) and not missing


def point_is_about(point: Point, words: frozenset[str], sentence_text: SentenceText) -> bool:
    """Whether ``point`` has all ``words``, with the help of one claim at a time."""
    missing = words - _stems(point.label)

    def in_claim(claim: Claim) -> bool:
        return missing <= (
            _stems(sentence_text(claim.doc, claim.sentence)) | _stems(claim.holder or "")
        )

    return bool(words) and (not missing or any(map(in_claim, point.claims)))
