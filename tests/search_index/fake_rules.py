"""Rules that answer at once: “trade 5” is a quantity, “Ana” a person, each measure a point."""

from __future__ import annotations

import os
import re
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from search_index.comparing import Comparing, Material, compared
from search_index.errors import DocumentError
from search_index.extraction.workers import Batch
from search_index.models import Claim, Document, Entity, Fact, Point, Quantity, Reached, Span
from search_index.overrides import NO_OVERRIDES, Overrides, Unmet
from search_index.own_rules import BUNDLED, OwnRules
from search_index.processes import Failure
from search_index.rules import ComparisonFailed, OnUnmet, Outcome, Rules
from search_index.store import Row, Store

PEOPLE = {"Ana": "Ana Bell", "Bell": "Ana Bell", "Omar": "Omar"}


def extract(document: Document) -> tuple[Fact, ...]:
    """Also does what a document asks for: BREAK, DIE, KILL, HANG."""
    if "BREAK" in document.text:
        raise ValueError("no rule can read this")
    if "DIE" in document.text:
        os._exit(3)
    if "KILL" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "HANG" in document.text:
        threading.Event().wait()
    facts: list[Fact] = []
    for part in document.parts:
        for found in re.finditer(r"(\b[a-z]+) (\d+)|\b(Ana|Bell|Omar)\b", document.text):
            line_start = document.text.rfind("\n", 0, found.start()) + 1
            line_end = document.text.find("\n", found.start())
            line_end = len(document.text) if line_end < 0 else line_end
            base = {
                "doc": document.path,
                "part": part.number,
                "source": part.source,
                "start": found.start(),
                "end": found.end(),
                "text": found.group(),
                "sentence": Span(line_start, line_end),
            }
            if found[3]:
                facts.append(Entity(**base, name=found[3], type="person"))
            else:
                facts.append(Quantity(**base, value=float(found[2]), measure=found[1]))
        break
    return tuple(facts)


def extract_batch(batch: Batch) -> list[tuple[Fact, ...] | Failure]:
    """What ``extract`` finds in each document of a batch."""
    return [_attempt(document) for document in batch.documents]


def _attempt(document: Document) -> tuple[Fact, ...] | Failure:
    try:
        return extract(document)
    except ValueError as error:
        return Failure(str(error))


def own_words(batch: Batch) -> list[tuple[Fact, ...]]:
    """One fact a document, whose text is the own words it was drawn with."""
    (one,) = who_am_i(batch)[0]
    return [(replace(one, text=str(batch.own.content)),) for _ in batch.documents]


def who_am_i(batch: Batch) -> list[tuple[Fact, ...]]:
    """One fact a document, whose text is the process it was drawn in."""
    pid = str(os.getpid())
    fact = Entity(
        doc=batch.documents[0].path,
        part=0,
        source="",
        start=0,
        end=1,
        text=pid,
        sentence=Span(0, 1),
        name=pid,
        type="person",
    )
    return [(fact,) for _ in batch.documents]


def report_and_hang(batch: Batch) -> list[tuple[Fact, ...]]:
    """Write the process number to the file that the document's text names, then never end."""
    Path(batch.documents[0].text).write_text(str(os.getpid()), "ascii")
    threading.Event().wait()
    raise AssertionError


def resolve_names(
    documents: Sequence[Document],
    facts: Mapping[str, Sequence[Fact]],
    overrides: Overrides = NO_OVERRIDES,
    on_unmet: OnUnmet = lambda unmet: None,
) -> dict[str, dict[str, str]]:
    return {
        path: {fact.name: PEOPLE[fact.name] for fact in found if isinstance(fact, Entity)}
        for path, found in facts.items()
    }


def rename(fact: Fact, names: Mapping[str, str]) -> Fact:
    return replace(fact, name=names[fact.name]) if isinstance(fact, Entity) else fact


def compare(
    documents: Sequence[Document], facts: Mapping[str, Sequence[Fact]]
) -> tuple[Point, ...]:
    measured: dict[str, list[Quantity]] = {}
    for found in facts.values():
        for fact in found:
            if isinstance(fact, Quantity):
                measured.setdefault(fact.measure or "", []).append(fact)
    points = []
    for measure, group in sorted(measured.items()):
        values = {fact.value for fact in group}
        verdict = "single" if len(group) == 1 else "agree" if len(values) == 1 else "conflict"
        claims = tuple(
            Claim(
                doc=fact.doc,
                part=fact.part,
                source=fact.source,
                start=fact.start,
                end=fact.end,
                text=fact.text,
                sentence=fact.sentence,
                kind=fact.kind,
                value=fact.value,
            )
            for fact in group
        )
        points.append(
            Point(
                id=measure,
                label=measure,
                verdict=verdict,
                dimension=None,
                rule="fake",
                reason="",
                claims=claims,
            )
        )
    return tuple(points)


class ComparingInWorker(Comparing):
    """What a worker process runs where these rules are to be used in it."""

    def __init__(self) -> None:
        self._rules = Recorder().rules()
        self._material = None

    def __call__(self, folder: Path | None) -> Iterator[object] | None:
        return None if folder is None else super().__call__(folder)


class ComparingTooLong(ComparingInWorker):
    """Never comes to an end with a comparison."""

    def __call__(self, folder: Path | None) -> Iterator[object] | None:
        return None if folder is None else threading.Event().wait()  # type: ignore[func-returns-value]


class DyingInAComparison(ComparingInWorker):
    """Dies when it has sent the state and before it has sent a row."""

    def __call__(self, folder: Path | None) -> Iterator[object] | None:
        return None if folder is None else self._until_death(folder)

    def _until_death(self, folder: Path) -> Iterator[object]:
        answer = super().__call__(folder)
        assert answer is not None
        yield next(answer)
        os._exit(3)


class DyingWhenAsked:
    """Dies at the first message."""

    def __call__(self, asked: object) -> None:
        os._exit(3)


class ComparerInPlace:
    """Compares at once, in this process; ``fails`` says why it cannot."""

    def __init__(self, rules: Rules, folder: Path, fails: str | None) -> None:
        self._rules = rules
        self._store = Store(folder)
        self._material = Material(self._store)
        self._fails = fails
        self._answer: list[object] = []

    def begin(self, limit: float) -> None:
        self._answer = list(compared(self._material, self._rules))

    def poll(self, seconds: float) -> str | None:
        if self._fails is not None:
            raise ComparisonFailed(self._fails)
        return str(self._answer[0])

    def rows(self) -> Iterator[Row]:
        for piece in self._answer[1:]:
            yield from piece

    def close(self) -> None:
        self._store.close()


class Recorder:
    """Rules that note which documents they were asked for."""

    def __init__(self, version: int = 1) -> None:
        self.version = version
        self.comparison_fails: str | None = None
        self.program = "one"
        self.extracted: list[str] = []
        self.compared = 0
        self.overrides = NO_OVERRIDES
        self.own = BUNDLED

    def _extract(
        self,
        documents: Iterable[Document],
        workers: int,
        cancelled: Callable[[], bool],
        own: OwnRules,
    ) -> Generator[Outcome | Reached | None, None, None]:
        self.own = own
        for document in documents:
            if cancelled():
                return
            self.extracted.append(document.path)
            try:
                yield document.path, extract(document)
            except ValueError as error:
                yield document.path, DocumentError(str(error), "leave it")

    def _compare(
        self,
        documents: Sequence[Document],
        facts: Mapping[str, Sequence[Fact]],
        overrides: Overrides,
        on_unmet: OnUnmet,
    ) -> tuple[Point, ...]:
        self.compared += 1
        self.overrides = overrides
        for number, entry in enumerate(overrides.entries):
            if entry.note == "impossible":
                on_unmet(Unmet(number, "it cannot be done", "leave it"))
        return compare(documents, facts)

    def rules(self) -> Rules:
        def comparer(folder: Path) -> ComparerInPlace:
            return ComparerInPlace(rules, folder, self.comparison_fails)

        rules = Rules(
            version=self.version,
            comparison_version=1,
            program=lambda: self.program,
            extract=self._extract,
            resolve_names=resolve_names,
            rename=rename,
            compare=self._compare,
            comparer=comparer,
        )
        return rules
