"""A folder as people have it: many formats, some broken; each problem told, none in the way of the others."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "reading"))

import samples
from samples import SECOND, TEXT

from search_index.library import Library, diagnose
from search_index.reading.formats.process import FormatReader

Write = Callable[[str, str], Path]


@pytest.fixture
def mixed(corpus: Path) -> Path:
    files = {
        "a.txt": TEXT.encode(),
        "b.pdf": samples.pdf([TEXT, SECOND]),
        "c.docx": samples.docx(TEXT),
        "d.html": samples.page(f"<p>{TEXT}</p>" * 7),
        "e.epub": samples.epub({"1.xhtml": f"<h1>Sea</h1><p>{TEXT}</p>"}),
        "f.eml": samples.mail(),
        "g.csv": f'title,text\nOne,"{TEXT}"\nTwo,"{SECOND}"\n'.encode(),
        "h.jsonl": f'{{"text": "{TEXT}"}}\nbad\n'.encode(),
        "x-locked.pdf": samples.pdf([TEXT], password="sea"),
        "x-broken.docx": samples.docx(TEXT)[:400],
        "x-bomb.odt": samples.archive({"content.xml": samples.LAUGHS}),
        "x-empty.html": b"",
    }
    for name, data in files.items():
        (corpus / name).write_bytes(data)
    return corpus


def problems(library: Library) -> dict[str, str]:
    return {problem.path: problem.reason for problem in library.problems()}


def test_every_format_is_read_searched_and_cited_and_every_problem_stays_listed(
    library: Library, mixed: Path
) -> None:
    for _ in range(2):
        library.build()
        assert library.status().documents == 8
        assert problems(library) == {
            "h.jsonl": "line 2 is no JSON object and was left out",
            "x-bomb.odt": "x-bomb.odt is a damaged OpenDocument file: it declares entities, which no honest"
            " document does",
            "x-broken.docx": "x-broken.docx is a damaged Word file: File is not a zip file",
            "x-empty.html": "x-empty.html is empty",
            "x-locked.pdf": "x-locked.pdf is encrypted",
        }
    found = {hit.doc: hit.citation for hit in library.search("vessel").hits}
    assert found["b.pdf"].endswith("(b.pdf, page 2)")
    assert found["g.csv"] == "“Two” (g.csv, record 2)"
    told = {
        f.detail.split(" ")[0].rstrip(":")
        for f in diagnose(mixed, library=library.folder)
        if f.name == "problem"
    }
    assert told == set(problems(library))


def test_what_a_reader_refused_is_tried_again_only_when_something_changed(
    library: Library, mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    real = FormatReader.__call__

    def counting(self: FormatReader, source: object) -> object:
        tried.append(source.path)  # type: ignore[attr-defined]
        return real(self, source)  # type: ignore[arg-type]

    monkeypatch.setattr(FormatReader, "__call__", counting)
    library.build()
    assert "x-locked.pdf" in tried
    tried.clear()
    library.build()
    assert tried == []
    library.build(again=True)
    assert sorted(tried) == ["x-bomb.odt", "x-broken.docx", "x-empty.html", "x-locked.pdf"]
    tried.clear()
    (mixed / "x-locked.pdf").write_bytes(samples.pdf([SECOND]))
    library.build()
    assert tried == ["x-locked.pdf"]
    assert "x-locked.pdf" not in problems(library)
    tried.clear()
    monkeypatch.setattr("search_index.building_text.readers", lambda: {"pdf": False})
    library.build()
    assert "x-broken.docx" in tried, "a reader that was installed since may read it"


def test_a_file_that_became_unreadable_keeps_its_last_text_and_is_told(
    library: Library, mixed: Path
) -> None:
    library.build()
    (mixed / "b.pdf").write_bytes(b"%PDF-1.4 half")
    library.build()
    assert "damaged PDF" in problems(library)["b.pdf"]
    assert SECOND in library.document("b.pdf").text


def test_pages_chapters_and_warnings_come_back_as_they_were_read(
    library: Library, mixed: Path
) -> None:
    library.build()
    assert [place.label for place in library.document("b.pdf").places] == ["page 1", "page 2"]
    assert library.document("h.jsonl").warnings == ("line 2 is no JSON object and was left out",)
    assert library.document("a.txt").places == ()


def test_one_pdf_alone_is_a_corpus(mixed: Path, tmp_path: Path) -> None:
    from fake_rules import Recorder

    from search_index.settings import Settings

    with Library(mixed / "b.pdf", tmp_path / "one", Settings(), _rules=Recorder().rules()) as one:
        assert one.build().read == ("b.pdf",)


def test_ignored_files_leave_the_library(library: Library, mixed: Path, write: Write) -> None:
    library.build()
    write(".reportedlyignore", "# drafts\n*.pdf\n!b.pdf\nsub/\n")
    write("sub/a.txt", "trade 5")
    library.build()
    documents = {source.doc for source in library.documents()}
    assert "b.pdf" in documents and "sub/a.txt" not in documents
    assert "x-locked.pdf" not in problems(library)
