"""What a comparison leaves for the next one: a SQLite file of its own beside the library, made anew when it is missing.

It holds nothing that cannot be computed from the library. Only the process that compares opens it, while its parent
holds the writer's lock. The numbers of documents mean nothing outside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from search_index.store.kept_documents import KeptDocuments


class KeptEdges(NamedTuple):
    """The judged pairs between two documents in one lot, as JSON."""

    first: int
    second: int
    lot: int
    payload: str


class KeptDraft(NamedTuple):
    """A draft of a point; ``final`` is the point that became of it, as JSON, and ``id`` its id; None where none did."""

    number: int
    lot: int
    base: str
    about: str
    label: str
    payload: str
    id: str | None
    final: str | None


class KeptClaim(NamedTuple):
    """A claim of a draft, the one at ``place`` in it; ``item`` is the place of its item in its document."""

    document: int
    start: int
    end: int
    draft: int
    place: int
    item: int
    lot: int


_DRAFT = "number, lot, base, about, label, payload, id, final"


class KeptComparison(KeptDocuments):
    """The whole of it: documents, their keys, the judged pairs between two of them, and the drafts of points."""

    # Keys --------------------------------------------------------------------------------

    def keys(self, sort: str) -> list[tuple[int, bytes]]:
        """The keys of one sort of all documents."""
        return self._db.execute(f"SELECT document, {sort} FROM keys").fetchall()

    def keys_of(self, number: int, sort: str) -> bytes:
        """The keys of one sort of one document."""
        row = self._db.execute(f"SELECT {sort} FROM keys WHERE document = ?", (number,)).fetchone()
        return b"" if row is None else bytes(row[0])

    def save_keys(self, number: int, subject: bytes, quantities: bytes, runs: bytes) -> None:
        """Keep the keys of a document, by sort."""
        self._db.execute(
            "INSERT OR REPLACE INTO keys VALUES (?, ?, ?, ?)", (number, subject, quantities, runs)
        )

    # Edges -------------------------------------------------------------------------------

    def edges_of(self, numbers: Iterable[int]) -> Iterator[KeptEdges]:
        """The judged pairs in which these documents are; those between two of them may come twice."""
        wanted = list(numbers)
        for end in ("first", "second"):
            query = f"SELECT first, second, lot, payload FROM edges WHERE {end} IN (?)"
            yield from (KeptEdges(*row) for row in self._among(query, wanted))

    def save_edges(self, edges: Iterable[KeptEdges]) -> None:
        """Keep judged pairs."""
        self._db.executemany("INSERT INTO edges VALUES (?, ?, ?, ?)", edges)

    def remove_edges(self, edges: Iterable[KeptEdges]) -> None:
        """Forget judged pairs."""
        self._db.executemany(
            "DELETE FROM edges WHERE first = ? AND second = ? AND lot = ?",
            ((one.first, one.second, one.lot) for one in edges),
        )

    # Drafts ------------------------------------------------------------------------------

    def next_draft(self) -> int:
        """A number above those of all drafts."""
        row = self._db.execute("SELECT coalesce(max(number), 0) + 1 FROM drafts").fetchone()
        return int(row[0])

    def save_draft(self, draft: KeptDraft, claims: Iterable[KeptClaim]) -> None:
        """Keep a draft."""
        self._db.execute("INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", draft)
        self._db.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?)", claims)

    def set_final(self, number: int, ident: str | None, final: str | None) -> None:
        """Keep what became of a draft."""
        self._db.execute(
            "UPDATE drafts SET id = ?, final = ? WHERE number = ?", (ident, final, number)
        )

    def remove_drafts(self, numbers: Iterable[int]) -> None:
        """Forget drafts."""
        wanted = list(numbers)
        list(self._among("DELETE FROM claims WHERE draft IN (?)", wanted))
        list(self._among("DELETE FROM drafts WHERE number IN (?)", wanted))

    def drafts(self, numbers: Iterable[int]) -> Iterator[KeptDraft]:
        """Drafts by number."""
        query = f"SELECT {_DRAFT} FROM drafts WHERE number IN (?)"
        return (KeptDraft(*row) for row in self._among(query, numbers))

    def drafts_about(self, abouts: Iterable[str]) -> Iterator[KeptDraft]:
        """Drafts by what they are about."""
        query = f"SELECT {_DRAFT} FROM drafts WHERE about IN (?)"
        return (KeptDraft(*row) for row in self._among(query, abouts))

    def drafts_labelled(self, labels: Iterable[str]) -> Iterator[KeptDraft]:
        """Drafts by what the point is called."""
        query = f"SELECT {_DRAFT} FROM drafts WHERE label IN (?)"
        return (KeptDraft(*row) for row in self._among(query, labels))

    def drafts_named(self, bases: Iterable[str]) -> Iterator[KeptDraft]:
        """Drafts by the id that their claims give them."""
        query = f"SELECT {_DRAFT} FROM drafts WHERE base IN (?)"
        return (KeptDraft(*row) for row in self._among(query, bases))

    def abouts(self) -> list[str]:
        """What there are drafts about."""
        return [about for (about,) in self._db.execute("SELECT DISTINCT about FROM drafts")]

    def finals(self) -> Iterator[str]:
        """All points, as JSON."""
        for (final,) in self._db.execute("SELECT final FROM drafts WHERE final IS NOT NULL"):
            yield final

    def claims_in(self, numbers: Iterable[int]) -> Iterator[KeptClaim]:
        """The claims of all drafts that stand in these documents."""
        query = (
            'SELECT document, start, "end", draft, place, item, lot FROM claims'
            " WHERE document IN (?)"
        )
        return (KeptClaim(*row) for row in self._among(query, numbers))

    def claims_at(self, spans: Iterable[Sequence[int]]) -> Iterator[KeptClaim]:
        """The claims of all drafts at these documents, starts and ends."""
        query = (
            'SELECT document, start, "end", draft, place, item, lot FROM claims'
            ' WHERE document = ? AND start = ? AND "end" = ?'
        )
        for span in spans:
            yield from (KeptClaim(*row) for row in self._db.execute(query, tuple(span)))
