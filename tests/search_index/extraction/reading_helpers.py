"""A sentence to an Analysis, as the pipeline makes it; shared by the tests of extraction."""

from __future__ import annotations

from search_index.extraction.analysis import Analysis
from search_index.extraction.model import load_model
from search_index.extraction.normalise import normalise
from search_index.extraction.pipeline import analyse
from search_index.models import Document, Part


def document_of(text: str, published: str | None = None, **fields: object) -> Document:
    """One article of its own, called article.txt."""
    part = Part(0, 0, len(text), "An article", "The Source", published)
    return Document("article.txt", "digest", text, "An article", "The Source", (part,), **fields)  # type: ignore[arg-type]


def analysis_of(text: str, published: str | None = None, **fields: object) -> Analysis:
    """The text parsed and its mentions resolved."""
    document = document_of(text, published, **fields)
    return analyse(document, document.parts[0], [(0, load_model()(normalise(text)))])[0]
