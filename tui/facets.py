"""By what results can be narrowed: source, date, person, place, organisation, file, with how many there are. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from search_index.models import Entity
from tui.content import day_text, squeezed

if TYPE_CHECKING:
    from search_index.models import Fact, Hit, SourceInfo

_MOST_SOURCES = 60
_MOST_NAMES = 12
_NAMES = {"person": "person", "place": "place", "organisation": "body"}
_TERM = re.compile(r'-?(?:source|title|who|said|after|before):(?:"[^"]*"?|\S+)')


class Facet(NamedTuple):
    """One way to narrow: what it is, in words, how many documents it leaves, and the term that does it."""

    kind: str
    words: str
    documents: int
    term: str


def facets(found: Iterable[Hit | SourceInfo], named: Iterable[Fact] = ()) -> list[Facet]:
    """Sources by how many documents they have, times, the latest first, names by how many documents name them, then files.

    Nothing that narrows nothing. ``named`` are the facts of these documents.

    Times are years, or months where all documents are of one year.
    """
    ones = {(one.doc, one.part): one for one in found}.values()
    sources = Counter(squeezed(one.source) for one in ones if one.source)
    # Who names no publisher is known by the name of the file: as many as there are documents, and last.
    files = {squeezed(one.source) for one in ones if one.source and one.source in one.doc}
    offered = [
        Facet("source", source, count, f'source:"{source.replace(chr(34), "")}"')
        for source, count in sources.most_common()
        if count < len(ones)
    ]
    made = [facet for facet in offered if facet.words not in files][:_MOST_SOURCES]
    of_files = [facet._replace(kind="file") for facet in offered if facet.words in files]
    dates = [one.published for one in ones if one.published]
    years = Counter(date[:4] for date in dates)
    months = Counter(date[:7] for date in dates if len(date) >= 7)
    times = months if len(years) == 1 else years
    for time in sorted(times, reverse=True):
        if times[time] < len(ones):
            term = f"after:{time} before:{_next(time)}"
            made.append(Facet("date", day_text(time), times[time], term))
    return [*made, *_names(named, len({one.doc for one in ones})), *of_files[:_MOST_SOURCES]]


def _names(facts: Iterable[Fact], documents: int) -> list[Facet]:
    """People, places and bodies, those named in most documents first."""
    docs: dict[tuple[str, str], set[str]] = {}
    for fact in facts:
        if isinstance(fact, Entity) and fact.type in _NAMES:
            docs.setdefault((_NAMES[fact.type], fact.name), set()).add(fact.doc)
    made = []
    for kind in _NAMES.values():
        of_kind = [(len(d), name) for (k, name), d in docs.items() if k == kind]
        useful = sorted(((n, name) for n, name in of_kind if n < documents), key=lambda x: -x[0])
        for count, name in useful[:_MOST_NAMES]:
            term = f'who:"{squeezed(name).replace(chr(34), "")}"'
            made.append(Facet(kind, squeezed(name), count, term))
    return made


def terms_in(query: str) -> list[str]:
    """The terms of ``query`` that narrow it, as they stand there."""
    return [match.group() for match in _TERM.finditer(query)]


def without(query: str, term: str) -> str:
    """``query`` with ``term`` taken out once."""
    before, _, after = query.partition(term)
    return " ".join(f"{before} {after}".split())


def _next(time: str) -> str:
    """The year or the month after."""
    year, _, month = time.partition("-")
    if not month:
        return f"{int(year) + 1:04}"
    return f"{int(year) + 1:04}-01" if month == "12" else f"{year}-{int(month) + 1:02}"
