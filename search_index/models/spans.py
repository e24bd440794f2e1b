"""Places in a text and stretches of days."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open code-point offsets into a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fragment:
    """A span together with the text it covers."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` to ``end``, both included, as ISO dates (``2025-01-01``)."""

    start: str
    end: str
