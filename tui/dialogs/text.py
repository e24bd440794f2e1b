"""A text in front of the screen, to be read and left again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from tui.content import joined, wrapped
from tui.widgets.styled import StyledDialog
from tui.widgets.wrapped_lines import WrappedLines


class TextLines(WrappedLines):
    """Paragraphs."""

    DEFAULT_CSS = "TextLines { padding: 0 1; height: auto; }"

    def __init__(self, paragraphs: Sequence[Content]) -> None:
        super().__init__()
        self._paragraphs = paragraphs

    def wrapped_to(self, width: int) -> Sequence[Content]:
        """Each paragraph wrapped."""
        return [line for part in self._paragraphs for line in wrapped(part, width)]


class TextDialog(StyledDialog):
    """The usual keys scroll and close it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,w,enter", "dismiss", "Close", show=False)
    ]
    DEFAULT_CSS = """
    TextDialog { align: center middle; }
    TextDialog TextLines { width: 92%; max-width: 96; height: 80%; border: round $border; background: $background;
        border-title-background: $background; border-subtitle-background: $background; border-subtitle-color: $foreground; }
    """

    def __init__(self, title: str, paragraphs: Sequence[Content]) -> None:
        super().__init__()
        self._title, self._paragraphs = title, paragraphs

    def compose(self) -> ComposeResult:
        """The text."""
        text = TextLines(self._paragraphs)
        text.border_title = joined(self._title)
        text.border_subtitle = joined("↑ ↓ scroll   Esc closes")
        yield text
