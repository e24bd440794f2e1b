"""Words a second of extraction: beside bare ``nlp.pipe`` of the same model, and two workers beside one."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.measuring import Row, Side, in_turn
from search_index.extraction.workers import extract_in_processes
from search_index.locations import seeds_folder
from search_index.models import Document, Part

# The seeds have some 4,000 words: five times that is a long report, in one document.
TIMES = 5
# Documents of all seeds together that workers share.
COPIES = 10


def rows(runs: int) -> list[Row]:
    """The bundled texts, all of them five times over as one document, and their paragraphs each as one;
    then two worker processes beside one."""
    from search_index.extraction.model import installed_model, load_model

    installed = installed_model()
    assert installed is not None
    bare = importlib.import_module(installed[0]).load()
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
        _workers_row("\n".join(texts), runs),
    ]


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


def _workers_row(text: str, runs: int) -> Row:
    two, one = in_turn(runs, lambda: _of_workers(text, 2), lambda: _of_workers(text, 1))
    return Row(
        f"extract {COPIES} documents",
        Side("two workers", two),
        Side("one worker", one),
        "words/s",
    )


def _of_workers(text: str, workers: int) -> float:
    """Words a second while all workers work: without the start of the first and the rest of the last.

    ``text`` is longer than a batch, so that each outcome is the end of one.
    """
    documents = [_document(text, f"{number}.txt") for number in range(COPIES)]
    outcomes = filter(None, extract_in_processes(documents, workers))
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
