"""A stored document -> its entry in the full-text index, with what is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from search_index.models import Document, Entity, Fact, Quote

if TYPE_CHECKING:
    from search_index.fulltext import IndexEntry
    from search_index.store import Store


def index_entry(store: Store, document: Document) -> IndexEntry:
    """What the index is given of ``document``: its text, who is named in it, and what is quoted."""
    from search_index.fulltext import IndexEntry

    facts = store.facts(document.path, ("entity", "quote"))
    names = store.names(document.path).get(document.path, {})
    return IndexEntry(document, *_who_and_what(document, facts, names))


def _who_and_what(
    document: Document, facts: Iterable[Fact], names: dict[str, str]
) -> tuple[dict[int, str], dict[int, str]]:
    """By part: who is named in it or speaks, by every name they have; and what is quoted."""
    who: dict[int, dict[str, None]] = {}
    said: dict[int, list[str]] = {}
    for fact in facts:
        called = who.setdefault(fact.part, {})
        if isinstance(fact, Entity):
            called.update(dict.fromkeys([fact.text, fact.name, names.get(fact.name, fact.name)]))
        elif isinstance(fact, Quote):
            if fact.speaker is not None:
                called.update(dict.fromkeys([fact.speaker, names.get(fact.speaker, fact.speaker)]))
            spans = [document.text[span.start : span.end] for span in fact.content]
            said.setdefault(fact.part, []).extend(spans)
    return (
        {part: "\n".join(called) for part, called in who.items()},
        {part: "\n".join(texts) for part, texts in said.items()},
    )
