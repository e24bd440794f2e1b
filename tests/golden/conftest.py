"""The library of the bundled texts, built once for all golden tests, whichever process asks first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from search_index.library import Library, open_library


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Library]:
    """Built under a lock: test processes share a folder, and the library takes one writer."""
    run = tmp_path_factory.getbasetemp()
    folder = (run if worker_id == "master" else run.parent) / "seeds-library"
    with open_library(library=folder) as library:
        with FileLock(Path(f"{folder}.building")):
            report = library.build()
        assert not report.problems
        yield library
