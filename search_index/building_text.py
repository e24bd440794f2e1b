"""The first half of a build: which files changed, their text into SQLite and the index, what went wrong.

A file that a format's reader cannot read is tried again when it, its entry or the program changed, or when
somebody asks: it may have taken a minute.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from search_index.copies import Place, Since, find_copies
from search_index.errors import DocumentError
from search_index.indexing import BATCH_DOCUMENTS, Indexer
from search_index.models import Problem, Progress
from search_index.reading import (
    READING_VERSION,
    CorpusFile,
    FileEntry,
    Survey,
    read_document,
    readers,
)
from search_index.reading.formats.extracted import Extracted, Source
from search_index.store import KnownFile, ReadDocument, Store, Writer

if TYPE_CHECKING:
    from search_index.reading.formats.process import FormatReader

# A batch is one transaction and one index segment: large enough to be cheap, small enough to be soon.
BATCH_CHARACTERS = 4_000_000
BATCH_SECONDS = 2.0


# The documents among which copies were looked for.
_LOOKED_AT = "copies among"


def _names(known: Mapping[str, KnownFile]) -> str:
    said = "\n".join(f"{path} {file.digest}" for path, file in sorted(known.items()))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class TextReport:
    """Paths read, left as they were, and gone; the problems met. ``whole`` is False for a cancelled run."""

    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    whole: bool


class TextStage:
    """Reads the files of one build. Whoever has one holds the writer's lock."""

    def __init__(
        self,
        corpus: Path,
        store: Store,
        writer: Writer,
        indexer: Indexer,
        described: CorpusFile,
        program: Callable[[], str],
        on_progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._corpus = corpus
        self._store = store
        self._writer = writer
        self._indexer = indexer
        self._described = described
        self._program = program
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._reader: FormatReader | None = None
        self._refused = _Refused(store)
        self._touched: _Touched | None = None

    def close(self) -> None:
        """End the process that reads formats."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def run(self, found: Survey, *, again: bool) -> TextReport:
        """Bring the text of the library to that of the folder. ``again`` tries what failed once more."""
        known = self._store.known_files()
        way_of_reading = f"{READING_VERSION}{self._described.rules.only('furniture').digest}"
        changed, unchanged = self._sorted_out(
            found, known, same_way=self._store.meta("reading") == way_of_reading
        )
        paths = [entry.path for entry in found.entries]
        gone = known.keys() - set(paths)
        # Afterwards nobody knows any more how many articles they had.
        replaced = known.keys() & {entry.path for entry in changed}
        articles = self._store.number_of_articles(sorted(gone | replaced))
        problems = [*found.problems, *self._described.unknown_documents(paths)]
        if again:
            self._refused.forget()
        read: list[str] = []
        batch: list[ReadDocument] = []
        characters, since = 0, time.monotonic()
        left = set(gone)
        with self._indexer.expecting(len(changed)):
            for number, entry in enumerate(changed):
                if self._cancelled():
                    break
                self._on_progress(Progress("reading", number, len(changed), entry.path))
                try:
                    one = self._read(entry)
                except DocumentError as error:
                    problems.append(Problem(entry.path, error.message, error.way_out))
                    continue
                batch.append(one)
                read.append(entry.path)
                characters += len(one.document.text)
                late = time.monotonic() - since > BATCH_SECONDS
                if len(batch) >= BATCH_DOCUMENTS or characters > BATCH_CHARACTERS or late:
                    left -= self._save(batch, left)
                    batch, characters, since = [], 0, time.monotonic()
            left -= self._save(batch, left)
        whole = not self._cancelled()
        if whole:
            self._writer.remove_documents(left)
            self._refused.save(self._writer, set(paths))
            self._touched = _Touched(known, read, gone | (known.keys() & set(read)), articles)
            self._writer.set_meta("reading", way_of_reading)
        return TextReport(
            tuple(read),
            tuple(entry.path for entry in unchanged),
            tuple(sorted(gone if whole else gone - left)),
            tuple(problems),
            whole,
        )

    def _sorted_out(
        self, found: Survey, known: Mapping[str, KnownFile], *, same_way: bool
    ) -> tuple[list[FileEntry], list[FileEntry]]:
        """The files to be read, and those that are as they were."""
        changed: list[FileEntry] = []
        unchanged: list[FileEntry] = []
        for entry in found.entries:
            old = known.get(entry.path)
            same = (
                same_way
                and old is not None
                and (old.size, old.modified_ns) == (entry.size, entry.modified_ns)
                and old.entry_digest == self._described.entry_digest(entry.path)
            )
            (unchanged if same else changed).append(entry)
        return changed, unchanged

    def _read(self, entry: FileEntry) -> ReadDocument:
        """Raises DocumentError."""
        digest = self._described.entry_digest(entry.path)

        def extract(source: Source) -> Extracted:
            # Whether a missing reader was installed since is part of the state.
            here = json.dumps(readers(), sort_keys=True)
            state = [entry.size, entry.modified_ns, digest, f"{self._program()} {here}"]
            self._refused.check(source.path, state)
            if self._reader is None:
                # A folder of plain text is spared multiprocessing and subprocess (15 ms).
                from search_index.reading.formats.process import FormatReader

                self._reader = FormatReader()
            try:
                return self._reader(source)
            except DocumentError as error:
                self._refused.note(source.path, state, error)
                raise

        document = read_document(self._corpus, entry.path, self._described, extract)
        return ReadDocument(document, entry.size, entry.modified_ns, digest)

    def find_copies(self) -> None:
        """Keep which articles are copies, looking only at those that the last `run` touched.

        A build that was stopped, or killed before this, has left documents that were never looked at: then at all.
        """
        touched, self._touched = self._touched, None
        if touched is None:
            return
        since = None
        if self._store.meta(_LOOKED_AT) == _names(touched.known):
            if not touched.read and not touched.left:
                return
            since = Since(self._store.copies(), touched.read, touched.left, touched.articles)
        self._writer.save_copies(find_copies(self._store.sketched(), self._article, since))
        self._writer.set_meta(_LOOKED_AT, _names(self._store.known_files()))

    def _article(self, place: Place) -> str:
        document = self._store.document(place[0])
        part = next((p for p in document.parts if p.number == place[1]), None) if document else None
        return document.text[part.start : part.end] if document and part else ""

    def _save(self, batch: list[ReadDocument], gone: set[str]) -> set[str]:
        """Keep a batch and make it searchable; the paths of ``gone`` that were only renamed."""
        if not batch:
            return set()
        renamed = self._writer.save_documents(batch, gone)
        self._indexer.give([one.document for one in batch], renamed)
        return set(renamed)


class _Touched(NamedTuple):
    """The files known before a run, the paths it read, those that went or changed, and how many articles these had."""

    known: Mapping[str, KnownFile]
    read: Sequence[str]
    left: Set[str]
    articles: int


class _Refused:
    """Files that their format's reader could not read, with the state they were in, and what it said."""

    _KEY = "unreadable files"

    def __init__(self, store: Store) -> None:
        kept = store.meta(self._KEY)
        self._files: dict[str, list[object]] = {} if kept is None else json.loads(kept)
        self._changed = False

    def forget(self) -> None:
        self._changed = bool(self._files)
        self._files = {}

    def check(self, path: str, state: list[object]) -> None:
        """Raises what was raised before, if the file is still in that state."""
        kept = self._files.get(path)
        if kept is not None and kept[:-2] == state:
            raise DocumentError(str(kept[-2]), str(kept[-1]))

    def note(self, path: str, state: list[object], error: DocumentError) -> None:
        self._files[path] = [*state, error.message, error.way_out]
        self._changed = True

    def save(self, writer: Writer, paths: set[str]) -> None:
        """Keep those that are still there."""
        if self._changed or self._files.keys() - paths:
            left = {path: kept for path, kept in self._files.items() if path in paths}
            writer.set_meta(self._KEY, json.dumps(left))
