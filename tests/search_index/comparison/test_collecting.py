"""What surrounds a fact: gathered from real text, through the whole of the extraction."""

from __future__ import annotations

import dataclasses

import pytest

from search_index.comparison import collecting
from search_index.comparison.collecting import collect_items, items_of, quantities_of
from search_index.comparison.context import is_age_in
from search_index.extraction import extract
from search_index.models import Quantity
from tests.search_index.comparison.making import document


def alone(text: str) -> dict[str, bool]:
    made = document("a.txt", text)
    items, _ = collect_items([made], {"a.txt": extract(made)})
    return {i.fact.text: i.alone for i in items if isinstance(i.fact, Quantity)}


def test_a_part_is_alone_beside_the_whole_it_is_of() -> None:
    assert alone("In parliament the alliance won 322 of 600 seats.") == {
        "322": True,
        "600 seats": False,
    }


def test_two_numbers_of_one_thing_in_a_sentence_leave_a_choice() -> None:
    assert alone("The left won 322 seats and the right won 278 seats.") == {
        "322 seats": False,
        "278 seats": False,
    }


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("children aged ", True),
        ("aged 5 to ", True),
        ("aged between six and ", True),
        ("over ", False),
        ("managed ", False),
    ],
)
def test_the_months_behind_aged_are_no_stretch_of_time(before: str, wanted: bool) -> None:
    assert is_age_in(f"{before}36 months", len(before)) is wanted


TOLD = (
    "Mira Holt, chair of the harbour union, said on 3 May 2024 that 40 cranes stood still. "
    "She visited Norland on Monday. The port is the largest exporter of salt and sold 7 of 9 barges. "
    "Mira Holt, chair of the harbour union, said on 3 May 2024 that 40 cranes stood still."
)


def test_quantities_alone_are_what_they_are_among_all_items() -> None:
    made = document("a.txt", TOLD)
    facts = extract(made)
    vectors = {("a.txt", part.number): (None, None) for part in made.parts}
    among = [i for i in items_of(made, facts, vectors, 50) if isinstance(i.fact, Quantity)]
    found = list(quantities_of(made, facts, vectors, 50))
    assert len(found) > 1
    assert [dataclasses.replace(i, order=0) for i in found] == [
        dataclasses.replace(i, order=0) for i in among
    ]
    assert [i.order for i in found] == list(range(50, 50 + len(found)))


def test_for_quantities_alone_nobody_looks_for_offices_visits_and_standings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def looked(*_: object) -> None:
        raise AssertionError

    made = document("a.txt", TOLD)
    facts = extract(made)
    vectors = {("a.txt", part.number): (None, None) for part in made.parts}
    for name in ("offices_of", "visits_of", "standings_of"):
        monkeypatch.setattr(collecting, name, looked)
    assert list(quantities_of(made, facts, vectors, 0))
