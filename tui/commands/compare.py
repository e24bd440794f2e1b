"""`reportedly compare`: points and verdicts across sources, the claims side by side; and why they are so."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from search_index.models import VERDICTS, Verdict
from tui.commands.options import Common, Words, common_options
from tui.commands.wording import plural
from tui.output import FORMATS, Format

if TYPE_CHECKING:
    from search_index.library import Library
    from search_index.models import Point

_FORMS: tuple[Format, ...] = (*FORMATS, "html")
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
    "--grid",
    is_flag=True,
    help="A row a point and a column a document, in each cell what it claims: with CSV or Markdown.",
)
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
    "--no-decisions",
    is_flag=True,
    help="Leave aside what was decided in the app; corpus.yaml holds all the same.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to FILE; its ending tells the format where --format does not: .json, .csv, .md, .html, .grid.csv …",
)
@common_options(limits="points", forms=_FORMS)
def command(
    common: Common,
    folder: Path | None,
    about: str | None,
    verdicts: tuple[Verdict, ...] | None,
    timeline: bool,
    grid: bool,
    explain: str | None,
    overrides: Path | None,
    no_decisions: bool,
    output: Path | None,
) -> int:
    """Compare what the sources in FOLDER claim about the same points."""
    from tui.commands.opening import existing, opened
    from tui.output import complain, emit, refuse_inside, written_to

    form = common.form
    asked = click.get_current_context().get_parameter_source("form")
    if output is not None and form == "table" and asked is ParameterSource.DEFAULT:
        form, named_grid = _form_of(output)
        grid = grid or named_grid
    if explain is not None and form not in ("table", "json"):
        raise click.UsageError(f"an explanation is a table or JSON, not {form}")
    if grid and form not in ("csv", "md"):
        raise click.UsageError(f"a grid is CSV or Markdown, not {form}: give --format csv or md")
    with ExitStack() as stack:
        library = stack.enter_context(
            opened(
                common,
                None if folder is None else existing(folder),
                overrides=overrides,
                decisions=not no_decisions,
            )
        )
        if not common.quiet and not no_decisions:
            _tell_decisions(library, overrides)
        if output is not None:
            refuse_inside(output, library.corpus)
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
        from tui.commands import pointwise_exports as exports
        from tui.commands.pointwise import shower
        from tui.commands.pointwise_grid import comparison_grid
        from tui.commands.pointwise_table import draw_points

        show = shower(library)
        emit(
            form,
            record=lambda: exports.comparison_record(points, library.documents()),
            sheet=lambda: (
                comparison_grid(points, library.documents())
                if grid
                else exports.comparison_sheet(points, show)
            ),
            table=lambda out: draw_points(out, points, len(found), show, timeline),
            markdown=(
                None if grid else lambda: exports.comparison_markdown(points, show, timeline)
            ),
            page=lambda: exports.comparison_page(library, points, show, timeline),
        )
    if not common.quiet and not points:
        complain("no point that several sources speak about" if alone else "no points found")
    if not common.quiet and alone and not timeline:
        complain(
            f"one source alone makes {plural(alone, 'more point')}: --verdict single lists them"
        )
    return 0 if points or alone else 1


def _tell_decisions(library: Library, overrides: Path | None) -> None:
    """Say which decisions are obeyed beside those in the corpus: a list must not differ for reasons unsaid."""
    from search_index.deciding import kept_decisions
    from tui.decisions_kept import named_file, obeyed_file
    from tui.output import complain

    kept = obeyed_file(named_file(library.folder), library.corpus)
    if kept is None or (overrides is not None and kept.samefile(overrides.expanduser())):
        return
    if not kept_decisions(kept):
        return
    if overrides is None:
        complain(f"obeying what was decided in the app ({kept}); --no-decisions leaves it aside")
    else:
        complain(f"what was decided in the app ({kept}) is left aside for {overrides}")


def _ordered(found: Sequence[Point], timeline: bool) -> tuple[Point, ...]:
    """In time, or between sources first and then those of one source."""
    from tui.commands.pointwise import between_then_within, in_time

    if timeline:
        return tuple(in_time(found))
    between, within = between_then_within(found)
    return (*between, *within)


def _form_of(output: Path) -> tuple[Format, bool]:
    """What the ending of the file's name asks for, and whether as a grid. Raises UsageError where it asks for nothing known."""
    from search_index.errors import UsageError
    from tui.commands.pointwise_exports import ENDINGS, form_of

    known = form_of(output)
    if known is None:
        raise UsageError(
            f"{output}: the ending {output.suffix.lower()} tells no format",
            f"give --format, or one of {ENDINGS}",
        )
    return known


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
    from tui.commands.pointwise_table import colour_of
    from tui.output import Sheet, emit

    explanation = library.explain(point_id)
    emit(
        form,
        record=lambda: explanation_record(explanation),
        sheet=lambda: Sheet([], []),
        table=lambda out: draw_explanation(out, explanation, colour_of(explanation.point)),
    )
