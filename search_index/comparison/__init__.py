"""Facts to Points: entities across documents, alignment, verdicts, reasons."""

from __future__ import annotations

from search_index.comparison.compare import compare
from search_index.comparison.entities import rename, resolve_names

COMPARISON_VERSION = 14
"""Raised whenever a rule changes a verdict: libraries then compare again."""


def prepare() -> None:
    """Load the word vectors ahead of the first comparison."""
    from search_index.comparison.meaning import load

    load()


__all__ = ["COMPARISON_VERSION", "compare", "prepare", "rename", "resolve_names"]
