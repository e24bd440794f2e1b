"""OpenDocument text (.odt) by the standard library: headings, paragraphs, lists and cells in order."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from search_index.reading.formats.archive import Archive
from search_index.reading.formats.extracted import (
    Extracted,
    Source,
    TextBuilder,
    broken,
    empty,
    encrypted,
    not_a,
)
from search_index.reading.formats.xml_tree import XmlProblem, parse_xml

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_BLOCKS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_UNSAID = frozenset({f"{_OFFICE}annotation", f"{_TEXT}tracked-changes"})
# `text:s text:c="1000000000"` would be a gigabyte of blanks.
_MOST_BLANKS = 100


def read(source: Source) -> Extracted:
    """The text of the document; title and author from its properties. Raises DocumentError."""
    archive = Archive(source.path, source.data, "OpenDocument")
    if "content.xml" not in archive:
        raise not_a(source.path, "OpenDocument")
    manifest = "META-INF/manifest.xml"
    if manifest in archive and b"encryption-data" in archive.read(manifest):
        raise encrypted(source.path)
    try:
        body = parse_xml(archive.read("content.xml")).find(f"{_OFFICE}body")
        values = _values(parse_xml(archive.read("meta.xml"))) if "meta.xml" in archive else {}
    except XmlProblem as error:
        raise broken(source.path, "OpenDocument", str(error)) from error
    builder = TextBuilder(source.path, numbered=True)
    for block in _blocks(body) if body is not None else ():
        builder.add("".join(_pieces(block)))
    if not builder.length:
        raise empty(source.path)
    return Extracted(builder.text(), "odt", values, places=builder.places())


def _blocks(element: Element) -> Iterator[Element]:
    """Paragraphs and headings; those within one (notes, text boxes) follow it."""
    for child in element:
        if child.tag in _UNSAID:
            continue
        if child.tag in _BLOCKS:
            yield child
        yield from _blocks(child)


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            yield " " * (min(int(count), _MOST_BLANKS) if count.isdecimal() else 1)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag not in _BLOCKS and child.tag not in _UNSAID:
            yield from _pieces(child)
        yield child.tail or ""


def _values(meta: Element) -> dict[str, str]:
    found = {
        "title": next(meta.iter(f"{_DC}title"), None),
        "author": next(meta.iter(f"{_META}initial-creator"), None),
    }
    return {name: one.text for name, one in found.items() if one is not None and one.text}
