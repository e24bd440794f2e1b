"""A quotation is found again however it was copied, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from search_index.models import Span
from search_index.quotations import marks_well, nearest_words, spans_of

TEXT = (
    "The ferry “Alba” carried\n  4,200 passengers — a record — in cafe\u0301 weather.\n"
    "Its owner's report counts 4,200 passengers, too; the port\xadmaster says 4,300.\n"
)


def words(quote: str) -> list[str]:
    return [TEXT[span.start : span.end] for span in spans_of(quote, TEXT)]


@pytest.mark.parametrize(
    "quote",
    [
        "carried 4,200 passengers",
        "CARRIED\n4,200   passengers",
        "…carried 4,200 passengers…",
        '"carried 4,200 passengers"',
        "“carried 4,200 passengers”",
    ],
)
def test_white_space_case_and_what_a_table_adds_make_no_difference(quote: str) -> None:
    assert words(quote) == ["carried\n  4,200 passengers"]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ('ferry "Alba"', "ferry “Alba”"),
        ("passengers - a record -", "passengers — a record —"),
        ("owner’s report", "owner's report"),
        ("in café weather", "in cafe\u0301 weather"),
        ("port-master", "port\xadmaster"),
        ("port\ufffdmaster", "port\xadmaster"),
    ],
)
def test_quotes_dashes_accents_and_stand_ins_match_what_they_stand_for(
    quote: str, found: str
) -> None:
    assert words(quote) == [found]


def test_words_that_stand_twice_mean_both_places_and_context_means_one() -> None:
    assert len(words("4,200 passengers")) == 2
    assert spans_of("report counts ⟦4,200 passengers⟧, too", TEXT) == (
        Span(TEXT.rindex("4,200"), TEXT.rindex("4,200") + len("4,200 passengers")),
    )


@pytest.mark.parametrize("quote", ["4.200 passengers", "4,200 passenger's", "", "  ", "…", ".*"])
def test_other_words_are_not_found(quote: str) -> None:
    assert words(quote) == []


@pytest.mark.parametrize(
    ("quote", "well"),
    [
        ("no mark", True),
        ("one ⟦mark⟧ here", True),
        ("⟦half", False),
        ("half⟧", False),
        ("⟧turned⟦", False),
        ("⟦two⟧ ⟦marks⟧", False),
        ("⟦ ⟧ empty", False),
    ],
)
def test_one_stretch_at_most_may_be_marked(quote: str, well: bool) -> None:
    assert marks_well(quote) is well


def test_the_nearest_words_are_told_with_their_line() -> None:
    assert nearest_words("the portmaster says 4,500.", TEXT) == (
        3,
        "the port\xadmaster says 4,300.",
    )
    assert nearest_words("carried 4,201 passengers", TEXT) == (1, "carried 4,200 passengers")
    assert nearest_words("nothing like it at all", TEXT) is None


@pytest.mark.parametrize(
    "quote",
    [
        "a " * 900 + "b",
        "(" * 500,
        "⟦" + "a" * 900 + "⟧" + " a" * 400,
        "a" * 20_000 + " a" * 74,
        "a" * 440 + " a" * 50,
    ],
    ids=lambda quote: f"{quote[:4]} {len(quote)}",
)
def test_a_long_or_odd_quotation_takes_work_in_proportion_to_the_text(
    quote: str, steps: Callable[..., int]
) -> None:
    def look(text: str) -> None:
        spans_of(quote, text)
        nearest_words(quote, text)

    once, twice = (steps(lambda n=n: look("a " * n)) for n in (2_000, 4_000))
    assert twice <= 2.2 * once
