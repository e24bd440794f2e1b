"""The least that shows a long text in Textual: its log, which wraps nothing, filled when ↵ is pressed."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Log, Static

MARK = "bare text"


class BareText(App[None]):
    """A line and a log."""

    BINDINGS = [("enter", "fill", "Fill")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """Both."""
        yield Static(MARK)
        yield Log(auto_scroll=False)

    def action_fill(self) -> None:
        """Read the file named and show it."""
        log = self.query_one(Log)
        log.write(Path(sys.argv[1]).read_text("utf-8"))
        log.focus()


if __name__ == "__main__":
    BareText().run()
