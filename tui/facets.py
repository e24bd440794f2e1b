"""By what results can be narrowed: their sources and their dates, with how many there are. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from tui.content import day_text, squeezed

if TYPE_CHECKING:
    from search_index.models import Hit, SourceInfo

_MOST_SOURCES = 60


class Facet(NamedTuple):
    """One way to narrow: what it is, in words, how many documents it leaves, and the term that does it."""

    kind: str
    words: str
    documents: int
    term: str


def facets(found: Iterable[Hit | SourceInfo]) -> list[Facet]:
    """Sources by how many documents they have, then times, the latest first; nothing that narrows nothing.

    Times are years, or months where all documents are of one year.
    """
    ones = {(one.doc, one.part): one for one in found}.values()
    made = []
    sources = Counter(
        squeezed(one.source) for one in ones if one.source and one.source not in one.doc
    )
    for source, count in sources.most_common(_MOST_SOURCES):
        if count < len(ones):
            made.append(Facet("source", source, count, f'source:"{source.replace(chr(34), "")}"'))
    dates = [one.published for one in ones if one.published]
    years = Counter(date[:4] for date in dates)
    months = Counter(date[:7] for date in dates if len(date) >= 7)
    times = months if len(years) == 1 else years
    for time in sorted(times, reverse=True):
        if times[time] < len(ones):
            term = f"after:{time} before:{_next(time)}"
            made.append(Facet("date", day_text(time), times[time], term))
    return made


def _next(time: str) -> str:
    """The year or the month after."""
    year, _, month = time.partition("-")
    if not month:
        return f"{int(year) + 1:04}"
    return f"{int(year) + 1:04}-01" if month == "12" else f"{year}-{int(month) + 1:02}"
