"""Facts of a corpus to Items: each with all that alignment looks at, and how much each word tells."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from search_index.comparison.context import (
    ACTORS,
    BODIES,
    Names,
    beside,
    day_of,
    inside,
    is_place,
    length_of,
    measure_of,
    reach,
    saying_key,
    sayings_of,
    stem,
    verbatim_words,
    wording_of,
    words_in,
    words_of,
)
from search_index.comparison.copies import origins
from search_index.comparison.counting import fate_of
from search_index.comparison.items import Item, Weights
from search_index.comparison.meaning import Meaning
from search_index.comparison.numbers import number_of
from search_index.comparison.offices import offices_of
from search_index.comparison.opposites import negated, stance_of
from search_index.folding import fold
from search_index.models import Date, Document, Entity, Fact, Part, Quantity, Quote, Relation

Place = tuple[str, int]
"""Document and part."""


def collect_items(
    documents: Sequence[Document], facts: Mapping[str, Sequence[Fact]]
) -> tuple[list[Item], Weights]:
    """Items for all facts but entities and word-for-word repeats, in corpus order, and word weights.

    What a document says of offices is an item too, see `offices`.
    """
    items: list[Item] = []
    sentences: Counter[str] = Counter()
    total = 0
    openings, originals = _openings(documents), _originals(documents, facts)
    for document in sorted(documents, key=lambda d: d.path):
        own = facts.get(document.path, ())
        around = _Around(document, own, openings, originals)
        by_sentence: dict[tuple[int, int], set[str]] = {}
        for fact in own:
            if not isinstance(fact, Entity):
                key = (fact.sentence.start, fact.sentence.end)
                by_sentence.setdefault(key, set()).update(words_of(fact))
                if fact.repeat_of is None:
                    items.extend(around.items(fact, len(items)))
        for office in offices_of(document, own):
            items.extend(around.items(office, len(items)))
        for words_of_sentence in by_sentence.values():
            # What a quantity measures is known by its stem: “rat” is as common as rate, rates and rated are.
            sentences.update(words_of_sentence | {stem(word) for word in words_of_sentence})
        total += len(by_sentence)
    by_word = {
        w: math.log((total + 1) / (n + 0.5)) / math.log(total + 2) for w, n in sentences.items()
    }
    return items, Weights(by_word, 1.0)


class _Around:
    """What surrounds the facts of one document, gathered once for all of them."""

    def __init__(
        self,
        document: Document,
        own: Sequence[Fact],
        openings: Mapping[Place, Any],
        originals: Mapping[Place, Place],
    ) -> None:
        self._document, self._openings, self._originals = document, openings, originals
        entities = [f for f in own if isinstance(f, Entity)]
        quantities = [f for f in own if isinstance(f, Quantity)]
        dates = [f for f in own if isinstance(f, Date)]
        # “The Democrats” act, but “a Democrat” beside a name is no second one.
        self._names = Names(f for f in entities if f.type != "group")
        self._actors = Names(f for f in entities if f.type in ACTORS)
        self._where = Names(f for f in entities if is_place(f))
        self._places = {f.name for f in entities if f.type == "place"}
        self._bodies = {f.name for f in entities if f.type in BODIES}
        self._amounts = sorted(
            (f.start, value)
            for f in quantities
            if (value := f.low if f.value is None else f.value) is not None
        )
        self._rivals = Counter(_measured(f) for f in quantities)
        self._days = sorted((f.start, day) for f in dates if (day := day_of(f)))
        self._times = sorted((f.start, time) for f in dates if (time := day_of(f, None)))
        self._lengths = sorted((f.start, length) for f in dates if (length := length_of(f)))
        self._quoted = sorted(
            (span.start, span.end)
            for f in own
            if isinstance(f, Quote) and f.directness != "indirect"
            for span in f.content
        )
        self._parts = {part.number: part for part in document.parts}
        self._topics = {number: _topic(part, own) for number, part in self._parts.items()}
        self._repeats = Counter(
            (f.kind, f.repeat_of.start, f.repeat_of.end) for f in own if f.repeat_of
        )

    def items(self, fact: Fact, order: int) -> Iterator[Item]:
        """The item of ``fact``, the first with this ``order``; a quotation has one for each sentence."""
        document, (start, end) = self._document, reach(fact)
        place = (document.path, fact.part)
        words = frozenset(words_of(fact))
        part = self._parts.get(fact.part, document.parts[0])
        tells = isinstance(fact, Relation | Quote)
        for number, one in enumerate(sayings_of(fact, document.text)):
            wording = wording_of(one, document)
            yield Item(
                fact=one,
                order=order + number,
                words=words if one is fact else words_in(words, one.text),
                measure=frozenset(measure_of(fact)),
                names=self._names.within(start, end),
                actors=self._actors.within(start, end),
                places=self._where.within(fact.sentence.start, fact.sentence.end),
                holder=fact.holder if fact.holder in self._bodies else None,
                origin=self._originals.get(place, place),
                opening=self._openings.get(place),
                alone=not isinstance(fact, Quantity) or self._rivals[_measured(fact)] == 1,
                said=saying_key(document.text, fact),
                topic=self._topics.get(fact.part, frozenset()),
                published=part.published,
                number=number_of(fact) if isinstance(fact, Quantity) else None,
                fate=fate_of(fact, document.text) if isinstance(fact, Quantity) else None,
                amounts=inside(one, self._amounts),
                days=inside(one, self._days),
                times=beside(one, self._times),
                lengths=beside(one, self._lengths),
                verbatim=verbatim_words(fact, self._quoted, document.text),
                holders=frozenset({fact.holder} & self._bodies) if fact.holder else frozenset(),
                wording=wording,
                stance=stance_of(wording) if tells else frozenset(),
                negated=tells and negated(wording),
                deed="" if isinstance(one, Date) else self._names.without(one, document.text),
                countries=frozenset(getattr(fact, "parties", ())) & self._places,
                repeats=self._repeats[fact.kind, fact.start, fact.end],
            )


def _measured(fact: Quantity) -> tuple[int, str | None, str | None]:
    """What tells a quantity from its neighbours: its sentence, unit and measure."""
    return fact.sentence.start, fact.unit, fact.measure


def _originals(
    documents: Sequence[Document], facts: Mapping[str, Sequence[Fact]]
) -> dict[tuple[str, int], tuple[str, int]]:
    """For each article the one it is a copy of, told by the sentences that facts stand in."""
    sentences: dict[tuple[str, int], set[str]] = {}
    for document in documents:
        for fact in facts.get(document.path, ()):
            words = fold(document.text[fact.sentence.start : fact.sentence.end])
            sentences.setdefault((document.path, fact.part), set()).add(words)
    return origins({place: frozenset(found) for place, found in sentences.items()})


def _openings(documents: Sequence[Document]) -> dict[tuple[str, int], Any]:
    """The vector of title and lead of every article."""
    places = [(d.path, p.number) for d in documents for p in d.parts]
    texts = [
        f"{p.title}. {d.text[p.start : min(p.end, p.start + _LEAD)]}"
        for d in documents
        for p in d.parts
    ]
    meaning = Meaning(texts)
    return {place: meaning.vector(n) for n, place in enumerate(places)}


_LEAD = 700  # characters: a headline and the first two or three sentences


def _topic(part: Part, facts: Iterable[Fact]) -> frozenset[str]:
    """The entities of the article's opening: what it is about."""
    return frozenset(
        f.name
        for f in facts
        if isinstance(f, Entity) and f.part == part.number and f.start < part.start + _LEAD
    )
