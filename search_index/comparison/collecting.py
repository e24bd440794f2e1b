"""Facts of a corpus to Items: each with all that alignment looks at, and how much each word tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from search_index.comparison.context import (
    ACTORS,
    BODIES,
    Names,
    beside,
    day_of,
    inside,
    is_age_in,
    is_place,
    length_of,
    measure_of,
    reach,
    saying_key,
    sayings_of,
    speaker_of,
    verbatim_words,
    wording_of,
    words_in,
    words_of,
)
from search_index.comparison.fates import fate_of, is_of_harm
from search_index.comparison.items import Item, Weights
from search_index.comparison.moves import is_move, is_of_each
from search_index.comparison.numbers import number_of
from search_index.comparison.offices import offices_of
from search_index.comparison.opposites import negated, stance_of
from search_index.comparison.otherwhen import TimesBeside
from search_index.comparison.sorts import (
    ANY_SORT,
    MANY,
    by_sort,
    measured_as,
    parts_of,
    sort_of,
    wholes_of,
    written_in,
)
from search_index.comparison.standings import standings_of
from search_index.comparison.stories import LEAD, Article, vectors_of
from search_index.comparison.visits import visits_of
from search_index.comparison.voices import voice_of
from search_index.comparison.weighing import sample_of, sentence_words, weights_of
from search_index.models import Date, Document, Entity, Fact, Part, Quantity, Quote, Relation

Place = tuple[str, int]
"""Document and part."""
Value = TypeVar("Value")


# Items of one document: their orders begin anew, this many apart, with the next.
ORDERS = 1 << 24


def collect_items(
    documents: Sequence[Document], facts: Mapping[str, Sequence[Fact]]
) -> tuple[list[Item], Weights]:
    """Items for all facts but entities and word-for-word repeats, in corpus order, and word weights.

    What a document says of offices, visits and standings is an item too, see those modules.
    """
    ordered = sorted(documents, key=lambda d: d.path)
    vectors = vectors_of(ordered)
    items: list[Item] = []
    for number, document in enumerate(ordered):
        items += items_of(document, facts.get(document.path, ()), vectors, number * ORDERS)
    sample = sample_of((document.digest, document.path) for document in ordered)
    weights = weights_of(
        words for path in sorted(sample) for words in sentence_words(facts.get(path, ()))
    )
    return items, weights


def items_of(
    document: Document, own: Sequence[Fact], vectors: Mapping[Place, Any], first: int
) -> list[Item]:
    """The items of one document with its facts, the first with this order."""
    around = _Around(document, own, vectors)
    items: list[Item] = []
    for fact in own:
        if not isinstance(fact, Entity) and fact.repeat_of is None:
            items.extend(around.items(fact, first + len(items)))
    for told in (
        *offices_of(document, own),
        *visits_of(document, own),
        *standings_of(document, own),
    ):
        items.extend(around.items(told, first + len(items)))
    return items


def quantities_of(
    document: Document, own: Sequence[Fact], vectors: Mapping[Place, Any], first: int
) -> Iterator[Item]:
    """As `items_of`, of quantities only; their orders are nearer together."""
    around = _Around(document, own, vectors)
    told = (fact for fact in own if isinstance(fact, Quantity) and fact.repeat_of is None)
    for number, fact in enumerate(told, first):
        # A quantity has one item: only quotations have several.
        yield from around.items(fact, number)


class _Around:
    """What surrounds the facts of one document, gathered once for all of them."""

    def __init__(
        self,
        document: Document,
        own: Sequence[Fact],
        vectors: Mapping[Place, Any],
    ) -> None:
        self._document = document
        self._known: dict[frozenset[Any], frozenset[Any]] = {_NOTHING: _NOTHING}
        entities = [f for f in own if isinstance(f, Entity)]
        quantities = [f for f in own if isinstance(f, Quantity)]
        dates = [f for f in own if isinstance(f, Date)]
        # “The Democrats” act, but “a Democrat” beside a name is no second one.
        self._names = Names(f for f in entities if f.type != "group")
        self._actors = Names(f for f in entities if f.type in ACTORS)
        self._where = Names(f for f in entities if is_place(f))
        self._places = {f.name for f in entities if f.type == "place"}
        self._bodies = {f.name for f in entities if f.type in BODIES}
        self._wholes = wholes_of(quantities, document.text)
        self._of_wholes = parts_of(quantities, document.text)
        parts = [f for f in quantities if f.start not in self._wholes]
        self._amounts = sorted(
            (f.start, value)
            for f in parts
            # Who is told of beside her age is told of in every article.
            if f.unit != "year of age"
            if (value := f.low if f.value is None else f.value) is not None
        )
        self._counts = sorted(
            (f.start, f"{f.value:g} {sort_of(f, document.text) or ''}")
            for f in parts
            if f.value is not None and f.value < MANY and f.unit != "year of age"
        )
        self._sorts = by_sort(parts, document.text)
        ages = {f.start for f in quantities if f.unit == "year of age"}
        self._written = {
            part.number: written_in(document.text, part.start, part.end, ages)
            for part in document.parts
        }
        self._same: dict[tuple[object, ...], set[float]] = {}
        for f in parts:
            if f.value is not None:
                self._same.setdefault(measured_as(f), set()).add(f.value)
        self._rivals = Counter(measured_as(f) for f in quantities if f.start not in self._wholes)
        self._then = Counter(
            (measured_as(f), f.period) for f in quantities if f.start not in self._wholes
        )
        self._days = sorted((f.start, day) for f in dates if (day := day_of(f)))
        self._times = sorted((f.start, time) for f in dates if (time := day_of(f, None)))
        self._beside_numbers = TimesBeside(dates, quantities, document.text)
        self._lengths = sorted(
            (f.start, length)
            for f in dates
            if (length := length_of(f)) and not is_age_in(document.text, f.start)
        )
        self._quoted = sorted(
            (span.start, span.end)
            for f in own
            if isinstance(f, Quote) and f.directness != "indirect"
            for span in f.content
        )
        self._told: dict[int, list[Relation]] = {}
        for fact in own:
            if isinstance(fact, Relation):
                self._told.setdefault(fact.sentence.start, []).append(fact)
        self._parts = {part.number: part for part in document.parts}
        self._topics = {number: _topic(part, own) for number, part in self._parts.items()}
        named = {number: set[str]() for number in self._parts}
        for entity in entities:
            named.get(entity.part, set()).add(entity.name)
        harmed = {f.part for f in quantities if is_of_harm(f, document.text)}
        self._articles = {
            number: Article(opening, whole, frozenset(named[number]), number in harmed)
            for number in self._parts
            for opening, whole in [vectors[document.path, number]]
        }
        self._repeats = Counter(
            (f.kind, f.repeat_of.start, f.repeat_of.end) for f in own if f.repeat_of
        )

    def items(self, fact: Fact, order: int) -> Iterator[Item]:
        """The item of ``fact``, the first with this ``order``; a quotation has one for each sentence."""
        if self._is_of_the_saying(fact):
            return
        document, (start, end) = self._document, reach(fact)
        words = frozenset(words_of(fact))
        part = self._parts.get(fact.part, document.parts[0])
        tells = isinstance(fact, Relation | Quote)
        once = self._once
        for number, one in enumerate(sayings_of(fact, document.text)):
            wording = wording_of(one, document)
            yield Item(
                fact=one,
                order=order + number,
                words=once(words if one is fact else words_in(words, one.text)),
                measure=once(frozenset(measure_of(fact))),
                names=once(self._names.within(start, end)),
                actors=once(self._actors.within(start, end)),
                places=once(self._where.within(fact.sentence.start, fact.sentence.end)),
                holder=fact.holder if fact.holder in self._bodies else None,
                voice=voice_of(fact.holder),
                article=self._articles.get(fact.part),
                only=isinstance(fact, Quantity) and self._is_only(fact),
                told=once(self._told_beside(fact)) if isinstance(fact, Quantity) else _NOTHING,
                rivals=once(self._rivals_of(fact)) if isinstance(fact, Quantity) else _NOTHING,
                whole=self._of_wholes.get(fact.start) if isinstance(fact, Quantity) else None,
                alone=not isinstance(fact, Quantity) or self._is_alone(fact),
                said=saying_key(document.text, fact),
                topic=self._topics.get(fact.part, frozenset()),
                published=part.published,
                number=number_of(fact) if isinstance(fact, Quantity) else None,
                fate=fate_of(fact, document.text) if isinstance(fact, Quantity) else None,
                moved=isinstance(fact, Quantity) and is_move(fact, document.text),
                each=isinstance(fact, Quantity) and is_of_each(fact, document.text),
                amounts=once(inside(one, self._amounts)),
                counts=once(inside(one, self._counts)),
                days=once(inside(one, self._days)),
                times=once(
                    self._beside_numbers.of(one)
                    if isinstance(one, Quantity)
                    else inside(one, self._times)
                ),
                lengths=once(beside(one, self._lengths)),
                verbatim=once(verbatim_words(fact, self._quoted, document.text)),
                holders=once(frozenset({self._speaker(fact) or ""} & self._bodies)),
                wording=wording,
                stance=once(stance_of(wording) if tells else _NOTHING),
                negated=tells and negated(wording),
                deed="" if isinstance(one, Date) else self._names.without(one, document.text),
                countries=once(frozenset(getattr(fact, "parties", ())) & self._places),
                alone_then=isinstance(fact, Quantity) and self._is_alone_then(fact),
                starts=part.start,
                repeats=self._repeats[fact.kind, fact.start, fact.end],
            )

    def _is_of_the_saying(self, fact: Fact) -> bool:
        """Whether it is the “tonight” or “today” of somebody quoted, which is of the day they spoke, whenever that was
        printed."""
        if not isinstance(fact, Date) or fact.rule not in ("day_part", "day"):
            return False
        return any(start <= fact.start < end for start, end in self._quoted)

    def _is_alone(self, fact: Quantity) -> bool:
        """Whether its sentence gives no other number of the same."""
        return fact.start not in self._wholes and self._rivals[measured_as(fact)] == 1

    def _is_alone_then(self, fact: Quantity) -> bool:
        """Whether its sentence gives no other number of the same for its period."""
        if fact.start in self._wholes or fact.period is None:
            return False
        return self._then[measured_as(fact), fact.period] == 1

    def _rivals_of(self, fact: Quantity) -> frozenset[float]:
        """The other numbers that its sentence gives of the same."""
        if fact.start in self._wholes:
            return _NOTHING
        return frozenset(self._same.get(measured_as(fact), set()) - {fact.value})

    def _is_only(self, fact: Quantity) -> bool:
        """Whether it counts or measures what no other number of its article does, or is its one amount of a currency."""
        sort = sort_of(fact, self._document.text)
        if sort in ANY_SORT or sort is None:
            return False
        return self._sorts.get((fact.part, sort)) == {fact.value}

    def _told_beside(self, fact: Quantity) -> frozenset[float]:
        """The other numbers of its sort in its article, and what else is written there in digits."""
        own = self._sorts.get((fact.part, sort_of(fact, self._document.text)), set())
        told = {v for v in own if v is not None} | self._written.get(fact.part, set())
        return frozenset(told - {fact.value})

    def _speaker(self, fact: Fact) -> str | None:
        """Who says it, or, of a date, who said something then."""
        if isinstance(fact, Date):
            return speaker_of(fact, self._told.get(fact.sentence.start, ()))
        return fact.holder

    def _once(self, found: frozenset[Value]) -> frozenset[Value]:
        """One object for all equal sets of the document: most are empty, or those of a neighbour (100 kB a report)."""
        known: frozenset[Value] = self._known.setdefault(found, found)
        return known


_NOTHING: frozenset[Any] = frozenset()


def _topic(part: Part, facts: Iterable[Fact]) -> frozenset[str]:
    """The entities of the article's opening: what it is about."""
    return frozenset(
        f.name
        for f in facts
        if isinstance(f, Entity) and f.part == part.number and f.start < part.start + LEAD
    )
