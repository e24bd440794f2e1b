"""Who has what rank in a trade: however a text puts it, and what sources make of it."""

from __future__ import annotations

import pytest

from search_index.comparison import compare, rename, resolve_names
from search_index.comparison.standings import standings_of
from search_index.extraction import extract
from search_index.models import Point
from tests.search_index.comparison.making import document


def standings(text: str) -> list[tuple[str, ...]]:
    """Who is what, the rank, among whom, when, and the goods."""
    whole = document("a.txt", text, "2024-05-14")
    return [(s.subject, *s.terms) for s in standings_of(whole, extract(whole))]


YEAR = "2023-01-01/2023-12-31"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Ghana was Kenya's second-largest supplier of cocoa in 2023.",
            ("Ghana", "supplier", "2", "Kenya", YEAR, "cocoa"),
        ),
        (
            "Ghana remains a major exporter of gold and cocoa.",
            ("Ghana", "supplier", "", "", "", "gold", "cocoa"),
        ),
        (
            "Ghana overtook Togo, becoming Kenya's top cocoa supplier in 2023.",
            ("Ghana", "supplier", "1", "Kenya", YEAR, "cocoa"),
        ),
        (
            "Ghana is a rich country. It is the world's largest producer of cocoa.",
            ("Ghana", "producer", "1", "world", "", "cocoa"),
        ),
        (
            "Ghana is one of the largest cocoa producers.",
            ("Ghana", "producer", "", "", "", "cocoa"),
        ),
    ],
)
def test_a_rank_is_found_however_it_is_put(text: str, wanted: tuple[str, ...]) -> None:
    assert wanted in standings(text)


def test_a_row_of_ranks_is_among_the_same() -> None:
    found = standings("In 2023, Ghana was Kenya's third-largest trading partner and largest buyer.")
    assert ("Ghana", "partner", "3", "Kenya", YEAR) in found
    assert ("Ghana", "buyer", "1", "Kenya", YEAR) in found


@pytest.mark.parametrize(
    "text",
    [
        "Ghana criticised the largest supplier of cocoa.",
        "Ghana is not the largest supplier of cocoa.",
        "The minister of Ghana met Kenya's largest supplier of cocoa.",
    ],
)
def test_who_is_said_to_have_no_rank_has_none(text: str) -> None:
    assert not [s for s in standings(text) if s[0] == "Ghana"]


OPENING = "Officials of Ghana and Kenya spoke about trade in Accra. {}"


def told(*sentences: str) -> list[Point]:
    documents = [
        document(f"{n}.txt", OPENING.format(one), "2024-05-14") for n, one in enumerate(sentences)
    ]
    facts = {d.path: extract(d) for d in documents}
    names = resolve_names(documents, facts)
    renamed = {p: [rename(f, names.get(p, {})) for f in found] for p, found in facts.items()}
    return [p for p in compare(documents, renamed) if p.rule in ("same_rank", "other_rank")]


def test_a_rank_and_a_mere_high_standing_are_compatible() -> None:
    (point,) = told(
        "Ghana was Kenya's top cocoa supplier in 2023.",
        "Ghana is a major exporter of gold and cocoa.",
    )
    assert (point.verdict, point.dimension) == ("compatible", "detail")


def test_one_rank_in_two_sources_agrees() -> None:
    (point,) = told(
        "Ghana is Kenya's second-largest supplier of cocoa.",
        "Ghana remains Kenya's second-biggest cocoa exporter.",
    )
    assert point.verdict == "agree"


def test_two_ranks_of_one_year_clash_and_of_two_years_differ() -> None:
    second = "Ghana was Kenya's second-largest supplier of cocoa in 2023."
    (clash,) = told(second, "Ghana was Kenya's third-largest supplier of cocoa in 2023.")
    assert (clash.verdict, clash.dimension) == ("conflict", "value")
    (then,) = told(second, "Ghana was Kenya's third-largest supplier of cocoa in 2021.")
    assert (then.verdict, then.dimension) == ("differ", "period")


def test_ranks_among_others_are_not_compared() -> None:
    assert not told(
        "Ghana is Kenya's second-largest supplier of cocoa.",
        "Ghana is the world's third-largest supplier of cocoa.",
    )
