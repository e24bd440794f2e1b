"""The frozen values that cross every boundary, and nothing else.

Spans are half-open offsets in Unicode code points into a document's text, never bytes:
``document.text[span.start:span.end]`` is always what the span stands for. Standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

Certainty = Literal["asserted", "expected", "possible", "unlikely", "denied"]
Bound = Literal["exact", "about", "more_than", "at_least", "less_than", "at_most", "between"]
Role = Literal["actual", "target", "forecast", "limit", "offer"]
Change = Literal["up", "down"]
EntityType = Literal["person", "organisation", "place", "event", "work", "group"]
Kind = Literal["quantity", "date", "quote", "relation", "entity"]
Verdict = Literal["agree", "compatible", "differ", "conflict", "single"]
Dimension = Literal[
    "precision", "detail", "period", "scope", "role", "certainty", "value", "attribution"
]

KINDS: tuple[Kind, ...] = ("quantity", "date", "quote", "relation", "entity")
VERDICTS: tuple[Verdict, ...] = ("conflict", "differ", "compatible", "agree", "single")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open code-point offsets into a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fragment:
    """A span together with the text it covers."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` to ``end``, both included, as ISO dates (``2025-01-01``)."""

    start: str
    end: str


# Documents ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """One article inside a document. A saved page may carry several; 0 is the main one.

    ``published`` is an ISO date, possibly only a year or a month, or None where nobody says.
    ``source`` is the publisher, else the file's name.
    """

    number: int
    start: int
    end: int
    title: str
    source: str
    published: str | None = None
    author: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """The passage at ``span`` says again what stood at ``first``, earlier in the document."""

    span: Span
    first: Span


@dataclass(frozen=True, slots=True)
class Place:
    """From ``start`` on, until the next one begins, a text stands at ``label`` of its file: “page 3”."""

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the corpus, decoded.

    ``path`` is relative to the corpus, with forward slashes; it is the ``doc`` of every JSON
    answer. ``digest`` is the SHA-256 of the file's bytes. ``text`` is the whole decoded text, header
    lines and page furniture included, so that offsets hold against the file itself.
    ``parts`` is never empty and in order of ``number``. ``furniture`` are spans that belong to the
    page (menus, header lines, comment boxes), not to an article. ``aliases`` maps an entity's
    canonical name to its other names, as corpus.yaml gives them. ``places`` are the pages, chapters,
    messages or records of the file, empty where lines are all it has. ``warnings`` say what of the file
    was left out.
    """

    path: str
    digest: str
    text: str
    title: str
    source: str
    parts: tuple[Part, ...]
    published: str | None = None
    author: str | None = None
    url: str | None = None
    encoding: str = "utf-8"
    furniture: tuple[Span, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read or extracted, and what to do about it."""

    path: str
    reason: str
    way_out: str

    @property
    def told(self) -> str:
        """The path and the reason as one sentence that names the path once."""
        named = self.reason.startswith((f"{self.path} ", f"{self.path}:"))
        return self.reason if named else f"{self.path}: {self.reason}"


# Facts -------------------------------------------------------------------------------------


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


# Points ------------------------------------------------------------------------------------


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


# Search ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that answers a query; ``matches`` are offsets into the document."""

    start: int
    end: int
    text: str
    matches: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A document, or one part of it, that answers a query, best passages first.

    ``copies`` are the documents that carry the same article, which is shown once.
    """

    doc: str
    part: int
    source: str
    title: str
    published: str | None
    score: float
    passages: tuple[Passage, ...]
    citation: str
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a query found. ``understood`` is the query as the engine read it; ``suggestion`` a
    spelling that would find something, else None; ``total`` counts documents before the limit."""

    query: str
    understood: str
    suggestion: str | None
    total: int
    hits: tuple[Hit, ...]


# Work under way ------------------------------------------------------------------------------

Stage = Literal["reading", "indexing", "extracting", "comparing", "done"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the building of a library is. ``done`` of ``total`` documents in this stage."""

    stage: Stage
    done: int
    total: int
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build changed: paths read, left as they were, gone, and the files with problems.

    ``new_rules`` says that some facts were drawn by another version of the rules, and so drawn again.
    """

    read: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    new_rules: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """What a library holds right now.

    ``facts`` counts by kind; ``points`` by verdict, those of a source at odds with itself under ``within``.
    """

    corpus: str
    documents: int
    sources: int
    extracted: int
    facts: Mapping[str, int]
    points: Mapping[str, int]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What `doctor` found about one thing; ``way_out`` is empty where all is well."""

    name: str
    state: Literal["ok", "warning", "broken"]
    detail: str
    way_out: str = ""
