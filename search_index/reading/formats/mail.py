"""One e-mail by the standard library: its text, from whom and when; attachments are named, not read."""

from __future__ import annotations

import email
import email.policy
import email.utils
from email.message import EmailMessage, MIMEPart

from search_index.errors import DocumentError
from search_index.reading.decoding import decode, refuse_other_kinds
from search_index.reading.formats.extracted import (
    Extracted,
    Source,
    TextBuilder,
    empty,
    not_a,
)
from search_index.reading.formats.markup import html_blocks

_KNOWN = ("from", "date", "subject", "to", "message-id", "received", "mime-version")


def read(source: Source) -> Extracted:
    """The message's text; subject, sender and day. Raises DocumentError."""
    refuse_other_kinds(source.data, source.path)
    message = parse(source.data)
    if not any(name in message for name in _KNOWN):
        raise not_a(source.path, "e-mail")
    builder = TextBuilder(source.path, numbered=True)
    for block in message_blocks(message):
        builder.add(block)
    if not builder.length:
        raise empty(source.path, "the message holds no text")
    return Extracted(builder.text(), "eml", message_values(message), places=builder.places())


def parse(data: bytes) -> EmailMessage:
    """A message, whatever ``data`` is: what is wrong with it stands in its defects."""
    return email.message_from_bytes(data, policy=email.policy.default)


def message_blocks(message: EmailMessage) -> list[str]:
    """The paragraphs of the message's plain text, else of its HTML."""
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None or body.get_content_maintype() != "text":
        return []
    text = _content(body)
    if body.get_content_subtype() == "html":
        return html_blocks(text).blocks
    return text.replace("\r\n", "\n").split("\n\n")


def _content(body: MIMEPart) -> str:
    data = body.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = body.get_content_charset()
    if charset:
        try:
            return data.decode(charset)
        except (LookupError, UnicodeError):
            pass
    try:
        return decode(data, "")[0]
    except DocumentError:
        return ""  # empty, or bytes that no text has


def message_values(message: EmailMessage) -> dict[str, str]:
    """Title (the subject), publisher and author (the sender) and day, as far as the head says them."""
    values = {}
    subject = header(message, "subject")
    if subject:
        values["title"] = subject
    name, address = email.utils.parseaddr(header(message, "from"))
    if name or address:
        values["author"] = values["publisher"] = name or address
    try:
        sent = email.utils.parsedate_to_datetime(header(message, "date"))
        values["published"] = sent.date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    return values


def header(message: EmailMessage, name: str) -> str:
    """A line of the head as one line of text, “” where it is missing or cannot be parsed."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except Exception:
        # The standard library's parser of addresses fails in many ways on what no address is.
        return ""
