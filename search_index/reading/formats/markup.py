"""HTML as plain text, all of it: for chapters and mails, which have no menus around them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

_APART = frozenset(
    (
        *("address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary"),
        *("table", "td", "th", "tr", "ul"),
    )
)
_SILENT = frozenset({"script", "style", "template", "noscript", "head", "svg", "math"})
_HEADINGS = frozenset({"h1", "h2", "h3"})


class Markup(NamedTuple):
    """Paragraphs, headings and cells in order; the first heading; the title in the head."""

    blocks: list[str]
    heading: str | None
    title: str | None


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.heading: str | None = None
        self.title: str | None = None
        self._pieces: list[str] = []
        self._silent = 0
        self._in_title = False
        self._in_heading = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "title":
            self._in_title = True
        elif tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._pieces.append("\n")
        elif tag in _APART:
            self.flush()
            self._in_heading = tag in _HEADINGS

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag == "br":
            self._pieces.append("\n")
        elif tag in _APART:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _APART:
            self.flush()

    def handle_data(self, data: str) -> None:
        if self._in_title and not self.blocks:
            self.title = (self.title or "") + data
        elif not self._silent:
            # Line ends of the source are blanks; only <br> ends a line.
            self._pieces.append(re.sub(r"\s+", " ", data))

    def flush(self) -> None:
        """End the block that is under way."""
        lines = [" ".join(line.split()) for line in "".join(self._pieces).split("\n")]
        self._pieces.clear()
        block = "\n".join(line for line in lines if line)
        if block:
            if self._in_heading and self.heading is None:
                self.heading = " ".join(block.split())
            self.blocks.append(block)
        self._in_heading = False


def html_blocks(html: str) -> Markup:
    """All text of ``html``; blanks count as a browser counts them."""
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    parser.flush()
    title = " ".join(parser.title.split()) if parser.title else None
    return Markup(parser.blocks, parser.heading, title or None)
