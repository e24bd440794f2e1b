"""How the files of the index are called, and which of its commits is the last. Imports no Whoosh."""

from __future__ import annotations

import os
import re
from pathlib import Path

from search_index.fulltext.entries import INDEX_VERSION

INDEX_NAME = f"text{INDEX_VERSION}"
_COMMIT = re.compile(rf"_{INDEX_NAME}_(\d+)\.toc")


def generation(folder: Path) -> int:
    """The number of the last commit in ``folder``, -1 where there is no index of this version."""
    try:
        # Asked for at each key: most names are told by their end, and no status is wanted.
        names = os.listdir(folder)  # noqa: PTH208
        found = [_COMMIT.fullmatch(name) for name in names if name.endswith(".toc")]
    except OSError:
        return -1
    return max((int(match[1]) for match in found if match), default=-1)


def commit_file(folder: Path, number: int) -> Path:
    """The file that a commit of that number ends with."""
    return folder / f"_{INDEX_NAME}_{number}.toc"
