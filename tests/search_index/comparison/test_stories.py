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


def leaning(cosine: float) -> np.ndarray[Any, Any]:
    """A unit vector whose cosine with ALONG is given."""
    return np.array([cosine, (1 - cosine**2) ** 0.5])


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


FEW = frozenset({"Kenya Rail", "Ana Bell"})
SHORT: dict[str, Any] = {"names": FEW, "topic": frozenset({"Kenya Rail"})}


def test_a_short_report_of_the_next_day_follows_one_that_is_alike_throughout() -> None:
    follow = {"opening": leaning(0.7), "whole": leaning(0.65), **SHORT}
    assert same_event(article(**SHORT), article("2024-05-07", **follow))
    assert not same_event(article(**SHORT), article("2024-05-10", **follow))
    for other in ({"opening": ACROSS}, {"whole": ACROSS}, {"names": frozenset({"Omar Reyes"})}):
        assert not same_event(article(**SHORT), article("2024-05-07", **(follow | other)))


def test_a_report_that_names_the_same_three_and_hardly_others_follows() -> None:
    three = frozenset({"Meridian", "Halden", "Oslo"})
    first = article(names=three, topic=three)
    follow = {"opening": leaning(0.5), "whole": ACROSS, "names": three, "topic": three}
    assert same_event(first, article("2024-05-07", **follow))
    assert not same_event(first, article("2024-05-07", **(follow | {"opening": leaning(0.4)})))
    others = frozenset({"Meridian", "Bergvik", "Lund", "Ana Bell"})
    assert not same_event(first, article("2024-05-07", **(follow | {"names": others})))


def test_what_is_told_of_one_project_weeks_later_is_one_story_and_no_news_of_one_week() -> None:
    of = {"names": FEW, "topic": FEW, "opening": leaning(0.75), "whole": leaning(0.7)}
    first = article(names=FEW, topic=FEW)
    assert one_story(first, article("2024-06-20", **of))
    assert not same_event(first, article("2024-06-20", **of))
    assert not one_story(first, article("2024-09-20", **of))
    assert not one_story(first, article("2024-06-20", **(of | {"topic": frozenset({"Ana Bell"})})))
