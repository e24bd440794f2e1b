"""When something happened: which dates are of one occasion, and how two of them are judged."""

from __future__ import annotations

import dataclasses

import pytest

from search_index.comparison.context import speaker_of
from search_index.comparison.items import Item
from search_index.comparison.nearness import Nearness
from search_index.comparison.occasions import date_score, judge_dates, of_two_occasions
from search_index.models import Date, Period, Relation, Span
from tests.search_index.comparison.making import item, quantity

NEAR = Nearness(shared=1.0, cover=0.5, meaning=0.5, words=1.0, names=1.0)


def date(
    start: str = "2024-05-06", end: str | None = None, doc: str = "a.txt", event: str | None = None
) -> Date:
    return Date(
        doc=doc,
        part=0,
        source=doc,
        start=4,
        end=8,
        text="then",
        sentence=Span(0, 20),
        value=start,
        type="DATE",
        period=Period(start, end or start),
        event=event,
    )


def when(fact: Date, **fields: object) -> Item:
    made = item(quantity(1.0, doc=fact.doc), published="2024-05-07")
    return dataclasses.replace(made, fact=fact, number=None, **fields)  # type: ignore[arg-type]


def says(subject: str | None, verb: str = "say", start: int = 0, end: int = 20) -> Relation:
    return Relation(
        doc="a.txt",
        part=0,
        source="a.txt",
        start=start,
        end=end,
        text="?",
        sentence=Span(0, 20),
        subject=subject or "she",
        subject_entity=subject,
        predicate=verb,
        verb=verb,
    )


@pytest.mark.parametrize("event", ["said", "told reporters", "speaking", "wrote in a letter"])
def test_the_speaker_of_a_day_of_saying_is_known(event: str) -> None:
    assert speaker_of(date(event=event), [says("Ada Kern")]) == "Ada Kern"


def test_a_day_of_something_else_has_no_speaker() -> None:
    assert speaker_of(date(event="voted"), [says("Ada Kern")]) is None
    assert speaker_of(date(event="said"), [says("Ada Kern", "vote")]) is None
    # The saying ends before the date does.
    assert speaker_of(date(event="said"), [says("Ada Kern", end=6)]) is None


def test_of_two_sayings_the_nearer_has_the_day() -> None:
    told = [says("Ada Kern"), says("Ben Loy", start=2, end=10)]
    assert speaker_of(date(event="said"), told) == "Ben Loy"


def test_one_speaker_on_one_day_is_one_occasion_and_two_are_two() -> None:
    ada, ben = frozenset({"Ada Kern"}), frozenset({"Ben Loy"})
    first, second = when(date()), when(date(doc="b.txt"))
    hers, hers_too, his = (
        when(date(doc=doc), holders=who) for doc, who in (("a", ada), ("b", ada), ("b", ben))
    )
    assert date_score(hers, hers_too, NEAR) > date_score(first, second, NEAR)
    assert of_two_occasions(hers, his)
    assert not of_two_occasions(hers, hers_too) and not of_two_occasions(hers, second)


def test_a_day_lies_in_a_week_where_the_clauses_have_less_in_common_than_in_a_year() -> None:
    day = when(date("2024-05-06"))
    week = when(date("2024-05-06", "2024-05-12", "b.txt"))
    year = when(date("2024-01-01", "2024-12-31", "b.txt"))
    found = judge_dates(day, week, NEAR, 1.0)
    assert found is not None and found.rule == "time_within"
    assert judge_dates(day, year, NEAR, 1.0) is None


def test_one_way_to_name_a_day_speaks_for_one_event() -> None:
    wednesday = when(dataclasses.replace(date(), text="Wednesday"))
    there = when(dataclasses.replace(date(doc="b.txt"), text="Wednesday"))
    last_night = when(dataclasses.replace(date(doc="b.txt"), text="last night"))
    assert date_score(wednesday, there, NEAR) > date_score(wednesday, last_night, NEAR)
    other_day = when(dataclasses.replace(date("2024-05-13", doc="b.txt"), text="Wednesday"))
    later = when(dataclasses.replace(date("2024-05-13", doc="b.txt"), text="last night"))
    assert date_score(wednesday, other_day, NEAR) == date_score(wednesday, later, NEAR)
