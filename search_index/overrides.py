"""What a person decided about a comparison: the frozen values, as corpus.yaml or a file like it gives them.

A claim is named by its document and a quotation from it, never by an offset: so a decision holds when facts are
drawn anew. Reading makes these values, comparison obeys them. docs/overrides.md tells the user.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from search_index.errors import nearest
from search_index.folding import fold
from search_index.models import Dimension, Kind, Problem, Verdict
from search_index.quotations import nearest_words, spans_of

OverrideKey = Literal[
    "same_entity",
    "not_same_entity",
    "same_measure",
    "same_point",
    "not_same_point",
    "hide",
    "verdict",
]
OVERRIDE_KEYS: tuple[OverrideKey, ...] = get_args(OverrideKey)


def one_spelling(path: str) -> str:
    """One spelling a path: ``./a\\b.txt`` is ``a/b.txt``, and é is one character."""
    return unicodedata.normalize("NFC", path.replace("\\", "/").removeprefix("./"))


@dataclass(frozen=True, slots=True)
class ClaimReference:
    """The claims that stand in the words ``quote`` of the document ``doc``; of one kind, or of any (None)."""

    doc: str
    quote: str
    kind: Kind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One decision.

    ``names`` are those of the entities or measures that are one, or two; ``claims`` those that are one point,
    or not, or that tell which point is meant; ``point`` is the beginning of its id instead. ``verdict``,
    ``dimension`` and ``note`` are for ``verdict`` only. ``file`` and ``line`` are where it was written.
    """

    key: OverrideKey
    names: tuple[str, ...] = ()
    claims: tuple[ClaimReference, ...] = ()
    point: str | None = None
    verdict: Verdict | None = None
    dimension: Dimension | None = None
    note: str | None = None
    file: str = ""
    line: int = 0

    def problem(self, reason: str, way_out: str) -> Problem:
        """A problem with this decision, told with its line."""
        return Problem(self.file, f"line {self.line}: {reason}", way_out)


@dataclass(frozen=True, slots=True)
class Overrides:
    """All decisions about one corpus, in the order written."""

    entries: tuple[Override, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries)

    def of(self, key: OverrideKey) -> tuple[Override, ...]:
        """The decisions of one kind."""
        return tuple(entry for entry in self.entries if entry.key == key)

    def joined(self, other: Overrides) -> Overrides:
        """Both: those of ``other`` come after."""
        return Overrides((*self.entries, *other.entries))

    @property
    def digest(self) -> str:
        """A digest of what is decided, wherever it is written; “” for nothing."""
        if not self.entries:
            return ""
        said = [dataclasses.replace(entry, file="", line=0) for entry in self.entries]
        plain = json.dumps([dataclasses.asdict(entry) for entry in said], sort_keys=True)
        return hashlib.sha256(plain.encode("utf-8")).hexdigest()


NO_OVERRIDES = Overrides()


def contradiction(entries: Iterable[Override]) -> tuple[Override, Override] | None:
    """A pair of entries, the first of which keeps two entities apart that the second makes one; None without.

    Names that are one with a third are one with each other.
    """
    entries = tuple(entries)
    groups: list[set[str]] = []
    for one in (entry for entry in entries if entry.key == "same_entity"):
        together = {fold(name) for name in one.names}
        for group in [group for group in groups if group & together]:
            groups.remove(group)
            together |= group
        groups.append(together)
        for apart in (entry for entry in entries if entry.key == "not_same_entity"):
            if len({fold(name) for name in apart.names} & together) > 1:
                return apart, one
    return None


@dataclass(frozen=True, slots=True)
class Unmet:
    """A decision that could not be carried out: its place in ``Overrides.entries``, why, and a way out."""

    entry: int
    reason: str
    way_out: str


def overrides_record(overrides: Overrides) -> list[dict[str, Any]]:
    """The decisions as plain values for JSON."""
    return [dataclasses.asdict(entry) for entry in overrides.entries]


def overrides_from_record(record: Iterable[Mapping[str, Any]]) -> Overrides:
    """The decisions that ``overrides_record`` was made from."""
    return Overrides(tuple(map(_entry, record)))


def _entry(record: Mapping[str, Any]) -> Override:
    claims = tuple(ClaimReference(**claim) for claim in record["claims"])
    return Override(**{**record, "names": tuple(record["names"]), "claims": claims})


_SHOWN = 60  # characters of a quotation in a message


def shown(quote: str) -> str:
    """``quote`` in a message: on one line, cut."""
    line = " ".join(quote.split())
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[:_SHOWN].rstrip()}…”"


def misquoted(
    overrides: Overrides,
    paths: Iterable[str],
    text_of: Callable[[str], str | None],
    *,
    only: bool = False,
) -> list[Problem]:
    """Documents that are not there and quotations that are not in them, with the nearest of either.

    ``paths`` are those of the corpus; ``text_of`` gives a document's text by its path, None where there is none.
    With ``only``, a document that is not among ``paths`` is passed over.
    """
    known = {one_spelling(path): path for path in paths}
    texts: dict[str, str | None] = {}
    problems = []
    for entry in overrides.entries:
        for claim in entry.claims:
            path = known.get(claim.doc)
            if path is None and only:
                continue
            if path is not None and path not in texts:
                texts[path] = text_of(path)
            text = None if path is None else texts[path]
            if text is None:
                reason = f"there is no document “{claim.doc}”"
                problems.append(entry.problem(reason, _near(claim.doc, list(known))))
            elif not spans_of(claim.quote, text):
                reason = f"{shown(claim.quote)} is not in {claim.doc}"
                problems.append(entry.problem(reason, _near_words(claim, text)))
    return problems


def _near(doc: str, paths: list[str]) -> str:
    by_name = [path for path in paths if path.rsplit("/", 1)[-1] == doc.rsplit("/", 1)[-1]]
    if by_name:
        return f"did you mean “{by_name[0]}”?"
    hint = nearest(doc, paths)
    return hint if hint.startswith("did you") else "mend the path, or take the entry out"


def _near_words(claim: ClaimReference, text: str) -> str:
    found = nearest_words(claim.quote, text)
    if found is None:
        return f"copy the words from `reportedly show {claim.doc}`"
    line, words = found
    return f"the nearest, in line {line} of it: {shown(words)}"
