"""Points down, sources across."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from driving import NARROW, WIDE, focus, press, search, settle, shown
from fakes import POINTS, UNION, WIRE, YEARBOOK, FakeLibrary
from textual.widgets import Input

from search_index.models import Point
from tui.app import ReportedlyApp
from tui.bookmarks import read_bookmarks
from tui.key_settings import checked_keys
from tui.screens.matrix import Matrix
from tui.widgets.matrix_table import _row_now


async def test_help_begins_with_the_keys_of_the_place(app: ReportedlyApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "m", "?")
        assert "In the matrix" in shown(app)
        await press(pilot, "escape", "escape")
        await search(pilot, "port handled")
        await press(pilot, "3", "?")
        assert "In the list of facts" in shown(app)


async def test_clashes_come_first(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await press(pilot, "m")
        assert isinstance(app.screen, Matrix)
        verdicts = [point.verdict for point in app.screen.table.points]
    assert verdicts == ["conflict", "differ", "compatible", "agree", "single"]


async def test_a_key_adds_a_verdict_or_takes_it_away_and_zero_shows_all(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await press(pilot, "m", "3")
        assert isinstance(app.screen, Matrix)
        assert [point.id for point in app.screen.table.points] == ["throughput"]
        assert "[≈ compatible 1]" in shown(app), "a verdict that is chosen is told without colour"
        await press(pilot, "1")
        assert [point.id for point in app.screen.table.points] == ["strike", "throughput"]
        await press(pilot, "3")
        assert [point.id for point in app.screen.table.points] == ["strike"]
        await press(pilot, "0")
        assert len(app.screen.table.points) == 5


def test_the_cursor_goes_to_the_next_point_that_is_left() -> None:
    def points(ids: str) -> list[Point]:
        return [dataclasses.replace(POINTS[0], id=one) for one in ids]

    assert _row_now(points("abcd"), 2, points("abcd")) == 2
    assert _row_now(points("abcd"), 2, points("bcad")) == 1
    assert _row_now(points("abcd"), 2, points("abd")) == 2
    assert _row_now(points("abcd"), 3, points("ab")) == 1
    assert _row_now(points("abcd"), 3, []) == 0


async def test_a_cell_opens_its_passage_and_escape_finds_the_cell_again(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "loud")
        await press(pilot, "m", "left", "left", "enter")
        assert app.screen is app.explorer
        assert app.explorer.reading is not None
        assert app.explorer.reading.document.path == UNION
        mark = app.explorer.document.view.mark
        assert mark is not None
        assert mark.points[0].id == "strike"
        await press(pilot, "escape")
        assert isinstance(app.screen, Matrix)
        assert (app.screen.table.row, app.screen.table.column) == (0, 2)
        await press(pilot, "escape")
        assert app.screen is app.explorer
        assert focus(app) == "text"


async def test_a_cell_opens_the_point_of_its_row_though_its_claim_is_in_another_too(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        for wanted in ("years", "throughput", "years"):
            await search(pilot, "port handled")
            await press(pilot, "m", "g")
            assert isinstance(app.screen, Matrix)
            rows = [point.id for point in app.screen.table.points]
            await press(pilot, *["j"] * rows.index(wanted), "enter")
            await settle(pilot)
            assert app.explorer.comparison.point is not None
            assert app.explorer.comparison.point.id == wanted


async def test_an_empty_cell_opens_the_first_claim_of_its_point(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "known")
        await press(pilot, "m", "enter")  # its own column, 05, is empty
        assert app.explorer.reading is not None
        assert app.explorer.reading.document.path == WIRE


async def test_the_verdict_of_the_point_is_said_in_full(app: ReportedlyApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "strike")
        await press(pilot, "m", "j", "j")
        assert "≈ compatible: 4.92 million rounds to “about 5 million”" in shown(app)


async def test_sources_beyond_the_edge_are_reached(app: ReportedlyApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "strike")
        await press(pilot, "m", *["right"] * 5)
        assert "05" in shown(app)


async def test_without_points_the_matrix_says_so(no_pause: None) -> None:
    app = ReportedlyApp(FakeLibrary(facts=False), build=False)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await press(pilot, "m", "j", "enter", "2")
        assert "No point is “differ”; 0 shows all." in shown(app)
        await press(pilot, "0")
        assert "No points yet." in shown(app)
        await settle(pilot)


async def test_the_matrix_begins_at_the_comparison_one_comes_from(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]", "m")
        assert isinstance(app.screen, Matrix)
        assert app.screen.table.point is not None
        assert app.screen.table.point.id == "throughput"
        assert app.screen.table.claim is not None


async def test_points_of_one_source_of_one_kind_and_all_again(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "longer")
        await press(pilot, "m")
        assert isinstance(app.screen, Matrix)
        await press(pilot, "s")
        assert [point.id for point in app.screen.table.points] == ["strike"]
        assert "said by 02" in shown(app)
        await press(pilot, "s", "f")
        assert "Numbers" in shown(app)
        assert len(app.screen.table.points) == 5
        await press(pilot, "6")
        assert "No point is “within”" in shown(app)
        await press(pilot, "0")
        assert len(app.screen.table.points) == 5


async def test_what_would_hide_the_point_one_comes_from_is_taken_off(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "m", "1", "escape", "]", "m")
        assert isinstance(app.screen, Matrix)
        assert app.screen.table.point is not None
        assert app.screen.table.point.id == "throughput"


async def test_a_cell_is_copied_bookmarked_and_explained_where_it_is(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]", "m", "Y")
        assert app.clipboard.startswith("“The port of Elsmark handled 4.92 million")
        await press(pilot, "b")
        assert len(read_bookmarks(app.worker.folder or Path())) == 1
        await press(pilot, "w")
        assert "The rule in a sentence." in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Matrix)


async def test_an_empty_cell_has_nothing_to_copy(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await search(pilot, "known")
        await press(pilot, "m", "y")
        assert app.clipboard == ""
        assert "Nothing of this source was matched" in shown(app)
        assert "No document is open" not in shown(app)


async def test_a_chart_stands_under_the_matrix_where_there_is_room(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "m", "2")
        assert "━━━" in shown(app)
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        assert "━━━" not in shown(app)


async def test_the_matrix_counts_documents_and_explains_its_empty_cells(app: ReportedlyApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "m")
        assert "5 points, 6 documents" in shown(app)
        assert "– nothing matched" in shown(app)


async def test_sideways_leads_to_the_next_source_that_says_something(app: ReportedlyApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "m", "down")
        matrix = app.screen
        assert isinstance(matrix, Matrix)
        docs = []
        for key in ("home", "down", "left", "left", "left", "right", "right", "left"):
            await press(pilot, key)
            docs.append(matrix.table.doc)
        assert docs[-3:] == [WIRE, YEARBOOK, WIRE]
        # Where nobody further says anything, to the next column all the same.
        await press(pilot, "right", "right")
        assert matrix.table.doc not in (WIRE, YEARBOOK)


async def test_what_the_matrix_shows_is_written_as_the_command_writes_it(
    app: ReportedlyApp, tmp_path: Path
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await press(pilot, "m", "3", "e")
        assert "Write 1 point" in shown(app)
        for ending in (".csv", ".md", ".html", ".json"):
            path = tmp_path / f"points{ending}"
            app.screen.query_one(Input).value = str(path)
            await press(pilot, "enter")
            assert isinstance(app.screen, Matrix)
            text = path.read_text("utf-8")
            assert "throughput" in text or "rounds to" in text, ending
            await press(pilot, "e")
        for ending in (".grid.csv", ".grid.md", ".grid.csv"):
            app.screen.query_one(Input).value = str(tmp_path / f"points{ending}")
            await press(pilot, "enter")
            if "is there already" in shown(app):
                # The ending that makes it a grid stays.
                await press(pilot, "enter")
            await press(pilot, "e")
        for name in ("points.grid.csv", "points.grid.md", "points-2.grid.csv"):
            assert "wire.txt · Wire" in (tmp_path / name).read_text("utf-8").splitlines()[0]
        app.screen.query_one(Input).value = str(tmp_path / "points.pdf")
        await press(pilot, "enter")
        assert "is not a format" in shown(app)
        assert "strike" not in (tmp_path / "points.csv").read_text("utf-8").splitlines()[1]


@pytest.mark.parametrize(
    ("given", "leave"),
    [
        ({"matrix": "M"}, "escape,M"),
        ({"matrix": "M", "leave": "x"}, "x"),
        # In the matrix “s” chooses a source.
        ({"matrix": "s", "sort_facts": "S"}, None),
    ],
)
def test_the_key_that_opens_the_matrix_closes_it_unless_it_has_a_meaning_there(
    given: dict[str, str], leave: str | None
) -> None:
    assert checked_keys(given).get("leave") == leave


async def test_a_window_that_grows_again_shows_as_many_documents_as_fit(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await press(pilot, "m", "G", *["l"] * 6)
        assert isinstance(app.screen, Matrix)
        before = len(app.screen.table._shown())
        await pilot.resize_terminal(40, 12)
        await settle(pilot)
        assert len(app.screen.table._shown()) < before
        await pilot.resize_terminal(*WIDE)
        await settle(pilot)
        assert len(app.screen.table._shown()) == before


async def test_nothing_is_written_into_the_corpus(tmp_path: Path, no_pause: None) -> None:
    app = ReportedlyApp(FakeLibrary(corpus=tmp_path), build=False)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await press(pilot, "m", "e")
        app.screen.query_one(Input).value = str(tmp_path / "points.csv")
        await press(pilot, "enter")
        assert "would lie inside the corpus" in shown(app)
        assert list(tmp_path.iterdir()) == []


async def test_the_home_of_nobody_is_a_name_like_any_other_while_it_is_typed(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await press(pilot, "m", "e", "~", "q", "/", "a", ".", "m", "d", "enter")
        assert "cannot be written" in shown(app)


async def test_cells_say_of_which_time_they_speak_where_sources_speak_of_several(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=(300, 40)) as pilot:
        await search(pilot, "strike")
        await press(pilot, "m", "2")
        assert "4.51 million containers, 2030" in shown(app)
        await press(pilot, "0", "3")
        assert "4.92 million containers, 2031" not in shown(app), "all speak of one year"


async def test_below_the_matrix_stands_what_is_to_be_noted_about_the_cell(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await press(pilot, "m", "g", "j", "h", "h", "h", "h")
        below = shown(app).splitlines()[-12:]
        assert any("Norden Gazette: 4.92 million containers  2031" in line for line in below)
