"""Settings that are wrong are told with file and line; names of actions can be looked up."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_library import Answer

from search_index.errors import SettingsError
from search_index.models import Finding
from search_index.settings import load_settings
from tui.app_settings import app_settings
from tui.keymap import ACTIONS

Run = Callable[..., Answer]


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings file of the test's own."""
    path = tmp_path / "settings.yaml"
    monkeypatch.setattr("search_index.locations.settings_file", lambda: path)
    return path


def test_every_action_is_listed_with_the_keys_it_has_now(run: Run, mine: Path) -> None:
    mine.write_text("keys:\n  copy_citation: Ctrl+Y\n")
    rows = json.loads(run("keys", "--json").out)["actions"]
    assert [row["name"] for row in rows] == [action.id for action in ACTIONS]
    assert next(row["keys"] for row in rows if row["name"] == "copy_citation") == "Ctrl+Y"


@pytest.mark.parametrize(
    ("text", "line", "way_out"),
    [
        ("theme: x\nkeys:\n  copy_citaton: c\n", 3, "copy_citation"),
        ("# mine\nkeys:\n  matrix: n\n", 3, "another key"),
        ("mouse: true\npreset: vmi\n", 2, "vim"),
        ("citation: markdwn\n", 1, "markdown"),
        ("theme: reportedly-drk\n", 1, "reportedly-dark"),
    ],
)
def test_what_the_app_cannot_use_is_found_by_the_doctor_with_its_line(
    run: Run,
    mine: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    line: int,
    way_out: str,
) -> None:
    mine.write_text(text.replace("theme: x\n", "theme: reportedly-dark\n"))
    fine = Finding("settings", "ok", str(mine))
    monkeypatch.setattr("search_index.library.diagnose", lambda *a, **k: [fine])
    answer = run("doctor", "--json")
    (finding,) = json.loads(answer.out)["findings"]
    assert (answer.code, finding["state"]) == (3, "broken")
    assert f"{mine}, line {line}: " in finding["detail"]
    assert way_out in finding["way_out"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("theme: x\n\nworkers: many\n", 3), ("mouse: yes\nthem: x\n", 2), ("keys:\n  a: [\n", 3)],
)
def test_settings_that_cannot_be_read_are_told_with_their_line(
    mine: Path, text: str, line: int
) -> None:
    mine.write_text(text)
    with pytest.raises(SettingsError, match=f"line {line}"):
        load_settings(mine)


def test_wrong_settings_do_not_hide_the_names_that_would_mend_them(run: Run, mine: Path) -> None:
    mine.write_text("keys:\n  next_mtch: n\n")
    answer = run("keys", "-q")
    assert "next_match" in answer.out
    assert "line 2: there is no action “next_mtch”: did you mean “next_match”?" in answer.err


def test_every_mistake_in_the_settings_is_told_at_once(mine: Path) -> None:
    mine.write_text("them: x\nworkers: 0\nmouse: true\npreset: 5\n")
    with pytest.raises(SettingsError) as raised:
        load_settings(mine)
    assert [f"line {n}" in raised.value.message for n in (1, 2, 3, 4)] == [True, True, False, True]
    assert "did you mean “theme”?" in raised.value.message


def test_every_key_that_is_none_is_told_at_once(run: Run, mine: Path) -> None:
    mine.write_text("keys:\n  next_mtch: n\n  quit: Crtl+K\n")
    err = run("keys", "-q").err
    assert "next_match" in err
    assert "line 3: “Crtl+K” is no key (did you mean “Ctrl+K”?)" in err


def test_mistakes_in_values_theme_preset_and_keys_are_told_together(mine: Path) -> None:
    mine.write_text(
        "workers: 0\ntheme: reportedly-drak\npreset: emac\ncitation: bibtec\nkeys:\n  serch: s\n"
    )
    with pytest.raises(SettingsError) as raised:
        app_settings(["reportedly-dark"])
    told = [f"line {n}" in raised.value.message for n in (1, 2, 3, 4, 5, 6)]
    assert told == [True, True, True, True, False, True]
    for guess in ("reportedly-dark", "emacs", "bibtex", "search"):
        assert f"“{guess}”?" in raised.value.message


def test_a_theme_of_the_settings_that_another_one_stands_in_for_stops_nobody(mine: Path) -> None:
    mine.write_text("theme: reportedly-drak\n")
    assert app_settings(None).theme == "reportedly-drak"


@pytest.mark.parametrize("written", ["keys: 5\npreset: emac\n", "keys:\n  - a\npreset: emac\n"])
def test_a_value_of_the_wrong_sort_does_not_hide_the_other_mistakes(
    mine: Path, written: str
) -> None:
    mine.write_text(written)
    with pytest.raises(SettingsError, match="“emacs”"):
        app_settings(None)
