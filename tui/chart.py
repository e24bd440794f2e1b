"""A small chart of what the sources give: one bar a claim, from zero, in plain characters. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.content import Content

from search_index.models import Claim
from tui.comparison_content import claim_value
from tui.content import fitted, joined, named_in, period_text, styled

# A claim's bar; a range is drawn from its lower to its upper end, a bound is open at one side.
_WHOLE, _HALF, _RANGE = "━", "╸", "╌"
_OPEN = {"more_than": "→", "at_least": "→", "less_than": "←", "at_most": "←"}
_WIDEST_BAR = 48
_NARROWEST_BAR = 10
_MOST_BARS = 12


class Bar(NamedTuple):
    """One claim: who, when (empty where nobody says), in its own words, and from where to where."""

    name: str
    when: str
    value: str
    low: float
    high: float
    mark: str


def bars(claims: Sequence[Claim], names: Mapping[str, str]) -> list[Bar]:
    """The bars of these claims, the earliest first; none where a chart would tell nothing.

    There are some where three documents or two periods give amounts of one unit that are not all alike.
    """
    amounts = [c for c in claims if _ends(c) is not None]
    units = [c.unit for c in amounts]
    unit = max(units, key=units.count, default=None)
    amounts = [c for c in amounts if c.unit == unit][:_MOST_BARS]
    periods = {c.period for c in amounts if c.period}
    alike = len({_ends(c) for c in amounts}) < 2
    if alike or (len({c.doc for c in amounts}) < 3 and len(periods) < 2):
        return []
    if len(periods) > 1:
        amounts.sort(key=lambda c: (c.period is None, c.period.start if c.period else ""))
    made = []
    for claim in amounts:
        low, high = _ends(claim) or (0.0, 0.0)
        when = period_text(claim.period) if claim.period and len(periods) > 1 else ""
        mark = _OPEN.get(claim.bound or "", "≈" if claim.bound == "about" else "")
        name = named_in(names, claim.doc)
        made.append(Bar(name, when, claim_value(claim), low, high, mark))
    return made


def _ends(claim: Claim) -> tuple[float, float] | None:
    """From where to where the claim's amount reaches, None where it is none or cannot be drawn from zero."""
    if claim.kind != "quantity":
        return None
    if isinstance(claim.value, int | float):
        ends = (float(claim.value), float(claim.value))
    elif claim.low is not None and claim.high is not None:
        ends = (claim.low, claim.high)
    else:
        return None
    return ends if 0 <= ends[0] <= ends[1] < float("inf") else None


def chart_lines(made: Sequence[Bar], width: int) -> list[Content]:
    """``made`` as lines of at most ``width`` cells; none where there is no room for a bar."""
    top = max((bar.high for bar in made), default=0.0)
    if top <= 0:
        return []
    when = max(len(bar.when) for bar in made)
    name = min(max(len(bar.name) for bar in made), 16)
    value = min(max(styled(bar.value).cell_length for bar in made), max(width // 4, 12))
    left = when + name + value + (3 if when else 2)
    room = min(width - left - 3, _WIDEST_BAR)
    if room < _NARROWEST_BAR:
        return []
    lines = []
    for bar in made:
        head = joined(fitted(styled(bar.when, ".quiet"), when), " ") if when else Content("")
        head += joined(fitted(styled(bar.name, ".strong"), name), " ")
        head += joined(fitted(styled(bar.value), value), " ")
        lines.append(joined(head, (_drawn(bar, room / top), ".compatible"), f" {bar.mark}"))
    return [line.truncate(width) for line in lines]


def _drawn(bar: Bar, cells: float) -> str:
    """``cells`` a unit of value, in halves of a cell."""
    halves = round(bar.low * cells * 2)
    drawn = _WHOLE * (halves // 2) + _HALF * (halves % 2)
    if bar.high > bar.low:
        drawn += _RANGE * max(round(bar.high * cells) - len(drawn), 1)
    return drawn or _HALF
