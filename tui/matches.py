"""The passages a search found, in the order in which ``n`` goes through them, and where to stand in each. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search_index.models import Hit, Passage, SearchResult, Span

# Characters within which the words of a query make one answer: about a sentence.
_CLOSE = 160


@dataclass(frozen=True, slots=True)
class Match:
    """One passage: the match to stand on, and as which of how many."""

    doc: str
    span: Span
    number: int
    total: int


def spans_of(hit: Hit) -> list[Span]:
    """All matches of a hit in reading order, each once."""
    return sorted({match for passage in hit.passages for match in passage.matches})


def best_match(passage: Passage) -> Span | None:
    """Where a passage answers best: the first match that has most other words of the query close behind it."""
    matches = sorted(passage.matches)

    def words_from(first: Span) -> int:
        near = (m for m in matches if first.start <= m.start < first.start + _CLOSE)
        text = (passage.text[m.start - passage.start : m.end - passage.start] for m in near)
        return len({words.casefold() for words in text})

    return max(matches, key=words_from, default=None)


def telling(hit: Hit) -> list[Passage]:
    """The hit's passages, best first; one that only says the title again comes after those that say more."""
    title = hit.title.split()
    return sorted(hit.passages, key=lambda passage: passage.text.split() == title)


def first_span(hit: Hit) -> Span | None:
    """Where opening the hit leads: into its best passage, which is the one its row shows."""
    return next((found for passage in telling(hit) if (found := best_match(passage))), None)


def whole_first(whole: SearchResult, begun: SearchResult, limit: int) -> SearchResult:
    """What the words as they stand find, in the order ↵ gives, then what the last as a beginning finds besides."""
    listed = {(hit.doc, hit.part) for hit in whole.hits}
    besides = [hit for hit in begun.hits if (hit.doc, hit.part) not in listed]
    return replace(begun, hits=(*whole.hits, *besides)[:limit])


class Matches:
    """All passages of a result: hits best first, passages within a document in reading order."""

    def __init__(self, result: SearchResult) -> None:
        self._spans: dict[str, set[Span]] = {}
        stops: dict[str, set[Span]] = {}
        for hit in result.hits:
            self._spans.setdefault(hit.doc, set()).update(spans_of(hit))
            best = (best_match(passage) for passage in hit.passages)
            stops.setdefault(hit.doc, set()).update(span for span in best if span is not None)
        pairs = [(doc, span) for doc, spans in stops.items() for span in sorted(spans)]
        self.all = [Match(d, s, i, len(pairs)) for i, (d, s) in enumerate(pairs, 1)]

    def of(self, doc: str) -> list[Span]:
        """Matches in one document, in reading order."""
        return sorted(self._spans.get(doc, ()))

    def at(self, doc: str, span: Span | None) -> Match | None:
        """The passage whose match to stand on is ``span`` of ``doc``."""
        return next((m for m in self.all if m.doc == doc and m.span == span), None)

    def step(
        self, doc: str | None, offset: int, current: Span | None, forward: bool
    ) -> Match | None:
        """The passage after (or before) the place; round the end; None where nothing matches."""
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
