"""Lists in front of the panes, and the pure functions that fill them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from driving import NARROW, WIDE, focus, press, search, settle, shown
from fakes import PORT, TEXTS, WIRE, FakeLibrary, document
from textual.content import Content

from search_index.models import Part, Problem, SourceInfo, Span
from tui.app import ReportedlyApp
from tui.dialogs.choice import ChoiceDialog
from tui.facets import facets
from tui.listing import Listing, listing
from tui.outline import outline
from tui.trail import Place, Trail
from tui.widgets.lists import MOST_ROWS

TEXT = """Ports of the north

The quays of the three ports are longer than all their streets together, says the yearbook that counts them.

Elsmark and its gates

The gates of Elsmark opened in 1950, and have been closed for longer than a week only once since that day.
“We waited.”
That is what most of those who stood there say of it now, when they are asked by those who did not stand.
# Notes
Short.
"""


def test_an_outline_has_the_title_articles_and_headings_in_order() -> None:
    part = Part(0, 0, len(TEXT), "Ports of the north", "Yearbook")
    more = Part(1, TEXT.index("“We waited"), len(TEXT), "Another article", "Wire", "2031")
    whole = dataclasses.replace(
        document(PORT), text=TEXT, title="Ports of the north", parts=(part, more), furniture=()
    )
    rows = outline(whole)
    assert [row.plain.strip() for _, row in rows] == [
        "Ports of the north",
        "Elsmark and its gates",
        "Another article  Wire · 2031",
        "Notes",
    ]
    assert all(TEXT[at:].startswith(row.plain.strip()) for at, row in rows[1:2])


def test_page_furniture_is_no_heading() -> None:
    part = Part(0, 0, len(TEXT), "Ports", "Yearbook")
    at = TEXT.index("Elsmark and")
    whole = dataclasses.replace(
        document(PORT), text=TEXT, title="Ports", parts=(part,), furniture=(Span(at, at + 22),)
    )
    assert "Elsmark and its gates" not in [row.plain.strip() for _, row in outline(whole)]


def test_results_narrow_by_source_and_by_month_where_there_is_one_year() -> None:
    found = [source for source in FakeLibrary().documents() if source.published != "2031-12-20"]
    made = {(facet.kind, facet.words): (facet.documents, facet.term) for facet in facets(found)}
    assert made[("source", "Norden Gazette")] == (2, 'source:"Norden Gazette"')
    assert made[("date", "February 2032")] == (3, "after:2032-02 before:2032-03")
    years = {facet.words for facet in facets(FakeLibrary().documents()) if facet.kind == "date"}
    assert years == {"2032", "2031"}


def test_what_narrows_nothing_is_not_offered() -> None:
    assert facets(FakeLibrary().documents()[:1]) == []


def test_december_is_followed_by_january() -> None:
    one, two = FakeLibrary().documents()[:2]
    found = [
        dataclasses.replace(one, published="2031-12-01"),
        dataclasses.replace(two, published="2031-02"),
    ]
    terms = [facet.term for facet in facets(found) if facet.kind == "date"]
    assert terms == ["after:2031-12 before:2032-01", "after:2031-02 before:2031-03"]


def test_a_trail_goes_back_and_forward_until_one_leaves_it() -> None:
    trail = Trail()
    a, b, c = (Place("text", name, 0) for name in "abc")
    trail.leave(a)
    trail.leave(b)
    assert trail.back(c) == b
    assert trail.back(b) == a
    assert trail.back(a) is None
    assert trail.forward(a) == b
    trail.leave(b)
    assert trail.forward(c) is None


async def test_o_lists_the_headings_and_enter_goes_there(app: ReportedlyApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "O")
        assert isinstance(app.screen, ChoiceDialog)
        assert "Harbour grows again" in shown(app)
        await press(pilot, "enter")
        assert app.screen is app.explorer
        assert app.explorer.document.view.offset_here == 0


async def test_narrowing_adds_a_term_to_the_query(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "containers")
        await press(pilot, "F", "enter")
        assert app.explorer.search.field.value == 'containers source:"Norden Gazette"'


async def test_forward_returns_to_what_back_left(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]", "4", "right", "enter")
        assert app.explorer.reading is not None
        assert app.explorer.reading.document.path == WIRE
        await press(pilot, "H")
        assert app.explorer.reading.document.path == PORT
        await press(pilot, "L")
        assert app.explorer.reading.document.path == WIRE
        assert focus(app) == "text"


async def test_files_that_could_not_be_used_are_listed_with_the_way_out(no_pause: None) -> None:
    trouble = Problem("06_[broken].txt", "is no text\x1b[31m", "save it as UTF-8")
    app = ReportedlyApp(FakeLibrary(problems=[trouble]), build=False)
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "strike")
        await press(pilot, "!")
        assert "06_[broken].txt" in shown(app)
        assert "save it as UTF-8" in shown(app)
        await press(pilot, "escape")
        assert app.screen is app.explorer


async def test_an_empty_list_says_so(app: ReportedlyApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "strike")
        await press(pilot, "!")
        assert "Every file could be read" in shown(app)
        await press(pilot, "enter", "escape", "'")
        assert "No bookmarks yet: b sets one." in shown(app)
        await press(pilot, "d", "e", "escape")
        await settle(pilot)
        assert app.screen is app.explorer


def test_every_text_of_the_fakes_has_an_outline(tmp_path: Path) -> None:
    for doc in TEXTS:
        assert outline(document(doc))[0][0] == 0


async def test_documents_that_come_below_the_list_are_counted_but_nothing_is_drawn_anew(
    app: ReportedlyApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listed(many: int) -> Listing:
        return listing(
            tuple(SourceInfo(f"{n:04}.txt", 0, "", f"Title {n}", None) for n in range(many))
        )

    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        pane = app.explorer.search
        pane.show_sources(listed(MOST_ROWS + 5))
        drawn: list[object] = []
        monkeypatch.setattr(pane.hits, "fill", lambda *rows: drawn.append(rows))
        pane.show_sources(listed(MOST_ROWS + 9))
        await settle(pilot)
        assert f"{MOST_ROWS + 9} documents" in shown(app)
        assert not drawn
        pane.show_sources(listed(MOST_ROWS - 9))
        assert drawn


async def test_a_list_is_narrowed_by_words_as_they_are_typed(app: ReportedlyApp) -> None:
    rows = [Content(f"{colour} {thing}") for colour in ("Rote", "Blåa") for thing in ("hat", "cat")]
    chosen: list[int | None] = []
    async with app.run_test(size=WIDE) as pilot:
        app.push_screen(ChoiceDialog("Things", rows, empty=""), chosen.append)
        await settle(pilot)
        assert "/ narrows" in shown(app)
        await press(pilot, "/")
        assert "Esc shows all" in shown(app) and "Esc closes" not in shown(app)
        await press(pilot, *"a bla")
        assert "Blåa cat" in shown(app) and "Rote" not in shown(app)
        assert "2 of 4" in shown(app)
        await press(pilot, "down", "enter")
        assert chosen == [3], "the place among all rows"


async def test_esc_shows_all_rows_again_and_then_closes_the_list(app: ReportedlyApp) -> None:
    chosen: list[int | None] = []
    async with app.run_test(size=WIDE) as pilot:
        rows = [Content(word) for word in ("hat", "cat", "quay")]
        app.push_screen(ChoiceDialog("Things", rows, empty=""), chosen.append)
        await settle(pilot)
        await press(pilot, "/", *"quack")
        assert "0 of 3" in shown(app)
        await press(pilot, "enter", "escape")
        assert all(word.plain in shown(app) for word in rows) and not chosen
        await press(pilot, "/", *"qu", "escape", "enter")
        assert chosen == [2], "the cursor stays on its row"


async def test_rows_of_a_narrowed_list_are_dropped_and_marked_where_they_stand_among_all(
    app: ReportedlyApp,
) -> None:
    rows = [Content(word) for word in ("hat", "cat", "quay")]
    dropped: list[int] = []
    marked: list[int] = []

    def mark(at: int) -> Content:
        marked.append(at)
        return Content("quay, kept")

    async with app.run_test(size=WIDE) as pilot:
        dialog = ChoiceDialog(
            "Things", rows, empty="", drop=dropped.append, also=("b", "keeps", mark)
        )
        app.push_screen(dialog)
        await settle(pilot)
        await press(pilot, "/", *"quay", "escape")
        await press(pilot, "b", "k", "d")
        assert (marked, dropped) == ([2], [1])
        assert "quay, kept" in shown(app) and "cat" not in shown(app)
        await press(pilot, "/", *"kept")
        assert "1 of 2" in shown(app)


def test_documents_without_a_publisher_are_offered_by_their_file_names_after_all_others() -> None:
    one, two = FakeLibrary().documents()[:2]
    found = [
        dataclasses.replace(two, doc="notes/b.txt", source="b.txt"),
        dataclasses.replace(one, doc="a.txt", source="Wire"),
    ]
    made = [(f.kind, f.words, f.term) for f in facets(found)]
    assert made[0] == ("source", "Wire", 'source:"Wire"')
    assert made[-1] == ("file", "b.txt", 'source:"b.txt"')
