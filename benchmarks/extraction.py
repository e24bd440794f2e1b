"""Words a second of extraction in one process, beside bare ``nlp.pipe`` of the same model on the same text."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.measuring import Row, Side, in_turn
from search_index.locations import seeds_folder
from search_index.models import Document, Part

# The seeds have some 4,000 words: five times that is a long report, in one document.
TIMES = 5


def rows(runs: int) -> list[Row]:
    """The bundled texts one by one, then all of them five times over as one document."""
    from search_index.extraction.model import installed_model, load_model

    installed = installed_model()
    assert installed is not None
    bare = importlib.import_module(installed[0]).load()
    load_model()
    texts = [path.read_text("utf-8") for path in sorted(seeds_folder().glob("*.txt"))]
    corpora = {"the seeds": texts, f"{TIMES} × the seeds": ["\n".join(texts * TIMES)]}
    return [_row(name, corpus, bare, runs) for name, corpus in corpora.items()]


def _row(name: str, corpus: Sequence[str], bare: Any, runs: int) -> Row:
    from search_index.extraction import extract

    documents = [_document(text) for text in corpus]
    words = sum(len(text.split()) for text in corpus)
    ours, known = in_turn(
        runs,
        lambda: _speed(words, lambda: [extract(document) for document in documents]),
        lambda: _speed(words, lambda: list(bare.pipe(corpus))),
    )
    return Row(
        f"extract {name}",
        Side("all five kinds of fact", ours),
        Side("bare nlp.pipe", known),
        "words/s",
    )


def _document(text: str) -> Document:
    part = Part(0, 0, len(text), "", "a source")
    return Document("a.txt", "", text, "", "a source", (part,))


def _speed(words: int, work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return words / (time.perf_counter() - started)
