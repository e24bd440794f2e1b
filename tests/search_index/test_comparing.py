"""Comparison in a process: what is found is kept as a whole, and what dies or never ends leaves the old points."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import fake_rules
import pytest
from fake_rules import Recorder

from search_index import comparing, refreshing
from search_index.comparing import ComparerProcess, Material
from search_index.library import Library
from search_index.models import Progress
from search_index.settings import Settings
from search_index.store import Store

Write = Callable[[str, str], Path]


def library_with(corpus: Path, folder: Path, comparer: str) -> Library:
    """A library whose comparisons run in a process."""
    rules = dataclasses.replace(
        Recorder().rules(),
        comparer=lambda at: ComparerProcess(at, comparer=f"{fake_rules.__name__}:{comparer}"),
    )
    return Library(corpus, folder, Settings(), _rules=rules)


@pytest.fixture
def opened(corpus: Path, tmp_path: Path) -> Iterator[Callable[[str], Library]]:
    """Open the library of ``corpus`` with what runs in its worker process."""
    libraries = []

    def open_it(comparer: str) -> Library:
        libraries.append(library_with(corpus, tmp_path / "kept", comparer))
        return libraries[-1]

    yield open_it
    for library in libraries:
        library.close()


@pytest.mark.slow
def test_a_process_finds_the_names_and_points_that_would_be_found_here(
    library: Library,
    opened: Callable[[str], Library],
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(comparing, "_PIECE", 1)
    write("a.txt", "Ana counts trade 5 and toll 1")
    write("b.txt", "Bell counts trade 6 and toll 1")
    library.build()
    here = library.points(), {fact.name for fact in library.facts(kinds=["entity"])}
    library.close()
    (library.folder / "library.sqlite").unlink()
    other = opened("ComparingInWorker")
    assert other.build().problems == ()
    assert (other.points(), {fact.name for fact in other.facts(kinds=["entity"])}) == here
    assert [point.label for point in other.points()] == ["toll", "trade"]
    assert [hit.doc for hit in other.search("who:ana").hits] == ["a.txt", "b.txt"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("comparer", "told"),
    [
        ("DyingInAComparison", "died (exit 3)"),
        ("ComparingTooLong", "did not come to an end"),
        ("NoSuchThing", "NoSuchThing"),
    ],
)
def test_a_comparison_that_fails_is_a_problem_and_leaves_the_old_points(
    library: Library,
    opened: Callable[[str], Library],
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
    comparer: str,
    told: str,
):
    write("a.txt", "trade 5")
    library.build()
    before = library.points()
    write("b.txt", "trade 6")
    monkeypatch.setattr(refreshing, "LIMIT", 0.3)
    other = opened(comparer)
    (problem,) = other.build().problems
    assert (problem.path, told in problem.reason) == ("comparison", True)
    assert other.points() == before
    assert len(other.facts()) == 2
    monkeypatch.undo()
    assert library.build(again=True).problems == ()
    assert library.points() != before


def test_a_comparison_that_failed_is_left_alone_until_something_changes_or_somebody_asks(
    library: Library, write: Write, recorder: Recorder
):
    write("a.txt", "trade 5")
    recorder.comparison_fails = "it is too hard"
    assert [problem.reason for problem in library.build().problems] == ["it is too hard"]
    recorder.comparison_fails = None
    assert len(library.build().problems) == 1, "not tried again"
    assert library.points() == ()
    write("b.txt", "trade 6")
    assert library.build().problems == ()
    assert len(library.points()) == 1


@pytest.mark.slow
def test_a_cancelled_build_ends_the_comparison(
    opened: Callable[[str], Library], write: Write, monkeypatch: pytest.MonkeyPatch
):
    write("a.txt", "trade 5")
    stop = threading.Event()
    started: list[ComparerProcess] = []
    real = ComparerProcess.begin

    def begin(self: ComparerProcess, limit: float) -> None:
        real(self, limit)
        started.append(self)
        stop.set()

    monkeypatch.setattr(ComparerProcess, "begin", begin)
    report = opened("ComparingTooLong").build(cancelled=stop.is_set)
    assert report.problems == ()
    (comparer,) = started
    assert not comparer._worker.alive()


def test_what_was_read_once_is_not_read_again_for_the_next_comparison(
    library: Library, write: Write, monkeypatch: pytest.MonkeyPatch
):
    write("a.txt", "trade 5")
    write("b.txt", "trade 6")
    library.build()
    store = Store(library.folder)
    material = Material(store)
    read: list[str | None] = []
    real = store.facts
    monkeypatch.setattr(store, "facts", lambda path: read.append(path) or real(path))
    material.look(1)
    write("b.txt", "trade 7")
    write("c.txt", "trade 8")
    library.build()
    state = material.look(1)
    assert read == ["a.txt", "b.txt", "b.txt", "c.txt"]
    assert [fact.value for found in material.facts.values() for fact in found] == [5, 7, 8]
    (library.corpus / "a.txt").unlink()
    library.build()
    assert material.look(1) != state
    assert set(material.documents) == set(material.facts) == {"b.txt", "c.txt"}
    store.close()


class SlowComparer:
    """A comparison that is done when its test says so."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.asked: list[str] = []
        self.under_way = False
        self.done = False

    def begin(self, limit: float) -> None:
        assert not self.under_way, "one at a time"
        self.under_way = True
        self.asked.append(self.store.comparison_state(1))

    def poll(self, seconds: float) -> str | None:
        # Who waits for it has nothing else to do: then it is done.
        return self.asked[-1] if self.done or seconds else None

    def rows(self) -> Iterator[object]:
        self.under_way = False
        return iter(())

    def close(self) -> None:
        self.store.close()


def test_facts_that_come_while_a_comparison_works_make_one_more_follow_and_not_several(
    corpus: Path, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
):
    for number in range(6):
        write(f"{number}.txt", f"trade {number}")
    monkeypatch.setattr(refreshing, "REFRESH_SECONDS", 0.0)
    comparers: list[SlowComparer] = []

    def begun(folder: Path) -> SlowComparer:
        comparers.append(SlowComparer(folder))
        return comparers[-1]

    rules = dataclasses.replace(Recorder().rules(), comparer=begun)
    extracted: list[int] = []

    def look(progress: Progress) -> None:
        if progress.stage == "extracting":
            extracted.append(library.status().extracted)

    with Library(corpus, tmp_path / "kept", Settings(), _rules=rules) as library:
        library.build(look)
        assert extracted == [0, 1, 2, 3, 4, 5, 6], "facts went on meanwhile"
        (comparer,) = comparers
        assert len(comparer.asked) == 2
        assert library._store.meta("points") == comparer.asked[-1]
        assert comparer.asked[0] != comparer.asked[1]


def test_points_come_before_the_last_fact_does(
    library: Library, write: Write, monkeypatch: pytest.MonkeyPatch, recorder: Recorder
):
    for number in range(4):
        write(f"{number}.txt", f"trade {number}")
    monkeypatch.setattr(refreshing, "REFRESH_SECONDS", 0.0)
    seen: list[int] = []

    def look(progress: Progress) -> None:
        if progress.stage == "extracting":
            seen.append(sum(len(point.claims) for point in library.points()))

    library.build(look)
    assert 0 < max(seen) < 4
    assert sum(len(point.claims) for point in library.points()) == 4
