"""Every test has folders of its own: no developer's settings, cache or home is read or written."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home with its XDG folders; not ``tmp_path`` itself, which a test may use as corpus."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in (
        "VISUAL",
        "EDITOR",
        "NO_COLOR",
        "FORCE_COLOR",
        "TMUX",
        "SSH_CONNECTION",
        "SSH_TTY",
    ):
        monkeypatch.delenv(name, raising=False)
    return home


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is thorough runs only when asked for by `-m thorough`."""
    if "thorough" in config.option.markexpr:
        return
    left = [item for item in items if item.get_closest_marker("thorough") is None]
    config.hook.pytest_deselected(items=[item for item in items if item not in left])
    items[:] = left


class _TooMuch(Exception):
    """The work under count has taken more steps than it may."""


@pytest.fixture
def steps() -> Callable[..., int]:
    """Counts the lines of Python that a piece of work runs, wherever they stand: unlike seconds, the same on any machine.

    ``most`` ends what runs on and on: the test fails instead of hanging.
    """

    def count(work: Callable[[], object], most: int = 5_000_000) -> int:
        taken = 0

        def line(frame: FrameType, event: str, argument: object) -> Any:
            nonlocal taken
            if event == "line":
                taken += 1
                if taken > most:
                    raise _TooMuch
            return line

        before = sys.gettrace()
        sys.settrace(line)
        try:
            work()
        except _TooMuch:
            pytest.fail(f"more than {most:,} steps")
        finally:
            sys.settrace(before)
        return taken

    return count
