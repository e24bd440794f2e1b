"""HTML by trafilatura: the article without its menus, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from search_index.reading.decoding import decode, refuse_other_kinds
from search_index.reading.formats.extracted import Extracted, Source, TextBuilder, empty, not_a
from search_index.reading.formats.markup import html_blocks

_TAG = re.compile(
    r"<\s*(?:!doctype|html|head|body|title|meta|article|div|p|span|h[1-6]|a|br|table)\b", re.I
)
_SPACE = re.compile(r"\s+")
# Elements of the tree that trafilatura makes of a page.
_APART = frozenset(
    {"p", "head", "list", "item", "quote", "table", "row", "cell", "div", "main", "body"}
)
_AROUND = frozenset({"main", "body", "div"})
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})""", re.I)

# Characters. In a page as short as a note no article stands out, and trafilatura cuts its lines to pieces.
_SHORT = 500


def read(source: Source) -> Extracted:
    """The article's text, title, author, date, site and address; all text where no article is found.

    Raises DocumentError.
    """
    import trafilatura

    refuse_other_kinds(source.data, source.path)
    html, encoding = _decoded(source)
    if not _TAG.search(html):
        raise not_a(source.path, "HTML")
    everything = html_blocks(html)
    found = trafilatura.bare_extraction(
        html,
        include_comments=False,
        favor_recall=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    builder = TextBuilder(source.path, numbered=True)
    values: dict[str, str] = {}
    if found is not None and not isinstance(found, dict):
        said = {
            "title": found.title,
            "author": found.author,
            "published": found.date,
            "publisher": found.sitename,
            "url": found.url,
        }
        values = {name: value for name, value in said.items() if value}
        if sum(map(len, everything.blocks)) >= _SHORT:
            for block in _blocks(found.body):
                builder.add(block)
    if not builder.length:
        for block in everything.blocks:
            builder.add(block)
        if title := everything.heading or everything.title:
            values.setdefault("title", title)
    if not builder.length:
        raise empty(source.path, "it is a page without text; its program may have written it later")
    return Extracted(builder.text(), encoding, values, places=builder.places())


def _blocks(body: Any) -> Iterator[str]:
    """The paragraphs, headings, items and cells of trafilatura's tree; line ends of the source are blanks."""
    pieces: list[str] = []
    for event, element in _walk(body):
        if _stands_apart(element) and pieces:
            yield "".join(pieces)
            pieces.clear()
        if event == "end":
            pieces.append(_SPACE.sub(" ", element.tail or ""))
        elif element.tag == "lb":
            pieces.append("\n")
        elif element.tag == "code":
            pieces.append(element.text or "")  # its lines mean something
        else:
            pieces.append(_SPACE.sub(" ", element.text or ""))
    yield "".join(pieces)


def _stands_apart(element: Any) -> bool:
    if element.tag != "code":
        return element.tag in _APART
    # A name within a sentence is code as well.
    return element.getparent() is None or element.getparent().tag in _AROUND


def _walk(body: Any) -> Iterator[tuple[str, Any]]:
    from lxml.etree import iterwalk

    return iter(iterwalk(body, events=("start", "end")))


def _decoded(source: Source) -> tuple[str, str]:
    named = _CHARSET.search(source.data[:4096])
    if named:
        name = named[1].decode("ascii", "replace").lower()
        try:
            # A page that says Latin-1 means its superset, as browsers read it.
            name = "cp1252" if name in ("iso-8859-1", "latin-1", "ascii", "us-ascii") else name
            return source.data.decode(name).replace("\r\n", "\n"), name
        except (LookupError, UnicodeError):
            pass
    return decode(source.data, source.path)
