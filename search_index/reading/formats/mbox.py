"""A mailbox (.mbox): every message is an article of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_index.errors import DocumentError
from search_index.reading.decoding import refuse_other_kinds
from search_index.reading.formats.extracted import (
    MAX_ARTICLES,
    Article,
    Extracted,
    Source,
    TextBuilder,
    empty,
    not_a,
)
from search_index.reading.formats.mail import message_blocks, message_values, parse

_FROM = re.compile(rb"^From [^\n]*\n", re.M)
_QUOTED = re.compile(rb"^>(>*From )", re.M)


def read(source: Source) -> Extracted:
    """The text of all messages in order. Raises DocumentError."""
    refuse_other_kinds(source.data, source.path)
    if not source.data.startswith(b"From "):
        raise not_a(source.path, "mailbox")
    builder = TextBuilder(source.path)
    articles: list[Article] = []
    textless = 0
    for number, data in enumerate(_messages(source.data), start=1):
        if number > MAX_ARTICLES:
            raise DocumentError(
                f"{source.path} holds more than {MAX_ARTICLES:,} messages",
                "split it into several files",
            )
        message = parse(_QUOTED.sub(rb"\1", data))
        builder.place(f"message {number}")
        before = builder.length
        for block in message_blocks(message):
            builder.add(block)
        if builder.length == before:
            textless += 1
            continue
        start = before + 2 if before else 0
        articles.append(Article(start, builder.length, message_values(message)))
    if not articles:
        raise empty(source.path, "none of its messages holds text")
    warnings = (f"{textless} of its messages hold no text",) if textless else ()
    return Extracted(
        builder.text(),
        "mbox",
        articles=tuple(articles),
        places=builder.places(),
        warnings=warnings,
    )


def _messages(data: bytes) -> Iterator[bytes]:
    starts = [found for found in _FROM.finditer(data) if _begins(data, found.start())]
    for at, found in enumerate(starts):
        end = starts[at + 1].start() if at + 1 < len(starts) else len(data)
        yield data[found.end() : end]


def _begins(data: bytes, at: int) -> bool:
    """Whether a “From ” at the start of a line begins a message: it follows an empty line."""
    return at == 0 or data[max(0, at - 2) : at] == b"\n\n" or data[max(0, at - 3) : at] == b"\n\r\n"
