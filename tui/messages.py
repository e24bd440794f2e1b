"""What the library's worker tells the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from search_index.models import BuildReport, Progress


class BuildProgressed(Message):
    """The build of the library went on."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress


class BuildFinished(Message):
    """The build is done."""

    def __init__(self, report: BuildReport) -> None:
        super().__init__()
        self.report = report


class BuildFailed(Message):
    """The build could not go on; what is in the library already can be used.

    ``locked``: another process is writing it.
    """

    def __init__(self, message: str, way_out: str, *, locked: bool = False) -> None:
        super().__init__()
        self.message = message
        self.way_out = way_out
        self.locked = locked


class CorpusChanged(Message):
    """The folder may have changed."""
