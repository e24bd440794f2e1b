"""Citations and quotations as they are written down: plain, Markdown, footnote, BibTeX, CSL-JSON. Pure."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from search_index.folding import fold
from search_index.references import place_at
from tui.cleaning import clean_line
from tui.content import day_text, in_quotes, squeezed
from tui.output import markdown_code, markdown_text

if TYPE_CHECKING:
    from search_index.models import Document, Part

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What a reader of the Markdown may follow: neither a script nor a file of their own.
_OF_THE_WEB = re.compile(r"https?://[^\s<>\\]+", re.IGNORECASE)
_IN_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_IN_TEX |= {sign: "\\" + sign for sign in "&%$#_{}"}

_IN_URL = {"{": "%7B", "}": "%7D", "\\": "%5C"}


class Cited(NamedTuple):
    """What is cited; a text is empty where nobody says. ``line`` counts from 1.

    ``at`` is the page, chapter, message or record, empty where the file has only lines.
    """

    title: str
    source: str
    author: str
    published: str
    url: str
    path: str
    line: int
    at: str = ""

    @property
    def place(self) -> str:
        """File and line, or file and page."""
        return f"{self.path}, {self.at}" if self.at else f"{self.path}:{self.line}"

    @property
    def key(self) -> str:
        """A name for it in a list of references: who, year, first long word of the title."""
        who = fold(self.author or self.source).split(" ")
        words = [word for word in fold(self.title).split(" ") if len(word) > 3]
        pieces = (who[-1] if self.author else "".join(who), self.published[:4], *words[:1])
        return re.sub(r"[^a-z0-9]+", "", "".join(pieces)) or f"source{self.line}"


def cited(document: Document, part: Part, offset: int) -> Cited:
    """What stands at ``offset``, in ``part`` of ``document``."""
    path = squeezed(document.path)
    source = squeezed(part.source)
    published = part.published or (document.published if part.number == 0 else None)
    return Cited(
        title=squeezed(part.title),
        # Without a publisher a part's source is the file's name, which the place says already.
        source="" if source in (path, path.rsplit("/", 1)[-1]) else source,
        author=squeezed(part.author or ""),
        published=squeezed(published or ""),
        url=squeezed(part.url or ""),
        path=path,
        line=document.text.count("\n", 0, max(offset, 0)) + 1,
        at=squeezed(place_at(document, offset) or ""),
    )


def written(
    style: str, what: Cited, plain: str, quotation: str | None = None, speaker: str = ""
) -> str:
    """The citation in ``style``, with ``quotation`` (a sentence) or None for the citation alone.

    ``plain`` is the library's own citation, which the plain style takes as it is. ``speaker`` is told behind the
    quotation: who “he” is in it, empty where it says so itself.
    """
    quoted = None if quotation is None else squeezed(quotation)
    # In square brackets, as editors add what the text itself does not say.
    who = f" [{squeezed(speaker)}]" if speaker and quoted else ""
    if style == "markdown":
        return _markdown(what, quoted, who)
    if style == "footnote":
        return _footnote(what, quoted, who)
    if style == "bibtex":
        return _bibtex(what, quoted, who)
    if style == "csl-json":
        return _csl_json(what, quoted and quoted + who)
    # What is pasted into a terminal must not be obeyed there, nor end a line.
    cited_plainly = clean_line(plain)
    return cited_plainly if quoted is None else f"{in_quotes(quoted)}{who} — {cited_plainly}"


def _markdown(what: Cited, quotation: str | None, who: str) -> str:
    title = markdown_text(what.title or what.place)
    head = f"[{title}](<{what.url}>)" if _OF_THE_WEB.fullmatch(what.url) else f"“{title}”"
    source = markdown_text(what.source)
    said = [head, markdown_text(what.author), f"*{source}*" if source else ""]
    said.append(markdown_text(day_text(what.published)) if what.published else "")
    line = f"{', '.join(filter(None, said))} ({markdown_code(what.place)})"
    return line if quotation is None else f"> {markdown_text(quotation + who)}\n>\n> — {line}"


def _footnote(what: Cited, quotation: str | None, who: str) -> str:
    said = [markdown_text(what.author or what.source)]
    said.append(f"“{markdown_text(what.title)}”" if what.title else "")
    said.append(markdown_text(what.source) if what.author else "")
    said.append(markdown_text(day_text(what.published)) if what.published else "")
    said.append(f"<{what.url}>" if _OF_THE_WEB.fullmatch(what.url) else "")
    said.append(markdown_code(what.place))
    note = f"[^{what.key}]: {', '.join(filter(None, said))}."
    if quotation is None:
        return note
    return f"{markdown_text(in_quotes(quotation) + who)}[^{what.key}]\n\n{note}"


def _tex(text: str) -> str:
    return "".join(_IN_TEX.get(character, character) for character in text)


def _bibtex(what: Cited, quotation: str | None, who: str) -> str:
    year, _, rest = what.published.partition("-")
    month = rest[:2]
    fields = {
        "title": f"{{{_tex(what.title)}}}" if what.title else "",
        "author": f"{{{_tex(what.author)}}}" if what.author else "",
        "howpublished": _tex(what.source),
        "year": year if year.isdecimal() else "",
        "url": "".join(_IN_URL.get(character, character) for character in what.url),
        "note": _tex(f"{what.path}, {what.at or f'line {what.line}'}"),
        "annote": _tex(in_quotes(quotation) + who) if quotation else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if month.isdigit() and 1 <= int(month) <= 12:
        lines.append(f"  month = {_MONTHS[int(month) - 1]},")
    return "\n".join([f"@misc{{{what.key},", *lines, "}"])


def _csl_json(what: Cited, quotation: str | None) -> str:
    numbers = [int(n) for n in what.published.split("-") if n.isdigit()]
    item: dict[str, Any] = {
        "id": what.key,
        "type": "article-newspaper" if what.source else "document",
        "title": what.title,
        "container-title": what.source,
        "author": [{"literal": what.author}] if what.author else None,
        "issued": {"date-parts": [numbers]} if numbers else None,
        "URL": what.url,
        "note": what.place,
        "annote": quotation,
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2)
