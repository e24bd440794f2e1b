"""Models as plain records and back: the JSON shapes of facts and points.

What a program reads (`facts --json`) and what the store keeps are the same shapes; the store's
records carry the inner fields (``terms``, ``step`` …) as well.
"""

from __future__ import annotations

import dataclasses
from sys import intern
from typing import Any

from search_index.models import (
    Claim,
    Date,
    Entity,
    Fact,
    Fragment,
    OtherAmount,
    Period,
    Point,
    Quantity,
    Quote,
    Relation,
    SourceInfo,
    Span,
)

_FACTS: dict[str, type[Fact]] = {cls.kind: cls for cls in (Quantity, Date, Quote, Relation, Entity)}
# Fields the contract does not promise: kept in the store, shown only when asked to explain.
_INNER = {
    "terms",
    "carried",
    "rule",
    "step",
    "share_of",
    "hedge",
    "bearer",
    "object_entities",
    "verb",
}


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _span(pair: list[int] | None) -> Span | None:
    return None if pair is None else Span(*pair)


def fact_record(fact: Fact, *, inner: bool = False) -> dict[str, Any]:
    """The fact as CONTRACT JSON; with ``inner``, the fields that explain it as well."""
    record: dict[str, Any] = {"kind": fact.kind}
    for name in (f.name for f in dataclasses.fields(fact)):
        if name in _INNER and not inner:
            continue
        value = getattr(fact, name)
        if name in ("sentence", "repeat_of"):
            record[name] = _pair(value)
        elif name == "content":
            record[name] = [{"start": s.start, "end": s.end} for s in value]
        elif name in ("period", "cue", "source_span"):
            record[name] = None if value is None else dataclasses.asdict(value)
        elif name == "also":
            record[name] = [dataclasses.asdict(other) for other in value]
        elif isinstance(value, tuple):
            record[name] = list(value)
        else:
            record[name] = value
    if isinstance(fact, Quote):
        # The contract calls the quote's named source `source`; its publisher is `publisher`.
        record["publisher"] = record["source"]
        record["source"] = record.pop("source_span")
    return record


_SAID_AGAIN = ("doc", "source", "certainty", "holder", "rule", "unit", "measure", "role", "name")


def fact_from_record(record: dict[str, Any]) -> Fact:
    """The fact that ``fact_record(fact, inner=True)`` was made from."""
    values = dict(record)
    cls = _FACTS[values.pop("kind")]
    if cls is Quote:
        fragment = values["source"]
        values["source_span"] = None if fragment is None else Fragment(**fragment)
        values["source"] = values.pop("publisher")
        values["cue"] = None if values["cue"] is None else Fragment(**values["cue"])
        values["content"] = tuple(Span(s["start"], s["end"]) for s in values["content"])
    values["sentence"] = Span(*values["sentence"])
    values["repeat_of"] = _span(values["repeat_of"])
    if values.get("period") is not None:
        values["period"] = Period(**values["period"])
    if "also" in values:
        values["also"] = tuple(OtherAmount(**other) for other in values["also"])
    for name in ("terms", "carried", "parties", "objects", "object_entities"):
        if name in values:
            values[name] = tuple(map(intern, values[name]))
    # A comparison holds the facts of all documents, which say most of their words again and again.
    for name in _SAID_AGAIN:
        if values.get(name) is not None:
            values[name] = intern(values[name])
    return cls(**values)


_CLAIM = tuple(field.name for field in dataclasses.fields(Claim))


def claim_record(claim: Claim) -> dict[str, Any]:
    """The claim as CONTRACT JSON."""
    # `dataclasses.asdict` takes twenty times as long, and a comparison writes every claim several times.
    record: dict[str, Any] = {name: getattr(claim, name) for name in _CLAIM}
    record["sentence"] = _pair(claim.sentence)
    if claim.period is not None:
        record["period"] = dataclasses.asdict(claim.period)
    return record


def claim_from_record(record: dict[str, Any]) -> Claim:
    """The claim that ``claim_record`` was made from."""
    values = dict(record)
    values["sentence"] = Span(*values["sentence"])
    if values["period"] is not None:
        values["period"] = Period(**values["period"])
    return Claim(**values)


def point_record(point: Point) -> dict[str, Any]:
    """The point as CONTRACT JSON."""
    record: dict[str, Any] = {f.name: getattr(point, f.name) for f in dataclasses.fields(point)}
    record["claims"] = [claim_record(claim) for claim in point.claims]
    record["silent"] = list(point.silent)
    return record


def point_from_record(record: dict[str, Any]) -> Point:
    """The point that ``point_record`` was made from."""
    values = dict(record)
    values["claims"] = tuple(claim_from_record(claim) for claim in values["claims"])
    values["silent"] = tuple(values["silent"])
    return Point(**values)


def source_record(source: SourceInfo) -> dict[str, Any]:
    """The source as CONTRACT JSON."""
    return dataclasses.asdict(source)
