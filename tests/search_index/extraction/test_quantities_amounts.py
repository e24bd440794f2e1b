"""Amounts on characters alone: numbers, currencies, units, hedges, ranges."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_index.extraction.amounts import Amount
from search_index.extraction.numbers import find_numbers, step_of, words_value
from search_index.extraction.ranges import find_amounts


def only(text: str) -> Amount:
    amounts = find_amounts(text)
    assert len(amounts) == 1, [text[a.start : a.end] for a in amounts]
    return amounts[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("seven", 7),
        ("twenty-one", 21),
        ("two hundred and fifty", 250),
        ("six thousand five hundred", 6500),
        ("three million two hundred thousand", 3_200_000),
        ("two and a half", 2.5),
        ("one and a half million", 1_500_000),
        ("half a million", 500_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("a hundred", 100),
    ],
)
def test_a_number_in_words_has_its_value(text: str, value: float) -> None:
    assert words_value(text) == value
    assert only(f"They counted {text} boxes").value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567", 1_234_567),
        ("12,34,567", 1_234_567),
        (".75", 0.75),
        ("4.3M", 4_300_000),
        ("16 billion", 1.6e10),
        ("4 hundred million", 4e8),
        ("250k", 250_000),
        ("3 1/2", 3.5),
        ("2½", 2.5),
        ("½", 0.5),
        ("1/16", 0.0625),
        ("2.5 × 10^6", 2.5e6),
    ],
)
def test_digits_have_their_value(text: str, value: float) -> None:
    assert only(f"It was {text} of them").value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two-thirds of voters", 2 / 3),
        ("a quarter of the staff", 0.25),
        ("more than half of them", 0.5),
        ("one in five adults", 0.2),
        ("3 out of 4 homes", 0.75),
    ],
)
def test_fractions_are_read(text: str, value: float) -> None:
    assert only(text).value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    ["in the first half", "half-time", "the third quarter", "the final third", "a third party"],
)
def test_halves_thirds_and_quarters_of_something_else_are_no_fractions(text: str) -> None:
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("dozens of homes", 12, 120),
        ("hundreds of homes", 100, 1000),
        ("tens of thousands of homes", 1e4, 1e5),
        ("millions of euros", 1e6, 1e7),
    ],
)
def test_a_vague_count_is_a_range(text: str, low: float, high: float) -> None:
    amount = only(text)
    assert (amount.value, amount.low, amount.high, amount.bound) == (None, low, high, "between")


@pytest.mark.parametrize(
    ("written", "step"),
    [("4.92", 0.01), ("43,762,190", 10), ("46", 1), ("20,000", 1e4), ("7.50", 0.01), ("0", 1)],
)
def test_the_step_is_the_size_of_the_last_digit_written(written: str, step: float) -> None:
    assert step_of(written) == pytest.approx(step)


def test_the_step_follows_the_magnitude_word() -> None:
    assert only("$6.31 billion").step == pytest.approx(1e7)


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("USD 6.31 billion", 6.31e9, "USD"),
        ("US$6.3bn", 6.3e9, "USD"),
        ("US $58.24", 58.24, "USD"),
        ("$US17,246", 17246, "USD"),
        ("€1.2m", 1.2e6, "EUR"),
        ("1,200€", 1200, "EUR"),
        ("10 billion euros", 1e10, "EUR"),
        ("RM23.50", 23.5, "MYR"),
        ("30,000 ringgit", 30000, "MYR"),
        ("TL 18.4 billion", 1.84e10, "TRY"),
        ("5 million lira", 5e6, "TRY"),
        ("£3", 3, "GBP"),
        ("2 million pounds", 2e6, "GBP"),
        ("A$3m", 3e6, "AUD"),
        ("HK$5.4m", 5.4e6, "HKD"),
        ("C$9", 9, "CAD"),
        ("S$40", 40, "SGD"),
        ("NT$700", 700, "TWD"),
        ("Rs 300 crore", 3e9, "INR"),
        ("₹20", 20, "INR"),
        ("¥5,182", 5182, "JPY"),
        ("333.6 million yen", 3.336e8, "JPY"),
        ("7.5 million Danish crowns", 7.5e6, "DKK"),
        ("9 billion shekels", 9e9, "ILS"),
        ("110 CHF", 110, "CHF"),
        ("$-50.8bn", -5.08e10, "USD"),
        ("10.5 million Australian dollars", 1.05e7, "AUD"),
    ],
)
def test_money_has_its_iso_code(text: str, value: float, code: str) -> None:
    amount = only(f"They paid {text} in all.")
    assert (amount.value, amount.unit) == (pytest.approx(value), code)


def test_pesos_are_those_of_the_country_the_text_speaks_of() -> None:
    assert only("The Philippines, in Manila, set aside 40 pesos.").unit == "PHP"
    assert only("They set aside 40 pesos.").unit == "peso"


def test_pounds_without_a_magnitude_are_weight() -> None:
    assert only("The pike weighed 22 pounds.").unit == "pound"


def test_a_document_may_declare_its_dollars() -> None:
    assert only("All figures are in Canadian dollars. It cost $8.").unit == "CAD"


@pytest.mark.parametrize("text", ["TOP 10 albums", "ALL 50 states", "COP 27 talks"])
def test_codes_that_are_words_are_no_money(text: str) -> None:
    assert all(a.kind != "currency" for a in find_amounts(text))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("7.5%", 7.5, "percent"),
        ("19 per cent", 19, "percent"),
        ("1.38pc", 1.38, "percent"),
        ("2 percentage points", 2, "percentage point"),
        ("60 basis points", 60, "basis point"),
        ("87 mph", 87, "mile per hour"),
        ("140 km/h", 140, "kilometre per hour"),
        ("10kW", 10, "kilowatt"),
        ("32m2", 32, "square metre"),
        ("1,520 sq m", 1520, "square metre"),
        ("minus-130 degrees Fahrenheit", -130, "fahrenheit"),
        ("52,000 barrels a day", 52000, "barrel per day"),
        ("52,000 bpd", 52000, "barrel per day"),
        ("eight times", 8, "time"),
        ("a 12-year-old boat", 12, "year of age"),
        ("a 37m mast", 37, "metre"),
        ("$2.11 per gallon", 2.11, "USD per gallon"),
        ("$3,500 a month", 3500, "USD per month"),
        ("€1,100/m2", 1100, "EUR per square metre"),
        ('a 14" screen', 14, "inch"),
    ],
)
def test_units_are_named_in_the_singular(text: str, value: float, unit: str) -> None:
    amount = only(text)
    assert (amount.value, amount.unit) == (pytest.approx(value), unit)


def test_a_year_earlier_is_no_rate() -> None:
    assert only("It made $6.8 billion a year earlier.").unit == "USD"


@pytest.mark.parametrize(
    ("text", "bound", "hedge"),
    [
        ("about $5", "about", "about"),
        ("some 40 km", "about", "some"),
        ("nearly 9%", "about", "nearly"),
        ("~45g", "about", "~"),
        ("more than 60%", "more_than", "more than"),
        ("over $8", "more_than", "over"),
        ("exceeded 43%", "more_than", "exceeded"),
        ("at least 12%", "at_least", "at least"),
        ("fewer than 6%", "less_than", "fewer than"),
        ("just under 4%", "less_than", "just under"),
        ("up to $7", "at_most", "up to"),
        ("as much as 5%", "at_most", "as much as"),
        ("10 km or more", "at_least", "or more"),
        ("40% or so", "about", "or so"),
        ("exactly 5%", "exact", None),
    ],
)
def test_a_hedge_sets_the_bound(text: str, bound: str, hedge: str | None) -> None:
    amount = only(f"It was {text}.")
    assert (amount.bound, amount.hedge) == (bound, hedge)


def test_over_before_a_time_is_during_unless_a_preposition_stands_before() -> None:
    assert only("They earned it over eight years").bound == "exact"
    assert only("They worked for over eight years").bound == "more_than"


@pytest.mark.parametrize(
    "text", ["It was less than the 18 tonnes of last year.", "It exceeds the 18 tonnes allowed."]
)
def test_what_something_is_set_beside_is_known_exactly(text: str) -> None:
    found = only(text)
    assert (found.bound, text[found.lead : found.end]) == ("exact", "18 tonnes")


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("5-10 million people", 5e6, 1e7, None),
        ("between $62 and $68 per share", 62, 68, "USD per share"),
        ("from 5 to 7 per cent", 5, 7, "percent"),
        ("$89 to $93 billion", 8.9e10, 9.3e10, "USD"),
        ("three or four years", 3, 4, "year"),
        ("15–22 mph", 15, 22, "mile per hour"),
        ("1 to 2 thousand", 1000, 2000, None),
        ("20cm-40cm", 20, 40, "centimetre"),
        ("8in-16in", 8, 16, "inch"),
        ("from 12 km to 9 km", 9, 12, "kilometre"),
    ],
)
def test_two_ends_make_a_range(text: str, low: float, high: float, unit: str | None) -> None:
    amount = only(text)
    assert (amount.value, amount.low, amount.high) == (
        None,
        pytest.approx(low),
        pytest.approx(high),
    )
    assert (amount.unit, amount.bound) == (unit, "between")


@pytest.mark.parametrize(
    "text",
    [
        "The share rose $2 to $45.",
        "It had risen by $43.6 billion to $419.2 billion.",
        "It lost 7% to $2.3 billion.",
        "It gained 10 points and 4%.",
        "20 and 30",
    ],
)
def test_a_move_and_where_it_led_are_no_range(text: str) -> None:
    assert all(a.low is None for a in find_amounts(text))


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_it_raise_and_spans_lie_in_order(text: str) -> None:
    end = 0
    for amount in find_amounts(text):
        assert 0 <= amount.lead <= amount.start <= amount.number < amount.number_end
        assert amount.number_end <= amount.end <= amount.tail <= len(text)
        assert amount.start >= end
        end = amount.end


_PIECES = st.sampled_from(
    [
        "1",
        "12,000",
        ".5",
        "½",
        "half",
        "a",
        "third",
        "million",
        "bn",
        "m",
        "%",
        "$",
        "US$",
        "RM",
        "€",
        "-",
        "–",
        "to",
        "and",
        "or",
        "of",
        "per",
        "year",
        "old",
        "about",
        "over",
        "from",
        "between",
        "one",
        "twenty",
        "dozen",
        "dozens",
        "tens",
        "hundred",
        " ",
        " ",
        " ",
        "/",
        "×10",
        "^",
        "k",
        "\n",
        '"',
        "(",
        ")",
        ",",
        ".",
        "people",
        "dollars",
        "pounds",
        "pesos",
        "kr",
    ]
)


@given(st.lists(_PIECES, max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_no_heap_of_number_words_makes_it_raise(text: str) -> None:
    find_amounts(text)
    find_numbers(text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Net profit rose to 142 million euros from 97 million.", "EUR"),
        ("It now expects 4.9 billion euros, against 4.6 billion before.", "EUR"),
        ("It made $3 million, compared with 2 million last year.", "USD"),
        ("It paid $3 million to help, more than 2 million children say.", None),
        ("It paid $3 million. The town has grown from 2 million.", None),
    ],
)
def test_a_sum_set_beside_another_is_in_the_same_currency(text: str, unit: str | None) -> None:
    assert find_amounts(text)[1].unit == unit
