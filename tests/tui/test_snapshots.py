"""How the screens look; `pytest tests/tui/test_snapshots.py --snapshot-update` after a change that was meant."""

from __future__ import annotations

from typing import Any

import pytest
from driving import MEDIUM, NARROW, SMALL, WIDE, press, search, settle
from fakes import FakeLibrary
from textual.pilot import Pilot

from tui.app import ReportedlyApp

_SIZES = [WIDE, MEDIUM, NARROW, SMALL]
# Every size in one theme, and each other theme at the widest and the narrowest.
_LOOKS = [
    *((size, "reportedly-dark") for size in _SIZES),
    *((size, theme) for theme in ("reportedly-light", "ansi-dark") for size in (WIDE, SMALL)),
    (WIDE, "reportedly-contrast"),
]


def name(value: object) -> str:
    return "x".join(map(str, value)) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize(("size", "theme"), _LOOKS, ids=name)
def test_a_comparison(snap_compare: Any, no_pause: None, size: tuple[int, int], theme: str) -> None:
    async def compared(pilot: Pilot[Any]) -> None:
        await search(pilot, "port handled")
        await press(pilot, "]", *(["enter"] if size == SMALL else []))

    app = ReportedlyApp(FakeLibrary(), theme=theme, build=False)
    assert snap_compare(app, terminal_size=size, run_before=compared)


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=name)
@pytest.mark.parametrize("key", ["m", "?", "w"], ids=["matrix", "help", "why"])
def test_a_screen(snap_compare: Any, no_pause: None, size: tuple[int, int], key: str) -> None:
    async def asked(pilot: Pilot[Any]) -> None:
        await search(pilot, "strike closed")
        await press(pilot, "]", key)

    app = ReportedlyApp(FakeLibrary(), build=False)
    assert snap_compare(app, terminal_size=size, run_before=asked)


@pytest.mark.parametrize("size", _SIZES, ids=name)
def test_the_start(snap_compare: Any, no_pause: None, size: tuple[int, int]) -> None:
    async def started(pilot: Pilot[Any]) -> None:
        await settle(pilot)

    app = ReportedlyApp(FakeLibrary(), build=False)
    assert snap_compare(app, terminal_size=size, run_before=started)


def test_results_as_one_types(snap_compare: Any, no_pause: None) -> None:
    async def typed(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        pilot.app.query_one("#query").value = "containers"  # type: ignore[attr-defined]
        await settle(pilot)

    app = ReportedlyApp(FakeLibrary(), build=False)
    assert snap_compare(app, terminal_size=NARROW, run_before=typed)
