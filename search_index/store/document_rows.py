"""Documents as rows and back; and what a document's facts depend on."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from search_index.copies import sketches
from search_index.models import Document, Part, Place, Repeat, Span


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
