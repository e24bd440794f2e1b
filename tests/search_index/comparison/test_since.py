"""A year ago, then two years later: stretches that count from one event to now, in one article."""

from __future__ import annotations

import pytest

from search_index.comparison import compare
from search_index.extraction import extract
from search_index.models import Point
from tests.search_index.comparison.making import document


def odds(text: str) -> list[Point]:
    whole = document("a.txt", text, "2024-05-14")
    return [p for p in compare([whole], {"a.txt": extract(whole)}) if p.rule == "other_since"]


def test_an_event_a_year_ago_and_two_years_later_is_at_odds_with_itself() -> None:
    (point,) = odds(
        "Lena Kovac opened the harbour a year ago. Two years later, the harbour has grown."
    )
    assert (point.within, point.verdict, point.dimension) == (True, "differ", "period")
    assert [c.text for c in point.claims] == ["a year ago", "Two years later"]


@pytest.mark.parametrize(
    "text",
    [
        "Lena Kovac opened the harbour two years ago. Two years later, the harbour has grown.",
        "Lena Kovac opened the harbour 12 months ago. A year later, the harbour has grown.",
        # What was is told of a time between.
        "Lena Kovac opened the harbour ten years ago. Two years later, the harbour closed.",
        # “Later” than something else.
        "Lena Kovac opened the harbour a year ago. It rained. Two years later, the harbour has grown.",
    ],
)
def test_what_may_well_be_is_not_at_odds(text: str) -> None:
    assert not odds(text)
