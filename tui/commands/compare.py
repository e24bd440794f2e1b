"""`reportedly compare`: points and verdicts across sources, the claims side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from search_index.models import VERDICTS, Verdict
from tui.commands.options import Common, Words, common_options

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from search_index.library import Library
    from search_index.models import Claim, Point, SourceInfo
    from tui.output import Sheet

    # The sentence around a claim, and where the claim stands in it.
    Context = tuple[str, int, int]

COLOURS: dict[Verdict, str] = {
    "agree": "green",
    "compatible": "cyan",
    "differ": "yellow",
    "conflict": "red",
    "single": "dim",
}
# A sentence longer than this is cut around its claim.
_AROUND = 160


@click.command(name="compare")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--about", metavar="QUERY", help="Only points with all words of QUERY.")
@click.option(
    "--verdict",
    "verdicts",
    type=Words(VERDICTS),
    metavar="VERDICTS",
    help=", ".join(VERDICTS) + ".",
)
@common_options(limits="points")
def command(
    common: Common, folder: Path | None, about: str | None, verdicts: tuple[Verdict, ...] | None
) -> int:
    """Compare what the sources in FOLDER claim about the same points."""
    from tui.commands.opening import existing, opened
    from tui.output import complain, emit

    with opened(common, None if folder is None else existing(folder)) as library:
        found = library.points(about=about, verdicts=verdicts)
        # What one source alone says is no comparison: a table shows it when asked for by name.
        alone = sum(point.verdict == "single" for point in found)
        if common.form in ("table", "md") and verdicts is None:
            found = tuple(point for point in found if point.verdict != "single")
        else:
            alone = 0
        points = found[: common.limit]
        context = _contexts(library)
        emit(
            common.form,
            record=lambda: _record(points, library.documents()),
            sheet=lambda: _sheet(points),
            table=lambda out: _draw(out, points, len(found), context),
            markdown=lambda: _markdown(points, context),
        )
    if not common.quiet and not points:
        complain("no point that several sources speak about" if alone else "no points found")
    if not common.quiet and alone:
        complain(f"one source alone makes {alone:,} more points: --verdict single lists them")
    return 0 if points or alone else 1


def _record(points: Sequence[Point], sources: Sequence[SourceInfo]) -> object:
    from search_index.records import point_record, source_record

    return {
        "points": [point_record(point) for point in points],
        "sources": [source_record(source) for source in sources],
    }


def _contexts(library: Library) -> Callable[[Claim], Context]:
    from tui.cleaning import clean_line

    text = cache(lambda doc: clean_line(library.document(doc).text))

    def context(claim: Claim) -> Context:
        start = max(min(claim.sentence.start, claim.start), claim.start - _AROUND)
        end = min(max(claim.sentence.end, claim.end), claim.end + _AROUND)
        before = "…" if start > claim.sentence.start else ""
        after = "…" if end < claim.sentence.end else ""
        around = before + text(claim.doc)[start:end] + after
        shift = len(before) - start
        return around, claim.start + shift, claim.end + shift

    return context


def _sheet(points: Sequence[Point]) -> Sheet:
    from tui.output import Sheet

    point_columns = ["id", "label", "verdict", "dimension", "reason"]
    claim_columns = [
        "doc",
        "part",
        "source",
        "start",
        "end",
        "text",
        "holder",
        "certainty",
        "value",
        "low",
        "high",
        "unit",
        "bound",
        "role",
        "repeats",
    ]

    def cells(point: Point, claim: Claim) -> list[Any]:
        period = claim.period
        dates = [period.start, period.end] if period else [None, None]
        mine = [getattr(point, name) for name in point_columns]
        return mine + [getattr(claim, name) for name in claim_columns] + dates

    return Sheet(
        [*point_columns, *claim_columns, "period_start", "period_end"],
        (cells(point, claim) for point in points for claim in point.claims),
    )


def _by_source(point: Point) -> list[tuple[str, list[Claim]]]:
    from tui.commands.wording import named

    def place(claim: Claim) -> str:
        return " · ".join(filter(None, (named(claim.source, claim.doc), claim.doc)))

    ordered = sorted(point.claims, key=lambda claim: (claim.doc, claim.part, claim.start))
    return [(name, list(claims)) for name, claims in groupby(ordered, key=place)]


def _markdown(points: Sequence[Point], context: Callable[[Claim], Context]) -> str:
    from tui.commands.wording import SIGNS
    from tui.output import markdown_text

    lines: list[str] = []
    for point in points:
        lines += [
            f"### {SIGNS[point.verdict]} {point.verdict}: {markdown_text(point.label)}",
            "",
            f"{markdown_text(point.reason)}",
            "",
        ]
        for name, claims in _by_source(point):
            for claim in claims:
                around, start, end = context(claim)
                pieces = (around[:start].lstrip(), around[start:end], around[end:].rstrip())
                before, claimed, after = (markdown_text(piece) for piece in pieces)
                lines.append(f"- {markdown_text(name)}: {before}**{claimed}**{after}")
        lines.append("")
    return "\n".join(lines).rstrip()


def _draw(
    out: Console, points: Sequence[Point], total: int, context: Callable[[Claim], Context]
) -> None:
    from rich.text import Text

    from tui.cleaning import clean_line
    from tui.commands.wording import SIGNS, plural, when
    from tui.output import print_indented

    for point in points:
        colour = COLOURS[point.verdict]
        headline = Text(f"{SIGNS[point.verdict]} {point.verdict}  ", style=colour)
        headline.append(clean_line(point.label), style="not dim bold default")
        print_indented(out, headline, 0)
        if point.reason:
            named = f"{point.dimension}: " if point.dimension else ""
            print_indented(out, Text(named + clean_line(point.reason), style=colour), 2)
        for name, claims in _by_source(point):
            print_indented(out, Text(clean_line(name), style="dim"), 2)
            for claim in claims:
                notes = [when(claim), "" if claim.certainty == "asserted" else claim.certainty]
                if claim.holder:
                    notes.append(f"says {claim.holder}")
                if claim.repeats:
                    notes.append(f"{claim.repeats + 1} mentions")
                said = _said(context(claim), colour)
                note = ", ".join(filter(None, notes))
                if note:
                    said.append(f"  ({clean_line(note)})", style="dim")
                print_indented(out, said, 4)
        out.print()
    if points:
        shown = "" if len(points) == total else f"{len(points):,} of "
        out.print(Text(shown + plural(total, "point"), style="dim"))


def _said(context: Context, colour: str) -> Text:
    from tui.output import marked

    around, start, end = context
    lead = len(around) - len(around.lstrip())
    return marked(around.strip(), start - lead, end - lead, f"bold {colour}")
