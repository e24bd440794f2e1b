"""Sentences alike but for a word and its opposite do not tell the same."""

from __future__ import annotations

import pytest

from search_index.comparison.opposites import contrary, negated, stance_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hospitals had enough blood.", "Hospitals were running out of blood."),
        ("Exports rose in May.", "Exports fell in May."),
        ("The union supports the plan.", "The union opposes the plan."),
        ("She admitted the charge.", "She denied the charge."),
    ],
)
def test_a_word_and_its_opposite_are_contrary(one: str, other: str) -> None:
    assert contrary(stance_of(one), stance_of(other))
    assert contrary(stance_of(other), stance_of(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Exports rose in May.", "Exports grew in May."),
        ("Exports rose in May.", "In May exports were high."),
        ("Exports rose and imports fell.", "Imports fell."),
    ],
)
def test_alike_or_unsaid_is_not_contrary(one: str, other: str) -> None:
    assert not contrary(stance_of(one), stance_of(other))


def test_a_denial_is_seen() -> None:
    assert negated("It won’t open.") and negated("It did not open.")
    assert not negated("It will open at noon.")
