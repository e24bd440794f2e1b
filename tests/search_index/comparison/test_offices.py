"""Who holds which office: however a text puts it, and only where it says so."""

from __future__ import annotations

import pytest

from search_index.comparison import compare, rename, resolve_names
from search_index.comparison.offices import offices_of
from search_index.extraction import extract
from search_index.models import Document, Point
from tests.search_index.comparison.making import document


def offices(text: str) -> set[tuple[str, ...]]:
    whole = document("a.txt", text)
    return {(o.subject, *o.terms) for o in offices_of(whole, extract(whole))}


@pytest.mark.parametrize(
    "text",
    [
        "Officials from Norway, this year's chair, opened the meeting in Oslo.",
        "Norway serves as the chair of the council until autumn.",
        "The draft was written in Norway's capacity as chair.",
        "The talks fell in the middle of Norway's chairmanship.",
    ],
)
def test_a_chair_is_found_however_it_is_put(text: str) -> None:
    assert ("Norway", "chair") in {found[:2] for found in offices(text)}


def test_a_body_named_for_an_office_makes_nobody_its_holder() -> None:
    found = offices("Ana Ruiz, a Justice Department lawyer, flew to Lima.")
    assert {office[1] for office in found} == {"lawyer"}


def test_what_kind_of_office_it_is_is_kept() -> None:
    (found,) = offices("Ana Ruiz, the foreign minister of Chile, flew to Lima.")
    assert found[:2] == ("Ana Ruiz", "minister")
    assert "foreign" in found


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz is the man's neighbour, and he met the president.",
        "Ana Ruiz is not the director of the museum.",
        "Ana Ruiz wants to be the director of the museum.",
        "The deputies heard President Tomás Vega, Ana Ruiz and two others.",
    ],
)
def test_who_is_said_to_hold_no_office_holds_none(text: str) -> None:
    assert not [found for found in offices(text) if found[0] == "Ana Ruiz"]


HARBOUR = "The harbour of Bergvik in Norway reopened on Monday. {}"


def points(*sentences: str) -> list[Point]:
    documents: list[Document] = [
        document(f"{n}.txt", HARBOUR.format(one), "2024-05-14") for n, one in enumerate(sentences)
    ]
    facts = {d.path: extract(d) for d in documents}
    names = resolve_names(documents, facts)
    renamed = {p: [rename(f, names.get(p, {})) for f in found] for p, found in facts.items()}
    return [p for p in compare(documents, renamed) if p.rule == "same_office"]


def test_sources_that_name_one_holder_agree() -> None:
    (point,) = points(
        "Marta Lindqvist, the mayor of Bergvik, thanked the crews.",
        "Thanks came from Marta Lindqvist, who is the mayor.",
    )
    assert point.verdict == "agree"
    assert len({claim.doc for claim in point.claims}) == 2


def test_two_titles_before_a_name_are_no_point() -> None:
    assert not points("Mayor Marta Lindqvist came.", "Mayor Marta Lindqvist thanked the crews.")


def test_two_kinds_of_office_are_kept_apart() -> None:
    assert not points(
        "Marta Lindqvist, the prime minister, came to see it.",
        "Marta Lindqvist, the foreign minister, came to see it.",
    )


def test_the_reason_names_the_office_in_the_words_of_both() -> None:
    (point,) = points(
        "Prime Minister Ana Ruiz of Norway cut the ribbon in Bergvik.",
        "The prime minister, Ana Ruiz, cut the ribbon in Bergvik, Norway.",
    )
    assert point.reason == "both name Ana Ruiz as prime minister"
    assert "is the prime minister" in point.label
