"""Which times stand beside a number: those that may be its own, not those of its neighbours."""

from __future__ import annotations

import pytest

from search_index.comparison.clashes import times_apart
from search_index.comparison.otherwhen import TimesBeside
from search_index.extraction import extract
from search_index.models import Date, Quantity
from tests.search_index.comparison.making import document, item, quantity


def times(text: str, number: str) -> list[str]:
    found = extract(document("a.txt", text, "2024-05-14"))
    dates = [f for f in found if isinstance(f, Date)]
    quantities = [f for f in found if isinstance(f, Quantity)]
    wanted = next(q for q in quantities if number in q.text)
    return sorted(time[:4] for time in TimesBeside(dates, quantities, text).of(wanted))


@pytest.mark.parametrize(
    "text",
    [
        "Norwick Mills, founded in 1988, has 5,600 workers.",
        "Norwick Mills, which was started by two brothers in 1988, has 5,600 workers.",
        "Norwick Mills has 5,600 workers and took $3 million in 2019.",
    ],
)
def test_when_a_firm_began_and_what_it_took_once_tell_nothing_of_its_workers(text: str) -> None:
    assert times(text, "5,600") == []


def test_a_past_event_beside_a_number_may_be_its_time() -> None:
    text = "It was the worst flood since 1987, when 210 people died and 40 houses were lost."
    assert times(text, "40") == ["1987"]


@pytest.mark.parametrize(
    ("mine", "yours", "apart"),
    [
        ({"2023-04-01/2023-04-30"}, {"2021-04-01/2021-04-30"}, True),
        ({"2023-04-01/2023-04-30"}, {"2023-01-01/2023-12-31"}, False),
        ({"2023-04-01/2023-04-30"}, set(), False),
        ({"2021-04-01/2021-04-30", "2023-04-02/2023-04-02"}, {"2023-04-01/2023-04-30"}, False),
    ],
)
def test_times_are_apart_where_none_lies_in_another(
    mine: set[str], yours: set[str], apart: bool
) -> None:
    a, b = (item(quantity(1.0), times=frozenset(times)) for times in (mine, yours))
    assert times_apart(a, b) is apart
