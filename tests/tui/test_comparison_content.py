"""Points and claims as styled text."""

from __future__ import annotations

import dataclasses

import pytest
from fakes import POINTS

from tui import comparison_content as content
from tui.backing import backing
from tui.content import SIGNS
from tui.widgets.comparison_columns import HERE, Columns


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.verdict)
def test_a_verdict_has_its_sign_and_its_word(point: object) -> None:
    said = content.verdict_text(point).plain  # type: ignore[arg-type]
    assert said.startswith(f"{SIGNS[point.verdict]} {point.verdict}")  # type: ignore[attr-defined]


def test_a_source_at_odds_with_itself_is_no_conflict_between_sources() -> None:
    point = dataclasses.replace(POINTS[0], within=True)
    assert content.verdict_text(point).plain.startswith("! at odds with itself: ")


def test_what_a_person_decided_carries_a_sign_and_is_told() -> None:
    point = dataclasses.replace(POINTS[0], overridden="the union counts another gate")
    assert content.verdict_text(point).plain.startswith("✎ ≠ conflict")
    assert [line.plain for line in content.notes_on(point)] == [
        "✎ by hand: the union counts another gate"
    ]


def test_copies_of_one_text_are_told_as_one_origin() -> None:
    point = dataclasses.replace(POINTS[2], origins=1)
    assert backing(point) == "2 sources, 1 origin"
    assert backing(POINTS[2]) == ""
    assert backing(dataclasses.replace(point, within=True)) == ""


def test_what_all_have_from_one_person_is_told_as_one_holder() -> None:
    claims = tuple(dataclasses.replace(claim, holder="Ana Ruiz") for claim in POINTS[2].claims)
    assert backing(dataclasses.replace(POINTS[2], claims=claims)) == "2 sources, 1 holder: Ana Ruiz"
    mixed = (claims[0], dataclasses.replace(claims[1], holder=None), *claims[2:])
    assert backing(dataclasses.replace(POINTS[2], claims=mixed)) == ""


def test_a_claim_that_is_most_of_its_sentence_is_not_said_twice() -> None:
    claim = dataclasses.replace(
        POINTS[2].claims[0], text="the port handled\n 4.92 million containers in 2031"
    )
    sentence = "On Tuesday the port handled 4.92 million containers in 2031."
    assert content.says_itself(claim, sentence)
    assert not content.says_itself(POINTS[2].claims[0], sentence)


def test_the_claim_under_the_cursor_comes_first_and_is_marked() -> None:
    throughput = next(point for point in POINTS if point.id == "throughput")
    claim = throughput.claims[1]
    here = (claim.doc, claim.start + 1, claim.end)
    laid = Columns([throughput], 0, {}, {}, {}, here)
    assert [column.claim for column in laid.columns] == [claim, throughput.claims[0]]
    lines = [line.plain for line in laid.lines(80, None)]
    assert lines[0].startswith(f"{HERE}{claim.doc}")
    assert lines[0].count(HERE) == 1
    said = content.quoted(claim, claim.text, here=True)
    assert ".here" in {span.style for span in said.spans} or claim.sentence.start != claim.start


def test_a_few_lines_have_one_for_each_claim_and_say_how_many_are_left() -> None:
    years = next(point for point in POINTS if point.id == "years")
    names = {claim.doc: claim.doc[:2] for claim in years.claims}
    laid = Columns([years], 0, {}, names, {})
    lines = [line.plain for line in laid.summary(60, 3)]
    # What differs from the first stands beside it.
    assert [line[:4] for line in lines] == ["Δ 00", "Δ 03", "Δ 01"]
    assert "4.92 million containers  2031" in lines[0]
    assert [line.plain for line in laid.summary(60, 2)][1] == "  2 more claims: 4 shows them"
    assert all(line.cell_length <= 20 for line in laid.summary(20, 3))


def test_a_claim_that_agrees_with_the_one_read_is_not_marked_as_the_point_is() -> None:
    years = next(point for point in POINTS if point.id == "years")
    here, other = years.claims[0], years.claims[-1]
    both = dataclasses.replace(years, id="both", verdict="agree", claims=(here, other))
    place = (here.doc, here.start, here.end)
    laid = Columns([years, both], 0, {}, {}, {}, place)
    signs = {
        column.claim: line.plain[0]
        for column, line in zip(laid.columns, laid.summary(60, 9), strict=True)
    }
    assert (signs[here], signs[other]) == (HERE, "=")
    alone = Columns([years], 0, {}, {}, {}, place)
    told = [line.plain[0] for line in alone.summary(60, 9)]
    assert told[1:] == ["Δ"] * (len(years.claims) - 1)
