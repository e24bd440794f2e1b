"""The list of facts: filtered as one types, sorted, of one document or of all that were found."""

from __future__ import annotations

import dataclasses

import pytest
from driving import NARROW, WIDE, focus, press, search, settle, shown
from fakes import PORT, TEXTS, UNION, WIRE, FakeLibrary

from search_index.models import BuildReport, Entity, Quantity, Quote
from tui.app import ReportedlyApp
from tui.fact_content import fact_words
from tui.fact_rows import Row, Wanted, rows
from tui.messages import BuildFinished
from tui.reading import Reading


@pytest.fixture
def readings() -> list[Reading]:
    library = FakeLibrary()
    return [Reading(library.document(d), library.facts(d), library.points(doc=d)) for d in TEXTS]


def said(made: list[Row]) -> list[str]:
    return [row.mark.fact.text if row.mark and row.mark.fact else row.heading for row in made]


def test_headings_count_what_is_under_them(readings: list[Reading]) -> None:
    made = said(rows(readings[:1], Wanted(), 200))
    assert made[0] == "# Numbers · 4"
    assert made.index("“ Quotes · 1") == 5


def test_what_is_told_in_other_words_is_marked_and_the_mark_explained(
    readings: list[Reading],
) -> None:
    verbatim = next(fact for fact in readings[0].facts if isinstance(fact, Quote))
    indirect = dataclasses.replace(verbatim, directness="indirect")
    assert fact_words(indirect)[0] == f"~ {fact_words(verbatim)[0]}"
    told = dataclasses.replace(readings[0], facts=(*readings[0].facts[:-1], indirect))
    assert "“ Quotes · 2  ~ in other words" in said(rows([told], Wanted(), 200))


async def test_kinds_of_facts_turn_both_ways(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "3", "right", "l")
        assert app.explorer.facts.kind == "quote"
        await press(pilot, "left")
        assert app.explorer.facts.kind == "quantity"
        await press(pilot, "h", "h")
        assert app.explorer.facts.kind == "entity"
        await press(pilot, "f")
        assert app.explorer.facts.kind is None


def test_words_filter_without_accents_and_in_what_the_row_says(readings: list[Reading]) -> None:
    assert said(rows(readings[:1], Wanted(words="LINDQVÍST busier"), 200)) == [
        "“ Quotes · 1",
        "We have never been busier",
    ][1:]  # fmt: skip
    assert rows(readings[:1], Wanted(words="nobody"), 200) == []


def test_amounts_sort_by_unit_and_size(readings: list[Reading]) -> None:
    made = rows(readings, Wanted(kind="quantity", sort="value"), 200)
    facts = [row.mark.fact for row in made if row.mark]
    amounts = [(f.unit or "~", -(f.value or 0)) for f in facts if isinstance(f, Quantity)]
    assert amounts == sorted(amounts)
    assert len(amounts) > 3


def test_amounts_by_value_stand_under_the_names_of_their_units(readings: list[Reading]) -> None:
    made = rows(readings, Wanted(kind="quantity", sort="value"), 200)
    headings = [row.heading.strip() for row in made if row.mark is None]
    assert headings == ["container · 5", "day · 2", "metre · 2", "person · 1"]
    assert made[0].heading == "  container · 5"


async def test_facts_of_one_kind_in_what_was_found_are_listed_from_the_facets(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "containers")
        await press(pilot, "1", "F", "G", *["k"] * 4)
        assert "facts   Numbers" in shown(app)
        await press(pilot, "enter")
        assert (focus(app), app.explorer.facts.kind) == ("factlist", "quantity")
        assert app.explorer.facts.everywhere


def test_what_clashes_comes_first_where_compared_facts_do(readings: list[Reading]) -> None:
    made = rows(readings, Wanted(kind="quantity", sort="compared"), 200)
    points = [row.mark.point for row in made if row.mark]
    assert points[0] is not None and points[0].verdict == "conflict"
    assert points[-1] is None


def test_what_is_left_out_is_said(readings: list[Reading]) -> None:
    made = said(rows(readings, Wanted(), 5))
    assert any("more; f shows one kind" in row for row in made)
    assert "more; type more words" in said(rows(readings, Wanted(kind="quantity"), 2))[-1]


def test_mentions_of_one_entity_in_many_documents_share_a_row(readings: list[Reading]) -> None:
    made = rows(readings, Wanted(kind="entity"), 200)
    names = [row.mark.fact.name for row in made if row.mark and isinstance(row.mark.fact, Entity)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_facts_are_filtered_as_one_types(app: ReportedlyApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "3", "ctrl+f", *"quay")
        assert focus(app) == "factwords"
        assert app.explorer.facts.rows.option_count == 1
        assert "Numbers" in shown(app) or "Facts · 1" in shown(app)
        await press(pilot, "enter")
        assert focus(app) == "factlist"
        await press(pilot, "escape")
        assert focus(app) == "factlist"
        assert app.explorer.facts.rows.option_count > 5


async def test_words_no_fact_has_are_answered_and_strand_nobody(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "3", "ctrl+f", *"[zz]", "enter")
        assert "No fact has “[zz]”." in shown(app)
        assert focus(app) == "factwords"
        await press(pilot, "escape")
        assert focus(app) == "factlist"


async def test_facts_everywhere_move_document_and_comparison(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "3", "f", "a")
        # Only one document was found.
        assert "1 document ─╯" in shown(app)
        await search(pilot, "containers")
        await press(pilot, "3")
        assert "5 documents ─╯" in shown(app)
        listed = app.explorer.facts._rows
        docs = {row.mark.fact.doc for row in listed if row.mark and row.mark.fact}
        assert {PORT, WIRE} <= docs
        at = next(
            i for i, r in enumerate(listed) if r.mark and r.mark.fact and r.mark.fact.doc == WIRE
        )
        app.explorer.facts.rows.highlighted = at
        await settle(pilot)
        reading = app.explorer.reading
        assert reading is not None and reading.document.path == WIRE
        assert focus(app) == "factlist"
        assert app.explorer.comparison.point is not None
        await press(pilot, "a")
        assert {
            row.mark.fact.doc for row in app.explorer.facts._rows if row.mark and row.mark.fact
        } == {WIRE}


async def test_facts_everywhere_without_a_query_are_those_of_the_documents_listed(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "strike")
        await press(pilot, "3", "a", "s", "s")
        assert "2 documents · compared" in shown(app)
        app.explorer.search.field.value = ""
        await settle(pilot)
        docs = {r.mark.fact.doc for r in app.explorer.facts._rows if r.mark and r.mark.fact}
        assert UNION in docs and PORT in docs


async def test_a_list_that_empties_under_the_cursor_gives_the_focus_to_something_in_sight(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "3")
        facts, reading = app.explorer.facts, app.explorer.reading
        assert focus(app) == "factlist" and reading is not None
        facts.show(Reading(reading.document), "Gone.")
        await settle(pilot)
        for _ in range(20):
            # The list is hidden by one refresh and the focus found again by the next.
            if focus(app) is not None:
                break
            await pilot.pause()
        assert focus(app) == "text"


async def test_what_the_cursor_is_on_after_filtering_is_what_the_keys_act_on(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        view = app.explorer.document.view
        await press(pilot, "3", "ctrl+f", *"quay", "down")
        assert focus(app) == "factlist"
        assert view.mark is not None and view.mark.fact is not None
        assert view.mark.fact.text == "1,450 metres"
        assert "Nothing in another source was matched with “1,450 metres”" in shown(app)
        await press(pilot, "escape", "f", "f")
        highlighted = app.explorer.facts._rows[app.explorer.facts.rows.highlighted or 0].mark
        assert highlighted is not None and highlighted.fact == view.mark.fact


async def test_facts_everywhere_have_their_new_signs_when_all_is_compared(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "containers")
        await press(pilot, "3", "a")
        before = app.explorer.facts._gathered
        app.explorer.post_message(BuildFinished(BuildReport()))
        await settle(pilot)
        assert app.explorer.facts._gathered is not before
