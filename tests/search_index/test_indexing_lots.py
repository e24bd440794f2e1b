"""The index of many documents, written by several processes: the same as one writes, whatever happens to them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from fake_rules import Recorder

from search_index import building_text, indexing, indexing_lots
from search_index.errors import LibraryError
from search_index.fulltext import FullText
from search_index.indexing import Indexer
from search_index.indexing_lots import Lot, write_lot
from search_index.library import Library
from search_index.locations import INDEX_FOLDER
from search_index.models import Progress
from search_index.settings import Settings
from search_index.store import Store

pytestmark = pytest.mark.slow

DOCUMENTS = 40
QUERIES = ["harbour", "even", "third trade", "trade OR volume", "number1*", "“volume grew”"]


@pytest.fixture(autouse=True)
def small_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building_text, "BATCH_DOCUMENTS", 5)
    monkeypatch.setattr(indexing, "BATCH_DOCUMENTS", 5)
    monkeypatch.setattr(indexing, "MANY", 12)
    monkeypatch.setattr(indexing_lots, "SMALLEST", 4)
    monkeypatch.setattr(indexing_lots, "LARGEST", 9)


def fill(corpus: Path, numbers: Iterable[int] = range(DOCUMENTS), word: str = "harbour") -> None:
    for number in numbers:
        kinds = f"{'even' if number % 2 == 0 else 'odd'} {'third' if number % 3 == 0 else ''}"
        text = f"Title: Report {number}\n\nThe {word} trade of number{number} is {kinds}. Its volume grew.\n"
        (corpus / f"{number:02}.txt").write_text(text, "utf-8")


def answers(library: Library) -> list[tuple[str, list[tuple[str, float]]]]:
    return [
        (query, [(hit.doc, round(hit.score, 5)) for hit in library.search(query, limit=100).hits])
        for query in QUERIES
    ]


def by_one_process(corpus: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    with monkeypatch.context() as patched, Library(corpus, kept, Settings()) as library:
        patched.setattr(indexing, "MANY", 10_000)
        library.build(facts=False)
        return list(answers(library))


def segments(kept: Path) -> int:
    return len(list((kept / INDEX_FOLDER).glob("*.seg")))


def nothing_unfinished(kept: Path) -> bool:
    return not indexing.unfinished(FullText(kept / INDEX_FOLDER)).exists()


def in_agreement(kept: Path) -> None:
    """The index holds what SQLite says it was given, of every document."""
    store, index = Store(kept), FullText(kept / INDEX_FOLDER)
    try:
        assert index.damage() is None
        assert index.digests() == store.indexed()
    finally:
        index.close()
        store.close()


def test_several_processes_write_the_index_that_one_writes(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fill(corpus)
    wanted = by_one_process(corpus, tmp_path / "one", monkeypatch)
    adopted: list[Path] = []
    real = FullText.adopt

    def noting(self: FullText, part: Path, *further: object) -> None:
        adopted.append(part)
        real(self, part, *further)  # type: ignore[arg-type]

    monkeypatch.setattr(FullText, "adopt", noting)
    with Library(corpus, tmp_path / "many", Settings()) as library:
        library.build(facts=False)
        assert answers(library) == wanted
    assert len(adopted) > 2
    assert segments(tmp_path / "many") > 2
    in_agreement(tmp_path / "many")
    assert nothing_unfinished(tmp_path / "many")


def test_what_is_read_anew_takes_the_place_of_what_was_there(corpus: Path, library: Library):
    fill(corpus)
    library.build(facts=False)
    fill(corpus, range(5, DOCUMENTS), word="canal")
    (corpus / "00.txt").rename(corpus / "renamed.txt")
    (corpus / "01.txt").unlink()
    library.build(facts=False)
    assert {hit.doc for hit in library.search("harbour", limit=100).hits} == {
        "renamed.txt",
        "02.txt",
        "03.txt",
        "04.txt",
    }
    assert len(library.search("canal", limit=100).hits) == DOCUMENTS - 5
    in_agreement(library.folder)


def test_facts_that_come_later_reach_the_index_too(
    corpus: Path, tmp_path: Path, recorder: Recorder
):
    for number in range(DOCUMENTS):
        (corpus / f"{number:02}.txt").write_text(f"Ana came {number} times.\n", "utf-8")
    with Library(corpus, tmp_path / "kept", Settings(), _rules=recorder.rules()) as library:
        library.build()
        assert len(library.search("who:bell", limit=100).hits) == DOCUMENTS
    in_agreement(tmp_path / "kept")


def test_an_index_that_got_lost_is_written_anew_by_several(corpus: Path, library: Library):
    fill(corpus)
    library.build(facts=False)
    before = answers(library)
    library.close()
    FullText(library.folder / INDEX_FOLDER).clear()
    with Library(corpus, library.folder, Settings()) as again:
        again.build(facts=False)
        assert answers(again) == before
    in_agreement(library.folder)


def test_one_lot_more_than_memory_allows_is_never_waited_for(
    corpus: Path, library: Library, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(indexing_lots, "LARGEST_CHARACTERS", 100)
    fill(corpus)
    library.build(facts=False)
    in_agreement(library.folder)
    assert len(library.search("harbour", limit=100).hits) == DOCUMENTS


def dying(lot: Lot) -> None:
    os._exit(3)


def refusing(lot: Lot) -> dict[str, str]:
    raise LibraryError("no room is left", "make room")


def stumbling(lot: Lot) -> dict[str, str]:
    raise ValueError("a fault of ours")


def without_impacts(lot: Lot) -> dict[str, str]:
    digests = write_lot(lot)
    for path in lot.part.glob("*.impacts*"):
        path.unlink()
    return digests


@pytest.mark.parametrize("worker", [dying, stumbling])
def test_what_a_worker_cannot_write_is_written_here(
    worker: object, corpus: Path, library: Library, monkeypatch: pytest.MonkeyPatch
):
    fill(corpus)
    library.build(facts=False)
    monkeypatch.setattr(indexing_lots, "WRITER", f"{__name__}:{worker.__name__}")  # type: ignore[attr-defined]
    store, index = Store(library.folder), FullText(library.folder / INDEX_FOLDER)
    try:
        # A build looks for what the index lacks; this does not.
        Indexer(store, None, index).rebuild()
    finally:
        index.close()
        store.close()
    in_agreement(library.folder)


def test_where_no_worker_can_start_one_process_writes(
    corpus: Path, library: Library, monkeypatch: pytest.MonkeyPatch
):
    def none(target: str) -> object:
        raise LibraryError("no worker process can be started", "close other programs")

    monkeypatch.setattr(indexing_lots, "WorkerProcess", none)
    fill(corpus)
    library.build(facts=False)
    assert len(library.search("harbour", limit=100).hits) == DOCUMENTS
    in_agreement(library.folder)


def test_what_the_disk_says_to_a_worker_is_told_and_the_next_build_goes_on(
    corpus: Path, library: Library, monkeypatch: pytest.MonkeyPatch
):
    fill(corpus)
    with monkeypatch.context() as patched:
        patched.setattr(indexing_lots, "WRITER", f"{__name__}:refusing")
        with pytest.raises(LibraryError, match="no room is left"):
            library.build(facts=False)
    assert nothing_unfinished(library.folder)
    library.build(facts=False)
    assert len(library.search("harbour", limit=100).hits) == DOCUMENTS
    in_agreement(library.folder)


def test_a_cancelled_build_leaves_nothing_behind_and_the_next_one_goes_on(
    corpus: Path, library: Library
):
    fill(corpus)
    seen: list[Progress] = []
    library.build(seen.append, cancelled=lambda: len(seen) > 22, facts=False)
    assert nothing_unfinished(library.folder)
    assert library.status().documents < DOCUMENTS
    library.build(facts=False)
    assert len(library.search("harbour", limit=100).hits) == DOCUMENTS
    in_agreement(library.folder)


def test_what_a_killed_build_left_is_removed_by_the_next(corpus: Path, library: Library):
    fill(corpus, range(3))
    left = library.folder / "index-unfinished" / "1"
    left.mkdir(parents=True)
    (left / "text1_abc.seg").write_bytes(b"half")
    library.build(facts=False)
    assert nothing_unfinished(library.folder)


def test_what_came_without_its_impacts_gets_them(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fill(corpus)
    wanted = by_one_process(corpus, tmp_path / "one", monkeypatch)
    monkeypatch.setattr(indexing_lots, "WRITER", f"{__name__}:without_impacts")
    with Library(corpus, tmp_path / "many", Settings()) as library:
        library.build(facts=False)
        assert answers(library) == wanted
    folder = tmp_path / "many" / INDEX_FOLDER
    assert len(list(folder.glob("*.impacts*"))) == len(list(folder.glob("*.seg")))
