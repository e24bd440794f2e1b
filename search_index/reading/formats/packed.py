"""Gzip: a file unpacked in memory, never to more than a document may be."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import replace

from search_index.reading.formats.extracted import MAX_TEXT, Source, broken, not_a, too_large


def unpacked(source: Source) -> Source:
    """The same with the bytes of the file inside. Raises DocumentError."""
    if not source.data.startswith(b"\x1f\x8b"):
        raise not_a(source.path, "gzip")
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(source.data)) as packed:
            data = packed.read(MAX_TEXT + 1)
    except EOFError as error:
        raise broken(source.path, "gzip", "it ends in the middle") from error
    except (OSError, zlib.error) as error:
        raise broken(source.path, "gzip", str(error)) from error
    if len(data) > MAX_TEXT:
        raise too_large(source.path)
    return replace(source, data=data)
