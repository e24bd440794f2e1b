"""Finding words in one document."""

from __future__ import annotations

import pytest
from driving import NARROW, WIDE, focus, press, search, shown
from fakes import PORT, TEXTS
from hypothesis import given
from hypothesis import strategies as st

from tui.app import ReportedlyApp
from tui.finding import MOST_FOUND, find_all


def found(text: str, words: str) -> list[str]:
    return [text[span.start : span.end] for span in find_all(text, words)]


@pytest.mark.parametrize(
    ("text", "words", "there"),
    [
        ("The Türkiye visit", "turkiye", ["Türkiye"]),
        ("İstanbul and ISTANBUL", "istanbul", ["İstanbul", "ISTANBUL"]),
        ("the union’s gates", "union's", ["union’s"]),
        ("about five\n  million", "five million", ["five\n  million"]),
        ("a.b axb", "a.b", ["a.b"]),
        ("anything", "  ", []),
        ("エルスマルク港", "港", ["港"]),
    ],
)
def test_words_are_found_as_people_type_them(text: str, words: str, there: list[str]) -> None:
    assert found(text, words) == there


def test_no_more_places_are_found_than_anybody_looks_at() -> None:
    assert len(find_all("a" * (MOST_FOUND + 5), "a")) == MOST_FOUND


@given(st.text(max_size=60), st.text(max_size=5))
def test_places_lie_within_the_text_in_order(text: str, words: str) -> None:
    spans = find_all(text, words)
    assert list(spans) == sorted(spans)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


async def test_arrows_go_through_what_is_found_while_one_types(app: ReportedlyApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "ctrl+f", *"quay", "down")
        assert "2 of 2 places found" in shown(app)
        await press(pilot, "down")
        assert "1 of 2 places found" in shown(app)
        await press(pilot, "up", "enter")
        text = TEXTS[PORT][3]
        assert (focus(app), app.explorer.document.view.offset_here) == ("text", text.rindex("quay"))


async def test_what_was_sought_is_there_when_one_seeks_again(app: ReportedlyApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "ctrl+f", *"quay", "enter", "escape", "ctrl+f")
        assert "1 of 2 places found" in shown(app)
        await press(pilot, *"port")
        assert "places found" in shown(app)
        assert "quay" not in shown(app).splitlines()[2]


async def test_each_letter_is_looked_for_from_where_the_reader_was(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "containers")
        await press(pilot, "2", "g")
        await press(pilot, "ctrl+f", *"quay")
        # The letters before led further: “qu” to “quay”, “q” to a “q” after it, and back.
        first = TEXTS[PORT][3].lower().index("quay")
        assert app.explorer.document.view.offset_here == first
        await press(pilot, *["backspace"] * 4, *"port")
        assert app.explorer.document.view.offset_here == TEXTS[PORT][3].index("port")
