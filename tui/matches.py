"""The matches of a search in the order in which ``n`` goes through them, across documents. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search_index.models import Hit, SearchResult, Span


@dataclass(frozen=True, slots=True)
class Match:
    """One match: where it stands, and as which of how many."""

    doc: str
    span: Span
    number: int
    total: int


def spans_of(hit: Hit) -> list[Span]:
    """All matches of a hit in reading order, each once."""
    return sorted({match for passage in hit.passages for match in passage.matches})


def first_span(hit: Hit) -> Span | None:
    """Where opening the hit leads: the first match, in reading order, of its best passages."""
    return min(spans_of(hit), default=None)


class Matches:
    """All matches of a result: hits best first, matches within a document in reading order."""

    def __init__(self, result: SearchResult) -> None:
        pairs = [(hit.doc, span) for hit in result.hits for span in spans_of(hit)]
        pairs = list(dict.fromkeys(pairs))
        self.all = [Match(d, s, i, len(pairs)) for i, (d, s) in enumerate(pairs, 1)]

    def of(self, doc: str) -> list[Span]:
        """Matches in one document, in reading order."""
        return sorted(match.span for match in self.all if match.doc == doc)

    def at(self, doc: str, span: Span | None) -> Match | None:
        """The match that is ``span`` of ``doc``."""
        return next((m for m in self.all if m.doc == doc and m.span == span), None)

    def step(
        self, doc: str | None, offset: int, current: Span | None, forward: bool
    ) -> Match | None:
        """The match after (or before) the place; round the end; None where nothing matches."""
        if not self.all:
            return None
        standing = self.at(doc, current) if doc is not None else None
        # The cursor may have moved away from the match: then its place counts, not the match.
        if standing is not None and current is not None and current.start == offset:
            return self.all[(standing.number - 1 + (1 if forward else -1)) % len(self.all)]
        here = [match for match in self.all if match.doc == doc]
        if not here:
            return self.all[0 if forward else -1]
        if forward:
            later = [match for match in here if match.span.start > offset]
            return later[0] if later else self.all[here[-1].number % len(self.all)]
        earlier = [match for match in here if match.span.start < offset]
        return earlier[-1] if earlier else self.all[here[0].number - 2]
