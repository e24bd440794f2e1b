"""Building a library: nothing twice, nothing lost, and one committed state at a time."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_rules import Recorder

from search_index import building_text
from search_index.building import Builder
from search_index.errors import (
    CorpusError,
    EmptyCorpusError,
    LibraryError,
    LockedLibraryError,
    UsageError,
)
from search_index.library import Library, open_library
from search_index.models import Progress
from search_index.settings import Settings
from search_index.store import writer_lock

Write = Callable[[str, str], Path]


def hits(library: Library, query: str) -> list[str]:
    return [hit.doc for hit in library.search(query).hits]


def reopened(library: Library, recorder: Recorder) -> Library:
    return Library(library.corpus, library.folder, Settings(), _rules=recorder.rules())


def test_a_first_build_makes_text_facts_and_points(library: Library, write: Write):
    write("a.txt", "First\n\nIn spring the trade 5 was counted by Ana.\n")
    write("b.txt", "Second\n\nOmar says that trade 7 was reached.\n")
    report = library.build()
    assert report.read == report.extracted == ("a.txt", "b.txt")
    assert hits(library, "spring") == ["a.txt"]
    assert [f.text for f in library.facts("a.txt", kinds=["quantity"])] == ["trade 5"]
    (point,) = library.points()
    assert (point.label, point.verdict) == ("trade", "conflict")
    status = library.status()
    assert (status.documents, status.extracted) == (2, 2)
    assert status.facts == {"entity": 2, "quantity": 2}
    assert status.points == {"conflict": 1}


def test_unchanged_documents_are_neither_read_nor_extracted_again(
    library: Library, write: Write, recorder: Recorder, files_read: list[str]
):
    write("a.txt", "trade 5")
    write("b.txt", "trade 6")
    library.build()
    write("b.txt", "trade 7 and more")
    files_read.clear()
    recorder.extracted.clear()
    report = library.build()
    assert files_read == recorder.extracted == ["b.txt"]
    assert (report.read, report.unchanged) == (("b.txt",), ("a.txt",))
    assert [fact.text for fact in library.facts()] == ["trade 5", "trade 7"]


def test_a_build_with_nothing_to_do_compares_nothing(
    library: Library, write: Write, recorder: Recorder
):
    write("a.txt", "trade 5")
    library.build()
    assert recorder.compared == 1
    library.build()
    assert recorder.compared == 1


def test_a_file_touched_but_not_changed_keeps_its_facts(
    library: Library, write: Write, recorder: Recorder, files_read: list[str]
):
    file = write("a.txt", "trade 5")
    library.build()
    os.utime(file, (1, 1))
    library.build()
    assert files_read == ["a.txt", "a.txt"]
    assert recorder.extracted == ["a.txt"]
    library.build()
    assert len(files_read) == 2


def test_a_renamed_document_keeps_its_facts_under_its_new_path(
    library: Library, write: Write, corpus: Path, recorder: Recorder
):
    write("old.txt", "Title: Ports\n\nThe trade 5 of Ana.\n")
    write("other.txt", "Title: Roads\n\nThe trade 5 of Omar.\n")
    library.build()
    before = [(fact.start, fact.text) for fact in library.facts("old.txt")]
    (corpus / "old.txt").rename(corpus / "new.txt")
    recorder.extracted.clear()
    report = library.build()
    assert recorder.extracted == []
    assert report.removed == ("old.txt",)
    facts = library.facts("new.txt")
    assert [(fact.start, fact.text) for fact in facts] == before
    assert {fact.doc for fact in facts} == {"new.txt"}
    assert {fact.source for fact in facts} == {library.document("new.txt").parts[0].source}
    assert hits(library, "ports") == ["new.txt"]
    assert {claim.doc for point in library.points() for claim in point.claims} == {
        "new.txt",
        "other.txt",
    }


def test_a_copy_of_a_document_takes_over_its_facts(
    library: Library, write: Write, recorder: Recorder
):
    write("a.txt", "trade 5")
    library.build()
    write("b.txt", "trade 5")
    library.build()
    assert recorder.extracted == ["a.txt"]
    assert [fact.doc for fact in library.facts()] == ["a.txt", "b.txt"]


def test_what_corpus_yaml_says_anew_about_a_document_is_taken_in(
    library: Library, write: Write, recorder: Recorder
):
    write("a.txt", "trade 5")
    write("b.txt", "trade 6")
    library.build()
    recorder.extracted.clear()
    write("corpus.yaml", "documents:\n  a.txt:\n    publisher: The Morning Post\n")
    report = library.build()
    assert report.read == ("a.txt",)
    assert recorder.extracted == []
    assert {fact.source for fact in library.facts("a.txt")} == {"The Morning Post"}


def test_a_removed_document_leaves_search_facts_and_points(
    library: Library, write: Write, corpus: Path
):
    write("a.txt", "harbour trade 5")
    write("b.txt", "harbour trade 6")
    library.build()
    (corpus / "b.txt").unlink()
    assert library.build().removed == ("b.txt",)
    assert hits(library, "harbour") == ["a.txt"]
    assert {fact.doc for fact in library.facts()} == {"a.txt"}
    (point,) = library.points()
    assert (point.verdict, [claim.doc for claim in point.claims]) == ("single", ["a.txt"])
    with pytest.raises(UsageError):
        library.document("b.txt")


def test_points_go_with_a_document_even_before_the_others_are_compared_again(
    library: Library, write: Write, corpus: Path
):
    write("a.txt", "trade 5")
    write("b.txt", "trade 6\ntoll 1")
    library.build()
    (corpus / "b.txt").unlink()
    library.build(facts=False)
    assert library.points() == ()
    library.build()
    assert [point.label for point in library.points()] == ["trade"]


def test_a_document_that_changed_and_changed_back_unseen_has_its_points_again(
    library: Library, write: Write
):
    write("a.txt", "trade 5")
    write("b.txt", "trade 6")
    library.build()
    points = library.points()
    write("b.txt", "trade 7")
    library.build(facts=False)
    assert points and library.points() == ()
    write("b.txt", "trade 6")
    library.build()
    assert library.points() == points


def test_a_renamed_document_is_never_there_twice(
    library: Library, write: Write, corpus: Path, monkeypatch: pytest.MonkeyPatch
):
    write("old.txt", "Title: Ports\n\nThe trade 5 of Ana.\n")
    library.build()
    (corpus / "old.txt").rename(corpus / "new.txt")
    write("next.txt", "trade 6")
    write("other.txt", "trade 7")
    monkeypatch.setattr(building_text, "BATCH_DOCUMENTS", 1)
    seen: list[set[str]] = []
    library.build(lambda _: seen.append({source.doc for source in library.documents()}))
    assert {"new.txt", "next.txt"} in seen, "looked at between two batches"
    assert not any({"old.txt", "new.txt"} <= documents for documents in seen)


def test_new_rules_draw_every_fact_again_and_say_so(library: Library, write: Write):
    write("a.txt", "trade 5")
    assert not library.build().new_rules
    newer = Recorder(version=2)
    with reopened(library, newer) as again:
        report = again.build()
        assert report.new_rules
        assert report.extracted == ("a.txt",)
        assert not again.build().new_rules
    assert newer.extracted == ["a.txt"]


def test_names_are_those_of_the_whole_corpus(library: Library, write: Write):
    write("a.txt", "Ana came.")
    write("b.txt", "Bell left.")
    library.build()
    assert {fact.name for fact in library.facts(kinds=["entity"])} == {"Ana Bell"}
    assert set(hits(library, "who:ana")) == {"a.txt", "b.txt"}


def test_text_can_be_searched_before_the_first_fact_is_drawn(library: Library, write: Write):
    write("a.txt", "harbour trade 5")
    seen: list[tuple[list[str], int]] = []

    def look(progress: Progress) -> None:
        if progress.stage == "extracting" and progress.done == 0:
            seen.append((hits(library, "harbour"), len(library.facts())))

    library.build(look)
    assert seen == [(["a.txt"], 0)]


def test_without_facts_only_the_text_is_kept(library: Library, write: Write, recorder: Recorder):
    write("a.txt", "harbour trade 5")
    library.build(facts=False)
    assert hits(library, "harbour") == ["a.txt"]
    assert recorder.extracted == []
    library.build()
    assert recorder.extracted == ["a.txt"]


def test_dated_documents_come_first_and_the_newest_of_them_leads(
    library: Library, write: Write, recorder: Recorder
):
    write("a.txt", "trade 5")
    write("b.txt", "Title: B\nDate: 2024-05-01\n\ntrade 6 of the year before.\n")
    write("c.txt", "Title: C\nDate: 2026-01-06\n\ntrade 7 of this year.\n")
    library.build()
    assert recorder.extracted == ["c.txt", "b.txt", "a.txt"]


def test_nobody_waits_for_the_facts_of_a_very_long_document(
    library: Library, write: Write, recorder: Recorder
):
    write("a.txt", "Title: A\nDate: 2026-01-06\n\n" + "trade 5 was counted. \n" * 20_000)
    write("b.txt", "trade 6")
    library.build()
    assert recorder.extracted == ["b.txt", "a.txt"]


def test_a_document_that_breaks_the_rules_is_a_problem_and_the_others_go_on(
    library: Library, write: Write, recorder: Recorder
):
    write("bad.txt", "BREAK")
    write("good.txt", "trade 5")
    (problem,) = library.build().problems
    assert (problem.path, problem.reason) == ("bad.txt", "no rule can read this")
    assert len(library.facts("good.txt")) == 1
    assert library.status().extracted == 1


def test_what_failed_is_left_alone_until_the_program_changes_or_somebody_asks(
    library: Library, write: Write, recorder: Recorder
):
    write("bad.txt", "BREAK")
    write("good.txt", "trade 5")
    for _ in range(3):
        library.build()
    assert recorder.extracted.count("bad.txt") == 1
    library.build(again=True)
    assert recorder.extracted.count("bad.txt") == 2
    recorder.program = "two"
    library.build()
    library.build()
    assert recorder.extracted.count("bad.txt") == 3
    assert recorder.extracted.count("good.txt") == 1


def test_files_are_read_again_when_they_would_be_read_otherwise(
    library: Library,
    write: Write,
    recorder: Recorder,
    files_read: list[str],
    monkeypatch: pytest.MonkeyPatch,
):
    write("a.txt", "trade 5")
    library.build()
    monkeypatch.setattr(building_text, "READING_VERSION", building_text.READING_VERSION + 1)
    assert library.build().read == ("a.txt",)
    assert library.build().read == ()
    assert files_read == ["a.txt", "a.txt"]
    assert recorder.extracted == ["a.txt"], "cut as before, it keeps its facts"


def test_a_file_that_cannot_be_read_is_a_problem_until_it_can(library: Library, write: Write):
    write("a.txt", "trade 5")
    (library.corpus / "b.txt").write_bytes(b"\x00\x01\x02\x00" * 50)
    assert [problem.path for problem in library.build().problems] == ["b.txt"]
    assert [problem.path for problem in library.problems()] == ["b.txt"]
    write("b.txt", "trade 6")
    assert library.build().problems == ()


@pytest.mark.parametrize("stage", ["reading", "extracting"])
def test_a_cancelled_build_leaves_whole_documents_and_the_next_one_goes_on(
    library: Library, write: Write, recorder: Recorder, stage: str
):
    for number in range(4):
        write(f"{number}.txt", f"harbour trade {number}")
    stop = threading.Event()

    def look(progress: Progress) -> None:
        if progress.stage == stage and progress.done == 2:
            stop.set()

    library.build(look, cancelled=stop.is_set)
    status = library.status()
    assert status.documents == (3 if stage == "reading" else 4)
    assert status.extracted == (0 if stage == "reading" else 2)
    assert len(hits(library, "harbour")) == status.documents
    library.build()
    assert library.status().extracted == 4
    assert sorted(recorder.extracted) == [f"{number}.txt" for number in range(4)]


def test_an_interrupted_build_frees_the_lock_and_keeps_what_was_committed(
    library: Library, write: Write
):
    write("a.txt", "harbour trade 5")
    write("b.txt", "harbour trade 6")

    def interrupt(progress: Progress) -> None:
        if progress.stage == "extracting" and progress.done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.build(interrupt)
    assert library.status().extracted == 1
    assert library.build().extracted == ("b.txt",)


def test_a_reader_in_another_thread_sees_only_committed_states(library: Library, write: Write):
    for number in range(12):
        write(f"{number:02}.txt", f"trade {number}\nvolume {number}")
    wrong: list[object] = []
    started, finished = threading.Event(), threading.Event()

    def read() -> None:
        while not finished.is_set():
            facts = library.facts()
            documents = {fact.doc for fact in facts}
            if len(facts) != 2 * len(documents):
                wrong.append(facts)
            claims = sum(len(point.claims) for point in library.points())
            if claims % 2:
                wrong.append(claims)
            started.set()

    reader = threading.Thread(target=read)
    reader.start()
    started.wait(10)
    try:
        library.build()
    finally:
        finished.set()
        reader.join()
    assert not wrong
    assert len(library.facts()) == 24


def test_a_second_writer_is_told_who_is_writing_while_readers_go_on(
    library: Library, write: Write, recorder: Recorder
):
    write("a.txt", "harbour trade 5")
    library.build()
    with writer_lock(library.folder):
        with pytest.raises(LockedLibraryError, match=f"process {os.getpid()}"):
            library.build()
        with reopened(library, recorder) as other:
            assert hits(other, "harbour") == ["a.txt"]
    library.build()


def test_the_lock_of_a_process_that_was_killed_is_free(library: Library, write: Write):
    write("a.txt", "trade 5")
    script = (
        "import os, sys; sys.path[:] = sys.argv[2:]\n"
        "from pathlib import Path\n"
        "from search_index.store import writer_lock\n"
        "held = writer_lock(Path(sys.argv[1])); held.__enter__()\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(library.folder), *sys.path], check=False)
    assert (library.folder / "writer.pid").exists()
    assert library.build().read == ("a.txt",)


def test_an_empty_or_missing_corpus_makes_no_library(library: Library, tmp_path: Path):
    with pytest.raises(EmptyCorpusError):
        library.build()
    assert not library.folder.exists()
    with pytest.raises(CorpusError, match="does not exist") as caught:
        open_library(tmp_path / "corpsu")
    assert "corpus" in caught.value.way_out


def test_a_corpus_that_became_empty_does_not_empty_its_library(library: Library, write: Write):
    file = write("a.txt", "trade 5")
    library.build()
    file.unlink()
    with pytest.raises(EmptyCorpusError):
        library.build()
    assert len(library.facts()) == 1


def test_a_library_folder_that_cannot_be_made_names_the_way_out(
    corpus: Path, write: Write, tmp_path: Path
):
    write("a.txt", "trade 5")
    (tmp_path / "file").write_text("in the way")
    with (
        Library(corpus, tmp_path / "file" / "kept", Settings(), _rules=Recorder().rules()) as bad,
        pytest.raises(LibraryError) as caught,
    ):
        bad.build()
    assert "--library DIR" in caught.value.way_out


def test_a_library_inside_its_corpus_is_refused(corpus: Path, write: Write):
    write("a.txt", "trade 5")
    with pytest.raises(UsageError, match="inside the corpus"):
        open_library(corpus, library=corpus / "kept")


def test_one_file_is_a_corpus_too(write: Write, tmp_path: Path):
    file = write("a.txt", "harbour trade 5")
    write("b.txt", "harbour trade 6")
    with Library(file, tmp_path / "one", Settings(), _rules=Recorder().rules()) as library:
        library.build()
        assert hits(library, "harbour") == ["a.txt"]
        assert library.corpus == file.parent


def test_a_library_is_of_one_corpus(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"This is {name}.", "utf-8")
    with open_library(tmp_path / "one", library=tmp_path / "library") as library:
        library.build(facts=False)
    with pytest.raises(UsageError, match="is the library of"):
        open_library(tmp_path / "other", library=tmp_path / "library")
    # A folder that was moved keeps what was found.
    (tmp_path / "one").rename(tmp_path / "moved")
    with open_library(tmp_path / "moved", library=tmp_path / "library") as library:
        assert library.build(facts=False).read == ()


def test_a_build_without_facts_asks_nothing_of_the_rules(
    library: Library, write: Write, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
):
    write("a.txt", "trade 5")
    asked: list[object] = []

    def pending(self: Builder, again: bool) -> list[tuple[str, int]]:
        asked.append(again)
        return []

    monkeypatch.setattr(Builder, "_pending", pending)
    library.build(facts=False)
    assert asked == []
    library.build()
    assert asked == [False]
