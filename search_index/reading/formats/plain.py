"""Plain text that was packed: decoded just as if it had not been."""

from __future__ import annotations

from search_index.reading.decoding import decode
from search_index.reading.formats.extracted import Extracted, Source


def read(source: Source) -> Extracted:
    """The decoded text. Raises DocumentError."""
    text, encoding = decode(source.data, source.path)
    return Extracted(text, encoding)
