"""Writing what is kept: each method is one transaction, so a reader sees all of it or nothing.

Whoever holds a Writer holds the writer's lock.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from search_index.overrides import Overrides, overrides_record
from search_index.store.connection import FILE_NAME, POINTS_DROPPED, open_writer, roll_back
from search_index.store.document_rows import ReadDocument, document_values
from search_index.store.failures import errors_explained
from search_index.store.rows import Row, fact_from_payload, fact_payload, moved
from search_index.store.saving import SavingComparison

if TYPE_CHECKING:
    from search_index.copies import Place
    from search_index.models import Fact, Problem


class Writer:
    """The library's SQLite file, for writing."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        with errors_explained(self.path):
            self._db = open_writer(self.path)

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it."""
        with contextlib.suppress(sqlite3.Error):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with errors_explained(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                roll_back(self._db)
                raise

    def set_meta(self, key: str, value: str) -> None:
        """Leave a value for later builds."""
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # Documents ---------------------------------------------------------------------------

    def save_documents(self, read: Iterable[ReadDocument], gone: Iterable[str] = ()) -> list[str]:
        """Keep documents just read. Returns the paths of ``gone`` that were found renamed.

        Facts stay with a document whose fingerprint is what it was, and a new document takes over
        the facts of one with the same fingerprint; a ``gone`` one then goes.
        """
        left, renamed = set(gone), []
        with self._transaction():
            for one in read:
                values = document_values(one)
                twin = self._twin(values["path"], values["fingerprint"], left)
                number = self._save_document(one, values)
                if twin is not None:
                    self._take_over(twin["id"], number)
                    if twin["path"] in left:
                        self._remove(twin["path"])
                        left.discard(twin["path"])
                        renamed.append(twin["path"])
                self._readdress(number)
        return renamed

    def _twin(self, path: str, fingerprint: str, gone: set[str]) -> sqlite3.Row | None:
        """Another document with the same content whose facts are known, best one that is gone."""
        rows = self._db.execute(
            "SELECT id, path FROM documents AS d JOIN extractions AS e ON document = id"
            " WHERE d.fingerprint = ? AND e.fingerprint = d.fingerprint AND path <> ?"
            " AND NOT EXISTS (SELECT 1 FROM documents AS same JOIN extractions AS known"
            "   ON known.document = same.id WHERE same.path = ?"
            "   AND known.fingerprint = d.fingerprint) ORDER BY path",
            (fingerprint, path, path),
        ).fetchall()
        return min(rows, key=lambda row: row["path"] not in gone, default=None)

    def _save_document(self, one: ReadDocument, values: dict[str, object]) -> int:
        db = self._db
        columns = list(values)
        number: int = db.execute(
            f"INSERT INTO documents ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
            " ON CONFLICT (path) DO UPDATE SET indexed = NULL, "
            + ", ".join(f"{column} = excluded.{column}" for column in columns)
            + " RETURNING id",
            list(values.values()),
        ).fetchone()["id"]
        db.execute("DELETE FROM parts WHERE document = ?", (number,))
        db.executemany(
            "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (number, p.number, p.start, p.end, p.title, p.source, p.published, p.author, p.url)
                for p in one.document.parts
            ],
        )
        kept = db.execute(
            "SELECT 1 FROM extractions WHERE document = ? AND fingerprint = ?",
            (number, values["fingerprint"]),
        ).fetchone()
        if kept is None:
            # Offsets into the old text mean nothing in the new one.
            db.execute("DELETE FROM facts WHERE document = ?", (number,))
            db.execute("DELETE FROM extractions WHERE document = ?", (number,))
            self._drop_points(number)
        return number

    def _take_over(self, old: int, new: int) -> None:
        self._db.execute(
            "INSERT INTO facts SELECT ?, number, kind, payload FROM facts WHERE document = ?",
            (new, old),
        )
        self._db.execute(
            "INSERT INTO extractions SELECT ?, fingerprint, rules, program, reason, way_out"
            " FROM extractions WHERE document = ?",
            (new, old),
        )

    def _readdress(self, number: int) -> None:
        """Give the facts of a document its present path and publishers."""
        db = self._db
        path = db.execute("SELECT path FROM documents WHERE id = ?", (number,)).fetchone()["path"]
        sources = {
            row["number"]: row["source"]
            for row in db.execute("SELECT number, source FROM parts WHERE document = ?", (number,))
        }
        rows = db.execute("SELECT number, payload FROM facts WHERE document = ?", (number,))
        changed = []
        for row in rows.fetchall():
            fact = fact_from_payload(row["payload"])
            if (now := moved(fact, path, sources)) is not fact:
                changed.append((fact_payload(now), number, row["number"]))
        db.executemany("UPDATE facts SET payload = ? WHERE document = ? AND number = ?", changed)

    def _drop_points(self, number: int) -> None:
        dropped = self._db.execute(
            "DELETE FROM points WHERE id IN (SELECT point FROM point_documents WHERE document = ?)",
            (number,),
        )
        if dropped.rowcount > 0:
            # The document may be as it was by the next comparison, which would then find nothing to tell.
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, '')", (POINTS_DROPPED,))

    def _remove(self, path: str) -> None:
        row = self._db.execute("SELECT id FROM documents WHERE path = ?", (path,)).fetchone()
        if row is not None:
            self._drop_points(row["id"])
            self._db.execute("DELETE FROM documents WHERE id = ?", (row["id"],))

    def remove_documents(self, paths: Iterable[str]) -> None:
        """Forget documents with their facts and every point they have a claim in."""
        with self._transaction():
            for path in paths:
                self._remove(path)

    def mark_indexed(self, digests: Mapping[str, str]) -> None:
        """Note by path that the full-text index was given a document, and its digest there."""
        with self._transaction() as db:
            db.executemany(
                "UPDATE documents SET indexed = ? WHERE path = ?",
                [(digest, path) for path, digest in digests.items()],
            )

    def save_decisions(self, overrides: Overrides) -> None:
        """Keep what the user decided about the comparison, for whoever compares next."""
        record = overrides_record(overrides)
        self.set_meta("decisions", json.dumps([overrides.digest, record], ensure_ascii=False))

    def save_copies(self, copies: Mapping[Place, Place]) -> None:
        """Keep which articles are copies of which."""
        rows = [[*copy, *original] for copy, original in sorted(copies.items())]
        self.set_meta("copies", json.dumps(rows, ensure_ascii=False))

    def save_problems(self, problems: Iterable[Problem]) -> None:
        """Keep the problems met while reading, in place of the last build's."""
        with self._transaction() as db:
            db.execute("DELETE FROM problems")
            db.executemany(
                "INSERT INTO problems VALUES (?, ?, ?)",
                [(p.path, p.reason, p.way_out) for p in problems],
            )

    # Facts and points --------------------------------------------------------------------

    def save_facts(self, path: str, rules: int, facts: Sequence[Fact]) -> None:
        """Keep what rules version ``rules`` drew from a document, in place of its older facts."""
        self._save_extraction(path, rules, facts, None, None)

    def save_failure(self, path: str, rules: int, program: str, problem: Problem) -> None:
        """Note that ``program`` could draw no facts from a document; its older facts go."""
        self._save_extraction(path, rules, (), program, problem)

    def _save_extraction(
        self,
        path: str,
        rules: int,
        facts: Sequence[Fact],
        program: str | None,
        problem: Problem | None,
    ) -> None:
        with self._transaction() as db:
            found = db.execute(
                "SELECT id, fingerprint FROM documents WHERE path = ?", (path,)
            ).fetchone()
            if found is None:
                return
            number = found["id"]
            db.execute("DELETE FROM facts WHERE document = ?", (number,))
            db.executemany(
                "INSERT INTO facts VALUES (?, ?, ?, ?)",
                [(number, i, fact.kind, fact_payload(fact)) for i, fact in enumerate(facts)],
            )
            db.execute(
                "INSERT OR REPLACE INTO extractions VALUES (?, ?, ?, ?, ?, ?)",
                (
                    number,
                    found["fingerprint"],
                    rules,
                    program,
                    problem.reason if problem else None,
                    problem.way_out if problem else None,
                ),
            )
            db.execute("UPDATE documents SET indexed = NULL WHERE id = ?", (number,))

    def save_comparison(self, state: str, rows: Iterable[Row]) -> None:
        """Keep names, points and unmet overrides, in place of all older ones or, after a SinceRow, of those it names.

        ``state`` is what they were found from. An error out of ``rows`` leaves the older ones. Raises LibraryError where
        the points are not those of the state that the rows tell the changes of.
        """
        with self._transaction() as db:
            saving = SavingComparison(db)
            for row in rows:
                saving.take(row)
            saving.end()
            db.execute("INSERT OR REPLACE INTO meta VALUES ('points', ?)", (state,))
            db.execute("DELETE FROM meta WHERE key = 'comparison failure'")
            if saving.whole:
                # Changes alone do not bring back what was dropped while they were found.
                db.execute("DELETE FROM meta WHERE key = ?", (POINTS_DROPPED,))

    def save_comparison_failure(self, state: str, program: str, problem: Problem) -> None:
        """Note that ``program`` could not compare ``state``; the older points stay."""
        noted = json.dumps([state, program, problem.path, problem.reason, problem.way_out])
        self.set_meta("comparison failure", noted)

    def save_override(self, kind: str, key: str, value: str | None) -> None:
        """Keep a decision of the user, or with None take it back; on disk before this returns."""
        self._db.execute("PRAGMA synchronous = FULL")
        try:
            with self._transaction() as db:
                if value is None:
                    db.execute("DELETE FROM overrides WHERE kind = ? AND key = ?", (kind, key))
                else:
                    db.execute(
                        "INSERT OR REPLACE INTO overrides VALUES (?, ?, ?)", (kind, key, value)
                    )
        finally:
            self._db.execute("PRAGMA synchronous = NORMAL")
