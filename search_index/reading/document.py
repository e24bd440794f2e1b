"""One file as a Document: its text taken out, described, cut into parts, its repeats found."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from search_index.models import Document, Part, Span
from search_index.reading.corpus_file import CorpusFile, Entry
from search_index.reading.dates import written_date
from search_index.reading.decoding import decode
from search_index.reading.files import base_folder, read_bytes
from search_index.reading.formats import extract, is_plain
from search_index.reading.formats.extracted import Extracted, Source
from search_index.reading.headers import read_header
from search_index.reading.lines import folded
from search_index.reading.parts import cut_page
from search_index.reading.repeats import find_repeats
from search_index.reading.titles import first_line, title_from

Extract = Callable[[Source], Extracted]


def read_document(
    corpus: Path, path: str, corpus_file: CorpusFile, extractor: Extract = extract
) -> Document:
    """The document at ``path`` (as ``list_files`` gives it) of ``corpus``.

    Title, publisher, date, author and URL come from the document's entry in ``corpus_file``, else
    its front matter, else its header lines, else what its format says, else the corpus-wide defaults; a
    title nobody gives is the first line. ``extractor`` takes the text out of whatever is not plain text.
    Raises DocumentError with a way out for a file that cannot be read.
    """
    data = read_bytes(base_folder(corpus), path)
    if is_plain(path):
        found = Extracted(*decode(data, path))
    else:
        found = extractor(Source(path, data, corpus_file.columns(path)))
    digest = hashlib.sha256(data).hexdigest()
    if found.articles:
        return _collection(path, digest, found, corpus_file)
    return _single(path, digest, found, corpus_file)


def _single(path: str, digest: str, found: Extracted, corpus_file: CorpusFile) -> Document:
    text = found.text
    header = read_header(text)
    cut = cut_page(text, header.end, frozenset(map(folded, corpus_file.rules.words("furniture"))))
    entry = corpus_file.entry(path)
    format_says = _usable(found.values)

    def said(name: str) -> str | None:
        own: str | None = getattr(entry, name) or header.values.get(name) or format_says.get(name)
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
    return _document(
        path, digest, found, (main, *others), cut.furniture, main.title, main, corpus_file
    )


def _collection(path: str, digest: str, found: Extracted, corpus_file: CorpusFile) -> Document:
    """A file of many articles (a table, a mailbox): each is a part with a title and a source of its own."""
    entry, defaults = corpus_file.entry(path), corpus_file.defaults
    name = path.rsplit("/", 1)[-1]
    parts = []
    for number, article in enumerate(found.articles):
        says = _usable(article.values)

        def said(key: str, says: Mapping[str, str] = says) -> str | None:
            of_all: Entry = entry
            own: str | None = getattr(of_all, key) or says.get(key)
            default: str | None = getattr(defaults, key)
            return own or default

        title = says.get("title") or title_from(first_line(found.text, article.start, article.end))
        parts.append(
            Part(
                number=number,
                start=article.start,
                end=article.end,
                title=" ".join(title.split()) or name,
                source=said("publisher") or name,
                published=said("published"),
                author=said("author"),
                url=said("url"),
            )
        )
    title = entry.title or (parts[0].title if len(parts) == 1 else name)
    return _document(path, digest, found, tuple(parts), (), title, parts[0], corpus_file)


def _document(
    path: str,
    digest: str,
    found: Extracted,
    parts: tuple[Part, ...],
    furniture: tuple[Span, ...],
    title: str,
    main: Part,
    corpus_file: CorpusFile,
) -> Document:
    return Document(
        path=path,
        digest=digest,
        text=found.text,
        title=title,
        source=main.source,
        parts=parts,
        published=main.published,
        author=main.author,
        url=main.url,
        encoding=found.encoding,
        furniture=furniture,
        repeats=find_repeats(found.text, furniture),
        aliases=corpus_file.aliases(path),
        places=found.places,
        warnings=found.warnings,
    )


def _usable(values: Mapping[str, str]) -> dict[str, str]:
    """What a format says, each on one line and the day as ISO; what is no day is left out."""
    usable = {name: " ".join(value.split())[:500] for name, value in values.items()}
    if "published" in usable:
        usable["published"] = written_date(usable["published"]) or ""
    return {name: value for name, value in usable.items() if value}


def _last_word(text: str, start: int, end: int) -> int:
    """Where the stretch ends without the blank lines that follow it."""
    return start + len(text[start:end].rstrip())
