"""PDF by PDFium: page by page, lines joined to paragraphs, running heads and page numbers left out."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from typing import Any

from search_index.errors import DocumentError
from search_index.reading.formats.extracted import (
    Extracted,
    Source,
    TextBuilder,
    broken,
    empty,
    encrypted,
    not_a,
    too_large,
)

# PDFium takes 10,000 empty pages in a second; a million would take two minutes and hold nothing.
_MOST_PAGES = 20_000
# A head or foot is one that stands on so many pages; on fewer, it may be a refrain.
_RUNNING = 3
_NUMBER = re.compile(
    r"(?:page\s+)?[-–—]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?", re.I
)
_TOOLS = re.compile(
    r"\.(?:docx?|indd|pdf|rtf|odt|qxd|tmp|pptx?|xlsx?)$|^(?:untitled|microsoft word)\b", re.I
)
_SENTENCE_END = re.compile(r"[.!?:;]['\"”’)\]]*$")
_BULLET = re.compile(r"[•▪‣◦·●■–—]\s")
_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad]$")


def read(source: Source) -> Extracted:
    """The text of every page. Raises DocumentError for what is encrypted, broken, or pictures only."""
    import pypdfium2

    if b"%PDF" not in source.data[:1024]:
        raise not_a(source.path, "PDF")
    try:
        pdf = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        # PDFium takes some files without pages for locked ones.
        asks = "password" in str(error).lower() or "security" in str(error).lower()
        if asks and b"/Encrypt" in source.data:
            raise encrypted(source.path) from error
        raise broken(source.path, "PDF", _why(error)) from error
    try:
        if len(pdf) > _MOST_PAGES:
            raise too_large(source.path)
        pages, unread = _pages(pdf, pypdfium2.PdfiumError)
        said = pdf.get_metadata_dict(skip_empty=True)
    finally:
        pdf.close()
    builder = TextBuilder(source.path)
    running = _running(pages)
    for number, lines in enumerate(pages, start=1):
        builder.place(f"page {number}")
        blocks = _paragraphs([line for line in lines if _core(line) not in running])
        for at, block in enumerate(blocks):
            # A sentence in small letters at the top of a page began on the one before.
            goes_on = at == 0 and block[:1].islower() and not _SENTENCE_END.search(builder.ends())
            builder.add(block, goes_on=goes_on)
    if not builder.length:
        raise _pictures(source.path, len(pages), len(unread))
    warnings = [f"page {number} could not be read" for number in unread[:5]]
    return Extracted(
        builder.text(),
        "pdf",
        _values(said),
        places=builder.places(),
        warnings=tuple(warnings),
    )


def _pages(pdf: Any, failure: type[Exception]) -> tuple[list[list[str]], list[int]]:
    """The lines of each page, and the numbers of those that are broken."""
    pages: list[list[str]] = []
    unread: list[int] = []
    for at in range(len(pdf)):
        text = ""
        try:
            page = pdf[at]
            try:
                text = _page_text(page)
            finally:
                page.close()
        except (failure, ValueError, UnicodeError, ctypes.ArgumentError):
            unread.append(at + 1)
        # PDFium writes U+FFFE for a hyphen at the end of a line whose word goes on.
        text = re.sub("[\ufffe\x02][\r\n]*", "", text)
        pages.append([" ".join(line.split()) for line in text.splitlines()])
    return pages, unread


def _page_text(page: Any) -> str:
    found = page.get_textpage()
    try:
        text: str = found.get_text_range(errors="replace") if found.count_chars() else ""
    finally:
        found.close()
    return text


def _core(line: str) -> str:
    """A line without what changes from page to page; “” for a page's number alone."""
    return "" if not line or _NUMBER.fullmatch(line) else re.sub(r"\d+", "#", line)


def _running(pages: list[list[str]]) -> frozenset[str]:
    """Heads and feet that come again on many pages; “” is among them, since it stands for page numbers."""
    seen: Counter[str] = Counter()
    for lines in pages:
        full = [line for line in lines if line]
        seen.update({_core(line) for line in (*full[:2], *full[-2:]) if len(line) <= 120})
    most = max(_RUNNING, len(pages) // 3)
    return frozenset({core for core, n in seen.items() if n >= most}) | {""}


def _paragraphs(lines: list[str]) -> list[str]:
    """Lines as the page is wide, joined where a sentence runs on; words cut at a line's end made whole."""
    width = sorted(map(len, lines))[len(lines) * 3 // 4] if lines else 0
    blocks: list[str] = []
    last = ""
    for line in lines:
        # A line that stops well before the margin ends its paragraph, as does a full stop near it.
        runs_on = last and (
            len(last) >= 0.85 * width
            or (len(last) >= 0.6 * width and not _SENTENCE_END.search(last))
        )
        if not runs_on or _BULLET.match(line):
            blocks.append(line)
        elif _HYPHEN.search(blocks[-1]) and line[:1].islower():
            blocks[-1] = blocks[-1][:-1] + line
        else:
            blocks[-1] += " " + line
        last = line
    return blocks


def _values(said: dict[str, str]) -> dict[str, str]:
    """Title and author; the day a file was made is not the day its text was published."""
    title, author = said.get("Title", "").strip(), said.get("Author", "").strip()
    found = {}
    if len(title.split()) > 1 and not _TOOLS.search(title):
        found["title"] = title
    if author and "@" not in author and len(author.split()) > 1:
        found["author"] = author
    return found


def _pictures(path: str, pages: int, unread: int) -> DocumentError:
    if pages and unread == pages:
        return broken(path, "PDF", "none of its pages can be read")
    if not pages:
        return empty(path, "it has no pages")
    many = "1 page" if pages == 1 else f"{pages:,} pages"
    return DocumentError(
        f"{path} holds no text on its {many}: it may be a scan",
        "recognise its text first (for example with ocrmypdf)",
    )


def _why(error: Exception) -> str:
    found = re.search(r"\(PDFium: (.*?)\.?\)", str(error))
    return found[1].lower() if found else str(error)
