"""`o` opens the file itself, or the text that was taken out of one that is no plain text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import fakes
import pytest
from driving import WIDE, press, search
from fakes import PORT, FakeLibrary, document

from search_index.errors import DocumentError
from search_index.models import Document, Place
from search_index.settings import Settings
from tui import editor
from tui.app import ReportedlyApp
from tui.editor import file_to_edit


def book(path: str = "book.pdf") -> Document:
    places = (Place(0, "page 1"), Place(100, "page 2"))
    return replace(document(PORT), path=path, places=places)


def test_a_plain_text_is_opened_itself(tmp_path: Path) -> None:
    (tmp_path / PORT).write_text("text")
    with file_to_edit(tmp_path, document(PORT)) as opened:
        assert opened == (tmp_path / PORT, False)
    with file_to_edit(tmp_path / PORT, document(PORT)) as opened:
        assert opened == (tmp_path / PORT, False)


@pytest.mark.parametrize("name", ["book.pdf", "a b/ü.epub", "-rf.mbox", "\x1b[2J.docx", "x.txt.gz"])
def test_of_anything_else_the_text_is_opened_line_for_line_and_then_deleted(
    tmp_path: Path, name: str
) -> None:
    one = replace(book(name), text="one\x1b]0;x\x07\ntwo\n")
    with file_to_edit(tmp_path, one) as (file, taken_out):
        assert taken_out and file.is_absolute() and file.name.isprintable()
        assert (
            file.read_text("utf-8")
            == "one\N{REPLACEMENT CHARACTER}]0;x\N{REPLACEMENT CHARACTER}\ntwo\n"
        )
        assert file.stat().st_mode & 0o777 == 0o400
        assert file.parent.stat().st_mode & 0o077 == 0
    assert not file.parent.exists()


def test_a_file_that_is_gone_is_said_not_made_anew(tmp_path: Path) -> None:
    with (
        pytest.raises(DocumentError, match="no longer there"),
        file_to_edit(tmp_path, document(PORT)),
    ):
        pass
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_no_utf8_is_opened_as_its_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("text")
    one = replace(document(PORT), path="caf\\xe9.txt")
    with file_to_edit(tmp_path, one) as (file, taken_out):
        assert taken_out and file.read_text("utf-8")


async def test_o_says_from_which_page_the_text_was(
    harbour: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def suspended(app: ReportedlyApp) -> Iterator[None]:
        yield

    commands: list[list[str]] = []
    monkeypatch.setattr(ReportedlyApp, "suspend", suspended)
    monkeypatch.setattr(editor, "edit", commands.append)
    monkeypatch.setattr(fakes, "document", lambda doc: replace(book(doc), path=doc))
    app = ReportedlyApp(harbour, Settings(editor="vim"), build=False)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "every fifth household")
        line = document(PORT).text[: app.explorer.document.view.offset_here].count("\n") + 1
        await press(pilot, "o")
        said = [n.message for n in app._notifications]
        assert any(f"the text taken out of {PORT}, page 2" in one for one in said)
        assert commands[0][:2] == ["vim", f"+{line}"] and commands[0][2].endswith(".txt")
