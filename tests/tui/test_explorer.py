"""The four panes, driven by keys."""

from __future__ import annotations

import asyncio

import pytest
from driving import MEDIUM, NARROW, SMALL, WIDE, focus, press, search, settle, shown
from fakes import PORT, TEXTS, UNION, WIRE, FakeLibrary
from textual.events import DescendantFocus

from search_index.errors import LockedLibraryError
from search_index.models import BuildReport, Problem, Progress, SearchResult
from search_index.settings import Settings
from tui.app import ReportedlyApp
from tui.arrangement import arrangement
from tui.dialogs.help import HelpDialog
from tui.dialogs.problem import ProblemDialog
from tui.messages import BuildFinished
from tui.widgets.search_pane import SearchPane


def open_document(app: ReportedlyApp) -> str | None:
    reading = app.explorer.reading
    return reading.document.path if reading else None


def word_at_cursor(app: ReportedlyApp, length: int) -> str:
    view = app.explorer.document.view
    assert view.reading is not None
    return view.reading.document.text[view.offset_here : view.offset_here + length]


async def test_typing_searches_and_enter_opens_the_first_match(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *"strike")
        assert "2 documents" in shown(app)
        await press(pilot, "enter")
        assert focus(app) == "text"
        assert word_at_cursor(app, 6) == "strike"


async def test_the_next_fact_is_compared_with_the_other_sources(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]")
        screen = shown(app)
    assert "≈ compatible: 4.92 million rounds to “about 5 million”" in screen
    assert "About 5 million containers" in screen
    # The figure of another year stands beside them, set apart.
    assert "Δ differ: period" in screen
    assert "4.51 million containers" in screen
    assert "not matched" in screen


async def test_a_fact_may_have_several_comparisons(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]", ">")
        assert app.explorer.comparison.point is not None
        assert app.explorer.comparison.point.id == "years"
        assert "Δ differ: 2030 and 2031 are different years" in shown(app)
        await press(pilot, "<")
        assert app.explorer.comparison.point.id == "throughput"


async def test_moving_by_lines_compares_what_the_line_states(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "busier")
        await press(pilot, "j", "j", "j")
        assert app.explorer.comparison.point is not None
        assert app.explorer.comparison.point.id == "target"
        await press(pilot, "k", "k", "k", "k", "k")
        assert app.explorer.comparison.point is not None
        assert app.explorer.comparison.point.id == "throughput"


async def test_the_fact_list_and_the_document_share_a_cursor(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "3", "j", "j")
        mark = app.explorer.document.view.mark
        assert mark is not None
        assert mark.fact is not None
        assert mark.fact.text == "2,300 people"
        await press(pilot, "2", "[")
        assert app.explorer.facts.rows.highlighted == 1


async def test_facts_can_be_shown_by_kind(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "3", "f", "f")
        assert app.explorer.facts.kind == "quote"
        assert app.explorer.facts.rows.option_count == 1


async def test_matches_go_on_into_the_next_document_and_back(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        assert open_document(app) == WIRE
        await press(pilot, "n")
        assert open_document(app) == UNION
        assert word_at_cursor(app, 6) == "strike"
        assert "passage 2 of 2" in shown(app)
        await press(pilot, "N")
        assert open_document(app) == WIRE


async def test_escape_from_the_search_returns_to_the_place(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]")
        place = app.explorer.document.view.offset_here
        await press(pilot, "/")
        assert focus(app) == "query"
        app.explorer.search.field.value = "strike"
        await settle(pilot)
        await press(pilot, "escape")
        assert focus(app) == "text"
        assert (open_document(app), app.explorer.document.view.offset_here) == (PORT, place)


async def test_escape_from_a_hit_returns_to_the_list(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "containers")
        await press(pilot, "escape")
        assert focus(app) == "results"
        await press(pilot, "down", "enter")
        second = open_document(app)
        await press(pilot, "escape")
        assert focus(app) == "results"
        assert app.explorer.search.hits.highlighted == 1
        assert open_document(app) == second


async def test_the_list_shows_each_hit_as_the_cursor_passes(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await press(pilot, "1", "down")
        assert open_document(app) == UNION
        assert focus(app) == "results"


async def test_a_search_without_hits_keeps_the_focus_and_says_so(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "nonsense")
        assert focus(app) == "query"
        assert "Nothing found for “nonsense”" in shown(app)
        await press(pilot, "down", "tab")
        assert app.focused is not None
        await press(pilot, "escape")
        assert app.focused is not None


@pytest.mark.parametrize("before", ["strike", ""])
async def test_escape_leaves_a_query_that_finds_nothing(app: ReportedlyApp, before: str) -> None:
    async with app.run_test(size=WIDE) as pilot:
        if before:
            await search(pilot, before)
        await search(pilot, "nonsense")
        assert focus(app) == "query"
        await press(pilot, "escape")
        assert app.focused is not None and focus(app) != "query"
        await press(pilot, "f1")
        assert "Search the documents" in shown(app)
        await press(pilot, "f1", "/", "x")
        assert app.explorer.search.field.value == "x"


async def test_enter_takes_the_suggestion(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        app.explorer.search.field.value = "harburs"
        await settle(pilot)
        assert "Did you mean harbour?" in shown(app)
        await press(pilot, "enter")
        assert app.explorer.search.field.value == "harbour"


async def test_typing_never_runs_a_command(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *"qmnz1]?", "slash")
        assert app.explorer.search.field.value == "qmnz1]?/"
        assert app.screen is app.explorer


async def test_tab_goes_round_the_panes_that_have_something(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        order = []
        for _ in range(4):
            await press(pilot, "tab")
            order.append(focus(app))
        assert order == ["factlist", "claims", "results", "text"]
        await press(pilot, "shift+tab")
        assert focus(app) == "results"


async def test_zoom_gives_a_pane_the_screen_and_escape_gives_it_back(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await press(pilot, "z")
        assert not app.explorer.search.display
        assert app.explorer.document.display
        await press(pilot, "escape")
        assert app.explorer.search.display
        assert focus(app) == "text"


@pytest.mark.parametrize(
    ("size", "panes"),
    [
        (WIDE, {"search", "document", "facts", "comparison"}),
        ((120, 40), {"search", "document", "comparison"}),
        (NARROW, {"search", "document", "comparison"}),
        ((79, 40), {"document", "comparison"}),
        ((160, 23), {"document", "comparison"}),
        ((160, 17), {"document"}),
    ],
)
async def test_as_many_panes_as_the_screen_has_room_for(
    app: ReportedlyApp, size: tuple[int, int], panes: set[str]
) -> None:
    async with app.run_test(size=size) as pilot:
        await search(pilot, "strike")
        assert {pane.id for pane in app.explorer.query(".pane") if pane.display} == panes
        for key, name in zip("1234", ("search", "document", "facts", "comparison"), strict=True):
            await press(pilot, key)
            assert app.explorer.query_one(f"#{name}").display


async def test_without_room_the_verdict_stands_on_the_document(app: ReportedlyApp) -> None:
    async with app.run_test(size=(80, 17)) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]")
        assert "≈ compatible: 4.92 million rounds" in shown(app)
        assert "About 5 million containers" not in shown(app)


@pytest.mark.parametrize("size", [NARROW, SMALL])
async def test_a_small_screen_has_a_line_for_each_claim_and_the_whole_of_it_by_key(
    app: ReportedlyApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]")
        assert "≈ compatible: 4.92 million rounds" in shown(app)
        assert "▸ 00" in shown(app)
        assert "≈ 01" in shown(app)
        await press(pilot, "4")
        assert {pane.id for pane in app.explorer.query(".pane") if pane.display} == {"comparison"}
        await press(pilot, "1")
        assert app.explorer.search.display
        assert focus(app) == "results"


async def test_enter_goes_to_the_comparison_and_escape_comes_back(app: ReportedlyApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]")
        await press(pilot, "enter")
        assert focus(app) == "claims"
        assert "About 5 million containers" in shown(app)
        await press(pilot, "escape")
        assert focus(app) == "text"


async def test_the_focus_survives_a_change_of_size(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]", "3")
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        assert focus(app) == "factlist"
        assert app.explorer.facts.display
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert app.explorer.facts.display
        await press(pilot, "2")
        assert "4.92 million" in shown(app)


async def test_find_in_the_document_and_come_back(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "ctrl+f")
        await press(pilot, *"quay")
        assert "1 of 2 places found" in shown(app)
        await press(pilot, "enter", "n")
        assert "2 of 2 places found" in shown(app)
        place = app.explorer.document.view.offset_here
        await press(pilot, "escape")
        assert focus(app) == "text"
        assert app.explorer.document.view.offset_here == place


async def test_what_is_not_in_the_document_is_said(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "ctrl+f", "x", "y", "z")
        assert "“xyz” is not in this document" in shown(app)


async def test_page_furniture_is_folded_until_asked_for(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        assert "Subscribe" not in shown(app)
        assert "2 lines of the page folded" in shown(app)
        await press(pilot, "x")
        assert "Subscribe" in shown(app)


async def test_a_claim_opens_where_it_stands_and_escape_returns(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]", "4", "right", "enter")
        assert open_document(app) == WIRE
        assert word_at_cursor(app, 15) == "About 5 million"
        await press(pilot, "escape")
        assert (open_document(app), focus(app)) == (PORT, "claims")


async def test_the_citation_and_the_quotation_are_copied(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]", "y")
        assert app.clipboard == f"Harbour grows again, Norden Gazette, 2032-02-03, {PORT}:3"
        await press(pilot, "Y")
        assert app.clipboard.startswith("“The port of Elsmark handled 4.92 million")
        assert app.clipboard.endswith(
            f"” — Harbour grows again, Norden Gazette, 2032-02-03, {PORT}:3"
        )


async def test_hostile_text_does_not_reach_the_terminal(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "known hidden")
        screen = shown(app)
    assert "hidden" in screen
    assert not set("\x1b\u202e") & set(screen)


async def test_brackets_in_a_document_are_shown(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "grown")
        assert "Elsmark [the city] has grown" in shown(app)


async def test_help_lists_the_keys_and_any_usual_key_closes_it(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await press(pilot, "?")
        assert isinstance(app.screen, HelpDialog)
        assert "Next passage" in shown(app)
        await press(pilot, "escape")
        assert app.screen is app.explorer
        assert focus(app) == "text"


async def test_the_palette_does_what_the_key_does(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "ctrl+p")
        app.screen.query_one("CommandInput").value = "that other sources speak"  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "enter", "enter")
        assert app.explorer.comparison.point is not None


async def test_keys_can_be_given_other_names(no_pause: None) -> None:
    app = ReportedlyApp(
        FakeLibrary(), Settings(keys={"next_fact": "!", "problems": "W"}), build=False
    )
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        assert "! [ fact" in shown(app)
        await press(pilot, "]")
        assert app.explorer.document.view.mark is None
        await press(pilot, "!")
        assert app.explorer.document.view.mark is not None


async def test_q_quits(app: ReportedlyApp, harbour: FakeLibrary) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await pilot.press("q")
    assert harbour.closed


async def test_the_library_is_opened_after_the_first_paint_and_built(no_pause: None) -> None:
    steps = [Progress("reading", 0, 6), Progress("extracting", 3, 6), Progress("done", 6, 6)]
    library = FakeLibrary(steps=steps)
    app = ReportedlyApp(lambda: library)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for _ in range(20):
            await settle(pilot)
        assert library.builds == 1
        assert "facts 6/6 ✓" in shown(app)
        await press(pilot, "escape", "r")
        assert library.builds == 2


async def test_progress_stands_in_the_status_line(no_pause: None) -> None:
    app = ReportedlyApp(FakeLibrary(facts=False), build=False)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        from tui.messages import BuildProgressed

        app.explorer.post_message(BuildProgressed(Progress("extracting", 3, 6)))
        await search(pilot, "strike")
        screen = shown(app)
        assert "facts 3/6" in screen
        assert "No facts here yet: extracting 3 of 6." in screen
        await press(pilot, "!")
        assert "Nothing so far: extracting 3 of 6." in shown(app)


async def test_a_failed_build_says_what_to_do_and_leaves_the_text_readable(no_pause: None) -> None:
    error = LockedLibraryError("Another Reportedly is writing here", "wait for it, or close it")
    app = ReportedlyApp(FakeLibrary(failure=error))
    async with app.run_test(size=WIDE) as pilot:
        for _ in range(20):
            await settle(pilot)
        assert isinstance(app.screen, ProblemDialog)
        assert "wait for it, or close it" in shown(app)
        await press(pilot, "escape")
        await search(pilot, "strike")
        assert open_document(app) == WIRE


async def test_an_error_in_the_background_is_never_silent(no_pause: None) -> None:
    library = FakeLibrary()

    def broken() -> None:
        raise RuntimeError("the index is gone")

    library.slow = broken
    app = ReportedlyApp(library, build=False)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.explorer.search.field.value = "strike"
        await pilot.pause()
        for _ in range(10):
            await pilot.pause()
        assert isinstance(app.screen, ProblemDialog)
        assert "the index is gone" in shown(app)


async def test_with_nothing_asked_every_document_is_listed(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert app.explorer.search.hits.option_count == len(TEXTS)
        await press(pilot, "down", "enter")
        assert open_document(app) == PORT


@pytest.mark.parametrize(
    ("size", "classes"),
    [((140, 30), ("-wide",)), ((139, 30), ("-medium",)), ((80, 24), ("-medium", "-low"))],
)
def test_the_arrangement_follows_the_size(size: tuple[int, int], classes: tuple[str, ...]) -> None:
    assert arrangement(*size) == classes
    assert arrangement(*size, zoomed=True) == ("-single",)


def test_a_medium_screen_is_a_medium_screen() -> None:
    assert arrangement(*MEDIUM) == ("-medium",)


async def test_the_end_of_the_list_fetches_what_more_there_is(
    app: ReportedlyApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.worker._HITS_TYPING", 2)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.explorer.search.field.value = "containers"
        await settle(pilot)
        assert "5 documents, best 2 listed" in shown(app)
        await press(pilot, "down", "down")
        assert app.explorer.search.hits.option_count == 5
        assert app.explorer.search.hits.highlighted == 1
        await press(pilot, "G")
        assert app.explorer.search.hits.highlighted == 4
        assert "listed" not in shown(app)


async def test_more_of_an_older_query_never_takes_the_place_of_a_newer(
    app: ReportedlyApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.worker._HITS_TYPING", 2)
    search, newer, more_came = app.worker.search, asyncio.Event(), asyncio.Event()

    async def slow(query: str, *, typing: bool, more: bool = False) -> SearchResult:
        await (more_came.wait() if more else newer.wait() if query == "crane" else asyncio.sleep(0))
        return await search(query, typing=typing, more=more)

    monkeypatch.setattr(app.worker, "search", slow)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        pane = app.explorer.search
        pane.field.value = "containers"
        await settle(pilot)
        pane.field.value = "crane"
        await pilot.pause()
        # The list still shows what the older query found, and is at its end.
        pane.post_message(SearchPane.More())
        await pilot.pause()
        newer.set()
        for _ in range(100):
            await pilot.pause()
        more_came.set()
        await settle(pilot)
        assert pane.result is not None and pane.result.query == "crane"
        assert app.explorer.matches is not None and not app.explorer.matches.of(WIRE)


async def test_a_focus_told_late_calls_nobody_back(app: ReportedlyApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "strike")
        app.explorer.post_message(DescendantFocus(app.explorer.search.field))
        await settle(pilot)
        assert (focus(app), app.explorer.at) == ("text", "document")


async def test_a_comparison_that_failed_is_not_called_a_file(app: ReportedlyApp) -> None:
    failed = Problem("comparison", "it took too long", "try once more")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.explorer.post_message(BuildFinished(BuildReport(problems=(failed,))))
        await settle(pilot)
        assert [told.title for told in app._notifications] == ["The comparison was not made anew"]


async def test_after_the_last_fact_comes_the_first(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await search(pilot, "port handled")
        reading = app.explorer.reading
        assert reading is not None
        await press(pilot, "G")
        assert app.explorer.document.view.offset_here > reading.stops[-1].start
        await press(pilot, "]")
        assert app.explorer.document.view.mark == reading.stops[0]
        assert "Round to the first" in shown(app)
        await press(pilot, "[")
        assert app.explorer.document.view.mark == reading.stops[-1]
