"""Words a second of extraction: beside bare ``nlp.pipe`` of the same model, and two workers beside one.

How much two processes get done beside one is the machine's affair first: the same two workers with
nothing but ``nlp.pipe`` to do, measured in the same turns, say what this machine allows.
"""

from __future__ import annotations

import functools
import importlib
import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.measuring import Row, Side, in_turn
from search_index.extraction.workers import EXTRACTOR, Batch, extract_in_processes
from search_index.locations import seeds_folder
from search_index.models import Document, Part

# The seeds have some 4,000 words: five times that is a long report, in one document.
TIMES = 5
# Documents of all seeds together that workers share: 64,000 words, 7 to 15 s a sample.
COPIES = 16
BARE = "benchmarks.extraction:bare_batch"


def rows(runs: int) -> list[Row]:
    """The bundled texts, all of them five times over as one document, and their paragraphs each as one;
    then two worker processes beside one, with extraction to do and with ``nlp.pipe`` alone."""
    from search_index.extraction.model import load_model

    bare = bare_model()
    load_model()
    texts = [path.read_text("utf-8") for path in sorted(seeds_folder().glob("*.txt"))]
    paragraphs = [line for text in texts for line in text.split("\n") if len(line) > 40]
    corpora = {
        "the seeds": texts,
        f"{TIMES} × the seeds in one": ["\n".join(texts * TIMES)],
        f"their {len(paragraphs)} paragraphs": paragraphs,
    }
    return [
        *(_row(name, corpus, bare, runs) for name, corpus in corpora.items()),
        *_workers_rows("\n".join(texts), runs),
    ]


@functools.cache
def bare_model() -> Any:
    """The language model as its package loads it."""
    from search_index.extraction.model import installed_model

    installed = installed_model()
    assert installed is not None
    return importlib.import_module(installed[0]).load()


def bare_batch(batch: Batch) -> list[tuple[()]]:
    """What a worker of the control does: ``nlp.pipe``, and no facts."""
    return [() for _ in bare_model().pipe([document.text for document in batch.documents])]


def _row(name: str, corpus: Sequence[str], bare: Any, runs: int) -> Row:
    from search_index.extraction.pipeline import extract_many

    documents = [_document(text) for text in corpus]
    words = sum(len(text.split()) for text in corpus)
    ours, known = in_turn(
        runs,
        lambda: _speed(words, lambda: extract_many(documents)),
        lambda: _speed(words, lambda: list(bare.pipe(corpus))),
    )
    return Row(
        f"extract {name}",
        Side("all five kinds of fact", ours),
        Side("bare nlp.pipe", known),
        "words/s",
    )


def _workers_rows(text: str, runs: int) -> list[Row]:
    def side(extractor: str, workers: int) -> Callable[[], float]:
        return lambda: _of_workers(text, workers, extractor)

    two, one, two_bare, one_bare = in_turn(
        runs, side(EXTRACTOR, 2), side(EXTRACTOR, 1), side(BARE, 2), side(BARE, 1)
    )
    return [
        Row(
            f"extract {COPIES} documents",
            Side("two workers", two),
            Side("one worker", one),
            "words/s",
        ),
        Row(
            f"control: parse {COPIES} documents",
            Side("bare nlp.pipe in two workers", two_bare),
            Side("in one worker", one_bare),
            "words/s",
        ),
    ]


def _of_workers(text: str, workers: int, extractor: str) -> float:
    """Words a second while all workers work: without the start of the first and the rest of the last.

    ``text`` is longer than a batch, so that each outcome is the end of one.
    """
    documents = [_document(text, f"{number}.txt") for number in range(COPIES)]
    outcomes = filter(None, extract_in_processes(documents, workers, extractor=extractor))
    ends = [time.perf_counter() for _ in outcomes]
    between = len(ends) - 2 * workers + 1
    return between * len(text.split()) / (ends[-workers] - ends[workers - 1])


def _document(text: str, path: str = "a.txt") -> Document:
    part = Part(0, 0, len(text), "", "a source")
    return Document(path, "", text, "", "a source", (part,))


def _speed(words: int, work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return words / (time.perf_counter() - started)
