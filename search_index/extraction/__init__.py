"""Text to Facts: one module a kind, one pipeline; word lists as YAML beside them.

Importing this package loads neither spaCy nor a word list; calling ``extract`` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search_index.models import Document, Fact

RULES_VERSION = 13
"""Raised whenever a rule changes what is found: libraries then extract again, and say so."""


def extract(document: Document) -> tuple[Fact, ...]:
    """All facts of ``document`` in reading order. Raises ModelError where the model is missing."""
    from search_index.extraction.model import load_numpy

    load_numpy()
    from search_index.extraction import pipeline

    return pipeline.extract(document)


__all__ = ["RULES_VERSION", "extract"]
