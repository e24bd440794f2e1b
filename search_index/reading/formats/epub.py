"""EPUB by the standard library: the chapters in reading order, each a place that citations name."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from search_index.errors import DocumentError
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
from search_index.reading.formats.markup import html_blocks
from search_index.reading.formats.xml_tree import XmlProblem, parse_xml

_CONTAINER = "META-INF/container.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FONTS = re.compile(rb"(?:obfuscation|mangling)", re.I)
_LONGEST_LABEL = 60


def read(source: Source) -> Extracted:
    """The text of the chapters; title, author, publisher and date of the book. Raises DocumentError."""
    archive = Archive(source.path, source.data, "EPUB")
    if _CONTAINER not in archive:
        raise not_a(source.path, "EPUB")
    if "META-INF/rights.xml" in archive or _is_locked(archive):
        raise encrypted(source.path)
    try:
        container = parse_xml(archive.read(_CONTAINER))
        book = next((e.get("full-path") for e in container.iter() if e.get("full-path")), None)
        if book is None:
            raise broken(source.path, "EPUB", "it names no book")
        package = parse_xml(archive.read(book))
    except XmlProblem as error:
        raise broken(source.path, "EPUB", str(error)) from error
    builder = TextBuilder(source.path)
    warnings: list[str] = []
    number = 0
    for member in _spine(package, posixpath.dirname(book)):
        try:
            html = archive.read(member).decode("utf-8", "replace")
        except DocumentError:
            warnings.append(f"the chapter {member} is missing or broken")
            continue
        found = html_blocks(html)
        if not found.blocks:
            continue
        number += 1
        # The title in a chapter's head is mostly the book's.
        builder.place(_label(found.heading, number))
        for block in found.blocks:
            builder.add(block)
    if not builder.length:
        raise empty(source.path, "none of its chapters holds text")
    return Extracted(
        builder.text(),
        "epub",
        _values(package),
        places=builder.places(),
        warnings=tuple(warnings[:5]),
    )


def _is_locked(archive: Archive) -> bool:
    """Whether more than fonts is encrypted."""
    member = "META-INF/encryption.xml"
    if member not in archive:
        return False
    said = archive.read(member)
    return b"EncryptionMethod" in said and not _FONTS.search(said)


def _spine(package: Element, folder: str) -> list[str]:
    """The files of the chapters, in reading order, each once."""
    files = {
        item.get("id"): item.get("href", "")
        for item in package.iter(f"{_OPF}item")
        if "html" in item.get("media-type", "")
    }
    order = [item.get("idref") for item in package.iter(f"{_OPF}itemref")]
    chapters = [files[one] for one in order if one in files]
    return list(
        dict.fromkeys(posixpath.normpath(posixpath.join(folder, unquote(c))) for c in chapters)
    )


def _label(heading: str | None, number: int) -> str:
    if not heading:
        return f"chapter {number}"
    cut = (
        heading if len(heading) <= _LONGEST_LABEL else heading[: _LONGEST_LABEL - 1].rstrip() + "…"
    )
    return f"chapter {number}, “{cut}”"


def _values(package: Element) -> dict[str, str]:
    found = {}
    for name, tag in (
        ("title", "title"),
        ("author", "creator"),
        ("publisher", "publisher"),
        ("published", "date"),
    ):
        one = next(package.iter(f"{_DC}{tag}"), None)
        if one is not None and one.text and one.text.strip():
            found[name] = " ".join(one.text.split())
    return found
