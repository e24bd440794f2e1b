"""One commit as an engine: what the planner asks of it, and the answers. For any number of threads.

Imports no numpy: what a process asks first is answered without (plain.py), and once it has asked for as much as
importing numpy takes, with it (scoring.py).
"""

from __future__ import annotations

import heapq
import sys
import zlib
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from search_index.fulltext.impacts import plain
from search_index.fulltext.impacts.numbers import load_numpy
from search_index.fulltext.impacts.segment import Segment, Table
from search_index.fulltext.retrieval import K1, Asked, B, Found, as_bytes, by_frequency

if TYPE_CHECKING:
    from search_index.fulltext.impacts.vocabulary import Letter

_KEPT_TERMS, _KEPT_LETTERS, _KEPT_RECENT = 4096, 64, 16
Located = tuple[int, list[tuple[Segment, int, int, int]]]
"""The articles a term is in, and for each segment that has it, its number and where its postings begin and end."""

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Allowance:
    """How many postings may still be read in plain Python: together they take as long as importing numpy does."""

    def __init__(self, left: int = 100_000) -> None:
        self.left = left

    @property
    def is_open(self) -> bool:
        """Whether anything may be read so: nothing where numpy is there anyway."""
        return self.left > 0 and "numpy" not in sys.modules

    def covers(self, postings: int) -> bool:
        """Whether ``postings`` more may be; takes them off. Threads that do so at once may each take what is left."""
        if postings > self.left:
            return False
        self.left -= postings
        return True


class View:
    """The commit that ``segments`` make up; ``deleted`` are numbers of articles in the view, ascending."""

    def __init__(
        self,
        generation: int,
        segments: list[Segment],
        deleted: list[int],
        allowance: Allowance | None = None,
    ) -> None:
        self.generation = generation
        self.segments = segments
        self.deleted = deleted
        self.articles = sum(segment.articles for segment in segments)
        self._allowance = allowance or Allowance(0)
        self._offsets = [segment.offset for segment in segments]
        self._lock = Lock()
        self._norms_of_byte: dict[str, list[float]] = {}
        self._made: dict[str, Any] = {}
        self._terms: OrderedDict[tuple[str, str], Located] = OrderedDict()
        self._known_tables: dict[str, list[Table]] = {}
        self._recent: OrderedDict[tuple[str, Asked], Any] = OrderedDict()
        self._letters: OrderedDict[tuple[str, str], Letter] = OrderedDict()

    # What the planner asks -----------------------------------------------------------------

    def doc_frequency(self, field: str, term: str) -> int:
        """See `Engine`."""
        if field == "dated":
            return self.undated
        return self.located(field, term)[0]

    def field_length(self, field: str) -> int:
        """See `Engine`."""
        return sum(segment.lengths.get(field, 0) for segment in self.segments)

    def forms(self, field: str, prefix: str) -> Sequence[tuple[str, int]]:
        """See `Engine`."""
        if self._is_small(field, prefix):
            return sorted(plain.forms(self, field, prefix).items())
        return self._letter(field, prefix).forms(prefix)

    def frequent(
        self, field: str, prefix: str, most: int
    ) -> tuple[Sequence[tuple[str, int]], bool]:
        """See `Engine`."""
        if self._is_small(field, prefix):
            known = plain.forms(self, field, prefix)
            return heapq.nsmallest(most, known.items(), key=by_frequency), len(known) > most
        letter = self._letter(field, prefix)
        chosen, more = letter.frequent(prefix, most)
        found = []
        for at, form, frequency in chosen:
            found.append((form, frequency))
            if (field, form) not in self._terms:
                located = (frequency, letter.located(at))
                self._kept(self._terms, (field, form), located, _KEPT_TERMS)
        return found, more

    def _is_small(self, field: str, prefix: str) -> bool:
        """Whether the terms that begin with ``prefix`` are to be read without numpy."""
        if not self._allowance.is_open:
            return False
        start = as_bytes(prefix)
        extents = [segment.beginning(field, start) for segment in self.segments]
        return self._allowance.covers(sum(last - first for first, last in extents))

    def _letter(self, field: str, prefix: str) -> Letter:
        key = (field, prefix[:1])
        known = self._letters.get(key)
        if known is None:
            load_numpy()
            from search_index.fulltext.impacts.vocabulary import Letter

            known = self._kept(self._letters, key, Letter(self.segments, *key), _KEPT_LETTERS)
        return known

    # What the scoring asks -----------------------------------------------------------------

    def located(self, field: str, term: str) -> Located:
        """Where ``term`` is."""
        key = (field, term)
        known = self._terms.get(key)
        if known is None:
            written = as_bytes(term)
            checksum = zlib.crc32(written)
            places = []
            # 20 segments, two fields and four words are 160 look-ups: written out, they take half the time.
            for segment, slots, mask, ends, base, data, starts in self._tables(field):
                at = checksum & mask
                while number := slots[at]:
                    if data[base + ends[number - 1] : base + ends[number]] == written:
                        places.append((segment, number - 1, starts[number - 1], starts[number]))
                        break
                    at = (at + 1) & mask
            known = (sum(end - start for _, _, start, end in places), places)
            known = self._kept(self._terms, key, known, _KEPT_TERMS)
        return known

    def _tables(self, field: str) -> list[Table]:
        known = self._known_tables.get(field)
        if known is None:
            found = (segment.table(field) for segment in self.segments)
            known = self._known_tables[field] = [table for table in found if table is not None]
        return known

    def norm_of_byte(self, field: str) -> list[float]:
        """By Whoosh's byte for a length: K1 ((1 - B) + B length / mean length), what BM25 adds to a frequency."""
        known = self._norms_of_byte.get(field)
        if known is None:
            mean = self.field_length(field) / (self.articles or 1) or 1
            lengths: list[int] = self.segments[0].file.notes["of byte"] if self.segments else []
            known = [K1 * ((1 - B) + B * length / mean) for length in lengths]
            self._norms_of_byte[field] = known
        return known

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, made once for this commit."""
        known = self._made.get(name)
        if known is None:
            known = self._made[name] = make()
        return known

    def recent(self, asked: Asked, make: Callable[[], _Value]) -> _Value:
        """What ``make`` gives for ``asked``, kept for the next few who ask for it."""
        # Two kinds of the same contents are equal.
        key = (type(asked).__name__, asked)
        with self._lock:
            known = self._recent.get(key)
            if known is not None:
                # A source stays while one word after the other is asked of it.
                self._recent.move_to_end(key)
        if known is None:
            known = self._kept(self._recent, key, make(), _KEPT_RECENT)
        found: _Value = known
        return found

    @property
    def undated(self) -> int:
        """How many articles have no date, deleted ones included."""
        days = (segment.first_day for segment in self.segments)
        return int(self.once("undated", lambda: sum(one.tolist().count(0) for one in days)))

    def first_day(self, number: int) -> int:
        """The first day of an article's date, as an ordinal; 0 where it has none."""
        segment, inside = self._segment_of(number)
        return segment.first_day[inside]

    def last_day(self, number: int) -> int:
        """The last day of an article's date, as an ordinal; 0 where it has none."""
        segment, inside = self._segment_of(number)
        return segment.last_day[inside]

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
        segment = self.segments[bisect_right(self._offsets, number) - 1]
        return segment, number - segment.offset

    def run(self, asked: Asked, limit: int, *, newest: bool = False) -> tuple[int, list[Found]]:
        """See `Engine`."""
        if self._allowance.is_open and self._allowance.covers(plain.cost(self, asked)):
            kept = plain.newest if newest else plain.best
            return kept(self, plain.scores(self, asked), limit)
        load_numpy()
        from search_index.fulltext.impacts import scoring

        chosen = scoring.newest if newest else scoring.best
        return chosen(self, scoring.scores(self, asked), limit)

    def _kept(
        self, cache: OrderedDict[_Key, _Value], key: _Key, value: _Value, most: int
    ) -> _Value:
        with self._lock:
            cache[key] = value
            while len(cache) > most:
                cache.popitem(last=False)
        return value
