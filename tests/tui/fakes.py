"""A library of six made-up documents with facts, and points of every verdict, at the façade's seam."""

from __future__ import annotations

import hashlib
import itertools
import re
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from search_index.errors import LibraryError, UsageError
from search_index.explanation import (
    ClaimExplained,
    Explanation,
    PairExplained,
    Pairing,
    Rejected,
    claim_of_fact,
    lone_point,
)
from search_index.library import Library, OnProgress
from search_index.models import (
    BuildReport,
    Claim,
    Date,
    Document,
    Entity,
    Fact,
    Hit,
    Kind,
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
    Verdict,
)

_ROOM, _NUMBERS = tempfile.TemporaryDirectory(), itertools.count()

YEAR = Period("2031-01-01", "2031-12-31")
BEFORE = Period("2030-01-01", "2030-12-31")

TEXTS = {
    "00_harbour.txt": (
        "Harbour grows again",
        "Norden Gazette",
        "2032-02-03",
        """Home | News | Sport
Subscribe to our newsletter
The port of Elsmark handled 4.92 million containers in 2031, its operator said on Tuesday.
“We have never been busier,” said Ada Lindqvist, who has run the port since 2024.
The quay is 1,450 metres long. The company employs 2,300 people and wants to reach 6 million containers by 2035.
“We have never been busier,” said Ada Lindqvist, who has run the port since 2024.
Elsmark [the city] has grown with its harbour; every fifth household lives from it, and the council has promised a new road to the quays.
""",
    ),
    "01_wire.txt": (
        "Elsmark port sees about 5 million containers",
        "Wire Service",
        "2032-02-04",
        """About 5 million containers went through the port of Elsmark in 2031, a record.
The port plans 6 million containers by 2035. A strike in March closed the gates for 9 days.
“It was a hard spring,” said the union’s Bo Ek.
""",
    ),
    "02_union.txt": (
        "Our spring",
        "Dockers’ Union",
        "2031-12-20",
        """The strike closed the port’s gates for 12 days in March, longer than any before.
Members held out. The containers waited.
""",
    ),
    "03_yearbook.txt": (
        "Yearbook of ports",
        "03_yearbook.txt",
        None,
        """Elsmark: 4.51 million containers in 2030. Quay of 1,450 metres.
""",
    ),
    "04_letters.txt": (
        "Letters to the editor",
        "Norden Gazette",
        "2032-02-10",
        """Sir, the new road to the harbour is loud. Nobody counts the lorries.
""",
    ),
    "05_日本.txt": (
        "エルスマルク港について",
        "港湾新聞",
        "2032-03",
        """エルスマルク港の取扱量は過去最高となった。 The port is known for its containers here too. e\u0301 and \u202e hidden \x1b[31m.
""",
    ),
}


def _span(doc: str, words: str) -> tuple[int, int]:
    start = TEXTS[doc][3].index(words)
    return start, start + len(words)


def _sentence(doc: str, start: int, end: int) -> Span:
    text = TEXTS[doc][3]
    first = max(text.rfind(". ", 0, start) + 2, text.rfind("\n", 0, start) + 1)
    stops = [i for i in (text.find(". ", end - 1), text.find("\n", end)) if i >= 0]
    return Span(
        first if text.rfind(". ", 0, start) >= 0 else text.rfind("\n", 0, start) + 1, min(stops) + 1
    )


def document(doc: str) -> Document:
    title, source, published, text = TEXTS[doc]
    furniture = (Span(0, text.index("The port")),) if text.startswith("Home") else ()
    part = Part(0, 0, len(text), title, source, published)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        doc, digest, text, title, source, (part,), published, furniture=furniture
    )  # fmt: skip


def _common(doc: str, words: str) -> dict[str, object]:
    start, end = _span(doc, words)
    return {
        "doc": doc,
        "part": 0,
        "source": TEXTS[doc][1],
        "start": start,
        "end": end,
        "text": words,
        "sentence": _sentence(doc, start, end),
    }


def _number(doc: str, words: str, value: float, measure: str, **more: object) -> Quantity:
    return Quantity(value=value, measure=measure, **_common(doc, words), **more)  # type: ignore[arg-type]


PORT, WIRE, UNION, YEARBOOK = list(TEXTS)[:4]
FACTS: tuple[Fact, ...] = (
    _number(PORT, "4.92 million containers", 4.92e6, "throughput", unit="container", period=YEAR),
    Date(type="DATE", value="2031", event="record", period=YEAR, **_common(PORT, "2031")),  # type: ignore[arg-type]
    Entity(name="Elsmark", type="place", **_common(PORT, "Elsmark")),  # type: ignore[arg-type]
    Quote(
        content=(Span(*_span(PORT, "We have never been busier")),),
        directness="direct",
        speaker="Ada Lindqvist",
        **_common(PORT, "We have never been busier"),  # type: ignore[arg-type]
    ),
    Entity(name="Ada Lindqvist", type="person", **_common(PORT, "Ada Lindqvist")),  # type: ignore[arg-type]
    _number(PORT, "1,450 metres", 1450, "quay", unit="metre"),
    _number(PORT, "2,300 people", 2300, "staff", unit="person"),
    _number(PORT, "6 million containers", 6e6, "throughput", unit="container", role="target"),
    Relation(
        subject="the council",
        predicate="has promised",
        objects=("a new road",),
        **_common(PORT, "the council has promised a new road"),  # type: ignore[arg-type]
    ),
    _number(WIRE, "About 5 million containers", 5e6, "throughput", unit="container", period=YEAR),
    _number(WIRE, "6 million containers", 6e6, "throughput", unit="container", role="target"),
    _number(WIRE, "9 days", 9, "strike", unit="day"),
    _number(UNION, "12 days", 12, "strike", unit="day"),
    _number(
        YEARBOOK, "4.51 million containers", 4.51e6, "throughput", unit="container", period=BEFORE
    ),
    _number(YEARBOOK, "1,450 metres", 1450, "quay", unit="metre"),
)


def _claim(doc: str, words: str, **more: object) -> Claim:
    return Claim(kind="quantity", **_common(doc, words), **more)  # type: ignore[arg-type]


_NOW = _claim(
    PORT, "4.92 million containers", value=4.92e6, unit="container", period=YEAR, repeats=1
)
_ABOUT = _claim(WIRE, "About 5 million containers", value=5e6, unit="container", bound="about", period=YEAR)  # fmt: skip
_THEN = _claim(YEARBOOK, "4.51 million containers", value=4.51e6, unit="container", period=BEFORE)
POINTS: tuple[Point, ...] = (
    Point(
        id="strike", label="Length of the strike, March 2031", verdict="conflict", dimension="value",
        rule="values_clash", reason="9 days against 12 days for the same strike",
        claims=(_claim(WIRE, "9 days", value=9, unit="day"), _claim(UNION, "12 days", value=12, unit="day")),
        silent=(PORT,), origins=2,
    ),
    Point(
        id="years", label="Containers through Elsmark, 2030 against 2031", verdict="differ",
        dimension="period", rule="other_period", reason="2030 and 2031 are different years",
        claims=(_NOW, _ABOUT, _THEN), origins=3,
    ),
    Point(
        id="throughput", label="Containers through Elsmark, 2031", verdict="compatible",
        dimension="precision", rule="rounds_to", reason="4.92 million rounds to “about 5 million”",
        claims=(_NOW, _ABOUT), silent=(UNION, "04_letters.txt"), origins=2,
    ),
    Point(
        id="target", label="Target for 2035", verdict="agree", dimension=None, rule="same_value",
        reason="both say 6 million",
        claims=(
            _claim(PORT, "6 million containers", value=6e6, unit="container", role="target"),
            _claim(WIRE, "6 million containers", value=6e6, unit="container", role="target"),
        ),
        origins=2,
    ),
    Point(
        id="staff", label="Staff of the port", verdict="single", dimension=None, rule="one_source",
        reason="", claims=(_claim(PORT, "2,300 people", value=2300, unit="person"),),
    ),
)  # fmt: skip


class FakeLibrary(Library):
    """Answers from the tables above; ``slow`` is called before each search, ``steps`` is the build."""

    def __init__(
        self,
        *,
        facts: bool = True,
        steps: Iterable[Progress] = (),
        failure: Exception | None = None,
        corpus: Path = Path("/documents/harbour"),
        kept: Path | None = None,
        problems: Iterable[Problem] = (),
    ) -> None:
        self.kept = kept or Path(_ROOM.name) / str(next(_NUMBERS))
        self.troubles = tuple(problems)
        self.with_facts = facts
        self.steps = tuple(steps)
        self.failure = failure
        self.asked: list[str] = []
        self.builds = 0
        self.copied: tuple[tuple[str, ...], ...] = ()
        self.changed = threading.Semaphore(0)
        self.closed = False
        self.slow: Callable[[], None] = lambda: None
        self._folder = corpus

    @property
    def corpus(self) -> Path:
        return self._folder

    @property
    def folder(self) -> Path:
        return self.kept

    def build(self, on_progress: OnProgress | None = None, *, facts: bool = True, again: bool = False, cancelled: Callable[[], bool] | None = None) -> BuildReport:  # fmt: skip
        self.builds += 1
        for progress in self.steps:
            if on_progress:
                on_progress(progress)
        if self.failure:
            raise self.failure
        return BuildReport(read=tuple(TEXTS))

    def changes(self, stop: threading.Event | None = None) -> Iterator[None]:
        stop = stop or threading.Event()
        while not stop.is_set():
            if self.changed.acquire(timeout=0.05):
                yield

    def search(self, query: str, *, any_word: bool = False, as_you_type: bool = False, limit: int = 50) -> SearchResult:  # fmt: skip
        self.asked.append(query)
        self.slow()
        words = [re.escape(word) for word in query.split()]
        hits = []
        for doc, (title, source, published, text) in TEXTS.items():
            places = [
                [Span(*m.span()) for m in re.finditer(word, text, re.IGNORECASE)] for word in words
            ]
            if not places or not all(places):
                continue
            passages = []
            for line in re.finditer("[^\n]+", text):
                inside = [
                    s for group in places for s in group if line.start() <= s.start < line.end()
                ]
                if inside:
                    passages.append(
                        Passage(line.start(), line.end(), line.group(), tuple(sorted(inside)))
                    )
            passages.sort(key=lambda passage: -len(passage.matches))
            hits.append(Hit(doc, 0, source, title, published, 1.0, tuple(passages), self.citation(doc, 0, 0)))  # fmt: skip
        suggestion = "harbour" if query.startswith("harbur") else None
        return SearchResult(query, query, suggestion, len(hits), tuple(hits[:limit]))

    def documents(self) -> tuple[SourceInfo, ...]:
        return tuple(SourceInfo(d, 0, s, t, p) for d, (t, s, p, _) in TEXTS.items())

    def document(self, path: str) -> Document:
        if path not in TEXTS:
            raise UsageError(f"there is no document “{path}”", "reportedly find lists them")
        return document(path)

    def copies(self, doc: str) -> tuple[str, ...]:
        group = next((group for group in self.copied if doc in group), ())
        return tuple(other for other in group if other != doc)

    def facts(self, doc: str | None = None, *, kinds: Iterable[Kind] | None = None, about: str | None = None) -> tuple[Fact, ...]:  # fmt: skip
        found = [f for f in FACTS if doc in (None, f.doc)] if self.with_facts else []
        return tuple(sorted(found, key=lambda f: (f.doc, f.start)))

    def points(self, *, about: str | None = None, verdicts: Iterable[Verdict] | None = None, doc: str | None = None) -> tuple[Point, ...]:  # fmt: skip
        if not self.with_facts:
            return ()
        return tuple(p for p in POINTS if doc is None or any(c.doc == doc for c in p.claims))

    def citation(self, doc: str, start: int, end: int) -> str:
        title, source, published, text = TEXTS[doc]
        return f"{title}, {source}, {published}, {doc}:{text.count(chr(10), 0, start) + 1}"

    def status(self) -> Status:
        points = {v: sum(p.verdict == v for p in self.points()) for v in ("conflict", "differ")}
        return Status(str(self._folder), len(TEXTS), len(TEXTS), len(TEXTS) if self.with_facts else 0, {}, points)  # fmt: skip

    def problems(self) -> tuple[Problem, ...]:
        return self.troubles

    def explain(self, point_id: str) -> Explanation:
        point = next(p for p in POINTS if p.id == point_id)
        if point.verdict == "single":
            raise LibraryError("The explaining process ended", "ask once more")
        claims = tuple(
            ClaimExplained(
                claim=claim,
                sentence=TEXTS[claim.doc][3][claim.sentence.start : claim.sentence.end],
                normalised=(("amount", claim.text.lower()), ("period", "2031")),
                carried=("period",),
                drawn_by="count",
            )
            for claim in point.claims
        )
        pairing = Pairing(
            words=("container", "port"),
            names=("Elsmark",),
            score=3.2,
            needed=2.0,
            parts=(("measure", 2.0),),
        )
        pair = PairExplained(
            first=0, second=1, verdict=point.verdict, dimension=point.dimension, rule=point.rule,
            rule_says="The rule in a sentence.", reason=point.reason, pairing=pairing, decides=True,
        )  # fmt: skip
        near = Rejected(
            near=0, claim=_claim(YEARBOOK, "1,450 metres", value=1450, unit="metre"),
            sentence="Quay of 1,450 metres.", reason="another measure", pairing=Pairing(),
        )  # fmt: skip
        return Explanation(
            point=point,
            rule_says="The rule in a sentence.",
            claims=claims,
            pairs=(pair,),
            rejected=(near,),
        )

    def explain_alone(self, fact: Fact) -> Explanation:
        claim = claim_of_fact(fact)
        near = Rejected(
            near=0, claim=_claim(WIRE, "9 days", value=9, unit="day"), sentence="A strike closed it for 9 days.",
            reason="too little in common", pairing=Pairing(),
        )  # fmt: skip
        lone = Rejected(
            near=0, claim=_claim(YEARBOOK, "1,450 metres", value=1450, unit="metre"),
            sentence="Quay of 1,450 metres.", reason="another measure", pairing=Pairing(),
        )  # fmt: skip
        return Explanation(
            point=lone_point(claim, "Label found"),
            rule_says="Nothing came near enough.",
            claims=(ClaimExplained(claim=claim, sentence="It stands here.", normalised=()),),
            pairs=(),
            rejected=(near, lone),
        )

    def close(self) -> None:
        self.closed = True
