"""Reading what is kept: every method sees one committed state and waits for nobody."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from search_index.copies import Place, Sketched
from search_index.errors import DamagedLibraryError
from search_index.models import Problem
from search_index.store.document_rows import KnownFile, document_from_rows, fingerprint
from search_index.store.failures import records_parsed
from search_index.store.pending import PendingWork, comparison_failure, decisions_of

if TYPE_CHECKING:
    from search_index.models import Document, Fact, Kind, Point, SourceInfo, Status, Verdict

_FINGERPRINTS = "SELECT path, fingerprint FROM documents ORDER BY path"


def _among(column: str, values: Iterable[str] | None) -> tuple[str, list[str]]:
    """A condition on ``column`` with its parameters; None is no condition."""
    if values is None:
        return "1", []
    wanted = list(values)
    return f"{column} IN ({', '.join('?' * len(wanted))})", wanted


class Store(PendingWork):
    """The library's SQLite file, for reading from any thread."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._copies: tuple[str, dict[Place, Place]] = ("[]", {})

    # Documents ---------------------------------------------------------------------------

    def known_files(self) -> dict[str, KnownFile]:
        """Every document's file as it was when last read, by path."""
        with self.snapshot() as db:
            rows = db.execute("SELECT path, digest, size, modified_ns, entry_digest FROM documents")
            return {row["path"]: KnownFile(*row) for row in rows}

    def number_of_documents(self) -> int:
        """How many there are."""
        with self.snapshot() as db:
            return int(db.execute("SELECT COUNT(*) FROM documents").fetchone()[0])

    def number_of_articles(self, paths: Sequence[str]) -> int:
        """How many articles these documents have together."""
        query = "SELECT COUNT(*) FROM parts JOIN documents AS d ON d.id = document WHERE path = ?"
        with self.snapshot() as db:
            return sum(int(db.execute(query, (path,)).fetchone()[0]) for path in paths)

    def titles(self) -> dict[str, str]:
        """Title by path, in path order."""
        with self.snapshot() as db:
            rows = db.execute("SELECT path, title FROM documents ORDER BY path")
            return {row["path"]: row["title"] for row in rows}

    def sources(self) -> tuple[SourceInfo, ...]:
        """Every part of every document, in path order."""
        from search_index.models import SourceInfo

        with self.snapshot() as db:
            rows = db.execute(
                "SELECT path, number, parts.source, parts.title, parts.published"
                " FROM parts JOIN documents ON id = document ORDER BY path, number"
            )
            return tuple(SourceInfo(*row) for row in rows)

    def state_of(self, path: str) -> str | None:
        """A token that changes whenever the stored document does; None where there is none."""
        with self.snapshot() as db:
            row = db.execute(
                "SELECT id || ':' || digest || ':' || entry_digest || ':' || fingerprint AS state"
                " FROM documents WHERE path = ?",
                (path,),
            ).fetchone()
        return None if row is None else str(row["state"])

    def document(self, path: str) -> Document | None:
        """One document, None where there is none."""
        with self.snapshot() as db:
            row = db.execute("SELECT * FROM documents WHERE path = ?", (path,)).fetchone()
            if row is None:
                return None
            parts = db.execute(
                "SELECT * FROM parts WHERE document = ? ORDER BY number", (row["id"],)
            ).fetchall()
        with records_parsed(self.path):
            return document_from_rows(row, parts)

    # Facts and points --------------------------------------------------------------------

    def facts(self, path: str | None = None, kinds: Iterable[Kind] | None = None) -> list[Fact]:
        """Facts in reading order, as their documents name things; of ``path``, or of all."""
        from search_index.store.rows import fact_from_payload

        in_paths, paths = _among("path", None if path is None else [path])
        in_kinds, wanted = _among("kind", kinds)
        with self.snapshot() as db:
            rows = db.execute(
                "SELECT payload FROM facts JOIN documents ON id = document"
                f" WHERE {in_paths} AND {in_kinds} ORDER BY path, number",
                paths + wanted,
            ).fetchall()
        with records_parsed(self.path):
            return [fact_from_payload(row["payload"]) for row in rows]

    def names(self, path: str | None = None) -> dict[str, dict[str, str]]:
        """By path: the local name of an entity to its name across the corpus, where they differ."""
        found: dict[str, dict[str, str]] = {}
        in_paths, paths = _among("path", None if path is None else [path])
        with self.snapshot() as db:
            for row in db.execute(
                "SELECT path, local, canonical FROM names JOIN documents ON id = document"
                f" WHERE {in_paths}",
                paths,
            ):
                found.setdefault(row["path"], {})[row["local"]] = row["canonical"]
        return found

    def points(
        self, verdicts: Iterable[Verdict] | None = None, path: str | None = None
    ) -> list[Point]:
        """Points in the order a reader wants; with ``path``, those it has a claim in."""
        from search_index.records import point_from_record

        condition, values = _among("verdict", verdicts)
        if path is not None:
            condition += (
                " AND id IN (SELECT point FROM point_documents"
                " JOIN documents AS d ON d.id = document WHERE path = ?)"
            )
            values.append(path)
        with self.snapshot() as db:
            rows = db.execute(
                f"SELECT payload FROM points WHERE {condition} ORDER BY rank", values
            ).fetchall()
        with records_parsed(self.path):
            return [point_from_record(json.loads(row["payload"])) for row in rows]

    # What is held ------------------------------------------------------------------------

    def problems(self) -> tuple[Problem, ...]:
        """Files that could not be read or extracted."""
        with self.snapshot() as db:
            return _problems(db)

    def warnings(self) -> tuple[Problem, ...]:
        """What of a document could not be read, the rest being kept."""
        with self.snapshot() as db:
            rows = db.execute(
                "SELECT d.path, told.value FROM documents AS d, json_each(d.details, '$.warnings') AS told"
                " ORDER BY d.path, told.key"
            ).fetchall()
        way_out = "the rest of it is read; mend the file if you miss this"
        return tuple(Problem(row["path"], row["value"], way_out) for row in rows)

    def sketched(self) -> list[Sketched]:
        """Every article that is long enough to be known again, as copies are found by it."""
        with self.snapshot() as db:
            rows = db.execute(
                "SELECT d.path, told.value AS told, coalesce(p.published, d.published) AS published"
                " FROM documents AS d, json_each(d.details, '$.sketches') AS told"
                " JOIN parts AS p ON p.document = d.id"
                " AND p.number = json_extract(told.value, '$[0]')"
            )
            found = []
            for row in rows:
                number, sketch = json.loads(row["told"])
                found.append(Sketched((row["path"], number), row["published"], tuple(sketch)))
        return found

    def copies(self) -> dict[Place, Place]:
        """Each article that is a copy with its original, as the last build found them."""
        kept = self.meta("copies") or "[]"
        if self._copies[0] != kept:
            rows: list[list[Any]] = json.loads(kept)
            self._copies = (kept, {(doc, part): (of, at) for doc, part, of, at in rows})
        return self._copies[1]

    def status(self, corpus: str) -> Status:
        """Counts of everything, of one moment."""
        from search_index.models import Status

        with self.snapshot() as db:

            def counted(query: str) -> int:
                return int(db.execute(query).fetchone()[0])

            def grouped(column: str, table: str) -> Mapping[str, int]:
                return dict(
                    tuple(row)
                    for row in db.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY 1")
                )

            return Status(
                corpus=corpus,
                documents=counted("SELECT count(*) FROM documents"),
                sources=counted("SELECT count(*) FROM parts"),
                extracted=counted(
                    "SELECT count(*) FROM extractions AS e JOIN documents AS d ON id = document"
                    " WHERE reason IS NULL AND e.fingerprint = d.fingerprint AND rules ="
                    " (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'rules')"
                ),
                facts=grouped("kind", "facts"),
                points=grouped("verdict", "points"),
                problems=_problems(db),
            )

    def overrides(self, kind: str) -> dict[str, str]:
        """The user's decisions of one kind."""
        with self.snapshot() as db:
            rows = db.execute("SELECT key, value FROM overrides WHERE kind = ?", (kind,))
            return {row["key"]: row["value"] for row in rows}

    def check(self) -> str | None:
        """What is broken in the file, None where it is whole: its structure, and every text by its hash."""
        with self.snapshot() as db:
            found: str = db.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                return found
            kept = {row["path"]: row["fingerprint"] for row in db.execute(_FINGERPRINTS)}
            for path, known in kept.items():
                try:
                    document = self.document(path)
                    whole = document is not None and fingerprint(document) == known
                except DamagedLibraryError:
                    whole = False
                if not whole:
                    return f"what is kept of {path} is not what was written"
        return None


def _problems(db: sqlite3.Connection) -> tuple[Problem, ...]:
    rows = db.execute(
        "SELECT path, reason, way_out FROM problems UNION ALL"
        " SELECT path, reason, way_out FROM extractions JOIN documents ON id = document"
        " WHERE reason IS NOT NULL ORDER BY 1"
    )
    failed = comparison_failure(db)
    return (
        *(Problem(*row) for row in rows),
        *_unmet(db),
        *([Problem(*failed[2:])] if failed else []),
    )


def _unmet(db: sqlite3.Connection) -> list[Problem]:
    """What the last comparison could not carry out of the overrides, in the lines they stand in now."""
    from search_index.overrides import overrides_from_record

    row = db.execute("SELECT value FROM meta WHERE key = 'unmet'").fetchone()
    entries = overrides_from_record(decisions_of(db)[1]).entries
    found: list[tuple[int, str, str]] = [] if row is None else json.loads(row["value"])
    # Between reading new overrides and comparing by them, the places are those of the older ones.
    return [entries[n].problem(why, way_out) for n, why, way_out in found if n < len(entries)]
