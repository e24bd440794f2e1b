"""Killed, crowded, out of space, without its corpus: the library opens, holds a committed state, goes on."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_rules import Recorder

from search_index.errors import (
    LibraryError,
    LockedLibraryError,
    ReadOnlyLibraryError,
    ReportedlyError,
)
from search_index.library import Library, diagnose
from search_index.models import Progress
from search_index.settings import Settings
from search_index.store import Store, writer_of

Write = Callable[[str, str], Path]
HERE = Path(__file__).parent
DOCUMENTS = 24


def start(corpus: Path, kept: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(HERE / "one_build.py"), str(corpus), str(kept)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)


def fill(corpus: Path, turn: int) -> None:
    """Documents of two facts and one person each; each turn, some are new, gone, renamed or changed."""
    for number in range(DOCUMENTS):
        if (number + turn) % 3:
            text = f"harbour trade {turn * 100 + number}\nvolume {number}\nAna came.\n"
            (corpus / f"{number:02}.txt").write_text(text * 40, "utf-8")
    (corpus / f"turn{turn}.txt").write_text(
        f"trade {turn}\nvolume {turn}\nAna came.\n" * 40, "utf-8"
    )
    with contextlib.suppress(FileNotFoundError):
        (corpus / f"turn{turn - 1}.txt").rename(corpus / f"renamed{turn}.txt")
        (corpus / f"renamed{turn - 1}.txt").unlink()


def whole(kept: Path, corpus: Path) -> None:
    """What holds of every committed state."""
    store = Store(kept)
    try:
        assert store.check() is None
        by_document: dict[str, int] = {}
        for fact in store.facts():
            by_document[fact.doc] = by_document.get(fact.doc, 0) + 1
        assert set(by_document.values()) <= {120}, "a document has all its facts or none"
        documents = set(store.indexed())
        for point in store.points():
            assert {claim.doc for claim in point.claims} <= documents
    finally:
        store.close()
    with Library(corpus, kept, Settings(), _rules=Recorder().rules()) as library:
        found = {hit.doc for hit in library.search("harbour", limit=100).hits}
        assert found <= documents


def nobody_writes(kept: Path) -> bool:
    """Whether the lock is free. A worker that was just being forked holds it until it is a program of its own, for
    milliseconds."""
    deadline = time.monotonic() + 5
    while writer_of(kept) is not None:
        if time.monotonic() > deadline:
            return False
    return True


def killed_at_random(runs: int, corpus: Path, kept: Path) -> None:
    seed = random.randrange(1_000_000)
    chance = random.Random(seed)
    fill(corpus, 0)
    began = time.monotonic()
    process = start(corpus, kept)
    assert process.stdout is not None
    process.stdout.readline()
    began = time.monotonic()
    assert process.stdout.read() == "done\n"
    process.wait()
    takes = time.monotonic() - began
    unfinished = 0
    for turn in range(1, runs + 1):
        fill(corpus, turn)
        process = start(corpus, kept)
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, takes))
        process.kill()
        unfinished += process.stdout.read() != "done\n"
        process.wait()
        process.stdout.close()
        told = f"turn {turn} of seed {seed}"
        assert nobody_writes(kept), told
        whole(kept, corpus)
    assert unfinished >= runs // 5, "the kills must meet builds under way"
    with Library(corpus, kept, Settings(), _rules=Recorder().rules()) as library:
        library.build()
        status = library.status()
        files = {file.name for file in corpus.iterdir()}
        assert {source.doc for source in library.documents()} == files
        assert status.extracted == status.documents == len(files)
        assert sum(status.facts.values()) == 120 * len(files)
        harbour = {hit.doc for hit in library.search("harbour", limit=100).hits}
        copies = {doc for hit in library.search("harbour", limit=100).hits for doc in hit.copies}
        assert harbour | copies == {
            name for name in files if "harbour" in (corpus / name).read_text()
        }
    whole(kept, corpus)


@pytest.mark.slow
def test_a_writer_killed_at_twenty_random_moments_loses_nothing(
    corpus: Path, tmp_path: Path
) -> None:
    killed_at_random(20, corpus, tmp_path / "kept")


@pytest.mark.thorough
def test_a_writer_killed_at_two_hundred_random_moments_loses_nothing(
    corpus: Path, tmp_path: Path
) -> None:
    killed_at_random(200, corpus, tmp_path / "kept")


READER = """
import sys
from pathlib import Path
from fake_rules import Recorder
from search_index.library import Library
from search_index.settings import Settings
corpus, kept = map(Path, sys.argv[1:3])
rounds = 0
with Library(corpus, kept, Settings(), _rules=Recorder().rules()) as library:
    print("begun", flush=True)
    while not (kept.parent / "stop").exists() or rounds < 3:
        rounds += 1
        counted = {}
        for fact in library.facts():
            counted[fact.doc] = counted.get(fact.doc, 0) + 1
        assert set(counted.values()) <= {120}, counted
        for hit in library.search("harbour", limit=100).hits:
            assert hit.passages and "harbour" in hit.passages[0].text.lower(), hit
        library.points(); library.status()
print("done", rounds, flush=True)
"""


@pytest.mark.slow
def test_eight_readers_see_no_half_state_and_no_error_while_one_writes(
    corpus: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    fill(corpus, 0)
    assert start(corpus, kept).wait() == 0
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(corpus), str(kept)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env,
        )
        for _ in range(8)
    ]  # fmt: skip
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "begun\n"
    for turn in range(1, 4):
        fill(corpus, turn)
        assert start(corpus, kept).wait() == 0
    (tmp_path / "stop").touch()
    for reader in readers:
        out, err = reader.communicate(timeout=120)
        assert (reader.returncode, err) == (0, "")
        assert out.startswith("done")


def test_a_corpus_that_vanishes_in_the_middle_leaves_what_was_kept(
    library: Library, write: Write, corpus: Path
) -> None:
    for number in range(6):
        write(f"{number}.txt", f"harbour trade {number}")
    library.build()
    for number in range(6):
        write(f"{number}.txt", f"harbour volume {number} and more")
    away = corpus.with_name("away")

    def vanish(progress: Progress) -> None:
        if progress.stage == "reading" and progress.done == 2:
            corpus.rename(away)

    report = library.build(vanish)
    assert len(report.problems) == 4 and all("no longer there" in p.reason for p in report.problems)
    assert library.status().documents == 6
    with pytest.raises(ReportedlyError, match="does not exist"):
        library.build()
    assert len(library.search("harbour").hits) == 6
    away.rename(corpus)
    assert len(library.build().read) == 4
    assert library.build().problems == ()


def test_a_clock_that_jumps_loses_nothing(library: Library, write: Write, corpus: Path) -> None:
    file = write("a.txt", "harbour trade 5")
    os.utime(file, (4_000_000_000, 4_000_000_000))
    library.build()
    write("a.txt", "harbour trade 6")
    os.utime(file, (1, 1))
    assert library.build().read == ("a.txt",)
    assert [fact.text for fact in library.facts()] == ["trade 6"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 300 kB; only root can make one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill_much(corpus: Path) -> None:
    words = random.Random(1)
    for number in range(14):
        text = " ".join(f"w{words.randrange(1_500)}" for _ in range(1_500))
        (corpus / f"{number:02}.txt").write_text(f"harbour trade {number}\n{text}", "utf-8")


@contextlib.contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file may grow beyond ``size`` bytes: what a full disk does to a write, for which nobody need be root."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# In the database's journal, in a document's row, in the middle of the index, in its last file.
@pytest.mark.parametrize("size", [20_000, 60_000, 150_000, 300_000])
def test_a_write_that_finds_no_room_is_told_and_the_build_goes_on_once_there_is(
    corpus: Path, tmp_path: Path, size: int
) -> None:
    fill_much(corpus)
    kept = tmp_path / "kept"
    with Library(corpus, kept, Settings(), _rules=Recorder().rules()) as library:
        with files_of_at_most(size), pytest.raises(LibraryError) as caught:
            library.build()
        assert str(kept) in caught.value.message and caught.value.way_out
        assert writer_of(kept) is None
        assert library.status().documents in (0, 14)
        with contextlib.closing(Store(kept)) as store:
            assert store.check() is None
        library.build()
        assert library.status().extracted == 14
        assert len(library.search("harbour", limit=100).hits) == 14


def test_a_full_disk_is_told_and_the_build_goes_on_once_there_is_room(
    corpus: Path, small_disk: Path
) -> None:
    fill_much(corpus)
    kept = small_disk / "kept"
    with Library(corpus, kept, Settings(), _rules=Recorder().rules()) as library:
        with pytest.raises(LibraryError) as caught:
            library.build()
        assert "full" in caught.value.message or "No space" in caught.value.message
        assert caught.value.way_out
        assert writer_of(kept) is None
        assert library.status().documents <= 14
        with contextlib.closing(Store(kept)) as store:
            assert store.check() is None
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    with Library(corpus, kept, Settings(), _rules=Recorder().rules()) as library:
        library.build()
        assert library.status().extracted == 14
        assert len(library.search("harbour", limit=100).hits) == 14


def test_a_library_on_a_read_only_file_system_is_read_and_searched(
    corpus: Path, small_disk: Path
) -> None:
    (corpus / "a.txt").write_text("harbour trade 5")
    kept = small_disk / "kept"
    with Library(corpus, kept, Settings(), _rules=Recorder().rules()) as library:
        library.build()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with Library(corpus, kept, Settings(), _rules=Recorder().rules()) as library:
        with pytest.raises(ReadOnlyLibraryError, match="may not be written") as caught:
            library.build()
        assert "--library DIR" in caught.value.way_out
        assert [hit.doc for hit in library.search("harbour").hits] == ["a.txt"]
        assert [fact.text for fact in library.facts()] == ["trade 5"]
        found = diagnose(corpus, library=kept)
        assert not [finding for finding in found if finding.state == "broken"]


def test_a_second_writer_in_another_process_is_told_who_writes_and_may_read(
    library: Library, write: Write, corpus: Path
) -> None:
    write("a.txt", "harbour trade 5")
    library.build()
    script = (
        "import sys; from pathlib import Path\n"
        "from search_index.store import writer_lock\n"
        "with writer_lock(Path(sys.argv[1])):\n print('held', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(library.folder)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    ) as other:
        assert other.stdin is not None and other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(LockedLibraryError, match=f"process {other.pid} is writing") as caught:
            library.build()
        assert "reading and searching work meanwhile" in caught.value.way_out
        assert [hit.doc for hit in library.search("harbour").hits] == ["a.txt"]
        other.stdin.close()
    library.build()
