"""Overrides in a library: read with the corpus, kept through every build, compared by, never extracted by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import fake_rules
import pytest
from fake_rules import Recorder

from search_index.errors import CorpusFileError
from search_index.library import Library
from search_index.models import Point
from search_index.settings import Settings

Write = Callable[[str, str], Path]
HIDE = 'overrides:\n  hide:\n    - {doc: a.txt, quote: "trade 5"}\n'


def keys(recorder: Recorder) -> list[str]:
    return [entry.key for entry in recorder.overrides.entries]


def test_changed_overrides_compare_again_and_neither_read_nor_extract(
    library: Library, write: Write, recorder: Recorder, files_read: list[str]
):
    write("a.txt", "trade 5")
    library.build()
    before = recorder.compared
    write("corpus.yaml", HIDE)
    library.build()
    assert (recorder.compared, keys(recorder)) == (before + 1, ["hide"])
    assert (recorder.extracted, files_read) == (["a.txt"], ["a.txt"])
    write("corpus.yaml", "# the same, a line further down\n" + HIDE)
    library.build()
    assert recorder.compared == before + 1, "nothing else was decided"
    (library.corpus / "corpus.yaml").unlink()
    library.build()
    assert (recorder.compared, keys(recorder)) == (before + 2, [])
    assert recorder.extracted == ["a.txt"]


def test_overrides_hold_when_documents_change_and_when_the_library_is_made_anew(
    library: Library, write: Write, recorder: Recorder
):
    write("corpus.yaml", HIDE)
    write("a.txt", "trade 5")
    library.build()
    write("b.txt", "trade 6")
    library.build()
    assert keys(recorder) == ["hide"]
    library.close()
    for file in library.folder.glob("library.sqlite*"):
        file.unlink()
    recorder.overrides = type(recorder.overrides)()
    library.build()
    assert keys(recorder) == ["hide"]


def test_what_is_misquoted_is_a_problem_with_its_line_and_the_nearest_words(
    library: Library, write: Write
):
    write("a.txt", "First\n\nIn spring the trade 5 was counted.\n")
    write("corpus.yaml", HIDE.replace("trade 5", "spring the trade 6 was"))
    (problem,) = library.build().problems
    assert problem.path == "corpus.yaml"
    assert problem.reason.startswith("line 3: “spring the trade 6 was” is not in a.txt")
    assert "line 3 of it: “spring the trade 5 was" in problem.way_out
    assert library.build().problems == (problem,), "a build that changes nothing tells it again"


def test_a_document_that_is_not_there_is_a_problem_with_the_nearest(library: Library, write: Write):
    write("sub/a.txt", "trade 5")
    write("corpus.yaml", HIDE)
    (problem,) = library.build().problems
    assert "there is no document “a.txt”" in problem.reason
    assert problem.way_out == "did you mean “sub/a.txt”?"


def test_what_cannot_be_carried_out_is_a_problem_until_it_is_mended(
    library: Library, write: Write, recorder: Recorder
):
    write("a.txt", "trade 5")
    write(
        "corpus.yaml",
        "overrides:\n  verdict:\n    - {point: abcdef, verdict: agree, note: impossible}\n",
    )
    (problem,) = library.build().problems
    assert (problem.path, problem.reason) == ("corpus.yaml", "line 3: it cannot be done")
    write("corpus.yaml", HIDE)
    assert library.build().problems == ()


def test_a_file_of_ones_own_holds_beside_corpus_yaml_as_long_as_it_is_given(
    library: Library, write: Write, recorder: Recorder, tmp_path: Path
):
    write("a.txt", "trade 5")
    write("corpus.yaml", HIDE)
    mine = tmp_path / "mine.yaml"
    mine.write_text("overrides:\n  same_measure: [[trade, toll]]\n", "utf-8")
    library.build()
    library.close()
    with Library(
        library.corpus, library.folder, Settings(), overrides=mine, _rules=recorder.rules()
    ) as other:
        other.build()
        assert keys(recorder) == ["hide", "same_measure"]
    library.build()
    assert keys(recorder) == ["hide"]
    assert recorder.extracted == ["a.txt"]


def test_a_file_of_ones_own_that_contradicts_corpus_yaml_is_refused_with_both_lines(
    library: Library, write: Write, recorder: Recorder, tmp_path: Path
):
    write("a.txt", "trade 5")
    write("corpus.yaml", "overrides:\n  same_entity:\n    - [Ana Berg, A. Berg]\n")
    mine = tmp_path / "mine.yaml"
    mine.write_text("overrides:\n  not_same_entity: [[a. berg, Ana Berg]]\n", "utf-8")
    with (
        Library(
            library.corpus, library.folder, Settings(), overrides=mine, _rules=recorder.rules()
        ) as other,
        pytest.raises(CorpusFileError) as caught,
    ):
        other.build()
    assert f"{mine}, line 2" in caught.value.message
    assert "corpus.yaml, line 3" in caught.value.message


def test_a_library_of_one_file_does_not_miss_its_neighbours(
    corpus: Path, write: Write, recorder: Recorder, tmp_path: Path
):
    file = write("a.txt", "trade 5")
    write("b.txt", "trade 6")
    write("corpus.yaml", HIDE.replace("a.txt", "b.txt").replace("trade 5", "trade 6"))
    with Library(file, tmp_path / "kept", Settings(), _rules=recorder.rules()) as library:
        assert library.build().problems == ()


def test_a_source_at_odds_with_itself_counts_among_no_verdict_between_sources(
    library: Library, write: Write, monkeypatch: pytest.MonkeyPatch
):
    real = fake_rules.compare

    def compare(*given: Any) -> tuple[Point, ...]:
        return tuple(replace(point, within=point.label == "toll") for point in real(*given))

    monkeypatch.setattr(fake_rules, "compare", compare)
    write("a.txt", "trade 5 toll 1")
    write("b.txt", "trade 6 toll 2")
    library.build()
    assert library.status().points == {"conflict": 1, "within": 1}
    assert [point.label for point in library.points(verdicts=["conflict"])] == ["trade"]
    assert [(point.label, point.within) for point in library.points()] == [
        ("toll", True),
        ("trade", False),
    ]
