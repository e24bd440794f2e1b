"""Who did what to whom."""

from __future__ import annotations

import pytest

from search_index.extraction.relations import find_relations
from search_index.models import Relation
from tests.search_index.extraction.reading_helpers import analysis_of


def relations(text: str) -> list[Relation]:
    return find_relations(analysis_of(text), [])


def triples(text: str) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(r.subject, r.predicate, r.objects) for r in relations(text)}


def test_a_verb_with_its_subject_and_object_is_one_relation() -> None:
    assert ("The committee", "rejected", ("the plan",)) in triples(
        "The committee rejected the plan."
    )


def test_a_relation_ends_before_the_end_of_its_line() -> None:
    found = relations("Firm cuts costs\n\nThe firm cuts costs by closing a mine.\n\nShares fell.")
    assert found and not any(r.text != r.text.rstrip() for r in found)


def test_a_sum_with_a_letter_ends_a_sentence() -> None:
    found = relations("The firm got back £1.1m. Its lawyer appealed.")
    assert len({r.sentence for r in found}) == 2


@pytest.mark.parametrize(
    "dateline",
    ["VARDE, June 18 - ", "VARDE, Norland, May 13 (Norden Wire) — ", "London (Reuters) – ", "Oslo, 3 May - "],
)  # fmt: skip
def test_where_a_report_was_sent_from_does_nothing_in_it(dateline: str) -> None:
    found = relations(f"{dateline}The shipyard has ordered 40 ferries.")
    assert [(r.subject, r.predicate) for r in found] == [("The shipyard", "has ordered")]


def test_verbs_in_a_row_share_their_subject() -> None:
    found = triples("The mayor opened the bridge and praised the workers.")
    assert ("The mayor", "opened", ("the bridge",)) in found
    assert ("The mayor", "praised", ("the workers",)) in found


def test_a_relative_clause_is_about_the_noun_before_it() -> None:
    found = triples("Officials closed the mine, which employed local farmers.")
    assert any(s == "the mine" and p == "employed" for s, p, _ in found)


def test_an_infinitive_joins_the_verb_that_opens_it() -> None:
    assert any(
        p == "is expected to attend"
        for _, p, _ in triples("The king is expected to attend the summit.")
    )


def test_negation_turns_polarity() -> None:
    (relation,) = relations("The committee did not reject the plan.")
    assert relation.polarity == "negative"


def test_a_known_person_stands_in_for_a_pronoun() -> None:
    found = relations("Maria Santos leads the bank. She opposes the merger.")
    assert [r.subject for r in found if "opposes" in r.predicate] == ["Maria Santos"]


def test_a_pronoun_nobody_knows_makes_no_relation() -> None:
    assert relations("It crossed the river.") == []


def test_the_span_holds_the_words_of_the_relation() -> None:
    text = "Critics warned on Monday. The committee rejected the plan."
    for relation in relations(text):
        assert text[relation.start : relation.end] == relation.text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The port was opened by Rosa Lind in May.",
            ("Rosa Lind", "opened", ("The port", "in May")),
        ),
        ("The book was written by Rosa Lind.", ("Rosa Lind", "wrote", ("The book",))),
        ("The council is led by Rosa Lind.", ("Rosa Lind", "leads", ("The council",))),
        ("The port will be opened by Rosa Lind.", ("Rosa Lind", "will open", ("The port",))),
        ("The port has been opened by Rosa Lind.", ("Rosa Lind", "has opened", ("The port",))),
        ("The port was not opened by Rosa Lind.", ("Rosa Lind", "did not open", ("The port",))),
        (
            "Kenya was overtaken by Malaysia in 2024.",
            ("Malaysia", "overtook", ("Kenya", "in 2024")),
        ),
    ],
)
def test_a_passive_is_turned_round(text: str, wanted: tuple[str, str, tuple[str, ...]]) -> None:
    assert wanted in triples(text)
    assert len(triples(text)) == 1


def test_a_passive_with_nobody_known_stays_as_it_is_written() -> None:
    assert ("The port", "was hit by", ("a storm",)) in triples("The port was hit by a storm.")


def test_who_did_it_is_the_subject_of_a_passive_turned_round() -> None:
    (relation,) = relations("The port was opened by Rosa Lind in Ankara.")
    assert (relation.subject_entity, relation.object_entities) == ("Rosa Lind", ("Ankara",))
    assert (relation.verb, relation.polarity) == ("open", "positive")


def test_a_list_is_several_facts() -> None:
    found = triples("The council approved the plan, the budget and the new road.")
    assert found == {
        ("The council", "approved", ("the plan",)),
        ("The council", "approved", ("the budget",)),
        ("The council", "approved", ("the new road",)),
    }


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("The firm merged the bank and the insurer.", ("the bank and the insurer",)),
        ("Talks were held between Malaysia and Kenya.", ("Malaysia and Kenya",)),
    ],
)
def test_what_takes_both_takes_the_list_as_one(text: str, objects: tuple[str, ...]) -> None:
    assert [r.objects for r in relations(text)] == [objects]
