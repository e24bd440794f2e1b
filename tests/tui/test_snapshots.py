"""How the screens look; `pytest tests/tui/test_snapshots.py --snapshot-update` after a change that was meant."""

from __future__ import annotations

from typing import Any

import pytest
from driving import MEDIUM, NARROW, WIDE, press, search, settle
from fakes import FakeLibrary
from textual.pilot import Pilot

from tui.app import ReportedlyApp

_SIZES = [WIDE, MEDIUM, NARROW]
_THEMES = ["reportedly-dark", "reportedly-light", "ansi-dark"]


def name(size: object) -> str:
    return "x".join(map(str, size)) if isinstance(size, tuple) else str(size)


@pytest.mark.parametrize("theme", _THEMES)
@pytest.mark.parametrize("size", _SIZES, ids=name)
def test_a_comparison(snap_compare: Any, no_pause: None, size: tuple[int, int], theme: str) -> None:
    async def compared(pilot: Pilot[Any]) -> None:
        await search(pilot, "port handled")
        await press(pilot, "]")

    app = ReportedlyApp(FakeLibrary(), theme=theme, build=False)
    assert snap_compare(app, terminal_size=size, run_before=compared)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=name)
@pytest.mark.parametrize("key", ["m", "?"], ids=["matrix", "help"])
def test_a_screen(snap_compare: Any, no_pause: None, size: tuple[int, int], key: str) -> None:
    async def asked(pilot: Pilot[Any]) -> None:
        await search(pilot, "strike")
        await press(pilot, key)

    app = ReportedlyApp(FakeLibrary(), build=False)
    assert snap_compare(app, terminal_size=size, run_before=asked)


def test_the_start(snap_compare: Any, no_pause: None) -> None:
    async def started(pilot: Pilot[Any]) -> None:
        await settle(pilot)

    app = ReportedlyApp(FakeLibrary(), build=False)
    assert snap_compare(app, terminal_size=MEDIUM, run_before=started)
