"""How app tests drive the app: press keys, wait until nothing is under way, read the screen."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot

from tui.app import ReportedlyApp

WIDE, MEDIUM, NARROW, SMALL = (160, 48), (100, 30), (80, 24), (60, 20)


async def settle(pilot: Pilot[Any]) -> None:
    """Until nothing is under way any more."""
    await pilot.pause()
    while pilot.app.workers:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def search(pilot: Pilot[Any], query: str) -> None:
    """Put a query into the field and press ↵."""
    app = pilot.app
    assert isinstance(app, ReportedlyApp)
    await settle(pilot)
    app.explorer.search.field.focus()
    app.explorer.search.field.value = query
    await settle(pilot)
    await press(pilot, "enter")


def shown(app: ReportedlyApp) -> str:
    """What stands on the screen, as plain lines."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def focus(app: ReportedlyApp) -> str | None:
    """The id of what has the focus."""
    return app.focused.id if app.focused is not None else None
