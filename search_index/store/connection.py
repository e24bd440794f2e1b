"""Opening the SQLite file: readers that never wait, and one writer.

Owns the file's name, its version and what happens when it is missing, old, too new or broken.
"""

from __future__ import annotations

import functools
import hashlib
import re
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from search_index.errors import DamagedLibraryError, LibraryError, NewerLibraryError
from search_index.locations import LIBRARY_FILE
from search_index.store.failures import NO_WRITING, code_of

FILE_NAME = LIBRARY_FILE
SCHEMA_VERSION = 3
# Under this key a library says that points of a changed document are gone and not yet compared anew.
POINTS_DROPPED = "points dropped"
# “RPTD”: tells a library from any other SQLite file that --library may point at.
APPLICATION_ID = 0x52505444
_SCHEMA_KEY = "schema"
_WRITTEN_BY = "written by"
_SCHEMA = Path(__file__).with_name("schema.sql")
FOREIGN = "is no library of Reportedly"


def connect(path: Path, options: str) -> sqlite3.Connection:
    """A connection to the file with these parameters of SQLite's URIs; looks at nothing in it."""
    # `path` goes in as a URI so that “?” and “#” in a folder's name stay part of it.
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=10,
    )
    connection.row_factory = sqlite3.Row
    return connection


def roll_back(connection: sqlite3.Connection) -> None:
    """End what was begun. A full or broken disk ends it by itself; a second end would hide that error."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of an open file, 0 for an empty one.

    Raises NewerLibraryError, and DamagedLibraryError for a database of another program.
    """
    # All of one moment: between two looks, the first writer may have made the tables.
    connection.execute("BEGIN")
    try:
        return _version_of(connection, path)
    finally:
        roll_back(connection)


def _version_of(connection: sqlite3.Connection, path: Path) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    owner: int = connection.execute("PRAGMA application_id").fetchone()[0]
    if version > SCHEMA_VERSION and owner == APPLICATION_ID:
        wanted = _meta(connection, _WRITTEN_BY)
        known = wanted is not None and wanted != _this_version()
        update = f"install Reportedly {wanted} or later" if known else "update Reportedly"
        raise NewerLibraryError(
            f"{path} was written by a newer Reportedly (version {version}, this one knows {SCHEMA_VERSION})",
            f"{update}, or keep another library with --library DIR",
        )
    if owner != APPLICATION_ID:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables:
            raise DamagedLibraryError(
                f"{path} {FOREIGN}", "choose another folder with --library DIR"
            )
        return 0
    # A file of this version that was made with other tables: rows would be read as what they are not.
    return version if _meta(connection, _SCHEMA_KEY) == schema_digest() else 0


def _meta(connection: sqlite3.Connection, key: str) -> str | None:
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    except sqlite3.OperationalError:
        return None
    return None if row is None else str(row[0])


@functools.cache
def schema_digest() -> str:
    """A hash of the tables as schema.sql makes them; its comments don't count."""
    bare = re.sub(r"\s+", " ", re.sub(r"--[^\n]*", "", _SCHEMA.read_text("utf-8")))
    return hashlib.sha256(bare.encode()).hexdigest()[:16]


def _empty() -> sqlite3.Connection:
    """A library with nothing in it: what a reader sees before the first build."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.executescript(_SCHEMA.read_text("utf-8"))
    return connection


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; of an empty library where ``path`` is missing or older.

    On a folder that cannot be written SQLite cannot make its shared-memory file; then the file is
    read as immutable, which is right as long as nobody has left a write-ahead log behind.
    """
    if not path.exists():
        return _empty()
    for options in ("mode=rw", "mode=ro&immutable=1"):
        connection = connect(path, options)
        try:
            version = version_of(connection, path)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            connection.close()
            log = path.with_name(path.name + "-wal")
            lonely = not log.exists() or log.stat().st_size == 0
            if code_of(error) in NO_WRITING and options == "mode=rw" and lonely:
                continue
            raise
        except LibraryError:
            connection.close()
            raise
        if version < SCHEMA_VERSION:
            connection.close()
            return _empty()
        connection.execute("PRAGMA query_only = ON")
        return connection
    raise AssertionError("unreachable: the last way of opening returns or raises")


class Readers:
    """One reading connection a thread; opened anew when the file was replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        # By thread ident: idents are reused, so short-lived threads do not pile up connections.
        self._open: dict[int, tuple[tuple[int, int] | None, sqlite3.Connection]] = {}

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        # An empty file is one that its first writer has only just created.
        return (found.st_dev, found.st_ino) if found.st_size else None

    def get(self) -> sqlite3.Connection:
        """The calling thread's connection."""
        identity, ident = self._identity(), threading.get_ident()
        with self._lock:
            kept = self._open.get(ident)
            if kept is not None and kept[0] == identity and identity is not None:
                return kept[1]
            if kept is not None:
                kept[1].close()
                del self._open[ident]
        connection = open_reader(self._path)
        if connection.execute("PRAGMA database_list").fetchone()["file"] == "":
            identity = None
        with self._lock:
            self._open[ident] = (identity, connection)
        return connection

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for _, connection in self._open.values():
                connection.close()
            self._open.clear()


def open_writer(path: Path) -> sqlite3.Connection:
    """The one writing connection; creates the file, or rebuilds an older one around its overrides.

    The caller holds the writer's lock.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = connect(path, "mode=rwc")
    try:
        version = version_of(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        # NORMAL: a power cut may lose the last commits but never breaks the file, and everything in
        # it can be read again; FULL would sync once a document. save_override asks for FULL itself.
        connection.execute("PRAGMA synchronous = NORMAL")
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if version < SCHEMA_VERSION:
            overrides = rescued_overrides(connection)
            if tables:
                from search_index.store.backup import back_up

                back_up(path.parent, overrides)
            _rebuild(connection, overrides)
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def rescued_overrides(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """The user's decisions, as far as they can still be read."""
    try:
        rows = connection.execute("SELECT kind, key, value FROM overrides").fetchall()
    except sqlite3.Error:
        return []
    return [tuple(row) for row in rows]


def _rebuild(connection: sqlite3.Connection, overrides: list[tuple[str, str, str]]) -> None:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    drops = "".join(f'DROP TABLE "{row["name"]}";' for row in tables)
    connection.executescript(f"PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE; {drops}")
    try:
        for statement in _statements(_SCHEMA.read_text("utf-8")):
            connection.execute(statement)
        connection.executemany("INSERT INTO overrides VALUES (?, ?, ?)", overrides)
        made = {_SCHEMA_KEY: schema_digest(), _WRITTEN_BY: _this_version()}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", made.items())
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def _this_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("reportedly")
    except PackageNotFoundError:
        return ""


def _statements(script: str) -> Iterator[str]:
    """The statements of ``script`` one by one: executescript would commit before it starts."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
