"""Copies of one article: said beside the hit and over the document, listed and opened by a key."""

from __future__ import annotations

from dataclasses import replace

import fakes
import pytest
from driving import MEDIUM, WIDE, press, search, shown
from fakes import PORT, UNION, WIRE, FakeLibrary

from search_index.models import Hit, Passage, SearchResult
from tui.app import ReportedlyApp
from tui.content import hit_lines


def hit(*copies: str) -> Hit:
    passage = Passage(0, 9, "The ferry", ())
    return Hit("a.txt", 0, "Norden Gazette", "A ferry", "2032-02-03", 1.0, (passage,), "", copies)


def test_a_hit_says_how_many_copies_it_has() -> None:
    for roomy in (False, True):
        assert "2 copies" in hit_lines(hit("b.txt", "c.txt"), "a", 40, roomy=roomy).plain
        assert "1 copy" in hit_lines(hit("b.txt"), "a", 40, roomy=roomy).plain
        assert "cop" not in hit_lines(hit(), "a", 40, roomy=roomy).plain


def test_a_long_title_gives_way_to_the_count() -> None:
    first = hit_lines(hit("b.txt"), "a name that is much longer than all of this", 20).plain
    assert first.splitlines()[0].endswith("+1 copy")
    assert all(len(line) <= 20 for line in first.splitlines())


async def test_the_document_names_its_copies_and_a_key_opens_one(harbour: FakeLibrary) -> None:
    harbour.copied = ((PORT, UNION, WIRE),)
    app = ReportedlyApp(harbour, build=False)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "every fifth household")
        assert "2 copies" in shown(app)
        await press(pilot, "C")
        assert "The same text stands in" in shown(app) and "Dockers’ Union" in shown(app)
        await press(pilot, "down", "enter")
        assert app.explorer.reading is not None
        assert app.explorer.reading.document.path in (UNION, WIRE)
        await press(pilot, "escape")
        assert app.explorer.reading.document.path == PORT


async def test_on_a_hit_the_key_lists_the_copies_of_the_hit(harbour: FakeLibrary) -> None:
    harbour.copied = ((UNION, WIRE),)
    app = ReportedlyApp(harbour, build=False)
    async with app.run_test(size=MEDIUM) as pilot:
        await search(pilot, "strike closed the port’s gates")
        await press(pilot, "1", "C")
        assert fakes.TEXTS[WIRE][0][:20] in shown(app)


async def test_a_text_without_copies_says_so(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "every fifth household")
        assert "cop" not in str(app.explorer.document.border_title)
        await press(pilot, "C")
        assert "No other document carries this text." in shown(app)


async def test_copies_among_the_documents_found_are_counted_not_missed(
    harbour: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = SearchResult("ferry", "ferry", None, 3, (replace(hit(UNION, WIRE), doc=PORT),))
    monkeypatch.setattr(harbour, "search", lambda query, **named: one)
    app = ReportedlyApp(harbour, build=False)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "ferry")
        found = " ".join(shown(app).split())
        assert "3 documents, 2 copies" in found and "listed" not in found
