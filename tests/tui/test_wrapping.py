"""Lines of cells with the offsets of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from search_index.models import Document, Part, Span
from tui.cleaning import clean_line
from tui.covered import Covered
from tui.widgets.document_lines import lay_out
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


def test_a_text_is_laid_out_as_it_was_read_with_the_cells_it_has_when_cleaned() -> None:
    text = (
        "one\ttwo \x1b[31mthree\u200b four\u00adfive\n\n日本語のとても長い行です\n" + "word " * 30
    )
    part = Part(0, 0, len(text), "T", "s.txt")
    layout = lay_out(Document("s.txt", "0", text, "T", "s.txt", (part,)), 12)
    texts = [line for line in layout if line.role == "text"]
    assert all(cell_len(clean_line(text[line.start : line.end])) <= 12 for line in texts)
    joined = "".join(text[line.start : line.end] for line in texts)
    assert joined.replace(" ", "") == text.replace(" ", "").replace("\n", "")


def test_every_offset_has_a_line_that_the_cursor_can_stand_on() -> None:
    text = "Menu\nfirst words here\n\nsecond\n"
    part, menu = Part(0, 0, len(text), "T", "s.txt"), Span(0, 5)
    document = Document("s.txt", "0", text, "T", "s.txt", (part,), furniture=(menu,))
    layout = lay_out(document, 8)
    shown = [layout[layout.line_of(at)] for at in range(len(text) + 1)]
    assert all(line.role in ("text", "fold") for line in shown)
    assert shown[0].role == "fold"
    assert text[shown[7].start : shown[7].end] == "first"
    assert text[shown[23].start : shown[23].end] == "second"
    assert "furniture" in {line.role for line in lay_out(document, 8, unfold=True)}


def test_what_lies_within_one_of_many_stretches_is_covered() -> None:
    covered = Covered([Span(10, 50), Span(0, 5), Span(20, 30)])
    assert (40, 50) in covered
    assert (0, 5) in covered
    assert (4, 11) not in covered
    assert (45, 51) not in covered
    assert (3, 3) not in Covered([])
