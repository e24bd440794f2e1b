"""A comparison as a table on the terminal: verdict and label, the reason, each source with its claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from search_index.models import Verdict
from tui.backing import backing

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from search_index.models import Point
    from tui.commands.pointwise import Show

COLOURS: dict[Verdict, str] = {
    "agree": "green",
    "compatible": "cyan",
    "differ": "yellow",
    "conflict": "red",
    "single": "dim",
}


def colour_of(point: Point) -> str:
    """The colour of its verdict."""
    return "red" if point.within else COLOURS[point.verdict]


def draw_points(
    out: Console, points: Sequence[Point], total: int, show: Show, timeline: bool
) -> None:
    """Print ``points``, of ``total``; those of one source below a heading of their own."""
    from rich.text import Text

    from tui.commands.wording import plural
    from tui.output import print_indented

    within = False
    width = len(str(len(points))) + 2
    for number, point in enumerate(points, 1):
        if point.within and not within and not timeline:
            within = True
            print_indented(out, Text("Sources at odds with themselves", style="bold"), 0)
            out.print()
        _draw_point(out, point, show, str(number).ljust(width), timeline)
        out.print()
    if points:
        shown = "" if len(points) == total else f"{len(points):,} of "
        out.print(Text(shown + plural(total, "point"), style="dim"))


def _draw_point(out: Console, point: Point, show: Show, number: str, timeline: bool) -> None:
    from rich.text import Text

    from tui.cleaning import clean_line
    from tui.commands import pointwise
    from tui.output import print_indented

    colour = colour_of(point)
    indent = len(number)
    headline = Text(f"{pointwise.first_period(point)}  " if timeline else "", style="dim")
    headline.append(" ".join(pointwise.sign_and_verdict(point)) + "  ", style=colour)
    headline.append(clean_line(point.label), style="not dim bold default")
    print_indented(out, headline, indent, number)
    for line in (pointwise.reason_of(point), pointwise.by_hand_note(point)):
        if line:
            print_indented(out, Text(line, style=colour), indent)
    for name, claims in pointwise.by_source(point):
        print_indented(out, Text(name, style="dim"), indent)
        for claim in claims:
            print_indented(out, _said(show, claim, colour), indent + 2)
    notes = (backing(point), pointwise.silent_note(point), f"id {point.id}")
    print_indented(out, Text(" · ".join(filter(None, notes)), style="dim"), indent)


def _said(show: Show, claim: Any, colour: str) -> Text:
    from tui.output import marked

    shown = show(claim)
    whole = shown.before + shown.claimed + shown.after
    start = len(shown.before)
    said = marked(whole, start, start + len(shown.claimed), f"bold {colour}")
    if shown.notes:
        said.append(f"  ({', '.join(shown.notes)})", style="dim")
    return said
