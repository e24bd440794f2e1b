"""One file as a Document: decoded, described, cut into parts, its repeats found."""

from __future__ import annotations

import hashlib
from pathlib import Path

from search_index.models import Document, Part
from search_index.reading.corpus_file import CorpusFile
from search_index.reading.decoding import decode
from search_index.reading.files import base_folder, read_bytes
from search_index.reading.headers import read_header
from search_index.reading.lines import folded
from search_index.reading.parts import cut_page
from search_index.reading.repeats import find_repeats
from search_index.reading.titles import first_line, title_from


def read_document(corpus: Path, path: str, corpus_file: CorpusFile) -> Document:
    """The document at ``path`` (as ``list_files`` gives it) of ``corpus``.

    Title, publisher, date, author and URL come from the document's entry in ``corpus_file``, else
    its front matter, else its header lines, else the corpus-wide defaults; a title nobody gives is
    the first line. Raises DocumentError with a way out for a file that cannot be read as text.
    """
    data = read_bytes(base_folder(corpus), path)
    text, encoding = decode(data, path)
    header = read_header(text)
    cut = cut_page(text, header.end, frozenset(map(folded, corpus_file.rules.words("furniture"))))
    entry = corpus_file.entry(path)

    def said(name: str) -> str | None:
        own: str | None = getattr(entry, name) or header.values.get(name)
        default: str | None = getattr(corpus_file.defaults, name)
        return own or default

    name = path.rsplit("/", 1)[-1]
    line = first_line(text, cut.main.start, cut.main.end) or first_line(text)
    title = said("title")
    title = title_from(line) if title is None else " ".join(title.split())
    main = Part(
        number=0,
        start=cut.main.start,
        end=_last_word(text, cut.main.start, cut.main.end),
        title=title or name,
        source=said("publisher") or name,
        published=said("published"),
        author=said("author"),
        url=said("url"),
    )
    others = (
        Part(
            number=number,
            start=article.start,
            end=_last_word(text, article.start, article.end),
            title=title_from(article.title),
            source=article.publisher or name,
            published=article.published,
        )
        for number, article in enumerate(cut.others, start=1)
    )
    return Document(
        path=path,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        title=main.title,
        source=main.source,
        parts=(main, *others),
        published=main.published,
        author=main.author,
        url=main.url,
        encoding=encoding,
        furniture=cut.furniture,
        repeats=find_repeats(text, cut.furniture),
        aliases=corpus_file.aliases(path),
    )


def _last_word(text: str, start: int, end: int) -> int:
    """Where the stretch ends without the blank lines that follow it."""
    return start + len(text[start:end].rstrip())
