"""Lines of cells with the offsets of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.wrapping import wrap


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, 0, len(text), width)]


def test_lines_break_between_words() -> None:
    assert lines("the port of Elsmark", 9) == ["the port", "of", "Elsmark"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert lines("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_wide_characters_take_two_cells() -> None:
    assert lines("港の取扱量は", 6) == ["港の取", "扱量は"]


def test_a_combining_accent_stays_with_its_letter() -> None:
    assert lines("cafe\u0301 bar", 4) == ["cafe\u0301", "bar"]


def test_an_empty_paragraph_is_one_line() -> None:
    assert wrap("", 0, 0, 10) == [(0, 0)]


@given(st.text(alphabet=st.sampled_from("ab é港\u0301 -—😀"), max_size=60), st.integers(4, 20))
def test_no_line_is_too_long_and_nothing_but_blanks_is_lost(text: str, width: int) -> None:
    spans = wrap(text, 0, len(text), width)
    at = 0
    for start, end in spans:
        assert cell_len(text[start:end]) <= width
        assert text[at:start].strip(" ") == ""
        at = end
    assert text[at:].strip(" ") == ""


@pytest.mark.parametrize("words", ["word " * 200_000])
def test_a_megabyte_is_wrapped_without_a_noticeable_wait(words: str) -> None:
    assert len(wrap(words, 0, len(words), 80)) > 10_000
