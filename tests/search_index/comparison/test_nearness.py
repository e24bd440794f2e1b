"""What speaks for one event in two sentences, and what keeps them apart whatever they share."""

from __future__ import annotations

import dataclasses

import pytest

from search_index.comparison.clashes import held_apart, other_times
from search_index.comparison.events import judge_relations
from search_index.comparison.items import Item
from search_index.comparison.nearness import Nearness, evidence, likelihood
from search_index.models import Relation, Span
from tests.search_index.comparison.making import item, quantity

NEAR = Nearness(shared=2.0, cover=0.5, meaning=0.5, words=2.0, names=1.0)


def telling(doc: str, **fields: object) -> Item:
    fact = Relation(
        doc=doc,
        part=0,
        source=doc,
        start=0,
        end=9,
        text="it opened",
        sentence=Span(0, 9),
        subject="it",
        predicate="opened",
        verb="open",
    )
    return dataclasses.replace(item(quantity(1.0, doc=doc)), fact=fact, number=None, **fields)  # type: ignore[arg-type]


def two(**fields: object) -> tuple[Item, Item]:
    return telling("a.txt", **fields), telling("b.txt", **fields)


def odds(near: Nearness = NEAR, **fields: object) -> float:
    return likelihood(*two(**fields), near)


@pytest.mark.parametrize(
    "fields",
    [
        {"days": frozenset({"2024-05-13/2024-05-13"})},
        {"amounts": frozenset({4_920_000.0})},
        {"amounts": frozenset({2.0}), "counts": frozenset({"2 boat"})},
    ],
)
def test_a_day_or_an_amount_in_common_speaks_for_one_event(fields: dict[str, object]) -> None:
    assert odds(**fields) > odds()


def test_a_long_number_tells_more_than_a_small_one() -> None:
    two_boats = odds(amounts=frozenset({2.0}), counts=frozenset({"2 boat"}))
    assert odds(amounts=frozenset({46.0})) > two_boats


def test_a_small_number_of_two_things_tells_nothing() -> None:
    three = {"amounts": frozenset({3.0})}
    doses = telling("a.txt", **three, counts=frozenset({"3 dose"}))
    countries = telling("b.txt", **three, counts=frozenset({"3 country"}))
    assert likelihood(doses, countries, NEAR) == odds()


def test_words_tell_more_than_names() -> None:
    more_words = dataclasses.replace(NEAR, words=NEAR.words + 1)
    more_names = dataclasses.replace(NEAR, names=NEAR.names + 1)
    assert odds(more_words) > odds(more_names) > odds()


def test_the_weights_told_are_those_added_up() -> None:
    a, b = two(days=frozenset({"2024-05-13/2024-05-13"}))
    gained = likelihood(a, b, NEAR) - likelihood(*two(), NEAR)
    assert gained == pytest.approx(dict(evidence(a, b, NEAR))["the same day"])
    assert gained > 0


@pytest.mark.parametrize(
    ("mine", "yours"),
    [
        ({"amounts": frozenset({3.0})}, {"amounts": frozenset({5.0})}),
        ({"holders": frozenset({"Ana Ruiz"})}, {"holders": frozenset({"Tomás Vega"})}),
        ({"lengths": frozenset({"PT1H"})}, {"lengths": frozenset({"PT2H"})}),
        (
            {"wording": "Ghana is the second-largest supplier"},
            {"wording": "Ghana is the third-biggest supplier"},
        ),
        (
            {"verbatim": frozenset({"never", "give", "away", "harbour"})},
            {"verbatim": frozenset({"running", "because", "vision", "growth"})},
        ),
    ],
)
def test_other_amounts_speakers_or_quoted_words_keep_two_apart(
    mine: dict[str, object], yours: dict[str, object]
) -> None:
    assert held_apart(telling("a.txt", **mine), telling("b.txt", **yours))
    assert not held_apart(telling("a.txt", **mine), telling("b.txt", **mine))
    assert not held_apart(telling("a.txt", **mine), telling("b.txt"))


def test_two_persons_who_say_something_do_not_tell_the_same() -> None:
    def says(doc: str, who: str) -> Item:
        told = telling(doc)
        assert isinstance(told.fact, Relation)
        fact = dataclasses.replace(told.fact, verb="tell", subject=who, subject_entity=who)
        return dataclasses.replace(told, fact=fact)

    assert held_apart(says("a.txt", "Ana Ruiz"), says("b.txt", "Tomás Vega"))
    assert not held_apart(says("a.txt", "Ana Ruiz"), says("b.txt", "Ruiz"))


def test_a_speaker_named_shorter_is_the_same_speaker() -> None:
    a = telling("a.txt", holders=frozenset({"Ana Ruiz"}))
    b = telling("b.txt", holders=frozenset({"Ruiz"}))
    assert not held_apart(a, b)


def test_a_time_more_in_one_is_no_other_time() -> None:
    both = telling("a.txt", times=frozenset({"2000-01-01/2000-12-31", "2006-01-01/2006-12-31"}))
    one = telling("b.txt", times=frozenset({"2006-01-01/2006-12-31"}))
    later = telling("c.txt", times=frozenset({"2006-01-01/2006-12-31", "2012-01-01/2012-12-31"}))
    assert not other_times(both, one)
    assert other_times(both, later)


def test_a_speaker_without_a_name_is_nobody_whom_the_sentence_names_beside_them() -> None:
    chair = telling("a.txt", holders=frozenset({"Ada Kern"}))
    lawyer = frozenset({"a lawyer for the port"})
    to_the_chair = telling("b.txt", unnamed=lawyer, names=frozenset({"Ada Kern"}))
    assert held_apart(chair, to_the_chair) and held_apart(to_the_chair, chair)
    # Who is not in the sentence may be the one described; and “Kern’s lawyer” may speak for Kern.
    assert not held_apart(chair, telling("b.txt", unnamed=lawyer))
    hers = telling("b.txt", unnamed=frozenset({"Kern's lawyer"}), names=frozenset({"Ada Kern"}))
    assert not held_apart(chair, hers)


def test_who_denies_a_deed_that_the_other_tells_does_not_tell_the_same() -> None:
    appeals = telling("a.txt", done=frozenset({"appeal"}))
    does_not = telling("b.txt", denied=frozenset({"appeal"}))
    assert held_apart(appeals, does_not) and held_apart(does_not, appeals)
    # What both tell beside it makes it no contrary.
    paid = frozenset({"pay"})
    both = (
        telling("a.txt", done=paid | {"appeal"}),
        telling("b.txt", done=paid, denied=frozenset({"appeal"})),
    )
    assert not held_apart(*both)


def test_a_plain_denial_of_a_deed_is_another_certainty() -> None:
    told = telling("a.txt")
    denied = dataclasses.replace(told, fact=dataclasses.replace(told.fact, polarity="negative"))
    found = judge_relations(told, denied, NEAR, 1.0)
    assert found is not None
    assert (found.verdict, found.dimension, found.rule) == (
        "differ",
        "certainty",
        "other_certainty",
    )
    assert judge_relations(told, denied, NEAR, -1.0) is None
