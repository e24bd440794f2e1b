"""A text of 5 MB: from ↵ on its row until it stands on the screen, and one page further, beside Textual's log.

What comes out of a pseudo-terminal of 120 by 40; facts are left aside, as for a typed key.
"""

from __future__ import annotations

import os
import random
import select
import signal
import tempfile
import time
from pathlib import Path

from benchmarks import bare_text, typing_app
from benchmarks.first_paint import terminal
from benchmarks.measuring import PYTHON, Row, Side
from benchmarks.typing_key import last_byte, until

CHARACTERS = 5_000_000
_WORDS = (
    "harbour",
    "gate",
    "ledger",
    "winter",
    "council",
    "paper",
    "margin",
    "river",
    "signal",
    "pallet",
)
_DOWN, _ENTER, _PAGE_DOWN = b"\x1b[B", b"\r", b"\x1b[6~"
_PAGES = 5


def rows(runs: int) -> list[Row]:
    """Milliseconds until the first page stands there, and of a page further."""
    from search_index.library import open_library

    with tempfile.TemporaryDirectory(prefix="reportedly-bench-") as folder:
        corpus, kept = Path(folder) / "corpus", Path(folder) / "library"
        write_corpus(corpus)
        with open_library(corpus, library=kept) as library:
            library.build(facts=False)
        app = [PYTHON, typing_app.__file__, str(corpus), str(kept)]
        bare = [PYTHON, bare_text.__file__, str(corpus / "long.txt")]
        ours, known = [], []
        for _ in range(runs + 1):
            ours.append(read(app, "2 documents", Path(folder)))
            known.append(read(bare, bare_text.MARK, Path(folder)))
    # The first of each fills the caches.
    sides = [[tuple(sample[i] for sample in side[1:]) for side in (ours, known)] for i in (0, 1)]
    names = (
        ("opened from the list", "put into a log, unwrapped"),
        ("a page down", "a page down there"),
    )
    return [
        Row("a text of 5 MB", Side(name, tuple(mine)), Side(other, tuple(theirs)), "ms")
        for (mine, theirs), (name, other) in zip(sides, names, strict=True)
    ]


def write_corpus(folder: Path) -> None:
    """One long text without repeats, and a short one that is shown first."""
    folder.mkdir()
    drawn, size, number = random.Random(1), 0, 0
    lines = ["A long ledger", ""]
    while size < CHARACTERS:
        words = " ".join(drawn.choice(_WORDS) for _ in range(110))
        lines += [f"This is sentence number {number} of it, {words}.", ""]
        size += len(lines[-2]) + 2
        number += 1
    (folder / "long.txt").write_text("\n".join(lines), "utf-8")
    (folder / "short.txt").write_text("A note\n\nNothing but these few words.\n", "utf-8")


def read(command: list[str], mark: str, home: Path) -> tuple[float, float]:
    """Open the first document listed and go some pages on: milliseconds to open it, and of the middle page."""
    child, ours = terminal(command, home)
    try:
        until(ours, mark)
        _after(ours, _DOWN)
        opened = _after(ours, _ENTER)
        pages = sorted(_after(ours, _PAGE_DOWN) for _ in range(_PAGES))
        return opened, pages[len(pages) // 2]
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(ours)


def _after(ours: int, keys: bytes) -> float:
    started = time.perf_counter()
    os.write(ours, keys)
    select.select([ours], [], [], 2.0)
    return 1000 * (last_byte(ours, started, quiet=0.6) - started)
