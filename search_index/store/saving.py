"""The rows of a comparison into the library: all points anew, or those that changed."""

from __future__ import annotations

import json
import sqlite3

from search_index.errors import LibraryError
from search_index.store.rows import (
    GoneRow,
    NameRow,
    PointRow,
    RenamedRow,
    Row,
    SinceRow,
    UnmetRow,
)


class SavingComparison:
    """The rows of one comparison, taken one by one inside a transaction; ``whole`` where they are all points anew."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._unmet: list[UnmetRow] = []
        self._renamed: set[int] = set()
        self._begun = False
        self.whole = False
        db.execute(
            "CREATE TEMP TABLE named (document, local, canonical,"
            " PRIMARY KEY (document, local)) WITHOUT ROWID"
        )

    def take(self, row: Row) -> None:
        """Keep what a row tells. Raises LibraryError for changes since another state than that of the points."""
        if isinstance(row, SinceRow):
            self._begin(row.state)
        elif isinstance(row, UnmetRow):
            self._unmet.append(row)
        elif isinstance(row, NameRow):
            self._db.execute(
                "INSERT OR REPLACE INTO named SELECT id, ?, ? FROM documents WHERE path = ?",
                (row.local, row.canonical, row.path),
            )
        elif isinstance(row, RenamedRow):
            numbers = "SELECT id FROM documents WHERE path = ?"
            self._renamed |= {found["id"] for found in self._db.execute(numbers, (row.path,))}
            self._db.execute(f"DELETE FROM named WHERE document IN ({numbers})", (row.path,))
        elif isinstance(row, GoneRow):
            self._db.execute("DELETE FROM points WHERE id = ?", (row.id,))
        else:
            self._begin(None)
            self._take_point(row)

    def _begin(self, since: str | None) -> None:
        """Before the first point: with no state named, all that are there go."""
        if self._begun:
            return
        self._begun = True
        self.whole = since is None
        if self.whole:
            self._db.execute("DELETE FROM points")
            return
        found = self._db.execute("SELECT value FROM meta WHERE key = 'points'").fetchone()
        if found is None or found["value"] != since:
            raise LibraryError("the points changed while they were compared", "compare once more")

    def _take_point(self, row: PointRow) -> None:
        # A point that is told again has changed: its documents may be others.
        self._db.execute("DELETE FROM points WHERE id = ?", (row.id,))
        self._db.execute(
            "INSERT INTO points VALUES (?, ?, ?, ?)", (row.id, row.rank, row.verdict, row.payload)
        )
        self._db.executemany(
            "INSERT INTO point_documents SELECT id, ? FROM documents WHERE path = ?",
            [(row.id, path) for path in row.paths],
        )

    def end(self) -> None:
        """After the last row: names and unmet overrides are those of this comparison."""
        self._begin(None)
        db = self._db
        if not self.whole:
            # The names of all others stay.
            db.execute("CREATE TEMP TABLE renamed (document INTEGER PRIMARY KEY)")
            db.executemany("INSERT INTO renamed VALUES (?)", [(n,) for n in self._renamed])
            db.execute(
                "INSERT OR IGNORE INTO named SELECT * FROM names"
                " WHERE document NOT IN (SELECT document FROM renamed)"
            )
            db.execute("DROP TABLE renamed")
        # `who:` finds people by the name they have across the corpus, too.
        db.execute(
            "UPDATE documents SET indexed = NULL WHERE id IN ("
            " SELECT document FROM (SELECT * FROM named EXCEPT SELECT * FROM names) UNION"
            " SELECT document FROM (SELECT * FROM names EXCEPT SELECT * FROM named))"
        )
        db.execute("DELETE FROM names")
        db.execute("INSERT INTO names SELECT * FROM named")
        db.execute("DROP TABLE named")
        unmet = json.dumps(self._unmet)
        db.execute("INSERT OR REPLACE INTO meta VALUES ('unmet', ?)", (unmet,))
