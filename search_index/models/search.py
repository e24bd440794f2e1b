"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass

from search_index.models.spans import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that answers a query; ``matches`` are offsets into the document."""

    start: int
    end: int
    text: str
    matches: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A document, or one part of it, that answers a query, best passages first.

    ``copies`` are the documents that carry the same article, which is shown once.
    """

    doc: str
    part: int
    source: str
    title: str
    published: str | None
    score: float
    passages: tuple[Passage, ...]
    citation: str
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a query found. ``understood`` is the query as the engine read it; ``suggestion`` a
    spelling that would find something, else None; ``total`` counts documents before the limit."""

    query: str
    understood: str
    suggestion: str | None
    total: int
    hits: tuple[Hit, ...]
