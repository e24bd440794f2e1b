"""Facts made by hand, so that each test of the comparison says only what matters to it."""

from __future__ import annotations

from collections.abc import Sequence

from search_index.comparison.items import Item
from search_index.comparison.numbers import number_of
from search_index.models import Document, Entity, Fact, Part, Period, Quantity, Span

YEAR_2024 = Period("2024-01-01", "2024-12-31")
YEAR_2023 = Period("2023-01-01", "2023-12-31")


def quantity(value: float | None, text: str = "", doc: str = "a.txt", **fields: object) -> Quantity:
    """A quantity in dollars unless told otherwise."""
    defaults: dict[str, object] = {
        "doc": doc,
        "part": 0,
        "source": doc,
        "start": 0,
        "end": max(1, len(text)),
        "text": text or "?",
        "sentence": Span(0, max(1, len(text))),
        "unit": "USD",
        "measure": "exports",
        "parties": ("Kenya",),
        "terms": ("timber", "export", "reach"),
        "value": value,
    }
    return Quantity(**(defaults | fields))  # type: ignore[arg-type]


def item(fact: Quantity, order: int = 0, **fields: object) -> Item:
    """The fact as alignment sees it, on news about Kenya unless told otherwise."""
    defaults: dict[str, object] = {
        "fact": fact,
        "order": order,
        "words": frozenset(fact.terms) | frozenset((fact.measure or "").split()),
        "measure": frozenset((fact.measure or "").split()),
        "names": frozenset({"Kenya"}),
        "topic": frozenset({"Kenya", "Nairobi"}),
        "published": None,
        "number": number_of(fact),
        "holder": fact.holder,
    }
    return Item(**(defaults | fields))  # type: ignore[arg-type]


def document(path: str, text: str, published: str | None = None) -> Document:
    """A document of one article, published by its own name."""
    part = Part(0, 0, len(text), path, path, published)
    return Document(path, f"digest of {path}", text, path, path, (part,), published)


def entity(
    doc: str, name: str, text: str | None = None, start: int = 0, **fields: object
) -> Entity:
    """A mention of ``name``."""
    surface = text or name
    defaults: dict[str, object] = {
        "doc": doc,
        "part": 0,
        "source": doc,
        "start": start,
        "end": start + len(surface),
        "text": surface,
        "sentence": Span(start, start + len(surface)),
        "name": name,
        "type": "person",
    }
    return Entity(**(defaults | fields))  # type: ignore[arg-type]


def by_doc(facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    """Facts by the path of their document."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.doc, []).append(fact)
    return found
