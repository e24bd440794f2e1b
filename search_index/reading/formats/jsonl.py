"""JSON Lines of articles: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from search_index.errors import DocumentError
from search_index.reading.decoding import decode
from search_index.reading.formats.extracted import Extracted, Source
from search_index.reading.formats.records import articles_of, columns_of

# Records looked at for the names of columns: the first may lack some.
_SAMPLE = 50
_SHOWN = 3


def read(source: Source) -> Extracted:
    """The articles in order; lines that are no JSON object are left out and told. Raises DocumentError."""
    text, encoding = decode(source.data, source.path)
    wrong: list[int] = []
    records = _records(text, wrong)
    first = [record for record, _ in zip(records, range(_SAMPLE), strict=False)]
    if not first:
        raise DocumentError(
            f"{source.path} holds no JSON object on any line",
            "write one object a line, or rename the file after what it holds",
        )
    names = dict.fromkeys(name for _, record in first for name in record)
    columns = columns_of(names, source)
    warnings: list[str] = []
    found = articles_of(chain(first, records), columns, source, encoding, warnings)
    told = [f"line {line} is no JSON object and was left out" for line in wrong[:_SHOWN]]
    if len(wrong) > _SHOWN:
        told.append(f"{len(wrong) - _SHOWN:,} further lines are no JSON objects and were left out")
    return Extracted(
        found.text,
        found.encoding,
        articles=found.articles,
        places=found.places,
        warnings=(*found.warnings, *told),
    )


def _records(text: str, wrong: list[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.strip("\ufeff \t\r")
        if not line:
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, dict):
            yield number, record
        else:
            wrong.append(number)
