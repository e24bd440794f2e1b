"""Facts: what documents state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from search_index.models.spans import Fragment, Period, Span
from search_index.models.words import Bound, Certainty, Change, EntityType, Kind, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One typed thing that a document states, at a span of it.

    ``holder`` is the canonical name of who makes the claim, None for the author.
    ``repeat_of`` is the earlier span that this one repeats word for word, else None.
    ``terms`` are the lower-case lemmas of the content words around the fact (its clause), which
    alignment compares; ``carried`` names the fields taken from the sentence before; ``rule`` is
    the name of the rule that found it.
    """

    kind: ClassVar[Kind]

    doc: str
    part: int
    source: str
    start: int
    end: int
    text: str
    sentence: Span
    holder: str | None = None
    certainty: Certainty = "asserted"
    repeat_of: Span | None = None
    terms: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAmount:
    """The same amount as its quantity gives it in another unit: “20,000 ringgit (US$4,700)”."""

    start: int
    end: int
    text: str
    value: float | None
    unit: str | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Fact):
    """An amount, count, share or rate.

    ``value`` is the scaled number (4.92e9), None for a range, which has ``low`` and ``high``.
    ``unit`` is an ISO 4217 code, ``percent``, or the singular noun counted or measured; None
    where there is none. ``measure`` is what is measured (“trade”), None where the text does not say.
    ``parties`` are canonical entities the amount is about. ``step`` is the size of the last digit
    written, trailing zeros aside (1e7 for “4.92 billion”), from which rounding is judged.
    ``share_of`` is what a percentage or fraction is a share of. ``hedge`` is the word that makes
    the number loose or bounded (“about”, “nearly”, “over”). ``bearer`` is the entity whose amount it is by
    syntax: who pays it, has it or is it; None where the sentence names none.
    """

    kind: ClassVar[Kind] = "quantity"

    value: float | None
    low: float | None = None
    high: float | None = None
    bound: Bound = "exact"
    unit: str | None = None
    measure: str | None = None
    parties: tuple[str, ...] = ()
    role: Role = "actual"
    change: Change | None = None
    period: Period | None = None
    also: tuple[OtherAmount, ...] = ()
    step: float | None = None
    share_of: str | None = None
    hedge: str | None = None
    bearer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Fact):
    """A time expression; ``type`` and ``value`` as TIMEX3 writes them (``2025-W11``, ``P3M``).

    ``period`` is None where the value cannot be resolved to days. ``event`` is what happened then.
    """

    kind: ClassVar[Kind] = "date"

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    period: Period | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Fact):
    """Words or thoughts given to somebody.

    ``source_span`` is where the source is named (``source`` in the JSON), ``cue`` the word that
    attributes, each None where the text has none. ``speaker`` is the canonical name, pronouns
    resolved, or None where unknown.
    """

    kind: ClassVar[Kind] = "quote"

    content: tuple[Span, ...]
    directness: Literal["direct", "indirect", "mixed"]
    source_span: Fragment | None = None
    cue: Fragment | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Fact):
    """Who did what to whom. ``subject_entity`` is None where the subject is no known entity.

    ``verb`` is the lemma of the main verb, by which alignment tells one event from another.
    """

    kind: ClassVar[Kind] = "relation"

    subject: str
    predicate: str
    objects: tuple[str, ...] = ()
    polarity: Literal["positive", "negative"] = "positive"
    subject_entity: str | None = None
    object_entities: tuple[str, ...] = ()
    verb: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Fact):
    """One mention of a person, organisation, place …; ``name`` is canonical."""

    kind: ClassVar[Kind] = "entity"

    name: str
    type: EntityType
