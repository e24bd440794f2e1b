"""The folder changes while one reads: everything follows, and the reader's place stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import fakes
import pytest
from driving import WIDE, focus, press, search, settle, shown
from fakes import PORT, FakeLibrary
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from search_index.errors import CorpusError, LockedLibraryError
from search_index.models import BuildReport, Problem
from search_index.settings import Settings
from tui.app import ReportedlyApp
from tui.moved_place import moved

TEXT = "one\ntwo\nthree\nfour\nfive\n"


@pytest.mark.parametrize(
    ("after", "word"),
    [
        (TEXT, "three"),
        ("zero and more\n" + TEXT, "three"),
        (TEXT + "six\n", "three"),
        (TEXT.replace("one", "eleven").replace("five", "fifteen"), "three"),
        (TEXT.replace("two\n", ""), "three"),
    ],
)
def test_a_place_stays_on_its_words(after: str, word: str) -> None:
    assert moved(TEXT, after, TEXT.index(word)) == after.index(word)


def test_a_place_whose_words_are_gone_stays_as_near_as_can_be() -> None:
    assert moved(TEXT, TEXT.replace("three\n", ""), TEXT.index("three")) == TEXT.index("three")
    assert moved(TEXT, "", 9) == 0
    assert moved("", TEXT, 0) == 0


@given(st.text(), st.text(), st.text(), st.text())
def test_any_change_leaves_a_place_within_the_text(
    head: str, before: str, after: str, tail: str
) -> None:
    old, new = head + before + tail, head + after + tail
    for offset in range(len(old) + 1):
        assert 0 <= moved(old, new, offset) <= len(new)
    assert moved(old, new, 0) == 0
    for offset in range(len(head)):
        assert moved(old, new, offset) == offset


# In the app ----------------------------------------------------------------------------------


class Folder(FakeLibrary):
    """The harbour, whose files can be written, moved and taken away; ``change`` is told as a watch would."""

    outcome: Exception | None = None
    problem: tuple[Problem, ...] = ()
    built: frozenset[tuple[str, str]] = frozenset()

    def state(self) -> frozenset[tuple[str, str]]:
        return frozenset((doc, text[3]) for doc, text in fakes.TEXTS.items())

    def build(self, *args: object, **named: object) -> BuildReport:
        self.builds += 1
        if self.outcome is not None:
            raise self.outcome
        now, before = self.state(), self.built or self.state()
        self.built = now
        read = tuple(sorted(doc for doc, _ in now - before))
        gone = {doc for doc, _ in before} - {doc for doc, _ in now}
        return BuildReport(read=read, removed=tuple(sorted(gone)), problems=self.problem)

    async def change(self, pilot: Pilot[object]) -> None:
        builds = self.builds
        self.changed.release()
        for _ in range(400):
            await pilot.pause(0.01)
            if self.builds > builds:
                break
        assert self.builds > builds, "the change was not followed"
        await settle(pilot)


@pytest.fixture
def folder(no_pause: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    monkeypatch.setattr(fakes, "TEXTS", dict(fakes.TEXTS))
    yield Folder()


def said(app: ReportedlyApp) -> str:
    return "\n".join(notification.message for notification in app._notifications)


def write(doc: str, text: str) -> None:
    title, source, published, _ = fakes.TEXTS.get(doc, ("New", "Norden Gazette", None, ""))
    fakes.TEXTS[doc] = (title, source, published, text)


async def test_a_new_file_appears_without_a_key_and_the_focus_stays(folder: Folder) -> None:
    app = ReportedlyApp(folder)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        at = focus(app)
        write("09_new.txt", "A new quay was opened.\n")
        await folder.change(pilot)
        assert "09" in shown(app) and "7 documents" in shown(app)
        assert focus(app) == at


async def test_results_follow_and_the_cursor_stays_on_its_document(folder: Folder) -> None:
    app = ReportedlyApp(folder)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port")
        await press(pilot, "1", "down")
        hits = app.explorer.search.hits
        result = app.explorer.search.result
        assert result is not None and hits.highlighted == 1
        stood_on = result.hits[1].doc
        write("00_a_first.txt", "The port was quiet.\n")
        fakes.TEXTS = dict(sorted(fakes.TEXTS.items()))
        await folder.change(pilot)
        newer = app.explorer.search.result
        assert newer is not None and newer.total == result.total + 1
        assert newer.hits[hits.highlighted or 0].doc == stood_on
        assert focus(app) == "results"


async def test_the_open_document_is_read_anew_in_place(folder: Folder) -> None:
    app = ReportedlyApp(folder)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "every fifth household")
        view = app.explorer.document.view
        offset, row, text = view.offset_here, view.row_here, fakes.TEXTS[PORT][3]
        stood_on = text[offset : offset + 20]
        write(PORT, "Corrected on Friday.\n" * 40 + text + "More.\n" * 40)
        await folder.change(pilot)
        assert view.reading is not None and view.reading.document.text.startswith("Corrected")
        assert view.reading.document.text[view.offset_here :].startswith(stood_on)
        assert view.row_here == row
        assert focus(app) == "text"
        assert "your place is kept" in said(app)


async def test_a_file_that_was_moved_is_followed(folder: Folder) -> None:
    app = ReportedlyApp(folder)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "every fifth household")
        offset = app.explorer.document.view.offset_here
        fakes.TEXTS["77_moved.txt"] = fakes.TEXTS.pop(PORT)
        await folder.change(pilot)
        reading = app.explorer.reading
        assert reading is not None and reading.document.path == "77_moved.txt"
        assert app.explorer.document.view.offset_here == offset
        assert "77_moved.txt now" in said(app)


async def test_a_file_that_is_gone_leaves_its_text_until_another_is_opened(folder: Folder) -> None:
    app = ReportedlyApp(folder)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "every fifth household")
        kept = fakes.TEXTS.pop(PORT)
        await folder.change(pilot)
        assert "is gone; its text stays" in said(app)
        assert "every fifth household" in shown(app)
        assert app.screen is app.explorer
        fakes.TEXTS[PORT] = kept
        await folder.change(pilot)
        assert app.explorer.reading is not None


async def test_what_is_told_of_a_folder_is_told_once_and_never_in_front(folder: Folder) -> None:
    app = ReportedlyApp(folder)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        folder.outcome = CorpusError("the drive is away", "connect it")
        for _ in range(3):
            await folder.change(pilot)
            assert app.screen is app.explorer
        assert [n.message for n in app._notifications].count("the drive is away\nconnect it") == 1
        folder.outcome = None
        folder.problem = (Problem("a.pdf", "it is encrypted", "save it without"),)
        for number in range(3):
            write("a.txt", f"{number}\n")
            await folder.change(pilot)
        told = [n for n in app._notifications if "encrypted" in n.message]
        assert len(told) == 1


async def test_what_another_process_wrote_is_shown(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = ReportedlyApp(folder)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        folder.outcome = LockedLibraryError("process 7 is writing", "wait")
        write("09_new.txt", "A new quay was opened.\n")
        await folder.change(pilot)
        assert "7 documents" in shown(app)
        assert app.screen is app.explorer and not app._notifications


async def test_a_look_that_finds_nothing_leaves_the_matrix_as_it_is(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = ReportedlyApp(folder)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "m")
        loads: list[object] = []
        assert app._matrix is not None and app.screen is app._matrix
        monkeypatch.setattr(app._matrix, "load", lambda: loads.append(None))
        await folder.change(pilot)
        assert not loads
        write("09_new.txt", "A new quay was opened.\n")
        await folder.change(pilot)
        assert len(loads) == 1


async def test_the_reader_who_stopped_the_reading_is_obeyed(folder: Folder) -> None:
    app = ReportedlyApp(folder)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.worker._pause.set()
        builds = folder.builds
        app.explorer.on_corpus_changed()
        await settle(pilot)
        assert folder.builds == builds


async def test_the_folder_is_not_followed_where_that_is_switched_off(folder: Folder) -> None:
    app = ReportedlyApp(folder, Settings(watch=False))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert app.explorer._watching is None
        folder.changed.release()
        await pilot.pause(0.2)
        assert folder.builds == 1


async def test_a_word_that_is_sought_is_sought_in_the_new_text(folder: Folder) -> None:
    app = ReportedlyApp(folder)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "every fifth household")
        await press(pilot, "ctrl+f", *"quay")
        before = len(app.explorer.document.found)
        write(PORT, "A quay.\n" + fakes.TEXTS[PORT][3])
        await folder.change(pilot)
        assert len(app.explorer.document.found) == before + 1


async def test_the_app_follows_a_real_folder(tmp_path: Path, no_pause: None) -> None:
    from search_index.library import open_library

    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The ferry left at noon.\n", "utf-8")
    app = ReportedlyApp(lambda: open_library(corpus, library=tmp_path / "kept"))
    async with app.run_test(size=WIDE) as pilot:

        async def until(what: str) -> None:
            for _ in range(3_000):
                await pilot.pause(0.01)
                if what in shown(app):
                    return
            raise AssertionError(f"“{what}” never came: {shown(app)}")

        await until("1 document")
        (corpus / "b.txt").write_text("The ferry came back.\n", "utf-8")
        await until("2 documents")
        (corpus / "a.txt").unlink()
        await until("1 document")
