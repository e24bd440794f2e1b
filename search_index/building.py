"""Building a library: read what changed, make it searchable, draw facts, compare; nothing twice.

SQLite is written first, the full-text index after it. A build that was killed in between, or cancelled,
is finished by the next one. Whoever builds holds the writer's lock.
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from search_index.building_text import TextReport, TextStage
from search_index.errors import CorpusFileError, DamagedLibraryError, DocumentError
from search_index.indexing import Indexer
from search_index.locations import name_corpus
from search_index.models import BuildReport, Document, Fact, Problem, Progress, Reached, Stage
from search_index.overrides import NO_OVERRIDES, Overrides, contradiction, misquoted
from search_index.reading import Survey, load_corpus_file, load_overrides_file, survey
from search_index.refreshing import Refresher
from search_index.rules import Outcome, Rules
from search_index.settings import Settings
from search_index.store import Store, Writer, open_mended, writer_lock
from search_index.unchanged import NOTED, look

if TYPE_CHECKING:
    from search_index.fulltext import FullText

_ASIDE = "delete the damaged file once nothing is missed"


class Builder:
    """One build. ``on_progress`` is called from the thread that builds."""

    def __init__(
        self,
        corpus: Path,
        folder: Path,
        store: Store,
        writer: Writer,
        index: FullText,
        rules: Rules,
        settings: Settings,
        on_progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        own_overrides: Overrides,
    ) -> None:
        self._corpus = corpus
        self._own_overrides = own_overrides
        self._store = store
        self._writer = writer
        self._indexer = Indexer(store, writer, index, on_progress, cancelled, settings.workers)
        self._rules = rules
        self._settings = settings
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._refresher = Refresher(folder, store, writer, rules, on_progress, cancelled)
        described = load_corpus_file(corpus)
        own = settings.rules.joined(described.rules)
        self._described = dataclasses.replace(described, rules=own)
        self._version = rules.version_with(own)
        self._text_stage = TextStage(
            corpus,
            store,
            writer,
            self._indexer,
            self._described,
            rules.program,
            on_progress,
            cancelled,
        )

    def _tell(self, stage: Stage, done: int, total: int, path: str | None = None) -> None:
        self._on_progress(Progress(stage, done, total, path))

    def run(self, found: Survey, *, facts: bool, again: bool) -> BuildReport:
        """Do all there is to do, or as much as comes before ``cancelled()``.

        ``again`` tries once more what failed in an earlier build.
        """
        self._indexer.mend()
        with contextlib.closing(self._text_stage):
            text = self._read_files(found, again)
        new_rules = self._store.older_rules(self._version)
        extracted: tuple[str, ...] = ()
        with contextlib.closing(self._refresher), contextlib.ExitStack() as drawing:
            # A look-up builds without facts, and is not to wait for a digest of the program.
            pending = self._pending(again) if facts and not self._cancelled() else []
            outcomes: Iterator[Outcome | Reached | None] = iter(())
            if pending:
                outcomes = drawing.enter_context(contextlib.closing(self._drawn(pending)))
                if self._is_little(pending):
                    # Its process loads for about as long as copies are looked for and the index is written.
                    outcomes = itertools.chain([next(outcomes, None)], outcomes)
                    self._refresher.prepare()
            self._text_stage.find_copies()
            self._indexer.update()
            if facts and not self._cancelled():
                self._writer.set_meta("rules", str(self._version))
                extracted = self._extract_facts(pending, outcomes)
                drawing.close()
                if self._refresher.finish(again=again):
                    self._indexer.update()
        if not self._cancelled():
            total = len(text.read) + len(text.unchanged)
            self._tell("done", total, total)
        return BuildReport(
            read=text.read,
            unchanged=text.unchanged,
            removed=text.removed,
            extracted=extracted,
            problems=self._store.problems(),
            new_rules=new_rules and facts,
        )

    # Text --------------------------------------------------------------------------------

    def _read_files(self, found: Survey, again: bool) -> TextReport:
        """Read what changed, and keep what the user decided and what went wrong."""
        overrides = _joined(self._described.overrides, self._own_overrides)
        report = self._text_stage.run(found, again=again)
        if report.whole:
            decided = self._take_decisions(overrides, [entry.path for entry in found.entries])
            warned = self._store.warnings()
            self._writer.save_problems([*report.problems, *warned, *decided])
        return report

    def _take_decisions(self, overrides: Overrides, paths: list[str]) -> list[Problem]:
        """Keep the overrides for whoever compares; what is wrong with them."""
        self._writer.save_decisions(overrides)
        # A corpus of one file does not miss its neighbours.
        return misquoted(overrides, paths, self._text, only=not self._corpus.is_dir())

    def _text(self, path: str) -> str | None:
        document = self._store.document(path)
        return None if document is None else document.text

    # Facts and points --------------------------------------------------------------------

    def _pending(self, again: bool) -> list[tuple[str, int]]:
        """The documents that these rules have not seen, each with its length."""
        return self._store.unextracted(self._version, self._rules.program(), failed=again)

    def _drawn(
        self, pending: list[tuple[str, int]]
    ) -> Generator[Outcome | Reached | None, None, None]:
        """The facts of these documents, in the order they are done; nothing starts before the first is asked for."""
        return self._rules.extract(
            self._documents(path for path, _ in pending),
            self._workers(pending),
            self._cancelled,
            self._described.rules,
        )

    def _extract_facts(
        self, pending: list[tuple[str, int]], outcomes: Iterable[Outcome | Reached | None]
    ) -> tuple[str, ...]:
        """Keep the facts of documents that these rules have not seen; the paths done."""
        if not pending:
            return ()
        done: list[str] = []
        self._tell("extracting", 0, len(pending))
        for outcome in outcomes:
            # After the extractors, which everybody waits for, have been started.
            self._refresher.prepare()
            if isinstance(outcome, Reached):
                told = Progress("extracting", len(done), len(pending), within=outcome.share)
                self._on_progress(told)
            elif outcome is not None:
                done.append(self._keep(*outcome))
                self._tell("extracting", len(done), len(pending), done[-1])
            if len(done) < len(pending) and self._refresher.attend(len(done), len(pending)):
                self._indexer.update()
        return tuple(sorted(done))

    def _keep(self, path: str, found: tuple[Fact, ...] | DocumentError) -> str:
        rules = self._version
        if isinstance(found, DocumentError):
            problem = Problem(path, found.message, found.way_out)
            self._writer.save_failure(path, rules, self._rules.program(), problem)
        else:
            self._writer.save_facts(path, rules, found)
        return path

    def _workers(self, pending: list[tuple[str, int]]) -> int:
        from search_index.extraction.workers import default_workers

        if self._is_little(pending):
            return 1
        return min(self._settings.workers or default_workers(), len(pending))

    def _is_little(self, pending: list[tuple[str, int]]) -> bool:
        from search_index.extraction.workers import SMALL_CORPUS

        return sum(length for _, length in pending) < SMALL_CORPUS

    def _documents(self, paths: Iterable[str]) -> Iterator[Document]:
        for path in paths:
            document = self._store.document(path)
            if document is not None:
                yield document


def _joined(overrides: Overrides, own: Overrides) -> Overrides:
    """Both. Raises CorpusFileError where one undoes the other."""
    together = overrides.joined(own)
    if (found := contradiction(together.entries)) is not None:
        apart, one = found
        raise CorpusFileError(
            f"{apart.file}, line {apart.line}: “{apart.names[0]}” and “{apart.names[1]}” are the same"
            f" in {one.file}, line {one.line}",
            "take one of the two lines out",
        )
    return together


def build_library(
    corpus: Path,
    folder: Path,
    store: Store,
    index: FullText,
    rules: Rules,
    settings: Settings,
    on_progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
    *,
    facts: bool,
    again: bool,
    overrides: Path | None = None,
) -> BuildReport:
    """A whole build under the writer's lock. A damaged file is moved aside, once, and made anew.

    ``overrides`` is a file of them beside those of corpus.yaml.
    """
    # Before anything is read: what changes meanwhile is another state.
    before = look(corpus, settings.rules.digest, overrides)
    # First of all: no library is begun for a corpus that is not there.
    found = survey(corpus)
    own_overrides = NO_OVERRIDES if overrides is None else load_overrides_file(overrides)
    with writer_lock(folder):
        name_corpus(folder, corpus)
        aside: Path | None = None
        for distrust in (False, True):
            writer, moved = open_mended(folder, distrust=distrust)
            aside = moved or aside
            try:
                if again and not distrust and (broken := store.check()) is not None:
                    raise DamagedLibraryError(broken, "it is made anew")
                builder = Builder(
                    corpus,
                    folder,
                    store,
                    writer,
                    index,
                    rules,
                    settings,
                    on_progress,
                    cancelled,
                    own_overrides,
                )
                if store.meta(NOTED):
                    writer.set_meta(NOTED, "")
                report = builder.run(found, facts=facts, again=again)
                after = index.state()
                if before and after and not report.problems and not cancelled():
                    writer.set_meta(NOTED, f"{before} {after}")
                break
            except DamagedLibraryError:
                if distrust:
                    raise
            finally:
                writer.close()
    if aside is not None:
        told = Problem(aside.name, "the library was damaged and has been made anew", _ASIDE)
        report = dataclasses.replace(report, problems=(*report.problems, told))
    return report
