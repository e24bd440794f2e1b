"""Which points the matrix shows."""

from __future__ import annotations

import dataclasses

from fakes import POINTS, UNION, YEARBOOK

from tui.matrix_filter import Filter, Sort, clashes_first, sort_of

WITHIN = dataclasses.replace(POINTS[0], id="within", within=True)


def only(sort: Sort, doc: str | None = None) -> Filter:
    return Filter(frozenset({sort}), doc=doc)


def ids(shown: Filter) -> list[str]:
    return [point.id for point in shown.of([*POINTS, WITHIN])]


def test_everything_passes_until_it_is_filtered() -> None:
    assert ids(Filter()) == [*(point.id for point in POINTS), "within"]
    assert not Filter().narrows


def test_a_source_at_odds_with_itself_is_counted_apart_from_conflicts() -> None:
    assert sort_of(WITHIN) == "within"
    assert ids(only("conflict")) == ["strike"]
    assert ids(only("within")) == ["within"]
    assert clashes_first([WITHIN, *reversed(POINTS)])[0].id == "strike"
    assert clashes_first([WITHIN, *POINTS])[-1] is WITHIN


def test_sorts_are_added_and_taken_away_one_by_one() -> None:
    both = Filter().toggled_sort("conflict").toggled_sort("differ")
    assert ids(both) == ["strike", "years"]
    assert both.counts([*POINTS, WITHIN])["agree"] == 1
    assert ids(both.toggled_sort("conflict")) == ["years"]
    assert not both.toggled_sort("conflict").toggled_sort("differ").narrows


def test_filters_narrow_together_and_counts_keep_to_the_other_ones() -> None:
    assert ids(only("differ", doc=YEARBOOK)) == ["years"]
    assert ids(Filter(doc=UNION)) == ["strike", "within"]
    counts = only("agree", doc=UNION).counts([*POINTS, WITHIN])
    assert counts == {"conflict": 1, "within": 1}


def test_kinds_follow_one_another_and_end_in_all() -> None:
    quote = dataclasses.replace(
        POINTS[3], claims=tuple(dataclasses.replace(c, kind="quote") for c in POINTS[3].claims)
    )
    points = [POINTS[0], quote]
    shown, seen = Filter(), []
    for _ in range(4):
        shown = shown.next_kind(points)
        seen.append(shown.kind)
    assert seen == ["quantity", "quote", None, "quantity"]
    assert Filter(kind="quote").of(points) == [quote]


def test_kinds_turn_back_too() -> None:
    there = Filter().next_kind(POINTS)
    assert there.next_kind(POINTS, -1) == Filter()
    assert Filter().next_kind(POINTS, -1).next_kind(POINTS) == Filter()


def test_a_source_chosen_twice_is_let_go() -> None:
    assert Filter().toggled_source(UNION).doc == UNION
    assert not Filter().toggled_source(UNION).toggled_source(UNION).narrows
