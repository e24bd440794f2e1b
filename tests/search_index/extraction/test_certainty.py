"""How sure a statement is."""

from __future__ import annotations

import pytest

from search_index.extraction.certainty import certainty_of
from search_index.extraction.model import load_model


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
    ],
)
def test_words_above_a_fact_make_it_less_sure(text: str, word: str, wanted: str) -> None:
    assert certainty(text, word) == wanted


def test_dim_lights_are_no_doubt() -> None:
    assert certainty("The lights in the hall are dim.", "hall") == "asserted"
