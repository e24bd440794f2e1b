"""What is counted, and what befell those counted, however it is put."""

from __future__ import annotations

import dataclasses

import pytest

from search_index.comparison.alignment import same_unit, weigh
from search_index.comparison.counting import counted
from search_index.comparison.fates import fate_of
from search_index.comparison.items import Weights
from search_index.comparison.moves import is_move, is_of_each
from search_index.models import Period, Quantity, Span
from tests.search_index.comparison.making import item, quantity

EVEN = Weights({}, 1.0)


@pytest.mark.parametrize(
    ("unit", "measure", "noun"),
    [
        ("people", "people", "person"),
        ("passenger", None, "person"),
        ("employee", None, "person"),
        ("vehicle", None, "car"),
        ("car", None, "car"),
        (None, "number of people", "person"),
        (None, "number of destroyed home", "home"),
        (None, "number of dead", "person"),
        (None, "number of wounded", "person"),
        (None, "death toll", "person"),
        (None, "magnitude", None),
        ("home", "home", "home"),
        ("USD", "people", None),
        ("barrel per day", "output", None),
    ],
)
def test_what_is_counted_is_told_from_unit_or_measure(
    unit: str | None, measure: str | None, noun: str | None
) -> None:
    assert counted(quantity(57.0, unit=unit, measure=measure)) == noun


def victims(text: str, words: str) -> Quantity:
    start = text.index(words)
    whole = Span(0, len(text))
    return quantity(5.0, words, unit="people", start=start, end=start + len(words), sentence=whole)


@pytest.mark.parametrize(
    ("words", "fate"), [("41 people", "dead"), ("300 people", "hurt"), ("90 people", "displaced")]
)
def test_the_nearest_word_tells_what_befell_them(words: str, fate: str) -> None:
    text = "The flood killed 41 people, injured 300 people and left 90 people homeless."
    assert fate_of(victims(text, words), text) == fate


@pytest.mark.parametrize(
    ("text", "words", "fate"),
    [
        ("Eight people are in custody after the raid.", "Eight people", "held"),
        ("Seven people were remanded in custody on Monday.", "Seven people", None),
        ("Sixteen people have fallen ill since May.", "Sixteen people", "ill"),
    ],
)
def test_a_fate_may_be_told_in_several_words(text: str, words: str, fate: str | None) -> None:
    assert fate_of(victims(text, words), text) == fate


@pytest.mark.parametrize(
    ("text", "fate"),
    [("The quake claimed 52 lives.", "dead"), ("The vaccine saved 52 lives.", None)],
)
def test_lives_are_lost_unless_they_are_saved(text: str, fate: str | None) -> None:
    start = text.index("52")
    sentence = Span(0, len(text))
    lives = quantity(52.0, "52 lives", unit="life", start=start, end=start + 8, sentence=sentence)
    assert fate_of(lives, text) == fate


@pytest.mark.parametrize(
    ("text", "words", "fate"),
    [
        ("Some 50 people were killed and at least 53 others were wounded.", "53 others", "hurt"),
        ("It left 50 people dead and scores of others injured.", "others", "hurt"),
        ("The blast killed 50 and wounded 53 people.", "53 people", "hurt"),
    ],
)
def test_what_befell_the_first_of_a_row_is_not_said_of_the_next(
    text: str, words: str, fate: str
) -> None:
    assert fate_of(victims(text, words), text) == fate


def test_those_who_were_on_board_are_not_the_dead() -> None:
    text = "A boat with about 200 people sank off the coast, killing at least 25 of them."
    assert fate_of(victims(text, "200 people"), text) is None


def test_a_bare_number_before_its_fate_counts_persons() -> None:
    text = "There were 50 people killed and 53 wounded."
    start = text.index("53")
    bare = quantity(
        53.0, "53", unit=None, measure=None, start=start, end=start + 2, sentence=Span(0, len(text))
    )
    assert fate_of(bare, text) == "hurt"
    named = item(victims(text.replace("53", "53 people"), "53 people"), fate="hurt")
    assert weigh(item(bare, 1, fate="hurt"), named, EVEN).refused is None


def test_what_befell_others_far_off_is_not_theirs() -> None:
    text = (
        "Some 20 people met in the hall for the yearly dinner and to speak of other things, as one "
        * 2
    )
    assert fate_of(victims(text + "was killed.", "20 people"), text + "was killed.") is None


def test_the_dead_are_not_the_injured() -> None:
    dead = item(quantity(41.0, unit="people", measure="people"), fate="dead")
    hurt = item(quantity(41.0, doc="b.txt", unit="people", measure="people"), 1, fate="hurt")
    assert weigh(dead, hurt, EVEN).refused == "people dead and people hurt"


def test_a_toll_and_a_count_of_people_are_one_unit() -> None:
    assert same_unit(quantity(57.0, unit=None, measure="death toll"), quantity(41.0, unit="people"))
    assert not same_unit(
        quantity(57.0, unit=None, measure="magnitude"), quantity(41.0, unit="people")
    )


YEARS_AGO = frozenset({"1987-01-01/1987-12-31"})


def refusal(period: Period | None, other_times: frozenset[str] = frozenset()) -> str | None:
    old = item(
        quantity(210.0, unit="people", period=period), published="2024-03-02", times=YEARS_AGO
    )
    new = item(
        quantity(41.0, doc="b.txt", unit="people"), 1, published="2024-03-02", times=other_times
    )
    return weigh(old, new, EVEN).refused


def test_a_count_beside_a_year_long_past_is_no_count_of_today() -> None:
    assert refusal(None) is not None


def test_a_count_with_a_period_of_its_own_is_left_to_the_rules() -> None:
    assert refusal(Period("1987-01-01", "1987-12-31")) is None


def test_two_counts_beside_the_same_year_may_be_one() -> None:
    assert refusal(None, YEARS_AGO) is None


@pytest.mark.parametrize("word", ["deadline", "diet", "diesel", "tollway"])
def test_a_word_that_only_begins_like_a_fate_is_none(word: str) -> None:
    text = f"Some 40 people spoke of the {word} in the hall."
    assert fate_of(victims(text, "40 people"), text) is None


def test_a_toll_that_is_paid_kills_nobody() -> None:
    text = "The toll is 180 for a car, 165 with a subscription."
    start = text.index("165")
    fee = quantity(
        165.0,
        "165",
        unit=None,
        measure="toll",
        start=start,
        end=start + 3,
        sentence=Span(0, len(text)),
    )
    assert fate_of(fee, text) is None
    flood = "The toll rose to 165 in the valley."
    start = flood.index("165")
    toll = dataclasses.replace(fee, start=start, end=start + 3, sentence=Span(0, len(flood)))
    assert fate_of(toll, flood) == "dead"


def test_rates_are_one_unit_only_as_a_whole() -> None:
    assert not same_unit(quantity(2.0, unit="USD per gallon"), quantity(2.0, unit="EUR per gallon"))


def part(value: float, text: str, of: str, doc: str = "a.txt") -> Quantity:
    return quantity(value, text, doc, unit=of, measure=of, terms=("override",), parties=())


def test_a_part_is_a_part_whatever_the_whole_is_called() -> None:
    seats, majority = (
        part(2 / 3, "two thirds", "seat"),
        part(2 / 3, "two-thirds", "majority", "b.txt"),
    )
    evidence = weigh(item(seats), item(majority, 1), EVEN)
    assert evidence.refused is None and dict(evidence.parts)["what is measured"] == 0.0
    half = weigh(
        item(part(0.5, "half", "seat")), item(part(0.5, "half", "majority", "b.txt"), 1), EVEN
    )
    # Half of something is said of everything; two thirds are not.
    assert evidence.total > half.total
    assert weigh(
        item(part(0.6, "0.6 seats", "seat")), item(part(0.6, "0.6", "tonne", "b.txt"), 1), EVEN
    ).refused


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Prices fell by 3 percent.", True),
        ("Prices fell 3 percent.", True),
        ("A fall of 3 percent was seen.", True),
        ("Prices fell to 3 percent.", False),
        ("Prices fell to just over 3 percent.", False),
        ("Growth slowed to a 10-year low of 3 percent.", False),
        ("It dropped as low as 3 percent.", False),
        ("Turnout was 3 percent, down from 8 percent.", False),
        ("Prices are down 3 percent from a year ago.", True),
    ],
)
def test_how_far_a_number_moved_is_told_from_where_it_ended(text: str, moved: bool) -> None:
    start = text.index("3 percent")
    whole = Span(0, len(text))
    share = quantity(
        3.0,
        "3 percent",
        unit="percent",
        change="down",
        start=start,
        end=start + len("3 percent"),
        sentence=whole,
    )
    assert is_move(share, text) is moved


def test_a_rate_that_fell_to_a_number_is_held_against_one_that_stands_at_it_but_no_fall_by_it() -> (
    None
):
    fell, stands = (
        quantity(3.0, unit="percent", measure="rate", change=c, doc=d)
        for c, d in (("down", "a.txt"), (None, "b.txt"))
    )
    level = item(stands, 1)
    assert weigh(item(fell), level, EVEN).refused is None
    assert weigh(item(fell, moved=True), level, EVEN).refused is not None


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("They found 15 boxes, each holding 30 shells.", True),
        ("The boxes hold 30 shells each.", True),
        ("Every box held 30 shells.", True),
        ("They fired 30 shells.", False),
        ("Each year 30 shells are found.", False),
    ],
)
def test_what_each_of_several_holds_is_told_from_what_all_do(text: str, each: bool) -> None:
    start = text.index("30 shells")
    shells = quantity(
        30.0, "30 shells", start=start, end=start + 9, sentence=Span(0, len(text)), unit="shell"
    )
    assert is_of_each(shells, text) is each


def test_what_each_holds_is_never_held_against_what_all_do() -> None:
    boxes, fired = (quantity(30.0, unit="shell", doc=d) for d in ("a.txt", "b.txt"))
    assert weigh(item(boxes, each=True), item(fired, 1), EVEN).refused is not None


def test_some_persons_may_be_called_people_elsewhere_but_no_other_sort_of_persons() -> None:
    worshippers, people, officers = (
        quantity(5.0, unit=noun, measure=noun) for noun in ("worshipper", "people", "officer")
    )
    assert same_unit(worshippers, people) and same_unit(people, officers)
    assert not same_unit(worshippers, officers)


@pytest.mark.parametrize(
    ("text", "words", "fate"),
    [
        ("A gunman killed five people, wounding 11.", "11", "hurt"),
        ("At least 12 were injured.", "12", "hurt"),
        ("Police said 12 had been arrested.", "12", "held"),
        ("It was the fire of 11 homes.", "11", None),
    ],
)
def test_a_bare_number_is_of_what_befell_so_many(text: str, words: str, fate: str | None) -> None:
    found = dataclasses.replace(victims(text, words), unit=None, measure=None)
    assert fate_of(found, text) == fate
    assert counted(quantity(11.0, unit=None, measure="wound")) == "person"


def test_what_befell_others_in_a_clause_of_their_own_befell_nobody_counted_before() -> None:
    text = "All 62 workers are safe; 19 were hurt."
    all_of_them = dataclasses.replace(
        quantity(62.0, "62 workers", unit="worker"), start=4, end=14, sentence=Span(0, len(text))
    )
    assert fate_of(all_of_them, text) is None
    hurt = dataclasses.replace(
        quantity(19.0, "19", unit=None), start=25, end=27, sentence=Span(0, len(text))
    )
    assert fate_of(hurt, text) == "hurt"


def test_people_here_may_be_miners_there_and_prisoners_may_be_called_inmates() -> None:
    generic = quantity(62.0, unit="people", measure="people", terms=("work",))
    miners = quantity(62.0, doc="b.txt", unit="miner", measure="miner", terms=("ground",))
    told = weigh(
        item(generic, measure=frozenset({"peopl"})),
        item(miners, 1, measure=frozenset({"miner"})),
        EVEN,
    )
    (measured,) = (weight for name, weight in told.parts if name == "what is measured")
    assert measured == 0.0, "that one counts people speaks against nothing"
    assert same_unit(quantity(612.0, unit="inmate"), quantity(600.0, unit="prisoner"))
    assert not same_unit(quantity(612.0, unit="guard"), quantity(600.0, unit="prisoner"))
