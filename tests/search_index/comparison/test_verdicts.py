"""Each verdict rule, both ways."""

from __future__ import annotations

import dataclasses

import pytest

from search_index.comparison.items import Item
from search_index.comparison.stories import Article
from search_index.comparison.verdicts import RULES, Judgement, judge
from search_index.models import OtherAmount, Period, Quantity
from tests.search_index.comparison.making import YEAR_2023, YEAR_2024, item, quantity


def verdict(a: object, b: object, same_event: bool = False) -> Judgement:
    judgement = judge(item(a), item(b, 1), same_event=same_event)  # type: ignore[arg-type]
    assert judgement is not None
    return judgement


def test_every_rule_has_a_name_of_its_own_and_a_sentence() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.sentence.endswith(".") for rule in RULES)


def test_the_same_number_agrees() -> None:
    found = verdict(quantity(46.0, "46"), quantity(46.0, "46", "b.txt"))
    assert (found.verdict, found.dimension, found.rule) == ("agree", None, "equal")


def test_a_rounded_value_is_compatible_not_in_conflict() -> None:
    fine = quantity(4.92e9, "$4.92 billion", step=1e7, period=YEAR_2024)
    coarse = quantity(
        5e9, "about $5 billion", "b.txt", step=1e9, bound="about", hedge="about", period=YEAR_2024
    )
    found = verdict(fine, coarse)
    assert (found.verdict, found.dimension, found.rule) == ("compatible", "precision", "rounds")
    assert found.reason == "USD 4.92 billion rounds to about USD 5 billion"


def test_what_does_not_round_is_no_rounding() -> None:
    one = quantity(43.9e6, "$43.9 million", step=1e5, period=YEAR_2024)
    other = quantity(44.5e6, "$44.5 million", "b.txt", step=1e5, period=YEAR_2024)
    assert verdict(one, other).verdict == "conflict"


def test_two_round_figures_written_out_do_not_round_to_each_other() -> None:
    one = quantity(24000.0, "24,000", step=1e3, period=YEAR_2024)
    other = quantity(20000.0, "20,000", "b.txt", step=1e4, period=YEAR_2024)
    assert verdict(one, other).verdict == "conflict"


def test_nearly_stands_for_less_never_for_more() -> None:
    nearly = quantity(
        44e6, "nearly $44 million", step=1e6, bound="about", hedge="nearly", period=YEAR_2024
    )
    below = quantity(43_762_190.0, "$43,762,190", "b.txt", step=10, period=YEAR_2024)
    above = quantity(44_300_000.0, "$44,300,000", "b.txt", step=1e5, period=YEAR_2024)
    assert verdict(nearly, below).rule == "rounds"
    assert verdict(nearly, above).verdict != "agree"
    assert verdict(nearly, above).rule != "rounds"


def test_a_kept_bound_is_compatible_and_a_broken_one_is_not() -> None:
    bound = quantity(300.0, "over $300", bound="more_than", step=100, period=YEAR_2024)
    kept = quantity(309.45, "$309.45", "b.txt", step=0.01, period=YEAR_2024)
    broken = quantity(250.0, "$250", "b.txt", step=10, period=YEAR_2024)
    assert verdict(bound, kept).rule == "within_bound"
    assert verdict(bound, broken).verdict == "conflict"


def test_a_number_inside_a_range_is_compatible() -> None:
    wide = quantity(None, "46 to 57", low=46.0, high=57.0, bound="between", unit="month")
    assert verdict(wide, quantity(50.0, "50", "b.txt", unit="month")).rule == "within_bound"


def test_a_target_is_not_a_result() -> None:
    found = verdict(quantity(1e10, role="target"), quantity(1e10, doc="b.txt"))
    assert (found.verdict, found.dimension) == ("differ", "role")


def test_other_years_differ_whatever_the_numbers() -> None:
    found = verdict(
        quantity(5.28e9, step=1e7, period=YEAR_2023),
        quantity(4.92e9, doc="b.txt", step=1e7, period=YEAR_2024),
    )
    assert (found.verdict, found.dimension) == ("differ", "period")
    assert "2023" in found.reason and "2024" in found.reason


def test_one_party_against_both_is_another_scope() -> None:
    found = verdict(
        quantity(7.0, parties=("Kenya",), period=YEAR_2024),
        quantity(9.0, doc="b.txt", parties=("Kenya", "Uganda"), period=YEAR_2024),
    )
    assert (found.verdict, found.dimension) == ("differ", "scope")


def test_what_one_doubts_and_the_other_states_differs_in_certainty() -> None:
    found = verdict(quantity(7.0, certainty="denied"), quantity(7.0, doc="b.txt"))
    assert (found.verdict, found.dimension) == ("differ", "certainty")


def test_unlike_numbers_of_an_unknown_period_are_never_a_conflict() -> None:
    found = verdict(quantity(7.0, period=YEAR_2024), quantity(9.0, doc="b.txt"))
    assert (found.verdict, found.dimension, found.rule) == ("differ", "scope", "unknown")
    assert "period" in found.reason


def test_unlike_numbers_of_one_period_clash() -> None:
    found = verdict(
        quantity(7412.35, step=0.01, period=YEAR_2024, parties=("Kenya",)),
        quantity(7312.35, doc="b.txt", step=0.01, period=YEAR_2024, parties=("Kenya",)),
    )
    assert (found.verdict, found.dimension) == ("conflict", "value")


def test_unlike_numbers_of_two_holders_are_a_matter_of_attribution() -> None:
    found = verdict(
        quantity(30.0, unit="percent", holder="Ana Ruiz", period=YEAR_2024, parties=("Kenya",)),
        quantity(
            35.7,
            doc="b.txt",
            unit="percent",
            step=0.1,
            holder="Peter Jones",
            period=YEAR_2024,
            parties=("Kenya",),
        ),
    )
    assert (found.verdict, found.dimension) == ("conflict", "attribution")


def test_a_deadline_only_one_gives_refines_the_target() -> None:
    found = verdict(
        quantity(1e10, role="target", period=YEAR_2024), quantity(1e10, doc="b.txt", role="target")
    )
    assert (found.verdict, found.dimension, found.rule) == ("compatible", "detail", "refines")


def test_an_amount_the_source_converts_itself_agrees_with_its_conversion() -> None:
    also = OtherAmount(start=0, end=1, text="$4,700", value=4700.0, unit="USD")
    found = verdict(
        quantity(20000.0, "20,000 ringgit", unit="MYR", step=1e4, also=(also,)),
        quantity(4700.0, "$4,700", "b.txt", step=100),
    )
    assert found.rule == "equal_in_other_unit"


@pytest.mark.parametrize("swap", [False, True])
def test_the_verdict_does_not_depend_on_who_is_first(swap: bool) -> None:
    a = quantity(4.92e9, step=1e7, period=YEAR_2024)
    b = quantity(5e9, doc="b.txt", step=1e9, bound="about", period=YEAR_2024)
    found = verdict(b, a) if swap else verdict(a, b)
    assert found.verdict == "compatible" and found.reason.startswith("USD 4.92 billion rounds to")


def test_unlike_numbers_of_what_is_not_named_alike_are_no_conflict() -> None:
    found = verdict(
        quantity(141e6, step=1e6, measure="earnings", period=YEAR_2024),
        quantity(139e6, doc="b.txt", step=1e6, measure="adjusted income", period=YEAR_2024),
    )
    assert (found.verdict, found.dimension, found.rule) == ("differ", "scope", "other_measure")


def test_tallies_agree_only_on_both_sides() -> None:
    def tally(against: float, doc: str) -> Quantity:
        also = OtherAmount(start=0, end=1, text="?", value=against, unit="vote")
        return quantity(
            97.0, "97-1", doc, unit="vote", rule="tally", also=(also,), period=YEAR_2024
        )

    assert verdict(tally(1.0, "a.txt"), tally(1.0, "b.txt")).verdict == "agree"
    assert verdict(tally(1.0, "a.txt"), tally(2.0, "b.txt")).verdict == "conflict"
    one_side = quantity(97.0, "97", "b.txt", unit="vote", period=YEAR_2024)
    assert verdict(tally(1.0, "a.txt"), one_side).verdict == "agree"


def test_a_later_article_updates_and_does_not_contradict() -> None:
    early = item(quantity(12.0, unit="victim"), published="2024-05-01")
    late = item(quantity(19.0, doc="b.txt", unit="victim"), 1, published="2024-05-04")
    found = judge(early, late, same_event=True)
    assert found is not None
    assert (found.verdict, found.dimension, found.rule) == ("differ", "period", "later")
    assert "b.txt tells it 3 days later" in found.reason


def test_a_plan_may_change_within_a_day_and_what_happened_may_not() -> None:
    def judged(role: str, certainty: str) -> Judgement | None:
        told = {"unit": "day", "role": role, "certainty": certainty}
        early = item(quantity(3.0, **told), published="2024-05-01")
        late = item(quantity(5.0, doc="b.txt", **told), 1, published="2024-05-02")
        return judge(early, late, same_event=True)

    plan, deed = judged("forecast", "expected"), judged("actual", "asserted")
    assert plan is not None and (plan.verdict, plan.rule) == ("differ", "later")
    assert "b.txt tells it a day later" in plan.reason
    assert deed is not None and deed.verdict == "conflict"


def test_a_toll_may_rise_within_a_day_and_other_counts_may_not() -> None:
    def judged(fate: str | None) -> Judgement | None:
        early = item(quantity(2.0, unit="people"), published="2024-05-01", fate=fate)
        late = item(quantity(3.0, doc="b.txt", unit="people"), 1, published="2024-05-02", fate=fate)
        return judge(early, late, same_event=True)

    toll, count = judged("dead"), judged(None)
    assert toll is not None and (toll.verdict, toll.rule) == ("differ", "later")
    assert count is not None and count.verdict == "conflict"


def test_nearly_fifty_million_may_be_forty_eight_and_fifty_million_is_not() -> None:
    fine = quantity(48e6, "48 million", step=1e6, period=YEAR_2024)
    nearly = quantity(
        5e7, "nearly 50 million", "b.txt", step=1e7, bound="about", hedge="nearly", period=YEAR_2024
    )
    plain = quantity(5e7, "50 million", "b.txt", step=1e7, period=YEAR_2024)
    assert verdict(fine, nearly).rule == "rounds"
    assert verdict(fine, plain).verdict == "conflict"


def test_on_one_day_there_is_no_update() -> None:
    one = item(quantity(12.0, unit="victim"), published="2024-05-01")
    other = item(quantity(19.0, doc="b.txt", unit="victim"), 1, published="2024-05-01")
    found = judge(one, other, same_event=True)
    assert found is not None and found.verdict == "conflict"


def test_the_day_a_figure_was_told_is_not_its_period() -> None:
    quarter = Period("2024-04-01", "2024-06-30")
    told = Period("2024-07-25", "2024-07-25")
    one = item(quantity(1.27e9, period=quarter), published="2024-07-24")
    other = item(quantity(1.27e9, doc="b.txt", period=told), 1, published="2024-07-25")
    found = judge(one, other, same_event=True)
    assert found is not None and found.verdict == "agree"


def test_unlike_figures_of_two_days_still_differ_by_period() -> None:
    first, later = Period("2024-07-20", "2024-07-20"), Period("2024-07-23", "2024-07-23")
    one = item(quantity(41.0, unit="victim", period=first), published="2024-07-20")
    other = item(
        quantity(57.0, doc="b.txt", unit="victim", period=later), 1, published="2024-07-23"
    )
    found = judge(one, other, same_event=True)
    assert found is not None and (found.verdict, found.dimension) == ("differ", "period")


def test_three_thousand_written_out_is_not_three_and_a_half() -> None:
    assert (
        verdict(quantity(3000.0, "3,000 jobs"), quantity(3500.0, "3,500 jobs", "b.txt")).rule
        != "rounds"
    )
    assert (
        verdict(quantity(3000.0, "3,000 jobs"), quantity(3120.0, "3,120 jobs", "b.txt")).rule
        == "rounds"
    )


@pytest.mark.parametrize(("exact", "rule"), [(4597.0, "rounds"), (4560.0, "clash")])
def test_hundreds_written_out_may_be_rounded_by_a_hair(exact: float, rule: str) -> None:
    found = verdict(
        quantity(4600.0, "4,600 children", step=100, unit="child", period=YEAR_2024),
        quantity(exact, f"{exact:,.0f} children", "b.txt", step=1, unit="child", period=YEAR_2024),
    )
    assert found.rule == rule


def test_what_is_aimed_at_and_what_is_foreseen_are_one_figure_where_they_are_equal() -> None:
    aimed = quantity(7.0, "7%", unit="percent", role="target")
    foreseen = quantity(7.0, "7 percent", "b.txt", unit="percent", role="forecast")
    less = quantity(6.0, "6 percent", "b.txt", unit="percent", role="forecast")
    announced = quantity(7.0, "7 percent", "b.txt", unit="percent", certainty="expected")
    done = quantity(7.0, "7 percent", "b.txt", unit="percent")
    assert verdict(aimed, foreseen).verdict != "differ"
    assert verdict(aimed, announced).verdict != "differ"
    assert verdict(aimed, less).rule == "other_role"
    assert verdict(aimed, done).rule == "other_role"


def test_the_longest_term_the_law_allows_is_not_the_term_that_was_given() -> None:
    allowed = quantity(
        3.0, "up to three years", unit="year", measure="prison", role="limit", bound="at_most"
    )
    given = quantity(2.0, "two years", "b.txt", unit="year", measure="prison")
    found = verdict(allowed, given)
    assert (found.verdict, found.dimension) == ("differ", "role")


def test_one_speaker_reported_with_two_numbers_of_one_year_is_a_conflict() -> None:
    def figure(value: float, text: str, doc: str, holder: str) -> Item:
        told = quantity(
            value,
            text,
            doc,
            unit="tonne",
            measure="cargo",
            parties=(),
            period=YEAR_2024,
            holder=holder,
        )
        return item(told, holder=holder)

    one = figure(40e6, "40 million tonnes", "a.txt", "Ana Ruiz")
    found = judge(one, figure(45e6, "45 million tonnes", "b.txt", "Ana Ruiz"), same_event=False)
    assert found is not None and found.verdict == "conflict"
    found = judge(one, figure(45e6, "45 million tonnes", "b.txt", "Tomás Vega"), same_event=False)
    assert found is not None and found.verdict == "differ"


def test_nearly_a_million_is_no_rounding_of_six_hundred_thousand() -> None:
    million = quantity(1e6, "nearly $1 million", step=1e6, bound="about", hedge="nearly")
    assert verdict(quantity(6e5, "$600,000", "b.txt"), million).verdict == "differ"
    assert verdict(quantity(9.2e5, "$920,000", "b.txt"), million).rule == "rounds"


def test_sums_over_stretches_of_other_lengths_differ_by_period() -> None:
    over_eight = item(quantity(62e6, "$62 million", step=1e6), lengths=frozenset({"P8Y"}))
    over_seven = item(
        quantity(58e6, "$58 million", "b.txt", step=1e6), 1, lengths=frozenset({"P7Y"})
    )
    found = judge(over_eight, over_seven, same_event=True)
    assert found is not None
    assert (found.verdict, found.dimension, found.rule) == ("differ", "period", "other_length")
    assert found.reason == "USD 62 million over 8 years, USD 58 million over 7 years"


def test_sums_over_stretches_of_one_length_still_clash() -> None:
    years = frozenset({"P8Y"})
    one = item(quantity(62e6, "$62 million", step=1e6), lengths=years)
    other = item(quantity(58e6, "$58 million", "b.txt", step=1e6), 1, lengths=years)
    found = judge(one, other, same_event=True)
    assert found is not None and found.verdict == "conflict"


def test_ages_are_of_no_stretch_of_time_beside_them() -> None:
    years = {"P5Y": 24.0, "P4Y": 25.0}
    one, other = (
        item(
            quantity(age, str(int(age)), f"{age}.txt", unit="year of age", measure="age"),
            lengths=frozenset({length}),
        )
        for length, age in years.items()
    )
    found = judge(one, other, same_event=True)
    assert found is not None and found.verdict == "conflict"


def test_a_period_of_whole_years_is_a_stretch_of_time_as_well() -> None:
    eight_years = Period("2001-01-01", "2008-12-31")
    told = quantity(62e6, "$62 million", step=1e6, period=eight_years)
    over_seven = quantity(58e6, "$58 million", "b.txt", step=1e6)
    over_eight = item(over_seven, 1, lengths=frozenset({"P96M"}))
    found = judge(item(told), item(over_seven, 1, lengths=frozenset({"P7Y"})), same_event=True)
    assert found is not None and found.rule == "other_length"
    found = judge(item(told), over_eight, same_event=True)
    assert found is not None and found.verdict == "conflict"


def test_stretches_of_time_that_are_the_amounts_themselves_are_compared_as_amounts() -> None:
    eight = item(quantity(8.0, "eight years", unit="year"), lengths=frozenset({"P8Y"}))
    seven = item(quantity(7.0, "seven years", "b.txt", unit="year"), 1, lengths=frozenset({"P7Y"}))
    found = judge(eight, seven, same_event=True)
    assert found is not None and found.rule != "other_length"


def test_the_day_on_which_an_age_is_told_is_not_when_it_holds() -> None:
    unit = "year of age"
    one = quantity(54.0, "54", unit=unit, period=YEAR_2023)
    other = quantity(55.0, "55", "b.txt", unit=unit, period=YEAR_2024)
    assert verdict(one, other, same_event=True).verdict == "conflict"


def test_one_figure_told_on_two_days_is_one_figure() -> None:
    thursday, friday = Period("2022-03-10", "2022-03-10"), Period("2022-03-11", "2022-03-11")
    one = item(quantity(9.0, "nine", unit="year", period=thursday), published="2022-03-10")
    other = item(
        quantity(9.0, "nine", "b.txt", unit="year", period=friday), 1, published="2022-03-11"
    )
    found = judge(one, other, same_event=True)
    assert found is not None and found.verdict == "agree"


def test_a_number_in_words_below_a_hundred_is_meant_to_the_one_unless_hedged() -> None:
    ten = quantity(10.0, "Ten people", unit="people", step=10)
    about = quantity(10.0, "about ten people", unit="people", step=10, bound="about", hedge="about")
    twelve = quantity(12.0, "12 people", "b.txt", unit="people")
    assert verdict(ten, twelve).verdict != "compatible"
    assert verdict(about, twelve).verdict == "compatible"


def test_about_a_number_of_one_digit_is_a_tenth_on_either_side() -> None:
    about = quantity(50.0, "about $50", step=10, bound="about", hedge="about")
    assert verdict(about, quantity(54.0, "$54", "b.txt")).verdict == "compatible"
    assert verdict(about, quantity(58.0, "$58", "b.txt")).verdict != "compatible"


def test_how_long_it_is_to_last_and_how_long_it_lasted_are_two_questions_where_they_are_unlike() -> (
    None
):
    held = quantity(27.0, "27 days", unit="day", measure="hold")
    foreseen = quantity(90.0, "90 days", "b.txt", unit="day", measure="hold", role="forecast")
    found = verdict(held, foreseen, same_event=True)
    assert (found.verdict, found.dimension) == ("differ", "role")
    same = quantity(27.0, "27 days", "b.txt", unit="day", measure="hold", role="forecast")
    assert verdict(held, same, same_event=True).verdict == "agree"


def test_half_of_a_single_digit_is_not_rounded_down() -> None:
    five, more = (
        quantity(5.0, "5 percent", "b.txt", unit="percent"),
        quantity(5.5, "5.5 percent", step=0.1, unit="percent"),
    )
    six = quantity(6.0, "6 percent", "b.txt", unit="percent")
    assert verdict(more, five).verdict not in ("agree", "compatible")
    assert verdict(more, six).rule == "rounds"


def test_in_news_of_a_disaster_every_count_may_be_another_on_the_next_day() -> None:
    def judged(harmed: bool, unit: str) -> Judgement | None:
        article = Article(None, None, frozenset(), harmed)
        early = item(quantity(4.0, unit=unit), published="2024-05-01", article=article)
        late = item(
            quantity(7.0, doc="b.txt", unit=unit), 1, published="2024-05-02", article=article
        )
        return judge(early, late, same_event=True)

    shelters, rooms = judged(True, "shelter"), judged(False, "shelter")
    assert shelters is not None and (shelters.verdict, shelters.rule) == ("differ", "later")
    assert rooms is not None and rooms.verdict == "conflict"
    depth = judged(True, "metre")
    assert depth is not None and depth.verdict == "conflict"


def test_what_was_destroyed_is_still_counted_on_the_next_day() -> None:
    def judged(word: str) -> Judgement | None:
        words = frozenset({word, "building"})
        early = item(quantity(450.0, unit="building"), published="2024-05-01", words=words)
        late = item(
            quantity(620.0, doc="b.txt", unit="building"), 1, published="2024-05-02", words=words
        )
        return judge(early, late, same_event=True)

    fallen, owned = judged("collapse"), judged("own")
    assert fallen is not None and (fallen.verdict, fallen.rule) == ("differ", "later")
    assert owned is not None and owned.verdict == "conflict"


def test_a_body_without_a_name_is_a_holder_of_its_own() -> None:
    cost = item(quantity(3.2e9, parties=(), unit="DKK"))
    other = item(quantity(2.8e9, doc="b.txt", parties=(), unit="DKK"), 1)
    plain = judge(cost, other, same_event=True)
    assert plain is not None and (plain.verdict, plain.rule) == ("conflict", "clash")
    told = judge(dataclasses.replace(cost, voice="the union"), other, same_event=True)
    assert told is not None and (told.verdict, told.dimension) == ("conflict", "attribution")
    assert "according to the union" in told.reason
    official = judge(dataclasses.replace(cost, voice="the police"), other, same_event=True)
    assert official is not None and official.rule == "clash"


def test_two_loose_numbers_agree_where_what_they_may_stand_for_meets() -> None:
    def judged(first: str, second: str) -> str:
        a = quantity(14_000.0, unit="worker", text="14,000", bound=first, step=1000.0)
        b = quantity(15_000.0, "15,000", "b.txt", unit="worker", bound=second, step=1000.0)
        found = judge(item(a), item(b, 1), same_event=True)
        assert found is not None
        return found.rule

    assert judged("about", "about") == "both_loose"
    assert judged("about", "exact") == "clash"


def test_a_loose_length_of_time_is_no_clash_with_the_next_hour_and_a_loose_count_is_with_the_next_number() -> (
    None
):
    def judged(unit: str) -> str:
        a = quantity(5.0, unit=unit, text="five")
        b = quantity(6.0, "about six", "b.txt", unit=unit, bound="about")
        found = judge(item(a), item(b, 1), same_event=True)
        assert found is not None
        return found.rule

    assert (judged("hour"), judged("boat")) == ("both_loose", "clash")


def test_forecasts_of_nobody_in_particular_may_be_of_two() -> None:
    told = {"unit": "percent", "role": "forecast", "period": YEAR_2024, "measure": "growth"}
    one = item(quantity(1.4, step=0.1, terms=("economy", "forecast"), **told))
    other = item(quantity(1.6, doc="b.txt", step=0.1, terms=("expect", "growth"), **told), 1)
    found = judge(one, other, same_event=True)
    assert found is not None and (found.verdict, found.dimension) == ("differ", "scope")
    assert "who foresees it" in found.reason
    held = [dataclasses.replace(i, holder="Ana Ruiz") for i in (one, other)]
    told_by_one = judge(*held, same_event=True)
    assert told_by_one is not None and told_by_one.verdict == "conflict"


def test_what_keeps_a_bound_is_said_to_keep_it_and_not_to_round_to_it() -> None:
    most = quantity(9000.0, "up to 9,000", unit="vehicle", bound="at_most", step=1000)
    assert (
        verdict(quantity(8500.0, "8,500", "b.txt", unit="vehicle", step=100), most).rule
        == "within_bound"
    )


def test_the_final_count_brings_the_first_one_up_to_date() -> None:
    told = {"unit": "percent", "measure": "vote"}

    def judged(*said: str) -> str:
        early = item(quantity(31.4, "31.4%", **told), published="2024-05-01", said=said[0])
        late = item(
            quantity(31.6, "31.6%", "b.txt", **told), 1, published="2024-05-02", said=said[1]
        )
        judgement = judge(early, late, same_event=True)
        assert judgement is not None
        return judgement.rule

    assert (
        judged("they won with 31 4 of the vote", "according to the final count it was") == "later"
    )
    assert judged("with 98 of ballots counted they won", "they won with 31 6") == "later"
    assert judged("they won with 31 4 of the vote", "they won the final with 31 6") == "clash"


def test_of_one_number_hedged_twice_neither_is_called_plain() -> None:
    more = quantity(120.0, "more than 120", bound="more_than")
    about = quantity(120.0, "about 120", "b.txt", bound="about")
    plain = quantity(120.0, "120", "b.txt")
    assert verdict(more, about).reason.endswith("each hedged in its own way")
    assert verdict(more, plain).reason.endswith("one hedged")
