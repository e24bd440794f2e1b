"""What surrounds a fact: gathered from real text, through the whole of the extraction."""

from __future__ import annotations

import pytest

from search_index.comparison.collecting import collect_items
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
