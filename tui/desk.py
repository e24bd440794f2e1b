"""What the screens share: the library's worker, the settings, the keys as they are now, what is copied."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tui.output import refuse_inside

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
        """The name to propose for a file: in the folder that was written to last, else where we were started; at home
        where that is the corpus."""
        if self._folder is not None:
            return str(self._folder / name)
        corpus = self.worker.corpus
        inside = corpus is not None and Path.cwd().is_relative_to(corpus.resolve())
        return f"~/{name}" if inside else name

    def outside(self, write: Callable[[str], Path]) -> Callable[[str], Path]:
        """``write``, which takes the name of a file, for no file in the corpus."""

        def checked(name: str) -> Path:
            # What can be no name at all is told by who writes.
            with suppress(OSError, ValueError, RuntimeError):
                refuse_inside(Path(name.strip()), self.worker.corpus)
            return write(name)

        return checked

    def written(self, path: str) -> None:
        """The file at ``path`` was written."""
        folder = Path(path).absolute().parent
        self._folder = None if folder == Path.cwd() else folder
