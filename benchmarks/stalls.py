"""How late the app's loop turns while documents are indexed and their facts drawn beside it, and a bare app's.

A key pressed meanwhile waits that long before anything is done about it.
"""

from __future__ import annotations

import json
import os
import select
import tempfile
import time
from pathlib import Path

from benchmarks import watched_app
from benchmarks.first_paint import terminal
from benchmarks.measuring import PYTHON, Row, Side
from benchmarks.typing_key import write_corpus

DOCUMENTS, SECONDS = 400, 30.0
# The share of turns that are no later than the one told.
_MOST = 0.999


def rows(runs: int) -> list[Row]:
    """The latest turn of the loop in each run, and the 999th of 1,000 in the order of lateness."""
    ours: list[list[float]] = []
    known: list[list[float]] = []
    with tempfile.TemporaryDirectory(prefix="reportedly-bench-") as folder:
        home = Path(folder)
        corpus = home / "corpus"
        write_corpus(corpus, DOCUMENTS)
        for run in range(runs):
            kept = home / f"library-{run}"
            ours.append(_noted(home, [str(corpus), str(kept)]))
            known.append(_noted(home, []))
    told = f"while {DOCUMENTS:,} documents are read and their facts drawn"
    return [
        Row(
            name,
            Side(f"reportedly, {told}", tuple(map(of, ours))),
            Side("a bare Textual app with nothing to do", tuple(map(of, known))),
            "ms",
        )
        for name, of in (("the latest turn of the loop", max), ("of 1,000 turns the 999th", _late))
    ]


def _late(gaps: list[float]) -> float:
    return sorted(gaps)[int(len(gaps) * _MOST)]


def _noted(home: Path, arguments: list[str]) -> list[float]:
    to = home / "gaps.json"
    to.unlink(missing_ok=True)
    child, ours = terminal([PYTHON, watched_app.__file__, str(SECONDS), str(to), *arguments], home)
    ends = time.perf_counter() + SECONDS + 30
    try:
        while not to.exists() and time.perf_counter() < ends:
            # What it paints has to be taken away, or it waits.
            if select.select([ours], [], [], 0.2)[0]:
                try:
                    os.read(ours, 1 << 16)
                except OSError:
                    break
    finally:
        os.waitpid(child, 0)
        os.close(ours)
    noted: list[float] = json.loads(to.read_text("utf-8"))
    return noted
