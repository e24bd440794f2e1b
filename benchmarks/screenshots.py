"""Draws the pictures of the README: the app itself, on the bundled documents, exported as SVG.

`make screenshots` writes docs/explore.svg, docs/matrix.svg and docs/narrow.svg.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from textual.pilot import Pilot

from search_index.library import Library, open_library
from tui.app import ReportedlyApp

DOCS = Path(__file__).resolve().parent.parent / "docs"
QUERY = "trade figures"
# Name, size, and the keys that are pressed after the query was answered.
PICTURES: tuple[tuple[str, tuple[int, int], tuple[str, ...]], ...] = (
    ("explore", (150, 42), ("enter",)),
    ("matrix", (150, 42), ("enter", "m")),
    ("narrow", (80, 24), ("enter", "]")),
)


async def settle(pilot: Pilot[int]) -> None:
    """Wait until nothing is under way."""
    await pilot.pause()
    for _ in range(3):
        while pilot.app.workers:
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
        await pilot.pause()


async def draw(library: Library, name: str, size: tuple[int, int], keys: Sequence[str]) -> Path:
    """Export one picture; returns its path."""
    app = ReportedlyApp(library, build=False)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.explorer.search.field.value = QUERY
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        path = DOCS / f"{name}.svg"
        path.write_text(app.export_screenshot(title="reportedly"), "utf-8")
    return path


def main() -> None:
    """Build a library of the seeds in a folder of its own, then draw."""
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "library"
        with open_library(None, library=place) as library:
            library.build()
        for name, size, keys in PICTURES:
            print(asyncio.run(draw(open_library(None, library=place), name, size, keys)))


if __name__ == "__main__":
    main()
