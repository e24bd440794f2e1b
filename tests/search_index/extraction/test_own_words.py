"""Own words do what docs/rules.md says, and nothing once they are taken back."""

from __future__ import annotations

from typing import Any

import pytest
from reading_helpers import document_of

from search_index.extraction.pipeline import extract
from search_index.models import Entity, Fact, Quantity, Quote, Relation
from search_index.own_rules import OwnRules


def facts(text: str, kind: type[Fact], **own: Any) -> list[Any]:
    found = extract(document_of(text), OwnRules(own))
    return [fact for fact in found if isinstance(fact, kind)]


def amount(text: str, **own: Any) -> Quantity:
    (found,) = facts(text, Quantity, **own)
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "text",
    ["The port handled 4,200 TEU again.", "The port handled 4,200 Twenty-foot Containers again."],
)
def test_a_unit_is_read_by_its_words_and_signs(text: str) -> None:
    own = {"units": {"container": {"words": ("twenty-foot container",), "signs": ("TEU",)}}}
    found = amount(text, **own)
    assert (found.value, found.unit, found.rule) == (4200, "container", "unit")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The repair cost KD 3 million.", "KD 3 million"),
        ("The repair cost 3 million fils.", "3 million fils"),
    ],
)
def test_a_currency_is_read_by_its_signs_and_nouns(text: str, written: str) -> None:
    own = {"currencies": {"KWD": {"signs": ("KD",), "nouns": ("fils",)}}}
    assert amount(text).unit != "KWD"
    found = amount(text, **own)
    assert (found.text, found.unit, found.value) == (written, "KWD", 3_000_000)


def test_a_hedge_loosens_its_amount() -> None:
    text = "The repair cost a whisker off 300 million dollars."
    assert amount(text).bound == "exact"
    found = amount(text, hedges={"about": ("a whisker off",)})
    assert (found.bound, found.hedge) == ("about", "a whisker off")


def test_a_word_makes_an_amount_a_target() -> None:
    text = "The fund sits at a benchmark of 40 million dollars."
    assert amount(text).role == "actual"
    assert amount(text, roles={"target": ("benchmark",)}).role == "target"


def test_a_verb_of_speech_makes_a_quotation_somebodys() -> None:
    text = "“The bridge will be closed for a week,” Rosa Lind riposted."
    (before,), (after,) = facts(text, Quote), facts(text, Quote, speech=("riposte",))
    assert (before.speaker, after.speaker) == (None, "Rosa Lind")
    assert after.cue.text == "riposted"


def test_a_verb_makes_what_it_governs_less_than_asserted() -> None:
    text = "Rosa Lind gambled that a levy was needed."
    sure = {r.predicate: r.certainty for r in facts(text, Relation)}
    own = {
        r.predicate: r.certainty for r in facts(text, Relation, certainty={"possible": ("gamble",)})
    }
    assert (sure["was needed"], own["was needed"]) == ("asserted", "possible")


NAMES = [
    ("On Monday Tokoh Bunga opened the school.", {"honorifics": ("Tokoh",)}, ("Bunga", "person")),
    ("Lately Menteri Besar Bunga sat down.", {"offices": ("Menteri Besar",)}, ("Bunga", "person")),
    (
        "They went to the Sungai Perbadanan lately.",
        {"organisations": ("Perbadanan",)},
        ("Sungai Perbadanan", "organisation"),
    ),
    (
        "On Monday Harbour Watch Exclusive told us more.",
        {"not_names": ("Exclusive",)},
        ("Harbour Watch", "organisation"),
    ),
    (
        "Many Ruritanians came.",
        {"countries": {"Ruritania": {"people": ("Ruritanian", "Ruritanians")}}},
        ("Ruritania", "place"),
    ),
]


@pytest.mark.parametrize(("text", "own", "expected"), NAMES)
def test_own_words_tell_what_a_name_is(text: str, own: Any, expected: tuple[str, str]) -> None:
    def named(**own: Any) -> set[tuple[str, str]]:
        return {(entity.name, entity.type) for entity in facts(text, Entity, **own)}

    assert expected not in named()
    assert expected in named(**own)


def test_without_own_words_all_is_as_before() -> None:
    text = "\n\n".join(text for text, _, _ in NAMES) + "\n\nIt cost a whisker off KD 300 million."
    own: dict[str, Any] = {"hedges": {"about": ("a whisker off",)}}
    for _, more, _ in NAMES:
        own |= more
    before = extract(document_of(text))
    assert extract(document_of(text), OwnRules(own)) != before
    assert extract(document_of(text)) == before


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("box", "The port shipped 300 boxes."),
        ("ferryload", "The port shipped 300 ferryloads."),
        ("batch", "The port shipped 300 batches."),
        ("quarry", "The port shipped 300 quarries."),
        ("glass", "The port shipped 300 glasses."),
    ],
)
def test_the_plural_of_a_unit_is_understood(unit: str, text: str) -> None:
    assert amount(text, units={f"{unit} unit": {"words": (unit,)}}).unit == f"{unit} unit"


def test_whom_an_own_honorific_stands_before_is_a_person_whatever_the_model_takes_it_for() -> None:
    from search_index.extraction.naming import _kind
    from tests.search_index.extraction.reading_helpers import analysis_of

    parsed = analysis_of("Tokoh Rosa Lind").parsed
    assert _kind(parsed, 1, 3, "Rosa Lind", "WORK_OF_ART", None, "Tokoh") == "person"
    assert _kind(parsed, 1, 3, "Rosa Lind", "WORK_OF_ART", None, None) == "work"
