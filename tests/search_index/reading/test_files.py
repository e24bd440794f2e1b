from __future__ import annotations

import os
from pathlib import Path

import pytest

from search_index.errors import CorpusError, DocumentError, EmptyCorpusError
from search_index.reading import list_files, load_corpus_file, read_document, survey
from search_index.reading.files import MAX_BYTES, read_bytes


def write(folder: Path, *paths: str) -> None:
    for path in paths:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"The text of {path}.", "utf-8")


def names(corpus: Path) -> list[str]:
    return [entry.path for entry in list_files(corpus)]


def test_documents_are_found_in_all_folders_in_path_order(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.MD", "a/b/c.Txt", "B.md", "notes.pdf", "old.html.gz", "x.png")
    assert names(tmp_path) == ["B.md", "a/b/c.Txt", "a/z.MD", "b.txt", "notes.pdf", "old.html.gz"]


def test_hidden_files_hidden_folders_and_corpus_yaml_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "corpus.yaml")
    assert names(tmp_path) == ["a.txt"]


def test_an_entry_carries_size_and_time_of_its_file(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (entry,) = list_files(tmp_path)
    status = (tmp_path / "a.txt").stat()
    assert (entry.size, entry.modified_ns) == (status.st_size, status.st_mtime_ns)


def test_links_out_of_the_corpus_are_not_followed_and_are_reported(tmp_path: Path) -> None:
    write(tmp_path, "corpus/a.txt", "secret/b.txt")
    (tmp_path / "corpus/b.txt").symlink_to(tmp_path / "secret/b.txt")
    (tmp_path / "corpus/more").symlink_to(tmp_path / "secret")
    found = survey(tmp_path / "corpus")
    assert [entry.path for entry in found.entries] == ["a.txt"]
    assert [problem.path for problem in found.problems] == ["b.txt", "more"]
    with pytest.raises(DocumentError, match="leads out"):
        read_bytes(tmp_path / "corpus", "b.txt")
    with pytest.raises(DocumentError, match="leads out"):
        read_bytes(tmp_path / "corpus", "../secret/b.txt")


def test_a_loop_of_links_is_harmless(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    (tmp_path / "a/again").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert names(tmp_path) == ["a/b.txt"]


def test_a_file_linked_to_within_the_corpus_is_one_document_under_its_own_name(
    tmp_path: Path,
) -> None:
    write(tmp_path, "z.txt", "kept.old")
    (tmp_path / "a.txt").symlink_to(tmp_path / "z.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "kept.old")
    assert names(tmp_path) == ["b.txt", "z.txt"]


def test_a_hidden_file_is_not_let_in_by_a_link(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ".private/b.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / ".private/b.txt")
    assert names(tmp_path) == ["a.txt"]


def test_pipes_are_never_opened(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path) == ["a.txt"]
    with pytest.raises(DocumentError, match="not a regular file"):
        read_bytes(tmp_path, "pipe.txt")
    with pytest.raises(CorpusError, match="neither a folder nor a file"):
        list_files(tmp_path / "pipe.txt")


def test_a_single_file_is_a_corpus_of_one(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    corpus = tmp_path / "a.txt"
    assert names(corpus) == ["a.txt"]
    document = read_document(corpus, "a.txt", load_corpus_file(corpus))
    assert document.text == "The text of a.txt."


def test_a_single_file_that_is_no_text_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\0")
    with pytest.raises(EmptyCorpusError, match=r"\.png"):
        list_files(tmp_path / "a.png")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="does not exist"):
        list_files(tmp_path / "nowhere")


def test_a_folder_without_text_says_what_is_there(tmp_path: Path) -> None:
    with pytest.raises(EmptyCorpusError, match="it is empty"):
        list_files(tmp_path)
    write(tmp_path, "a.png", "b.PNG", "c/d.png", "e.zip")
    with pytest.raises(EmptyCorpusError, match=r"3 \.png files and 1 \.zip file"):
        list_files(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_opened_is_reported_and_the_others_go_on(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "locked/b.txt")
    (tmp_path / "locked").chmod(0)
    try:
        found = survey(tmp_path)
    finally:
        (tmp_path / "locked").chmod(0o700)
    assert [entry.path for entry in found.entries] == ["a.txt"]
    assert found.problems[0].path == "locked/"


def test_a_name_that_is_not_utf8_leads_back_to_its_file(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(raw)).write_text("Coffee is served.", "utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (entry,) = list_files(tmp_path)
    assert entry.path == r"caf\xe9.txt"
    assert read_bytes(tmp_path, entry.path) == b"Coffee is served."


def test_a_huge_file_is_refused_with_its_size(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1024 * 1024)
    with pytest.raises(DocumentError, match="65 MB"):
        read_bytes(tmp_path, "big.txt")


def test_a_file_that_went_away_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no longer there"):
        read_bytes(tmp_path, "gone.txt")
    with pytest.raises(DocumentError):
        read_bytes(tmp_path, "bad\0name.txt")


def test_ignore_patterns_leave_out_files_and_folders_as_gitignore_does(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt", "drafts/c.txt", "sub/d.md", "sub/keep.md")
    (tmp_path / ".reportedlyignore").write_text("# mine\nb.*\ndrafts/\n/sub/*.md\n!keep.md\n")
    found = survey(tmp_path)
    assert [entry.path for entry in found.entries] == ["a.txt", "sub/keep.md"]
    assert (found.ignored, found.problems) == (3, ())


def test_a_pattern_that_would_take_for_ever_is_told_and_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "a" * 24 + ".txt", "b.txt")
    (tmp_path / ".reportedlyignore").write_text("*a" * 12 + "!\nb.txt\n" + "**/" * 9 + "c\n")
    found = survey(tmp_path)
    assert len(found.entries) == 1
    assert [problem.path for problem in found.problems] == [".reportedlyignore"] * 2


def test_an_ignore_file_of_any_bytes_hides_nothing_by_failing(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / ".reportedlyignore").write_bytes(bytes(range(256)) * 40 + b"\n[\n[!\n\\\n!\n")
    assert names(tmp_path) == ["a.txt"]


def test_pipes_and_links_to_devices_that_look_like_documents_are_told(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    found = survey(tmp_path)
    assert [entry.path for entry in found.entries] == ["a.txt"]
    assert {problem.path for problem in found.problems} == {"pipe.txt", "zero.txt"}
    with pytest.raises(DocumentError, match="leads out"):
        read_bytes(tmp_path, "zero.txt")


class Unread:
    """Of a file that is opened: how much is asked for."""

    def __init__(self, *arguments: object) -> None:
        self.asked: list[int] = []

    def __enter__(self) -> Unread:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def read(self, size: int = -1) -> bytes:
        self.asked.append(size)
        return b""


def test_a_text_of_two_gigabytes_is_refused_without_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(2 << 30)
    (tmp_path / "small.txt").write_text("small")
    opened = Unread()
    monkeypatch.setattr("os.fdopen", lambda *arguments: opened)
    with pytest.raises(DocumentError, match="2048 MB"):
        read_bytes(tmp_path, "huge.txt")
    assert opened.asked == []
    # What grows while it is read is not read on: no more than the limit is ever asked for.
    read_bytes(tmp_path, "small.txt")
    assert opened.asked == [MAX_BYTES + 1]


def test_what_is_in_no_format_is_counted_by_suffix(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.png", "c.PNG", "d.tar.gz")
    assert survey(tmp_path).others == {".png": 2, ".tar": 1}
