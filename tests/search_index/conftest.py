"""A corpus to write into and a library of it whose rules answer at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_rules import Recorder

from search_index import building_text
from search_index.library import Library
from search_index.settings import Settings

Write = Callable[[str, str], Path]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


@pytest.fixture
def write(corpus: Path) -> Write:
    """Write a file of the corpus: path, text."""

    def write(path: str, text: str) -> Path:
        file = corpus / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    return write


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def library(corpus: Path, tmp_path: Path, recorder: Recorder) -> Iterator[Library]:
    with Library(corpus, tmp_path / "kept", Settings(), _rules=recorder.rules()) as opened:
        yield opened


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that builds read from the disk, in order."""
    read: list[str] = []
    real = building_text.read_document

    def counting(corpus: Path, path: str, *further: object) -> object:
        read.append(path)
        return real(corpus, path, *further)  # type: ignore[arg-type]

    monkeypatch.setattr(building_text, "read_document", counting)
    return read
