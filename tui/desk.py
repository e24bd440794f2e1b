"""What the screens share: the library's worker, the settings, the keys as they are now, what is copied."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search_index.settings import Settings
    from tui.copying import Copying
    from tui.worker import LibraryWorker


class Desk:
    """One for the whole app. ``keys`` are those that are not the default, by action name."""

    def __init__(
        self,
        worker: LibraryWorker,
        settings: Settings,
        copying: Copying,
        keys: Mapping[str, str],
    ) -> None:
        self.worker = worker
        self.settings = settings
        self.copying = copying
        self.keys = keys
        self._folder: Path | None = None

    def file(self, name: str) -> str:
        """The name to propose for a file: in the folder that was written to last, else where we were started."""
        return name if self._folder is None else str(self._folder / name)

    def written(self, path: str) -> None:
        """The file at ``path`` was written."""
        folder = Path(path).absolute().parent
        self._folder = None if folder == Path.cwd() else folder
