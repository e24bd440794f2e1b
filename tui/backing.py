"""How many stand behind a point: sources, those of them that copied no other, and one person whom all repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cleaning import clean_line

if TYPE_CHECKING:
    from search_index.models import Point


def sources_of(point: Point) -> int:
    """How many sources have a claim in the point; two articles on one page are two."""
    return len({(claim.doc, claim.part) for claim in point.claims})


def backing(point: Point) -> str:
    """“2 sources, 1 origin” where sources copy one another, “2 sources, 1 holder: Ana Ruiz” where all report what one
    person says, else nothing."""
    sources = sources_of(point)
    if point.within or sources < 2:
        return ""
    fewer = []
    if point.origins < sources:
        fewer.append("1 origin" if point.origins == 1 else f"{point.origins} origins")
    holders = {claim.holder for claim in point.claims}
    holder = holders.pop() if len(holders) == 1 else None
    # “Officials” are many; a name is one.
    if holder is not None and any(word[:1].isupper() for word in holder.split()):
        fewer.append(f"1 holder: {clean_line(holder)}")
    return ", ".join([f"{sources} sources", *fewer]) if fewer else ""
