"""A document to its facts: parse each article, know its cast, let every kind of rule look, settle who says it and how surely.

Order matters: names before pronouns, dates before amounts (an amount takes its period from them),
quotations last of the finders, since they decide the holder of everything inside them.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from search_index.extraction import wordlists
from search_index.extraction.analysis import Analysis
from search_index.extraction.bearers import bearer_of
from search_index.extraction.certainty import certainty_of, least_sure, stance_of
from search_index.extraction.dates import find_dates
from search_index.extraction.mentions import name_mentions
from search_index.extraction.model import load_model, parse, renew_names, words_let_go
from search_index.extraction.names import find_names
from search_index.extraction.normalise import normalise
from search_index.extraction.portions import Piece, lots
from search_index.extraction.pronouns import resolve_pronouns
from search_index.extraction.quantities import find_quantities
from search_index.extraction.quotes import find_quotes
from search_index.extraction.relations import find_relations
from search_index.extraction.tying import build_cast
from search_index.models import (
    Certainty,
    Document,
    Entity,
    Fact,
    Part,
    Quantity,
    Quote,
    Relation,
    Repeat,
    Span,
)
from search_index.own_rules import BUNDLED, OwnRules

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def extract(document: Document, own: OwnRules = BUNDLED) -> tuple[Fact, ...]:
    """All facts of ``document`` in reading order. Raises ModelError where the model is missing."""
    (found,) = extract_many([document], own)
    if isinstance(found, Exception):
        raise found
    return found


def extract_many(
    documents: Sequence[Document], own: OwnRules = BUNDLED
) -> list[tuple[Fact, ...] | Exception]:
    """The facts of each document, or the exception that a rule raised over it; the others go on.

    ``own`` words are added to the word lists. The language model reads all documents at once: texts of
    one sentence cost a third of what they cost one by one. Raises ModelError where it is missing.
    """
    reading = read_many(documents, own)
    while True:
        try:
            next(reading)
        except StopIteration as end:
            found: list[tuple[Fact, ...] | Exception] = end.value
            return found


def read_many(
    documents: Sequence[Document], own: OwnRules = BUNDLED
) -> Generator[float, None, list[tuple[Fact, ...] | Exception]]:
    """`extract_many`, that says between what it reads at once which share of all characters it has read.

    As a rule all is read at once, and nothing is said.
    """
    wordlists.use(own)
    nlp = load_model()
    renew_names(nlp)
    facts: list[list[Fact] | Exception] = [[] for _ in documents]
    characters, read = sum(len(document.text) for document in documents), 0
    try:
        for lot in lots(documents):
            if read:
                yield read / characters
            with words_let_go(nlp):
                _take_facts(nlp, documents, lot, facts)
            read += sum(s.end - s.start for piece in lot for s in piece.stretches)
    except Exception as error:
        if len(documents) == 1:
            return [error]
        return [outcome for document in documents for outcome in extract_many([document], own)]
    return [_settled(*each) for each in zip(documents, facts, strict=True)]


def _take_facts(
    nlp: Language,
    documents: Sequence[Document],
    lot: Sequence[Piece],
    facts: list[list[Fact] | Exception],
) -> None:
    """Add what one lot tells to the ``facts`` of its documents, or note what went wrong over one of them."""
    texts = [
        normalise(documents[piece.document].text[s.start : s.end])
        for piece in lot
        for s in piece.stretches
    ]
    parsed = iter(parse(nlp, texts))
    for piece in lot:
        read = [(s.start, next(parsed)) for s in piece.stretches]
        found = facts[piece.document]
        if isinstance(found, Exception):
            continue
        try:
            for analysis in analyse(documents[piece.document], piece.part, read):
                found.extend(facts_of(analysis))
        except Exception as error:
            facts[piece.document] = error


def _settled(document: Document, found: list[Fact] | Exception) -> tuple[Fact, ...] | Exception:
    if isinstance(found, Exception):
        return found
    found.sort(key=lambda f: (f.start, f.end, f.kind))
    try:
        return tuple(_mark_repeats(found, document.repeats))
    except Exception as error:
        return error


def analyse(document: Document, part: Part, parsed: Sequence[tuple[int, Doc]]) -> list[Analysis]:
    """Analyses of an article's stretches, given as (offset, parsed), with every mention resolved."""
    names = [find_names(one) for _, one in parsed]
    cast = build_cast([one for _, one in parsed], document.aliases, names)
    analyses = []
    for (offset, one), found in zip(parsed, names, strict=True):
        named = name_mentions(one, cast, found)
        mentions = sorted(
            [*named, *resolve_pronouns(one, cast, named)], key=lambda m: (m.first, m.last)
        )
        analyses.append(Analysis(document, part, offset, one, tuple(mentions)))
    return analyses


def facts_of(analysis: Analysis) -> list[Fact]:
    """The facts of one stretch, with holder and certainty."""
    dates = find_dates(analysis)
    quotes = find_quotes(analysis)
    facts: list[Fact] = [
        *find_entities(analysis),
        *dates,
        *find_quantities(analysis, dates),
        *find_relations(analysis, dates),
    ]
    speech = _speech_tokens(analysis, quotes)
    nested = _Holders(quotes)
    settled: list[Fact] = []
    for fact in facts:
        settled.append(_settle(analysis, fact, nested.of(fact.start, fact.end), speech))
    for quote in quotes:
        outer = nested.of(quote.start, quote.end, inside=quote)
        holder = quote.speaker or outer or _source_words(quote)
        certainty = _certainty_of_quote(analysis, quote, speech)
        settled.append(dataclasses.replace(quote, holder=holder, certainty=certainty))
    return settled


def find_entities(analysis: Analysis) -> list[Entity]:
    """One fact a mention by name or demonym."""
    facts = []
    for mention in analysis.mentions:
        if mention.form not in ("name", "demonym"):
            continue
        tokens = analysis.parsed[mention.first : mention.last]
        base: dict[str, Any] = analysis.base(analysis.span(tokens), tokens[0])
        facts.append(Entity(**base, name=mention.name, type=mention.type, rule=mention.form))
        host = tokens[0]
        if mention.type == "event" and len(tokens) > 1 and _is_acronym(host.text):
            # “The OPEC Summit” names the body too.
            inner: dict[str, Any] = analysis.base(analysis.span(tokens[:1]), host)
            alone = (m for m in analysis.mentions if m.last - m.first == 1)
            names = (m.name for m in alone if analysis.parsed[m.first].text == host.text)
            name = next(names, host.text)
            facts.append(Entity(**inner, name=name, type="organisation", rule=mention.form))
    return facts


def _is_acronym(word: str) -> bool:
    return word.isalpha() and word.isupper() and 3 <= len(word) <= 6


def _speech_tokens(analysis: Analysis, quotes: Iterable[Quote]) -> dict[int, Certainty]:
    """The tokens that attribute speech, and how sure the speaker is: certainty is read below them.

    What nobody is named for (“is expected to …”) is the author's to be unsure of.
    """
    speech: dict[int, Certainty] = {}
    for quote in quotes:
        if quote.cue is None or quote.source_span is None:
            continue
        token = analysis.token_at(quote.cue.start)
        while token is not None and token.idx + analysis.offset < quote.cue.end:
            direct = quote.directness == "direct"
            speech[token.i] = "asserted" if direct else stance_of(token, quote.rule)
            token = token.nbor() if token.i + 1 < len(analysis.parsed) else None
    return speech


def _certainty_of_quote(
    analysis: Analysis, quote: Quote, speech: Mapping[int, Certainty]
) -> Certainty:
    """How sure it is that it was said, and for reported speech how sure the speaker is of it."""
    cue = analysis.token_at(quote.cue.start) if quote.cue is not None else None
    if cue is None:
        return "asserted"
    stance = "asserted" if quote.directness == "direct" else stance_of(cue, quote.rule)
    return least_sure(stance, certainty_of(cue, speech))


def _source_words(quote: Quote) -> str | None:
    return quote.source_span.text if quote.source_span is not None else None


class _Holders:
    """Who speaks at a place: the innermost quotation whose content covers it."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        spans = [(s, q) for q in quotes for s in q.content]
        self._spans = sorted(spans, key=lambda one: (one[0].start, -one[0].end))
        self._starts = [s.start for s, _ in self._spans]

    def of(self, start: int, end: int, inside: Quote | None = None) -> str | None:
        best: tuple[int, str | None] | None = None
        for span, quote in self._spans[: bisect_right(self._starts, start)]:
            if span.end < end or quote is inside:
                continue
            size = span.end - span.start
            if best is None or size < best[0]:
                best = (size, quote.speaker or _source_words(quote))
        return best[1] if best else None


def _settle(
    analysis: Analysis, fact: Fact, holder: str | None, speech: Mapping[int, Certainty]
) -> Fact:
    if isinstance(fact, Entity):
        return dataclasses.replace(fact, holder=holder) if holder else fact
    token = _head_token(analysis, fact)
    certainty = fact.certainty
    if certainty == "asserted" and token is not None:
        certainty = certainty_of(token, speech)
    if isinstance(fact, Quantity) and fact.bearer is None:
        number = _number_token(analysis, fact)
        bearer = bearer_of(analysis, number) if number is not None else None
        fact = dataclasses.replace(fact, bearer=bearer)
    if holder == fact.holder and certainty == fact.certainty:
        return fact
    return dataclasses.replace(fact, holder=holder, certainty=certainty)


def _head_token(analysis: Analysis, fact: Fact) -> Any:
    """The syntactic head of the fact's words."""
    start = fact.start - analysis.offset
    tokens = analysis.parsed.char_span(start, fact.end - analysis.offset, alignment_mode="expand")
    if isinstance(fact, Relation) and tokens is not None:
        # “emails relating to …”: the noun heads the phrase, but the verb is what is claimed.
        verbs = (t for t in tokens if t.lemma_.lower() == fact.verb and t.pos_ in ("VERB", "AUX"))
        return next(verbs, tokens.root)
    return tokens.root if tokens is not None and len(tokens) else None


def _number_token(analysis: Analysis, fact: Quantity) -> Any:
    """The token that carries the number of ``fact``, else its first."""
    start, end = fact.start - analysis.offset, fact.end - analysis.offset
    tokens = analysis.parsed.char_span(start, end, alignment_mode="expand")
    if tokens is None or not len(tokens):
        return None
    return next((t for t in tokens if t.like_num), tokens[0])


def _mark_repeats(facts: Iterable[Fact], repeats: Sequence[Repeat]) -> Iterator[Fact]:
    """Set ``repeat_of`` on facts that stand in a passage said before, at the same place of it."""
    ordered = sorted(repeats, key=lambda r: r.span)
    starts = [r.span.start for r in ordered]
    for fact in facts:
        at = bisect_right(starts, fact.start) - 1
        if at >= 0 and fact.end <= ordered[at].span.end:
            moved = fact.start - ordered[at].span.start + ordered[at].first.start
            first = Span(moved, min(moved + fact.end - fact.start, ordered[at].first.end))
            yield dataclasses.replace(fact, repeat_of=first)
        else:
            yield fact
