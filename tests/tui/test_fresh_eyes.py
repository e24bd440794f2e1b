"""What a reader trips over who has only just come: where Esc leads, what is said, what is cut."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from driving import MEDIUM, NARROW, WIDE, focus, press, search, settle, shown
from fakes import POINTS, FakeLibrary
from textual.screen import Screen
from textual.widgets import Input

from search_index.errors import UsageError
from search_index.models import Progress, Span, Status
from tui.app import ReportedlyApp
from tui.comparison_content import verdict_text
from tui.dialogs.field import write_new
from tui.labels import shortened
from tui.listing import listing
from tui.widgets.bars import StatusLine
from tui.widgets.comparison_columns import Columns, columns_of


async def test_escape_leads_out_of_the_query_and_never_into_it(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "containers")
        await press(pilot, *["escape"] * 4)
        assert focus(app) == "results"
        await press(pilot, "j", "k")
        assert app.explorer.search.field.value == "containers"
        await press(pilot, "enter", "/", "y")
        assert app.explorer.search.field.value == "y", "/ begins another query"


async def test_a_stroke_pressed_in_the_empty_field_is_no_part_of_the_query(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert focus(app) == "query"
        await press(pilot, "/", "a", "/", "b")
        assert app.explorer.search.field.value == "a/b"
        app.explorer.search.field.select_all()
        await press(pilot, "/", "c")
        assert app.explorer.search.field.value == "c"


async def test_the_number_of_the_passage_stands_only_where_the_passage_is(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        assert "passage 2 of 4" in shown(app)
        await press(pilot, "]", "]")
        assert "passage 2" not in shown(app)
        await press(pilot, "[")
        assert "passage 2 of 4" in shown(app)


async def test_a_line_that_states_what_nobody_else_does_is_not_called_empty(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "who has run the port")
        screen = shown(app)
        assert "No fact on this line" not in screen
        assert "Nothing in another source was matched with “We have never" in screen


async def test_keys_of_the_panes_are_not_shown_behind_a_dialog(app: ReportedlyApp) -> None:
    async with app.run_test(size=MEDIUM) as pilot:
        await search(pilot, "containers")
        assert "m matrix" in shown(app)
        await press(pilot, "y", "T")
        assert "m matrix" not in shown(app)
        assert "↵ copies again" in shown(app)
        await press(pilot, "?")
        assert "Reading and comparing" in shown(app)
        await press(pilot, "escape", "escape")
        await settle(pilot)
        assert "m matrix" in shown(app)


async def test_a_message_leaves_the_comparison_and_the_keys_readable(app: ReportedlyApp) -> None:
    async with app.run_test(size=MEDIUM, notifications=True) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]")
        before = shown(app).splitlines()
        await press(pilot, "y")
        after = shown(app).splitlines()
        assert any("Copied" in line for line in after)
        # Not the last columns: a scrollbar comes with the next layout.
        assert [row[:90] for row in after[2:]] == [row[:90] for row in before[2:]]


def _status(documents: int) -> Status:
    return Status("/a/harbour", documents, documents, 0, {}, {})


@pytest.mark.parametrize(
    ("status", "progress", "said"),
    [
        (None, None, "opening …"),
        (_status(0), None, "reading documents …"),
        (_status(0), Progress("reading", 0, 3), "reading 3 documents …"),
        (_status(0), Progress("reading", 1, 3), "reading 1/3 files"),
        (_status(0), Progress("done", 1, 1), "no documents"),
        (_status(3), Progress("extracting", 1, 3), "facts 1/3 documents"),
    ],
)
def test_nothing_is_called_done_before_it_was_begun(
    status: Status | None, progress: Progress | None, said: str
) -> None:
    line = StatusLine()
    line._status, line._progress = status, progress
    assert line.under_way().plain == said


def test_a_folder_that_is_not_there_is_told_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as told:
        write_new(str(tmp_path / "no" / "file.md"), "x")
    assert told.value.message == f"there is no folder {tmp_path / 'no'}"
    with pytest.raises(UsageError) as told:
        write_new(str(tmp_path), "x")
    assert "Errno" not in told.value.message


@pytest.mark.parametrize(
    ("label", "width", "said"),
    [
        ("Elsmark trade, March 2031", 30, "Elsmark trade, March 2031"),
        ("Elsmark trade, January–November 2031", 30, "Elsmark trade, Jan–Nov 2031"),
        ("Elsmark and Norden trade, January–November 2031", 24, "Elsmark and…Jan–Nov 2031"),
        ("Elsmark and Norden trade, January–November 2032", 24, "Elsmark and…Jan–Nov 2032"),
        ("May and Juno in Decembrist rooms", 28, "May and Juno…cembrist rooms"),
        ("Elsmark has become a great port of…", 24, "Elsmark has become a gr…"),
        ("港湾の取扱量と人員について二〇三一年", 12, "港湾…三一年"),
    ],
)
def test_a_label_is_cut_in_the_middle_so_that_its_time_can_be_read(
    label: str, width: int, said: str
) -> None:
    assert shortened(label, width) == said


async def test_documents_of_several_articles_are_counted_by_that_word() -> None:
    app = ReportedlyApp(FakeLibrary(), build=False)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.explorer.status.show(status=Status("/a/harbour", 6, 9, 6, {}, {}))
        await settle(pilot)
        assert "6 documents, 9 articles" in shown(app)


async def test_how_much_of_a_long_document_is_read_can_be_seen() -> None:
    app = ReportedlyApp(FakeLibrary(), build=False)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        app.explorer.status.show(progress=Progress("extracting", 0, 2, within=0.34))
        await settle(pilot)
        assert "facts 0/2 documents, a long one 34%" in shown(app)
        app.explorer.status.show(progress=Progress("extracting", 1, 2, "a.txt"))
        await settle(pilot)
        assert "facts 1/2 documents " in shown(app)


async def test_the_keys_of_the_list_of_facts_lead_there_from_the_document(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "a")
        await search(pilot, "port handled")
        assert focus(app) == "text"
        await press(pilot, "a")
        assert focus(app) == "factlist"
        assert app.explorer.facts.everywhere


async def test_an_empty_cell_says_whose_passage_opens_instead(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await press(pilot, "m", "g", "left", "left", "left")
        assert "nothing of 00 was matched with it; ↵ opens Wire Service" in shown(app)


async def test_the_place_in_a_long_text_is_told_in_percent(app: ReportedlyApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "G")
        assert "100 %" in shown(app)
        await press(pilot, *["ctrl+u"] * 2)
        assert "100 %" not in shown(app)
        assert " %" in shown(app)


async def test_the_field_of_the_query_names_a_way_out(app: ReportedlyApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert focus(app) == "query"
        assert "Ctrl+Q quit" in shown(app)
        assert "F1 help" in shown(app)


async def test_a_file_that_is_there_gets_a_name_that_is_free(
    app: ReportedlyApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.md").write_text("mine", "utf-8")
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "e")
        assert str(tmp_path)[:12] in shown(app)
        app.screen.query_one(Input).value = "mine.md"
        await settle(pilot)
        assert "where it is there already" in shown(app)
        await press(pilot, "enter")
        assert "↵ writes mine-2.md" in shown(app)
        await press(pilot, "enter")
    assert (tmp_path / "mine.md").read_text("utf-8") == "mine"
    assert (tmp_path / "mine-2.md").exists()


def test_no_claim_gives_way_to_who_is_silent() -> None:
    claims = [
        dataclasses.replace(POINTS[0].claims[0], doc=doc, start=at)
        for at, doc in enumerate(("a.txt", "b.txt", "c.txt"))
    ]
    point = dataclasses.replace(POINTS[0], claims=tuple(claims), silent=("d.txt",))
    names = {doc: doc[0].upper() for doc in ("a.txt", "b.txt", "c.txt", "d.txt")}
    drawn = Columns((point,), 0, dict.fromkeys(claims, "12 days."), names, {})
    text = "\n".join(line.plain for line in drawn.lines(80, None))
    assert "of 3 claims" not in text
    assert "not matched: D" in text
    wide = "\n".join(line.plain for line in drawn.lines(120, None))
    assert "│ not matched" in wide


async def test_the_place_is_told_rightly_where_a_document_was_opened_out_of_sight(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]", "4")
        document = app.explorer.document
        other = next(
            doc for doc, _ in app.explorer.sources if doc != document.view.reading.document.path
        )  # type: ignore[union-attr]
        app.explorer.open(other, Span(300, 305))
        await settle(pilot)
        await press(pilot, "2")
        share = document.view.share_read
        told = str(document.border_subtitle or "")
        assert (f"{share} %" in told) if share is not None else " %" not in told


async def test_one_kind_of_fact_is_counted_by_itself(
    app: ReportedlyApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.widgets.facts_pane.MOST_ROWS", 3)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        reading = app.explorer.reading
        assert reading is not None
        numbers = [f for f in reading.facts if f.kind == "quantity" and f.repeat_of is None]
        await press(pilot, "3", "f")
        assert f"Numbers · {len(numbers)}" in shown(app)


def test_what_differs_stands_beside_the_claim_one_reads() -> None:
    first, second = POINTS[0].claims[0], POINTS[0].claims[1]
    same = dataclasses.replace(first, doc="z.txt")
    point = dataclasses.replace(POINTS[0], claims=(first, same, second), verdict="conflict")
    assert [c.claim.doc for c in columns_of((point,), 0)] == [first.doc, second.doc, "z.txt"]


async def test_the_list_of_facts_takes_nobody_back_into_the_query(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "down", "3")
        assert focus(app) == "results"
        await press(pilot, "a")
        assert app.explorer.search.field.value == ""


async def test_in_a_few_lines_the_verdict_goes_before_the_name_of_the_point(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]")
        point = app.explorer.comparison.point
        assert point is not None
        pane = app.explorer.comparison
        pane.show([dataclasses.replace(point, label=point.label * 5)], {}, {}, {})
        await settle(pilot)
        assert pane.view.line(0).plain.startswith(verdict_text(point).plain[:8])


async def test_facts_of_many_documents_say_whose_they_are_whatever_the_files_are_called(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "a")
        pane = app.explorer.facts
        readings = pane._gathered
        names = {r.document.path: f"gazette-of-{n}" for n, r in enumerate(readings)}
        pane.show_gathered(readings, len(readings), names, more=False)
        await settle(pilot)
        assert "gazette" in shown(app)


async def test_what_is_not_found_before_all_is_read_is_not_called_absent(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        pane = app.explorer.search
        pane._all_read = False
        await search(pilot, "zeppelin")
        assert "Nothing found yet for “zeppelin”" in shown(app)
        pane.end_reading()
        await settle(pilot)
        assert "Nothing found for “zeppelin”." in shown(app)


async def test_facts_of_what_was_found_are_none_where_nothing_was(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "containers")
        await press(pilot, "3", "a")
        assert app.explorer.facts._gathered
        await search(pilot, "zeppelin")
        assert not app.explorer.facts._gathered


@pytest.mark.parametrize("opened", ["?", "w"])
async def test_control_q_leaves_from_a_dialog_too(app: ReportedlyApp, opened: str) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await search(pilot, "containers")
        await press(pilot, "]", opened)
        assert app.screen is not app.explorer
        await press(pilot, "ctrl+c")
        assert "q or Ctrl+Q quits" in shown(app)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert app.return_code == 0


async def test_where_there_is_nothing_to_read_nobody_waits(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        pane = app.explorer.search
        pane._all_read = False  # as before a build
        pane.show_sources(listing(()))
        await settle(pilot)
        assert "reading the documents" in shown(app)
        pane.end_reading()
        await settle(pilot)
        assert "reading the documents" not in shown(app)


async def test_the_first_frame_has_the_name_and_the_keys(
    app: ReportedlyApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames: list[list[str]] = []
    display = app._display

    def watched(screen: Screen[Any], renderable: Any) -> None:
        if screen.id != "_default" and renderable is not None:
            frames.append([strip.text for strip in screen._compositor.render_strips()])
        display(screen, renderable)

    monkeypatch.setattr(app, "_display", watched)
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
    assert "Reportedly" in frames[0][0]
    assert "opening …" in frames[0][0]
    assert "help" in frames[0][-1]
