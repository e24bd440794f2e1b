"""Changes of a folder are noticed: written, renamed on save, deleted, moved, the folder gone and back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search_index import watching
from search_index.errors import CorpusFileError
from search_index.library import Library
from search_index.watching import changes

Write = Callable[[str, str], Path]
SOON = 15.0


class Watcher:
    """Counts notices in a thread; ``next`` waits for one more than there were."""

    def __init__(self, corpus: Path) -> None:
        self._stop = threading.Event()
        self._noticed = threading.Semaphore(0)
        self._corpus = corpus
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        for _ in changes(self._corpus, self._stop, look_anyway=3_600):
            self._noticed.release()

    def next(self) -> bool:
        return self._noticed.acquire(timeout=SOON)

    def any_more(self) -> bool:
        return self._noticed.acquire(timeout=1.0)

    def close(self) -> None:
        self._stop.set()
        self._thread.join(SOON)


@pytest.fixture
def watcher(corpus: Path, write: Write) -> Iterator[Watcher]:
    write("a.txt", "harbour trade 5")
    write("sub/b.txt", "trade 6")
    started = Watcher(corpus)
    # The watch begins in its thread: a file that is touched until it is seen tells when.
    probe = corpus / "probe.txt"
    while not started._noticed.acquire(timeout=0.2):
        probe.write_text("probe")
    while started._noticed.acquire(timeout=2.5):
        pass
    yield started
    started.close()


@pytest.mark.slow
def test_what_editors_and_people_do_to_files_is_noticed(
    watcher: Watcher, library: Library, write: Write, corpus: Path
) -> None:
    library.build()
    write("new.txt", "volume 7")
    assert watcher.next()
    assert library.build().read == ("new.txt",)
    # As vim and others save: a copy under another name takes the place of the file.
    write(".a.txt.swp~", "harbour trade 55 and more").replace(corpus / "a.txt")
    assert watcher.next()
    assert library.build().read == ("a.txt",)
    (corpus / "sub" / "b.txt").rename(corpus / "moved.txt")
    assert watcher.next()
    assert library.build().removed == ("sub/b.txt",)
    (corpus / "moved.txt").unlink()
    assert watcher.next()
    assert library.build().removed == ("moved.txt",)
    write(".reportedlyignore", "new.*\n")
    assert watcher.next()
    assert library.build().removed == ("new.txt",)


@pytest.mark.slow
def test_what_is_no_document_is_not_worth_a_look(watcher: Watcher, write: Write) -> None:
    write("picture.png", "x")
    write(".hidden.txt", "x")
    assert not watcher.any_more()


@pytest.mark.slow
def test_a_folder_that_went_away_is_noticed_when_it_is_back(
    watcher: Watcher, corpus: Path, write: Write
) -> None:
    corpus.rename(corpus.with_name("away"))
    watcher.next()
    corpus.mkdir()
    write("c.txt", "trade 8")
    assert watcher.next()


@pytest.mark.slow
def test_three_hundred_files_at_once_are_a_few_notices_and_all_are_read(
    watcher: Watcher, library: Library, write: Write
) -> None:
    library.build()
    for number in range(300):
        write(f"burst/{number:03}.txt", f"harbour trade {number}")
    read: set[str] = set()
    notices = 0
    while len(read) < 300 and watcher.next():
        notices += 1
        read |= set(library.build().read)
    assert len(read) == 300
    assert notices <= 10
    status = library.status()
    assert status.extracted == status.documents
    assert len(library.search("trade 299").hits) >= 1


@pytest.mark.slow
def test_a_corpus_file_that_is_broken_for_a_while_is_told_and_obeyed_again_once_mended(
    watcher: Watcher, library: Library, write: Write
) -> None:
    write("corpus.yaml", "documents:\n  a.txt: {publisher: The Post}\n")
    assert watcher.next()
    library.build()
    publishers = {source.doc: source.source for source in library.documents()}
    assert publishers["a.txt"] == "The Post"
    for broken in ("documents: [", "documnts: {}\n", "\x00", "documents: &a [*a]\n"):
        write("corpus.yaml", broken)
        write("late.txt", f"trade {len(broken)}")
        assert watcher.next()
        with pytest.raises(CorpusFileError, match=r"corpus\.yaml") as caught:
            library.build()
        assert caught.value.way_out
        assert {s.doc: s.source for s in library.documents()} == publishers
        assert len(library.search("harbour").hits) == 1
    write("corpus.yaml", "documents:\n  a.txt: {publisher: The Echo}\n")
    assert watcher.next()
    assert "late.txt" in library.build().read
    assert {s.doc: s.source for s in library.documents()}["a.txt"] == "The Echo"


def test_without_watchfiles_the_folder_is_looked_at(
    corpus: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt", "trade 5")
    monkeypatch.setattr(watching, "_PAUSE", 0.01)
    monkeypatch.setitem(__import__("sys").modules, "watchfiles", None)
    stop = threading.Event()
    threading.Timer(0.1, write, ("b.txt", "trade 6")).start()
    threading.Timer(SOON, stop.set).start()
    assert next(changes(corpus, stop), "stopped") is None
    stop.set()


@pytest.mark.slow
def test_what_changed_before_the_watch_stood_is_looked_at(corpus: Path, write: Write) -> None:
    write("a.txt", "trade 5")
    stop = threading.Event()
    threading.Timer(SOON, stop.set).start()
    assert next(changes(corpus, stop, look_anyway=3_600), "stopped") is None
    stop.set()


def test_one_file_is_watched_alone(tmp_path: Path) -> None:
    matters = watching._filter(tmp_path, "a.txt")
    assert matters(None, str(tmp_path / "a.txt"))
    assert not matters(None, str(tmp_path / "b.txt"))
