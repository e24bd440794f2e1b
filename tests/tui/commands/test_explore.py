"""When the app opens, with what, and what happens where it cannot be drawn."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from fake_library import Stage

from search_index.settings import Settings
from tui.cli import main

Calls = list[tuple[Any, ...]]


class Terminal(io.TextIOWrapper):
    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        return True

    def printed(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Calls of an app that is put in place of the real one."""
    calls: Calls = []

    def run_app(*given: Any, mouse: bool = True, theme: str | None = None) -> int:
        calls.append((*given, mouse, theme))
        return 0

    module = ModuleType("tui.app")
    module.run_app = run_app  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tui.app", module)
    return calls


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def put(**encodings: str) -> None:
        monkeypatch.setenv("TERM", "xterm-256color")
        for name in ("stdin", "stdout", "stderr"):
            monkeypatch.setattr(sys, name, Terminal(encodings.get(name, "utf-8")))

    return put


def test_on_a_terminal_the_app_opens_on_the_seeds(
    app: Calls, terminal: Callable[..., None]
) -> None:
    terminal()
    assert main([]) == 0
    assert app == [(None, None, Settings(), True, None)]


def test_the_app_gets_the_folder_and_its_options(
    app: Calls, terminal: Callable[..., None], tmp_path: Path
) -> None:
    terminal()
    kept = tmp_path / "kept"
    words = [str(tmp_path), "--no-mouse", "--theme", "ansi-dark", "--library", str(kept)]
    assert main(words) == 0
    assert app == [(tmp_path, kept, Settings(), False, "ansi-dark")]


def test_the_settings_may_leave_the_mouse_alone(
    app: Calls, terminal: Callable[..., None], own_folders: Path
) -> None:
    (own_folders / "config" / "reportedly").mkdir(parents=True)
    (own_folders / "config" / "reportedly" / "settings.yaml").write_text("mouse: false\n")
    terminal()
    main([])
    assert app[0][3] is False


def test_a_wrong_key_in_the_settings_is_named_before_anything_opens(
    app: Calls, terminal: Callable[..., None], own_folders: Path
) -> None:
    (own_folders / "config" / "reportedly").mkdir(parents=True)
    (own_folders / "config" / "reportedly" / "settings.yaml").write_text("thme: dark\n")
    terminal()
    assert main([]) == 3
    assert "did you mean “theme”?" in sys.stderr.printed()  # type: ignore[attr-defined]
    assert not app


def test_a_terminal_that_cannot_move_its_cursor_gets_the_overview_and_the_reason(
    app: Calls, terminal: Callable[..., None], monkeypatch: pytest.MonkeyPatch, stage: Stage
) -> None:
    terminal()
    monkeypatch.setenv("TERM", "dumb")
    assert main([]) == 0
    assert not app
    assert "TERM=dumb" in sys.stderr.printed()  # type: ignore[attr-defined]
    assert "\x1b" not in sys.stdout.printed()  # type: ignore[attr-defined]
    assert "2 documents" in sys.stdout.printed()  # type: ignore[attr-defined]


def test_a_terminal_without_utf_8_gets_the_overview_and_a_way_out(
    app: Calls, terminal: Callable[..., None]
) -> None:
    terminal(stderr="ascii", stdout="ascii")
    assert main([]) == 0
    assert not app
    assert "LC_ALL=C.UTF-8" in sys.stderr.printed()  # type: ignore[attr-defined]


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_a_stream_that_leads_elsewhere_gets_the_overview(
    app: Calls, terminal: Callable[..., None], monkeypatch: pytest.MonkeyPatch, stream: str
) -> None:
    terminal()
    monkeypatch.setattr(sys, stream, io.StringIO())
    assert main([]) == 0
    assert not app


def test_colour_is_used_on_a_terminal_and_never_under_no_color(
    terminal: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal()
    main(["compare"])
    assert "\x1b[36m" in sys.stdout.printed()  # type: ignore[attr-defined]
    terminal()
    monkeypatch.setenv("NO_COLOR", "1")
    main(["compare"])
    assert "\x1b[3" not in sys.stdout.printed()  # type: ignore[attr-defined]


def test_raw_text_on_a_terminal_is_cleaned(terminal: Callable[..., None]) -> None:
    terminal()
    assert main(["show", "sub", "--raw"]) == 0
    assert "\x1b" not in sys.stdout.printed()  # type: ignore[attr-defined]
