"""A decision that would reach nothing in the documents at hand is known before it is written."""

from __future__ import annotations

import pytest

from search_index.doubting import doubts
from search_index.models import Entity, Fact, Quantity, Span
from search_index.overrides import ClaimReference, Override, OverrideKey


def common(text: str) -> dict[str, object]:
    return {
        "doc": "a.txt",
        "part": 0,
        "source": "A",
        "start": 0,
        "end": len(text),
        "text": text,
        "sentence": Span(0, len(text)),
    }


FACTS: dict[str, list[Fact]] = {
    "a.txt": [
        Quantity(value=3, measure="shipments", unit="tonne", **common("3 tonnes")),  # type: ignore[arg-type]
        Entity(name="Ana Berg", type="person", **common("Ms Berg")),  # type: ignore[arg-type]
    ]
}


def said(key: OverrideKey, *names: str) -> list[str]:
    return [one.reason for one in doubts(Override(key=key, names=names), FACTS)]


def test_each_word_that_measures_nothing_is_told_wherever_it_stands() -> None:
    assert said("same_measure", "shipment", "tonnes") == []
    assert said("same_measure", "shipments", "exports") == ["nothing is measured as “exports”"]
    assert said("same_measure", "exports", "shipments") == ["nothing is measured as “exports”"]


def test_the_nearest_word_is_named() -> None:
    (one,) = doubts(Override(key="same_measure", names=("shipments", "shipmants")), FACTS)
    assert "“shipments”" in one.way_out


@pytest.mark.parametrize("key", ["same_entity", "not_same_entity"])
def test_a_name_that_nobody_has_is_told(key: OverrideKey) -> None:
    assert said(key, "Ana Berg", "Ms Berg") == []
    assert said(key, "Ana Berg", "Anna Burg") == ["no document names “Anna Burg”"]


def test_the_first_name_of_one_entity_may_be_the_reader_s_own() -> None:
    assert said("same_entity", "Dr Ana Berg", "Ana Berg") == []


def test_decisions_on_claims_are_never_doubted() -> None:
    claims = (ClaimReference("b.txt", "gone"),)
    assert doubts(Override(key="hide", claims=claims), FACTS) == []
