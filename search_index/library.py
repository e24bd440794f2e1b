"""The façade the front ends use: open a library, build it, search it, read from it, close it.

This is the one place where reading, full text, extraction, comparison and the store meet. Everything
it hands out is a frozen model; nothing it hands out holds a file or a lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

from search_index.models import (
    BuildReport,
    Document,
    Fact,
    Hit,
    Kind,
    Point,
    Problem,
    Progress,
    SearchResult,
    SourceInfo,
    Status,
    Verdict,
)
from search_index.settings import Settings

OnProgress = Callable[[Progress], None]


class Library:
    """What is kept about one corpus. Safe to read from several threads; one writer at a time."""

    def __init__(self, corpus: Path, folder: Path, settings: Settings) -> None:
        raise NotImplementedError

    @property
    def corpus(self) -> Path:
        """The folder of documents."""
        raise NotImplementedError

    def build(
        self,
        on_progress: OnProgress | None = None,
        *,
        facts: bool = True,
        cancelled: Callable[[], bool] | None = None,
    ) -> BuildReport:
        """Read what changed, make it searchable, then (unless ``facts`` is False) extract and compare.

        Text is searchable before the first fact is extracted. Points are written as facts arrive and
        once more at the end. Raises CorpusError, LockedLibraryError, LibraryError.
        """
        raise NotImplementedError

    def search(
        self,
        query: str,
        *,
        any_word: bool = False,
        as_you_type: bool = False,
        limit: int = 50,
    ) -> SearchResult:
        """Documents that answer ``query``, never an error for what a user can type."""
        raise NotImplementedError

    def documents(self) -> tuple[SourceInfo, ...]:
        """Every source (main articles and other parts), in path order."""
        raise NotImplementedError

    def document(self, path: str) -> Document:
        """One document. Raises UsageError, with the nearest path, where there is none."""
        raise NotImplementedError

    def facts(
        self,
        doc: str | None = None,
        *,
        kinds: Iterable[Kind] | None = None,
        about: str | None = None,
    ) -> tuple[Fact, ...]:
        """Facts in reading order, names resolved across the corpus; of ``doc``, or of all."""
        raise NotImplementedError

    def points(
        self,
        *,
        about: str | None = None,
        verdicts: Iterable[Verdict] | None = None,
        doc: str | None = None,
    ) -> tuple[Point, ...]:
        """Points, those a reader wants first first; with ``doc``, those it has a claim in."""
        raise NotImplementedError

    def citation(self, doc: str, start: int, end: int) -> str:
        """“Title, Source, date, path:line” for a span."""
        raise NotImplementedError

    def status(self) -> Status:
        """What is held right now, also while a build is under way."""
        raise NotImplementedError

    def problems(self) -> tuple[Problem, ...]:
        """Files that could not be read or extracted."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of every file. Calling it twice does nothing."""
        raise NotImplementedError

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_library(
    corpus: Path | None = None,
    *,
    library: Path | None = None,
    settings: Settings | None = None,
) -> Library:
    """Open (or begin) the library of ``corpus``; None means the bundled seeds. Builds nothing yet.

    Raises CorpusError where the folder does not exist or cannot be read.
    """
    raise NotImplementedError


__all__ = ["Hit", "Library", "OnProgress", "open_library"]
