"""Points and facts explained in a process of its own, which holds all facts of a library once it was asked.

The first answer waits until they are read and weighed; the process stays for the next.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from search_index.comparing import Material, resolved
from search_index.errors import LibraryError, ReportedlyError
from search_index.explanation import Explanation
from search_index.models import Fact, Point
from search_index.processes import Failure, WorkerDied, WorkerProcess, uncollected
from search_index.rules import installed_rules
from search_index.store import Store

if TYPE_CHECKING:
    from search_index.comparison.explain import Ground

EXPLAINER = "search_index.explaining:Explaining"
# Seconds for all facts of 20,000 documents to be read and weighed.
EXPLAINING_LIMIT = 300.0
_TRY_AGAIN = "`reportedly index` compares once more; then ask again"


# In the worker ------------------------------------------------------------------------------


class Explaining:
    """What a worker runs to explain points and facts of one library; facts once read are weighed once."""

    def __init__(self) -> None:
        self._rules = installed_rules()
        self._material: Material | None = None
        self._ground: tuple[str, Ground] | None = None

    def __call__(self, asked: tuple[Path, Point | Fact]) -> Explanation:
        """The explanation of a point of the library in a folder, or of a fact in none. Raises UsageError where its claims
        are gone."""
        folder, wanted = asked
        if self._material is None:
            self._material = Material(Store(folder))
        ground = self._ground_of(self._material)
        return ground.explain(wanted) if isinstance(wanted, Point) else ground.explain_alone(wanted)

    def _ground_of(self, material: Material) -> Ground:
        from search_index.comparison.explain import Ground

        with uncollected():
            state = material.look(self._rules.comparison_version)
            if self._ground is None or self._ground[0] != state:
                documents, _, renamed = resolved(material, self._rules, lambda unmet: None)
                self._ground = state, Ground(documents, renamed, material.overrides)
        return self._ground[1]


# In the parent ------------------------------------------------------------------------------


class ExplainerProcess:
    """A worker that explains points and facts of one library, one after the other, until it is closed."""

    def __init__(self, folder: Path, *, explainer: str = EXPLAINER) -> None:
        self._folder = folder
        self._worker = WorkerProcess(explainer)

    def explain(self, wanted: Point | Fact, limit: float = EXPLAINING_LIMIT) -> Explanation:
        """Why a point is as it is, or a fact in none; waits up to ``limit`` seconds.

        Raises LibraryError where no answer comes, after which only ``close`` may be called; UsageError where its
        claims are gone, or are none.
        """
        self._worker.send((self._folder, wanted))
        deadline = time.monotonic() + limit
        answer = None
        while answer is None:
            if not self._worker.connection.poll(max(0.0, deadline - time.monotonic())):
                raise LibraryError("the explanation did not come to an end", _TRY_AGAIN)
            try:
                # The first word of a worker is that it is ready: None.
                answer = self._worker.receive()
            except WorkerDied as death:
                raise LibraryError(f"the explanation died ({death})", _TRY_AGAIN) from death
        if isinstance(answer, ReportedlyError):
            raise answer
        if isinstance(answer, Failure):
            raise LibraryError(f"no explanation was found: {answer.reason}", _TRY_AGAIN)
        assert isinstance(answer, Explanation)
        return answer

    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._worker.alive()

    def close(self) -> None:
        """End the worker, whatever it is doing."""
        self._worker.end()


class Explainer:
    """Explains points and facts of the library in a folder, in a process that starts with the first question."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._asking = threading.Lock()
        self._process: ExplainerProcess | None = None

    def explain(self, wanted: Point | Fact) -> Explanation:
        """Why a point is as it is, or a fact in none. Safe to call from any thread, one question at a time.

        Raises as ExplainerProcess does; the next question then finds a new process.
        """
        with self._asking:
            if self._process is None or not self._process.alive():
                self.close()
                self._process = ExplainerProcess(self._folder)
            try:
                return self._process.explain(wanted)
            except LibraryError:
                self.close()
                raise

    def close(self) -> None:
        """End the process, if there is one: whoever waits for its answer is told that it died."""
        if self._process is not None:
            self._process.close()
            self._process = None
