"""What is on the disk: commits, readers, broken and hostile files."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_library import ARTICLES, Library, document

from search_index.errors import DamagedLibraryError, LibraryError, LockedLibraryError
from search_index.fulltext import FullText, IndexEntry, digest_of

if TYPE_CHECKING:
    from search_index.models import Document


def test_nothing_is_created_before_the_first_update(tmp_path: Path) -> None:
    index = FullText(tmp_path / "index")
    answer = index.search(
        "trade", any_word=False, as_you_type=False, limit=5, document=lambda _: ARTICLES[0]
    )
    assert (answer.total, answer.hits, answer.understood) == (0, (), "trade")
    assert index.digests() == {} and index.damage() is None
    index.close()
    assert not (tmp_path / "index").exists()


def test_importing_the_package_imports_no_whoosh() -> None:
    code = "import sys, search_index.fulltext; sys.exit('whoosh' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_digests_say_what_is_stale(library: Library) -> None:
    library.add(*ARTICLES[:2])
    assert library.index.digests() == {
        one.path: digest_of(one, facts=False) for one in ARTICLES[:2]
    }
    library.add(ARTICLES[0], who={0: "Marmara"})
    assert library.index.digests()["bridge.txt"] == digest_of(ARTICLES[0], facts=True)
    renamed = document("bridge.txt", ARTICLES[0].text, "Another title")
    assert digest_of(renamed, facts=True) != digest_of(ARTICLES[0], facts=True)


def test_an_update_replaces_by_path_and_removes(
    library: Library, make: Callable[..., Document]
) -> None:
    library.add(make("a.txt", "plums and pears"), make("b.txt", "pears"))
    library.add(make("a.txt", "quinces"))
    assert library.paths("plums") == [] and library.paths("quinces") == ["a"]
    library.remove("b.txt", "never-there.txt")
    assert library.paths("pears") == []
    assert library.ask("").total == 1


def test_a_reader_sees_the_commit_of_another(
    library: Library, tmp_path: Path, make: Callable[..., Document]
) -> None:
    library.add(make("a.txt", "plums"))
    assert library.paths("plums") == ["a"]
    other = FullText(tmp_path / "index")
    later = make("b.txt", "more plums")
    other.update([IndexEntry(later)])
    other.close()
    library.documents["b.txt"] = later
    assert sorted(library.paths("plums")) == ["a", "b"]


def test_threads_search_while_another_writes(
    library: Library, make: Callable[..., Document]
) -> None:
    library.add(*(make(f"{n}.txt", f"plums {n}") for n in range(30)))
    failed: list[BaseException] = []
    stop = threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                assert library.ask("plums", limit=5).total >= 30
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(8):
        library.add(make(f"more{n}.txt", "plums again"))
    stop.set()
    for thread in threads:
        thread.join()
    assert not failed
    assert library.ask("plums").total == 38


def test_a_second_writer_is_told_to_wait(library: Library, tmp_path: Path) -> None:
    library.add(ARTICLES[0])
    other = FullText(tmp_path / "index")

    def entries():  # type: ignore[no-untyped-def]
        yield IndexEntry(ARTICLES[1])
        with pytest.raises(LockedLibraryError):
            other.update([IndexEntry(ARTICLES[2])])

    library.index.update(entries())
    assert set(library.index.digests()) == {"bridge.txt", "budget.txt"}


def test_a_failed_update_leaves_the_last_commit_and_no_lock(library: Library) -> None:
    library.add(ARTICLES[0])

    def entries():  # type: ignore[no-untyped-def]
        yield IndexEntry(ARTICLES[1])
        raise OSError(28, "No space left on device")

    with pytest.raises(LibraryError, match="No space left"):
        library.index.update(entries())
    assert set(library.index.digests()) == {"bridge.txt"}
    library.add(ARTICLES[2])
    assert set(library.index.digests()) == {"bridge.txt", "port.txt"}


def toc(folder: Path) -> Path:
    return next(folder.glob("*.toc"))


def remove_impacts(folder: Path) -> None:
    """So that Whoosh is asked."""
    for path in folder.glob("*.listing*"):
        path.unlink()


def test_a_truncated_segment_list_is_noticed(library: Library, tmp_path: Path) -> None:
    library.add(*ARTICLES)
    path = toc(tmp_path / "index")
    path.write_bytes(path.read_bytes()[:-40])
    assert "cannot be read" in (library.index.damage() or "")
    fresh = Library(tmp_path / "index")
    with pytest.raises(DamagedLibraryError):
        fresh.index.update([])
    remove_impacts(tmp_path / "index")
    with pytest.raises(DamagedLibraryError):
        fresh.ask("trade")
    fresh.index.clear()
    assert fresh.index.damage() is None
    fresh.add(*ARTICLES)
    assert "treaty" in fresh.paths("trade")


def test_a_lost_or_cut_segment_is_noticed(library: Library, tmp_path: Path) -> None:
    library.add(*ARTICLES)
    segment = next((tmp_path / "index").glob("*.seg"))
    whole = segment.read_bytes()
    segment.write_bytes(whole[: len(whole) // 2])
    assert FullText(tmp_path / "index").damage()
    segment.unlink()
    assert FullText(tmp_path / "index").damage()
    segment.write_bytes(whole)
    assert FullText(tmp_path / "index").damage() is None
    toc(tmp_path / "index").unlink()
    assert "lost its list" in (FullText(tmp_path / "index").damage() or "")


class Bomb:
    """A pickle that would make a file when it is read."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


def test_a_pickle_that_runs_code_is_refused(library: Library, tmp_path: Path) -> None:
    library.add(*ARTICLES)
    path, mark = toc(tmp_path / "index"), tmp_path / "hacked"
    kept = path.read_bytes()
    start = kept.rindex(pickle.dumps(0, 5)[:2], 0, len(kept))
    path.write_bytes(kept[:start] + pickle.dumps(Bomb(mark)))
    assert "mkdir" in (FullText(tmp_path / "index").damage() or "")
    remove_impacts(tmp_path / "index")
    with pytest.raises(DamagedLibraryError, match="never writes"):
        Library(tmp_path / "index").ask("trade")
    assert not mark.exists()


def test_a_hostile_segment_is_refused(library: Library, tmp_path: Path) -> None:
    from whoosh.filedb.structfile import StructFile

    library.add(*ARTICLES)
    mark = tmp_path / "hacked"
    segment = next((tmp_path / "index").glob("*.seg"))
    kept = segment.read_bytes()
    with segment.open("r+b") as file:
        written = StructFile(file)
        written.write_long(len(kept))
        file.seek(len(kept))
        file.write(pickle.dumps(Bomb(mark)))
    assert "mkdir" in (FullText(tmp_path / "index").damage() or "")
    assert not mark.exists()


def test_every_place_where_whoosh_unpickles_is_narrowed() -> None:
    import whoosh.codec.whoosh3
    import whoosh.columns
    import whoosh.filedb.structfile
    import whoosh.formats

    from search_index.fulltext.storage import narrow_load, narrow_loads

    assert whoosh.filedb.structfile.load_pickle is narrow_load
    for module in (whoosh.codec.whoosh3, whoosh.columns, whoosh.formats):
        assert module.loads is narrow_loads
    with pytest.raises(pickle.UnpicklingError):
        narrow_loads(pickle.dumps(os.system))
    with pytest.raises(pickle.UnpicklingError):
        narrow_loads(b"cbuiltins\neval\n.")


def test_clear_removes_the_index_and_nothing_else(library: Library, tmp_path: Path) -> None:
    library.add(*ARTICLES)
    (tmp_path / "index" / "notes.txt").write_text("mine")
    library.index.clear()
    assert [path.name for path in (tmp_path / "index").iterdir()] == ["notes.txt"]
    assert library.ask("trade").total == 0


def test_a_document_that_is_gone_from_the_library_is_no_hit(library: Library) -> None:
    library.add(*ARTICLES)
    del library.documents["treaty.txt"]
    assert "treaty" not in library.paths("trade")


def test_a_path_of_undecodable_bytes_is_kept(library: Library) -> None:
    library.add(document("caf\udce9.txt", "plums"))
    assert [hit.doc for hit in library.ask("plums").hits] == ["caf\udce9.txt"]
    library.remove("caf\udce9.txt")
    assert library.ask("").total == 0
