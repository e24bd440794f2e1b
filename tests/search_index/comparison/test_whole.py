"""From texts to points: what a reader would sign, on articles made for it."""

from __future__ import annotations

import dataclasses

import pytest

from search_index.comparison import compare, rename, resolve_names
from search_index.comparison.collecting import collect_items
from search_index.comparison.context import measure_of, words_of
from search_index.comparison.labels import label_of
from search_index.extraction import extract
from search_index.models import Document, Point
from tests.search_index.comparison.making import document, quantity

EVENING = """The harbour of Bergvik burned on Monday night, and 23 boats were lost.

Fire chief Marta Lindqvist said the fire began in a fuel store. "We had no chance to save the old pier," Lindqvist said.

The damage is put at 4.92 million euros, the town of Bergvik said.
"""
MORNING = """A fire destroyed 23 boats in the harbour of Bergvik on Monday night.

"We had no chance to save the old pier," Marta Lindqvist, the fire chief, told reporters.

The damage is about 5 million euros, according to the town of Bergvik.
"""


def points(*documents: Document) -> tuple[Point, ...]:
    facts = {d.path: extract(d) for d in documents}
    names = resolve_names(documents, facts)
    renamed = {p: [rename(f, names.get(p, {})) for f in found] for p, found in facts.items()}
    return compare(documents, renamed)


def two(evening: str = EVENING, morning: str = MORNING) -> tuple[Point, ...]:
    return points(
        document("a.txt", evening, "2024-05-14"), document("b.txt", morning, "2024-05-14")
    )


def about(found: tuple[Point, ...], text: str) -> list[Point]:
    amounts = [p for p in found if p.claims[0].kind == "quantity" and len(p.claims) > 1]
    return [p for p in amounts if any(text in c.text for c in p.claims)]


def test_the_same_count_agrees() -> None:
    assert [p.verdict for p in about(two(), "23")] == ["agree"]


def test_a_changed_count_in_one_source_is_a_conflict() -> None:
    (point,) = about(two(morning=MORNING.replace("23 boats", "25 boats")), "23 boats")
    assert (point.verdict, point.dimension) == ("conflict", "value")


def test_the_rounded_damage_is_compatible() -> None:
    (point,) = about(two(), "4.92")
    assert (point.verdict, point.rule) == ("compatible", "rounds")


def test_the_same_quotation_agrees_and_names_its_speaker() -> None:
    (point,) = [p for p in two() if p.claims[0].kind == "quote" and p.rule == "same_words"]
    assert {c.holder for c in point.claims} == {"Marta Lindqvist"}


def test_the_order_of_documents_and_their_names_change_nothing() -> None:
    first = document("a.txt", EVENING, "2024-05-14")
    second = document("b.txt", MORNING, "2024-05-14")
    renamed = dataclasses.replace(second, path="0.txt")

    def told(found: tuple[Point, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
        return sorted((p.verdict, p.rule, tuple(sorted(c.text for c in p.claims))) for p in found)

    assert (
        told(points(first, second)) == told(points(second, first)) == told(points(first, renamed))
    )


def test_a_copied_document_is_no_further_origin() -> None:
    first = document("a.txt", EVENING, "2024-05-14")
    copied = document("c.txt", EVENING, "2024-05-14")
    found = points(first, copied)
    assert found and all(p.origins == 1 for p in found)


@pytest.mark.parametrize("text", ["", "No facts here at all.", "5 5 5 5 5 5 5"])
def test_texts_without_questions_give_no_points(text: str) -> None:
    assert points(document("a.txt", text or " "), document("b.txt", text or " ")) == ()


def test_a_source_at_odds_with_itself_is_shown_as_its_own() -> None:
    text = (
        "Kenya exported timber worth $7,412.35 million to Uganda in 2024, the ministry of Kenya said.\n\n"
        "Ministers praised the figures.\n\n"
        "The timber that Kenya exported to Uganda in 2024 was worth $7,312.35 million.\n"
    )
    found = points(document("a.txt", text, "2025-02-01"))
    assert [(p.within, p.verdict) for p in found if len(p.claims) > 1] == [(True, "conflict")]


def test_a_part_and_its_sum_in_one_source_are_no_contradiction() -> None:
    text = (
        "Kenya exported timber worth $5 million in 2024.\n\n"
        "In the first half of 2024 the timber exports of Kenya were worth $2 million.\n"
    )
    assert not [p for p in points(document("a.txt", text, "2025-02-01")) if p.within]


def test_two_files_of_one_sentence_that_differ_in_a_number_are_in_conflict() -> None:
    texts = {
        f"{name}.txt": f"Trade between Kenya and Uganda reached ${amount} billion in 2025."
        for name, amount in (("a", 5), ("b", 6))
    }
    documents = [document(path, text) for path, text in texts.items()]
    points = compare(documents, {d.path: extract(d) for d in documents})
    assert "conflict" in {point.verdict for point in points}


def test_figures_of_two_days_are_an_update_not_a_conflict() -> None:
    monday = "About 250,000 homes in Bergvik were without power on Monday morning, the grid said."
    tuesday = "Some 12,000 homes in Bergvik were still without power on Tuesday, the grid said."
    found = points(
        document("a.txt", f"Storm hits Bergvik\n\n{monday}", "2024-05-13"),
        document("b.txt", f"Bergvik clears up after the storm\n\n{tuesday}", "2024-05-14"),
    )
    assert "conflict" not in {p.verdict for p in found}


def test_two_reports_with_other_amounts_in_like_words_quote_nobody() -> None:
    text = "Marta Lindqvist said that the new ferry would cut the cost of living in Bergvik by {}%."
    found = points(
        document("a.txt", text.format(33), "2024-05-13"),
        document("b.txt", text.format(10), "2024-05-13"),
    )
    assert not {"same_words", "shared_words"} & {p.rule for p in found}


def test_the_label_of_a_bare_deed_says_what_else_both_clauses_name() -> None:
    found = two(
        EVENING + "\nThe average trawler earned 54,000 euros.\n",
        MORNING + "\nAn average trawler earned 54,000 euros.\n",
    )
    assert [p.label for p in about(found, "54,000")] == ["average trawler: earn"]


VOTE = """Nora Salt was elected mayor of Bergvik on Tuesday.

Salt had 52.1 percent of the vote and Olsen 47.9 percent. Turnout was 61 percent, the highest since 1994.

"Tonight the city chose hope over habit," Salt told supporters. Her campaign spent $1.8 million; Olsen's spent $2.6 million.
"""
BALLOT = """Voters in Bergvik chose Nora Salt as mayor on Tuesday over Jan Olsen.

Turnout in the election was 54 percent. She carried the East Side with 68 percent of the vote.

"Tonight the city chose hope over fear," Salt told supporters. Olsen's campaign spent $3.4 million.
"""


def told_apart(one: str, other: str, day: str = "2024-05-15") -> dict[str, Point]:
    """By label: the points of two articles that both speak to."""
    found = points(document("a.txt", one, "2024-05-15"), document("b.txt", other, day))
    return {p.label: p for p in found if len({c.doc for c in p.claims}) > 1}


def amounts(found: dict[str, Point], verdict: str) -> set[frozenset[str]]:
    return {
        frozenset(c.text for c in p.claims)
        for p in found.values()
        if p.verdict == verdict and p.claims[0].kind == "quantity"
    }


def test_an_election_told_twice_is_in_conflict_where_it_is_and_nowhere_else() -> None:
    found = told_apart(VOTE, BALLOT)
    assert amounts(found, "conflict") == {frozenset({"$2.6 million", "$3.4 million"})}
    assert not [p for p in found.values() if "Tonight" in {claim.text for claim in p.claims}]


def test_one_sentence_quoted_with_another_word_is_not_the_same_words() -> None:
    (quote,) = [p for p in told_apart(VOTE, BALLOT).values() if p.claims[0].kind == "quote"]
    assert (quote.verdict, quote.rule) == ("differ", "other_word")
    assert "“habit”" in quote.reason and "“fear”" in quote.reason


PLANT = """Gas leaked from a pipe at the works in Bergvik on Monday.

"The valve had been inspected in January," plant manager Kurt Abel said. Repairs will cost 48 million kronor.
"""
WORKS = """Gas leaked from a pipe at the works in Bergvik on Monday, and people fled.

Plant manager Kurt Abel said the valve had not been inspected since 2022. Repairs will cost nearly 50 million kronor.
"""


def test_what_one_speaker_says_and_denies_is_not_the_same_in_other_words() -> None:
    quotes = [p for p in told_apart(PLANT, WORKS).values() if p.claims[0].kind == "quote"]
    assert not [p for p in quotes if p.verdict in ("agree", "compatible")]


def test_nearly_fifty_million_may_be_forty_eight() -> None:
    (point,) = [
        p
        for p in told_apart(PLANT, WORKS).values()
        if "48 million kronor" in {c.text for c in p.claims}
    ]
    assert (point.verdict, point.rule) == ("compatible", "rounds")


def test_two_remarks_of_one_chief_executive_are_no_one_statement() -> None:
    one = "Ferries stopped in Bergvik on Monday.\n\nThe line's last offer was 5 percent, chief executive Ida Moe said.\n"
    other = "Ferries stopped in Bergvik on Monday.\n\nThe line's shares rose 5 percent on Friday.\n"
    third = "Ferries stopped in Bergvik on Monday.\n\nThe strike cost the line dearly, chief executive Ida Moe said.\n"
    for text in (other, third):
        found = told_apart(one, text)
        assert not [p for p in found.values() if any("offer" in c.text for c in p.claims)]


def test_a_label_of_an_office_leaves_out_the_its_of_one_source() -> None:
    one = "The union met in Bergvik on Monday.\n\nIts president, Karen Lind, said pay was low.\n"
    other = "Union president Karen Lind spoke in Bergvik on Monday. Pay was low, said Lind.\n"
    labels = [label for label, p in told_apart(one, other).items() if p.rule == "same_office"]
    assert labels == ["Karen Lind is president"]


def test_a_claim_begins_and_ends_with_its_words() -> None:
    text = "Ferries\n\nMore than 2,000 people left Bergvik on Monday, when gas leaked from the works.\n"
    assert [f.text for f in extract(document("a.txt", text)) if f.text != f.text.strip()] == []


FLOOD_FIRST = """A flood that reached the old town on Tuesday night left about 20,000 homes in Bergvik without water, the
utility Kallvatten said.

Two people were killed and 14 injured, police said.

Repairs will cost 8.5 million euros, Mayor Nils Aronsen said. Schools will reopen on Friday, he added.
"""
FLOOD_SECOND = """Some 19,600 households in Bergvik lost water in Tuesday's flood, Kallvatten, the utility, said on Wednesday.

Three people died and 14 were hurt, the hospital said.

The mayor of Bergvik, Nils Aronsen, put the cost of repairs at 10 million euros. Schools reopen on Saturday.
"""
FLOOD_THIRD = """The death toll of Tuesday's flood in Bergvik rose to three on Thursday after a woman died in hospital, police said.

Kallvatten said all homes have water again. Nils Aronsen, the mayor, thanked the helpers.
"""


@pytest.fixture(scope="module")
def flood() -> tuple[Point, ...]:
    return points(
        document("a.txt", FLOOD_FIRST, "2031-06-11"),
        document("b.txt", FLOOD_SECOND, "2031-06-12"),
        document("c.txt", FLOOD_THIRD, "2031-06-13"),
    )


def test_a_toll_that_rises_from_day_to_day_is_no_conflict(flood: tuple[Point, ...]) -> None:
    found = about(flood, "Two people")
    assert {p.verdict for p in found} == {"differ"}
    assert "up to date" in found[0].reason
    agreed = [p for p in about(flood, "three") if p.verdict == "agree"]
    assert [{c.doc for c in p.claims} for p in agreed] == [{"b.txt", "c.txt"}]


def test_homes_and_households_are_counted_as_one(flood: tuple[Point, ...]) -> None:
    (point,) = about(flood, "20,000")
    assert (point.verdict, point.rule) == ("compatible", "rounds")


def test_two_estimates_of_two_days_are_one_question_and_no_conflict(
    flood: tuple[Point, ...],
) -> None:
    (point,) = about(flood, "8.5 million")
    assert point.verdict == "differ"
    assert "up to date" in point.reason


def test_other_days_for_what_nobody_is_named_in_are_set_side_by_side(
    flood: tuple[Point, ...],
) -> None:
    found = [p for p in flood if {c.text for c in p.claims} == {"Friday", "Saturday"}]
    assert [p.verdict for p in found] == ["differ"]


def test_nothing_in_a_story_that_goes_on_for_days_is_a_conflict(flood: tuple[Point, ...]) -> None:
    assert [p.label for p in flood if p.verdict == "conflict"] == []


def test_a_share_that_came_down_from_another_is_what_it_stands_at() -> None:
    first = "Rosa Lind won the vote in Bergvik on Sunday. Turnout was 61 percent, down from 67 percent four years ago.\n"
    second = "Rosa Lind has won the vote in Bergvik. The commission put turnout on Sunday at 61.3 percent.\n"
    found = points(document("a.txt", first, "2031-11-09"), document("b.txt", second, "2031-11-10"))
    (point,) = about(found, "61.3")
    assert (point.verdict, point.rule) == ("compatible", "rounds")


STEPS_FIRST = """Walking 7,000 steps a day helps, Rosa Lind of the University of Norden reported on Monday.

The risk of heart disease fell by 25 percent and that of dementia by 38 percent, Lind said.
"""


@pytest.mark.parametrize(
    ("second", "verdicts"),
    [
        ("It found a 25% lower risk of heart disease and a 37% lower risk of dementia.", {"conflict"}),
        ("It found a 24% lower risk of heart disease and a 37% lower risk of dementia.", set()),
    ],
    ids=["the other number is the same", "both are other numbers"],
)  # fmt: skip
def test_of_two_numbers_in_a_sentence_one_clashes_only_where_the_other_is_told_by_both(
    second: str, verdicts: set[str]
) -> None:
    lead = "Walking 7,000 steps a day helps, Rosa Lind of the University of Norden reported this week.\n\n"
    found = points(
        document("a.txt", STEPS_FIRST, "2031-05-05"), document("b.txt", lead + second, "2031-05-06")
    )
    assert {p.verdict for p in about(found, "37%") if "38" in str(p.claims)} == verdicts


def test_so_long_and_of_such_a_length_is_one_measure() -> None:
    first = "The new bridge over the Teviot opened on Friday. The bridge is 640 metres long, Ana Bell said.\n"
    second = "The bridge over the Teviot is open. The bridge, 680 metres in length, was praised by Ana Bell.\n"
    found = points(document("a.txt", first, "2031-06-20"), document("b.txt", second, "2031-06-21"))
    (point,) = about(found, "640 metres")
    assert point.verdict == "conflict"


def test_a_later_report_of_one_project_brings_the_earlier_up_to_date() -> None:
    first = "The new bridge over the Teviot will open in May, Ana Bell said. The bridge cost 86 million euros.\n"
    second = "The opening of the bridge over the Teviot is put off, Ana Bell said. The bridge cost 91 million euros.\n"
    found = points(document("a.txt", first, "2031-03-02"), document("b.txt", second, "2031-03-20"))
    (point,) = about(found, "86 million")
    assert (point.verdict, point.rule) == ("differ", "later")


COUNTS = "A jury found Martin Sayle guilty on {} counts on Wednesday, Judge Helen Carr said. {}\n"


def test_counts_of_fraud_are_counted_and_no_tally_of_something() -> None:
    found = points(
        document("a.txt", COUNTS.format(12, ""), "2031-01-22"),
        document("b.txt", COUNTS.format(11, ""), "2031-01-22"),
    )
    (point,) = about(found, "12 counts")
    assert point.verdict == "conflict"


def test_the_product_of_a_country_is_known_by_its_letters_and_where_a_tax_goes_is_told() -> None:
    first = (
        "Minister Grace Mbeki presented a budget on Tuesday with a deficit of 6.2 percent of gross domestic product. "
        "Value-added tax will go up from 15 to 16 percent in April, Mbeki said.\n"
    )
    second = (
        "Minister Grace Mbeki presented the budget on Tuesday. The budget deficit is 6.2 percent of GDP. "
        "Value-added tax will rise to 16 percent in April, Mbeki announced.\n"
    )
    found = points(document("a.txt", first, "2031-10-03"), document("b.txt", second, "2031-10-04"))
    assert [p.verdict for p in about(found, "6.2")] == ["agree"]
    assert [p.verdict for p in about(found, "15 to 16")] == ["agree"]


def test_what_keeps_a_bound_is_the_number_of_now_not_the_one_it_is_set_against() -> None:
    """“More than nine in ten” is answered by 91.4, not by the 90.8 of the year before in the same sentence."""
    one = """Pass rate of Lund schools rises

A record 91.4 percent of pupils in Lund passed the final exams this summer, up from 90.8 percent last year, the ministry of Norland said.

Ewa Brodin, the minister, praised the teachers of Lund.
"""
    other = """Lund pupils do well

More than 90 percent of pupils in Lund passed the final exams this summer, figures of the ministry of Norland show.

The minister, Ewa Brodin, thanked the teachers of Lund.
"""
    found = points(document("a.txt", one, "2024-08-14"), document("b.txt", other, "2024-08-14"))
    (point,) = about(found, "90 percent")
    assert point.verdict == "compatible"
    assert "90.8 percent" not in {claim.text for claim in point.claims}


def test_what_one_does_not_say_is_named_in_the_reason() -> None:
    one = "Bergvik sold 340 boats to Norway, Anna Lund of Bergvik Yards said on Monday."
    other = "Bergvik sold 210 boats to Norway, Anna Lund of Bergvik Yards said."
    reasons = [p.reason for p in points(document("a.txt", one), document("b.txt", other))]
    assert any("one does not say the period" in reason for reason in reasons)


def test_where_houses_burned_down_every_count_may_be_another_on_the_next_day() -> None:
    one = """Fire near Bergvik

The fire near Bergvik in Norway destroyed 38 houses on Friday.

Marta Lindqvist, the mayor of Bergvik, closed four schools.
"""
    other = one.replace("38", "61").replace("four", "seven")
    found = points(document("a.txt", one, "2024-05-17"), document("b.txt", other, "2024-05-18"))
    (point,) = about(found, "seven")
    assert (point.verdict, point.rule) == ("differ", "later")


def test_what_one_says_and_the_other_says_is_not_so_is_not_told_in_other_words() -> None:
    one = """Tariff law passed in Norland

Parliament in Norland passed the tariff law on Wednesday.

Opposition leader Bruno Karst said his party would ask the constitutional court to stop the law.
"""
    other = """Norland raises tariffs

Parliament in Norland has adopted the tariff law.

Bruno Karst, who leads the opposition, said he would not go to the constitutional court.
"""
    found = points(document("a.txt", one, "2024-06-05"), document("b.txt", other, "2024-06-05"))
    assert not [
        p
        for p in found
        if p.verdict in ("agree", "compatible")
        and sum("constitutional" in claim.text for claim in p.claims) > 1
    ]


def test_parts_of_two_decimal_numbers_are_no_words_in_common() -> None:
    a, b = (quantity(1.0, doc=d, terms=(t, "rate")) for d, t in (("a", "0.8"), ("b", "1.8")))
    assert set(words_of(a)) & set(words_of(b)) == {"rate", *measure_of(a)}


def test_the_missing_are_counted_without_a_noun_as_well() -> None:
    one = EVENING.replace("23 boats were lost", "killed three people and left 26 missing")
    other = MORNING.replace("A fire", "A fire killed three people; 26 are still missing. It")
    (point,) = about(two(one, other), "26")
    assert (point.label, point.verdict) == ("people missing", "agree")


def test_those_driven_out_are_counted_however_it_is_put() -> None:
    one = EVENING.replace("23 boats were lost", "some 4,100 people were forced from their homes")
    other = MORNING.replace("A fire", "About 4,000 people had to leave their homes. A fire")
    (point,) = about(two(one, other), "4,1")
    assert point.verdict == "compatible"


def test_what_two_things_are_said_to_cost_are_costs() -> None:
    one = EVENING + "\nThe new quay will cost 210 million pounds.\n"
    other = MORNING + "\nThe project is expected to cost about 200 million pounds.\n"
    (point,) = about(two(one, other), "210")
    assert (point.verdict, point.rule) == ("compatible", "rounds")


def test_a_point_is_not_named_by_what_one_of_its_claims_says_befell_them() -> None:
    texts = (
        "The ferry Nordlys with 312 passengers ran aground off Bergvik on Thursday.",
        "More than 300 passengers had to leave the ferry Nordlys on Thursday.",
        "There were 305 passengers on the ferry Nordlys when it ran aground.",
    )
    told = [document(f"{n}.txt", text, "2031-03-14") for n, text in enumerate(texts)]
    items, _ = collect_items(told, {d.path: extract(d) for d in told})
    aboard = [item for item in items if "passengers" in item.fact.text and item.number is not None]
    assert len(aboard) == 3
    assert "displaced" not in label_of(aboard)
    driven = [dataclasses.replace(item, fate="displaced") for item in aboard[:2]]
    assert "displaced" in label_of([*driven, aboard[2]])


def test_of_two_years_in_a_sentence_the_one_that_both_tell_of_is_compared() -> None:
    one = """The central bank of Norland cut its rate in Bergvik on Monday.

The economy is expected to grow by 1.4 percent in 2025, after 0.8 percent in 2023, Anna Lund said.
"""
    other = """Norland's central bank has cut its rate, Anna Lund of Bergvik said on Monday.

It forecasts growth of 1.4% for 2025 and 2.1% for 2026.
"""
    found = points(document("a.txt", one, "2024-05-14"), document("b.txt", other, "2024-05-14"))
    (point,) = about(found, "1.4")
    assert point.verdict == "agree"
    assert {claim.text for claim in point.claims} == {"1.4 percent", "1.4%"}


def test_numbers_and_days_in_a_quotation_that_both_give_are_no_points_of_their_own() -> None:
    said = '"It is the worst fire I have seen in 26 years, and nobody counted 140 sheds since 1987"'
    first = f"The old pier of Bergvik burned on Monday. {said}, fire chief Marta Lindqvist said."
    second = f"Marta Lindqvist, the fire chief of Bergvik, said of the pier: {said}."
    found = points(document("a.txt", first, "2024-05-14"), document("b.txt", second, "2024-05-14"))
    between = [p for p in found if len({c.doc for c in p.claims}) > 1]
    assert "quote" in {p.claims[0].kind for p in between}
    assert not [p.label for p in between if p.claims[0].kind in ("quantity", "date")]


def test_a_number_only_one_quotes_is_still_compared() -> None:
    first = 'The pier of Bergvik burned. "We lost 140 sheds on the pier," fire chief Marta Lindqvist said.'
    second = (
        "Marta Lindqvist, the fire chief, said of the pier of Bergvik that 140 sheds were lost."
    )
    found = points(document("a.txt", first, "2024-05-14"), document("b.txt", second, "2024-05-14"))
    assert [p.verdict for p in about(found, "140")] == ["agree"]


def test_the_today_of_somebody_quoted_is_no_other_day_for_being_printed_a_day_later() -> None:
    said = (
        '"Today we have closed a gap in our forecasts," agency director Rosa Mendel said of Halo.\n'
    )
    found = points(
        document("a.txt", f"The Halo probe left Bergvik on Tuesday.\n\n{said}", "2024-05-14"),
        document("b.txt", f"The Halo probe left Bergvik on Tuesday.\n\n{said}", "2024-05-15"),
    )
    assert not [point for point in found if point.rule == "other_day"]
