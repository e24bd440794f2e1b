"""What is indexed: the articles of a document, cut out of its text without the furniture.

Owns INDEX_VERSION and the digest by which a stale entry is known. Never imports Whoosh, so that a
library can ask whether it must index anything without paying for it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from search_index.models import Document, Part

INDEX_VERSION = 1
"""Raised with every change of schema, analysis or storage: another version's index is not seen."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A document as the index takes it.

    ``who`` maps a part's number to the names of the entities in it, one a line; ``said`` to the text of
    its quotes with their speakers. Both are empty until facts are there; a document that was extracted
    and has neither names nor quotes comes with ``{0: ""}``.
    """

    document: Document
    who: Mapping[int, str] = field(default_factory=dict)
    said: Mapping[int, str] = field(default_factory=dict)

    @property
    def has_facts(self) -> bool:
        """Whether facts are in, even if they are none."""
        return bool(self.who or self.said)


def digest_of(document: Document, *, facts: bool) -> str:
    """What `FullText.digests` gives for ``document`` once it is indexed.

    ``facts`` says whether ``who`` and ``said`` go with it (`IndexEntry.has_facts`).
    """
    described = [
        document.digest,
        facts,
        document.published,
        [[p.number, p.start, p.end, p.title, p.source, p.published] for p in document.parts],
        [[span.start, span.end] for span in document.furniture],
    ]
    return hashlib.sha256(json.dumps(described).encode()).hexdigest()


def article_pieces(document: Document, part: Part) -> list[tuple[int, int]]:
    """The stretches of ``document.text`` that are the article ``part``: its span without furniture
    and without other parts that lie inside it. In order, none empty, half-open."""
    cuts = [(span.start, span.end) for span in document.furniture]
    cuts += [
        (other.start, other.end)
        for other in document.parts
        if other is not part
        and part.start <= other.start
        and other.end <= part.end
        and (other.start, other.end) != (part.start, part.end)
    ]
    pieces = []
    here, last = max(0, part.start), min(part.end, len(document.text))
    for start, end in sorted(cuts):
        if end <= here or start >= last:
            continue
        if start > here:
            pieces.append((here, start))
        here = max(here, end)
    if here < last:
        pieces.append((here, last))
    return pieces
