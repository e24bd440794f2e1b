"""What the screens share: the library's worker, the settings, the keys as they are now, what is copied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from search_index.settings import Settings
    from tui.copying import Copying
    from tui.worker import LibraryWorker


class Desk(NamedTuple):
    """One for the whole app. ``keys`` are those that are not the default, by action name."""

    worker: LibraryWorker
    settings: Settings
    copying: Copying
    keys: Mapping[str, str]
