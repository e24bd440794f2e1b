"""seeds.yaml as values: where an expected text stands, and what the library found there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml

from search_index.library import Library
from search_index.locations import seeds_folder
from search_index.models import Claim, Fact, Period, Point, Span

F = TypeVar("F", bound=Fact)
Entry = dict[str, Any]


@cache
def expected() -> Entry:
    """All of seeds.yaml."""
    # Dates stay words: “2025-10” is no day, and YAML would make one of “2025-10-01”.
    text = Path(__file__).with_name("seeds.yaml").read_text("utf-8")
    loaded: Entry = yaml.load(text, _Loader)
    return loaded


class _Loader(yaml.SafeLoader):
    pass


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def cases(entries: Iterable[Entry], name: str) -> list[Any]:
    """One test an entry, called by its words under ``name``; those not met yet have to fail."""
    return [
        pytest.param(
            entry,
            id=_called(entry, name),
            marks=[pytest.mark.xfail(strict=True, reason=entry["not_yet"])]
            if "not_yet" in entry
            else [],
        )
        for entry in entries
    ]


def _called(entry: Entry, name: str) -> str:
    where = entry["in"] if isinstance(entry.get("in"), str) and name != "in" else ""
    return " ".join(f"{where} {entry[name]}".split()[:12])


def path_of(entry: Entry) -> str:
    """The document an entry speaks of."""
    path: str = expected()["documents"][entry["in"]]
    return path


@cache
def text_of(path: str) -> str:
    """The bundled file's text."""
    return (seeds_folder() / path).read_text("utf-8")


def places(entry: Entry) -> list[Span]:
    """Everywhere the entry's text stands in its document; a text that is nowhere is a slip here."""
    text, wanted = text_of(path_of(entry)), entry["text"]
    found, at = [], text.find(wanted)
    while at >= 0:
        found.append(Span(at, at + len(wanted)))
        at = text.find(wanted, at + 1)
    assert found, f"{entry['in']} does not say “{wanted}”"
    return found


def _shared(a: Fact | Claim | Span, b: Span) -> bool:
    """Whether two stretches share more than half of the shorter one."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0.5 * min(a.end - a.start, b.end - b.start)


def facts_at(library: Library, kind: type[F], entry: Entry) -> list[F]:
    """The facts of a kind at the entry's text."""
    found = library.facts(path_of(entry), kinds=[kind.kind])
    spans = places(entry)
    return [f for f in found if isinstance(f, kind) and any(_shared(f, s) for s in spans)]


def says(claim: Claim, entry: Entry) -> bool:
    """Whether ``claim`` is what the entry's text claims (and, where it has one, its number)."""
    return (
        claim.doc == path_of(entry)
        and any(_shared(claim, span) for span in places(entry))
        and ("value" not in entry or claim.value == entry["value"])
    )


def points_with(points: Iterable[Point], entries: Sequence[Entry]) -> list[Point]:
    """The points in which every entry has a claim."""
    return [p for p in points if all(any(says(c, e) for c in p.claims) for e in entries)]


def period_text(period: Period | None) -> str | None:
    """As seeds.yaml writes it."""
    return None if period is None else f"{period.start}/{period.end}"


def plain(name: str | None) -> str:
    """A name without accents, case and outer marks."""
    letters = unicodedata.normalize("NFKD", name or "")
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return kept.casefold().strip("“”\"'‘’ .,")


def told(points: Iterable[Point]) -> str:
    """Points for a message: verdict, label, reason, each claim on a line."""
    return "\n".join(_lines(points)) or "    none"


def _lines(points: Iterable[Point]) -> Iterator[str]:
    for p in points:
        yield f"    {p.verdict}/{p.dimension} [{p.rule}] {p.label}: {p.reason}"
        for c in p.claims:
            yield f"        {c.doc[:3]} {c.kind} {c.text[:90]!r} {period_text(c.period) or ''}"
