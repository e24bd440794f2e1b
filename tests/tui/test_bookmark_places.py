"""A bookmark is found again after its document has changed."""

from __future__ import annotations

from dataclasses import replace

import fakes
import pytest
from driving import WIDE, press, search
from fakes import PORT, FakeLibrary
from hypothesis import given
from hypothesis import strategies as st

from search_index.models import Span
from tui.app import ReportedlyApp
from tui.bookmark_places import place_now
from tui.bookmarks import Bookmark

TEXT = "The ferry carried 41 passengers.\nThe boat\n carried 41 goats \x1b[0m. Then it left.\n"
START = TEXT.index("41 goats")
GOATS = Bookmark(
    "a.txt",
    START,
    START + 8,
    "The boat carried 41 goats \N{REPLACEMENT CHARACTER}[0m.",
    "",
    said="41 goats",
)


def test_what_still_stands_there_stays() -> None:
    assert place_now(GOATS, TEXT) == Span(START, START + 8)


@pytest.mark.parametrize("before", ["Corrected.\n", "41 goats went ashore. " * 3])
def test_what_has_moved_is_found_in_its_sentence(before: str) -> None:
    now = place_now(GOATS, before + TEXT)
    assert now == Span(len(before) + START, len(before) + START + 8)


def test_of_a_sentence_that_was_rewritten_the_nearest_same_words_do() -> None:
    text = "At first 41 goats came. Much later, and on another boat, there were 41 goats."
    assert place_now(GOATS, text).start in (text.index("41 goats"), text.rindex("41 goats"))


def test_a_line_is_found_by_its_words() -> None:
    line = replace(GOATS, start=0, end=0, words="Then it left.", said="")
    assert place_now(line, TEXT).start == TEXT.index("Then it left")


def test_what_is_gone_leaves_the_place() -> None:
    assert place_now(
        GOATS, "Nothing of it, but a text that is as long as the other was, or longer."
    ) == Span(START, START + 8)
    assert place_now(GOATS, "") == Span(0, 0)


@given(st.text(), st.text(), st.text(), st.integers(0, 99), st.integers(0, 99))
def test_any_bookmark_has_a_place_in_any_text(
    words: str, said: str, text: str, start: int, end: int
) -> None:
    now = place_now(Bookmark("a", start, start + end, words, "", said=said), text)
    assert 0 <= now.start <= now.end <= len(text)


async def test_a_bookmark_leads_to_its_words_in_the_new_text(
    harbour: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fakes, "TEXTS", dict(fakes.TEXTS))
    app = ReportedlyApp(harbour, build=False)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "every fifth household")
        await press(pilot, "b")
        title, source, published, text = fakes.TEXTS[PORT]
        fakes.TEXTS[PORT] = (title, source, published, "Corrected on Friday.\n" * 9 + text)
        app.worker._texts.clear()
        app.explorer.refresh_library()
        await search(pilot, "strike")
        await press(pilot, "'", "enter")
        view = app.explorer.document.view
        assert view.reading is not None and view.reading.document.path == PORT
        assert view.reading.document.text[view.offset_here :].startswith("every fifth household")
