"""App tests run on the fake library, without a build and without the pause in typing."""

from __future__ import annotations

import pytest
from fakes import FakeLibrary

from tui.app import ReportedlyApp


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.following._PAUSE", 0.0)


@pytest.fixture
def harbour(no_pause: None) -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
def app(harbour: FakeLibrary) -> ReportedlyApp:
    return ReportedlyApp(harbour, build=False)
