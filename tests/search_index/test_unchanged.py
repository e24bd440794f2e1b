"""A library that is up to date is known without a build, and every change is seen."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from search_index import unchanged
from search_index.library import open_library

# Newer Pythons warn of a fork beside threads, which whoever runs the tests may have.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.txt").write_text("Trade grew in the port.\n", "utf-8")
    (folder / "inner" / "b.txt").write_text("Trade fell.\n", "utf-8")
    return folder


def built(corpus: Path) -> bool:
    """Whether a library is up to date after a build of its text."""
    with open_library(corpus, library=corpus.parent / "library") as library:
        library.build(facts=False)
    return is_current(corpus)


def is_current(corpus: Path, overrides: Path | None = None) -> bool:
    """Told alike by this process and by one of its own."""
    with open_library(corpus, library=corpus.parent / "library", overrides=overrides) as library:
        told = library.is_up_to_date()
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("search_index.unchanged._LARGE", 0)
            patched.setattr(threading, "active_count", lambda: 1)
            assert library.is_up_to_date() == told
        return told


def test_a_library_is_up_to_date_after_a_build_and_not_before(corpus: Path) -> None:
    assert not is_current(corpus)
    assert built(corpus)
    assert is_current(corpus)


def _touch(corpus: Path) -> None:
    os.utime(corpus / "a.txt", ns=(1, 1))


def _damage(corpus: Path) -> None:
    segment = next((corpus.parent / "library" / "index").glob("*.seg"))
    segment.write_bytes(segment.read_bytes()[:-100])


def _lose(corpus: Path) -> None:
    for path in (corpus.parent / "library" / "index").iterdir():
        path.unlink()


@pytest.mark.parametrize(
    "change",
    [
        _touch,
        _damage,
        _lose,
        lambda corpus: (corpus / "c.txt").write_text("More trade."),
        lambda corpus: (corpus / "inner" / "b.txt").unlink(),
        lambda corpus: (corpus / "inner" / "b.txt").rename(corpus / "b.txt"),
        lambda corpus: (corpus / "corpus.yaml").write_text("documents: {}\n"),
        lambda corpus: (corpus / ".reportedlyignore").write_text("inner/\n"),
        lambda corpus: (corpus.parent / "library" / "library.sqlite").write_bytes(b"broken" * 999),
    ],
)
def test_whatever_changed_is_seen_and_built(corpus: Path, change: Callable[[Path], object]) -> None:
    assert built(corpus)
    change(corpus)
    assert not is_current(corpus)
    assert built(corpus)


def test_another_program_and_other_overrides_are_changes(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert built(corpus)
    overrides = tmp_path / "decisions.yaml"
    overrides.write_text("{}\n", "utf-8")
    assert not is_current(corpus, overrides)
    program = tmp_path / "program"
    program.mkdir()
    monkeypatch.setattr(unchanged, "_PROGRAM", program)
    assert not is_current(corpus)


def test_a_corpus_with_links_or_without_a_folder_is_left_to_a_build(
    corpus: Path, tmp_path: Path
) -> None:
    (corpus / "link.txt").symlink_to(corpus / "a.txt")
    assert unchanged.look(corpus, "", None) is None
    assert unchanged.look(corpus / "a.txt", "", None) is None
    assert unchanged.look(tmp_path / "nowhere", "", None) is None
    assert not built(corpus)


def test_a_build_that_was_stopped_leaves_nothing_noted(corpus: Path) -> None:
    assert built(corpus)
    (corpus / "c.txt").write_text("More trade.", "utf-8")
    with open_library(corpus, library=corpus.parent / "library") as library:
        library.build(facts=False, cancelled=lambda: True)
        assert not library.is_up_to_date()
    (corpus / "c.txt").unlink()
    assert not is_current(corpus)


def test_problems_are_told_by_a_build_each_time(corpus: Path) -> None:
    (corpus / "big.pdf").write_bytes(b"no pdf")
    assert not built(corpus)


def test_a_library_behind_a_link_is_searched_as_it_is(corpus: Path, tmp_path: Path) -> None:
    assert built(corpus)
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "library", target_is_directory=True)
    before = {path.name for path in (link / "index").iterdir()}
    with open_library(corpus, library=link) as library:
        assert library.search("trade").total == 2
    assert {path.name for path in (link / "index").iterdir()} == before


def test_a_library_of_many_documents_is_looked_at_beside_the_search(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert built(corpus)
    by: list[int] = []
    real = os.fork
    monkeypatch.setattr("search_index.unchanged._LARGE", 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "fork", lambda: by.append(os.getpid()) or real())
    with open_library(corpus, library=corpus.parent / "library") as library:
        told = library.looking()
        assert by == [os.getpid()]
        assert told is not None and told()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_beside_other_threads_nothing_is_forked(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert built(corpus)
    monkeypatch.setattr("search_index.unchanged._LARGE", 0)
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    monkeypatch.delattr(os, "fork")
    assert is_current(corpus)


def test_a_look_that_nobody_asks_for_leaves_no_process_behind(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert built(corpus)
    monkeypatch.setattr("search_index.unchanged._LARGE", 0)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    looking = unchanged.Looking(corpus, corpus.parent / "library", "", None)
    looking.forget()
    looking.forget()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_look_at_something_else_is_not_taken_for_the_librarys(corpus: Path) -> None:
    assert built(corpus)
    folder = corpus.parent / "library"
    other = unchanged.Looking(corpus.parent, folder, "", None)
    with open_library(corpus, library=folder) as library:
        told = library.looking(other)
        assert told is not None and told()
