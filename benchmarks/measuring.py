"""Samples taken in turn and what is told of them: medians, spreads and the ratio, never a time alone.

A B A B, so that a busy minute of the machine hits both sides.
"""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
REPORTEDLY = str(Path(sys.executable).parent / "reportedly")

Unit = Literal["ms", "words/s"]
Sample = Callable[[], float]


@dataclass(frozen=True)
class Side:
    """One thing measured: its name and its samples, in the row's unit."""

    name: str
    samples: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle sample."""
        return median(self.samples)


@dataclass(frozen=True)
class Row:
    """One thing of ours beside something known, measured in turn."""

    benchmark: str
    ours: Side
    known: Side
    unit: Unit

    @property
    def ratio(self) -> float:
        """Ours over the known: above 1 is longer for ``ms`` and faster for ``words/s``."""
        return self.ours.median / self.known.median

    def record(self) -> dict[str, object]:
        """The row for ``--json``."""
        return {
            "benchmark": self.benchmark,
            "unit": self.unit,
            "ratio": self.ratio,
            **{
                key: {"name": side.name, "median": side.median, "samples": list(side.samples)}
                for key, side in (("ours", self.ours), ("known", self.known))
            },
        }


def in_turn(runs: int, *sides: Sample) -> list[tuple[float, ...]]:
    """``runs`` samples of every side, one of each in turn, after one of each that is thrown away.

    The first warms the disk cache and writes byte code.
    """
    for side in sides:
        side()
    rounds = [[side() for side in sides] for _ in range(runs)]
    return [tuple(samples) for samples in zip(*rounds, strict=True)]


def process_time(command: Sequence[str]) -> float:
    """Milliseconds of a whole process, from start to exit; raises CalledProcessError where it fails."""
    environment = os.environ | {"PYTHONPYCACHEPREFIX": _byte_code()}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=environment)
    return 1000 * (time.perf_counter() - started)


@functools.cache
def _byte_code() -> str:
    """A folder for byte code, as an installed program has it: the first sample, which is thrown away, writes it."""
    folder = tempfile.mkdtemp(prefix="reportedly-bench-bytecode-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@contextmanager
def built_library() -> Iterator[Path]:
    """The folder of a complete library of the bundled texts, gone afterwards."""
    from search_index.library import open_library

    with tempfile.TemporaryDirectory(prefix="reportedly-bench-") as folder:
        path = Path(folder) / "library"
        with open_library(library=path) as library:
            library.build()
        yield path
