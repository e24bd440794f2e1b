"""The app for `stalls`: on a folder for a while, noting how long its loop was held up; the bare app for comparison."""

import asyncio
import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

# A loop that turns as often as this would paint at 200 frames a second.
_TURN = 0.005


async def watch(seconds: float, gaps: list[float]) -> None:
    """Milliseconds by which each turn of the loop came late."""
    ends = time.perf_counter() + seconds
    last = time.perf_counter()
    while last < ends:
        await asyncio.sleep(_TURN)
        now = time.perf_counter()
        gaps.append(1000 * (now - last - _TURN))
        last = now


def watched(app: Any, seconds: float, to: Path) -> None:
    """Run ``app`` for ``seconds`` from its first frame on and write what was noted."""
    gaps: list[float] = []

    async def look() -> None:
        await watch(seconds, gaps)
        app.exit()

    kept = []

    def begin() -> None:
        kept.append(asyncio.create_task(look()))

    app.call_later(app.call_after_refresh, begin)
    app.run()
    to.write_text(json.dumps(gaps), "utf-8")


if __name__ == "__main__":
    seconds, to = float(sys.argv[1]), Path(sys.argv[2])
    if len(sys.argv) > 3:
        # As the command does; the app turns it on again.
        gc.disable()
        from search_index.library import Library, open_library
        from tui.app import ReportedlyApp

        def opener() -> Library:
            """In the worker's thread."""
            return open_library(Path(sys.argv[3]), library=Path(sys.argv[4]))

        watched(ReportedlyApp(opener), seconds, to)
    else:
        from textual.app import App

        watched(App(), seconds, to)
