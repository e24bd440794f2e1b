"""Calendar arithmetic on TIMEX3 values, and the ranges that two dates bound."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.extraction.calendar_values import (
    Anchor,
    easter,
    holiday_date,
    nearest_weekday,
    period_of,
    season_value,
    shift,
    year_of_day,
    year_of_month,
)
from search_index.extraction.date_tokens import date_words
from search_index.extraction.dates import find_dates
from search_index.extraction.durations import number_value
from search_index.extraction.periods import range_periods
from tests.search_index.extraction.reading_helpers import analysis_of

WEDNESDAY = Anchor(2013, 3, 20)


@pytest.mark.parametrize(
    ("unit", "count", "value"),
    [
        ("D", -1, "2013-03-19"),
        ("W", -12, "2012-W52"),
        ("M", -3, "2012-12"),
        ("Q", 0, "2013-Q1"),
        ("Q", -1, "2012-Q4"),
        ("Y", 5, "2018"),
        ("DE", -2, "199"),
        ("CE", -1, "19"),
        ("WE", 0, "2013-W12-WE"),
    ],
)
def test_a_shift_keeps_the_grain_of_its_unit(unit: str, count: int, value: str) -> None:
    assert shift(WEDNESDAY, unit, count) == value


def test_what_the_anchor_does_not_know_stays_open() -> None:
    assert shift(Anchor(2013), "M", -1) == "XXXX-XX"
    assert shift(Anchor(2013), "M", 0) == "2013-XX"
    assert shift(None, "D", 1) == "XXXX-XX-XX"
    assert nearest_weekday(Anchor(2013, 3), 4, -1) == "XXXX-WXX-4"


def test_a_weekday_named_on_that_day_is_today_unless_last_or_next() -> None:
    assert [nearest_weekday(WEDNESDAY, 3, d) for d in (-2, -1, 0, 1, 2)] == [
        "2013-03-13",
        "2013-03-20",
        "2013-03-20",
        "2013-03-20",
        "2013-03-27",
    ]


def test_the_tense_chooses_the_year_of_a_month() -> None:
    assert [year_of_month(WEDNESDAY, 5, d) for d in (-1, 1)] == [2012, 2013]
    assert [year_of_month(WEDNESDAY, 3, d) for d in (-2, -1, 1, 2)] == [2012, 2013, 2013, 2014]


def test_a_leap_day_has_no_year_that_lacks_it() -> None:
    assert year_of_day(WEDNESDAY, 2, 29, -1) == 2012
    assert year_of_day(Anchor(2014, 6, 1), 2, 29, 0) is None


def test_a_season_ends_before_it_is_the_last_one() -> None:
    assert season_value(WEDNESDAY, "SU", -2) == "2012-SU"
    assert season_value(Anchor(2013, 10, 1), "SU", -2) == "2013-SU"
    assert season_value(Anchor(2013, 7, 1), "SU", -2) == "2012-SU"


def test_movable_feasts_are_reckoned() -> None:
    assert easter(2013) == datetime.date(2013, 3, 31)
    assert easter(2000) == datetime.date(2000, 4, 23)
    assert holiday_date("11/4/4", 2013) == datetime.date(2013, 11, 28)
    assert holiday_date("5/1/-1", 2013) == datetime.date(2013, 5, 27)


def test_every_named_day_of_the_word_list_has_a_date() -> None:
    rules = date_words()["holidays"]
    assert [name for name, rule in rules.items() if holiday_date(rule, 2024) is None] == []


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2009-W01", "2008-12-29", "2009-01-04"),
        ("2013-W12-WE", "2013-03-23", "2013-03-24"),
        ("199", "1990-01-01", "1999-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
        ("2013-03-22T15:00", "2013-03-22", "2013-03-22"),
        ("2012/2013", "2012-01-01", "2013-12-31"),
    ],
)
def test_a_value_covers_its_days(value: str, start: str, end: str) -> None:
    period = period_of(value)
    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "value", ["XXXX-03", "P3M", "2012-WI", "PAST_REF", "2013-13", "2013-02-30", "00", "2013/2012"]
)
def test_an_open_or_impossible_value_covers_none(value: str) -> None:
    assert period_of(value) is None


@given(st.text(max_size=12) | st.from_regex(r"[0-9X]{2,4}(-[WQHX0-9]{1,3}){0,2}", fullmatch=True))
def test_no_value_makes_a_period_fail(value: str) -> None:
    period = period_of(value)
    assert period is None or period.start <= period.end


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("twenty-five", "25"),
        ("one hundred and twenty", "120"),
        ("half a dozen", "6"),
        ("2 1/2", "2.5"),
        ("1,500", "1500"),
        ("three thousand", "3000"),
        ("2 1/0", None),
    ],
)
def test_numbers_in_words_and_digits(text: str, number: str | None) -> None:
    assert number_value(text) == number


@pytest.mark.parametrize(
    ("text", "joined", "start", "end"),
    [
        (
            "Trade grew between January and November 2012.",
            "January and November 2012",
            "2012-01-01",
            "2012-11-30",
        ),
        ("Trade grew from 2003 to 2011.", "2003 to 2011", "2003-01-01", "2011-12-31"),
        ("The 2010–2020 plan failed.", "2010–2020", "2010-01-01", "2020-12-31"),
        (
            "It was open from March 3, 2011, to May 5, 2012.",
            "March 3, 2011, to May 5, 2012",
            "2011-03-03",
            "2012-05-05",
        ),
    ],
)
def test_two_ends_of_a_range_give_one_period(text: str, joined: str, start: str, end: str) -> None:
    analysis = analysis_of(text, "2013-03-20")
    ((span, period),) = range_periods(find_dates(analysis), analysis)
    assert text[span.start : span.end] == joined
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "text", ["Trade grew in 2003 and 2011.", "From 2011 he fell, to the despair of 2003."]
)
def test_two_dates_side_by_side_are_no_range(text: str) -> None:
    analysis = analysis_of(text, "2013-03-20")
    assert range_periods(find_dates(analysis), analysis) == []
