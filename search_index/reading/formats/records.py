"""Articles from records (CSV, JSON Lines): which column means what, and the text they make together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from search_index.errors import DocumentError
from search_index.reading.formats.extracted import (
    MAX_ARTICLES,
    Article,
    Extracted,
    Source,
    TextBuilder,
    empty,
    plain_block,
)

# What columns are mostly called; corpus.yaml names others.
_USUAL = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext", "story"),
    "title": ("title", "headline", "heading", "subject"),
    "publisher": ("publisher", "source", "outlet", "publication", "site", "newspaper", "domain"),
    "published": ("published", "date", "pubdate", "published_at", "publishedat", "date_published",
                  "publication_date", "datetime", "timestamp", "created_at"),
    "author": ("author", "authors", "byline", "creator"),
    "url": ("url", "link", "uri", "href", "permalink"),
}  # fmt: skip
FIELDS = tuple(_USUAL)
"""What ``columns`` of corpus.yaml may name a column for."""


def columns_of(names: Iterable[str], source: Source) -> dict[str, str]:
    """By field: the column it stands in. Raises DocumentError where none holds the text, or one named is missing."""
    there = list(names)
    folded = {name.strip().casefold(): name for name in reversed(there)}
    found: dict[str, str] = {}
    for field, usual in _USUAL.items():
        named = source.columns.get(field)
        if named is not None:
            if named.casefold() not in folded:
                shown = ", ".join(there[:12]) or "none"
                raise DocumentError(
                    f"{source.path} has no column “{named}”; its columns are {shown}",
                    f"mend “columns: {field}:” in corpus.yaml",
                )
            found[field] = folded[named.casefold()]
            continue
        for name in usual:
            if name in folded:
                found[field] = folded[name]
                break
    if "text" not in found:
        shown = ", ".join(there[:12]) or "none"
        raise DocumentError(
            f"{source.path} has no column that is called text, body or content; its columns are {shown}",
            "say which one in corpus.yaml: “columns:”, and below it “  text: NAME”",
        )
    return found


def articles_of(
    records: Iterable[tuple[int, Mapping[str, Any]]],
    columns: Mapping[str, str],
    source: Source,
    encoding: str,
    warnings: list[str],
) -> Extracted:
    """The records, numbered as a citation names them, as one text of many articles. Raises DocumentError."""
    builder = TextBuilder(source.path)
    articles: list[Article] = []
    textless = 0
    for number, record in records:
        values = {field: _plain(record.get(name)) for field, name in columns.items()}
        text = plain_block(values.pop("text"))
        if not text:
            textless += 1
            continue
        if len(articles) >= MAX_ARTICLES:
            raise DocumentError(
                f"{source.path} holds more than {MAX_ARTICLES:,} articles",
                "split it into several files",
            )
        builder.place(f"record {number}")
        start = builder.length + 2 if builder.length else 0
        title = " ".join(values.get("title", "").split())
        if title and not text.startswith(title):
            builder.add(title)
        builder.add(text)
        articles.append(Article(start, builder.length, {k: v for k, v in values.items() if v}))
    if not articles:
        raise empty(source.path, "none of its records holds text")
    if textless:
        warnings.append(f"{textless} of its records hold no text")
    return Extracted(
        builder.text(),
        encoding,
        articles=tuple(articles),
        places=builder.places(),
        warnings=tuple(warnings),
    )


def _plain(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value[:50])))
    if isinstance(value, dict):
        # “source: {id: …, name: …}”, as many news services write it.
        return _plain(value.get("name") or value.get("title"))
    return str(value).strip()
