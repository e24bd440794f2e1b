"""CSV and TSV of articles: one row an article, the first row names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from search_index.errors import DocumentError
from search_index.reading.decoding import decode
from search_index.reading.formats.extracted import MAX_TEXT, Extracted, Source, broken
from search_index.reading.formats.records import articles_of, columns_of

_SEPARATORS = ",;\t|"


def read(source: Source) -> Extracted:
    """The articles in order; rows with too many or too few cells are taken as they are. Raises DocumentError."""
    text, encoding = decode(source.data, source.path)
    text = text.removeprefix("\ufeff")
    head = text[:65536].split("\n", 1)[0]
    separator = max(_SEPARATORS, key=head.count)
    # The default of 131,072 characters a cell is shorter than a long article.
    csv.field_size_limit(MAX_TEXT)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        names = next(rows, [])
        if len(set(names)) < 2 and "text" not in source.columns:
            raise DocumentError(
                f"{source.path} has no columns: its first line is “{head[:80]}”",
                "name the columns in the first line, or rename the file after what it holds",
            )
        return articles_of(
            _records(rows, names), columns_of(names, source), source, encoding, warnings=[]
        )
    except csv.Error as error:
        raise broken(source.path, "CSV", f"line {rows.line_num}: {error}") from error


def _records(rows: Iterator[list[str]], names: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, row in enumerate(rows, start=1):
        if row:
            yield number, dict(zip(names, row, strict=False))
