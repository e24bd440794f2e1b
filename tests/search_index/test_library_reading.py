"""Reading from a library: documents by name, citations, filters, a mended index, no heavy imports."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_rules import Recorder

import search_index
from search_index.errors import UsageError
from search_index.library import Library, diagnose, open_library
from search_index.models import Finding
from search_index.settings import Settings
from search_index.store import writer_lock

Write = Callable[[str, str], Path]
PORTS = "Title: Ports in spring\nDate: 2026-01-06\nSource: The Morning Post\n\nThe harbour trade 5 rose.\nAna spoke.\n"
ROADS = "Title: Roads in autumn\n\nThe road trade 7 fell.\nOmar spoke of toll 3.\n"


@pytest.fixture
def filled(library: Library, write: Write) -> Library:
    write("001_ports.txt", PORTS)
    write("002_roads.txt", ROADS)
    library.build()
    return library


def reopened(library: Library) -> Library:
    return Library(library.corpus, library.folder, Settings(), _rules=Recorder().rules())


@pytest.mark.parametrize("piece", ["001_ports.txt", "001", "ports", "001_PORTS.TXT", "in spring"])
def test_a_document_is_found_by_path_or_a_piece_of_path_or_title(filled: Library, piece: str):
    assert filled.document(piece).path == "001_ports.txt"


def test_a_piece_that_two_documents_share_names_both(filled: Library):
    with pytest.raises(UsageError, match=r"001_ports\.txt, 002_roads\.txt"):
        filled.document("00")


def test_a_name_nobody_has_gets_the_nearest_path(filled: Library):
    with pytest.raises(UsageError) as caught:
        filled.document("001_prots.txt")
    assert "001_ports.txt" in caught.value.way_out


def test_a_document_comes_back_as_it_was_read(filled: Library):
    document = filled.document("001_ports.txt")
    assert document.text == PORTS
    assert document.title == "Ports in spring"
    assert document.parts[0].published == "2026-01-06"
    assert filled.document("001_ports.txt") is document


def test_a_document_read_again_after_a_build_is_the_new_one(filled: Library, write: Write):
    filled.document("001_ports.txt")
    write("001_ports.txt", PORTS.replace("rose", "fell"))
    filled.build()
    assert "fell" in filled.document("001_ports.txt").text


def test_a_citation_names_title_source_date_and_line(filled: Library):
    start = PORTS.index("Ana")
    assert filled.citation("001_ports.txt", start, start + 3) == (
        "“Ports in spring”, The Morning Post, 2026-01-06 (001_ports.txt:6)"
    )


def test_a_citation_leaves_out_what_is_not_known(filled: Library):
    assert filled.citation("002_roads.txt", 0, 1) == "“Roads in autumn” (002_roads.txt:1)"


def test_a_hit_is_cited_as_its_passage_would_be(filled: Library):
    (hit,) = filled.search("harbour").hits
    start = hit.passages[0].start
    assert hit.citation == filled.citation(hit.doc, start, start)


def test_facts_are_filtered_by_document_and_kind(filled: Library):
    assert [fact.text for fact in filled.facts("002", kinds=["quantity"])] == ["trade 7", "toll 3"]
    assert {fact.kind for fact in filled.facts(kinds=["entity"])} == {"entity"}
    assert filled.facts(kinds=[]) == ()


def test_facts_about_a_query_have_its_words_in_sentence_or_names(filled: Library):
    assert [fact.text for fact in filled.facts(about="harbours traded")] == ["trade 5"]
    assert [fact.text for fact in filled.facts(about="the bell")] == ["Ana"], "Ana is Ana Bell"
    assert filled.facts(about="harbour fell") == ()
    assert filled.facts(about="") == ()


def test_points_are_filtered_by_verdict_document_and_query(filled: Library):
    assert [point.label for point in filled.points()] == ["toll", "trade"]
    assert [point.label for point in filled.points(verdicts=["conflict"])] == ["trade"]
    assert [point.label for point in filled.points(doc="001")] == ["trade"]
    assert [point.label for point in filled.points(about="trade harbour")] == ["trade"]
    assert filled.points(about="toll harbour") == ()


def test_an_index_that_got_lost_is_rebuilt_without_reading_a_file(
    filled: Library, files_read: list[str]
):
    filled.close()
    shutil.rmtree(filled.folder / "index")
    with reopened(filled) as library:
        assert [hit.doc for hit in library.search("harbour").hits] == ["001_ports.txt"]
        assert library.search("who:ana").total == 1
    assert files_read == []


def test_a_damaged_index_is_rebuilt_without_reading_a_file(filled: Library, files_read: list[str]):
    filled.close()
    for file in (filled.folder / "index").rglob("*"):
        if file.is_file():
            file.write_bytes(b"\x00" * 40)
    with reopened(filled) as library:
        assert [hit.doc for hit in library.search("harbour").hits] == ["001_ports.txt"]
    assert files_read == []


def test_a_build_mends_a_damaged_index(filled: Library, files_read: list[str]):
    filled.close()
    for file in (filled.folder / "index").rglob("*.seg"):
        file.write_bytes(file.read_bytes()[:100])
    with reopened(filled) as library:
        library.build()
        assert [hit.doc for hit in library.search("harbour").hits] == ["001_ports.txt"]
    assert files_read == []


def test_an_index_killed_before_it_was_written_catches_up(
    library: Library, write: Write, monkeypatch: pytest.MonkeyPatch
):
    write("001_ports.txt", PORTS)
    index = library._index.own()
    with monkeypatch.context() as patch:
        patch.setattr(index, "update", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            library.build()
    assert library.status().documents == 1
    library.build()
    assert library.search("harbour").total == 1


def test_a_library_answers_many_threads_at_once(filled: Library):
    failed: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(5):
                assert filled.search("trade").total == 2
                assert len(filled.facts()) == 5
                assert filled.document("002").path == "002_roads.txt"
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_closing_twice_does_nothing(filled: Library):
    filled.close()
    filled.close()


@pytest.mark.slow
def test_reading_a_library_loads_neither_spacy_nor_a_screen(filled: Library):
    script = (
        "import sys; sys.path[:] = sys.argv[3:]\n"
        "from pathlib import Path\n"
        "from search_index import open_library\n"
        "library = open_library(Path(sys.argv[1]), library=Path(sys.argv[2]))\n"
        "assert library.search('harbour').total == 1\n"
        "assert library.facts() and library.points() and library.status().documents == 2\n"
        "heavy = {'spacy', 'textual', 'numpy', 'click', 'rich', 'multiprocessing', 'subprocess'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(filled.corpus), str(filled.folder), *sys.path],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_the_public_names_are_these_three():
    assert search_index.__all__ == ["compare", "extract_facts", "open_library"]
    assert all(callable(getattr(search_index, name)) for name in search_index.__all__)
    assert set(search_index.__all__) <= set(dir(search_index))
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        search_index.nothing_of_the_kind  # noqa: B018


def test_without_a_corpus_the_bundled_seeds_are_opened(own_folders: Path):
    with open_library() as library:
        assert library.corpus.name == "seeds"
        assert library.folder.is_relative_to(own_folders)


def by_name(findings: list[Finding]) -> dict[str, list[Finding]]:
    named: dict[str, list[Finding]] = {}
    for finding in findings:
        named.setdefault(finding.name, []).append(finding)
    return named


def test_the_doctor_finds_a_built_library_whole(filled: Library):
    found = by_name(diagnose(filled.corpus, library=filled.folder))
    for name in ("Python", "spacy", "language model", "settings", "library", "database", "index"):
        assert [finding.state for finding in found[name]] == ["ok"], name
    assert "2 documents" in found["index"][0].detail
    assert found["writer"][0].detail == "nobody is writing"


def test_the_doctor_goes_on_where_one_thing_is_broken(filled: Library, write: Write):
    filled.close()
    (filled.folder / "library.sqlite").write_bytes(b"x" * 5000)
    write("corpus.yaml", "documnets: {}\n")
    found = by_name(diagnose(filled.corpus, library=filled.folder))
    assert found["database"][0].state == "broken"
    assert "reportedly index" in found["database"][0].way_out
    assert "documents" in found["corpus"][-1].way_out
    assert found["writer"][0].state == "ok"


def test_the_doctor_sees_an_index_that_lags_and_a_writer_at_work(filled: Library):
    filled.close()
    shutil.rmtree(filled.folder / "index")
    with writer_lock(filled.folder):
        found = by_name(diagnose(filled.corpus, library=filled.folder))
    assert found["index"][0].state == "warning"
    assert "process" in found["writer"][0].detail


def test_the_doctor_of_a_missing_corpus_says_what_to_do(tmp_path: Path):
    found = by_name(diagnose(tmp_path / "nowhere", library=tmp_path / "kept"))
    assert found["corpus"][0].state == "broken"
    assert found["library"][0].way_out


@pytest.mark.parametrize(
    "query",
    [
        "x" * 1_000_000,
        "word " * 200_000,
        " ".join(f"word{n}" for n in range(2_000)),
        "(" * 10_000,
        "(" * 5_000 + "a" + ")" * 5_000,
        " OR ".join(f"{letter}*" for letter in "abcdefghijklmnop" * 50),
        "^(a+)+$ [a-z]{1,99} /.*/",
        "tra\0de\0" * 1_000,
        "NOT " * 10_000,
        '"' * 9_999,
        "title:" * 5_000,
        "\u202e\x1b]52;c;aGk=\x07" * 1_000,
        "\udcff trade",
    ],
    ids=lambda query: ascii(query[:12]),
)
def test_any_query_is_answered_in_few_steps(filled: Library, query: str, steps: Callable[..., int]):
    filled.search("warm")
    for way in ({}, {"any_word": True}, {"as_you_type": True}):
        # A plain word takes 4,000, the longest that is read 350,000: half a second at most.
        steps(lambda way=way: filled.search(query, **way), most=1_000_000)
    steps(lambda: filled.facts(about=query), most=20_000)
    steps(lambda: filled.points(about=query), most=20_000)
    with pytest.raises(UsageError):
        steps(lambda: filled.document(query), most=20_000)
