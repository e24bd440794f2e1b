"""Places a reader marked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from driving import NARROW, WIDE, focus, press, search, settle, shown
from fakes import PORT, UNION, FakeLibrary

from search_index.errors import LibraryError
from tui.app import ReportedlyApp
from tui.bookmarks import (
    FILE,
    Bookmark,
    bookmarks_as_markdown,
    drop_bookmark,
    read_bookmarks,
    toggle_bookmark,
)

ONE = Bookmark("a.txt", 3, 9, "nine days", "“A”, Wire (a.txt:1)")
TWO = Bookmark("b.txt", 3, 9, "twelve days", "“B”, Union (b.txt:1)")


def test_a_bookmark_set_twice_at_a_place_is_taken_away(tmp_path: Path) -> None:
    assert toggle_bookmark(tmp_path, ONE) == (ONE,)
    assert toggle_bookmark(tmp_path, TWO) == (ONE, TWO)
    assert toggle_bookmark(tmp_path, ONE) == (TWO,)
    assert read_bookmarks(tmp_path) == (TWO,)
    assert drop_bookmark(tmp_path, TWO.place) == ()


@pytest.mark.parametrize("kept", ["{", "[7]", '[{"doc": "a"}]', '{"a": 1}'])
def test_bookmarks_that_cannot_be_read_are_never_written_over(tmp_path: Path, kept: str) -> None:
    (tmp_path / FILE).write_text(kept)
    with pytest.raises(LibraryError, match="bookmarks"):
        toggle_bookmark(tmp_path, ONE)
    assert (tmp_path / FILE).read_text() == kept


def test_the_list_can_be_read_alone() -> None:
    text = bookmarks_as_markdown([ONE, TWO])
    assert "- “nine days” — “A”, Wire (a.txt:1)" in text
    assert text.endswith("\n")


def test_an_exported_bookmark_has_its_whole_passage_with_what_was_marked_in_it() -> None:
    marked = replace(ONE, words="The gates were closed for nine days in March.", said="nine days")
    text = bookmarks_as_markdown([marked])
    assert "- “The gates were closed for **nine days** in March.” — “A”, Wire (a.txt:1)" in text


async def test_b_marks_the_line_and_the_list_goes_there(no_pause: None, tmp_path: Path) -> None:
    app = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]", "b", "j")
        (mark,) = read_bookmarks(tmp_path)
        assert (mark.doc, mark.said) == (PORT, "4.92 million containers")
        assert mark.words.startswith("The port of Elsmark handled 4.92 million containers in 2031")
        assert "»≈#" in shown(app)
        await press(pilot, "/")
        app.explorer.search.field.value = "longer than"
        await settle(pilot)
        await press(pilot, "enter", "b", "'")
        assert "4.92 million containers" in shown(app)
        await press(pilot, "down", "enter")
        reading = app.explorer.reading
        assert reading is not None
        assert reading.document.path == PORT
        assert app.explorer.document.view.offset_here == mark.start
        # And back to where the list was asked for.
        await press(pilot, "escape")
        assert app.explorer.reading is not None
        assert app.explorer.reading.document.path == UNION


async def test_bookmarks_are_there_at_the_next_start(no_pause: None, tmp_path: Path) -> None:
    for _ in range(2):
        app = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
        async with app.run_test(size=WIDE) as pilot:
            await settle(pilot)
            if not read_bookmarks(tmp_path):
                await search(pilot, "port handled")
                await press(pilot, "]", "b")
            await press(pilot, "j")
            assert "»≈#" in shown(app)
            await pilot.press("q")


async def test_d_drops_and_e_writes_the_list(no_pause: None, tmp_path: Path) -> None:
    toggle_bookmark(tmp_path / "kept", ONE)
    toggle_bookmark(tmp_path / "kept", TWO)
    app = ReportedlyApp(FakeLibrary(kept=tmp_path / "kept"), build=False)
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "strike")
        await press(pilot, "'", "d")
        assert "twelve days" not in shown(app)
        await press(pilot, "e")
        app.screen.query_one("Input").value = str(tmp_path / "list.md")  # type: ignore[attr-defined]
        await press(pilot, "enter")
    assert "nine days" in (tmp_path / "list.md").read_text("utf-8")
    assert read_bookmarks(tmp_path / "kept") == (ONE,)


async def test_damaged_bookmarks_are_told_and_the_session_goes_on(
    no_pause: None, tmp_path: Path
) -> None:
    (tmp_path / FILE).write_text("{")
    app = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await search(pilot, "strike")
        assert focus(app) == "text"
        assert "bookmarks" in shown(app)
        await press(pilot, "b")
        assert "What to do" in shown(app)
    assert (tmp_path / FILE).read_text() == "{"


async def test_a_note_is_kept_with_the_bookmark(no_pause: None, tmp_path: Path) -> None:
    app = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]", "b", "'", "n", *"ask [red]", "enter")
        assert "ask [red]" in shown(app)
        await press(pilot, "escape")
    (kept,) = read_bookmarks(tmp_path)
    assert kept.note == "ask [red]"
    assert "\n  ask [red]\n" in bookmarks_as_markdown([kept])
