"""Sends a terminal only the cells that changed: over a slow line that is most of what can be saved.

Textual paints a widget's lines whole, in full styles: 22 kB for a cursor that moves by one line. What stands on
the terminal is remembered here, as characters and styles, and what would be painted again as it is, is left out.
"""

from __future__ import annotations

import re
from typing import Any

# What Textual's updates are made of: go to a cell, take a style, write, end a line.
_TOKEN = re.compile(
    r"\x1b\[(?P<y>\d+);(?P<x>\d+)H|\x1b\[(?P<style>[\d;]*)m|(?P<text>[^\x1b\n]+)|(?P<newline>\n)"
    r"|(?P<other>\x1b.?)",
    re.DOTALL,
)
# Characters that take one cell in every terminal: Latin, Greek, Cyrillic, typographic signs, currency, arrows,
# mathematics, boxes, blocks and bars. A text with any other is written whole: terminals differ about its width.
_ONE_CELL = re.compile(
    r"[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0530\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
    r"\u2190-\u21ff\u2200-\u22ff\u2500-\u259f\u2713\u2717\u270e]*"
)
# To go over so many cells costs as much as to write them again.
_GAP = 6
_START, _END = "\x1b[?2026h", "\x1b[?2026l"


class Cells:
    """What stands on the terminal, as far as it is known."""

    def __init__(self) -> None:
        self._characters: dict[int, list[str | None]] = {}
        self._styles: dict[int, list[str]] = {}
        self._at = self._cursor = (-1, -1)
        self._style = ""
        self._out: list[str] = []

    def forget(self) -> None:
        """Nothing is known: the terminal was resized, or somebody else has written on it."""
        self._characters.clear()
        self._styles.clear()
        self._cursor = (-1, -1)

    def changes(self, data: str) -> str:
        """What of ``data`` changes the terminal. Anything that is not painting goes through as it is."""
        if "H" not in data or "\x1b[" not in data:
            if "\x1b[2J" in data or "\x1b[?1049" in data:
                self.forget()
            return data
        tokens = list(_TOKEN.finditer(data))
        if any(token["other"] for token in tokens):
            self.forget()
            return data
        self._out, self._at, self._style = [], (-1, -1), ""
        y = x = -1
        style = ""
        for token in tokens:
            if token["y"]:
                y, x = int(token["y"]), int(token["x"])
            elif token["style"] is not None:
                style = "" if token["style"] in ("", "0") else token["style"]
            elif token["text"] and x > 0:
                x += self._paint(y, x, token["text"], style)
        if self._style:
            self._out.append("\x1b[m")
        moved = (y, x) != (self._at if self._out else self._cursor)
        self._cursor = (y, x)
        if moved:
            self._out.append(f"\x1b[{y};{x}H")
        return "".join(self._out)

    def _row(self, y: int, width: int) -> tuple[list[str | None], list[str]]:
        characters = self._characters.setdefault(y, [])
        styles = self._styles.setdefault(y, [])
        if len(characters) < width:
            styles += [""] * (width - len(characters))
            characters += [None] * (width - len(characters))
        return characters, styles

    def _paint(self, y: int, x: int, text: str, style: str) -> int:
        """Write what of ``text`` is not there yet; returns the cells it takes."""
        if not _ONE_CELL.fullmatch(text):
            return self._paint_whole(y, x, text, style)
        wanted, size = list(text), len(text)
        characters, styles = self._row(y, x + size)
        if characters[x : x + size] == wanted and styles[x : x + size] == [style] * size:
            return size
        first = last = -1
        for i, character in enumerate(wanted):
            if characters[x + i] == character and styles[x + i] == style:
                continue
            if first >= 0 and i - last > _GAP:
                self._write(y, x + first, text[first : last + 1], style)
                first = i
            first = i if first < 0 else first
            last = i
        self._write(y, x + first, text[first : last + 1], style)
        self._at = (y, x + last + 1)
        characters[x : x + size] = wanted
        styles[x : x + size] = [style] * size
        return size

    def _paint_whole(self, y: int, x: int, text: str, style: str) -> int:
        from rich.cells import cell_len

        size = cell_len(text)
        characters, styles = self._row(y, x + size)
        # The text stands in its first cell; the others are no character that could be equal to one.
        wanted: list[str | None] = [text, *[None] * (size - 1)]
        if characters[x : x + size] != wanted or styles[x : x + size] != [style] * size:
            self._write(y, x, text, style)
            # Where the terminal's cursor is now, only the terminal knows.
            self._at = (-1, -1)
            characters[x : x + size] = wanted[:size]
            styles[x : x + size] = [style] * size
        return size

    def _write(self, y: int, x: int, text: str, style: str) -> None:
        if (y, x) != self._at:
            self._out.append(f"\x1b[{y};{x}H")
        if style != self._style:
            self._out.append(f"\x1b[{'0;' if self._style and style else ''}{style}m")
            self._style = style
        self._out.append(text)
        self._at = (y, x + len(text))


def thrifty(base: type[Any], cells: Cells) -> type[Any]:
    """A driver like ``base`` that writes what ``cells`` says has changed."""

    class Thrifty(base):  # type: ignore[misc]  # which driver it is, depends on the platform
        """Leaves out what stands there already, and updates that change nothing."""

        _held = ""

        def write(self, data: str) -> None:
            """Write the changes; the mark before an update waits for something to mark."""
            if data == _START:
                self._held = data
            elif data == _END and self._held:
                self._held = ""
            elif changes := cells.changes(data):
                held, self._held = self._held, ""
                super().write(held + changes)

        def start_application_mode(self) -> None:
            """The terminal is taken."""
            cells.forget()
            super().start_application_mode()

        def resume_application_mode(self) -> None:
            """And taken again, after an editor had it."""
            cells.forget()
            super().resume_application_mode()

    return Thrifty
