"""The chart of what sources give."""

from __future__ import annotations

import dataclasses

from fakes import BEFORE, POINTS, UNION, YEAR

from search_index.models import Claim
from tui.chart import bars, chart_lines

NOW, ABOUT, THEN = POINTS[1].claims
NAMES = {claim.doc: claim.doc[:2] for claim in (NOW, ABOUT, THEN)}


def lines(*claims: Claim, width: int = 100) -> list[str]:
    return [line.plain for line in chart_lines(bars(claims, NAMES), width)]


def test_three_sources_make_a_chart_the_earliest_first() -> None:
    drawn = lines(NOW, ABOUT, THEN)
    assert [line.split()[0] for line in drawn] == ["2030", "2031", "2031"]
    assert "4.51 million" in drawn[0]
    assert drawn[2].rstrip().endswith("≈")


def test_bars_are_as_long_as_their_values_from_zero() -> None:
    lengths = [line.count("━") + line.count("╸") / 2 for line in lines(NOW, ABOUT, THEN)]
    assert abs(lengths[0] / lengths[2] - 4.51 / 5) < 0.03
    assert lengths[2] == max(lengths)


def test_two_sources_of_one_year_make_none() -> None:
    assert lines(NOW, ABOUT) == []
    assert len(lines(NOW, dataclasses.replace(ABOUT, period=BEFORE))) == 2


def test_where_all_say_the_same_there_is_nothing_to_draw() -> None:
    same = [dataclasses.replace(NOW, doc=str(i)) for i in range(4)]
    assert lines(*same) == []


def test_only_amounts_of_one_unit_are_drawn() -> None:
    metres = dataclasses.replace(THEN, doc=UNION, unit="metre")
    assert len(lines(NOW, ABOUT, THEN, metres)) == 3


def test_a_range_reaches_from_its_lower_to_its_upper_end() -> None:
    between = dataclasses.replace(
        THEN, value=None, low=2.5e6, high=5e6, bound="between", period=YEAR
    )
    drawn = lines(NOW, ABOUT, between)[2]
    assert drawn.count("━") == drawn.count("╌")


def test_amounts_that_cannot_be_drawn_from_zero_are_left_out() -> None:
    odd = [
        dataclasses.replace(NOW, value=value) for value in (-1.0, float("inf"), float("nan"), None)
    ]
    assert lines(*odd, THEN) == []


def test_every_line_fits_and_without_room_there_is_none() -> None:
    assert all(len(line) <= 60 for line in lines(NOW, ABOUT, THEN, width=60))
    assert lines(NOW, ABOUT, THEN, width=30) == []
