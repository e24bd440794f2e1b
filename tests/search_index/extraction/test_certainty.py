"""How sure a statement is."""

from __future__ import annotations

import pytest

from search_index.extraction.certainty import certainty_of
from search_index.extraction.model import load_model
from search_index.extraction.pipeline import extract
from search_index.models import Quantity, Quote
from tests.search_index.extraction.reading_helpers import document_of


def certainty(text: str, word: str) -> str:
    parsed = load_model()(text)
    return certainty_of(next(t for t in parsed if t.text == word))


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The company sold the plant.", "plant", "asserted"),
        ("The company will sell the plant.", "plant", "expected"),
        ("The company may sell the plant.", "plant", "possible"),
        ("The company is expected to sell the plant.", "plant", "expected"),
        ("The company did not sell the plant.", "plant", "denied"),
        ("The company is unlikely to sell the plant.", "plant", "unlikely"),
        ("The prospects for a visit are dim.", "visit", "unlikely"),
        ("The company discussed a potential sale.", "sale", "possible"),
        ("The company denied selling the plant.", "plant", "denied"),
        ("The company failed to sell the plant.", "plant", "denied"),
        ("The company did not fail to sell the plant.", "plant", "asserted"),
        ("The plan to sell the plant was dropped.", "plant", "expected"),
        ("The company is to sell the plant in May.", "plant", "expected"),
        ("Company to sell plant in May", "plant", "expected"),
        ("Minister to visit Kenya next week, says aide", "Kenya", "expected"),
        ("A company to watch sold the plant.", "plant", "asserted"),
        ("More than 150 flights did not leave.", "150", "asserted"),
        ("More than 150 flights may not leave.", "150", "possible"),
        ("The company did not sell 150 flights.", "150", "denied"),
        ("Calls were not possible for 47 minutes.", "47", "asserted"),
        ("The strike did not last for 47 minutes.", "47", "denied"),
        ("The company rejected the offer because it had sold the plant.", "plant", "asserted"),
    ],
)
def test_words_above_a_fact_make_it_less_sure(text: str, word: str, wanted: str) -> None:
    assert certainty(text, word) == wanted


def test_a_slim_chance_is_doubted_and_a_slim_majority_is_not() -> None:
    assert certainty("There is a slim chance of a deal.", "chance") == "unlikely"
    assert certainty("The remote village holds 300 people.", "people") == "asserted"
    assert certainty("She won by a slim majority.", "majority") == "asserted"


def test_dim_lights_are_no_doubt() -> None:
    assert certainty("The lights in the hall are dim.", "hall") == "asserted"


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Exports would have reached the goal if the port had opened.", "goal", "denied"),
        ("Exports would have reached the goal if the port had opened.", "opened", "denied"),
        ("Exports would have reached the goal had the port stayed open.", "goal", "denied"),
        ("Had the storm come earlier, the ship would have sunk.", "come", "denied"),
        ("Exports would have reached the goal but for the storm.", "goal", "denied"),
        ("The ferry could have saved the crew.", "crew", "unlikely"),
        ("The bridge was to have opened in May.", "opened", "unlikely"),
        ("The ferry may have saved the crew.", "crew", "possible"),
        ("Were the company to sell the plant, the town would suffer.", "plant", "possible"),
    ],
)
def test_what_would_have_been_was_not(text: str, word: str, wanted: str) -> None:
    assert certainty(text, word) == wanted


def facts_with(text: str, words: str) -> set[tuple[str | None, str]]:
    """Holder and certainty of the amounts in ``text`` that read ``words``."""
    return {
        (fact.holder, fact.certainty)
        for fact in extract(document_of(text))
        if isinstance(fact, Quantity) and fact.text == words
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rosa Lind said she had paid 300 euros.", "asserted"),
        ("Rosa Lind denied that she had paid 300 euros.", "denied"),
        ("Rosa Lind did not deny that she had paid 300 euros.", "possible"),
        ("Rosa Lind promised to pay 300 euros.", "expected"),
        ("Rosa Lind refused to pay 300 euros.", "denied"),
        ("Rosa Lind urged the council to pay 300 euros.", "possible"),
        ("Rosa Lind said the council would pay 300 euros.", "expected"),
        ("Rosa Lind's refusal to pay 300 euros led to a strike.", "denied"),
        ("Rosa Lind alleged that the council had paid 300 euros.", "asserted"),
        ("“We have paid 300 euros,” Rosa Lind denied.", "asserted"),
    ],
)
def test_a_holder_is_as_sure_as_the_cue_says(text: str, wanted: str) -> None:
    assert facts_with(text, "300 euros") == {("Rosa Lind", wanted)}


def test_what_nobody_in_particular_expects_is_the_authors_doubt() -> None:
    assert facts_with("The firm is expected to pay 300 euros.", "300 euros") == {(None, "expected")}


def test_a_quote_is_as_sure_as_its_cue() -> None:
    quotes = {
        text: next(f for f in extract(document_of(text)) if isinstance(f, Quote)).certainty
        for text in (
            "Rosa Lind said that the port was open.",
            "Rosa Lind denied that the port was open.",
            "Rosa Lind may say that the port was open.",
        )
    }
    assert list(quotes.values()) == ["asserted", "denied", "possible"]


@pytest.mark.parametrize(
    "text",
    [
        "Tobias Ek, 42, did not resist, police said.",
        "Mayor Ana Bell, 57, will not stand again.",
        "Ada Lindqvist, 30, may appeal.",
    ],
)
def test_the_age_behind_a_name_is_sure_whatever_the_person_did_not_do(text: str) -> None:
    (age,) = (f for f in extract(document_of(text)) if isinstance(f, Quantity))
    assert (age.unit, age.certainty) == ("year of age", "asserted")
