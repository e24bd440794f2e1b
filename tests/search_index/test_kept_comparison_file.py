"""The file beside the library: broken, another's, in the way, or cut off by a kill, the points are those of comparing all."""

from __future__ import annotations

import dataclasses
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from followed_library import SAMPLE, Followed, late_news

from benchmarks.made_up_news import Report
from search_index.comparison import weighing
from search_index.errors import LibraryError
from search_index.library import diagnose
from search_index.store import kept_documents
from search_index.store.kept_comparison import KeptComparison
from search_index.store.kept_file import FILE_NAME, hindrance

HERE = Path(__file__).parent
# The last two sort behind the sample that words are weighed by: they change little of the others.
NEWS: list[Report] = late_news()
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library of all news but the last two, compared."""
    made = Followed(tmp_path_factory.mktemp("compared") / "kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weighing, "SAMPLE", SAMPLE)
        for report in NEWS[:-2]:
            made.put(report)
        made.follow()
    made.close()
    return made.folder


@pytest.fixture
def library(compared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Followed]:
    """All news but the last two, compared."""
    monkeypatch.setattr(weighing, "SAMPLE", SAMPLE)
    made = Followed(Path(shutil.copytree(compared, tmp_path / "kept")))
    made.news = {document.path: (document, facts) for document, facts in NEWS[:-2]}
    yield made
    made.close()


@pytest.fixture
def kept(library: Followed) -> Path:
    """The file, with nothing in a log beside it."""
    path = library.folder / FILE_NAME
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def test_a_document_more_is_followed_and_not_compared_with_all(
    library: Followed, kept: Path
) -> None:
    library.put(NEWS[-1])
    assert library.follow()
    assert library.found() == library.wanted()


# Broken --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET names = '{bro'",
        "UPDATE documents SET named = '[]'",
        "UPDATE sentences SET keys = 'null'",
        "UPDATE sentences SET keys = x'01'",
        "DROP TABLE census",
        "UPDATE renamed SET canonical = x'ff'",
        "UPDATE drafts SET payload = '[]'",
        "UPDATE drafts SET payload = x'ff00ff'",
        "UPDATE drafts SET about = '7'",
        "UPDATE drafts SET final = '{bro' WHERE final IS NOT NULL",
        "UPDATE edges SET payload = 'x'",
        "UPDATE edges SET payload = '[[0, 999999]]'",
        "UPDATE keys SET subject = x'01'",
        "UPDATE claims SET item = 999999",
        "UPDATE claims SET draft = draft + 1000000",
        "DELETE FROM meta WHERE key = 'weights'",
        "DELETE FROM meta WHERE key = 'common subject'",
        "DELETE FROM meta WHERE key = 'originals'",
        "UPDATE meta SET value = '{bro' WHERE key = 'state'",
        "UPDATE meta SET value = '[[]]' WHERE key = 'originals'",
        "DROP TABLE drafts",
        "DROP TABLE meta",
    ],
)
def test_what_does_not_fit_in_it_is_found_and_all_is_compared(
    library: Followed, kept: Path, statement: str
) -> None:
    with closing(sqlite3.connect(kept)) as db, db:
        db.execute(statement)
    library.put(NEWS[-1])
    library.follow()
    assert library.found() == library.wanted()
    library.put(NEWS[-2])
    library.follow()
    assert library.found() == library.wanted()


def test_a_point_that_cannot_be_read_is_found_before_any_is_told(
    library: Followed, kept: Path
) -> None:
    with closing(sqlite3.connect(kept)) as db, db:
        db.execute("UPDATE drafts SET final = '{bro' WHERE final IS NOT NULL")
    library.writer.set_meta("points", "of somebody else")
    library.put(NEWS[-1])
    assert not library.follow()
    assert library.found() == library.wanted()
    assert library.store.check() is None


def whole_file(path: Path) -> None:
    path.write_bytes(b"no database" * 500)


def beginning(path: Path) -> None:
    path.write_bytes(b"\xff" * 200 + path.read_bytes()[200:])


def middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : 2 * third] = b"\x5a" * third
    path.write_bytes(data)


def end(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2 + 77])


def everything(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("spoil", [whole_file, beginning, middle, end, everything])
def test_a_broken_file_is_made_anew(
    library: Followed, kept: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(kept)
    library.put(NEWS[-1])
    library.follow()
    assert library.found() == library.wanted()
    library.put(NEWS[-2])
    assert library.follow(), "kept again"
    assert library.found() == library.wanted()


def test_an_error_of_the_comparison_itself_is_not_hidden(
    library: Followed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: Any) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("search_index.comparing_names.names_in", broken)
    library.put(NEWS[-1])
    with pytest.raises(ZeroDivisionError):
        library.follow()


# No place to keep it -------------------------------------------------------------------------


def a_folder(kept: Path, elsewhere: Path) -> None:
    kept.mkdir()
    (kept / "mine.txt").write_text("mine")


def a_link(kept: Path, elsewhere: Path) -> None:
    kept.symlink_to(elsewhere)


def a_link_to_nothing(kept: Path, elsewhere: Path) -> None:
    kept.symlink_to(elsewhere.with_name("nothing"))


def a_pipe(kept: Path, elsewhere: Path) -> None:
    os.mkfifo(kept)


def another_programs(kept: Path, elsewhere: Path) -> None:
    with closing(sqlite3.connect(kept)) as db, db:
        db.execute("CREATE TABLE mine (a)")
        db.execute("INSERT INTO mine VALUES ('kept')")


def a_log_that_is_a_link(kept: Path, elsewhere: Path) -> None:
    kept.with_name(FILE_NAME + "-wal").symlink_to(elsewhere)


def described(folder: Path) -> dict[str, object]:
    return {
        file.name: file.readlink()
        if file.is_symlink()
        else file.read_bytes()
        if file.is_file()
        else sorted(file.iterdir())
        if file.is_dir()
        else "neither"
        for file in folder.glob(f"{FILE_NAME}*")
    }


@pytest.mark.parametrize(
    "put", [a_folder, a_link, a_link_to_nothing, a_pipe, another_programs, a_log_that_is_a_link]
)
def test_what_is_in_its_place_is_left_alone_and_all_is_compared_each_time(
    library: Followed, kept: Path, tmp_path: Path, put: Callable[[Path, Path], None]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(kept.read_bytes())
    target = elsewhere.read_bytes()
    kept.unlink()
    put(kept, elsewhere)
    before = described(library.folder)
    for report in NEWS[-2:]:
        library.put(report)
        assert not library.follow()
        assert library.found() == library.wanted()
    assert described(library.folder) == before
    assert elsewhere.read_bytes() == target
    assert not elsewhere.with_name("nothing").exists()
    assert hindrance(library.folder) is not None


def test_the_doctor_says_what_is_in_its_place_and_what_to_do(
    library: Followed, kept: Path, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    names = [finding.name for finding in diagnose(corpus, library=library.folder)]
    assert "comparison" not in names
    kept.unlink()
    another_programs(kept, tmp_path)
    found = {one.name: one for one in diagnose(corpus, library=library.folder)}["comparison"]
    assert found.state == "warning"
    assert "another program's database" in found.detail and str(kept) in found.detail
    assert "move it" in found.way_out


def test_without_room_for_it_the_points_are_found_all_the_same(
    library: Followed, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    real = KeptComparison.save_draft
    tried: list[bool] = []

    def no_room(self: KeptComparison, *given: Any) -> None:
        file = self._db.execute("PRAGMA database_list").fetchone()[2]
        tried.append(bool(file))
        if file:
            raise full
        real(self, *given)

    monkeypatch.setattr(KeptComparison, "save_draft", no_room)
    library.put(NEWS[-1])
    assert not library.follow()
    assert library.found() == library.wanted()
    assert {True, False} <= set(tried)


def test_where_there_is_no_room_at_all_this_is_said_with_a_way_out(
    library: Followed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(self: KeptComparison, *given: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(KeptComparison, "save_draft", no_room)
    library.put(NEWS[-1])
    with pytest.raises(LibraryError, match="database or disk is full") as caught:
        library.follow()
    assert "free some space" in caught.value.way_out
    assert library.store.check() is None


# Not ours to believe -------------------------------------------------------------------------


def forged(kept: Path) -> None:
    """Every point there says what somebody wants to be believed."""
    with closing(sqlite3.connect(kept)) as db, db:
        db.execute("UPDATE drafts SET final = replace(final, 'verdict', 'verdict ')")
        db.execute(
            'UPDATE drafts SET payload = replace(payload, \'"label":"\', \'"label":"Forged \')'
        )


def written_by_others(kept: Path) -> None:
    kept.chmod(0o666)


def of_another_user(kept: Path) -> None:
    os.chown(kept, 12345, 12345)


def of_two_names(kept: Path) -> None:
    kept.with_name("second name").hardlink_to(kept)


def in_an_open_folder(kept: Path) -> None:
    kept.parent.chmod(0o777)


@pytest.mark.parametrize(
    "expose",
    [
        written_by_others,
        pytest.param(of_another_user, marks=needs_root),
        of_two_names,
        in_an_open_folder,
    ],
)
def test_a_file_that_others_may_have_written_is_not_believed(
    library: Followed, kept: Path, expose: Callable[[Path], None]
) -> None:
    forged(kept)
    expose(kept)
    before = kept.stat().st_ino
    library.put(NEWS[-1])
    assert not library.follow()
    assert library.found() == library.wanted()
    assert not any(point.label.startswith("Forged") for point in library.store.points())
    found = kept.stat()
    assert (found.st_uid, found.st_mode & 0o777) == (os.geteuid(), 0o600)
    assert found.st_ino != before or found.st_nlink == 1


def test_it_is_nobody_elses_to_write_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        library = Followed(tmp_path / "kept")
        for report in NEWS[:8]:
            library.put(report)
        library.follow()
        modes = {
            file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "kept").glob("comp*")
        }
    finally:
        os.umask(before)
        library.close()
    assert modes and set(modes.values()) == {0o600}


def test_one_of_another_version_is_made_anew(
    library: Followed, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = kept.with_name("other.sql")
    other.write_text(kept_documents._SCHEMA.read_text() + "\n-- changed")
    monkeypatch.setattr(kept_documents, "_SCHEMA", other)
    library.put(NEWS[-1])
    assert not library.follow()
    assert library.found() == library.wanted()


# Killed --------------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from followed_library import SAMPLE, Followed, late_news
from search_index.comparison import weighing
from search_index.store import SinceRow
from search_index.store.kept_comparison import KeptComparison

folder, moment = Path(sys.argv[1]), sys.argv[2]
library = Followed(folder)
weighing.SAMPLE = SAMPLE
last = late_news()[-1]

def die(*given):
    os.kill(os.getpid(), signal.SIGKILL)

library.put(last)
if moment == "while it is written":
    real = KeptComparison.set_meta
    KeptComparison.set_meta = lambda self, key, value: die() if key == "state" else real(self, key, value)
state, rows = library.rows()
assert isinstance(rows[0], SinceRow)
if moment == "before the library has the points":
    die()
def some():
    yield from rows[:-1]
    die()
if moment == "while the library takes the points":
    library.writer.save_comparison(state, some())
library.writer.save_comparison(state, rows)
die()
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "moment",
    [
        "while it is written",
        "before the library has the points",
        "while the library takes the points",
        "after both",
    ],
)
@pytest.mark.parametrize("further", [False, True])
def test_a_comparison_killed_between_its_two_files_is_made_good_by_the_next(
    library: Followed, moment: str, further: bool
) -> None:
    library.close()
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
    command = [sys.executable, "-c", KILLED, str(library.folder), moment]
    ended = subprocess.run(command, env=env, capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    again = Followed(library.folder)
    again.news = library.news | {NEWS[-1][0].path: NEWS[-1]}
    if further:
        again.put(NEWS[-2])
    again.follow()
    assert again.found() == again.wanted()
    document, facts = NEWS[-1]
    again.put((dataclasses.replace(document, digest="f" * 63 + "0"), facts[1:]))
    assert again.follow(), "and later changes are followed"
    assert again.found() == again.wanted()
    again.close()
