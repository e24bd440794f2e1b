"""Where quotations begin and end, whatever marks they are set in."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.extraction.quotation_marks import match_marks


def inside(text: str) -> list[str]:
    """What stands inside the outermost marks; paragraphs are lines."""
    bounds, at = [], 0
    for line in text.split("\n"):
        bounds.append((at, at + len(line)))
        at += len(line) + 1
    return [text[q.inner_start : q.inner_end] for q in match_marks(text, bounds) if q.depth == 0]


@pytest.mark.parametrize(
    "text",
    [
        'He said, "The well is dry," and left.',
        "He said, “The well is dry,” and left.",
        "He said, ‘The well is dry,’ and left.",
        "He said, 'The well is dry,' and left.",
        "He said, ''The well is dry,'' and left.",
        "He said, ``The well is dry,'' and left.",
        "He said, «The well is dry,» and left.",
        "He said, „The well is dry,“ and left.",
        "He said, ”The well is dry,” and left.",
    ],
)
def test_marks_of_every_kind_enclose_a_quotation(text: str) -> None:
    assert inside(text) == ["The well is dry,"]


def test_apostrophes_are_no_marks() -> None:
    assert inside("It's the miners' own fault, isn't it? Rock 'n' roll of the '90s.") == []
    assert inside("It’s the miners’ own fault, isn’t it?") == []


def test_a_genitive_plural_does_not_close_single_marks() -> None:
    assert inside("‘The miners’ rights are at stake,’ she said.") == [
        "The miners’ rights are at stake,"
    ]


def test_a_quotation_inside_a_quotation_is_one_quotation() -> None:
    assert inside("“She told me ‘go home’ and I went,” he said.") == [
        "She told me ‘go home’ and I went,"
    ]


def test_an_odd_mark_costs_at_most_its_paragraph() -> None:
    text = 'A stray " mark stands here.\n"The dam holds," she said.\nThe end.'
    assert inside(text) == ["The dam holds,"]


def test_a_missing_close_ends_with_the_paragraph() -> None:
    text = "“We will not sell.\nThe firm said no more.\n“Never,” it added."
    assert inside(text) == ["We will not sell.", "Never,"]


def test_a_mark_at_each_paragraph_carries_one_quotation_on() -> None:
    text = "“The first point is water.\n“The second is bread.”"
    quotations = match_marks(text, [(0, 26), (27, len(text))])
    assert [q.goes_on for q in quotations] == [True, False]


def test_inches_are_no_marks() -> None:
    assert inside('The pipe is 12" wide and the other 14" wide.') == []


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„`", max_size=80))
def test_any_marks_give_ordered_spans_within_the_text(text: str) -> None:
    quotations = match_marks(text, [(0, len(text))])
    outer = [q for q in quotations if q.depth == 0]
    for q in quotations:
        assert 0 <= q.start <= q.inner_start < q.inner_end <= q.end <= len(text)
    for one, following in pairwise(outer):
        assert one.end <= following.start
