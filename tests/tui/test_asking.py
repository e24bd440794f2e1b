"""What helps to ask, and to see what was found: facets, searches kept, why a hit is one, points in time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from driving import NARROW, SMALL, WIDE, focus, press, search, settle, shown
from fakes import TEXTS, YEARBOOK, FakeLibrary

from search_index.models import Progress
from tui.app import ReportedlyApp
from tui.dialogs.choice import ChoiceDialog
from tui.dialogs.text import TextDialog
from tui.facets import facets, terms_in, without
from tui.session import Session, read_session, write_session
from tui.timeline import timeline


def test_names_narrow_where_not_every_document_names_them() -> None:
    library = FakeLibrary()
    named = library.facts(kinds=["entity"])
    made = {(one.kind, one.words): one.term for one in facets(library.documents(), named)}
    assert made[("person", "Ada Lindqvist")] == 'who:"Ada Lindqvist"'
    assert ("place", "Elsmark") in made


def test_terms_that_narrow_are_found_and_taken_out() -> None:
    query = 'port source:"Norden Gazette" after:2031 -who:Ada quay'
    assert terms_in(query) == ['source:"Norden Gazette"', "after:2031", "-who:Ada"]
    assert without(query, 'source:"Norden Gazette"') == "port after:2031 -who:Ada quay"
    assert terms_in("a source of joy") == []


async def test_facets_narrow_by_key_and_widen_again(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.explorer.search.field.value = "containers"
        await settle(pilot)
        await press(pilot, "down", "F")
        assert isinstance(app.screen, ChoiceDialog)
        assert "person  Ada Lindqvist" in shown(app)
        await press(pilot, "enter")
        narrowed = app.explorer.search.field.value
        assert narrowed.startswith("containers source:")
        app.explorer.go_to("document")
        await press(pilot, "F")
        assert "drop    source:" in shown(app)
        await press(pilot, "enter")
        assert app.explorer.search.field.value == "containers"


@pytest.mark.parametrize("key", ["Q", "ctrl+r"])
async def test_a_search_is_saved_and_asked_again(no_pause: None, tmp_path: Path, key: str) -> None:
    write_session(tmp_path, Session(queries=("quay", "strike")))
    app = ReportedlyApp(FakeLibrary(kept=tmp_path), build=False)
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "containers")
        await press(pilot, *(["1"] if key == "Q" else ["/"]), key)
        await press(pilot, "down", "b")
        assert "★ strike" in shown(app)
        await press(pilot, "down", "d", "enter")
        assert app.explorer.search.field.value == "strike"
        await press(pilot, "escape", "escape")
        await pilot.press("ctrl+q")
    kept = read_session(tmp_path)
    assert kept.saved == ("strike",)
    assert "quay" not in kept.queries


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_w_on_a_hit_says_why_it_is_there(app: ReportedlyApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.explorer.search.field.value = "containers"
        await settle(pilot)
        await press(pilot, "down", "down", "w")
        assert isinstance(app.screen, TextDialog)
        assert "Hit 2 of 5" in shown(app)
        assert "containers" in shown(app)
        await press(pilot, "escape")
        assert focus(app) == "results"


def test_the_timeline_has_the_dated_points_in_order() -> None:
    library = FakeLibrary()
    rows = timeline(library.points(), {doc: doc[:2] for doc in TEXTS})
    begins = [claim.period.start for claim, _ in rows if claim.period]
    assert begins == sorted(begins)
    assert len(begins) == len(rows) > 0
    assert rows[0][1].plain.startswith("2030  Δ ")


async def test_the_timeline_opens_a_claim_from_panes_and_matrix(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "m", "D", "enter")
        assert app.screen is app.explorer
        reading = app.explorer.reading
        assert reading is not None and reading.document.path == YEARBOOK
        assert focus(app) == "text"
        await press(pilot, "D")
        assert re.search(r"In the order of time: \d points? with a date", shown(app))


async def test_a_reading_under_way_is_stopped_by_key(no_pause: None) -> None:
    class Endless(FakeLibrary):
        def build(self, on_progress=None, *, facts=True, again=False, cancelled=None):  # type: ignore[no-untyped-def]
            on_progress(Progress("extracting", 1, 6))
            while not cancelled():
                pass
            return super().build()

    app = ReportedlyApp(Endless())
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        await press(pilot, "escape", "X")
        for _ in range(200):
            await pilot.pause()
            if not app.worker._building.locked():
                break
        assert not app.worker._building.locked()
        await press(pilot, "X")
        assert "Nothing is under way" in shown(app)
