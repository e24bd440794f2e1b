"""Points: what several sources claim on one question."""

from __future__ import annotations

from dataclasses import dataclass

from search_index.models.spans import Period, Span
from search_index.models.words import Bound, Certainty, Dimension, Kind, Role, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A fact as one source's answer to a question. ``repeats`` counts its further mentions."""

    doc: str
    part: int
    source: str
    start: int
    end: int
    text: str
    sentence: Span
    kind: Kind
    holder: str | None = None
    certainty: Certainty = "asserted"
    value: float | str | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    bound: Bound | None = None
    role: Role | None = None
    period: Period | None = None
    repeats: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The claims of several sources on one question, and the verdict on them.

    ``rule`` names the verdict rule; ``reason`` says it with the normalised values compared.
    ``dimension`` is None for ``agree`` and ``single``. ``silent`` are documents on the subject that
    say nothing about the point. ``origins`` counts independent origins among the sources.
    ``overridden`` says what a person decided about it, None for the engine's own finding. ``within`` tells a
    point of one source that is at odds with itself: its verdict is never one between sources.
    """

    id: str
    label: str
    verdict: Verdict
    dimension: Dimension | None
    rule: str
    reason: str
    claims: tuple[Claim, ...]
    silent: tuple[str, ...] = ()
    origins: int = 1
    overridden: str | None = None
    within: bool = False


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """One source of the corpus: a part of a document with its publisher."""

    doc: str
    part: int
    source: str
    title: str
    published: str | None
