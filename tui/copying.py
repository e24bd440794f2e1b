"""What is copied in this run: how it is written, and what was copied so far. The screens share one."""

from __future__ import annotations

import json
from collections.abc import Mapping

from search_index.errors import SettingsError, nearest
from tui.key_settings import place

STYLES: Mapping[str, str] = {
    "plain": "one line: title, source, date, file and line",
    "markdown": "a link in Markdown; a quotation as a block",
    "footnote": "a Markdown footnote; a quotation with its mark",
    "bibtex": "an entry for BibTeX; a quotation as its annote",
    "csl-json": "an item of CSL-JSON, for Zotero and Pandoc",
}
"""Style by name, and what it is."""

_FILES = {"plain": "copied.txt", "bibtex": "copied.bib", "csl-json": "copied.json"}


def check_style(style: str) -> None:
    """Raises SettingsError, naming the nearest, for a style that does not exist."""
    if style not in STYLES:
        raise SettingsError(
            f"{place('citation')}: there is no citation style “{style}”",
            nearest(style, list(STYLES)),
        )


class Copying:
    """The style of citations now, and the texts copied, the last one last."""

    def __init__(self, style: str) -> None:
        """Raises SettingsError, as `check_style` does."""
        check_style(style)
        self.style = style
        self.copied: list[str] = []

    def note(self, text: str) -> None:
        """Remember that ``text`` was copied; what is copied again moves to the end."""
        if text in self.copied:
            self.copied.remove(text)
        self.copied.append(text)

    @property
    def file(self) -> str:
        """A name for a file of what was copied, by the style it was copied in last."""
        return _FILES.get(self.style, "copied.md")

    def together(self) -> str:
        """All that was copied, as one file: texts with a blank line between, JSON items in one list."""
        try:
            items = [json.loads(text) for text in self.copied]
        except ValueError:
            items = []
        if items and all(isinstance(item, list) for item in items):
            every = [one for item in items for one in item]
            return json.dumps(every, ensure_ascii=False, indent=2) + "\n"
        return "\n\n".join(self.copied) + "\n"
