"""The frozen values that cross every boundary, and nothing else.

Spans are half-open offsets in Unicode code points into a document's text, never bytes:
``document.text[span.start:span.end]`` is always what the span stands for. Standard library only.

A dataclass takes a millisecond to make: each module here is loaded with the first of its names that is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from search_index.handing_on import handing_on

if TYPE_CHECKING:
    from search_index.models.documents import (
        Document,
        Part,
        Place,
        Problem,
        Repeat,
    )
    from search_index.models.facts import (
        Date,
        Entity,
        Fact,
        OtherAmount,
        Quantity,
        Quote,
        Relation,
    )
    from search_index.models.points import (
        Claim,
        Point,
        SourceInfo,
    )
    from search_index.models.search import (
        Hit,
        Passage,
        SearchResult,
    )
    from search_index.models.spans import (
        Fragment,
        Period,
        Span,
    )
    from search_index.models.words import (
        KINDS,
        VERDICTS,
        Bound,
        Certainty,
        Change,
        Dimension,
        EntityType,
        Kind,
        Role,
        Verdict,
    )
    from search_index.models.work import (
        BuildReport,
        Finding,
        Progress,
        Reached,
        Stage,
        Status,
    )

_HOMES = {
    "documents": (
        "Document",
        "Part",
        "Place",
        "Problem",
        "Repeat",
    ),
    "facts": (
        "Date",
        "Entity",
        "Fact",
        "OtherAmount",
        "Quantity",
        "Quote",
        "Relation",
    ),
    "points": (
        "Claim",
        "Point",
        "SourceInfo",
    ),
    "search": (
        "Hit",
        "Passage",
        "SearchResult",
    ),
    "spans": (
        "Fragment",
        "Period",
        "Span",
    ),
    "words": (
        "Bound",
        "Certainty",
        "Change",
        "Dimension",
        "EntityType",
        "KINDS",
        "Kind",
        "Role",
        "VERDICTS",
        "Verdict",
    ),
    "work": (
        "BuildReport",
        "Finding",
        "Progress",
        "Reached",
        "Stage",
        "Status",
    ),
}
__all__ = [
    "KINDS",
    "VERDICTS",
    "Bound",
    "BuildReport",
    "Certainty",
    "Change",
    "Claim",
    "Date",
    "Dimension",
    "Document",
    "Entity",
    "EntityType",
    "Fact",
    "Finding",
    "Fragment",
    "Hit",
    "Kind",
    "OtherAmount",
    "Part",
    "Passage",
    "Period",
    "Place",
    "Point",
    "Problem",
    "Progress",
    "Quantity",
    "Quote",
    "Reached",
    "Relation",
    "Repeat",
    "Role",
    "SearchResult",
    "SourceInfo",
    "Span",
    "Stage",
    "Status",
    "Verdict",
]

__getattr__ = handing_on(__name__, {f"{__name__}.{home}": names for home, names in _HOMES.items()})
