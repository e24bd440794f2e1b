"""A fact's normalised values in words, by name: what the rules compared, for a reader to check."""

from __future__ import annotations

from collections.abc import Iterator

from search_index.comparison import numbers, periods
from search_index.models import Date, Fact, Quantity, Quote, Relation

_BOUNDS = {
    "about": "about ",
    "more_than": "more than ",
    "at_least": "at least ",
    "less_than": "less than ",
    "at_most": "at most ",
}


def normalised(fact: Fact) -> tuple[tuple[str, str], ...]:
    """Names and values; what is not known or goes without saying is left out."""
    given = (*_values(fact), ("certainty", fact.certainty), ("said by", fact.holder))
    return tuple(
        (name, value)
        for name, value in given
        if value and (name, value) != ("certainty", "asserted")
    )


def _values(fact: Fact) -> Iterator[tuple[str, str | None]]:
    if isinstance(fact, Quantity):
        yield from _of_quantity(fact)
    elif isinstance(fact, Date):
        yield "time", fact.value
        yield "days", _when(fact)
        yield "what happened", fact.event
    elif isinstance(fact, Quote):
        yield "speaker", fact.speaker
        yield "quoted", fact.directness
    elif isinstance(fact, Relation):
        yield "who", fact.subject_entity or fact.subject
        yield "did", ("not " if fact.polarity == "negative" else "") + fact.predicate
        yield "whom or what", ", ".join(fact.objects)


def _of_quantity(fact: Quantity) -> Iterator[tuple[str, str | None]]:
    number = numbers.number_of(fact)
    amount = f"{_BOUNDS.get(fact.bound, '')}{numbers.words_of(fact)} {fact.unit or ''}"
    yield "amount", amount.strip()
    # To the last digit written: what a rounded number may stand for.
    yield "exact to", numbers.plain(number.step) if number is not None else None
    yield "measure", fact.measure
    yield "share of", fact.share_of
    yield "parties", ", ".join(fact.parties)
    yield "whose", fact.bearer
    yield "period", _when(fact)
    yield "role", None if fact.role == "actual" else fact.role
    yield "change", fact.change
    also = (f"{other.text}" for other in fact.also)
    yield "also given as", ", ".join(also)


def _when(fact: Quantity | Date) -> str | None:
    return None if fact.period is None else periods.in_words(fact.period)
