"""Comparison in a process of its own: word vectors and all facts never enter the app's.

The worker reads the library's file itself, through a connection that cannot write, and sends rows; the
parent writes them, in one transaction. Documents and facts once read stay with the worker.
"""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from search_index.errors import DamagedLibraryError, ReportedlyError
from search_index.models import Document, Fact
from search_index.overrides import NO_OVERRIDES, Unmet
from search_index.processes import End, Failure, WorkerDied, WorkerProcess, uncollected
from search_index.rules import ComparisonFailed, Names, OnUnmet, Rules, installed_rules
from search_index.store import Row, Store, name_rows, point_rows, unmet_rows

COMPARER = "search_index.comparing:Comparing"
# Seconds between two pieces of one answer, all of which is there by then.
PIECE_LIMIT = 60.0
# Rows a piece: a few hundred kilobytes.
_PIECE = 200


# In the worker ------------------------------------------------------------------------------


class Comparing:
    """What a worker runs. Called with a library's folder it answers with a state, then rows in pieces.

    Called with None it loads what a comparison needs and answers None.
    """

    def __init__(self) -> None:
        self._rules = installed_rules()
        self._material: Material | None = None

    def __call__(self, folder: Path | None) -> Iterator[object] | None:
        """See the class."""
        if folder is None:
            from search_index.comparison import prepare

            prepare()
            return None
        store = Store(folder) if self._material is None else self._material.store
        if self._material is None:
            self._material = Material(store)
        from search_index import comparison

        # What a person decided may reach any claim: with decisions, all is compared each time.
        if self._rules.compare is not comparison.compare or store.decisions():
            return compared(self._material, self._rules)
        return recompared(folder, store, self._rules)


def recompared(folder: Path, store: Store, rules: Rules) -> Iterator[object]:
    """As `compared`, for what changed since the last comparison of the library in ``folder``."""
    from search_index.recomparing import Recomparison
    from search_index.store.kept_comparison import KeptComparison

    kept = KeptComparison(folder, f"{rules.comparison_version} {rules.program()}")
    with contextlib.closing(kept), store.snapshot():
        state = store.comparison_state(rules.comparison_version)
        with uncollected():
            rows = Recomparison(store, kept).rows(state)
        yield state
        while piece := list(itertools.islice(rows, _PIECE)):
            yield piece


class Material:
    """Documents and facts of a library; what did not change since the last look is not read again."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._states: dict[str, str] = {}
        self.documents: dict[str, Document] = {}
        self.facts: dict[str, list[Fact]] = {}
        self.overrides = NO_OVERRIDES

    def look(self, comparison_version: int) -> str:
        """Take in what is new; what the points of it depend on, as ``Store.comparison_state``."""
        with self.store.snapshot():
            states = self.store.material_states()
            for path in self.documents.keys() - states.keys():
                del self.documents[path], self.facts[path], self._states[path]
            for path, state in states.items():
                if self._states.get(path) == state:
                    continue
                document = self.store.document(path)
                assert document is not None
                self.documents[path], self.facts[path] = document, self.store.facts(path)
                self._states[path] = state
            self.overrides = self.store.decisions()
            return self.store.comparison_state(comparison_version)


def resolved(
    material: Material, rules: Rules, on_unmet: OnUnmet
) -> tuple[list[Document], Names, dict[str, list[Fact]]]:
    """Documents in path order, the names of their entities, and their facts under these names."""
    documents = [material.documents[path] for path in sorted(material.documents)]
    names = rules.resolve_names(documents, material.facts, material.overrides, on_unmet)
    renamed = {
        path: [rules.rename(fact, names.get(path, {})) for fact in found]
        for path, found in material.facts.items()
    }
    return documents, names, renamed


def compared(material: Material, rules: Rules) -> Iterator[object]:
    """The state that was compared, then its rows, in pieces."""
    state = material.look(rules.comparison_version)
    unmet: list[Unmet] = []
    with uncollected():
        documents, names, renamed = resolved(material, rules, unmet.append)
        points = rules.compare(documents, renamed, material.overrides, unmet.append)
    yield state
    rows = itertools.chain(name_rows(names), point_rows(points), unmet_rows(unmet))
    while piece := list(itertools.islice(rows, _PIECE)):
        yield piece


# In the parent ------------------------------------------------------------------------------


class ComparerProcess:
    """A worker that compares one library, as often as it is asked to. Starts at once, to be ready in time."""

    def __init__(self, folder: Path, *, comparer: str = COMPARER) -> None:
        self._folder = folder
        self._worker = WorkerProcess(comparer)
        self._worker.send(None)

    def begin(self, limit: float) -> None:
        """Ask for the points of what is committed now; ``limit`` are the seconds it may take."""
        self._worker.send(self._folder)
        self._worker.deadline = time.monotonic() + limit

    def poll(self, seconds: float) -> str | None:
        """The state whose comparison is done, None if none is yet; waits up to ``seconds``.

        Raises ComparisonFailed, and DamagedLibraryError where the worker met one.
        """
        if not self._worker.connection.poll(seconds):
            if time.monotonic() > self._worker.deadline:
                raise ComparisonFailed("the comparison did not come to an end")
            return None
        state = self._receive()
        return None if state is None else str(state)

    def rows(self) -> Iterator[Row]:
        """The rows of the state that ``poll`` gave; all must be taken. Raises ComparisonFailed."""
        while True:
            if not self._worker.connection.poll(PIECE_LIMIT):
                raise ComparisonFailed("the comparison did not come to an end")
            piece = self._receive()
            if isinstance(piece, End):
                return
            yield from piece

    def _receive(self) -> Any:
        try:
            answer = self._worker.receive()
        except WorkerDied as death:
            raise ComparisonFailed(f"the comparison died ({death})") from death
        if isinstance(answer, DamagedLibraryError):
            raise answer
        if isinstance(answer, ReportedlyError):
            raise ComparisonFailed(answer.message)
        if isinstance(answer, Failure):
            raise ComparisonFailed(answer.reason)
        return answer

    def close(self) -> None:
        """End the worker, whatever it is doing."""
        self._worker.end()
