"""From a key typed into the search to its results on the screen, on 1,000 documents, beside a bare Textual field.

`python -m benchmarks --only type --folder DIR` types into the library that `--only library` has made in DIR, of any size.

What comes out of a pseudo-terminal of 120 by 40 counts until it is quiet for a moment: the echo, the hits, the
passages. The document shown a quarter of a second later, when typing has stopped, does not.
"""

from __future__ import annotations

import os
import random
import re
import select
import signal
import tempfile
import time
from pathlib import Path

from benchmarks import bare_input, typing_app
from benchmarks.first_paint import terminal
from benchmarks.measuring import PYTHON, Row, Side

DOCUMENTS, SENTENCES = 1_000, 25
QUERY = "trade"
# Longer than a search takes, shorter than the pause after which the best document is shown.
_QUIET = 0.22
_PATIENCE = 30.0


def rows(runs: int, place: Path | None = None) -> list[Row]:
    """Milliseconds for each letter of a query of five, all of them together; in the library in ``place``, if given."""
    from search_index.library import open_library

    with tempfile.TemporaryDirectory(prefix="reportedly-bench-") as folder:
        query, home = QUERY, Path(folder)
        if place is None:
            corpus, kept = home / "corpus", home / "library"
            write_corpus(corpus, DOCUMENTS)
            with open_library(corpus, library=kept) as library:
                library.build(facts=False)
        else:
            from benchmarks.corpus_maker import vocabulary

            corpus, kept = place / "files", place / "library"
            query = next(word for word in vocabulary()[100:] if len(word) == len(QUERY))
        with open_library(corpus, library=kept) as library:
            told = f"{library.status().documents:,} documents"
        ours, known = (
            keys(command, mark, runs, home, query)
            for command, mark in (
                ([PYTHON, typing_app.__file__, str(corpus), str(kept)], told),
                ([PYTHON, bare_input.__file__], bare_input.MARK),
            )
        )
    return [
        Row(
            "a typed key",
            Side(f"results among {told}", ours),
            Side("its echo in a bare field", known),
            "ms",
        )
    ]


def write_corpus(folder: Path, documents: int) -> None:
    """So many documents of sentences drawn from the bundled ones, the same ones every time."""
    from search_index.locations import seeds_folder

    texts = [path.read_text("utf-8") for path in sorted(seeds_folder().glob("*.txt"))]
    sentences = [s.strip() for text in texts for s in re.split(r"(?<=[.!?])\s+", text) if s.strip()]
    folder.mkdir()
    drawn = random.Random(1)
    for number in range(documents):
        text = " ".join(drawn.choice(sentences) for _ in range(SENTENCES))
        (folder / f"{number:04}.txt").write_text(f"Report {number}\n\n{text}\n", "utf-8")


def keys(
    command: list[str], mark: str, runs: int, home: Path, query: str = QUERY
) -> tuple[float, ...]:
    """Milliseconds from each key to the last byte it brought; the query is typed ``runs`` times and once before."""
    child, ours = terminal(command, home)
    try:
        until(ours, mark)
        samples = [
            sample for run in range(runs + 1) for sample in _typed(ours, query) if run
        ]  # the first fills the caches
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(ours)
    return tuple(samples)


def _typed(ours: int, query: str) -> list[float]:
    samples = []
    for letter in query:
        started = time.perf_counter()
        os.write(ours, letter.encode())
        select.select([ours], [], [], _PATIENCE)
        samples.append(1000 * (last_byte(ours, started) - started))
        last_byte(ours, started, quiet=0.5)
    # Ctrl+U empties a field.
    os.write(ours, b"\x15")
    last_byte(ours, 0.0, quiet=0.5)
    return samples


def last_byte(ours: int, started: float, quiet: float = _QUIET) -> float:
    """When the last byte came before ``quiet`` seconds without any; ``started`` where none came."""
    last = started
    while select.select([ours], [], [], quiet)[0]:
        os.read(ours, 1 << 16)
        last = time.perf_counter()
    return last


def until(ours: int, mark: str) -> None:
    """Wait until ``mark`` was painted and the screen is quiet. Raises TimeoutError."""
    written, ends = b"", time.perf_counter() + _PATIENCE
    while mark.encode() not in written:
        if time.perf_counter() > ends:
            raise TimeoutError(f"“{mark}” was not painted")
        if select.select([ours], [], [], 0.5)[0]:
            written += os.read(ours, 1 << 16)
    last_byte(ours, 0.0, quiet=0.8)
