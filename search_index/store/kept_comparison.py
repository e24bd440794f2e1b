"""What a comparison leaves for the next one: a SQLite file of its own beside the library, made anew when it is missing.

It holds nothing that cannot be computed from the library. Only the process that compares opens it, while its parent
holds the writer's lock. The numbers of documents mean nothing outside it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from search_index.store.connection import roll_back
from search_index.store.kept_file import hindrance, made, opened, unkept

_SCHEMA = Path(__file__).with_name("kept_comparison.sql")


class KeptDocument(NamedTuple):
    """A document that was compared: ``state`` is its token in ``Store.material_states``."""

    number: int
    path: str
    state: str
    digest: str


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


_DRAFT = "number, lot, base, about, payload, id, final"


class KeptComparison:
    """The file, open for reading and writing; kept only as long as it is open where ``kept_file.hindrance`` says why.

    Raises whatever a broken file brings about: then ``clear`` it.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self._folder = folder
        script = _SCHEMA.read_text("utf-8")
        self._version = f"{version} {hashlib.sha256(script.encode()).hexdigest()[:16]}"
        db = None if hindrance(folder) else opened(folder, self._version)
        self._db = db or self._made()

    def _made(self) -> sqlite3.Connection:
        schema = _SCHEMA.read_text("utf-8")
        if hindrance(self._folder) is None:
            with contextlib.suppress(sqlite3.Error, OSError):
                return made(self._folder, self._version, schema)
        return unkept(self._version, schema)

    def clear(self) -> None:
        """Forget everything."""
        self._db.close()
        self._db = self._made()

    def forsake(self) -> None:
        """Forget everything and keep nothing from now on: there is no room for it."""
        self._db.close()
        self._db = unkept(self._version, _SCHEMA.read_text("utf-8"))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside, or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            roll_back(self._db)
            raise

    def meta(self, key: str) -> Any:
        """A value left by ``set_meta``, None where there is none."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else json.loads(row[0])

    def set_meta(self, key: str, value: Any) -> None:
        """Leave a value that JSON can tell."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, json.dumps(value)))

    def _among(self, query: str, values: Iterable[object]) -> Iterator[tuple[Any, ...]]:
        """The rows of ``query``, in which (?) stands for ``values``, however many."""
        wanted = list(values)
        for first in range(0, len(wanted), 500):
            piece = wanted[first : first + 500]
            yield from self._db.execute(
                query.replace("(?)", f"({','.join('?' * len(piece))})"), piece
            )

    # Documents ---------------------------------------------------------------------------

    def documents(self) -> dict[str, KeptDocument]:
        """All that were compared, by path."""
        rows = self._db.execute("SELECT number, path, state, digest FROM documents")
        return {row[1]: KeptDocument(*row) for row in rows}

    def described(self, column: str) -> Iterator[tuple[int, Any]]:
        """A JSON column of all documents (named, names, sentences), by number."""
        for number, value in self._db.execute(f"SELECT number, {column} FROM documents"):
            yield number, json.loads(value)

    def save_document(
        self, one: KeptDocument, named: object, names: object, sentences: object
    ) -> None:
        """Keep what names a document uses, what they are across the corpus, and the sentences copies are known by."""
        told = (json.dumps(value, ensure_ascii=False) for value in (named, names, sentences))
        self._db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", (*one, *told))

    def set_names(self, number: int, names: object) -> None:
        """Keep what the names of a document are across the corpus."""
        told = json.dumps(names, ensure_ascii=False)
        self._db.execute("UPDATE documents SET names = ? WHERE number = ?", (told, number))

    def remove_documents(self, numbers: Iterable[int]) -> None:
        """Forget documents with their keys, mentions and edges; their drafts stay."""
        for number in numbers:
            for query in (
                "DELETE FROM documents WHERE number = ?",
                "DELETE FROM keys WHERE document = ?",
                "DELETE FROM edges WHERE first = ?",
                "DELETE FROM edges WHERE second = ?",
            ):
                self._db.execute(query, (number,))
        self.forget_mentions(numbers)

    def forget_mentions(self, numbers: Iterable[int]) -> None:
        """Forget whom documents mention."""
        list(self._among("DELETE FROM mentions WHERE document IN (?)", numbers))

    def save_mentions(self, number: int, names: Iterable[str], topics: frozenset[str]) -> None:
        """Keep whom a document mentions, and whom of them it is about."""
        rows = ((name, number, name in topics) for name in names)
        self._db.executemany("INSERT INTO mentions VALUES (?, ?, ?)", rows)

    def mentioning(self, names: Iterable[str]) -> Iterator[tuple[str, int, bool]]:
        """Name, document and whether it is about it, for all documents that mention some of ``names``."""
        return self._among("SELECT name, document, topic FROM mentions WHERE name IN (?)", names)

    def mentioned(self, numbers: Iterable[int]) -> Iterator[tuple[str, int, bool]]:
        """As `mentioning`, by document."""
        return self._among(
            "SELECT name, document, topic FROM mentions WHERE document IN (?)", numbers
        )

    def about(self, name: str) -> list[str]:
        """The paths of the documents about ``name``."""
        query = (
            "SELECT path FROM mentions JOIN documents ON number = document WHERE name = ? AND topic"
        )
        return [path for (path,) in self._db.execute(query, (name,))]

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
        self._db.execute("INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?)", draft)
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
