"""The impacts answer as Whoosh does: the same hits in the same order, with the same scores and the same words."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_library import ARTICLES, Library, document

from search_index.fulltext import IndexEntry
from search_index.fulltext.answer import Question, answer
from search_index.fulltext.impacts.view import Allowance, View
from search_index.fulltext.impacts.views import Views
from search_index.fulltext.searcher import Searchers

if TYPE_CHECKING:
    from search_index.fulltext.plan import Target
    from search_index.fulltext.retrieval import Found
    from search_index.models import Document

WORDS = [
    "tin",
    "zinc",
    "trade",
    "trading",
    "trades",
    "port",
    "ports",
    "portal",
    "u.s.",
    "co-operate",
]
WORDS += ["türkiye", "20,000", "covid-19", "the", "r&d", "tinned"]
SOURCES = ["Harbour Post", "Daily Ledger", "Coast Radio"]
DATES = [None, "2024", "2025-10", "2025-10-06", "2025-10-07", "2026-01-01"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def view_of(folder: Path) -> View:
    view = Views(folder).current()
    assert view is not None
    return view


Answer = tuple[object, list["Found"], list["Target"]]


class Endless(Allowance):
    """Has everything read in plain Python."""

    is_open = True

    def covers(self, postings: int) -> bool:
        return True


def all_ways(folder: Path, asked: Question) -> tuple[Answer, Answer, Answer]:
    """What the impacts answer with numpy and without, and what Whoosh does."""
    searchers = Searchers(folder)
    view = view_of(folder)
    with_numpy = View(view.generation, view.segments, view.deleted)
    without = View(view.generation, view.segments, view.deleted, Endless())
    try:
        with searchers.borrow() as lent:
            assert lent is not None
            return answer(asked, with_numpy), answer(asked, without), answer(asked, lent.engine)
    finally:
        searchers.close()


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)
drawn = st.builds(
    lambda number, text, title, source, published: document(
        f"{number:02}.txt", text, " ".join(title), source, published
    ),
    st.integers(0, 25),
    texts,
    st.lists(st.sampled_from(WORDS), max_size=3),
    st.sampled_from(SOURCES),
    st.sampled_from(DATES),
)
commits = st.lists(
    st.tuples(
        st.lists(drawn, min_size=1, max_size=12),
        st.lists(st.integers(0, 25).map("{:02}.txt".format), max_size=4),
    ),
    min_size=1,
    max_size=4,
)
pieces = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map("-{}".format),
    st.sampled_from(WORDS).map("title:{}".format),
    st.sampled_from(
        ["por*", "tra*", "tin*", "trode~", "prot~1", "source:ledger", "who:anwar", "OR"]
    ),
    st.sampled_from(["after:2025", "before:2025-10-07", "after:2025-10-06", "-after:2025"]),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(lambda run: f'"{" ".join(run)}"'),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(
        lambda run: f"({' OR '.join(run)})"
    ),
)
queries = st.lists(pieces, max_size=5).map(" ".join)


@pytest.mark.parametrize("mark", [0, 200])
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    commits=commits,
    asked=st.lists(
        st.tuples(queries, st.booleans(), st.booleans(), st.integers(0, 8), st.booleans()),
        max_size=12,
    ),
)
def test_impacts_and_whoosh_answer_alike(
    tmp_path_factory: pytest.TempPathFactory,
    commits: list[tuple[list[Document], list[str]]],
    asked: list[tuple[str, bool, bool, int, bool]],
    mark: int,
) -> None:
    library = Library(tmp_path_factory.mktemp("drawn") / "index")
    for added, removed in commits:
        library.documents.update({one.path: one for one in added})
        library.index.update(
            [IndexEntry(one, {0: "Anwar"} if one.path < "05" else {}) for one in added], removed
        )
    # Of few articles none would be marked, nor a mask made of them.
    patched = pytest.MonkeyPatch()
    patched.setattr("search_index.fulltext.impacts.gathering._MARK", mark)
    known = view_of(library.index._folder)
    lasting = View(known.generation, known.segments, known.deleted)
    for query, any_word, typing, limit, newest in asked:
        question = Question(query, any_word, typing, limit, newest)
        ours, plainly, whoosh = all_ways(library.index._folder, question)
        assert ours == whoosh, question
        assert plainly == whoosh, question
        # What is kept of earlier questions changes no answer.
        for _ in range(3):
            assert answer(question, lasting) == whoosh, question
    patched.undo()
    library.index.close()


def test_many_articles_of_one_score_come_newest_first_in_every_segment(folder: Path) -> None:
    library = Library(folder)
    chance = random.Random(5)
    for begin in range(0, 90, 30):
        library.add(
            *(
                document(f"{n:02}.txt", "tin and zinc", published=chance.choice(DATES))
                for n in range(begin, begin + 30)
            )
        )
    for limit in (1, 5, 40, 200):
        for query in ("tin", "", "tin OR zinc", "after:2024"):
            ours, plainly, whoosh = all_ways(folder, Question(query, False, False, limit))
            assert ours == plainly == whoosh


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    made = Library(folder)
    made.add(*ARTICLES[:6])
    made.add(*ARTICLES[6:])
    yield made
    made.index.close()


def impacts(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.impacts*"))


def test_every_segment_of_the_last_commit_has_its_file_and_no_other(
    library: Library, folder: Path
) -> None:
    for n in range(12):
        library.add(document(f"more{n}.txt", f"plums {n}"))
        names = {path.name.split(".")[0] for path in folder.glob("*.seg")}
        assert {path.name.split(".")[0] for path in impacts(folder)} == names
        assert len(list(folder.glob("*.listing*"))) == 1


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "gone"])
@pytest.mark.parametrize("what", ["*.impacts*", "*.listing*"])
def test_damaged_impacts_are_noticed_and_whoosh_answers_until_they_are_mended(
    library: Library, folder: Path, harm: str, what: str
) -> None:
    before = library.ask("trade")
    path = next(iter(sorted(folder.glob(what))))
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.unlink()
    if harm != "gone":
        flipped = whole[:middle] + bytes([whole[middle] ^ 64]) + whole[middle + 1 :]
        path.write_bytes({"cut": whole[:middle], "flip": flipped, "empty": b""}[harm])
    assert Views(folder).current() is None
    fresh = Library(folder)
    fresh.documents = library.documents
    assert fresh.ask("trade") == before
    fresh.index.mend_impacts()
    assert view_of(folder).articles == len(ARTICLES)
    assert path.read_bytes() == whole
    assert fresh.index._impacts.current() is not None
    fresh.index.close()


def test_a_reader_stays_with_the_last_impacts_while_those_of_a_commit_are_written(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = Views(folder)
    first = views.current()
    with monkeypatch.context() as killed:
        killed.setattr("search_index.fulltext.writer.keep_impacts", lambda folder: None)
        library.add(document("late.txt", "late plums"))
    assert views.current() is first
    monkeypatch.setattr("search_index.fulltext.impacts.views._PATIENCE", 0.0)
    assert views.current() is None
    library.index.mend_impacts()
    found = views.current()
    assert found is not None and found.articles == len(ARTICLES) + 1


def test_a_new_commit_opens_only_what_is_new(library: Library, folder: Path) -> None:
    views = Views(folder)
    first = views.current()
    assert first is not None
    library.add(document("late.txt", "late plums"))
    second = views.current()
    assert second is not None
    files = {segment.name: segment.file for segment in first.segments}
    shared = [segment for segment in second.segments if segment.name in files]
    assert shared and all(segment.file is files[segment.name] for segment in shared)


ASK = """
import sys
from pathlib import Path
from search_index.fulltext import FullText
from search_index.models import Document

def nothing(path):
    return Document(path, "", "", "", "", ())

index = FullText(Path(sys.argv[1]))
for query in ("trade", "trade OR port", "trad*", "trede~", '"trade treaty"', "port after:2024 -steel"):
    assert index.search(query, any_word=False, as_you_type=False, limit=10, document=nothing).total
print(sorted({name.split(".")[0] for name in sys.modules} & {"numpy", "sqlite3"}))
print(sorted(name for name in sys.modules if name.startswith("whoosh.")))
"""


def test_a_small_index_is_asked_without_numpy_and_without_whoosh(
    library: Library, folder: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(folder)], capture_output=True, text=True, check=True
    )
    # Of Whoosh, only its stemmer.
    assert done.stdout.splitlines() == ["[]", "['whoosh.lang', 'whoosh.lang.porter2']"]


def test_who_asks_for_much_has_it_read_with_numpy() -> None:
    allowance = Allowance(100)
    assert allowance.covers(60)
    assert not allowance.covers(60)
    assert allowance.covers(40)
    assert not allowance.is_open


def test_clear_removes_them(library: Library, folder: Path) -> None:
    library.paths("trade")
    library.index.clear()
    assert not list(folder.iterdir())
    assert library.ask("trade").total == 0
    library.add(*ARTICLES[:2])
    assert library.ask("ministry").total == 2


def test_eight_readers_ask_while_another_writes(library: Library, folder: Path) -> None:
    failed: list[BaseException] = []
    stop = threading.Event()
    least = library.ask("plums OR trade").total

    def ask() -> None:
        try:
            while not stop.is_set():
                assert library.ask("plums OR trade").total >= least
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for n in range(10):
        library.add(document(f"more{n}.txt", "plums again"))
    stop.set()
    for thread in threads:
        thread.join()
    assert not failed
    assert library.ask("plums").total == 10


def test_what_was_found_whole_is_read_through_again_only_when_it_changed(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = library.index
    index.mend_impacts()
    with monkeypatch.context() as unread:
        unread.setattr("search_index.fulltext.check.open_index", None)
        unread.setattr("search_index.fulltext.impacts.writing.open_index", None)
        assert index.damage(unless_checked=True) is None
        index.mend_impacts()
        assert index.damage() is not None
    segment = next(folder.glob("*.seg"))
    segment.write_bytes(segment.read_bytes()[:-200])
    assert index.damage(unless_checked=True) is not None


def test_digests_are_known_without_whoosh_also_of_deleted_and_replaced_documents(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.remove("fish.txt")
    library.add(document("treaty.txt", "Another treaty."), document("caf\udce9.txt", "plums"))
    ours = Views(folder).digests()
    assert ours == library.index.digests()
    monkeypatch.setattr(Views, "digests", lambda self: None)
    assert ours == library.index.digests()
    assert ours is not None and "fish.txt" not in ours and "caf\udce9.txt" in ours
