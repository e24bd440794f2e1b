"""What leaves the app: the editor, the clipboard, exported files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from driving import WIDE, press, search, shown
from fakes import PORT, FakeLibrary

from search_index.errors import SettingsError, UsageError
from search_index.models import Point
from tui import clipboard
from tui.app import ReportedlyApp
from tui.dialogs.export import exported, write_export
from tui.editor import edit, editor_command
from tui.reading import Reading


@pytest.fixture
def reading() -> Reading:
    library = FakeLibrary()
    return Reading(library.document(PORT), library.facts(PORT), library.points(doc=PORT))


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("vim", ["vim", "+7", "a b.txt"]),
        ("code --wait", ["code", "--wait", "--goto", "a b.txt:7"]),
        ("hx", ["hx", "a b.txt:7"]),
        ("ed", ["ed", "a b.txt"]),
        ("edit '{file}' --at {line}", ["edit", "a b.txt", "--at", "7"]),
    ],
)
def test_each_editor_is_told_the_line_its_own_way(setting: str, words: list[str]) -> None:
    assert editor_command(setting, Path("a b.txt"), 7) == words


def test_without_a_setting_visual_goes_before_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    assert editor_command(None, Path("a"), 1)[0] == "vi"
    monkeypatch.setenv("EDITOR", "nano")
    assert editor_command(None, Path("a"), 1) == ["nano", "+1", "a"]
    monkeypatch.setenv("VISUAL", "nvim")
    assert editor_command(None, Path("a"), 1)[0] == "nvim"


def test_an_editor_that_cannot_be_read_or_started_is_named() -> None:
    with pytest.raises(SettingsError, match="“vim 'x”"):
        editor_command("vim 'x", Path("a"), 1)
    with pytest.raises(SettingsError, match="no-such-editor"):
        edit(["no-such-editor"])


async def test_tmux_is_given_the_text_as_well(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given = tmp_path / "given"
    program = tmp_path / "tmux"
    program.write_text(f"#!/bin/sh\ncat > {given}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")

    class App:
        copied = ""

        def copy_to_clipboard(self, text: str) -> None:
            self.copied = text

    app = App()
    assert "tmux" in await clipboard.copy(app, "Türkiye")
    assert (app.copied, given.read_text("utf-8")) == ("Türkiye", "Türkiye")


def test_json_holds_points_and_facts(reading: Reading) -> None:
    record = json.loads(exported(reading, ".json"))
    assert record["doc"] == PORT
    assert {point["id"] for point in record["points"]} == {p.id for p in reading.points}
    assert len(record["facts"]) == len(reading.facts)


def test_markdown_says_verdicts_with_sign_and_word(reading: Reading) -> None:
    assert "≈ compatible: 4.92 million rounds to" in exported(reading, ".md")


def test_markdown_tells_a_source_at_odds_with_itself_and_what_a_person_decided(
    reading: Reading,
) -> None:
    (first, *others) = reading.points
    within = replace(first, within=True, verdict="conflict", reason="4 against 5")
    decided = replace(first, overridden="verdict set (was differ)")
    written = exported(replace_points(reading, (within, decided, *others)), ".md")
    assert "! at odds with itself: 4 against 5" in written
    assert "✎ by hand: verdict set (was differ)" in written
    assert "≠ conflict" not in written


def replace_points(reading: Reading, points: tuple[Point, ...]) -> Reading:
    return replace(reading, points=points)


def test_csv_has_a_row_for_each_fact(reading: Reading) -> None:
    assert len(exported(reading, ".csv").splitlines()) == len(reading.facts) + 1


def test_a_file_that_is_there_is_not_written_over(reading: Reading, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("mine")
    with pytest.raises(UsageError, match="there already"):
        write_export(reading, str(path))
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    "name", ["", "a", "a.docx", "no/such/folder/a.md", "a\0.md", "~nobody-of-that-name/a.md"]
)
def test_a_name_that_cannot_be_written_is_answered(reading: Reading, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        write_export(reading, name)
    assert caught.value.way_out


async def test_e_asks_for_a_file_and_writes_it(app: ReportedlyApp, tmp_path: Path) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "e")
        field = app.screen.query_one("Input")
        field.value = str(tmp_path / "a.txt")  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert "is not a format that can be written" in shown(app)
        field.value = str(tmp_path / "a.json")  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert app.screen is app.explorer
        await press(pilot, "e")
        again = app.screen.query_one("Input").value  # type: ignore[attr-defined]
        assert again.startswith(f"{tmp_path}/"), "the folder written to last is proposed"
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["doc"] == PORT
