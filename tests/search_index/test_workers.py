"""Extraction in processes: what a bad document, a dead process and a dead parent do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import fake_rules
import pytest

from search_index.errors import DocumentError, LibraryError, ModelError
from search_index.extraction import workers
from search_index.extraction.workers import Batch, extract_in_processes
from search_index.models import Reached
from search_index.own_rules import OwnRules
from search_index.processes import bound_memory, portable
from search_index.texts import document_of

EXTRACT = f"{fake_rules.__name__}:extract_batch"


def outcomes(
    texts: dict[str, str], *, count: int = 1, extractor: str = EXTRACT
) -> dict[str, object]:
    documents = [document_of(text, path=path) for path, text in texts.items()]
    return dict(filter(None, extract_in_processes(documents, count, extractor=extractor)))


class ReadInParts:
    """Reads a document in three parts."""

    def __call__(self, batch: Batch) -> Iterator[object]:
        yield 1 / 3
        yield 2 / 3
        yield fake_rules.extract_batch(batch)


def raise_model_error(document: object) -> None:
    raise ModelError("the model is gone", "install it")


@pytest.mark.slow
def test_facts_are_drawn_outside_this_process():
    found = outcomes({"a.txt": "x"}, extractor=f"{fake_rules.__name__}:who_am_i")
    (fact,) = found["a.txt"]
    assert fact.text != str(os.getpid())


@pytest.mark.slow
def test_a_document_that_raises_is_marked_and_the_same_worker_goes_on():
    found = outcomes({"bad.txt": "BREAK", "good.txt": "trade 5"})
    assert isinstance(found["bad.txt"], DocumentError)
    assert "no rule can read this" in found["bad.txt"].message
    assert [fact.text for fact in found["good.txt"]] == ["trade 5"]


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2], ids=["in a batch", "alone"])
@pytest.mark.parametrize(("fate", "told"), [("DIE", "exit 3"), ("KILL", "exit -9")])
def test_a_document_that_kills_its_worker_is_the_only_one_marked(fate: str, told: str, count: int):
    texts = {"a.txt": "trade 1", "bad.txt": fate, "c.txt": "trade 3", "d.txt": "trade 4"}
    found = outcomes(texts, count=count)
    assert isinstance(found.pop("bad.txt"), DocumentError)
    assert {path: facts[0].value for path, facts in found.items()} == {
        "a.txt": 1.0,
        "c.txt": 3.0,
        "d.txt": 4.0,
    }
    assert told in str(outcomes({"bad.txt": fate})["bad.txt"])


@pytest.mark.slow
def test_a_document_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "DOCUMENT_LIMIT", 0.3)
    found = outcomes({"bad.txt": "HANG", "good.txt": "trade 5"})
    assert isinstance(found["bad.txt"], DocumentError)
    assert "did not come to an end" in found["bad.txt"].message
    assert len(found["good.txt"]) == 1


@pytest.mark.slow
def test_documents_are_read_a_batch_for_each_worker_and_no_further(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(workers, "BATCH_DOCUMENTS", 3)
    given = []

    def documents() -> Iterator[object]:
        for number in range(50):
            given.append(number)
            yield document_of("trade 5", path=f"{number}.txt")

    found = extract_in_processes(documents(), 1, extractor=EXTRACT)
    next(filter(None, found))
    # The one document that a worker begins with, and the batch that it went on with.
    assert len(given) == 4
    found.close()


@pytest.mark.slow
def test_long_documents_make_small_batches():
    texts = {f"{n}.txt": "x" * workers.BATCH_CHARACTERS for n in range(3)}
    documents = (document_of(text, path=path) for path, text in texts.items())
    found = extract_in_processes(documents, 1, extractor=f"{fake_rules.__name__}:who_am_i")
    assert [len(facts) for _, facts in filter(None, found)] == [1, 1, 1]


@pytest.mark.slow
def test_a_document_that_is_read_in_parts_says_how_much_is_read_and_the_worker_goes_on():
    documents = [document_of("trade 5", path="a.txt"), document_of("trade 6", path="b.txt")]
    found = extract_in_processes(documents, 1, extractor=f"{__name__}:ReadInParts")
    told = [(o.path, round(o.share, 1)) if isinstance(o, Reached) else o[0] for o in found if o]
    of_a, of_b = ([(path, 0.3), (path, 0.7), path] for path in ("a.txt", "b.txt"))
    assert told == [*of_a, *of_b]


@pytest.mark.slow
def test_own_words_reach_the_workers():
    own = OwnRules({"speech": ("riposte",)})
    documents = [document_of("x", path="a.txt"), document_of("x", path="b.txt")]
    extractor = f"{fake_rules.__name__}:own_words"
    found = dict(filter(None, extract_in_processes(documents, 1, own=own, extractor=extractor)))
    assert [fact.text for fact in (*found["a.txt"], *found["b.txt"])] == [str(own.content)] * 2


@pytest.mark.slow
def test_stopping_ends_the_workers_at_once():
    asked = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 3

    documents = [document_of("HANG", path="a.txt")]
    found = list(extract_in_processes(documents, 1, cancelled, extractor=EXTRACT))
    assert set(found) <= {None}


@pytest.mark.slow
def test_a_missing_model_is_nobodys_document():
    with pytest.raises(ModelError, match="the model is gone"):
        outcomes({"a.txt": "x"}, extractor=f"{__name__}:raise_model_error")


@pytest.mark.slow
def test_a_worker_that_cannot_start_says_why():
    with pytest.raises(LibraryError, match="no_such_module"):
        outcomes({"a.txt": "x"}, extractor="no_such_module:extract")


@pytest.mark.slow
def test_a_worker_dies_with_a_parent_that_is_killed(tmp_path: Path):
    note = tmp_path / "pid"
    script = (
        "import sys; sys.path[:] = sys.argv[2:]\n"
        "from search_index.extraction.workers import extract_in_processes\n"
        "from search_index.texts import document_of\n"
        "list(extract_in_processes([document_of(sys.argv[1])], 1,"
        " extractor='fake_rules:report_and_hang'))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script, str(note), *sys.path])
    try:
        _until(lambda: note.exists() and note.read_text())
        worker = int(note.read_text())
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        _until(lambda: not _alive(worker))
    finally:
        parent.kill()


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _until(condition: object, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        os.sched_yield()


def hungry(batch: workers.Batch) -> list[object]:
    """As the extractor, with less memory: it asks for too much over a document that says so."""
    bound_memory(1024**3)
    answers: list[object] = []
    for document in batch.documents:
        try:
            answers.append((len(bytearray(4 * 1024**3)),) if document.text == "HUNGER" else ())
        except MemoryError as error:
            answers.append(portable(error))
    return answers


@pytest.mark.slow
def test_a_document_that_takes_too_much_memory_is_told_so_and_the_others_go_on():
    texts = {"a.txt": "x", "bad.txt": "HUNGER", "c.txt": "x"}
    found = outcomes(texts, extractor=f"{__name__}:hungry")
    bad = found.pop("bad.txt")
    assert isinstance(bad, DocumentError)
    assert "more than 3 GB of memory" in bad.message and bad.way_out
    assert found == {"a.txt": (), "c.txt": ()}


def test_the_extractor_bounds_its_own_memory(monkeypatch: pytest.MonkeyPatch):
    bounds: list[int] = []
    monkeypatch.setattr(workers, "bound_memory", bounds.append)
    workers.Extracting()
    assert bounds == [workers.MEMORY]
    assert workers.EXTRACTOR.endswith(f":{workers.Extracting.__name__}")
