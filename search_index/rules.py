"""What draws facts and compares them, as one value: the seam between the library and the rules.

The library is handed a ``Rules``; tests hand it one that answers at once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass

from search_index.errors import DocumentError
from search_index.models import Document, Fact, Point

Outcome = tuple[str, tuple[Fact, ...] | DocumentError]
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Rules:
    """``extract`` takes documents, a number of workers and whether to stop, and gives outcomes by path.

    ``version`` and ``comparison_version`` change whenever other facts or points may come out.
    """

    version: int
    comparison_version: int
    extract: Callable[[Iterable[Document], int, Callable[[], bool]], Generator[Outcome, None, None]]
    resolve_names: Callable[[Sequence[Document], Mapping[str, Sequence[Fact]]], Names]
    rename: Callable[[Fact, Mapping[str, str]], Fact]
    compare: Callable[[Sequence[Document], Mapping[str, Sequence[Fact]]], tuple[Point, ...]]


def _extract(
    documents: Iterable[Document], workers: int, cancelled: Callable[[], bool]
) -> Generator[Outcome, None, None]:
    # Readers need the rules for names only: they are spared multiprocessing and subprocess (15 ms).
    from search_index.extraction.workers import extract_in_processes

    return extract_in_processes(documents, workers, cancelled)


def installed_rules() -> Rules:
    """The rules of this installation. Imports no spaCy: only worker processes do."""
    from search_index import comparison, extraction

    return Rules(
        version=extraction.RULES_VERSION,
        comparison_version=comparison.COMPARISON_VERSION,
        extract=_extract,
        resolve_names=comparison.resolve_names,
        rename=comparison.rename,
        compare=comparison.compare,
    )
