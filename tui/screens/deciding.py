"""Where a reader knows better than the rules: a decision on the point under the cursor, written where they say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from tui.content import joined, squeezed
from tui.screens.standing import StandingScreen

if TYPE_CHECKING:
    from search_index.models import Claim, Fact


class DecidingScreen(StandingScreen):
    """A screen with a point under its cursor."""

    def standing_claim(self) -> Claim | None:
        """The claim the cursor is on, where it is on one."""
        raise NotImplementedError

    def decided(self, path: str) -> None:
        """A decision was written to the file ``path``: it is to be obeyed."""
        raise NotImplementedError

    @work(exclusive=True, group="decide", exit_on_error=False)
    async def action_decide(self) -> None:
        """d"""
        from search_index.deciding import quoted_claim, write_decisions
        from search_index.errors import UsageError
        from tui.deciding import decisions, entries
        from tui.dialogs.choice import ChoiceDialog
        from tui.dialogs.decide import DecideDialog

        point, claim = self.standing_point(), self.standing_claim()
        if point is None:
            self.say("Nothing is compared here; ] goes to the next fact others speak of")
            return
        texts: dict[str, str] = {}
        facts: list[Fact] = []
        for doc in dict.fromkeys(claim.doc for claim in point.claims):
            reading = await self.worker.read(doc)
            texts[doc] = reading.document.text
            facts += reading.facts
        offered = decisions(point, claim, facts)

        def write(at: int, said: str, file: str) -> Path:
            if not file.strip():
                raise UsageError("no file is named", "write the name of a file of overrides")
            made = entries(
                offered[at], said, point, claim, lambda one: quoted_claim(one, texts[one.doc])
            )
            return write_decisions(Path(file.strip()), made)

        def asked(at: int | None) -> None:
            if at is None:
                return
            chosen = offered[at]
            dialog = DecideDialog(
                joined((squeezed(point.label), ".title"), "\n", chosen.row),
                chosen.asked,
                chosen.proposed,
                self._file(),
                lambda said, file: write(at, said, file),
            )
            self.app.push_screen(dialog, written)

        def written(path: str | None) -> None:
            if path is not None:
                self.decided(path)

        rows = [one.row for one in offered]
        self.app.push_screen(ChoiceDialog("Decide about this point", rows, empty=""), asked)

    def _file(self) -> str:
        """The file named last; else one in the home folder, never one in the corpus."""
        if self.worker.decisions is not None:
            return self.worker.decisions
        corpus = self.worker.corpus
        name = corpus.name if corpus is not None else "reportedly"
        return f"~/{squeezed(name)}-overrides.yaml"
