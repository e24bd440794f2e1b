"""HTML by trafilatura: the article without its menus, and what the page says of itself."""

from __future__ import annotations

import re

from search_index.reading.decoding import decode, refuse_other_kinds
from search_index.reading.formats.extracted import Extracted, Source, TextBuilder, empty, not_a
from search_index.reading.formats.markup import html_blocks

_TAG = re.compile(
    r"<\s*(?:!doctype|html|head|body|title|meta|article|div|p|span|h[1-6]|a|br|table)\b", re.I
)
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
    builder = TextBuilder(source.path)
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
            for line in (found.text or "").split("\n"):
                builder.add(line)
    if not builder.length:
        for block in everything.blocks:
            builder.add(block)
        if title := everything.heading or everything.title:
            values.setdefault("title", title)
    if not builder.length:
        raise empty(source.path, "it is a page without text; its program may have written it later")
    return Extracted(builder.text(), encoding, values, places=builder.places())


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
