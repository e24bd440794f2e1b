"""How far a build is, as a bar on stderr; nothing is drawn, or imported, for a build that is quick."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING

from search_index.models import Progress, Stage

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

# Seconds a build may take unseen: looking through unchanged documents should not flash a bar.
_PATIENCE = 0.4
_WORDS: dict[Stage, str] = {
    "reading": "Reading documents",
    "indexing": "Making text searchable",
    "extracting": "Extracting facts",
    "comparing": "Comparing sources",
    "done": "Done",
}


class BuildProgress:
    """Call it with each Progress of a build, inside a ``with`` block."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._stage: Stage | None = None

    def __call__(self, progress: Progress) -> None:
        """Show ``progress``."""
        if self._bar is None:
            if time.monotonic() - self._began < _PATIENCE:
                return
            self._bar = self._start()
        if self._task is None or progress.stage != self._stage:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._stage = progress.stage
            self._task = self._bar.add_task(_WORDS[progress.stage], total=progress.total or None)
        self._bar.update(
            self._task, completed=progress.done + progress.within, total=progress.total or None
        )

    def _start(self) -> Bar:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        bar.start()
        return bar

    def __enter__(self) -> BuildProgress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
