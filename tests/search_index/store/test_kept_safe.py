"""Other users' libraries, damage deep in a file, and copies of what people made before anything is made anew."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from fake_rules import Recorder

from search_index import library as engine
from search_index.errors import DamagedLibraryError, ReadOnlyLibraryError
from search_index.library import Library
from search_index.models import Finding
from search_index.settings import Settings
from search_index.store import Store, Writer
from search_index.store.backup import back_up
from search_index.store.connection import FILE_NAME

Write = Callable[[str, str], Path]
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")


@pytest.fixture
def built(library: Library, write: Write) -> Library:
    write("a.txt", "harbour trade 5")
    write("b.txt", "harbour trade 6")
    library.build()
    library.close()
    return library


def give_away(folder: Path, user: int = 12345) -> None:
    for place in (folder, *folder.rglob("*")):
        os.chown(place, user, user)


def doctor(library: Library) -> dict[str, Finding]:
    found = engine.diagnose(library.corpus, library=library.folder)
    return {finding.name: finding for finding in found}


# Other users ---------------------------------------------------------------------------------


@needs_root
def test_another_users_library_is_read_and_searched_but_never_written(
    built: Library, own_folders: Path
) -> None:
    give_away(built.folder)
    before = {file: file.stat().st_mtime_ns for file in built.folder.rglob("*")}
    with pytest.raises(ReadOnlyLibraryError, match="belongs to another user") as caught:
        built.build()
    assert "--library DIR" in caught.value.way_out
    assert len(built.facts()) == 2
    assert {hit.doc for hit in built.search("harbour").hits} == {"a.txt", "b.txt"}
    built.close()
    after = {file: file.stat().st_mtime_ns for file in built.folder.rglob("*")}
    assert {file: time for file, time in after.items() if file in before} == before
    assert len(list(own_folders.rglob("private/*/index/*.toc"))) == 1


@needs_root
def test_a_private_index_is_made_once_and_anew_when_the_library_changed(
    built: Library, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search_index.indexing import Indexer

    made: list[int] = []
    real = Indexer.rebuild
    monkeypatch.setattr(Indexer, "rebuild", lambda self: (made.append(1), real(self))[1])

    def search() -> set[str]:
        with Library(built.corpus, built.folder, Settings(), _rules=Recorder().rules()) as reader:
            return {hit.doc for hit in reader.search("harbour").hits}

    give_away(built.folder)
    assert search() == search() == {"a.txt", "b.txt"}
    assert len(made) == 1
    give_away(built.folder, os.geteuid())
    write("c.txt", "harbour trade 7")
    built.build()
    built.close()
    give_away(built.folder)
    assert search() == {"a.txt", "b.txt", "c.txt"}
    assert len(made) == 2


def test_an_index_that_others_may_write_is_made_anew_before_it_is_opened(
    built: Library, files_read: list[str]
) -> None:
    index = built.folder / "index"
    segment = next(index.glob("*.seg"))
    segment.chmod(0o666)
    assert len(built.search("harbour").hits) == 2
    assert not segment.exists()
    assert all(file.stat().st_mode & 0o022 == 0 for file in (index, *index.iterdir()))
    assert files_read == []


def test_no_file_of_a_library_is_for_others_to_write_whatever_the_umask(
    library: Library, write: Write
) -> None:
    write("a.txt", "harbour trade 5")
    before = os.umask(0)
    try:
        library.build()
    finally:
        os.umask(before)
    index = library.folder / "index"
    assert all(p.stat().st_mode & 0o022 == 0 for p in (library.folder, index, *index.iterdir()))


# Other versions ------------------------------------------------------------------------------


def test_a_file_of_this_version_with_other_tables_is_made_anew_not_misread(built: Library) -> None:
    with closing(sqlite3.connect(built.folder / FILE_NAME)) as db:
        db.executescript(
            "DROP TABLE point_documents; CREATE TABLE point_documents (point INTEGER NOT NULL"
            " REFERENCES points (position), document INTEGER NOT NULL REFERENCES documents (id));"
            "UPDATE meta SET value = 'other' WHERE key = 'schema';"
        )
    assert built.status().documents == 0
    assert built.build().read == ("a.txt", "b.txt")
    assert len(built.points()) == 1


def test_a_newer_library_names_the_version_to_install(built: Library) -> None:
    with closing(sqlite3.connect(built.folder / FILE_NAME)) as db:
        db.execute("UPDATE meta SET value = '7.8.9' WHERE key = 'written by'")
        db.execute("PRAGMA user_version = 99")
        db.commit()
    with pytest.raises(Exception, match="newer Reportedly") as caught:
        built.status()
    assert "install Reportedly 7.8.9 or later" in caught.value.way_out  # type: ignore[attr-defined]


def test_a_newer_library_of_our_own_number_does_not_name_it(built: Library) -> None:
    with closing(sqlite3.connect(built.folder / FILE_NAME)) as db:
        db.execute("PRAGMA user_version = 99")
        db.commit()
    with pytest.raises(Exception, match="newer Reportedly") as caught:
        built.status()
    assert caught.value.way_out.startswith("update Reportedly")  # type: ignore[attr-defined]


# Damage --------------------------------------------------------------------------------------


def damage(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data and len(old) == len(new)
    path.write_bytes(data.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"harbour trade 5", b"harbour\xff\xff\xff\xff\xff\xff 5"), (b"harbour trade 5", b"harbour tirade.")],
)  # fmt: skip
def test_a_text_that_changed_on_the_disk_is_noticed_by_the_doctor_and_mended_by_index(
    built: Library, old: bytes, new: bytes
) -> None:
    damage(built.folder / FILE_NAME, old, new)
    found = doctor(built)["database"]
    assert (found.state, "a.txt" in found.detail) == ("broken", True)
    assert "reportedly index" in found.way_out
    report = built.build(again=True)
    assert report.read == ("a.txt", "b.txt")
    assert "damaged" in report.problems[-1].path
    assert doctor(built)["database"].state == "ok"


def test_a_fact_that_cannot_be_parsed_is_damage_with_a_way_out(built: Library) -> None:
    damage(built.folder / FILE_NAME, b'{"kind":"quantity"', b'{"kind":"quantity?')
    with pytest.raises(DamagedLibraryError, match="record cannot be read") as caught:
        built.facts()
    assert "reportedly index" in caught.value.way_out


def test_a_page_overwritten_in_the_middle_is_never_a_traceback(built: Library) -> None:
    path = built.folder / FILE_NAME
    whole = path.read_bytes()
    for page in range(1, len(whole) // 4096):
        broken = bytearray(whole)
        broken[page * 4096 : page * 4096 + 400] = os.urandom(400)
        path.write_bytes(broken)
        for work in (built.facts, built.points, built.status, lambda: built.search("harbour")):
            try:
                work()
            except DamagedLibraryError as error:
                assert error.way_out
        built.close()
    path.write_bytes(broken)
    built.build(again=True)
    assert len(built.facts()) == 2


# What people made ----------------------------------------------------------------------------


def test_decisions_bookmarks_and_notes_are_copied_before_a_damaged_file_is_made_anew(
    built: Library,
) -> None:
    with closing(Writer(built.folder)) as writer:
        writer.save_override("hide", "point-1", "yes")
    (built.folder / "bookmarks.json").write_text('["a.txt"]')
    (built.folder / "decisions.yaml").write_text("overrides: []")
    (built.folder / FILE_NAME).write_bytes(b"not a database at all" * 300)
    built.build()
    (copy,) = (built.folder / "backups").iterdir()
    assert (copy / "bookmarks.json").read_text() == '["a.txt"]'
    assert (copy / "decisions.yaml").exists()
    assert (built.folder / "bookmarks.json").exists(), "and they stay where they are"


def test_the_users_decisions_are_copied_before_an_older_library_is_made_anew(
    built: Library,
) -> None:
    with closing(Writer(built.folder)) as writer:
        writer.save_override("hide", "point-1", "yes")
    with closing(sqlite3.connect(built.folder / FILE_NAME)) as db:
        db.execute("PRAGMA user_version = 1")
    built.build()
    (copy,) = (built.folder / "backups").iterdir()
    assert json.loads((copy / "overrides.json").read_text()) == [["hide", "point-1", "yes"]]
    with closing(Store(built.folder)) as store:
        assert store.overrides("hide") == {"point-1": "yes"}


def test_the_ten_newest_copies_are_kept(tmp_path: Path) -> None:
    (tmp_path / "bookmarks.json").write_text("[]")
    made = [back_up(tmp_path, []) for _ in range(13)]
    for age, place in enumerate(reversed(made)):
        if place is not None and place.exists():
            os.utime(place, (1_000_000 - age, 1_000_000 - age))
    back_up(tmp_path, [])
    kept = list((tmp_path / "backups").iterdir())
    assert len(kept) == 10
    assert made[0] not in kept and made[-1] in kept


def test_where_people_made_nothing_there_is_no_copy(tmp_path: Path) -> None:
    assert back_up(tmp_path, []) is None
    assert list(tmp_path.iterdir()) == []
