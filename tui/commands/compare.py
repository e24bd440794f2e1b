"""`reportedly compare`: points and verdicts across sources, the claims side by side; and why they are so."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from search_index.models import VERDICTS, Verdict
from tui.backing import backing, sources_of
from tui.commands.options import Common, Words, common_options
from tui.output import FORMATS, Format

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from search_index.library import Library
    from search_index.models import Point, SourceInfo
    from tui.commands.pointwise import Show
    from tui.output import Sheet

COLOURS: dict[Verdict, str] = {
    "agree": "green",
    "compatible": "cyan",
    "differ": "yellow",
    "conflict": "red",
    "single": "dim",
}
_FORMS: tuple[Format, ...] = (*FORMATS, "html")
_BY_ENDING: dict[str, Format] = {".json": "json", ".csv": "csv", ".md": "md", ".html": "html"}
# A shorter run of digits is a number in the list, a longer one the beginning of an id.
_ID_LENGTH = 6


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
@click.option("--timeline", is_flag=True, help="Dated points only, in the order of time.")
@click.option(
    "--explain",
    metavar="POINT",
    help="Why a point is as it is: by its id, the beginning of it, or its number in the list.",
)
@click.option(
    "--overrides",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Obey the overrides in FILE, beside those in corpus.yaml.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to FILE; its ending tells the format where --format does not.",
)
@common_options(limits="points", forms=_FORMS)
def command(
    common: Common,
    folder: Path | None,
    about: str | None,
    verdicts: tuple[Verdict, ...] | None,
    timeline: bool,
    explain: str | None,
    overrides: Path | None,
    output: Path | None,
) -> int:
    """Compare what the sources in FOLDER claim about the same points."""
    from tui.commands.opening import existing, opened
    from tui.output import complain, emit, written_to

    form = common.form
    if output is not None and form == "table":
        form = _BY_ENDING.get(output.suffix.lower(), form)
    if explain is not None and form not in ("table", "json"):
        raise click.UsageError(f"an explanation is a table or JSON, not {form}")
    with ExitStack() as stack:
        library = stack.enter_context(
            opened(common, None if folder is None else existing(folder), overrides=overrides)
        )
        if output is not None:
            _refuse_inside(output, library)
        found = library.points(about=about, verdicts=verdicts)
        # What one source alone says is no comparison: it is listed when asked for by name.
        alone = sum(point.verdict == "single" for point in found)
        if (form in ("table", "md", "html") or explain) and verdicts is None:
            found = tuple(point for point in found if point.verdict != "single")
        else:
            alone = 0
        found = _ordered(found, timeline)
        if output is not None:
            stack.enter_context(written_to(output))
        if explain is not None:
            _explain(library, form, _meant(explain, found))
            return 0
        points = found[: common.limit]
        from tui.commands.pointwise import shower

        show = shower(library)
        emit(
            form,
            record=lambda: _record(points, library.documents()),
            sheet=lambda: _sheet(points, show),
            table=lambda out: _draw(out, points, len(found), show, timeline),
            markdown=lambda: _markdown(points, show, timeline),
            page=lambda: _page(library, points, show, timeline),
        )
    if not common.quiet and not points:
        complain("no point that several sources speak about" if alone else "no points found")
    if not common.quiet and alone and not timeline:
        complain(f"one source alone makes {alone:,} more points: --verdict single lists them")
    return 0 if points or alone else 1


def _ordered(found: Sequence[Point], timeline: bool) -> tuple[Point, ...]:
    """In time, or between sources first and then those of one source."""
    from tui.commands.pointwise import between_then_within, in_time

    if timeline:
        return tuple(in_time(found))
    between, within = between_then_within(found)
    return (*between, *within)


def _refuse_inside(output: Path, library: Library) -> None:
    """The corpus is never written to: the next build would read the file as a document."""
    from search_index.errors import UsageError

    corpus = library.corpus
    if corpus is not None and output.expanduser().resolve().is_relative_to(corpus.resolve()):
        raise UsageError(
            f"{output} would lie inside the corpus, which is never written to",
            "give a file elsewhere",
        )


def _meant(wanted: str, found: Sequence[Point]) -> str:
    """The id of the point with that number in the list; ``wanted`` itself where it is no number."""
    from search_index.errors import UsageError

    wanted = wanted.strip()
    if not wanted:
        raise UsageError("“” names no point", "give an id or a number of `reportedly compare`")
    if not (wanted.isascii() and wanted.isdigit()) or len(wanted) >= _ID_LENGTH:
        return wanted
    if not 1 <= int(wanted) <= len(found):
        raise UsageError(
            f"the list has {len(found):,} points, none with the number {wanted}",
            "numbers are those of `reportedly compare` with the same options",
        )
    return found[int(wanted) - 1].id


def _explain(library: Library, form: Format, point_id: str) -> None:
    from search_index.explanation import explanation_record
    from tui.commands.explained import draw_explanation
    from tui.output import Sheet, emit

    explanation = library.explain(point_id)
    emit(
        form,
        record=lambda: explanation_record(explanation),
        sheet=lambda: Sheet([], []),
        table=lambda out: draw_explanation(out, explanation, _colour(explanation.point)),
    )


def _colour(point: Point) -> str:
    return "red" if point.within else COLOURS[point.verdict]


def _record(points: Sequence[Point], sources: Sequence[SourceInfo]) -> object:
    from search_index.records import point_record, source_record

    return {
        "points": [point_record(point) for point in points],
        "sources": [source_record(source) for source in sources],
    }


_POINT_COLUMNS = ["id", "label", "verdict", "dimension", "reason", "within", "overridden"]
_CLAIM_COLUMNS = [
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


def _sheet(points: Sequence[Point], show: Show) -> Sheet:
    from tui.output import Sheet

    def rows() -> Any:
        for point in points:
            mine = [getattr(point, name) for name in _POINT_COLUMNS]
            mine += [sources_of(point), point.origins, "; ".join(point.silent)]
            for claim in point.claims:
                dates = [claim.period.start, claim.period.end] if claim.period else [None, None]
                theirs = [getattr(claim, name) for name in _CLAIM_COLUMNS]
                yield [*mine, *theirs, *dates, show(claim).citation]

    notes = ["sources", "origins", "silent"]
    last = ["period_start", "period_end", "citation"]
    return Sheet([*_POINT_COLUMNS, *notes, *_CLAIM_COLUMNS, *last], rows())


def _page(library: Library, points: Sequence[Point], show: Show, timeline: bool) -> str:
    from tui.commands.pointwise_html import page

    corpus = library.corpus
    name = "the corpus" if corpus is None else corpus.resolve().name
    return page(name, points, show, timeline=timeline)


def _markdown(points: Sequence[Point], show: Show, timeline: bool) -> str:
    from tui.commands import pointwise
    from tui.output import markdown_text

    lines: list[str] = []
    within = False
    for point in points:
        if point.within and not within and not timeline:
            within = True
            lines += ["## Sources at odds with themselves", ""]
        sign, verdict = pointwise.sign_and_verdict(point)
        day = f"{pointwise.first_period(point)} " if timeline else ""
        lines += [f"### {day}{sign} {verdict}: {markdown_text(point.label)}", ""]
        for line in (pointwise.reason_of(point), pointwise.by_hand_note(point)):
            lines += [markdown_text(line), ""] if line else []
        for claim in point.claims:
            shown = show(claim)
            pieces = (shown.before, shown.claimed, shown.after)
            before, claimed, after = map(markdown_text, pieces)
            notes = f" ({markdown_text(', '.join(shown.notes))})" if shown.notes else ""
            said = f"{before}**{claimed}**{after}{notes}"
            lines.append(f"- {said} — {markdown_text(shown.citation)}")
        notes_below = (backing(point), pointwise.silent_note(point, 20))
        if any(notes_below):
            lines += ["", "; ".join(markdown_text(note) for note in notes_below if note)]
        lines.append("")
    return "\n".join(lines).rstrip()


def _draw(out: Console, points: Sequence[Point], total: int, show: Show, timeline: bool) -> None:
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

    colour = _colour(point)
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
