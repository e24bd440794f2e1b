"""The façade the front ends use: open a library, build it, search it, read from it, close it.

This is the one place where reading, full text, extraction, comparison and the store meet. Everything
it hands out is a frozen model; nothing it hands out holds a file or a lock.
"""

from __future__ import annotations

import contextlib
import dataclasses
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from search_index.copies import copies_of, shown_once
from search_index.errors import (
    CorpusError,
    LibraryError,
    UsageError,
)
from search_index.library_index import LibraryIndex
from search_index.locations import corpus_of, library_folder, seeds_folder
from search_index.references import citation, meant
from search_index.settings import Settings, nearest
from search_index.store import Store

if TYPE_CHECKING:
    from search_index.explaining import Explainer
    from search_index.explanation import Explanation
    from search_index.fact_explanation import FactExplained
    from search_index.models import (
        BuildReport,
        Document,
        Fact,
        Finding,
        Hit,
        Kind,
        Point,
        Problem,
        Progress,
        SearchResult,
        SourceInfo,
        Span,
        Status,
        Verdict,
    )
    from search_index.rules import Rules
    from search_index.unchanged import Looking

OnProgress = Callable[["Progress"], None]

_KEPT_DOCUMENTS = 256
# Hits beyond those wanted, of which copies may take the place: each costs 0.8 ms.
_COPIES = 10


class Library:
    """What is kept about one corpus. Safe to read from several threads; one writer at a time."""

    def __init__(
        self,
        corpus: Path,
        folder: Path,
        settings: Settings,
        *,
        overrides: Path | None = None,
        _rules: Rules | None = None,
    ) -> None:
        self._given = corpus
        self._folder = folder
        self._settings = settings
        self._overrides = overrides
        self._known_rules = _rules
        self._store = Store(folder)
        self._guard = threading.RLock()
        self._index = LibraryIndex(folder, self._store, self._guard)
        self._explainer: Explainer | None = None
        # By path, with the state it was read at: a build in another process may change it.
        self._documents: dict[str, tuple[str, Document]] = {}

    @property
    def corpus(self) -> Path:
        """The folder of documents; the folder of its one file, where a file was opened."""
        return self._given.parent if self._given.is_file() else self._given

    @property
    def folder(self) -> Path:
        """The folder in which the library is kept; it need not exist before the first build."""
        return self._folder

    def _rules(self) -> Rules:
        with self._guard:
            if self._known_rules is None:
                from search_index.rules import installed_rules

                self._known_rules = installed_rules()
            return self._known_rules

    # Building ----------------------------------------------------------------------------

    def obey(self, overrides: Path | None) -> None:
        """Builds from now on obey the overrides in this file, beside those in corpus.yaml; None: in no file."""
        self._overrides = overrides

    def build(
        self,
        on_progress: OnProgress | None = None,
        *,
        facts: bool = True,
        again: bool = False,
        cancelled: Callable[[], bool] | None = None,
    ) -> BuildReport:
        """Read what changed, make it searchable, then (unless ``facts`` is False) extract and compare.

        Text is searchable before the first fact is extracted. Points are written as facts arrive and
        once more at the end. What failed in an earlier build is left alone, unless the program changed or
        ``again`` asks for it. A damaged library is moved aside, read anew from the corpus, and named
        among the report's problems. Raises CorpusError, LockedLibraryError, LibraryError, ModelError.
        """
        from search_index.building import build_library

        return build_library(
            self._given,
            self._folder,
            self._store,
            self._index.own(),
            self._rules(),
            self._settings,
            on_progress or (lambda progress: None),
            cancelled or (lambda: False),
            facts=facts,
            again=again,
            overrides=self._overrides,
        )

    def is_up_to_date(self) -> bool:
        """Whether a build without facts would find nothing to do and nothing to tell; False where only it can say.

        Looks at names, sizes and times: 5 µs a file.
        """
        told = self.looking()
        return told is not None and told()

    def looking(self, begun: Looking | None = None) -> Callable[[], bool] | None:
        """What gives `is_up_to_date` when it is called; None where that is known to be False.

        In a large library a process of its own looks meanwhile. ``begun`` has been looking at the same for a while.
        """
        from search_index.unchanged import NOTED, Looking

        try:
            noted = self._store.meta(NOTED)
            index = self._index.current().state()
        except LibraryError:
            return None
        if not noted or not index:
            return None
        at = (self._given, self._settings.rules.digest, self._overrides)
        if begun is None or begun.at != at:
            corpus, rules, overrides = at
            begun = Looking(corpus, self._folder, rules, overrides)
        looked = begun
        return lambda: noted == f"{looked.token()} {index}"

    def changes(self, stop: threading.Event | None = None) -> Iterator[None]:
        """Yields whenever the corpus may have changed and a build is worth its while, until ``stop`` is set."""
        from search_index.watching import changes

        return changes(self._given, stop)

    # Searching ---------------------------------------------------------------------------

    def search(
        self,
        query: str,
        *,
        any_word: bool = False,
        as_you_type: bool = False,
        limit: int = 50,
        newest: bool = False,
    ) -> SearchResult:
        """Documents that answer ``query``, never an error for what a user can type.

        Best first; with ``newest`` by date, undated last. Articles that are copies of each other are one hit.
        """
        copies = self._store.copies()

        found = self._index.search(
            query,
            any_word=any_word,
            as_you_type=as_you_type,
            # Copies that fold into one leave room for others.
            limit=limit + min(_COPIES, len(copies)),
            document=self.document,
            newest=newest,
        )
        hits = islice(shown_once(found.hits, copies), max(0, limit))
        return dataclasses.replace(found, hits=tuple(map(self._cited, hits)))

    def _cited(self, hit: Hit) -> Hit:
        # The index cites by what it stores; a citation reads the same wherever it is copied from.
        start = hit.passages[0].start if hit.passages else 0
        with contextlib.suppress(UsageError):
            return dataclasses.replace(hit, citation=citation(self.document(hit.doc), start))
        return hit

    # Documents ---------------------------------------------------------------------------

    def documents(self) -> tuple[SourceInfo, ...]:
        """Every source (main articles and other parts), in path order."""
        return self._store.sources()

    def document(self, path: str) -> Document:
        """One document, by its path or by a piece of path or title that only one has.

        Raises UsageError, with the nearest path, where there is none, and where there are several.
        """
        # A shell hands on bytes that are no UTF-8 as lone surrogates, which SQLite does not take.
        path = path.encode("utf-8", "replace").decode("utf-8")
        state = self._store.state_of(path)
        if state is None:
            path = meant(path, self._store.titles())
            state = self._store.state_of(path) or ""
        with self._guard:
            kept = self._documents.pop(path, None)
            if kept is not None and kept[0] == state:
                self._documents[path] = kept
                return kept[1]
        document = self._store.document(path)
        if document is None:
            raise UsageError(f"{path} is no longer in the library", "list the documents again")
        with self._guard:
            self._documents[path] = (state, document)
            while len(self._documents) > _KEPT_DOCUMENTS:
                del self._documents[next(iter(self._documents))]
        return document

    def copies(self, doc: str) -> tuple[str, ...]:
        """The other documents that carry the same article as ``doc``, or as one of its parts; in path order."""
        return copies_of(self.document(doc).path, self._store.copies())

    def citation(self, doc: str, start: int, end: int) -> str:
        """“Title”, Source, date (path:line) for a span; what is not known is left out."""
        return citation(self.document(doc), start)

    # Facts and points --------------------------------------------------------------------

    def _sentence(self, doc: str, span: Span) -> str:
        try:
            return self.document(doc).text[span.start : span.end]
        except UsageError:
            return ""

    def facts(
        self,
        doc: str | None = None,
        *,
        kinds: Iterable[Kind] | None = None,
        about: str | None = None,
    ) -> tuple[Fact, ...]:
        """Facts in reading order, names resolved across the corpus; of ``doc``, or of all.

        ``about`` keeps those whose sentence, names and measure have all its words (see about.py).
        """
        path = None if doc is None else self.document(doc).path
        found = self._store.facts(path, kinds)
        names = self._store.names(path)
        if names:
            rename = self._rules().rename
            found = [rename(f, names[f.doc]) if f.doc in names else f for f in found]
        if about is not None:
            from search_index.about import fact_is_about, query_words

            words = query_words(about)
            found = [fact for fact in found if fact_is_about(fact, words, self._sentence)]
        return tuple(found)

    def explain_fact(self, fact: Fact) -> FactExplained:
        """Which rule found ``fact``, one of this library's, and from which words. Raises UsageError."""
        from search_index.extraction.rule_sentences import sentence_of
        from search_index.fact_explanation import explain_fact

        return explain_fact(fact, self.document(fact.doc).text, sentence_of(fact))

    def points(
        self,
        *,
        about: str | None = None,
        verdicts: Iterable[Verdict] | None = None,
        doc: str | None = None,
    ) -> tuple[Point, ...]:
        """Points, those a reader wants first first; with ``doc``, those it has a claim in.

        ``verdicts`` are those between sources: a source at odds with itself is among the points without them only.
        ``about`` keeps those whose label and one claim's sentence have all its words (see about.py).
        """
        path = None if doc is None else self.document(doc).path
        found = self._store.points(verdicts, path)
        if about is not None:
            from search_index.about import point_is_about, query_words

            words = query_words(about)
            found = [point for point in found if point_is_about(point, words, self._sentence)]
        return tuple(found)

    def point(self, wanted: str) -> Point:
        """One point, by its id or a beginning that no other has. Raises UsageError where that is none or several."""
        found = [point for point in self._store.points() if point.id.startswith(wanted.lower())]
        found = [point for point in found if point.id == wanted.lower()] or found
        if len(found) == 1:
            return found[0]
        many = (
            f"{len(found)} points have ids that begin"
            if found
            else "no point has an id that begins"
        )
        way_out = "write more of it" if found else "`reportedly compare` shows the ids"
        raise UsageError(f"{many} with “{wanted}”", way_out)

    def explain(self, point_id: str) -> Explanation:
        """Why a point is as it is: its rule, values, pairs, and what was tried nearby; see ``explanation``.

        Takes what ``point`` takes. Works in a process of its own, which the next call finds ready; the first waits
        for it. Safe to call from any thread, one at a time. Raises UsageError, LibraryError.
        """
        return self._explained(self.point(point_id))

    def explain_alone(self, fact: Fact) -> Explanation:
        """What came near ``fact``, one of this library's that stands in no point, and was not matched with it.

        Works as ``explain`` does, on a point of this claim alone. Raises UsageError where it is none that is compared,
        LibraryError.
        """
        return self._explained(fact)

    def _explained(self, wanted: Point | Fact) -> Explanation:
        with self._guard:
            if self._explainer is None:
                from search_index.explaining import Explainer

                self._explainer = Explainer(self._folder)
        return self._explainer.explain(wanted)

    # What is held ------------------------------------------------------------------------

    def status(self) -> Status:
        """What is held right now, also while a build is under way."""
        return self._store.status(str(self._given))

    def problems(self) -> tuple[Problem, ...]:
        """Files that could not be read or extracted."""
        return self._store.problems()

    def close(self) -> None:
        """Let go of every file. Calling it twice does nothing."""
        with self._guard:
            self._index.close()
            self._store.close()
            self._documents.clear()
            if self._explainer is not None:
                self._explainer.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_library(
    corpus: Path | None = None,
    *,
    library: Path | None = None,
    settings: Settings | None = None,
    overrides: Path | None = None,
) -> Library:
    """Open (or begin) the library of ``corpus``, a folder or one file; None means the bundled seeds.

    Builds nothing yet. ``settings`` None means the defaults. ``overrides`` is a file of them that builds obey
    beside those in corpus.yaml. Raises CorpusError where the folder does not exist or cannot be read.
    """
    given = seeds_folder() if corpus is None else corpus.expanduser().absolute()
    if not given.exists():
        raise CorpusError(f"{given} does not exist", _near(given))
    try:
        if given.is_dir():
            next(given.iterdir(), None)
    except OSError as error:
        raise CorpusError(
            f"{given} cannot be read: {error.strerror}", "mend its permissions"
        ) from error
    folder = library_folder(given, library)
    if library is not None and given.is_dir() and folder.resolve().is_relative_to(given.resolve()):
        raise UsageError(
            f"the library {folder} would lie inside the corpus, which is never written to",
            "choose a folder elsewhere with --library DIR",
        )
    if library is not None:
        _refuse_other_corpus(folder, given)
    return Library(given, folder, settings or Settings(), overrides=overrides)


def _refuse_other_corpus(folder: Path, given: Path) -> None:
    """Two corpora in one library would take each other's documents away. One that has moved may keep its library."""
    other = corpus_of(folder)
    if other is not None and other != given.resolve() and other.exists():
        raise UsageError(
            f"{folder} is the library of {other}",
            f"give {given.name} one of its own with --library DIR, or leave --library out",
        )


def _near(missing: Path) -> str:
    try:
        names = [path.name for path in missing.parent.iterdir() if path.is_dir()]
    except OSError:
        names = []
    return nearest(missing.name, names) if names else "check the path for a slip"


def diagnose(corpus: Path | None = None, *, library: Path | None = None) -> list[Finding]:
    """What `reportedly doctor` shows: what is installed, where the library lies, whether it is whole."""
    from search_index import diagnosis

    given = seeds_folder() if corpus is None else corpus.expanduser().absolute()
    return diagnosis.diagnose(given, library_folder(given, library))


__all__ = ["Library", "OnProgress", "diagnose", "open_library"]
