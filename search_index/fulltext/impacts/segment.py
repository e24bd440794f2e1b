"""One segment's arrays, as a view of a commit asks for them. Read-only, for any number of threads.

Imports no numpy: what is asked number by number is read plainly, and numpy's arrays are made when they are asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import Any, NamedTuple

from search_index.fulltext.impacts.files import ArrayFile


class _Field:
    """Where to find the terms of one field and what belongs to them."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self.base, _ = file.place(f"{name}.terms")
        self.ends = file.plain(f"{name}.ends")
        self.slots = file.plain(f"{name}.slots")
        self.starts = file.plain(f"{name}.starts")
        self.first_place = file.plain(f"{name}.first_place")


Table = tuple["Segment", Any, int, Any, int, Any, Any]
"""A segment; slots that hold a term's number and 1, at its CRC-32 or the next free one, and the mask of their number;
where terms end, in which bytes, from where on; and where their postings start."""


class Postings(NamedTuple):
    """Of one term in one segment: its articles, ascending, how often it is in each, and at which places, one list after
    the other."""

    ids: Any
    counts: Any
    places: Any


class Segment:
    """The segment in ``file``; its articles are those of the view from ``offset`` on."""

    def __init__(self, name: str, file: ArrayFile, articles: int, offset: int) -> None:
        self.name = name
        self.file = file
        self.articles = articles
        self.offset = offset
        self.lengths: dict[str, int] = file.notes["lengths"]
        self._bytes = file.bytes
        self._fields = {name: _Field(file, name) for name, words in self.lengths.items() if words}
        self._postings: dict[str, tuple[Any, Any]] = {}
        self._path_ends = file.plain("path_ends")
        self._paths, _ = file.place("paths")
        self._parts = file.plain("parts")
        self.first_day = file.plain("first_day")
        self.last_day = file.plain("last_day")
        self.rank = file.plain("rank")

    def moved(self, offset: int) -> Segment:
        """The same segment at another place of a view."""
        if offset == self.offset:
            return self
        return Segment(self.name, self.file, self.articles, offset)

    def table(self, field: str) -> Table | None:
        """Where a term of ``field`` is looked up; None where no article has the field."""
        known = self._fields.get(field)
        if known is None:
            return None
        slots = known.slots
        return self, slots, len(slots) - 1, known.ends, known.base, self._bytes, known.starts

    def postings_of(self, field: str) -> tuple[Any, Any]:
        """The articles of all postings of ``field``, ascending within those of one term, and how often it is in each."""
        known = self._postings.get(field)
        if known is None:
            ids, counts = (self.file.numbers(f"{field}.{what}") for what in ("ids", "counts"))
            known = self._postings[field] = (ids, counts)
        return known

    def postings(self, field: str, number: int, *, plain: bool = False) -> Postings:
        """The postings of the term of that number, of a field of forms; numpy's, or ``plain``."""
        known = self._fields[field]
        read = self.file.plain if plain else self.file.numbers
        places: Any = read(f"{field}.places")
        first, last = known.first_place[number], len(places)
        if number + 1 < len(known.first_place):
            last = known.first_place[number + 1]
        start, end = known.starts[number], known.starts[number + 1]
        ids, counts = read(f"{field}.ids"), read(f"{field}.counts")
        return Postings(ids[start:end], counts[start:end], places[first:last])

    def length_bytes(self, field: str) -> Any:
        """Whoosh's byte for the length of ``field`` in each article, as numpy's; None where no article has it."""
        return self.file.numbers(f"{field}.lengths") if field in self._fields else None

    def beginning(self, field: str, prefix: bytes) -> tuple[int, int]:
        """The numbers, half-open, of the terms that begin with ``prefix``."""
        known = self._fields.get(field)
        if known is None:
            return 0, 0
        ends, base, data = known.ends, known.base, self._bytes
        every, size = range(len(ends) - 1), len(prefix)

        def start_of(number: int) -> bytes:
            start = base + ends[number]
            return data[start : min(start + size, base + ends[number + 1])]

        first = bisect_left(every, prefix, key=start_of)
        return first, bisect_right(every, prefix, lo=first, key=start_of)

    def terms(self, field: str, first: int, last: int) -> list[bytes]:
        """The terms with these numbers, half-open, in order."""
        known = self._fields[field]
        cuts = known.ends[first : last + 1].tolist()
        block = self._bytes[known.base + cuts[0] : known.base + cuts[-1]]
        shift = cuts[0]
        return [block[a - shift : b - shift] for a, b in pairwise(cuts)]

    def frequencies(self, field: str, first: int, last: int) -> list[int]:
        """In how many articles each of these terms is."""
        starts = self._fields[field].starts[first : last + 1].tolist()
        return [b - a for a, b in pairwise(starts)]

    def keys(self, number: int) -> tuple[str, int]:
        """Path and part of the article of that number in this segment."""
        start, end = self._path_ends[number], self._path_ends[number + 1]
        path = self._bytes[self._paths + start : self._paths + end]
        return path.decode("utf-8", "surrogatepass"), self._parts[number]
