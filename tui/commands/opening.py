"""Finds the corpus a command speaks of, opens its library and brings it up to date.

The one place where a command meets the engine's library; tests put a fake one here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from search_index.errors import (
    CorpusError,
    LockedLibraryError,
    ReadOnlyLibraryError,
    ReportedlyError,
    UsageError,
)
from tui.commands.options import Common
from tui.commands.wording import plural
from tui.output import complain

if TYPE_CHECKING:
    from search_index.library import Library
    from search_index.models import BuildReport, Problem
    from search_index.settings import Settings
    from search_index.unchanged import Looking

Answer = TypeVar("Answer")


def existing(path: Path) -> Path:
    """``path``, which exists. Raises CorpusError with the nearest existing name if it does not."""
    path = path.expanduser()
    try:
        if path.exists():
            return path
    except OSError as error:
        raise CorpusError(f"{path} cannot be used ({error.strerror})", "check the name") from error
    raise CorpusError(f"{path} does not exist", _nearest(path))


def _nearest(path: Path) -> str:
    """The existing path that ``path`` most likely means, at the first step that is missing."""
    from difflib import get_close_matches

    for step in (*reversed(path.parents), path):
        if step == Path():
            continue
        try:
            if step.exists():
                continue
            names = [entry.name for entry in step.parent.iterdir()]
        except OSError:
            break
        near = get_close_matches(step.name, names, n=1, cutoff=0.5)
        return f"did you mean “{step.parent / near[0]}”?" if near else "check the name"
    return "check the name"


def settings() -> Settings:
    """The user's settings. Raises SettingsError."""
    from search_index.locations import settings_file
    from search_index.settings import load_settings

    return load_settings(settings_file())


def targets(common: Common, paths: Sequence[Path]) -> list[tuple[Path | None, str | None]]:
    """What ``paths`` mean: (corpus, document) pairs; None for the seeds, None for all documents.

    A folder is a corpus. A file is a document of the corpus that ``--in`` names, else of the bundled
    seeds if it is one of them, else a corpus of its own: its neighbours are not read.
    """
    if not paths:
        return [(None if common.corpus is None else existing(common.corpus), None)]
    found: list[tuple[Path | None, str | None]] = []
    for path in paths:
        if common.corpus is not None:
            found.append(_inside(existing(common.corpus), path))
        elif (seed := _seed(path)) is not None:
            found.append((None, seed))
        else:
            found.append((existing(path), None))
    if common.library is not None and len({corpus for corpus, _ in found}) > 1:
        raise UsageError(
            "--library holds one corpus, and several are given", "run the command once for each"
        )
    return found


def _inside(corpus: Path, path: Path) -> tuple[Path, str]:
    """``path``, as the shell or as the corpus writes it, as a document of ``corpus``."""
    folder = corpus.resolve()
    for candidate in (path.expanduser().absolute(), folder / path):
        if candidate.exists() and candidate.resolve().is_relative_to(folder):
            return corpus, candidate.resolve().relative_to(folder).as_posix()
    return corpus, path.as_posix()  # the library names the nearest document


def _seed(path: Path) -> str | None:
    from search_index.locations import seeds_folder

    seeds = seeds_folder().resolve()
    here = path.expanduser().absolute()
    if here.is_file():
        inside = here.resolve().is_relative_to(seeds)
        return here.resolve().relative_to(seeds).as_posix() if inside else None
    return path.as_posix() if len(path.parts) == 1 and (seeds / path).is_file() else None


@contextmanager
def opened(
    common: Common,
    corpus: Path | None = None,
    *,
    build: bool = True,
    facts: bool = True,
    overrides: Path | None = None,
    decisions: bool = True,
    chosen: Settings | None = None,
) -> Iterator[Library]:
    """The library of ``corpus`` (else of ``--in``, else of the seeds), brought up to date first.

    With ``facts`` False only its text is. Where another process is writing, what is there is used, unless a file
    of ``overrides`` is to be obeyed. Without one, ``decisions`` made in the app for this corpus are obeyed, as the
    app obeys them: otherwise the two would compare anew after each other, and disagree. ``chosen`` are the user's
    settings, if they were read already.
    """
    from search_index import library as engine
    from tui.decisions_kept import named_file, obeyed_file

    if corpus is None and common.corpus is not None:
        corpus = existing(common.corpus)
    with engine.open_library(
        corpus, library=common.library, settings=chosen or settings(), overrides=overrides
    ) as library:
        if overrides is None and decisions:
            library.obey(obeyed_file(named_file(library.folder), library.corpus))
        if build and (facts or not library.is_up_to_date()):
            refresh(library, quiet=common.quiet, facts=facts, overrides=overrides)
        yield library


def searched(common: Common, ask: Callable[[Library], Answer]) -> Answer:
    """What ``ask`` finds in the text of a library that is up to date.

    It is asked while that is being looked at, and once more where a build had to come first.
    """
    corpus = None if common.corpus is None else existing(common.corpus)
    chosen = settings()
    looking = _begin_to_look(corpus, common.library, chosen)
    try:
        with opened(common, corpus, build=False, chosen=chosen) as library:
            up_to_date = library.looking(looking)
            if up_to_date is not None:
                try:
                    answer = ask(library)
                except ReportedlyError:
                    if up_to_date():
                        raise
                else:
                    if up_to_date():
                        return answer
            refresh(library, quiet=common.quiet, facts=False)
            return ask(library)
    finally:
        looking.forget()


def _begin_to_look(corpus: Path | None, library: Path | None, chosen: Settings) -> Looking:
    """Before the engine is loaded: both take as long as the search, and longer."""
    from search_index.locations import library_folder, seeds_folder
    from search_index.unchanged import Looking
    from tui.decisions_kept import named_file, obeyed_file

    given = seeds_folder() if corpus is None else corpus.expanduser().absolute()
    folder = library_folder(given, library)
    decisions = obeyed_file(named_file(folder), given.parent if given.is_file() else given)
    return Looking(given, folder, chosen.rules.digest, decisions)


# Problems of a file of overrides that are told one by one.
_MANY = 20


def refresh(library: Library, *, quiet: bool, facts: bool, overrides: Path | None = None) -> None:
    """Bring ``library`` up to date for a command that only reads; say what stands in the way.

    Raises LockedLibraryError where somebody else is writing and ``overrides`` were to be obeyed.
    """
    try:
        report = built(library, quiet=quiet, facts=facts)
    except (LockedLibraryError, ReadOnlyLibraryError) as error:
        if overrides is not None:
            raise
        if not quiet:
            locked = isinstance(error, LockedLibraryError)
            why = "another process is writing this library" if locked else error.message
            complain(f"{why}; this is what it holds so far")
        return
    if not quiet:
        own = "" if overrides is None else str(overrides.expanduser())
        tell_problems([p for p in report.problems if p.path == own], most=_MANY)
        tell_problems([p for p in report.problems if p.path != own], most=1)


def built(library: Library, *, quiet: bool, facts: bool = True, again: bool = False) -> BuildReport:
    """Build ``library`` under a progress bar, if somebody is there to see one.

    ``again`` tries once more what failed in an earlier build. Says so where facts were drawn by other rules.
    """
    try:
        if quiet or not sys.stderr.isatty():
            report = library.build(facts=facts, again=again)
        else:
            from tui.commands.progress import BuildProgress

            with BuildProgress() as progress:
                report = library.build(progress, facts=facts, again=again)
    except KeyboardInterrupt:
        if not quiet:
            complain(
                "stopped: what was found so far is kept, and the same command goes on from there"
            )
        raise
    if report.new_rules and report.extracted and not quiet:
        drawn = plural(len(report.extracted), "document")
        complain(f"the rules have changed: facts of {drawn} were drawn again")
    return report


def tell_problems(problems: Sequence[Problem], most: int) -> None:
    """Up to ``most`` problems with their way out; where there are more, how many."""
    if len(problems) > most:
        complain(f"{len(problems)} files have problems: `reportedly doctor` lists them")
        problems = problems[: most if most > 1 else 0]
    for problem in problems:
        complain(f"{problem.told}: {problem.way_out}")
