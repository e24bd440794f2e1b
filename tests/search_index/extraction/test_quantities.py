"""Quantities in sentences: what they count and measure, when, whose, and what is no quantity."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_helpers import analysis_of

from search_index.extraction import extract
from search_index.extraction.dates import find_dates
from search_index.extraction.quantities import find_quantities
from search_index.models import Period, Quantity
from tests.search_index.comparison.making import document


def quantities(text: str, published: str | None = None) -> list[Quantity]:
    analysis = analysis_of(text, published)
    found = find_quantities(analysis, find_dates(analysis))
    assert all(text[q.start : q.end] == q.text for q in found)
    return found


def only(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, [q.text for q in found]
    return found[0]


def by_text(text: str, part: str) -> Quantity:
    return next(q for q in quantities(text) if part in q.text)


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("The fair drew 58 Norwegian companies.", "58 Norwegian companies", 58, "company"),
        (
            "The yard employs more than 300 skilled welders.",
            "more than 300 skilled welders",
            300,
            "welder",
        ),
        ("Nine Danish boats also took part.", "Nine Danish boats", 9, "boat"),
        ("They signed four supply contracts.", "four supply contracts", 4, "contract"),
        ("The club has won six cup finals.", "six cup finals", 6, "final"),
        ("She had just one complaint.", "one complaint", 1, "complaint"),
        (
            "The plant can run three thousand tests per day.",
            "three thousand tests per day",
            3000,
            "test per day",
        ),
        ("There were 6 hundred million people.", "6 hundred million people", 6e8, "people"),
    ],
)
def test_a_bare_number_counts_its_noun(text: str, span: str, value: float, unit: str) -> None:
    quantity = only(text)
    assert (quantity.text, quantity.value, quantity.unit) == (span, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "The G20 met near the D-8 and ASEAN+3 delegations.",
        "The Su-30 and MH17 were discussed at length.",
        "Trade grew in 2014 and again in 2016.",
        "The 2014 agreement is still in force.",
        "They met on 7 June and left on June 9.",
        "The shop opens at 10:45 and closes at 9 p.m.",
        "Section 230 was amended in full.",
        "He came in at No. 2 on the list.",
        "The visitors won the match 3-2.",
        "One of the ministers resigned.",
        "No one answered the phone.",
        "Witnesses called 911 at once.",
        "She lives at 16 Harbour Avenue.",
        "The Boeing 737 landed safely.",
        "It was the first visit and the second dinner.",
        "At one point he laughed.",
    ],
)
def test_what_only_looks_like_a_number_is_no_quantity(text: str) -> None:
    assert quantities(text) == []


def test_ages_are_in_years_of_age() -> None:
    assert only("Maria Keller, 34, said the road was closed.").unit == "year of age"
    assert only("Anyone aged 17 may apply.").value == 17
    assert only("A 12-year-old girl found it.").measure == "age"


def test_durations_are_quantities_though_they_are_dates_too() -> None:
    quantity = only("The strike lasted 90 days.")
    assert (quantity.value, quantity.unit) == (90, "day")


def test_a_part_takes_its_unit_from_the_whole() -> None:
    found = quantities("Twelve of the 17 prisoners were freed.")
    assert [(q.value, q.unit) for q in found] == [(12, "prisoner"), (17, "prisoner")]


def test_a_share_may_be_called_something() -> None:
    assert only("She called half of the members cowardly.").unit == "member"


def test_a_model_number_inside_what_is_counted_is_no_quantity() -> None:
    assert [q.value for q in quantities("The airline grounded two new 737 Max jets.")] == [2]


@pytest.mark.parametrize(
    ("text", "part", "measure"),
    [
        ("Trade between Norway and Chile reached about $3 billion.", "$3", "trade"),
        ("Bilateral trade amounted to only $1.7 billion.", "$1.7", "bilateral trade"),
        ("The ministry imposed a 31% tariff on steel.", "31%", "tariff"),
        ("They set a target of 40 million euros.", "40", "target"),
        ("They agreed on a 9 billion euro trade target.", "9", "trade target"),
        ("The aim is to raise tourism revenue to $12 billion.", "$12", "tourism revenue"),
        ("The share of wind in Chile's power exceeded 21%.", "21%", "share of wind"),
        ("The couple paid $40,000 in federal taxes.", "$40,000", "federal tax"),
        ("She spent $1,200 at a furrier.", "$1,200", "spend"),
        ("Anyone caught faces a 900 euro ($980) fine.", "900", "fine"),
        ("Attendance was 31,300.", "31,300", "attendance"),
        ("Doctors put the number of wounded at 17.", "17", "number of wounded"),
    ],
)
def test_the_clause_tells_what_is_measured(text: str, part: str, measure: str) -> None:
    assert by_text(text, part).measure == measure


def test_a_share_keeps_what_it_is_a_share_of() -> None:
    quantity = only("Over 18% of Chile's copper exports went to Norway.")
    assert (quantity.bound, quantity.share_of) == ("more_than", "Chile's copper exports")
    assert only("More than half of Chilean exports were fish.").value == 0.5


def test_this_surge_is_about_the_amount_of_the_sentence_before() -> None:
    text = (
        "Norway and Chile held talks. On trade, both nations set a target of USD 8 billion by 2031. "
        "This is a major surge from the USD 3.1 billion recorded between January and June 2030."
    )
    target, actual = (q for q in quantities(text) if q.unit == "USD")
    assert (target.measure, target.role) == ("trade target", "target")
    assert (actual.measure, actual.role) == ("trade", "actual")
    assert "measure" in actual.carried
    assert set(actual.parties) == {"Norway", "Chile"}
    assert actual.period == Period("2030-01-01", "2030-06-30")


def test_a_named_target_takes_measure_from_where_it_was_set() -> None:
    text = "They want trade to reach a target of $8 billion.\n\nThe minister said the $8 billion target is realistic."
    assert quantities(text)[1].role == "target"


def test_bilateral_amounts_lie_between_the_countries_of_the_article() -> None:
    text = "Norway and Chile signed a treaty. In 2021, bilateral trade amounted to $1.7 billion."
    quantity = next(q for q in quantities(text) if q.unit == "USD")
    assert quantity.parties == ("Chile", "Norway")
    assert quantity.carried == ("parties",)
    assert quantity.period == Period("2021-01-01", "2021-12-31")


def test_parties_named_beside_the_amount_are_not_carried() -> None:
    quantity = by_text("Trade between Norway and Chile reached about $3 billion.", "$3")
    assert (set(quantity.parties), quantity.carried) == ({"Norway", "Chile"}, ())


def test_a_date_of_another_clause_does_not_govern() -> None:
    found = quantities("Sales rose 3% in 2021 and fell 5% in 2022.")
    assert [q.period and q.period.start for q in found] == ["2021-01-01", "2022-01-01"]


def test_the_year_of_a_thing_beside_an_amount_is_not_that_of_the_amount() -> None:
    found = by_text("The clerks spent 30 hours reading from a 1987 ledger.", "30")
    assert found.period is None


def test_an_open_end_is_no_period() -> None:
    assert only("Exports stood at $4 billion before 2019.").period is None


def test_a_stretch_at_the_end_of_a_row_of_deeds_goes_for_all_of_them() -> None:
    found = quantities("The firm earned $8 million and paid $3 million from 2019 to 2021.")
    assert [q.period for q in found] == [Period("2019-01-01", "2021-12-31")] * 2
    # A single year may be of the last deed alone.
    first, _ = quantities("The firm earned $8 million and paid $3 million in 2021.")
    assert first.period is None


def test_the_date_of_what_an_amount_is_set_beside_is_not_its_own() -> None:
    ours, theirs, sales = quantities(
        "Income came to $8 million, against $5 million a year ago, on sales of $21 million.",
        "2024-05-06",
    )
    assert (ours.period, sales.period) == (None, None)
    assert theirs.period == Period("2023-01-01", "2023-12-31")
    cars, before = quantities(
        "It delivered 412,000 cars, down from 440,000 a year earlier.", "2024-05-06"
    )
    assert cars.period is None and before.period is not None and before.text == "440,000"


def test_a_part_of_a_day_is_of_that_day() -> None:
    (found,) = quantities("About 250 homes were without power on Monday morning.", "2024-05-07")
    assert found.period == Period("2024-05-06", "2024-05-06")


def test_a_date_between_two_deeds_is_of_the_first_alone() -> None:
    first, second = quantities("The firm spent $8 million in 2021 and owes $3 million.")
    assert first.period == Period("2021-01-01", "2021-12-31")
    assert second.period is None


def test_a_particle_of_the_verb_is_no_hedge() -> None:
    handed = only("The group handed over 412,300 vehicles.")
    assert (handed.bound, handed.text) == ("exact", "412,300 vehicles")
    assert only("It employs over 300 people.").bound == "more_than"
    assert only("They quarrelled over a $3 million bill.").bound == "exact"


def test_what_is_set_beside_a_name_as_of_now_is_no_forecast() -> None:
    now, then = quantities(
        "The jobless rate, now 4.1 percent, is expected to rise to 5.2 percent by 2024."
    )
    assert (now.role, now.period) == ("actual", None)
    assert (then.role, then.period) == ("forecast", Period("2024-01-01", "2024-12-31"))


@pytest.mark.parametrize(
    "text",
    [
        "The charge carries a maximum of three years in prison.",
        "Keller faces up to three years in prison.",
        "She could be jailed for up to three years.",
    ],
)
def test_the_longest_term_one_may_get_is_a_limit(text: str) -> None:
    assert only(text).role == "limit"


def test_an_age_is_of_the_person_named_right_before_it() -> None:
    text = "The captain of the Selene, Omar Saleh, 52, was held."
    (aged,) = [f for f in extract(document("a.txt", text)) if isinstance(f, Quantity)]
    assert aged.bearer == "Omar Saleh"
    text = "Kovac met the captain, Omar Saleh, who is 52."
    (aged,) = [f for f in extract(document("a.txt", text)) if isinstance(f, Quantity)]
    assert aged.bearer == "Omar Saleh"


def test_a_share_that_is_needed_is_a_limit() -> None:
    won, needed = quantities("She won 49.4% of the vote, short of the 50% she needed.")
    assert (won.role, needed.role) == ("actual", "limit")


@pytest.mark.parametrize(
    "text",
    [
        "The magnitude 6.8 quake woke the town.",
        "A 6.8-magnitude quake woke the town.",
        "The quake, with a magnitude of 6.8, woke the town.",
    ],
)
def test_a_number_on_a_scale_counts_nothing(text: str) -> None:
    found = only(text)
    assert (found.value, found.unit, found.measure) == (6.8, None, "magnitude")


def test_since_runs_to_the_day_of_publication() -> None:
    found = quantities("They have paid $4 million since 2019.", "2024-05-06")
    assert found[0].period == Period("2019-01-01", "2024-05-06")
    assert only("They have paid $4 million since 2019.").period is None


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Exports fell 24% in May.", "down"),
        ("Trade amounted to $2 billion, down 24% on the year.", "down"),
        ("Shares gained 3.5%.", "up"),
        ("The rate stood at 4%.", None),
        ("They made up 7% of imports.", None),
    ],
)
def test_words_of_movement_set_the_change(text: str, change: str | None) -> None:
    assert by_text(text, "%" if "%" in text else "$").change == change


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Analysts expect growth of 4%.", "forecast"),
        ("The bridge would cost $9 million.", "forecast"),
        ("They set a goal of 40%.", "target"),
        ("The bridge cost $9 million.", "actual"),
        ("The firm offered $9 million for the site.", "offer"),
        ("Donors pledged $9 million for the site.", "actual"),
        ("They made pledges of $9 million for the site.", "actual"),
        ("The ministry pledged to cut waste by 40%.", "target"),
        ("The ministry pledged to invest $9 million.", "target"),
        ("The needs of the region were put at $9 million.", "forecast"),
    ],
)
def test_the_role_follows_the_cue(text: str, role: str) -> None:
    assert quantities(text)[0].role == role


def test_the_same_amount_in_brackets_is_also_and_a_fact_of_its_own() -> None:
    euros, dollars = quantities("He paid a 900 euro ($980) fine.")
    assert [o.unit for o in euros.also] == ["USD"]
    assert [o.value for o in dollars.also] == [900]
    assert dollars.measure == euros.measure == "fine"


def test_other_units_of_length_tie_but_other_things_do_not() -> None:
    miles, kilometres = quantities("The tunnel is 7 miles (11 km) long.")
    assert miles.also[0].text == "11 km"
    assert kilometres.also[0].text == "7 miles"
    assert all(not q.also for q in quantities("They hired 40 people (20%)."))


def test_terms_are_content_words_of_the_own_clause() -> None:
    text = "Exports to Chile reached $3 billion, and the minister left for a long holiday."
    terms = by_text(text, "$3").terms
    assert {"export", "reach"} <= set(terms)
    assert "holiday" not in terms
    assert not any(character.isdigit() for term in terms for character in term)


_WORDS = st.sampled_from(
    [
        "the",
        "a",
        "of",
        "in",
        "to",
        "and",
        ",",
        ".",
        "(",
        ")",
        "$5",
        "7%",
        "3-2",
        "half",
        "one",
        "two",
        "dozen",
        "about",
        "over",
        "from",
        "between",
        "by",
        "2021",
        "May",
        "million",
        "people",
        "trade",
        "rose",
        "fell",
        "Norway",
        "target",
        "this",
        "it",
        "is",
        ",",
        "who",
        "12",
        "p.m.",
        "-",
        "\n",
    ]
)


@given(st.lists(_WORDS, max_size=25).map(" ".join))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_sentence_makes_it_raise(text: str) -> None:
    quantities(text)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Several hundred guests came.", 200, 1_000, "guest"),
        ("It drew only a few dozen votes.", 24, 120, "vote"),
        ("The fund lost several million dollars.", 2e6, 1e7, "USD"),
    ],
)
def test_several_hundred_are_a_range(text: str, low: float, high: float, unit: str) -> None:
    found = only(text)
    assert (found.value, found.low, found.high, found.unit) == (None, low, high, unit)


def test_a_project_is_no_forecast_and_a_contract_no_fall() -> None:
    text = (
        "The 3 billion dollar project was finished. The firm won a contract of 2 billion dollars."
    )
    assert [(q.role, q.change) for q in quantities(text)] == [("actual", None)] * 2


def test_one_amount_is_not_what_another_measures() -> None:
    text = "The fine is 50 pence, 300 yen or 2 euros a day."
    assert {q.measure for q in quantities(text)} <= {"fine", None}


def test_months_to_a_month_are_a_stretch_of_time() -> None:
    (profit,) = [
        q
        for q in quantities(
            "Profit in the three months to September was $412 million.", "2026-10-23"
        )
        if q.unit == "USD"
    ]
    assert profit.period == Period("2026-07-01", "2026-09-30")


def test_what_is_a_record_since_a_year_is_of_today() -> None:
    (turnout,) = quantities(
        "Turnout was 61 percent, the highest in a vote since 1994.", "2026-11-04"
    )
    (members,) = quantities("It has won 61 percent of them since 1994.", "2026-11-04")
    assert turnout.period is None
    assert members.period is not None


def test_who_has_an_amount_where_the_verb_is_left_out() -> None:
    text = "Grace Lind had 52.1 percent of the vote and Tom Brandt 47.9 percent."
    told = [fact for fact in extract(document("a.txt", text)) if isinstance(fact, Quantity)]
    assert [one.bearer for one in told] == ["Grace Lind", "Tom Brandt"]


def test_an_amount_that_is_a_reason_is_no_forecast() -> None:
    told = quantities("Bills will not rise because of the 15-million-pound fine.")
    assert [one.role for one in told] == ["actual"]
    assert [one.role for one in quantities("The fine will be 15 million pounds.")] == ["forecast"]


@pytest.mark.parametrize(
    "text",
    [
        "The death toll of Tuesday's flood rose to three after a woman died.",
        "That brings the number of victims to three.",
        "The tally stands at three.",
    ],
)
def test_a_count_that_is_reached_in_words_is_a_quantity(text: str) -> None:
    assert only(text).value == 3


@pytest.mark.parametrize(
    "text", ["He rose to one of the top jobs.", "They went from two to three."]
)
def test_a_number_word_that_no_count_reaches_is_none(text: str) -> None:
    assert quantities(text) == []


def test_a_place_behind_a_number_word_makes_no_inches() -> None:
    assert only("The storm killed three in Bergvik.").unit is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The mayor put the cost of repairs at 14 million euros.", "forecast"),
        ("Repairs will cost 12 million euros.", "forecast"),
        ("The town paid 14 million euros for repairs.", "actual"),
        ("The bank put inflation at 3.8 percent.", "actual"),
    ],
)
def test_who_puts_a_cost_at_an_amount_estimates_it(text: str, role: str) -> None:
    assert only(text).role == role


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The bridge is 640 metres long.", "bridge length"),
        ("The wall is 3 metres high.", "wall height"),
        ("It cost 86 million euros.", "cost"),
        ("The bank expects growth of 2 percent.", "growth"),
        ("The talks were two years long.", "talk"),
    ],
)
def test_the_word_beside_an_amount_tells_which_measure_it_is(text: str, measure: str) -> None:
    assert only(text).measure == measure


def test_what_something_went_up_to_is_no_upper_bound() -> None:
    quantity = by_text("The share of trams went up to 27.3 percent from 26.9 percent.", "27.3")
    assert (quantity.bound, quantity.text) == ("exact", "27.3 percent")
    assert by_text("The tram takes up to 90 passengers.", "90").bound == "at_most"


def test_goals_that_are_scored_are_no_targets() -> None:
    found = quantities("Ines Holm scored 22 goals in 34 matches for Varde.")
    assert [q.role for q in found] == ["actual", "actual"]
    assert only("The club has a target of 40 percent.").role == "target"


def test_what_is_said_of_a_firm_beside_what_it_foresees_is_no_forecast() -> None:
    text = "The yard, which has 8,000 welders, expects a loss of 5 million euros."
    assert by_text(text, "welders").role == "actual"
    assert by_text(text, "euros").role == "forecast"


def test_a_sum_that_others_expected_is_a_forecast() -> None:
    text = "Sales came to 1.24 billion euros, above the 1.19 billion expected by analysts."
    assert [q.role for q in quantities(text)] == ["actual", "forecast"]


@pytest.mark.parametrize(
    ("text", "part", "period"),
    [
        ("Norland had 104,500 visitors, 3 percent more than in 2024.", "104,500", None),
        ("Norland had 104,500 visitors, twice as many as in 2024.", "104,500", None),
        ("Exports rose 5.2 percent from September 2024.", "5.2", None),
        ("In April the yard had forecast sales of 4 billion euros.", "4 billion", None),
        (
            "The yard forecast sales of 4 billion euros in 2026.",
            "4 billion",
            Period("2026-01-01", "2026-12-31"),
        ),
    ],
)
def test_when_something_was_foreseen_or_is_compared_with_is_not_its_period(
    text: str, part: str, period: Period | None
) -> None:
    found = next(q for q in quantities(text, "2025-10-08") if part in q.text)
    assert found.period == period


@pytest.mark.parametrize(
    "text",
    [
        "The council approved the plans by 31 votes to 22.",
        "The plans were approved by the council with 31 votes in favour and 22 against.",
    ],
)
def test_votes_counted_for_and_against_are_one_tally(text: str) -> None:
    tally = only(text)
    assert (tally.rule, tally.value, tally.also[0].value) == ("tally", 31, 22)


def test_what_stands_behind_a_semicolon_gives_no_role() -> None:
    text = "In Lund, 71 percent of patients were seen within four hours; the target is 95 percent."
    assert [by_text(text, part).role for part in ("71", "95")] == ["actual", "target"]


def test_an_item_of_a_list_is_a_sentence_without_its_mark() -> None:
    text = """What is known of the fire at the mill

- Some 40 workers were in the building when the alarm went off. Nobody is missing.
- At least 15 firemen were treated for smoke, the clinic in Bergvik told the radio.
- The mill was built in 1898 and belongs to the town, which bought it years ago.
- The town pays for the repairs, which will take all of the summer, it says.
- Nobody knows yet how it began; the police have sealed off the upper floors.
- The mayor has called a meeting of the council for the evening of the same day.
- The trains to the coast run late because the line passes close to the mill.
"""
    treated = by_text(text, "15 firemen")
    said = text[treated.sentence.start : treated.sentence.end]
    assert said.startswith("At least 15") and said.endswith("radio.")


def test_growth_that_is_forecast_is_a_measure_of_its_own() -> None:
    text = "The bank cut its main rate to 3.25%. It forecasts growth of 1.6% for this year."
    assert by_text(text, "1.6").measure == "growth"


def test_a_time_that_owns_another_noun_is_not_the_period_of_the_amount() -> None:
    text = "Owners will get $41.50 a share, far more than Friday's price."
    assert by_text(text, "$41.50").period is None
    assert only("The company's revenue in 2024 was $4 billion.").period is not None


@pytest.mark.parametrize(
    ("text", "unit"), [("They made 300 doses.", "dose"), ("They saw 300 roses.", "rose")]
)
def test_what_ends_in_oses_is_counted_in_oses(text: str, unit: str) -> None:
    assert only(text).unit == unit
