"""Who did what to whom."""

from __future__ import annotations

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
