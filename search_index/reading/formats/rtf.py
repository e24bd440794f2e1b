"""RTF by striprtf; its properties by two patterns."""

from __future__ import annotations

import re

from search_index.reading.formats.extracted import (
    Extracted,
    Source,
    TextBuilder,
    broken,
    empty,
    not_a,
)

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_INFO = {name: re.compile(rf"{{\\{name}\s+([^{{}}]{{1,300}})}}") for name in ("title", "author")}


def read(source: Source) -> Extracted:
    """The text; title and author from the properties. Raises DocumentError."""
    from striprtf.striprtf import rtf_to_text

    data = source.data.lstrip()
    if not data.startswith(b"{\\rtf"):
        raise not_a(source.path, "RTF")
    page = _CODE_PAGE.search(data[:4096])
    encoding = f"cp{page[1].decode()}" if page else "cp1252"
    try:
        raw = data.decode(encoding, "replace")
    except LookupError:
        encoding, raw = "cp1252", data.decode("cp1252", "replace")
    try:
        text = rtf_to_text(raw, encoding=encoding, errors="replace")
    except (ValueError, IndexError, KeyError, LookupError, OverflowError) as error:
        raise broken(source.path, "RTF", str(error)) from error
    builder = TextBuilder(source.path, numbered=True)
    # striprtf ends a paragraph by one line end.
    for line in text.split("\n"):
        builder.add(line)
    if not builder.length:
        raise empty(source.path)
    start = raw[:20_000]
    found = {name: pattern.search(start) for name, pattern in _INFO.items()}
    values = {
        name: rtf_to_text("{\\rtf1 " + hit[1] + "}", errors="replace").strip()
        for name, hit in found.items()
        if hit
    }
    return Extracted(
        builder.text(), "rtf", {k: v for k, v in values.items() if v}, places=builder.places()
    )
