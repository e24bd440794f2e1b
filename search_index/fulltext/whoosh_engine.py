"""Whoosh as an engine: exact and complete, the reference that the impacts are held to."""

from __future__ import annotations

import heapq
from typing import Any

from whoosh import query as whoosh_query
from whoosh.collectors import UnlimitedCollector

from search_index.fulltext.retrieval import (
    AllOf,
    AnyOf,
    Asked,
    Dated,
    Everything,
    Found,
    Outside,
    Run,
    Term,
    as_bytes,
    by_frequency,
)
from search_index.fulltext.schema import days


class WhooshEngine:
    """A Whoosh searcher, for one thread at a time."""

    def __init__(self, searcher: Any) -> None:
        self.searcher = searcher
        self._reader = searcher.reader()
        self._order: list[tuple[int, str, int]] | None = None

    @property
    def articles(self) -> int:
        """See `Engine`."""
        return int(self.searcher.doc_count_all())

    def doc_frequency(self, field: str, term: str) -> int:
        """See `Engine`."""
        return int(self._reader.doc_frequency(field, as_bytes(term)))

    def field_length(self, field: str) -> int:
        """See `Engine`."""
        return int(self._reader.field_length(field))

    def forms(self, field: str, prefix: str) -> list[tuple[str, int]]:
        """See `Engine`."""
        reader = self._reader
        if field not in reader.indexed_field_names():
            return []
        return [
            (term.decode("utf-8", "replace"), reader.doc_frequency(field, term))
            for term in reader.expand_prefix(field, as_bytes(prefix))
        ]

    def frequent(self, field: str, prefix: str, most: int) -> tuple[list[tuple[str, int]], bool]:
        """See `Engine`."""
        known = self.forms(field, prefix)
        return heapq.nsmallest(most, known, key=by_frequency), len(known) > most

    def run(self, asked: Asked, limit: int, *, newest: bool = False) -> tuple[int, list[Found]]:
        """See `Engine`.

        Every answer is scored: Whoosh's short cut to a top ten (matcher.replace) drops answers of AND and OR
        on large indexes. Equal scores are ordered by date and path, so that an answer never depends on
        the order of indexing.
        """
        collector = UnlimitedCollector()
        collector.replace = 0
        self.searcher.search_with_collector(translated(asked), collector)
        scored = [(round(score, 6), number) for score, number in collector.items]
        if limit < 1 or not scored:
            return len(scored), []
        if newest:
            scored = heapq.nsmallest(limit, scored, key=lambda item: self._place(item[1]))
            found = ((*self._keys(number), score) for score, number in scored)
            return len(collector.items), [Found(*one) for one in found]
        if len(scored) > limit:
            least = heapq.nlargest(limit, (score for score, _ in scored))[-1]
            scored = [item for item in scored if item[0] >= least]
        scored.sort(key=lambda item: (-item[0], *self._place(item[1])))
        best = [(score, *self._keys(number)) for score, number in scored[:limit]]
        return len(collector.items), [Found(path, part, score) for score, path, part in best]

    def _keys(self, number: int) -> tuple[str, int]:
        stored = self.searcher.stored_fields(number)
        return stored["path"], stored["part"]

    def _place(self, number: int) -> tuple[int, str, int]:
        """What decides between articles of one score."""
        if self._order is None:
            self._order = [(0, "", 0)] * self.articles
            for at, stored in self._reader.iter_docs():
                known = days(stored.get("published"))
                self._order[at] = (-known[0] if known else 0, stored["path"], stored["part"])
        return self._order[number]


def translated(asked: Asked) -> Any:
    """``asked`` as Whoosh's own query objects."""
    match asked:
        case Term(field, term, weight):
            return whoosh_query.Term(field, term, boost=weight)
        case Run(field, forms, weight):
            return whoosh_query.Phrase(field, list(forms), boost=weight)
        case Dated(True, day):
            return whoosh_query.NumericRange("last_day", day, None)
        case Dated(_, day):
            return whoosh_query.NumericRange("first_day", None, day, endexcl=True)
        case Everything():
            return whoosh_query.Every()
        case Outside(child):
            return whoosh_query.Not(translated(child))
        case AllOf(children):
            return _joined(whoosh_query.And, children)
        case AnyOf(children):
            return _joined(whoosh_query.Or, children)
    return whoosh_query.Term("dated", "no")


def _joined(kind: Any, children: tuple[Asked, ...]) -> Any:
    return kind([translated(child) for child in children]) if children else whoosh_query.NullQuery
