"""Lines that depend on the width there is: made anew whenever it changes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Resize

from tui.keymap import bindings
from tui.widgets.lines import LinesView


class WrappedLines(LinesView):
    """Shows what ``wrapped_to`` gives for its width."""

    BINDINGS = bindings("moving")

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Content] = ()

    def wrapped_to(self, width: int) -> Sequence[Content]:
        """All lines, of at most ``width`` cells."""
        raise NotImplementedError

    def rearrange(self) -> None:
        """Wrap for the width there is."""
        if self.width >= 4:
            self._lines = self.wrapped_to(self.width)
            self.show_lines(len(self._lines))

    def on_resize(self, event: Resize) -> None:
        """Another width."""
        self.rearrange()

    def line(self, y: int) -> Content:
        """One line."""
        return self._lines[y] if y < len(self._lines) else Content("")
