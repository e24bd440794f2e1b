"""The app on the real engine and the bundled documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import MEDIUM, NARROW, WIDE, press, search, shown

from search_index.library import open_library
from tui.app import ReportedlyApp


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("library")
    with open_library(None, library=place) as library:
        library.build()
    return place


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, (120, 40), MEDIUM, NARROW])
@pytest.mark.parametrize(("query", "keys"), [("trade figures", 0), ("trade türkiye", 2)])
async def test_a_query_an_enter_and_a_bracket_or_two_show_the_trade_figures_side_by_side(
    built: Path, no_pause: None, size: tuple[int, int], query: str, keys: int
) -> None:
    app = ReportedlyApp(lambda: open_library(None, library=built), build=False)
    async with app.run_test(size=size) as pilot:
        await search(pilot, query)
        # On a small screen the passage's first line may end before its first figure.
        await press(pilot, *["]"] * (keys or int(size == NARROW)))
        assert "≈ compatible" in shown(app)
        if size == NARROW:
            await press(pilot, "enter", "z")
        screen = " ".join(shown(app).split())
        assert "USD 4.92 billion" in screen
        assert "about $5 billion" in screen
        assert "rounds" in screen
        # The figure of the year before stands beside them, set apart by its period.
        shows_all = size != NARROW
        if not shows_all:
            await press(pilot, "right", "right")
            screen = " ".join(shown(app).split())
        assert "Δ differ: period" in screen
        assert "$5.28 billion" in screen
