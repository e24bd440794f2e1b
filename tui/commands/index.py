"""`reportedly index`: reads, indexes and extracts; with --watch, goes on as files change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from search_index.errors import CorpusError, LockedLibraryError
from tui.commands.options import Common, common_options

if TYPE_CHECKING:
    from search_index.library import Library
    from search_index.models import BuildReport, Problem, Status

# Problems told in full; the rest are for `reportedly doctor`.
_PROBLEMS = 5


@click.command(name="index")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--watch", is_flag=True, help="Go on as files change, until Ctrl+C.")
@common_options(limits="problems in the list")
def command(common: Common, folder: Path | None, watch: bool) -> int:
    """Read, index and extract what changed in FOLDER, and once more what failed before."""
    from tui.commands.opening import built, existing, opened

    corpus = None if folder is None else existing(folder)
    with opened(common, corpus, build=False) as library:
        report = built(library, quiet=common.quiet, again=True)
        _print(common, library, report)
        if watch:
            try:
                _watch(library, common, report.problems)
            except KeyboardInterrupt:
                return 0
    return 0


def _watch(library: Library, common: Common, known: tuple[Problem, ...]) -> None:
    """Build whenever something has changed; ends by KeyboardInterrupt alone."""
    from tui.commands.opening import built
    from tui.output import complain

    if not common.quiet:
        complain("watching for changes; Ctrl+C ends it")
    told = ""
    for _ in library.changes():
        try:
            report = built(library, quiet=common.quiet)
        except LockedLibraryError:
            continue  # whoever writes, writes the same
        except CorpusError as error:
            # Gone or emptied for now (a drive, an editor of corpus.yaml): what was kept stays.
            if error.message != told:
                complain(f"{error.message}: {error.way_out}")
            told = error.message
            continue
        told = ""
        if report.read or report.removed or report.extracted or report.problems != known:
            _print(common, library, report)
        known = report.problems


def _print(common: Common, library: Library, report: BuildReport) -> None:
    import sys

    from tui.commands.opening import tell_problems
    from tui.output import Sheet, emit

    status = library.status()
    if common.form == "table" and not common.quiet:
        tell_problems(report.problems, most=common.limit or _PROBLEMS)
    if common.form == "table" and common.quiet:
        return
    record = _record(report, status, common.limit)
    counts = {
        name: len(value) if isinstance(value, list) else value for name, value in record.items()
    }
    flat = {name: value for name, value in counts.items() if not isinstance(value, dict)}
    emit(
        common.form,
        record=lambda: record,
        sheet=lambda: Sheet(list(flat), [list(flat.values())]),
        table=lambda out: out.print(_sentence(report, status)),
    )
    sys.stdout.flush()


def _record(report: BuildReport, status: Status, limit: int | None) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "corpus": status.corpus,
        "documents": status.documents,
        "sources": status.sources,
        "facts": dict(status.facts),
        "points": dict(status.points),
        "read": list(report.read),
        "unchanged": list(report.unchanged),
        "removed": list(report.removed),
        "extracted": list(report.extracted),
        "new_rules": report.new_rules,
        "problems": [asdict(problem) for problem in report.problems[:limit]],
    }


def _sentence(report: BuildReport, status: Status) -> str:
    from tui.commands.wording import plural

    changes = [f"{len(report.read)} read", f"{len(report.unchanged)} unchanged"]
    if report.removed:
        changes.append(f"{len(report.removed)} gone")
    if report.problems:
        changes.append(plural(len(report.problems), "problem"))
    return (
        f"{plural(status.documents, 'document')} ({', '.join(changes)}),"
        f" {plural(sum(status.facts.values()), 'fact')},"
        f" {plural(sum(status.points.values()), 'point')}"
    )
