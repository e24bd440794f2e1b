"""Word (.docx): every paragraph that is shown, also those in tables, text boxes, notes and tracked insertions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from search_index.reading.formats.archive import Archive
from search_index.reading.formats.extracted import (
    Extracted,
    Source,
    TextBuilder,
    broken,
    empty,
    not_a,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted and moved text is no longer said; a text box repeats what its alternative says.
_UNSAID = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", _FALLBACK})
_NOTES = ("footnotes", "endnotes")


def read(source: Source) -> Extracted:
    """The text of the body and its notes; title and author from the properties. Raises DocumentError."""
    import io

    from docx import Document

    archive = Archive(source.path, source.data, "Word")
    if "word/document.xml" not in archive and "[Content_Types].xml" not in archive:
        raise not_a(source.path, "Word")
    try:
        word = Document(io.BytesIO(source.data))
        said = word.core_properties
        values = {"title": said.title, "author": said.author}
        roots = [word.element.body, *_notes(word.part)]
    except Exception as error:
        # python-docx fails in many ways; a file of Excel, for one, is a ValueError here.
        raise broken(source.path, "Word", str(error).strip("'\"") or "it is incomplete") from error
    builder = TextBuilder(source.path, numbered=True)
    for root in roots:
        for paragraph in root.iter(f"{_W}p"):
            if not any(above.tag in _UNSAID for above in paragraph.iterancestors()):
                builder.add("".join(_pieces(paragraph)))
    if not builder.length:
        raise empty(source.path)
    return Extracted(
        builder.text(), "docx", {k: v for k, v in values.items() if v}, places=builder.places()
    )


def _notes(part: Any) -> Iterator[Any]:
    from docx.oxml import parse_xml

    for relation in part.rels.values():
        if relation.reltype.rsplit("/", 1)[-1] in _NOTES and not relation.is_external:
            yield parse_xml(relation.target_part.blob)


def _pieces(paragraph: Any) -> Iterator[str]:
    """The text of one paragraph without that of paragraphs within it (text boxes), in order."""
    pending = [iter(paragraph)]
    while pending:
        child = next(pending[-1], None)
        if child is None:
            pending.pop()
        elif child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}ptab"):
            yield "\t"
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag != f"{_W}p" and child.tag not in _UNSAID:
            pending.append(iter(child))
