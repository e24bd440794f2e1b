"""Which of a document's claims a person means who quotes words of it."""

from __future__ import annotations

from collections.abc import Sequence

from search_index.comparison.items import Item
from search_index.models import Span
from search_index.overrides import ClaimReference
from search_index.quotations import spans_of


def items_in(claim: ClaimReference, text: str, items: Sequence[Item]) -> list[Item]:
    """Those of ``items``, all of one document with this ``text``, that stand in the quoted words; where some are these
    words and no others, those alone.

    Where none does, the shortest that has the words in it; where none has them all, those that share some.
    Words that stand several times mean all their places.
    """
    wanted = [item for item in items if claim.kind in (None, item.fact.kind)]
    found: dict[int, Item] = {}
    for span in spans_of(claim.quote, text):
        found.update((item.order, item) for item in _closest(span, wanted))
    return list(found.values())


def _closest(span: Span, items: Sequence[Item]) -> list[Item]:
    near = [i for i in items if i.fact.start < span.end and span.start < i.fact.end]
    within = [i for i in near if span.start <= i.fact.start and i.fact.end <= span.end]
    if within:
        # A sentence holds its clauses: who quotes all of it, as the app does, means it and none of them.
        whole = [i for i in within if (i.fact.start, i.fact.end) == (span.start, span.end)]
        return whole or within
    around = [i for i in near if i.fact.start <= span.start and span.end <= i.fact.end]
    shortest = min((i.fact.end - i.fact.start for i in around), default=0)
    return [i for i in around if i.fact.end - i.fact.start == shortest] or near
