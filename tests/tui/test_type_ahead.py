"""Keys that come together, as over a slow line, do what they would do one at a time."""

from __future__ import annotations

from typing import Any

from driving import WIDE, focus, press, search, settle, shown
from fakes import FakeLibrary
from textual import events
from textual.pilot import Pilot

from search_index.settings import Settings
from tui.app import ReportedlyApp
from tui.screens.matrix import Matrix


async def together(pilot: Pilot[Any], *typed: str) -> None:
    """Give all keys to the app before it does anything about the first: a letter, or the name of a key."""
    for key in typed:
        character = key if len(key) == 1 else None
        name = {"/": "slash", "?": "question_mark"}.get(key, key)
        pilot.app.post_message(events.Key(name, character))
    await settle(pilot)


async def test_letters_typed_right_behind_the_stroke_are_the_query(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "containers")
        assert focus(app) == "text"
        await together(pilot, *"/mqy")
        assert app.explorer.search.field.value == "mqy"
        assert app.screen is app.explorer, "no letter was a command"


async def test_a_key_behind_the_way_out_of_the_field_is_a_command(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert focus(app) == "query"
        await together(pilot, "down", *"/port")
        assert app.explorer.search.field.value == "port"
        await together(pilot, "down", "m")
        assert app.screen is not app.explorer
        assert app.explorer.search.field.value == "port"


async def test_keys_reach_the_dialog_that_the_first_one_opened(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "containers")
        await together(pilot, "?", "escape", "m", "escape", *"/x")
        assert app.screen is app.explorer
        assert app.explorer.search.field.value == "x"


async def test_pasted_text_keeps_its_place_among_keys(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "containers")
        app.post_message(events.Key("slash", "/"))
        app.post_message(events.Paste("qqq mmm"))
        app.post_message(events.Key("z", "z"))
        await settle(pilot)
        assert app.explorer.search.field.value == "qqq mmmz"


async def test_what_took_a_key_and_is_gone_holds_no_other_back(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "containers")
        await press(pilot, "m")
        await together(pilot, "escape", "/", "a", "b")
        assert app.explorer.search.field.value == "ab"
        assert "ab" in shown(app)


async def test_a_key_behind_the_one_that_opens_a_document_is_for_the_document(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await together(pilot, *"containers", "enter", "y")
        for _ in range(500):
            if app.desk.copying.copied:
                break
            await pilot.pause()
        await settle(pilot)
        assert app.explorer.search.field.value == "containers"
        assert focus(app) == "text"
        assert len(app.desk.copying.copied) == 1
        assert not app.explorer.leading


async def test_nothing_found_holds_no_key_back(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await together(pilot, *"zeppelin", "enter", "s")
        await settle(pilot)
        for _ in range(500):
            if app.explorer.search.field.value == "zeppelins":
                break
            await pilot.pause()
        assert app.explorer.search.field.value == "zeppelins"
        assert not app.explorer.leading


async def test_a_letter_right_behind_esc_is_no_letter_with_alt(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert focus(app) == "query"
        # As terminals send it, and Textual reads it.
        app.post_message(events.Key("alt+m", "m"))
        await settle(pilot)
        assert isinstance(app.screen, Matrix)
        app.post_message(events.Key("alt+shift+t", "T"))
        app.post_message(events.Key("escape", None))
        await settle(pilot)
        assert app.screen is app.explorer
        assert app.explorer.search.field.value == ""


async def test_alt_and_a_letter_that_have_a_meaning_keep_it(no_pause: None) -> None:
    app = ReportedlyApp(FakeLibrary(), Settings(preset="emacs"), build=False)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "containers")
        app.post_message(events.Key("alt+w", "w"))
        await settle(pilot)
        assert app.desk.copying.copied, "Alt+w copies a citation in this preset"
