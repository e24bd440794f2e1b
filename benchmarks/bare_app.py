"""The least that Textual can show: what a first frame costs before a line of ours has run."""

from textual.app import App, ComposeResult
from textual.widgets import Static

MARK = "bare app"


class BareApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(MARK)


if __name__ == "__main__":
    BareApp().run()
