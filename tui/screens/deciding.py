"""Where a reader knows better than the rules: a decision on the point under the cursor, written where they say.

And taken back again: what cannot be undone is not tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from tui.content import joined, squeezed
from tui.screens.standing import StandingScreen

if TYPE_CHECKING:
    from search_index.models import Claim, Fact, Point
    from search_index.overrides import Override
    from tui.deciding import Decision


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
        from tui.deciding import decisions
        from tui.dialogs.choice import ChoiceDialog

        point, claim = self.standing_point(), self.standing_claim()
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
                self._choose_point(offered[at], point, claim)
            else:
                self._ask_decision(offered[at], point, claim)

        rows = [one.row for one in offered]
        self.app.push_screen(ChoiceDialog("Decide about this point", rows, empty=""), asked)

    @work(exclusive=True, group="decide", exit_on_error=False)
    async def _choose_point(self, decision: Decision, point: Point, claim: Claim | None) -> None:
        from tui.deciding import near_points, point_row
        from tui.dialogs.choice import ChoiceDialog

        near = near_points(point, await self.worker.points())

        def chosen(at: int | None) -> None:
            if at is not None:
                self._ask_decision(decision, point, claim, near[at])

        rows = [point_row(one, self.names) for one in near]
        empty = "There is no other point of this kind."
        self.app.push_screen(ChoiceDialog("Which asks the same?", rows, empty=empty), chosen)

    @work(exclusive=True, group="decide", exit_on_error=False)
    async def _ask_decision(
        self, decision: Decision, point: Point, claim: Claim | None, other: Point | None = None
    ) -> None:
        from search_index.deciding import quoted_claim, write_decisions
        from search_index.errors import UsageError
        from tui.deciding import entries, point_row
        from tui.decisions_kept import told_apart
        from tui.dialogs.decide import DecideDialog

        concerned = [point] if other is None else [point, other]
        docs = dict.fromkeys(claim.doc for one in concerned for claim in one.claims)
        texts = {doc: (await self.worker.read(doc)).document.text for doc in docs}

        def write(said: str, file: str) -> Path:
            if not file.strip():
                raise UsageError("no file is named", "write the name of a file of overrides")
            made = entries(
                decision, said, point, claim, lambda one: quoted_claim(one, texts[one.doc]), other
            )
            path = write_decisions(Path(file.strip()), made)
            self.worker.decided.append(told_apart(made[0]))
            return path

        def written(path: str | None) -> None:
            if path is not None:
                self.decided(path, f"Written to {squeezed(path)}; u takes it back")

        what = decision.row if other is None else joined("= ", point_row(other, self.names))
        dialog = DecideDialog(
            joined((squeezed(point.label), ".title"), "\n", what),
            decision.asked,
            decision.proposed,
            self._file(),
            write,
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
