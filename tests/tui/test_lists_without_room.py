"""A list that has no room on the screen, or none yet, still takes its keys."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets.option_list import Option

from tui.widgets.lists import KeyedList


class Narrow(App[None]):
    """A list of no width."""

    CSS = "KeyedList { width: 0; }"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888"}

    def compose(self) -> ComposeResult:
        yield KeyedList()


@pytest.mark.parametrize("key", ["pagedown", "pageup", "space", "down", "up", "home", "end"])
async def test_a_list_without_room_takes_the_keys_that_move_it(key: str) -> None:
    app = Narrow()
    async with app.run_test(size=(40, 10)) as pilot:
        rows = app.query_one(KeyedList)
        rows.fill([Option("one"), Option("two")], 0)
        rows.focus()
        await pilot.press(key)
        assert rows.highlighted in (0, 1)
