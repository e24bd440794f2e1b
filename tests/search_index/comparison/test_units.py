"""Amounts in two units of one sort are set side by side, and judged as if written in one."""

from __future__ import annotations

import pytest

from search_index.comparison.alignment import can_be_same, same_unit, weigh
from search_index.comparison.items import Weights
from search_index.comparison.units import convertible, currency_of, in_one_unit
from search_index.comparison.verdicts import judge
from tests.search_index.comparison.making import YEAR_2024, item, quantity

EVEN = Weights({}, 1.0)


def amounts(value: float, unit: str, other: float, other_unit: str) -> tuple:  # type: ignore[type-arg]
    fields = {"measure": "sentence", "terms": ("court", "prison"), "period": YEAR_2024}
    a = item(quantity(value, f"{value:g} {unit}", unit=unit, **fields), 0)
    b = item(quantity(other, f"{other:g} {other_unit}", "b.txt", unit=other_unit, **fields), 1)
    return a, b


@pytest.mark.parametrize(
    ("one", "other"),
    [("year", "month"), ("mile", "kilometre"), ("day", "hour"), ("acre", "hectare")],
)
def test_units_of_one_sort_can_be_compared(one: str, other: str) -> None:
    assert convertible(one, other)
    assert same_unit(quantity(1.0, unit=one), quantity(1.0, unit=other))


@pytest.mark.parametrize(
    ("one", "other"), [("day", "month"), ("mile", "hour"), ("USD", "EUR"), (None, "year")]
)
def test_units_of_two_sorts_cannot(one: str | None, other: str | None) -> None:
    assert not convertible(one, other)


def test_five_years_are_sixty_months() -> None:
    a, b = amounts(5, "year", 60, "month")
    assert can_be_same(*in_one_unit(a, b))
    judgement = judge(a, b, same_event=True)
    assert judgement is not None and judgement.verdict == "agree"
    assert weigh(a, b, EVEN).refused is None


def test_miles_round_to_kilometres() -> None:
    judgement = judge(*amounts(7, "mile", 11, "kilometre"), same_event=True)
    assert judgement is not None and judgement.rule == "rounds"
    assert "7 miles" in judgement.reason and "11 kilometres" in judgement.reason


def test_five_years_are_not_forty_months() -> None:
    judgement = judge(*amounts(5, "year", 40, "month"), same_event=True)
    assert judgement is not None and judgement.verdict == "conflict"


def shares(percent: float, part: float, words: str) -> tuple:  # type: ignore[type-arg]
    a = item(quantity(percent, f"{percent:g}%", unit="percent", measure="turnout"), 0)
    b = item(quantity(part, words, "b.txt", unit=None, measure="turnout", step=1 / 8), 1)
    return a, b


def test_a_part_in_words_is_what_near_percentages_round_to() -> None:
    for percent, part, words in ((76, 0.75, "three quarters"), (34, 1 / 3, "a third")):
        a, b = shares(percent, part, words)
        assert can_be_same(*in_one_unit(a, b)) and weigh(a, b, EVEN).refused is None
        assert judge(a, b, same_event=True).rule == "rounds"


def test_a_part_in_words_is_not_what_others_round_to() -> None:
    for percent, part, words in ((70, 0.75, "three quarters"), (42, 0.5, "half")):
        assert not can_be_same(*in_one_unit(*shares(percent, part, words)))


def test_a_sum_a_year_is_the_sum_without_the_year_but_no_unlike_one() -> None:
    yearly, plain, other = (
        item(quantity(value, unit=unit, doc=doc), n)
        for n, (value, unit, doc) in enumerate(
            ((3e6, "USD per year", "a.txt"), (3e6, "USD", "b.txt"), (4e6, "USD", "c.txt"))
        )
    )
    assert weigh(yearly, plain, EVEN).refused is None
    assert weigh(yearly, other, EVEN).refused is not None
    weekly = item(quantity(3e6, unit="USD per week", doc="d.txt"), 3)
    assert weigh(yearly, weekly, EVEN).refused is not None
    assert currency_of("USD per year") == "USD" and currency_of("kilometre per hour") is None
