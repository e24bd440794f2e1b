"""Documents, facts and points as rows and back; and what a document's facts depend on."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

from search_index.copies import sketches
from search_index.models import Document, Fact, Part, Place, Point, Repeat, Span
from search_index.overrides import Unmet
from search_index.records import fact_from_record, fact_record, point_record


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document just read, with the state of the file and of its corpus.yaml entry it came from."""

    document: Document
    size: int
    modified_ns: int
    entry_digest: str


@dataclass(frozen=True, slots=True)
class KnownFile:
    """The state of a file when it was last read."""

    path: str
    digest: str
    size: int
    modified_ns: int
    entry_digest: str


def _details(document: Document, *, sketched: bool = False) -> str:
    details: dict[str, Any] = {
        "furniture": [[s.start, s.end] for s in document.furniture],
        "repeats": [
            [r.span.start, r.span.end, r.first.start, r.first.end] for r in document.repeats
        ],
        "aliases": {name: list(others) for name, others in document.aliases.items()},
    }
    # Plain text has neither: its fingerprint is what it was before there were other formats.
    if document.places:
        details["places"] = [[place.start, place.label] for place in document.places]
    if document.warnings:
        details["warnings"] = list(document.warnings)
    if sketched:
        details["sketches"] = sketches(document)
    return json.dumps(details, sort_keys=True)


def fingerprint(document: Document) -> str:
    """A hash of all that the document's facts depend on: not its path, nor its publisher's name."""
    parts = [{**asdict(part), "source": None, "url": None} for part in document.parts]
    rest = [document.text, document.title, document.published, parts, _details(document)]
    return hashlib.sha256(json.dumps(rest).encode("ascii")).hexdigest()


def document_values(read: ReadDocument) -> dict[str, Any]:
    """The columns of table ``documents``, ``id`` and ``indexed`` aside."""
    document = read.document
    return {
        "path": document.path,
        "digest": document.digest,
        "size": read.size,
        "modified_ns": read.modified_ns,
        "entry_digest": read.entry_digest,
        "fingerprint": fingerprint(document),
        "title": document.title,
        "source": document.source,
        "published": document.published,
        "author": document.author,
        "url": document.url,
        "encoding": document.encoding,
        "details": _details(document, sketched=True),
        "text": document.text,
    }


def document_from_rows(row: sqlite3.Row, parts: Iterable[sqlite3.Row]) -> Document:
    """The document that was stored as ``row`` and ``parts``."""
    details = json.loads(row["details"])
    return Document(
        path=row["path"],
        digest=row["digest"],
        text=row["text"],
        title=row["title"],
        source=row["source"],
        parts=tuple(
            Part(**{name: part[name] for name in part.keys() if name != "document"})  # noqa: SIM118
            for part in parts
        ),
        published=row["published"],
        author=row["author"],
        url=row["url"],
        encoding=row["encoding"],
        furniture=tuple(Span(*pair) for pair in details["furniture"]),
        repeats=tuple(Repeat(Span(*four[:2]), Span(*four[2:])) for four in details["repeats"]),
        aliases={name: tuple(others) for name, others in details["aliases"].items()},
        places=tuple(Place(*pair) for pair in details.get("places", ())),
        warnings=tuple(details.get("warnings", ())),
    )


def fact_payload(fact: Fact) -> str:
    """The fact as JSON, inner fields included."""
    return json.dumps(fact_record(fact, inner=True), ensure_ascii=False, separators=(",", ":"))


def fact_from_payload(payload: str) -> Fact:
    """The fact that ``fact_payload`` was made from."""
    return fact_from_record(json.loads(payload))


def moved(fact: Fact, path: str, sources: dict[int, str]) -> Fact:
    """``fact`` as the same text states it under another path or publisher."""
    source = sources.get(fact.part, fact.source)
    if fact.doc == path and fact.source == source:
        return fact
    return replace(fact, doc=path, source=source)


class NameRow(NamedTuple):
    """An entity's name in the document at ``path`` and its other name across the corpus."""

    path: str
    local: str
    canonical: str


class PointRow(NamedTuple):
    """A point as JSON, with its id, verdict and the paths of the documents that have a claim in it.

    ``rank`` sorts points as a reader wants them. The verdict of a source at odds with itself is “within”: it counts
    among none between sources.
    """

    id: str
    rank: str
    verdict: str
    payload: str
    paths: tuple[str, ...]


class SinceRow(NamedTuple):
    """The first row of an answer that tells only what changed since the points of this state were found."""

    state: str


class GoneRow(NamedTuple):
    """A point, by its id, that is no more."""

    id: str


class RenamedRow(NamedTuple):
    """All names of the document at ``path`` follow."""

    path: str


class UnmetRow(NamedTuple):
    """An override that could not be carried out: its place among them, why, and a way out."""

    entry: int
    reason: str
    way_out: str


Row = NameRow | PointRow | UnmetRow | SinceRow | GoneRow | RenamedRow
"""What a comparison finds, in a form that costs the writing process little."""


def name_rows(names: Mapping[str, Mapping[str, str]]) -> Iterator[NameRow]:
    """Names by path and local name as rows; a name that stays is none."""
    for path, known in names.items():
        for local, canonical in known.items():
            if local != canonical:
                yield NameRow(path, local, canonical)


def unmet_rows(unmet: Iterable[Unmet]) -> Iterator[UnmetRow]:
    """What could not be carried out as rows, each once."""
    return (UnmetRow(one.entry, one.reason, one.way_out) for one in dict.fromkeys(unmet))


def point_rows(points: Iterable[Point]) -> Iterator[PointRow]:
    """Points as rows, in their order."""
    return (point_row(point, f"{place:09}") for place, point in enumerate(points))


def point_row(point: Point, rank: str) -> PointRow:
    """A point as a row."""
    payload = json.dumps(point_record(point), ensure_ascii=False, separators=(",", ":"))
    paths = tuple(sorted({claim.doc for claim in point.claims}))
    return PointRow(point.id, rank, "within" if point.within else point.verdict, payload, paths)
