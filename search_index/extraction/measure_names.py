"""What an amount is called where the words beside it say so, not those it is built into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search_index.extraction.amounts import Amount
from search_index.extraction.measures import Measured
from search_index.extraction.units import TIME_UNITS

if TYPE_CHECKING:
    from spacy.tokens import Doc

# What is so many metres long has a length.
_EXTENTS = {
    "long": "length",
    "wide": "width",
    "high": "height",
    "tall": "height",
    "deep": "depth",
    "thick": "thickness",
}


def named_measure(parsed: Doc, amount: Amount, measured: Measured, taken: range) -> str | None:
    """What is measured, with the word beside the amount that tells which of its measures: “640 metres long”, “it cost
    14 million”, “growth of 2 percent”."""
    behind = parsed[taken.stop].lower_ if taken.stop < len(parsed) else ""
    if amount.kind == "unit" and behind in _EXTENTS and amount.unit not in TIME_UNITS:
        return " ".join(filter(None, [measured.text, _EXTENTS[behind]]))
    growth = next((t for t in measured.path[:3] if t.lower_ == "growth"), None)
    if (
        growth is not None
        and growth.dep_ == "dobj"
        and amount.kind == "percent"
        and measured.head is not None
        and measured.head.dep_ == "nsubj"
    ):
        # Who expects growth is not what grows.
        return "growth"
    if measured.text is not None:
        return measured.text
    if amount.kind == "currency":
        verb = next((t for t in measured.path if t.pos_ == "VERB"), None)
        return "cost" if verb is not None and verb.lemma_ == "cost" else None
    return "growth" if amount.kind == "percent" and growth is not None else None
