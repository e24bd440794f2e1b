"""How the screens look; `pytest tests/tui/test_snapshots.py --snapshot-update` after a change that was meant."""

from __future__ import annotations

from typing import Any

import pytest
from driving import MEDIUM, NARROW, SMALL, WIDE, press, search, settle
from fakes import FakeLibrary
from textual.pilot import Pilot

from tui.app import ReportedlyApp

_SIZES = [WIDE, MEDIUM, NARROW, SMALL]
_THEMES = ["reportedly-dark", "reportedly-light", "ansi-dark"]
_LOOKS = [*((size, theme) for theme in _THEMES for size in _SIZES), (WIDE, "reportedly-contrast")]
# What is asked for by key, from a point that is in conflict.
_KEYS = {"m": "matrix", "?": "help", "w": "why", "d": "decide", "D": "dates", "T": "tray"}


def name(value: object) -> str:
    return "x".join(map(str, value)) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize(("size", "theme"), _LOOKS, ids=name)
def test_a_comparison(snap_compare: Any, no_pause: None, size: tuple[int, int], theme: str) -> None:
    async def compared(pilot: Pilot[Any]) -> None:
        await search(pilot, "port handled")
        await press(pilot, "]", *(["enter"] if size == SMALL else []))

    app = ReportedlyApp(FakeLibrary(), theme=theme, build=False)
    assert snap_compare(app, terminal_size=size, run_before=compared)


@pytest.mark.parametrize("size", _SIZES, ids=name)
@pytest.mark.parametrize("key", _KEYS, ids=_KEYS.get)
def test_a_screen(snap_compare: Any, no_pause: None, size: tuple[int, int], key: str) -> None:
    async def asked(pilot: Pilot[Any]) -> None:
        await search(pilot, "strike closed")
        await press(pilot, "]", key)

    app = ReportedlyApp(FakeLibrary(), build=False)
    assert snap_compare(app, terminal_size=size, run_before=asked)


@pytest.mark.parametrize("theme", _THEMES[1:])
def test_the_matrix_in_other_colours(snap_compare: Any, no_pause: None, theme: str) -> None:
    async def asked(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        await press(pilot, "escape", "m")

    app = ReportedlyApp(FakeLibrary(), theme=theme, build=False)
    assert snap_compare(app, terminal_size=MEDIUM, run_before=asked)


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=name)
@pytest.mark.parametrize(
    "keys", [("3", "a", "s"), ("1", "F"), ("1", "w")], ids=["facts", "facets", "hit"]
)
def test_lists_and_facets(
    snap_compare: Any, no_pause: None, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    async def asked(pilot: Pilot[Any]) -> None:
        await search(pilot, "containers")
        await press(pilot, *keys)

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
