"""Which words only one source has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.differences import differing_words


def marked(*sentences: str, sources: list[str] | None = None) -> list[list[str]]:
    found = differing_words(sentences, sources or [str(i) for i in range(len(sentences))])
    return [[s[a:b] for a, b in spans] for s, spans in zip(sentences, found, strict=True)]


def test_words_that_no_other_sentence_has_are_marked() -> None:
    assert marked(
        "The quay of the port is 1,450 metres long.", "The quay of the port is 1,540 metres long."
    ) == [["1,450"], ["1,540"]]


def test_neighbouring_words_are_one_stretch_without_small_words_at_its_ends() -> None:
    assert marked(
        "The port handled containers in the very best of all years.", "The port handled containers."
    ) == [["very best of all years"], []]


def test_case_quotation_marks_and_possessives_make_no_difference() -> None:
    assert marked("“Elsmark’s port grows,” she said.", '"elsmark port grows" She said.') == [[], []]


def test_a_word_at_another_place_is_not_new() -> None:
    assert marked(
        "In March the strike closed the port.", "The strike closed the port in March."
    ) == [
        [],
        [],
    ]


def test_sentences_with_little_in_common_are_left_alone() -> None:
    assert marked(
        "The port handled containers in 2031.", "Nobody counts lorries near schools."
    ) == [
        [],
        [],
    ]


def test_a_word_of_one_other_source_is_enough() -> None:
    assert marked(
        "The port closed for nine days.",
        "The port closed for nine days.",
        "The port closed for twelve days.",
    ) == [[], [], ["twelve"]]


def test_what_one_source_says_twice_is_not_set_against_itself() -> None:
    assert marked(
        "The port closed for nine days.", "The port closed for ten days.", sources=["a", "a"]
    ) == [[], []]


@given(st.lists(st.text("ab, 1.’\u0301é", max_size=30), max_size=5))
def test_stretches_lie_within_their_sentence_in_order(sentences: list[str]) -> None:
    found = differing_words(sentences, [str(i) for i in range(len(sentences))])
    for sentence, spans in zip(sentences, found, strict=True):
        ends = [end for span in spans for end in span]
        assert ends == sorted(ends)
        assert all(0 <= end <= len(sentence) for end in ends)
