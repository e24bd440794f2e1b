"""Facts and points of texts at hand, without a library: what `search_index` offers a script.

Runs in the caller's process, so spaCy is imported here, on the first call.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from search_index.models import Document, Fact, Part, Point
from search_index.overrides import NO_OVERRIDES, Overrides


def document_of(
    text: str,
    *,
    path: str = "text",
    title: str | None = None,
    source: str | None = None,
    published: str | None = None,
) -> Document:
    """``text`` as a document with one part: no headers are read from it, no furniture is looked for.

    ``title`` None takes the first line that is not empty, ``source`` None the path; ``published`` is an
    ISO date from which “yesterday” is reckoned.
    """
    lines = (line.strip() for line in text.splitlines())
    heading = title if title is not None else next(filter(None, lines), path)[:200]
    publisher = source or path
    part = Part(0, 0, len(text), heading, publisher, published)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(path, digest, text, heading, publisher, (part,), published)


def extract_facts(
    text: str | Document,
    *,
    title: str | None = None,
    source: str | None = None,
    published: str | None = None,
) -> tuple[Fact, ...]:
    """The facts of a text, in reading order; see ``document_of`` for the rest. Raises ModelError."""
    from search_index.extraction import extract

    if isinstance(text, str):
        text = document_of(text, title=title, source=source, published=published)
    return extract(text)


def compare(
    texts: Mapping[str, str | Document], overrides: Overrides = NO_OVERRIDES
) -> tuple[Point, ...]:
    """The points of several texts, given by name, those a reader wants first first.

    A plain string is taken as ``document_of`` takes it, its name being its path and source; give a
    Document to say more. Raises ModelError.
    """
    from search_index import comparison
    from search_index.extraction import extract

    documents = [
        text if isinstance(text, Document) else document_of(text, path=name)
        for name, text in texts.items()
    ]
    facts = {document.path: extract(document) for document in documents}
    names = comparison.resolve_names(documents, facts, overrides)
    renamed = {
        path: [comparison.rename(fact, names.get(path, {})) for fact in found]
        for path, found in facts.items()
    }
    return comparison.compare(documents, renamed, overrides)
