"""Very much changes at once, or corpus.yaml breaks while one reads: the app keeps up, says so, and goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from driving import WIDE, search, settle, shown
from textual.pilot import Pilot

from search_index.library import Library
from search_index.models import BuildReport
from search_index.settings import Settings
from tui.app import ReportedlyApp


class Counting(Library):
    """A library that reads texts and draws no facts; ``builds`` counts."""

    builds = 0

    def build(self, *given: object, **named: object) -> BuildReport:
        self.builds += 1
        return super().build(*given, **{**named, "facts": False})  # type: ignore[arg-type]


@pytest.fixture
def library(tmp_path: Path, no_pause: None) -> Iterator[Counting]:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The ferry left at noon.\n", "utf-8")
    yield Counting(corpus, tmp_path / "kept", Settings())


def said(app: ReportedlyApp) -> str:
    return "\n".join(notification.message for notification in app._notifications)


async def until(pilot: Pilot[object], holds: Callable[[], bool], what: str) -> None:
    for _ in range(3_000):
        await pilot.pause(0.01)
        if holds():
            return
    raise AssertionError(f"never: {what}")


async def test_three_hundred_files_at_once_are_followed_by_a_few_builds(library: Counting) -> None:
    app = ReportedlyApp(library)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "1 document" in shown(app), "the first document")
        await settle(pilot)
        before = library.builds
        for number in range(300):
            (library.corpus / f"{number:03}.txt").write_text(f"Ferry {number} left.\n", "utf-8")
        await until(pilot, lambda: "301 documents" in shown(app), "301 documents")
        assert library.builds - before <= 20
        await search(pilot, "299")
        result = app.explorer.search.result
        assert result is not None and [hit.doc for hit in result.hits] == ["299.txt"]


async def test_a_corpus_file_that_is_broken_for_a_while_is_told_and_nothing_is_lost(
    library: Counting,
) -> None:
    app = ReportedlyApp(library)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "1 document" in shown(app), "the first document")
        file = library.corpus / "corpus.yaml"
        file.write_text("documents: [", "utf-8")
        await until(pilot, lambda: "corpus.yaml" in said(app), "a word of it")
        (library.corpus / "b.txt").write_text("The ferry came back.\n", "utf-8")
        await pilot.pause(0.2)
        assert "1 document" in shown(app) and app.screen is app.explorer
        file.write_text("documents:\n  a.txt: {publisher: The Post}\n", "utf-8")
        await until(pilot, lambda: "2 documents" in shown(app), "the second document")
        await until(
            pilot,
            lambda: {s.doc: s.source for s in library.documents()}["a.txt"] == "The Post",
            "the publisher that corpus.yaml names",
        )
