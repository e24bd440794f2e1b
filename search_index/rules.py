"""What draws facts and compares them, as one value: the seam between the library and the rules.

The library is handed a ``Rules``; tests hand it one that answers at once.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from search_index.errors import DocumentError
from search_index.models import Document, Fact, Point, Reached
from search_index.overrides import Overrides, Unmet
from search_index.own_rules import OwnRules
from search_index.store import Row

Outcome = tuple[str, tuple[Fact, ...] | DocumentError]
Names = Mapping[str, Mapping[str, str]]
OnUnmet = Callable[[Unmet], None]


class ComparisonFailed(Exception):
    """A comparison came to no answer; the text says why, for the user."""


class Comparer(Protocol):
    """Compares a library while others go on; one comparison at a time."""

    def begin(self, limit: float) -> None:
        """Find the points of all that is committed now, within ``limit`` seconds."""

    def poll(self, seconds: float) -> str | None:
        """The state that was compared, None while it is not done; waits up to ``seconds``.

        Raises ComparisonFailed, after which only ``close`` may be called.
        """

    def rows(self) -> Iterator[Row]:
        """What was found. All of it must be taken. Raises ComparisonFailed."""

    def close(self) -> None:
        """Stop, whatever is under way."""


@dataclass(frozen=True, slots=True)
class Rules:
    """``extract`` takes documents, a number of workers, whether to stop and the user's own words, and
    gives outcomes by path.

    It gives None now and then while no outcome has come, and Reached while a long document is read. ``version`` and ``comparison_version`` change
    whenever other facts or points may come out, ``program`` whenever any code did. ``comparer`` begins a
    Comparer of the library in a folder.
    """

    version: int
    comparison_version: int
    program: Callable[[], str]
    extract: Callable[
        [Iterable[Document], int, Callable[[], bool], OwnRules],
        Generator[Outcome | Reached | None, None, None],
    ]
    resolve_names: Callable[
        [Sequence[Document], Mapping[str, Sequence[Fact]], Overrides, OnUnmet], Names
    ]
    rename: Callable[[Fact, Mapping[str, str]], Fact]
    compare: Callable[
        [Sequence[Document], Mapping[str, Sequence[Fact]], Overrides, OnUnmet], tuple[Point, ...]
    ]
    comparer: Callable[[Path], Comparer]

    def version_with(self, own: OwnRules) -> int:
        """The version of these rules with ``own`` words: other words find other facts."""
        return self.version + (int(own.digest[:8], 16) + 1 << 20 if own else 0)


def _extract(
    documents: Iterable[Document], workers: int, cancelled: Callable[[], bool], own: OwnRules
) -> Generator[Outcome | Reached | None, None, None]:
    # Readers need the rules for names only: they are spared multiprocessing and subprocess (15 ms).
    from search_index.extraction.workers import extract_in_processes

    return extract_in_processes(documents, workers, cancelled, own)


def _comparer(folder: Path) -> Comparer:
    from search_index.comparing import ComparerProcess

    return ComparerProcess(folder)


@functools.cache
def program_digest() -> str:
    """A hash of the engine's code and word lists: what failed in one program may work in another."""
    folder = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in (".py", ".yaml"):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(file.read_bytes())
    return digest.hexdigest()


def installed_rules() -> Rules:
    """The rules of this installation. Imports no spaCy and no numpy: only worker processes do."""
    from search_index import comparison, extraction

    return Rules(
        version=extraction.RULES_VERSION,
        comparison_version=comparison.COMPARISON_VERSION,
        program=program_digest,
        extract=_extract,
        resolve_names=comparison.resolve_names,
        rename=comparison.rename,
        compare=comparison.compare,
        comparer=_comparer,
    )
