"""The building of a library, and what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from search_index.models.documents import Problem

Stage = Literal["reading", "indexing", "extracting", "comparing", "done"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the building of a library is. ``done`` of ``total`` documents in this stage.

    ``doc`` is the one done last; ``within``, between 0 and 1, how much of a long one after it is done.
    """

    stage: Stage
    done: int
    total: int
    doc: str | None = None
    within: float = 0.0


@dataclass(frozen=True, slots=True)
class Reached:
    """How much of a long document its extraction has read: ``share`` is between 0 and 1."""

    path: str
    share: float


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
