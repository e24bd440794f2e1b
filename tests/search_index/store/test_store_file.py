"""The SQLite file: missing, older, newer, foreign, broken, on a full disk or one that cannot be written."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from search_index.errors import DamagedLibraryError, LibraryError, NewerLibraryError
from search_index.library import Library
from search_index.store import Store, Writer, open_mended, writer_lock, writer_of
from search_index.store.connection import SCHEMA_VERSION, connect, open_writer, version_of
from search_index.store.failures import library_error

Write = Callable[[str, str], Path]


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


@pytest.fixture
def built(library: Library, write: Write) -> Library:
    write("a.txt", "harbour trade 5")
    library.build()
    library.close()
    return library


@pytest.fixture
def database(built: Library) -> Path:
    return built.folder / "library.sqlite"


def test_before_the_first_build_a_reader_sees_an_empty_library(library: Library):
    assert library.documents() == library.facts() == library.points() == ()
    assert library.search("anything").hits == ()
    assert library.status().documents == 0
    assert not library.folder.exists()


def test_a_newer_library_is_refused_and_left_alone(built: Library, database: Path):
    execute(database, "PRAGMA user_version = 99")
    with pytest.raises(NewerLibraryError, match="newer Reportedly"):
        built.status()
    with pytest.raises(NewerLibraryError) as caught:
        built.build()
    assert "--library DIR" in caught.value.way_out
    execute(database, f"PRAGMA user_version = {SCHEMA_VERSION}")
    assert built.status().documents == 1


def test_an_older_library_is_made_anew_around_the_users_decisions(built: Library, database: Path):
    with closing(Writer(built.folder)) as writer:
        writer.save_override("hide", "point-1", "yes")
    execute(database, "PRAGMA user_version = 0", "DROP TABLE points", "CREATE TABLE old (x)")
    assert built.status().documents == 0
    assert built.build().read == ("a.txt",)
    with closing(Store(built.folder)) as store:
        assert store.overrides("hide") == {"point-1": "yes"}
        assert store.check() is None


def test_a_database_of_another_program_is_never_touched(library: Library, write: Write):
    write("a.txt", "trade 5")
    library.folder.mkdir()
    path = library.folder / "library.sqlite"
    execute(path, "CREATE TABLE bookmarks (url)")
    before = path.read_bytes()
    with pytest.raises(DamagedLibraryError, match="no library of Reportedly"):
        library.build()
    assert path.read_bytes() == before
    assert [file.name for file in library.folder.glob("*damaged*")] == []


def overwrite_start(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 300)


def overwrite_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [overwrite_start, overwrite_middle])
def test_a_damaged_library_is_named_by_readers_and_made_anew_by_a_build(
    built: Library, database: Path, damage: Callable[[Path], None]
):
    damage(database)
    with pytest.raises(DamagedLibraryError) as caught:
        built.status()
    assert "reportedly index" in caught.value.way_out
    report = built.build()
    assert report.read == ("a.txt",)
    assert [problem.path for problem in report.problems] == ["library.sqlite.damaged-1"]
    assert built.status().documents == 1
    assert [hit.doc for hit in built.search("harbour").hits] == ["a.txt"]


def test_a_second_damaged_file_gets_the_next_number(built: Library, database: Path):
    for number in (1, 2):
        overwrite_start(database)
        writer, aside = open_mended(built.folder)
        writer.close()
        assert aside is not None
        assert aside.name == f"library.sqlite.damaged-{number}"


def test_the_users_decisions_outlive_damage_elsewhere_in_the_file(built: Library, database: Path):
    with closing(Writer(built.folder)) as writer:
        writer.save_override("hide", "point-1", "yes")
    writer, _ = open_mended(built.folder, distrust=True)
    writer.close()
    with closing(Store(built.folder)) as store:
        assert store.overrides("hide") == {"point-1": "yes"}


@pytest.fixture
def no_rights(built: Library) -> Iterator[None]:
    """The library's folder cannot be written: by mode, and by another user where we are root."""
    paths = [built.folder, *built.folder.rglob("*")]
    for above in built.folder.parents:
        # pytest's folders are ours alone; the other user must get through them.
        if above.name.startswith(("pytest-", "popen-", "test_")):
            above.chmod(0o755)
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.usefixtures("no_rights")
def test_a_library_in_a_read_only_folder_can_be_read_and_searched(built: Library):
    assert built.status().documents == 1
    assert [fact.text for fact in built.facts()] == ["trade 5"]
    assert [hit.doc for hit in built.search("harbour").hits] == ["a.txt"]


@pytest.mark.usefixtures("no_rights")
def test_building_in_a_read_only_folder_names_the_way_out(built: Library):
    with pytest.raises(LibraryError) as caught:
        built.build()
    assert "--library DIR" in caught.value.way_out


def test_a_full_disk_is_a_message_and_leaves_the_file_whole(built: Library, database: Path):
    with closing(Writer(built.folder)) as writer:
        pages = writer._db.execute("PRAGMA page_count").fetchone()[0]
        writer._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LibraryError, match="the disk is full") as caught:
            writer.set_meta("large", "x" * 1_000_000)
    assert "--library DIR" in caught.value.way_out
    with closing(Store(built.folder)) as store:
        assert store.check() is None
        assert store.meta("large") is None


def test_no_space_left_is_told_as_a_full_disk(tmp_path: Path):
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert "the disk is full" in library_error(error, tmp_path).message


def test_a_folder_with_question_mark_and_hash_in_its_name_works(tmp_path: Path):
    folder = tmp_path / "what? #1 100%"
    with closing(Writer(folder)) as writer:
        writer.set_meta("key", "value")
    with closing(Store(folder)) as store:
        assert store.meta("key") == "value"
    assert [file.name for file in folder.iterdir()] == ["library.sqlite"]


def test_a_reader_follows_when_the_file_is_replaced(built: Library, database: Path):
    with closing(Store(built.folder)) as store:
        assert len(store.known_files()) == 1
        database.unlink()
        assert store.known_files() == {}
        Writer(built.folder).close()
        assert store.known_files() == {}


def test_the_writer_of_a_library_is_known_while_it_writes(tmp_path: Path):
    assert writer_of(tmp_path) is None
    with writer_lock(tmp_path):
        assert writer_of(tmp_path) == f"process {os.getpid()}"
    assert writer_of(tmp_path) is None


def test_a_new_file_has_the_version_of_this_schema(tmp_path: Path):
    path = tmp_path / "library.sqlite"
    with closing(open_writer(path)) as db:
        assert version_of(db, path) == SCHEMA_VERSION


class Breaking(sqlite3.Connection):
    """A connection whose disk breaks at the statement with ``at`` in it: SQLite then rolls back by itself."""

    at = "nowhere at all"

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if self.at in statement:
            super().execute("ROLLBACK")
            raise sqlite3.OperationalError("disk I/O error")
        return super().execute(statement, *values)


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Every connection made from now on is ``Breaking`` at the statement that is given."""

    def at(statement: str) -> None:
        monkeypatch.setattr(Breaking, "at", statement)

    real = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *given, **options: real(*given, **options, factory=Breaking)
    )
    yield at


def test_a_disk_that_breaks_is_told_by_its_own_error_not_by_one_of_cleaning_up(
    database: Path, breaking: Callable[[str], None]
):
    with closing(Store(database.parent)) as store:
        assert store.status("").documents == 1
        breaking("SELECT path")
        with pytest.raises(LibraryError, match="disk I/O error"):
            store.titles()
    breaking("PRAGMA user_version")
    with (
        closing(connect(database, "mode=rw")) as db,
        pytest.raises(sqlite3.OperationalError, match="disk I/O error"),
    ):
        version_of(db, database)
    breaking("INSERT OR REPLACE INTO meta")
    with (
        closing(Writer(database.parent)) as writer,
        pytest.raises(LibraryError, match="disk I/O error"),
    ):
        writer.set_meta("a", "b")


def test_a_disk_that_breaks_while_tables_are_made_is_told_by_its_own_error(
    tmp_path: Path, breaking: Callable[[str], None]
):
    breaking("CREATE TABLE facts")
    with pytest.raises(LibraryError, match="disk I/O error"):
        Writer(tmp_path)
    breaking("nowhere at all")
    Writer(tmp_path).close()
