"""Facts and points as rows and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from search_index.records import fact_from_record, fact_record, point_record

if TYPE_CHECKING:
    from search_index.models import Fact, Point
    from search_index.overrides import Unmet


def fact_payload(fact: Fact) -> str:
    """The fact as JSON, inner fields included."""
    return json.dumps(fact_record(fact, inner=True), ensure_ascii=False, separators=(",", ":"))


def fact_from_payload(payload: str) -> Fact:
    """The fact that ``fact_payload`` was made from."""
    return fact_from_record(json.loads(payload))


def moved(fact: Fact, path: str, sources: dict[int, str]) -> Fact:
    """``fact`` as the same text states it under another path or publisher."""
    source = sources.get(fact.part, fact.source)
    if fact.doc == path and fact.source == source:
        return fact
    return replace(fact, doc=path, source=source)


class NameRow(NamedTuple):
    """An entity's name in the document at ``path`` and its other name across the corpus."""

    path: str
    local: str
    canonical: str


class PointRow(NamedTuple):
    """A point as JSON, with its id, verdict and the paths of the documents that have a claim in it.

    ``rank`` sorts points as a reader wants them. The verdict of a source at odds with itself is “within”: it counts
    among none between sources.
    """

    id: str
    rank: str
    verdict: str
    payload: str
    paths: tuple[str, ...]


class SinceRow(NamedTuple):
    """The first row of an answer that tells only what changed since the points of this state were found."""

    state: str


class GoneRow(NamedTuple):
    """A point, by its id, that is no more."""

    id: str


class RenamedRow(NamedTuple):
    """All names of the document at ``path`` follow."""

    path: str


class UnmetRow(NamedTuple):
    """An override that could not be carried out: its place among them, why, and a way out."""

    entry: int
    reason: str
    way_out: str


Row = NameRow | PointRow | UnmetRow | SinceRow | GoneRow | RenamedRow
"""What a comparison finds, in a form that costs the writing process little."""


def name_rows(names: Mapping[str, Mapping[str, str]]) -> Iterator[NameRow]:
    """Names by path and local name as rows; a name that stays is none."""
    for path, known in names.items():
        for local, canonical in known.items():
            if local != canonical:
                yield NameRow(path, local, canonical)


def unmet_rows(unmet: Iterable[Unmet]) -> Iterator[UnmetRow]:
    """What could not be carried out as rows, each once."""
    return (UnmetRow(one.entry, one.reason, one.way_out) for one in dict.fromkeys(unmet))


def point_rows(points: Iterable[Point]) -> Iterator[PointRow]:
    """Points as rows, in their order."""
    return (point_row(point, f"{place:09}") for place, point in enumerate(points))


def point_row(point: Point, rank: str) -> PointRow:
    """A point as a row."""
    payload = json.dumps(point_record(point), ensure_ascii=False, separators=(",", ":"))
    paths = tuple(sorted({claim.doc for claim in point.claims}))
    return PointRow(point.id, rank, "within" if point.within else point.verdict, payload, paths)
