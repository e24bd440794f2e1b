"""The next start opens where the last one stopped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from driving import NARROW, WIDE, focus, press, search, settle, shown
from fakes import PORT, UNION, FakeLibrary
from hypothesis import given
from hypothesis import strategies as st

from tui.app import ReportedlyApp
from tui.kept_files import write_json
from tui.session import (
    FILE,
    MOST_QUERIES,
    Session,
    found_again,
    read_session,
    with_query,
    write_session,
)


def test_a_session_is_read_as_it_was_written(tmp_path: Path) -> None:
    session = Session(
        query="türkiye", doc="a.txt", offset=7, words="about", focus="facts", zoomed=True,
        unfolded=True, kind="date", queries=("a", "b"),
    )  # fmt: skip
    write_session(tmp_path / "new" / "folder", session)
    assert read_session(tmp_path / "new" / "folder") == session
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == [FILE]


@pytest.mark.parametrize("kept", ["", "{", "[]", "null", '"text"', "\udcff", '{"offset": "7"}'])
def test_what_cannot_be_read_is_a_new_session(tmp_path: Path, kept: str) -> None:
    (tmp_path / FILE).write_text(kept, "utf-8", errors="surrogateescape")
    assert read_session(tmp_path) == Session()


def test_what_another_version_wrote_is_taken_as_far_as_it_fits(tmp_path: Path) -> None:
    kept = {"query": "port", "zoomed": "yes", "queries": ["a", 7], "colour": "blue"}
    (tmp_path / FILE).write_text(json.dumps(kept))
    assert read_session(tmp_path) == Session(query="port", queries=("a",))


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    write_json(tmp_path / FILE, {"query": "old"})
    with pytest.raises(TypeError):
        write_json(tmp_path / FILE, {"query": object()})
    assert read_session(tmp_path).query == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    write_session(tmp_path / "file", Session(query="port"))


def test_a_query_asked_again_is_the_latest_and_there_once() -> None:
    assert with_query(("a", "b", "c"), " a ") == ("b", "c", "a")
    assert with_query(("a",), "  ") == ("a",)
    many = tuple(map(str, range(MOST_QUERIES)))
    assert with_query(many, "new") == (*many[1:], "new")


@given(st.text("ab ", max_size=40), st.integers(-5, 50), st.text("ab ", max_size=6))
def test_a_place_is_found_again_within_the_text(text: str, offset: int, words: str) -> None:
    at = found_again(text, offset, words)
    assert 0 <= at <= len(text)
    if words and words in text:
        assert text.startswith(words, at)


def test_a_place_is_found_again_after_the_text_before_it_has_grown() -> None:
    assert found_again("new line. about five. about five.", 10, "about") == 10
    assert found_again("a new first line. about five.", 2, "about") == 18


async def test_query_document_place_and_pane_are_there_again(
    no_pause: None, tmp_path: Path
) -> None:
    first = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with first.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]", "x", "3", "f", "z")
        place = first.explorer.document.view.offset_here
        await pilot.press("q")
    second = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with second.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert focus(second) == "factlist"
        explorer = second.explorer
        assert explorer.reading is not None
        assert explorer.reading.document.path == PORT
        assert explorer.document.view.offset_here == place
        assert explorer.search.field.value == "port handled"
        assert (explorer.zoomed, explorer.facts.kind) == (True, "quantity")
        await press(pilot, "z", "2")
        assert "Subscribe" in shown(second)
        assert "≈ compatible" in shown(second)
        assert "1 document," in shown(second)


async def test_a_first_start_begins_with_the_search(no_pause: None, tmp_path: Path) -> None:
    app = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert focus(app) == "query"
        assert "6 documents" in shown(app)
        assert "all points and what each source says" in shown(app)


async def test_a_document_that_is_gone_is_no_hindrance(no_pause: None, tmp_path: Path) -> None:
    write_session(tmp_path, Session(query="strike", doc="gone.txt", focus="document"))
    app = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert app.screen is app.explorer
        assert focus(app) == "query"
        assert "2 documents" in shown(app)


async def test_what_is_typed_at_once_is_not_overwritten(no_pause: None, tmp_path: Path) -> None:
    write_session(tmp_path, Session(query="strike", doc=UNION))
    app = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with app.run_test(size=WIDE) as pilot:
        app.explorer.search.field.value = "quay"
        await settle(pilot)
        assert app.explorer.search.field.value == "quay"


async def test_the_place_is_kept_without_leaving(
    no_pause: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.keeping._REST", 0.001)
    app = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await press(pilot, "j")
        await settle(pilot)
        assert read_session(tmp_path).query == "strike"


async def test_up_brings_earlier_queries_back_and_down_returns_to_what_was_typed(
    no_pause: None, tmp_path: Path
) -> None:
    write_session(tmp_path, Session(queries=("quay", "strike")))
    app = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        field = app.explorer.search.field
        await press(pilot, *"po", "up")
        assert field.value == "strike"
        await press(pilot, "up", "up")
        assert field.value == "quay"
        await press(pilot, "down", "down")
        assert (field.value, focus(app)) == ("po", "query")
        await press(pilot, "up", "enter")
        assert app.explorer.queries == ("quay", "strike")
        await press(pilot, "escape")
        field.value = "containers"
        await settle(pilot)
        await press(pilot, "down", "enter")
        assert app.explorer.queries == ("quay", "strike", "containers")


async def test_what_is_typed_replaces_the_query_of_the_last_session(
    no_pause: None, tmp_path: Path
) -> None:
    write_session(tmp_path, Session(query="strike"))
    app = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert app.explorer.search.field.value == "strike"
        await press(pilot, *"quay")
        assert app.explorer.search.field.value == "quay"


async def test_who_left_from_the_list_of_hits_is_not_put_into_the_query(
    no_pause: None, tmp_path: Path
) -> None:
    first = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with first.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "1", "q")
    second = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with second.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert focus(second) == "results"
        await press(pilot, "j")
        assert second.explorer.search.field.value == "port handled"


async def test_who_left_from_a_comparison_that_fills_the_screen_finds_it_again(
    no_pause: None, tmp_path: Path
) -> None:
    first = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with first.run_test(size=NARROW) as pilot:
        await search(pilot, "strike closed")
        await press(pilot, "enter", "4")
        assert "9 days" in shown(first) and "12 days" in shown(first)
        await press(pilot, "q")
    second = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with second.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await settle(pilot)
        assert focus(second) == "claims"
        assert "9 days" in shown(second) and "12 days" in shown(second)
