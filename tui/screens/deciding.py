"""Where a reader knows better than the rules: a decision on the point under the cursor, written where they say.

And taken back again: what cannot be undone is not tried.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from search_index.errors import ReportedlyError
from tui.content import in_quotes, joined, squeezed
from tui.screens.standing import StandingScreen

if TYPE_CHECKING:
    from search_index.models import Claim, Fact, Point
    from search_index.overrides import Override
    from tui.deciding import Decision

# Seconds that a list of what came near waits for it: the first explanation reads all facts there are.
_PATIENCE = 3.0
# Seconds after which a reader wonders whether the key was heard.
_AT_ONCE = 0.3


class DecidingScreen(StandingScreen):
    """A screen with a point under its cursor."""

    def standing_claim(self) -> Claim | None:
        """The claim the cursor is on, where it is on one."""
        raise NotImplementedError

    def decided(self, path: str, said: str) -> None:
        """Decisions in the file ``path`` have changed, which ``said`` tells: they are to be obeyed."""
        raise NotImplementedError

    @work(exclusive=True, group="decide", exit_on_error=False)
    async def action_decide(self) -> None:
        """d"""
        from search_index.explanation import UNMATCHED, claim_of_fact, lone_point
        from tui.deciding import decisions
        from tui.dialogs.choice import ChoiceDialog

        point, claim, alone = self.standing_point(), self.standing_claim(), self.standing_fact()
        if point is None and alone is not None:
            claim = claim_of_fact(alone)
            point = lone_point(claim)
        if point is None:
            self.say(self.nothing_compared())
            return
        facts: list[Fact] = []
        for doc in dict.fromkeys(claim.doc for claim in point.claims):
            facts += (await self.worker.read(doc)).facts
        offered = decisions(point, claim, facts)

        def asked(at: int | None) -> None:
            if at is None:
                return
            if offered[at].key == "same_point":
                self._choose_point(offered[at], point, claim, alone)
            else:
                self._ask_decision(offered[at], point, claim, facts=facts)

        rows = [one.row for one in offered]
        what = "this point" if point.rule != UNMATCHED else in_quotes(squeezed(point.label))
        self.app.push_screen(ChoiceDialog(f"Decide about {what}", rows, empty=""), asked)

    @work(exclusive=True, group="decide", exit_on_error=False)
    async def _choose_point(
        self, decision: Decision, point: Point, claim: Claim | None, alone: Fact | None
    ) -> None:
        from tui.deciding import came_near, near_points, point_row, together
        from tui.dialogs.choice import ChoiceDialog

        asked = asyncio.ensure_future(
            self.worker.explain_alone(alone) if alone else self.worker.explain(point.id)
        )
        points = await self.worker.points()
        if not (await asyncio.wait({asked}, timeout=_AT_ONCE))[0]:
            self.say("Looking for what came near …")
        try:
            tried = came_near(await asyncio.wait_for(asked, _PATIENCE), points)
        except (TimeoutError, ReportedlyError):
            tried = []  # points are listed all the same
        near = together(tried, near_points(point, points))

        def chosen(at: int | None) -> None:
            if at is not None:
                self._ask_decision(decision, point, claim, near[at])

        rows = [point_row(one, self.names) for one in near]
        empty = "There is nothing else of this kind in another source."
        self.app.push_screen(ChoiceDialog("Which asks the same?", rows, empty=empty), chosen)

    @work(exclusive=True, group="decide", exit_on_error=False)
    async def _ask_decision(
        self,
        decision: Decision,
        point: Point,
        claim: Claim | None,
        other: Point | None = None,
        facts: Sequence[Fact] = (),
    ) -> None:
        from search_index.deciding import quoted_claim, write_decisions
        from search_index.errors import UsageError
        from tui.deciding import doubt, entries, point_row
        from tui.decisions_kept import told_apart
        from tui.dialogs.decide import DecideDialog

        concerned = [point] if other is None else [point, other]
        docs = dict.fromkeys(claim.doc for one in concerned for claim in one.claims)
        texts = {doc: (await self.worker.read(doc)).document.text for doc in docs}

        before = await self.worker.points_of(docs)

        def made_of(said: str) -> list[Override]:
            return entries(
                decision, said, point, claim, lambda one: quoted_claim(one, texts[one.doc]), other
            )

        def doubted(said: str) -> str:
            try:
                return doubt(made_of(said), facts) if decision.asked else ""
            except UsageError:
                return ""  # told when it is to be written

        def write(said: str, file: str) -> Path:
            if not file.strip():
                raise UsageError("no file is named", "write the name of a file of overrides")
            made = made_of(said)
            path = write_decisions(Path(file.strip()), made)
            self.worker.decided.append(told_apart(made[0]))
            return path

        def written(path: str | None) -> None:
            if path is not None:
                self.worker.before = before
                self.decided(path, f"Written to {squeezed(path)}; u takes it back")

        what = (
            decision.row
            if other is None
            else joined("The same question as\n", point_row(other, self.names))
        )
        dialog = DecideDialog(
            joined((squeezed(point.label), ".title"), "\n", what),
            decision.asked,
            decision.proposed,
            self._file(),
            write,
            doubted,
        )
        self.app.push_screen(dialog, written)

    def _file(self) -> str:
        """The file named last; else one in the home folder, never one in the corpus."""
        if self.worker.decisions is not None:
            return self.worker.decisions
        corpus = self.worker.corpus
        name = corpus.name if corpus is not None else "reportedly"
        return f"~/{squeezed(name)}-overrides.yaml"

    @work(exclusive=True, group="decide", exit_on_error=False)
    async def action_take_back(self) -> None:
        """u"""
        from search_index.deciding import kept_decisions
        from tui.decisions_kept import decision_row, made_together, named_file
        from tui.dialogs.choice import ChoiceDialog

        named = self.worker.decisions or await self.worker.kept(named_file)
        if named is None:
            self.say("Nothing was decided yet; d decides about a point")
            return
        file = Path(named)
        entries = await self.worker.kept(lambda folder: kept_decisions(file))
        groups = made_together(entries, self.worker.decided)

        def chosen(at: int | None) -> None:
            if at is not None:
                self._take_back(file, groups[at])

        rows = [decision_row(group, self.names) for group in groups]
        empty = f"Nothing is decided in {squeezed(named)}."
        dialog = ChoiceDialog("Take a decision back", rows, empty=empty, does="takes it back")
        self.app.push_screen(dialog, chosen)

    @work(exclusive=True, group="decide", exit_on_error=False)
    async def _take_back(self, file: Path, entries: Sequence[Override]) -> None:
        from search_index.deciding import take_back

        path = await self.worker.kept(lambda folder: take_back(file, entries))
        self.decided(str(path), f"Taken out of {squeezed(str(path))}")
