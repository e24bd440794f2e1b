"""Dated points in the order of time, one row a point. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.content import Content

from search_index.models import Claim, Period, Point
from tui.comparison_content import claim_value, sign_of
from tui.content import joined, named_in, period_text, squeezed

_MOST_SAID = 4


def timeline(points: Iterable[Point], names: Mapping[str, str]) -> list[tuple[Claim, Content]]:
    """For each point that several sources date: the claim that is earliest, and a row to choose it by.

    A point of one source alone is left out, as in the comparison; what it dates is in the list of facts.
    """
    dated = []
    for point in points:
        claims = [claim for claim in point.claims if claim.period]
        if claims and (point.verdict != "single" or point.within):
            first = min(claims, key=_begins)
            dated.append((_begins(first), point, first))
    dated.sort(key=lambda one: one[0])
    return [(first, _row(point, first, names)) for _, point, first in dated]


def _begins(claim: Claim) -> tuple[str, str]:
    period: Period | None = claim.period
    return (period.start, period.end) if period else ("", "")


def _row(point: Point, first: Claim, names: Mapping[str, str]) -> Content:
    when = period_text(first.period) if first.period else ""
    said: dict[str, str] = {}
    for claim in point.claims:
        said.setdefault(named_in(names, claim.doc), claim_value(claim))
    row = joined((when, ".strong"), "  ", sign_of(point), " ", squeezed(point.label), "\n  ")
    values = [joined((f"{name} ", ".quiet"), value) for name, value in said.items()]
    more = [joined((f"and {len(values) - _MOST_SAID} more", ".quiet"))] if len(values) > _MOST_SAID else []  # fmt: skip
    return row + joined("   ").join([*values[:_MOST_SAID], *more])
