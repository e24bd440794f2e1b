"""Which articles are taken to tell of one event."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from search_index.comparison.items import Item
from search_index.comparison.stories import Article, one_story, same_event, vectors_of
from search_index.models import Document, Part
from tests.search_index.comparison.making import item, quantity

ALONG, ACROSS = np.array([1.0, 0.0]), np.array([0.0, 1.0])
CAST = frozenset(f"Person {n}" for n in range(9))


def article(
    published: str | None = "2024-05-06",
    opening: object = ALONG,
    whole: object = ALONG,
    names: frozenset[str] = CAST,
    topic: frozenset[str] = frozenset({"Kenya", "Nairobi"}),
) -> Item:
    made = item(quantity(1.0), published=published, topic=topic)
    return dataclasses.replace(made, article=Article(opening, whole, names))


def test_articles_of_one_week_that_open_alike_on_one_subject_tell_of_one_event() -> None:
    assert same_event(article(), article("2024-05-12"))
    assert not same_event(article(), article("2024-05-20"))
    assert not same_event(article(), article(opening=ACROSS, whole=ACROSS))


FEATURE: dict[str, Any] = {"opening": ACROSS, "topic": frozenset({"Kenya"})}


def test_a_feature_that_opens_on_a_scene_is_known_by_all_of_it() -> None:
    assert same_event(article(), article("2024-05-07", **FEATURE))


@pytest.mark.parametrize(
    "other",
    [
        {"published": "2024-05-10"},
        {"whole": ACROSS},
        {"names": frozenset({"Person 1"})},
        {"topic": frozenset({"Peru"})},
    ],
)
def test_a_feature_of_other_days_other_people_or_another_subject_is_not(
    other: dict[str, Any],
) -> None:
    assert not same_event(article(), article(**(FEATURE | other)))


def test_undated_articles_need_more_in_common_and_are_never_news_of_one_week() -> None:
    three = frozenset({"Kenya", "Nairobi", "Mombasa"})
    assert one_story(article(None, topic=three), article(None, topic=three))
    assert not same_event(article(None, topic=three), article(None, topic=three))
    assert not one_story(article(None), article(None))


def test_an_article_has_a_vector_for_its_opening_and_one_for_all_of_it() -> None:
    text = "The river rose. " * 60 + "The bank lent money to farmers. " * 60
    part = Part(0, 0, len(text), "Flood", "a", None)
    opening, whole = vectors_of([Document("a", "digest", text, "Flood", "a", (part,), None)])[
        "a", 0
    ]
    assert float(opening @ whole) < 0.99
