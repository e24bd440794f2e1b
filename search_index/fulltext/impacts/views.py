"""The views of an index folder: of its last commit, opened once, and handed to whoever asks.

A commit takes over what it shares with the one before. Until the impacts of a commit are written, which takes a moment,
those of the one before it answer; where they are missing, unfinished or damaged, nobody does, and Whoosh has to.
"""

from __future__ import annotations

import time
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from search_index.fulltext.checked import is_noted
from search_index.fulltext.impacts.files import ArrayFile, DamagedFileError
from search_index.fulltext.impacts.listing import (
    ListedSegment,
    keys_file,
    listing_file,
    read_listing,
    segment_file,
)
from search_index.fulltext.names import commit_file, generation

if TYPE_CHECKING:
    from search_index.fulltext.impacts.view import Allowance, View

_PATIENCE = 120.0
"""Seconds for which a commit may be without its impacts while those of the one before it answer."""

_RETRIES = 5
"""Commits that may come between the reading of a list and the opening of what it names."""


class Views:
    """The impacts in ``folder``. Opens nothing before it is asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._seen: tuple[int, int] | None = None
        self._view: View | None = None
        self._allowance: Allowance | None = None

    def current(self) -> View | None:
        """The last commit's view, or for a moment that of the one before; None where Whoosh is to answer."""
        state = self._state()
        with self._lock:
            if state != self._seen:
                self._look()
            return self._view

    def digests(self) -> dict[str, str] | None:
        """Path -> digest of what the last commit holds; None where Whoosh is to be asked."""
        try:
            segments = read_listing(self._folder, generation(self._folder))
            if segments is None:
                return None
            found: dict[str, str] = {}
            for segment in segments:
                notes = ArrayFile(keys_file(self._folder, segment.name)).notes
                gone = set(segment.deleted)
                pairs = zip(notes["paths"], notes["digests"], strict=True)
                found.update(pair for number, pair in enumerate(pairs) if number not in gone)
        except (DamagedFileError, OSError, ValueError, KeyError, TypeError):
            return None
        return found

    def are_written(self) -> bool:
        """Whether those of the last commit are there."""
        return self._state()[1] != 0

    def forget(self) -> None:
        """Let go of every file."""
        with self._lock:
            self._seen = self._view = None

    def _state(self) -> tuple[int, int]:
        """The last commit, and when its list was written: 0 before that."""
        last = generation(self._folder)
        try:
            return last, listing_file(self._folder, last).stat().st_mtime_ns
        except OSError:
            return last, 0

    def _look(self) -> None:
        for _ in range(_RETRIES):
            state = last, listed = self._state()
            if not listed and self._view is not None and self._is_new(last):
                return
            self._seen = state
            if not listed:
                break
            try:
                segments = read_listing(self._folder, last)
                self._view = None if segments is None else self._opened(last, segments)
                return
            except FileNotFoundError:
                continue
            except (DamagedFileError, OSError, ValueError, KeyError, TypeError):
                break
        self._view = None

    def _is_new(self, last: int) -> bool:
        try:
            written = commit_file(self._folder, last).stat().st_mtime
        except OSError:
            return last >= 0
        return time.time() - written < _PATIENCE

    def _opened(self, last: int, listed: list[ListedSegment]) -> View:
        from search_index.fulltext.impacts.segment import Segment
        from search_index.fulltext.impacts.view import Allowance, View

        # Looked at before any file is opened: what changes afterwards is not what was checked.
        checked = is_noted(self._folder)
        if self._allowance is None:
            self._allowance = Allowance()
        known = {} if self._view is None else {one.name: one for one in self._view.segments}
        segments: list[Segment] = []
        deleted: list[int] = []
        offset = 0
        for one in listed:
            if one.name in known:
                segments.append(known[one.name].moved(offset))
            else:
                file = ArrayFile(segment_file(self._folder, one.name), checked=checked)
                segments.append(Segment(one.name, file, one.articles, offset))
            deleted += [offset + number for number in one.deleted]
            offset += one.articles
        return View(last, segments, deleted, self._allowance)
