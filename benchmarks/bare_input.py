"""The least that answers a key in Textual: a field that shows what was typed."""

from textual.app import App, ComposeResult
from textual.widgets import Input, Static

MARK = "bare field"


class BareInput(App[None]):
    """A line of text and a field."""

    def compose(self) -> ComposeResult:
        """Both."""
        yield Static(MARK)
        yield Input()


if __name__ == "__main__":
    BareInput().run()
