"""One commit as an engine: what the planner asks of it, and the answers. For any number of threads."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any, TypeVar

import numpy as np

from search_index.fulltext.impacts.scoring import best, scores
from search_index.fulltext.impacts.segment import Segment
from search_index.fulltext.impacts.vocabulary import Letter
from search_index.fulltext.retrieval import K1, Asked, B, Found, as_bytes

_KEPT_TERMS, _KEPT_LETTERS = 4096, 64
Located = tuple[Segment, int, int, int]
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class View:
    """The commit that ``segments`` make up; ``deleted`` are numbers of articles in the view, ascending."""

    def __init__(self, generation: int, segments: list[Segment], deleted: list[int]) -> None:
        self.generation = generation
        self.segments = segments
        self.articles = sum(segment.articles for segment in segments)
        self._of_byte: list[int] = segments[0].file.notes["of byte"] if segments else []
        self.live: Any = None
        """True for every article that is not deleted; None where none is."""
        if deleted:
            self.live = np.ones(self.articles, bool)
            self.live[deleted] = False
        self.offsets = np.array([segment.offset for segment in segments], np.intp)
        self._lock = Lock()
        self._norms: dict[str, Any] = {}
        self._days: dict[str, Any] = {}
        self._terms: OrderedDict[tuple[str, str], list[Located]] = OrderedDict()
        self._letters: OrderedDict[tuple[str, str], Letter] = OrderedDict()

    # What the planner asks -----------------------------------------------------------------

    def doc_frequency(self, field: str, term: str) -> int:
        """See `Engine`."""
        if field == "dated":
            return int((self.days("first_day") == 0).sum())
        return sum(end - start for _, _, start, end in self.located(field, term))

    def field_length(self, field: str) -> int:
        """See `Engine`."""
        return sum(segment.lengths.get(field, 0) for segment in self.segments)

    def forms(self, field: str, prefix: str) -> Sequence[tuple[str, int]]:
        """See `Engine`."""
        return self._letter(field, prefix).forms(prefix)

    def frequent(
        self, field: str, prefix: str, most: int
    ) -> tuple[Sequence[tuple[str, int]], bool]:
        """See `Engine`."""
        return self._letter(field, prefix).frequent(prefix, most)

    def _letter(self, field: str, prefix: str) -> Letter:
        key = (field, prefix[:1])
        known = self._letters.get(key)
        if known is None:
            known = Letter(self.segments, *key)
            known = self._kept(self._letters, key, known, _KEPT_LETTERS)
        return known

    # What the scoring asks -----------------------------------------------------------------

    def located(self, field: str, term: str) -> list[Located]:
        """Where ``term`` is: in each segment that has it, its number and where its postings begin and end."""
        key = (field, term)
        known = self._terms.get(key)
        if known is None:
            written = as_bytes(term)
            checksum = zlib.crc32(written)
            known = []
            for segment in self.segments:
                number = segment.number(field, written, checksum)
                if number >= 0:
                    known.append((segment, number, *segment.extent(field, number)))
            known = self._kept(self._terms, key, known, _KEPT_TERMS)
        return known

    def norms(self, field: str) -> Any:
        """K1 ((1 - B) + B length / mean length) of ``field`` for each article: what BM25 adds to a frequency."""
        known = self._norms.get(field)
        if known is None:
            mean = self.field_length(field) / (self.articles or 1) or 1
            table = np.array([K1 * ((1 - B) + B * length / mean) for length in self._of_byte])
            known = np.empty(self.articles)
            for segment in self.segments:
                lengths = segment.length_bytes(field)
                part = known[segment.offset : segment.offset + segment.articles]
                part[:] = table[0] if lengths is None else table[lengths]
            self._norms[field] = known
        return known

    def days(self, name: str) -> Any:
        """``first_day`` or ``last_day`` of each article, as an ordinal; 0 for an undated one."""
        known = self._days.get(name)
        if known is None:
            parts = [segment.file.numbers(name) for segment in self.segments]
            known = self._days[name] = np.concatenate(parts) if parts else np.empty(0, np.int32)
        return known

    def found(self, number: int, score: float) -> Found:
        """The article of that number as a hit."""
        segment, inside = self._segment_of(number)
        path, part = segment.keys(inside)
        return Found(path, part, score)

    def place(self, number: int) -> tuple[int, str, int]:
        """What decides between articles of one score: newest first, undated last, then by path."""
        segment, inside = self._segment_of(number)
        return (-segment.first_day[inside], *segment.keys(inside))

    def _segment_of(self, number: int) -> tuple[Segment, int]:
        segment = self.segments[int(self.offsets.searchsorted(number, side="right")) - 1]
        return segment, number - segment.offset

    def run(self, asked: Asked, limit: int) -> tuple[int, list[Found]]:
        """See `Engine`."""
        return best(self, scores(self, asked), limit)

    def _kept(
        self, cache: OrderedDict[_Key, _Value], key: _Key, value: _Value, most: int
    ) -> _Value:
        with self._lock:
            cache[key] = value
            while len(cache) > most:
                cache.popitem(last=False)
        return value
