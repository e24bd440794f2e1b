"""Steps from one thing to the next: matches across documents, facts, the comparisons of a fact."""

from __future__ import annotations

from tui.screens.asking import AskingScreen


class SteppingScreen(AskingScreen):
    """`n N`, `] [`, `} {` and `> <`."""

    def action_next_match(self) -> None:
        """n"""
        self._step_match(True)

    def action_previous_match(self) -> None:
        """N"""
        self._step_match(False)

    def _step_match(self, forward: bool) -> None:
        if self.document.finding:
            self.document.step_found(forward)
            return
        view, reading = self.document.view, self.reading
        found = self.matches and self.matches.step(
            reading.document.path if reading else None, view.offset_here, view.match, forward
        )
        if not found:
            self.say("No search to go through: / begins one")
            return
        self.open(found.doc, found.span, focus=self.at != "document")

    def action_next_fact(self) -> None:
        """]"""
        self._step_fact(True)

    def action_previous_fact(self) -> None:
        """["""
        self._step_fact(False)

    def action_next_any_fact(self) -> None:
        """}"""
        self._step_fact(True, every=True)

    def action_previous_any_fact(self) -> None:
        """{"""
        self._step_fact(False, every=True)

    def _step_fact(self, forward: bool, every: bool = False) -> None:
        reading = self.reading
        if reading is None:
            self.say("No document is open")
            return
        if not every and not reading.stops and reading.any_stops:
            every = True
        view = self.document.view
        if view.step_mark(forward, every=every):
            return
        if view.go_round(forward, every=every):
            self.say("Round to the first" if forward else "Round to the last")
        else:
            points = "" if every else " that others speak of; m has all points"
            self.say(f"No fact here{points}")

    def action_next_point(self) -> None:
        """>"""
        self._step_point(True)

    def action_previous_point(self) -> None:
        """<"""
        self._step_point(False)

    def _step_point(self, forward: bool) -> None:
        if not self.comparison.step_point(forward):
            self.say("No other comparison of this fact")
