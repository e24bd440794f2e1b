"""What a comparison keeps of the documents themselves: what they call their entities, and their sentences.

The lower half of `KeptComparison`: the file, and what of it stands in it by document.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
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


class KeptDocuments:
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

    def save_document(self, one: KeptDocument, named: object) -> None:
        """Keep what names a document uses."""
        told = json.dumps(named, ensure_ascii=False)
        self._db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, '{}')", (*one, told))

    def save_sentences(self, number: int, sentences: Mapping[int, bytes]) -> None:
        """Keep the sentences of a document's articles by which copies are known."""
        rows = ((number, part, keys) for part, keys in sentences.items())
        self._db.executemany("INSERT INTO sentences VALUES (?, ?, ?)", rows)

    def sentences(self) -> Iterator[tuple[int, int, bytes]]:
        """Document, part and sentences of each article."""
        return iter(self._db.execute("SELECT document, part, keys FROM sentences"))

    def remove_documents(self, numbers: Iterable[int]) -> None:
        """Forget documents with their sentences, keys, mentions and edges; their drafts stay."""
        for number in numbers:
            for query in (
                "DELETE FROM documents WHERE number = ?",
                "DELETE FROM sentences WHERE document = ?",
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

    # Names -------------------------------------------------------------------------------

    def named(self, number: int) -> Any:
        """What names a document uses."""
        return self._described("named", number)

    def names(self, number: int) -> Any:
        """What its names are across the corpus, of those that are called otherwise there."""
        return self._described("names", number)

    def _described(self, column: str, number: int) -> Any:
        query = f"SELECT {column} FROM documents WHERE number = ?"
        return json.loads(self._db.execute(query, (number,)).fetchone()[0])

    def all_names(self) -> Iterator[tuple[str, Any]]:
        """`names` of every document, by path."""
        for path, names in self._db.execute("SELECT path, names FROM documents"):
            yield path, json.loads(names)

    def set_names(self, number: int, names: object) -> None:
        """Keep what the names of a document are across the corpus."""
        told = json.dumps(names, ensure_ascii=False)
        self._db.execute("UPDATE documents SET names = ? WHERE number = ?", (told, number))

    def count(self, lines: Mapping[tuple[str, str, str], int]) -> None:
        """Add to the census, or take away what is below zero."""
        self._db.executemany(
            "INSERT INTO census VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET count = count + excluded.count",
            ((*line, more) for line, more in lines.items() if more),
        )
        emptied = (line for line, more in lines.items() if more < 0)
        self._db.executemany(
            "DELETE FROM census WHERE what = ? AND of = ? AND name = ? AND count = 0", emptied
        )

    def census(self) -> Iterator[tuple[tuple[str, str, str], int]]:
        """All lines of it."""
        for what, of, name, count in self._db.execute("SELECT what, of, name, count FROM census"):
            yield (what, of, name), count

    def renamed(self) -> dict[str, str]:
        """The names that are called otherwise across the corpus, and how."""
        return dict(self._db.execute("SELECT name, canonical FROM renamed").fetchall())

    def set_renamed(self, renamed: Mapping[str, str], forgotten: Iterable[str] = ()) -> None:
        """Keep these; the ``forgotten`` are called as they are."""
        list(self._among("DELETE FROM renamed WHERE name IN (?)", forgotten))
        self._db.executemany("INSERT OR REPLACE INTO renamed VALUES (?, ?)", renamed.items())
