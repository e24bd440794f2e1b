"""Who goes where: however a text puts it, and what sources make of one journey."""

from __future__ import annotations

import pytest

from search_index.comparison import compare, rename, resolve_names
from search_index.comparison.visits import visits_of
from search_index.extraction import extract
from search_index.models import Point
from tests.search_index.comparison.making import document


def visits(text: str) -> set[tuple[str, ...]]:
    """Who, where, how surely, and when if told."""
    whole = document("a.txt", text, "2024-05-14")
    return {
        (v.subject, v.objects[0], v.certainty, *v.terms[1:])
        for v in visits_of(whole, extract(whole))
    }


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad's visit to Lisbon was short.",
        "Aides spoke of Omar Haddad's long official visit to Lisbon.",
        "Omar Haddad spoke to students. During his visit to Lisbon, Omar Haddad met the mayor.",
        "The visit to Lisbon by Prime Minister Omar Haddad was short.",
        "Omar Haddad flew to Lisbon after the vote.",
        "Omar Haddad arrived in Lisbon with his wife.",
        "Omar Haddad attended the Harbour Summit in Lisbon.",
    ],
)
def test_a_visit_is_found_however_it_is_put(text: str) -> None:
    assert ("Omar Haddad", "Lisbon", "asserted") in visits(text)


def test_the_days_beside_a_visit_are_its_own() -> None:
    assert ("Omar Haddad", "Lisbon", "asserted", "2024-05-06/2024-05-08") in visits(
        "The talks took place during Omar Haddad's visit to Lisbon from May 6 to 8."
    )
    assert ("Omar Haddad", "Lisbon", "expected", "2024-06-01/2024-06-30") in visits(
        "Omar Haddad will travel to Lisbon in June 2024."
    )


@pytest.mark.parametrize(
    "later",
    [
        "The two-day trip, on 6 and 7 May, was short.",
        "The visit took place on 6 and 7 May.",
        "His visit, which ran from May 6 to 7, was short.",
        "The events of 6 and 7 May changed his mind.",
    ],
)
def test_the_one_visit_of_an_article_has_the_days_given_further_on(later: str) -> None:
    known = "Omar Haddad's visit to Lisbon was discussed. The mayor spoke first. "
    assert ("Omar Haddad", "Lisbon", "asserted", "2024-05-06/2024-05-07") in visits(known + later)


@pytest.mark.parametrize(
    "later",
    [
        "The events of 11 September 2001 were on his mind.",
        "The trip, on 6 May, was short. The visit took place on 9 May.",
    ],
)
def test_days_long_past_or_two_of_them_are_not_taken_for_those_of_the_visit(later: str) -> None:
    known = "Omar Haddad's visit to Lisbon was discussed. The mayor spoke first. "
    assert visits(known + later) == {("Omar Haddad", "Lisbon", "asserted")}


def test_of_two_visits_none_has_the_days_given_further_on() -> None:
    found = visits(
        "Omar Haddad's visit to Lisbon was discussed. Lena Brandt's visit to Oslo was not. "
        "The trip, on 6 and 7 May, was short."
    )
    assert {v[0] for v in found} == {"Omar Haddad", "Lena Brandt"}
    assert not any(len(v) > 3 for v in found)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Omar Haddad's planned visit to Lisbon was discussed.", "expected"),
        ("Omar Haddad's potential visit to Lisbon was discussed.", "possible"),
        ("The talks are expected to be followed by Omar Haddad's visit to Lisbon.", "expected"),
        ("Omar Haddad's visit to Lisbon cannot be described as a breakthrough.", "asserted"),
        ("Omar Haddad did not travel to Lisbon.", "denied"),
        ("Omar Haddad was invited to attend the summit in Lisbon.", "possible"),
    ],
)
def test_how_sure_a_visit_is_follows_from_what_is_said_of_its_coming_about(
    text: str, sure: str
) -> None:
    assert ("Omar Haddad", "Lisbon", sure) in visits(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lena Kovac invited Omar Haddad to visit Lisbon in June 2024. The prospects for the visit are dim.",
        "Lena Kovac invited Omar Haddad to visit Lisbon in June 2024. That trip is unlikely to take place.",
    ],
)
def test_what_becomes_of_a_visit_is_told_in_a_later_sentence(text: str) -> None:
    assert ("Omar Haddad", "Lisbon", "unlikely", "2024-06-01/2024-06-30") in visits(text)


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad's visit pleased Lisbon.",
        "Omar Haddad spoke of Lisbon.",
        "Omar Haddad's visit to Lisbon, Portuguese papers said, was short.",
    ],
)
def test_a_place_named_further_on_is_no_goal(text: str) -> None:
    assert {v[1] for v in visits(text)} <= {"Lisbon"}
    assert not visits(text) or "to Lisbon" in text


OPENING = "Omar Haddad, the prime minister of Morania, spoke with Lena Kovac about trade. {}"


def told(*sentences: str, days: tuple[str, ...] = ("2024-05-14", "2024-05-15")) -> list[Point]:
    documents = [
        document(f"{n}.txt", OPENING.format(one), day)
        for n, (one, day) in enumerate(zip(sentences, days, strict=True))
    ]
    facts = {d.path: extract(d) for d in documents}
    names = resolve_names(documents, facts)
    renamed = {p: [rename(f, names.get(p, {})) for f in found] for p, found in facts.items()}
    return [p for p in compare(documents, renamed) if "visit" in p.rule]


def test_a_visit_expected_here_and_doubted_there_differs_by_certainty() -> None:
    (point,) = told(
        "Omar Haddad is expected to visit Lisbon in June 2024.",
        "Omar Haddad was invited to visit Lisbon in June 2024. The prospects for the visit are dim.",
    )
    assert (point.verdict, point.dimension) == ("differ", "certainty")
    assert point.reason == "one has it expected, the other unlikely"
    assert point.claims[1].text == "The prospects for the visit are dim"


def test_a_visit_of_days_lies_within_one_of_a_month() -> None:
    (point,) = told(
        "Omar Haddad visited Lisbon in May 2024.",
        "Omar Haddad's visit to Lisbon from May 6 to 8 was short.",
    )
    assert (point.verdict, point.rule) == ("compatible", "visit_within")


def test_a_visit_that_may_be_called_off_is_doubted() -> None:
    (point,) = told(
        "Omar Haddad will travel to Lisbon in June 2024.",
        "Omar Haddad's planned visit to Lisbon in June 2024 may be called off because of a strike.",
    )
    assert point.reason == "one has it expected, the other unlikely"
    assert "called off" in point.claims[1].text


def test_visits_of_two_months_are_two_visits() -> None:
    assert not told(
        "Omar Haddad visited Lisbon in March 2024.", "Omar Haddad visited Lisbon in May 2024."
    )


def test_a_visit_without_days_is_another_ones_only_in_news_of_one_week() -> None:
    sentences = ("Omar Haddad visited Lisbon.", "Omar Haddad's visit to Lisbon in May 2024 ended.")
    assert [p.verdict for p in told(*sentences)] == ["compatible"]
    assert not told(*sentences, days=("2019-05-14", "2024-05-15"))


def test_who_is_in_a_city_and_its_country_on_the_same_days_is_there_once() -> None:
    (point,) = told(
        "Omar Haddad will travel to Lisbon in June 2024. Omar Haddad's planned visit to Portugal in"
        " June 2024 is his first.",
        "Omar Haddad will fly to Lisbon in June 2024.",
    )
    assert len(point.claims) == 2
