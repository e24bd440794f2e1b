"""What a build has still to do: each answer is of one committed state.

Also the connection under it, which sees one state for all that is read inside.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from search_index.store.connection import FILE_NAME, Readers, roll_back
from search_index.store.failures import errors_explained

if TYPE_CHECKING:
    from search_index.overrides import Overrides


class Snapshots:
    """The library's SQLite file, for reading from any thread."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._readers = Readers(self.path)

    def close(self) -> None:
        """Let go of the file."""
        self._readers.close()

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """One committed state for all that is read inside, by this thread."""
        with errors_explained(self.path):
            connection = self._readers.get()
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                roll_back(connection)

    def meta(self, key: str) -> str | None:
        """A value that a build left, None where there is none."""
        with self.snapshot() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row["value"])


# Characters; facts of as many take some 20 seconds, and others would wait.
_LONG = 400_000


class PendingWork(Snapshots):
    """What is not yet drawn, indexed or compared, and the states by which that is known."""

    def unextracted(
        self, rules: int, program: str, *, failed: bool = False
    ) -> list[tuple[str, int]]:
        """Paths and text lengths of documents that rules version ``rules`` has not seen.

        Dated documents first, the newest leading, but the longest, which take minutes, last. One that failed in ``program`` is among them only with
        ``failed``; one that failed in another program always is.
        """
        with self.snapshot() as db:
            rows = db.execute(
                "SELECT path, length(text) AS length FROM documents AS d"
                " LEFT JOIN extractions AS e ON document = id"
                " WHERE document IS NULL OR e.fingerprint <> d.fingerprint OR rules <> ?"
                " OR reason IS NOT NULL AND (? OR program IS NOT ?)"
                " ORDER BY length(text) > ?, published IS NULL, published DESC, path",
                (rules, failed, program, _LONG),
            ).fetchall()
        return [(row["path"], row["length"]) for row in rows]

    def older_rules(self, rules: int) -> bool:
        """Whether some facts were drawn by another version of the rules than ``rules``."""
        with self.snapshot() as db:
            query = "SELECT EXISTS (SELECT 1 FROM extractions WHERE rules <> ?)"
            return bool(db.execute(query, (rules,)).fetchone()[0])

    def indexed(self) -> dict[str, str | None]:
        """By path, in path order: the index's digest of it, None while it was not given its state."""
        with self.snapshot() as db:
            rows = db.execute("SELECT path, indexed FROM documents ORDER BY path")
            return {row["path"]: row["indexed"] for row in rows}

    def comparison_state(self, comparison: int) -> str:
        """A hash of all that the points depend on, ``comparison`` being the comparison's version."""
        state = hashlib.sha256(str(comparison).encode())
        with self.snapshot() as db:
            for query in (
                "SELECT path, d.fingerprint, e.fingerprint, rules, reason FROM documents AS d"
                " LEFT JOIN extractions AS e ON document = id ORDER BY path",
                "SELECT path, number, parts.source FROM parts JOIN documents ON id = document"
                " ORDER BY path, number",
            ):
                for row in db.execute(query):
                    state.update(repr(tuple(row)).encode())
            state.update(decisions_of(db)[0].encode())
        return state.hexdigest()

    def decisions(self) -> Overrides:
        """What the user decided about the comparison, as the last build read it."""
        from search_index.overrides import overrides_from_record

        with self.snapshot() as db:
            return overrides_from_record(decisions_of(db)[1])

    def material_states(self) -> dict[str, str]:
        """By path: a token that changes whenever the document or its facts do."""
        with self.snapshot() as db:
            rows = db.execute(
                "SELECT path, id, digest, entry_digest, d.fingerprint, e.fingerprint, rules, reason"
                " FROM documents AS d LEFT JOIN extractions AS e ON document = id"
            )
            return {row["path"]: repr(tuple(row)) for row in rows}

    def comparison_failed(self, state: str, program: str) -> bool:
        """Whether ``program`` has tried to compare ``state`` and could not."""
        with self.snapshot() as db:
            return comparison_failure(db)[:2] == [state, program]

    def index_state(self) -> str:
        """A hash of all that an index of this library is made from."""
        state = hashlib.sha256()
        with self.snapshot() as db:
            for query in (
                "SELECT path, digest, entry_digest, d.fingerprint, rules FROM documents AS d"
                " LEFT JOIN extractions ON document = id ORDER BY path",
                "SELECT path, local, canonical FROM names JOIN documents ON id = document"
                " ORDER BY path, local",
            ):
                for row in db.execute(query):
                    state.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
        return state.hexdigest()


def decisions_of(db: sqlite3.Connection) -> tuple[str, list[dict[str, Any]]]:
    """The digest of the user's overrides and their records."""
    row = db.execute("SELECT value FROM meta WHERE key = 'decisions'").fetchone()
    digest, records = ("", []) if row is None else json.loads(row["value"])
    return digest, records


def comparison_failure(db: sqlite3.Connection) -> list[str]:
    """State, program and the three texts of the problem; empty where the last comparison went well."""
    row = db.execute("SELECT value FROM meta WHERE key = 'comparison failure'").fetchone()
    found: list[str] = [] if row is None else json.loads(row["value"])
    return found
