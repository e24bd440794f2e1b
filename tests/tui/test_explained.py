"""Why a point is as it is."""

from __future__ import annotations

import dataclasses

from driving import NARROW, WIDE, focus, press, search, shown
from fakes import FACTS, POINTS, FakeLibrary

from search_index.models import Span
from tui.app import ReportedlyApp
from tui.explained import explanation_lines

NAMES = {claim.doc: claim.doc[:2] for point in POINTS for claim in point.claims}


def said(point_at: int, *, explained: bool = True, width: int = 80) -> list[str]:
    point = POINTS[point_at]
    explanation = FakeLibrary().explain(point.id) if explained else None
    return [line.plain for line in explanation_lines(point, explanation, NAMES, "soon", width)]


def test_rule_values_pairs_and_what_came_near_are_told() -> None:
    text = "\n".join(said(2))
    assert "The rule in a sentence.  rounds_to" in text
    assert "amount    4.92 million containers" in text
    assert "carried   period, from the sentence before" in text
    assert "1 and 2  ≈ compatible: precision · decides" in text
    assert "3.20 of 2.00 asked: measure +2.00" in text
    assert "because: another measure" in text


def test_before_it_is_explained_the_claims_stand_there() -> None:
    text = "\n".join(said(2, explained=False))
    assert "rounds_to" in text
    assert "About 5 million containers" in text
    assert text.endswith("soon")


def test_every_line_fits() -> None:
    for width in (24, 40, 100):
        assert max(map(len, said(0, width=width))) <= width


def test_what_a_person_decided_is_told() -> None:
    point = dataclasses.replace(POINTS[0], overridden="counted twice")
    lines = explanation_lines(point, None, NAMES, "", 80)
    assert "✎ by hand: counted twice" in [line.plain for line in lines]


async def test_w_explains_the_comparison_and_escape_returns(app: ReportedlyApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]", "w")
        assert "The rule in a sentence." in shown(app)
        await press(pilot, "G")
        assert "because: another measure" in shown(app)
        await press(pilot, "escape")
        assert focus(app) == "text"


async def test_without_a_comparison_w_says_how_to_find_one(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await search(pilot, "loud")
        await press(pilot, "w")
        assert app.screen is app.explorer
        assert "] goes to the next fact" in shown(app)


async def test_an_explanation_that_fails_leaves_what_is_known(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "m", "5", "w")
        assert "one_source" in shown(app)
        assert "No more can be said: The explaining process ended. Ask once more." in shown(app)


async def test_w_on_a_fact_that_nothing_was_matched_with_tells_what_came_near(
    app: ReportedlyApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "quay is")
        quay = next(fact for fact in FACTS if fact.text == "1,450 metres")
        mark = app.explorer.reading.mark_at(Span(quay.start, quay.end))  # type: ignore[union-attr]
        app.explorer.document.view.go(quay.start, mark)
        await press(pilot, "w")
        said = shown(app)
        assert "Label found" in said
        assert "Came near, and was not matched with it" in said
        assert "because: too little in common" in said
