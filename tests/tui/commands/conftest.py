"""Every command test types into `main` and meets a fake library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fake_library import Answer, FakeLibrary, Stage

from tui.cli import main


@pytest.fixture(autouse=True)
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    staged = Stage()

    def open_library(
        corpus: Path | None = None,
        *,
        library: Path | None = None,
        settings: object = None,
        overrides: Path | None = None,
    ) -> FakeLibrary:
        fake = FakeLibrary(corpus, library)
        fake.overrides = overrides
        fake.locked = staged.locked
        fake.points_held = staged.points
        fake.problems_found = staged.problems
        fake.new_rules = staged.new_rules
        fake.notices = staged.notices
        staged.opened.append(fake)
        return fake

    monkeypatch.setattr("search_index.library.open_library", open_library)
    monkeypatch.setenv("COLUMNS", "80")
    return staged


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    def typed(*words: str) -> Answer:
        code = main(words)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return typed
