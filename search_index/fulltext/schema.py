"""The fields of the index and how they are scored.

Every searchable text has two fields: stems for ranking words (``text``), and exact forms with positions
for phrases, prefixes, near words and numbers (``text_exact``). No text is stored: SQLite keeps it.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from whoosh import fields, formats, scoring
from whoosh.system import pack_uint

from search_index.fulltext.analysis import STOP_WORDS, chunk
from search_index.fulltext.retrieval import K1, B, rarity

TEXT_FIELDS = ("title", "text", "source", "who", "said")
"""Each is a field of stems; with ``_exact`` behind its name, a field of forms with positions."""

Posting = tuple[bytes, int, float, bytes]
"""Term, frequency, weight and packed value."""


class Bag:
    """What one field of an article holds: its ``stems``, stop words left out, with their number; its
    forms with their ``places``, ascending."""

    def __init__(self) -> None:
        self.stems: Counter[str] = Counter()
        self.places: dict[str, list[int]] = defaultdict(list)
        self.next = 0

    def add(self, text: str, *, shouting: bool, gap: int = 0) -> None:
        """Take in ``text``, ``gap`` positions after what is there already."""
        position = self.next + (gap if self.next else 0)
        stems, places = [], self.places
        for written in text.split():
            known, taken = chunk(written, shouting)
            for _, _, offset, form, stem, _ in known:
                places[form].append(position + offset)
                if form not in STOP_WORDS:
                    stems.append(stem)
            position += taken
        self.stems.update(stems)
        self.next = position


class PackedPositions(formats.Positions):  # type: ignore[misc]  # Whoosh is untyped
    """Positions as plain 32-bit numbers; Whoosh's own are a pickle for every posting."""

    def encode(self, positions: list[int]) -> bytes:
        """The positions of one form in one article."""
        return array("I", positions).tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        """What `encode` was given."""
        return array("I", value).tolist()

    def decode_frequency(self, value: bytes) -> int:
        """How many positions there are."""
        return len(value) // array("I").itemsize


class StemField(fields.FieldType):  # type: ignore[misc]
    """Stems with their frequency. Takes a `Bag`, not text."""

    def __init__(self) -> None:
        super().__init__(format=formats.Frequency(), analyzer=None, scorable=True)

    def index(self, value: Bag, **_: Any) -> Iterator[Posting]:
        """One posting a stem, as Whoosh's writer wants it."""
        for stem, count in value.stems.items():
            yield stem.encode("utf-8", "replace"), count, float(count), pack_uint(count)


class ExactField(fields.FieldType):  # type: ignore[misc]
    """Folded forms with their positions. Takes a `Bag`, not text."""

    def __init__(self) -> None:
        super().__init__(format=PackedPositions(), analyzer=None, scorable=True)

    def index(self, value: Bag, **_: Any) -> Iterator[Posting]:
        """One posting a form, as Whoosh's writer wants it."""
        encode = self.format.encode
        for form, positions in value.places.items():
            count = len(positions)
            yield form.encode("utf-8", "replace"), count, float(count), encode(positions)


class Bm25(scoring.BM25F):  # type: ignore[misc]
    """BM25F with the inverse document frequency of Robertson and Spärck Jones, never negative: Whoosh's
    own adds 1 to it and so lets common words weigh almost as much as rare ones."""

    def __init__(self) -> None:
        super().__init__(B=B, K1=K1)

    def idf(self, searcher: Any, fieldname: str, text: Any) -> float:
        """The weight of a term, over the whole index, not one segment."""
        parent = searcher.get_parent()
        return rarity(parent.doc_frequency(fieldname, text), parent.doc_count_all())


def schema() -> Any:
    """A new Whoosh schema. It is always given to Whoosh, which would unpickle the kept one otherwise."""
    known: dict[str, Any] = {}
    for name in TEXT_FIELDS:
        known[name] = StemField()
        known[f"{name}_exact"] = ExactField()
    known["key"] = fields.ID()
    known["path"] = fields.STORED()
    known["part"] = fields.STORED()
    known["published"] = fields.STORED()
    known["digest"] = fields.STORED()
    # Days as ordinals; both ends, since a date may be only a year or a month.
    known["first_day"] = fields.NUMERIC(int, bits=32)
    known["last_day"] = fields.NUMERIC(int, bits=32)
    known["dated"] = fields.ID()
    return fields.Schema(**known)


def days(written: str | None) -> tuple[int, int] | None:
    """First and last day, as ordinals, of ``2025``, ``2025-10`` or ``2025-10-06``; None if it is no date."""
    try:
        numbers = [int(piece) for piece in (written or "").strip()[:10].split("-")]
        if len(numbers) == 1:
            return date(numbers[0], 1, 1).toordinal(), date(numbers[0], 12, 31).toordinal()
        if len(numbers) == 2:
            year, month = numbers
            following = date(year + month // 12, month % 12 + 1, 1) if year < 9999 else date.max
            return date(year, month, 1).toordinal(), following.toordinal() - 1
        day = date(*numbers).toordinal()
    except (ValueError, TypeError):
        return None
    return day, day
