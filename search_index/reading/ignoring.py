"""`.reportedlyignore`: which files of a corpus are no documents, in the syntax of .gitignore."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from search_index.errors import DocumentError
from search_index.models import Problem

IGNORE_FILE = ".reportedlyignore"
# More lines than any project's; each is tried on each file.
_MOST_LINES = 5_000

# Each star may stand for any part of a name: with ten of them, one name of 200 letters takes for ever.
_MOST_STARS = 3


def _is_too_loose(line: str) -> bool:
    segments = [re.sub(r"\*+", "*", segment) for segment in line.split("/")]
    return line.count("**") > _MOST_STARS or any(s.count("*") > _MOST_STARS for s in segments)


class Ignored:
    """The patterns of one corpus. ``problems`` are lines that are no patterns: those are passed over."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self.problems: list[Problem] = []
        self._spec: Any = None
        try:
            data = read(IGNORE_FILE)
        except DocumentError as error:
            self.problems.append(Problem(IGNORE_FILE, error.message, error.way_out))
            return
        lines = data.decode("utf-8-sig", "replace").splitlines()
        if len(lines) > _MOST_LINES:
            self._tell(f"it has more than {_MOST_LINES:,} lines; the rest is passed over")
            lines = lines[:_MOST_LINES]
        from pathspec import GitIgnoreSpec

        good = []
        for number, line in enumerate(lines, start=1):
            if _is_too_loose(line):
                self._tell(f"line {number} has more than {_MOST_STARS} stars in a row of names")
                continue
            try:
                GitIgnoreSpec.from_lines([line])
            except Exception as error:
                # pathspec's own error is a ValueError; a broken class in brackets is re.error.
                self._tell(f"line {number} is no pattern: {str(error)[:120]}")
            else:
                good.append(line)
        self._spec = GitIgnoreSpec.from_lines(good)

    def _tell(self, reason: str) -> None:
        self.problems.append(Problem(IGNORE_FILE, reason, "write it as in a .gitignore file"))

    def __call__(self, path: str) -> bool:
        """Whether ``path`` (a folder's ends in “/”) is left out. What lies in such a folder is, too."""
        return bool(self._spec is not None and self._spec.match_file(path))
