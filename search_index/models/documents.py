"""Documents as they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from search_index.models.spans import Span


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
