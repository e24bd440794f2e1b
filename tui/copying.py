"""What is copied in this run: how it is written, and what was copied so far. The screens share one."""

from __future__ import annotations

from search_index.errors import SettingsError, nearest
from tui.citations import STYLES


class Copying:
    """The style of citations now, and the texts copied, the last one last."""

    def __init__(self, style: str) -> None:
        """Raises SettingsError, naming the nearest, for a style that does not exist."""
        if style not in STYLES:
            raise SettingsError(
                f"settings.yaml: there is no citation style “{style}”", nearest(style, list(STYLES))
            )
        self.style = style
        self.copied: list[str] = []

    def note(self, text: str) -> None:
        """Remember that ``text`` was copied; what is copied again moves to the end."""
        if text in self.copied:
            self.copied.remove(text)
        self.copied.append(text)
