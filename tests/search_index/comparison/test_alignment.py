"""Which pairs of amounts may stand under one question."""

from __future__ import annotations

from search_index.comparison.alignment import Evidence, weigh
from search_index.comparison.items import Weights
from search_index.comparison.stories import Article
from search_index.models import Period, Quantity
from tests.search_index.comparison.making import YEAR_2023, YEAR_2024, item, quantity

EVEN = Weights({}, 1.0)


def evidence(a: Quantity, b: Quantity, **fields: object) -> Evidence:
    return weigh(item(a, **fields), item(b, 1, **fields), EVEN)


def test_a_long_number_in_common_is_evidence_by_itself() -> None:
    long = evidence(quantity(43_762_190.0, step=10), quantity(43_762_190.0, doc="b.txt", step=10))
    short = evidence(quantity(40.0, unit="tonne"), quantity(40.0, doc="b.txt", unit="tonne"))
    assert long.enough and long.total > short.total + 2


def test_small_counts_in_common_say_next_to_nothing() -> None:
    two = evidence(
        quantity(2.0, unit="house", measure="house", terms=("build",)),
        quantity(2.0, doc="b.txt", unit="house", measure="street", terms=("burn",)),
    )
    assert not two.enough


def test_unlike_units_are_refused() -> None:
    assert evidence(quantity(5.0), quantity(5.0, doc="b.txt", unit="percent")).refused


def test_a_bare_number_may_be_what_the_other_counts_where_it_is_the_same_and_telling() -> None:
    counted = quantity(41_000.0, "41,000", doc="b.txt", unit="customer", step=1000)
    assert evidence(quantity(41_000.0, "41,000", unit=None, step=1000), counted).refused is None
    assert evidence(quantity(43_000.0, "43,000", unit=None, step=1000), counted).refused
    few = quantity(4.0, "four", doc="b.txt", unit="customer")
    assert evidence(quantity(4.0, "four", unit=None), few).refused
    money = quantity(41_000.0, "€41,000", doc="b.txt", unit="EUR", step=1000)
    assert evidence(quantity(41_000.0, "41,000", unit=None, step=1000), money).refused


def test_degrees_of_no_scale_may_be_those_of_one_where_the_number_is_the_same() -> None:
    measured = quantity(46.3, "46.3 °C", doc="b.txt", unit="celsius")
    assert evidence(quantity(46.3, "46.3 degrees", unit="degree"), measured).refused is None
    assert evidence(quantity(115.3, "115.3 degrees", unit="degree"), measured).refused


def test_amounts_of_other_countries_are_refused_though_one_is_in_both() -> None:
    a = item(quantity(2.5e9, parties=("Kenya", "Uganda")), countries=frozenset({"Kenya", "Uganda"}))
    b = item(
        quantity(2.5e9, doc="b.txt", parties=("Kenya", "Rwanda")),
        1,
        countries=frozenset({"Kenya", "Rwanda"}),
    )
    assert weigh(a, b, EVEN).refused


def test_what_rounds_to_a_number_of_an_article_that_gives_it_exactly_elsewhere_is_refused() -> None:
    fine = item(quantity(4.6e9, "4.6 billion"))
    coarse = quantity(5e9, "about 5 billion", doc="b.txt", bound="about")
    assert weigh(fine, item(coarse, 1), EVEN).refused is None
    assert weigh(fine, item(coarse, 1, told=frozenset({4.6e9})), EVEN).refused


def test_the_rest_of_a_whole_is_another_number() -> None:
    told = {"unit": "member", "measure": "member", "terms": ("board", "vote")}
    seven, two = quantity(7.0, **told), quantity(2.0, doc="b.txt", **told)
    assert weigh(item(seven), item(two, 1), EVEN).refused is None
    assert weigh(item(seven, whole=9.0), item(two, 1), EVEN).refused


def test_a_target_and_an_unlike_result_are_refused() -> None:
    assert evidence(
        quantity(1e10, "$10 billion", role="target"), quantity(5e9, "$5 billion", "b.txt")
    ).refused


def test_amounts_that_two_strangers_pay_are_weighed_down() -> None:
    same = evidence(
        quantity(36.0, bearer="Ana Ruiz"), quantity(36.0, doc="b.txt", bearer="Ana Ruiz")
    )
    other = evidence(
        quantity(36.0, bearer="Ana Ruiz"), quantity(36.0, doc="b.txt", bearer="Peter Jones")
    )
    assert same.total - other.total > 2


def test_a_person_here_and_a_place_there_are_no_two_strangers() -> None:
    def names(found: frozenset[str], places: frozenset[str] = frozenset()) -> float:
        a = item(quantity(40.0, parties=()), names=frozenset({"Ana Ruiz"}))
        b = item(quantity(40.0, doc="b.txt", parties=()), 1, names=found, places=places)
        return dict(weigh(a, b, EVEN).parts)["names beside it"]

    assert names(frozenset({"Tomás Vega"})) < 0
    assert names(frozenset({"Ohio"}), frozenset({"Ohio"})) == 0


def test_a_family_and_one_of_it_are_no_two_strangers() -> None:
    def names(mine: str, other: str) -> float:
        a = item(quantity(40.0, parties=()), names=frozenset({mine}))
        b = item(quantity(40.0, doc="b.txt", parties=()), 1, names=frozenset({other}))
        return dict(weigh(a, b, EVEN).parts)["names beside it"]

    assert names("Ruizes", "Ana Ruiz") == names("Tom Ford", "Fords") > 0
    assert names("Fords", "Ana Ruiz") < 0
    assert names("Ford", "Fords") < 0


def part_of(a: Quantity, b: Quantity, name: str, **fields: object) -> float:
    """What speaks for one question under ``name``, in news of one event."""
    mine = item(a, published="2024-03-01", **fields)
    return dict(weigh(mine, item(b, 1, published="2024-03-01", **fields), EVEN).parts)[name]


def test_one_year_told_of_both_speaks_for_one_question_and_one_day_speaks_less() -> None:
    def speaks(one: Period, other: Period) -> float:
        return part_of(
            quantity(1.2e9, period=one), quantity(1.1e9, doc="b.txt", period=other), "one period"
        )

    day = Period("2024-03-01", "2024-03-01")
    assert speaks(YEAR_2024, YEAR_2024) > speaks(day, day) > speaks(day, YEAR_2024) == 0


def article(*names: str) -> Article:
    return Article(None, None, frozenset(names))


def test_an_amount_of_somebody_whom_the_other_article_does_not_know_is_another() -> None:
    rival = {"topic": frozenset({"Kenya"}), "article": article("Kenya", "Skyline")}
    other = {"topic": frozenset({"Kenya"}), "article": article("Kenya", "Meridian")}
    ours = item(quantity(94.0, unit="route"), **other)
    theirs = item(quantity(71.0, doc="b.txt", unit="route", bearer="Skyline"), 1, **rival)
    assert (
        weigh(ours, theirs, EVEN).refused
        == "one is of Skyline, whom the other article does not name"
    )
    known = item(ours.fact, article=article("Kenya", "Skyline"), topic=ours.topic)
    assert weigh(known, theirs, EVEN).refused is None


def test_the_share_of_a_district_is_not_held_against_that_of_the_whole() -> None:
    whole = item(quantity(52.0, unit="percent"), article=article("Kenya"))
    east = frozenset({"Kenya", "East End"})
    part = item(
        quantity(68.0, doc="b.txt", unit="percent"),
        1,
        names=east,
        places=east,
        article=article(*east),
    )
    assert weigh(whole, part, EVEN).refused == "one is of a part: East End"


def test_people_hurt_are_not_held_against_people_of_whom_nothing_is_said() -> None:
    hurt = item(quantity(19.0, unit="person", measure="people"), fate="hurt")
    fled = item(quantity(2000.0, doc="b.txt", unit="person", measure="people"), 1)
    assert weigh(hurt, fled, EVEN).refused == "people hurt and people"


def test_numbers_not_far_apart_that_two_reports_open_on_are_most_likely_of_what_happened() -> None:
    name = "both open on it"
    one, near = quantity(62e6), quantity(65e6, doc="b.txt")
    assert part_of(one, near, name) > 0
    assert part_of(one, quantity(25e6, doc="b.txt"), name) == 0
    assert part_of(one, quantity(65e6, doc="b.txt", start=900, end=910), name) == 0


def test_the_one_number_of_its_sort_in_both_articles_speaks_for_one_question() -> None:
    name = "the one number of its sort in both"
    one, other = quantity(14.0, unit="country"), quantity(15.0, doc="b.txt", unit="country")
    assert part_of(one, other, name, only=True) > 0
    assert part_of(one, other, name) == 0


def test_a_number_that_the_other_article_gives_as_well_is_held_against_no_third() -> None:
    def refusal(told: frozenset[float]) -> str | None:
        a = item(quantity(27.0, unit="goal"))
        b = item(quantity(29.0, doc="b.txt", unit="goal"), 1, told=told)
        return weigh(a, b, EVEN).refused

    assert refusal(frozenset({27.0})) == "the other article gives this number as well"
    assert refusal(frozenset({11.0})) is None


def test_a_foreseen_deal_and_the_deal_are_one_in_news_of_one_event() -> None:
    def refusal(day: str) -> str | None:
        a = item(quantity(3.4e8, role="forecast", measure="deal"), published="2024-03-01")
        other = quantity(3.4e8, doc="b.txt", measure="pact")
        return weigh(a, item(other, 1, published=day), EVEN).refused

    assert refusal("2024-03-02") is None
    assert refusal("2022-03-02") is not None


def test_an_amount_many_times_the_other_is_less_likely_of_one_thing() -> None:
    def total(value: float, **fields: object) -> float:
        return evidence(quantity(9e7), quantity(value, doc="b.txt", **fields)).total

    assert total(1e7) < total(8e7)
    assert evidence(
        quantity(9e7, period=YEAR_2024), quantity(1e7, doc="b.txt", period=YEAR_2023)
    ).total > total(1e7)


def test_one_digit_amiss_in_a_long_number_is_a_slip() -> None:
    slip = evidence(quantity(7412.35, step=0.01), quantity(7312.35, doc="b.txt", step=0.01))
    other = evidence(quantity(7412.35, step=0.01), quantity(1243.11, doc="b.txt", step=0.01))
    assert slip.total - other.total > 2


def test_news_of_one_week_needs_less_than_documents_of_many_years() -> None:
    def published(day: str) -> Evidence:
        a = item(quantity(7e5), published="2024-03-01")
        return weigh(a, item(quantity(7e5, doc="b.txt"), 1, published=day), EVEN)

    assert published("2024-03-02").needed < published("2021-03-02").needed


def test_a_vague_range_is_no_evidence_for_what_lies_in_it() -> None:
    vague = quantity(None, "tens of millions", low=1e7, high=1e8, bound="between")
    tight = quantity(None, "40 to 45 million", low=4e7, high=4.5e7, bound="between")
    fine = quantity(43_762_190.0, doc="b.txt", step=10)
    assert evidence(tight, fine).total > evidence(vague, fine).total


def test_what_is_measured_is_known_by_its_stem() -> None:
    from search_index.comparison.context import measure_of

    earned = measure_of(quantity(1.0, measure="earned"))
    assert earned == measure_of(quantity(1.0, measure="earnings")) == ["earn"]
    assert measure_of(quantity(1.0, measure="tax rates")) == measure_of(
        quantity(1.0, measure="tax rate")
    )
    assert measure_of(quantity(1.0, measure="glass")) == ["glass"]


def test_two_words_for_one_measure_are_one_measure() -> None:
    from search_index.comparison.context import measure_of

    assert measure_of(quantity(1.0, measure="jail")) == measure_of(
        quantity(1.0, measure="sentence")
    )
    assert measure_of(quantity(1.0, measure="turnover")) == measure_of(
        quantity(1.0, measure="revenues")
    )
    assert measure_of(quantity(1.0, measure="jail")) != measure_of(quantity(1.0, measure="fine"))


def test_one_measure_told_of_two_periods_is_one_question() -> None:
    of_one = quantity(35.7, unit="percent", measure="tax rate", period=YEAR_2024)
    of_another = quantity(31.5, doc="b.txt", unit="percent", measure="tax rate", period=YEAR_2023)
    unsaid = quantity(31.5, doc="b.txt", unit="percent", measure="tax rate")
    assert evidence(of_one, of_another).total > evidence(of_one, unsaid).total


def aged(years: float, bearer: str | None = "Ada Kern", doc: str = "a.txt") -> Quantity:
    return quantity(years, str(years), doc, unit="year of age", measure="age", bearer=bearer)


def refused(a: Quantity, b: Quantity) -> bool:
    return evidence(a, b, published="2024-05-06").refused is not None


def test_one_age_of_two_persons_is_no_question() -> None:
    assert refused(aged(61), aged(61, "Tom Ford", "b.txt"))
    assert not refused(aged(61), aged(61, None, "b.txt"))


def test_unlike_ages_are_compared_only_where_both_are_plainly_of_one_person_now() -> None:
    assert not refused(aged(54.0), aged(55.0, doc="b.txt"))
    assert refused(aged(54.0), aged(13.0, doc="b.txt"))
    assert refused(aged(54.0), aged(55.0, "Ben Loy", "b.txt"))
    assert refused(aged(54.0), aged(55.0, None, "b.txt"))


def test_a_figure_offered_here_and_foreseen_there_may_be_one_in_one_story_but_for_a_limit() -> None:
    def refused(role: str, other: str, published: str | None) -> bool:
        a = item(quantity(4.5, unit="percent", role=role, measure="rise"), published=published)
        b = quantity(4.5, unit="percent", role=other, measure="table", doc="b.txt")
        return weigh(a, item(b, 1, published=published), EVEN).refused is not None

    assert not refused("offer", "actual", "2024-03-01")
    assert refused("offer", "actual", None)
    assert refused("limit", "actual", "2024-03-01")


def test_what_is_measured_in_acres_is_land_whatever_befell_it() -> None:
    def measured(unit: str) -> float:
        found = evidence(
            quantity(900.0, unit=unit, measure="burn"),
            quantity(900.0, doc="b.txt", unit=unit, measure="consume"),
        )
        return dict(found.parts)["what is measured"]

    assert measured("acre") > 0 > measured("USD")


def test_homes_and_houses_are_two_words_for_what_is_counted() -> None:
    found = evidence(
        quantity(43.0, unit="home", measure="home"),
        quantity(43.0, doc="b.txt", unit="house", measure="house"),
    )
    assert dict(found.parts)["what is measured"] > 0


def test_a_hedged_number_is_not_held_against_one_beside_which_its_article_gives_a_nearer() -> None:
    def refused(told: frozenset[float], bound: str) -> bool:
        a = item(quantity(30.0, unit="percent", measure="premium"), told=told)
        b = quantity(50.0, unit="percent", measure="premium", bound=bound, step=10, doc="b.txt")
        return weigh(a, item(b, 1), EVEN).refused is not None

    assert refused(frozenset({52.0}), "about")
    assert not refused(frozenset({52.0}), "exact")
    assert not refused(frozenset({70.0}), "about")


def test_workers_here_and_there_are_more_alike_than_workers_and_people() -> None:
    def measured(noun: str) -> float:
        found = evidence(
            quantity(5e6, unit="worker", measure="worker"),
            quantity(5e6, doc="b.txt", unit=noun, measure=noun),
        )
        return dict(found.parts)["what is measured"]

    assert measured("worker") > measured("resident")


def test_equal_ages_of_one_person_meet_though_a_sentence_says_only_the_23_year_old() -> None:
    a = quantity(23.0, unit="year of age", bearer="Ada Lindqvist")
    b = quantity(23.0, doc="b.txt", unit="year of age", bearer="Ada Lindqvist")
    named = weigh(item(a, names=frozenset({"Ada Lindqvist"})), item(b, 1, names=frozenset()), EVEN)
    assert named.refused is None
    other = quantity(23.0, doc="b.txt", unit="year of age", bearer="Bo Ek")
    assert weigh(item(a), item(other, 1), EVEN).refused
