"""A library that answers from memory, put where commands meet the real one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from search_index.errors import CorpusError, LockedLibraryError, UsageError
from search_index.explanation import (
    ClaimExplained,
    Explanation,
    PairExplained,
    Pairing,
    Rejected,
)
from search_index.fact_explanation import FactExplained, explain_fact
from search_index.models import (
    BuildReport,
    Claim,
    Date,
    Document,
    Entity,
    Fact,
    Hit,
    Part,
    Passage,
    Period,
    Point,
    Problem,
    Progress,
    Quantity,
    Quote,
    Relation,
    SearchResult,
    SourceInfo,
    Span,
    Status,
)

PORT = (
    "Home | News | Contact\n"
    "The port of Lindholm handled about 4.2 million tonnes in 2024.\n"
    "“We expect more,” said its director, Ana Berg.\n"
    "Read more: ferries\n"
)
HOSTILE = "The report says \x1b[31mred\x1b[0m and [bold]bold[/bold] | =1+1 \u202e4.15\u202c million tonnes.\n"


def _document(path: str, text: str, title: str, source: str) -> Document:
    return Document(
        path=path,
        digest="0" * 64,
        text=text,
        title=title,
        source=source,
        published="2025-02-03",
        parts=(Part(0, 0, len(text), title, source, "2025-02-03"),),
        furniture=(Span(0, 22), Span(text.index("Read"), len(text))) if "Read more" in text else (),
    )


DOCUMENTS = {
    "port.txt": _document("port.txt", PORT, "A busy year for the port", "Lindholm Gazette"),
    "sub/report.txt": _document("sub/report.txt", HOSTILE, "Report \x1b[2J", "=cmd()"),
}
YEAR = Period("2024-01-01", "2024-12-31")


def _at(doc: str, text: str) -> dict[str, object]:
    start = DOCUMENTS[doc].text.index(text)
    return {
        "doc": doc,
        "part": 0,
        "source": DOCUMENTS[doc].source,
        "start": start,
        "end": start + len(text),
        "text": text,
        "sentence": Span(start, start + len(text)),
    }


FACTS: tuple[Fact, ...] = (
    Quantity(
        **_at("port.txt", "about 4.2 million tonnes"),  # type: ignore[arg-type]
        value=4.2e6,
        bound="about",
        unit="tonne",
        measure="cargo",
        period=YEAR,
        rule="unit",
        hedge="about",
        step=1e5,
        terms=("port", "handle"),
        carried=("measure",),
    ),
    Date(**_at("port.txt", "2024"), type="DATE", value="2024", period=YEAR),  # type: ignore[arg-type]
    Quote(
        **_at("port.txt", "We expect more,"),  # type: ignore[arg-type]
        content=(Span(87, 102),),
        directness="direct",
        speaker="Ana Berg",
    ),
    Relation(
        **_at("port.txt", "handled"),  # type: ignore[arg-type]
        subject="the port",
        predicate="handled",
        objects=("4.2 million tonnes",),
    ),
    Entity(**_at("port.txt", "Ana Berg"), name="Ana Berg", type="person"),  # type: ignore[arg-type]
    Quantity(
        **_at("sub/report.txt", "=1+1 \u202e4.15\u202c million tonnes"),  # type: ignore[arg-type]
        value=4.15e6,
        unit="tonne",
    ),
)


def _claim(fact: Fact) -> Claim:
    assert isinstance(fact, Quantity)
    return Claim(
        doc=fact.doc,
        part=0,
        source=fact.source,
        start=fact.start,
        end=fact.end,
        text=fact.text,
        sentence=Span(0, len(DOCUMENTS[fact.doc].text)),
        kind="quantity",
        value=fact.value,
        unit=fact.unit,
        bound=fact.bound,
        period=fact.period,
        repeats=1,
    )


POINTS = (
    Point(
        id="p1",
        label="Cargo of the port, 2024",
        verdict="compatible",
        dimension="precision",
        rule="rounds",
        reason="4.15 million rounds to “about 4.2 million”",
        claims=(_claim(FACTS[0]), _claim(FACTS[5])),
    ),
    Point(
        id="p2",
        label="Crew",
        verdict="single",
        dimension=None,
        rule="single",
        reason="one source only",
        claims=(_claim(FACTS[0]),),
    ),
)


def explanation_of(point: Point) -> Explanation:
    """All an explanation may hold, about any point."""
    pairing = Pairing(
        words=("cargo\x1b[2J",),
        names=("[bold]Lindholm",),
        score=4.0,
        needed=3.0,
        scale="evidence",
        parts=(("digits in common", 2.5),),
    )
    return Explanation(
        point=point,
        rule_says="One is the other with fewer digits.",
        claims=tuple(
            ClaimExplained(
                claim=claim,
                sentence=DOCUMENTS[claim.doc].text,
                normalised=(("amount", "4.2 million \x1b[2J tonnes"),),
                carried=("measure",),
                drawn_by="count",
            )
            for claim in point.claims
        ),
        pairs=(
            PairExplained(
                first=0,
                second=len(point.claims) - 1,
                verdict="compatible",
                dimension="precision",
                rule="rounds",
                rule_says="One is the other with fewer digits.",
                reason="4.15 million rounds",
                pairing=pairing,
                decides=True,
            ),
        ),
        rejected=(
            Rejected(
                near=0,
                claim=_claim(FACTS[5]),
                sentence=HOSTILE,
                reason="refused: units differ",
                pairing=Pairing(),
            ),
        ),
    )


class FakeLibrary:
    """Remembers what it was asked; ``locked`` and ``problems`` stage what may go wrong."""

    locked = False
    overrides: Path | None = None
    points_held: tuple[Point, ...] = POINTS
    problems_found: tuple[Problem, ...] = ()
    new_rules = False

    def __init__(self, corpus: Path | None, library: Path | None) -> None:
        self.corpus = corpus
        self.folder = library
        self.builds: list[bool] = []
        self.asked_again: list[bool] = []
        self.notices: list[str] = []
        self.lost = False

    def build(
        self,
        on_progress: Callable[[Progress], None] | None = None,
        *,
        facts: bool = True,
        again: bool = False,
        cancelled: Callable[[], bool] | None = None,
    ) -> BuildReport:
        self.builds.append(facts)
        self.asked_again.append(again)
        if self.locked:
            raise LockedLibraryError("somebody writes", "wait")
        if self.lost:
            raise CorpusError("the folder is gone", "bring it back")
        return BuildReport(
            read=("port.txt",),
            unchanged=("sub/report.txt",),
            extracted=("port.txt", "sub/report.txt") if self.new_rules else ("port.txt",),
            problems=self.problems_found,
            new_rules=self.new_rules,
        )

    def is_up_to_date(self) -> bool:
        return False

    def looking(self, begun: object = None) -> None:
        return None

    def obey(self, overrides: Path | None) -> None:
        self.overrides = overrides

    def changes(self, stop: object = None) -> Iterator[None]:
        """As many notices as a test sets, then Ctrl+C."""
        for what in self.notices:
            self.locked = what == "locked"
            self.lost = what == "lost"
            yield
        raise KeyboardInterrupt

    def search(
        self,
        query: str,
        *,
        any_word: bool = False,
        as_you_type: bool = False,
        limit: int = 50,
        newest: bool = False,
    ) -> SearchResult:
        words = query.casefold().split()
        need = any if any_word else all
        hits = tuple(
            Hit(
                doc=path,
                part=0,
                source=document.source,
                title=document.title,
                published=document.published,
                score=1.5,
                passages=(self._passage(document, words),),
                citation=f"{document.title}, {document.source}, {path}:1",
            )
            for path, document in DOCUMENTS.items()
            if need(word in document.text.casefold() for word in words)
        )
        if newest:
            hits = tuple(sorted(hits, key=lambda hit: hit.published or "", reverse=True))
        suggestion = None if hits else "port"
        return SearchResult(query, query, suggestion, len(hits), hits[:limit])

    @staticmethod
    def _passage(document: Document, words: list[str]) -> Passage:
        folded = document.text.casefold()
        spans = [(folded.find(word), len(word)) for word in words if word in folded]
        matches = tuple(Span(at, at + size) for at, size in spans)
        return Passage(0, len(document.text), document.text, matches)

    def documents(self) -> tuple[SourceInfo, ...]:
        return tuple(
            SourceInfo(d.path, 0, d.source, d.title, d.published) for d in DOCUMENTS.values()
        )

    def document(self, path: str) -> Document:
        path = next((name for name in DOCUMENTS if name.startswith(path)), path)
        if path not in DOCUMENTS:
            raise UsageError(f"there is no document “{path}”", "did you mean “port.txt”?")
        return DOCUMENTS[path]

    def facts(
        self,
        doc: str | None = None,
        *,
        kinds: Iterable[str] | None = None,
        about: str | None = None,
    ) -> tuple[Fact, ...]:
        wanted = None if kinds is None else set(kinds)
        return tuple(
            fact
            for fact in FACTS
            if doc in (None, fact.doc)
            and (wanted is None or fact.kind in wanted)
            and (about is None or about in DOCUMENTS[fact.doc].text)
        )

    def explain_fact(self, fact: Fact) -> FactExplained:
        return explain_fact(fact, self.document(fact.doc).text, "A number, [bold]\x1b[1mof course.")

    def points(
        self,
        *,
        about: str | None = None,
        verdicts: Iterable[str] | None = None,
        doc: str | None = None,
    ) -> tuple[Point, ...]:
        wanted = None if verdicts is None else set(verdicts)
        return tuple(
            point for point in self.points_held if wanted is None or point.verdict in wanted
        )

    def explain(self, point_id: str) -> Explanation:
        for point in self.points_held:
            if point.id.startswith(point_id):
                return explanation_of(point)
        raise UsageError(f"no point has an id that begins with “{point_id}”", "see the list")

    def citation(self, doc: str, start: int, end: int) -> str:
        return f"{DOCUMENTS[doc].title}, {doc}:1"

    def status(self) -> Status:
        return Status(
            "/corpus", 2, 2, 2, {"quantity": 2, "date": 1}, {"compatible": 1, "single": 1}
        )

    def problems(self) -> tuple[Problem, ...]:
        return self.problems_found

    def close(self) -> None:
        pass

    def __enter__(self) -> FakeLibrary:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@dataclass
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str


@dataclass
class Stage:
    """The libraries opened so far, and what they will do."""

    opened: list[FakeLibrary] = field(default_factory=list)
    locked: bool = False
    problems: tuple[Any, ...] = ()
    new_rules: bool = False
    points: tuple[Point, ...] = POINTS
    notices: list[str] = field(default_factory=list)

    @property
    def last(self) -> FakeLibrary:
        return self.opened[-1]
