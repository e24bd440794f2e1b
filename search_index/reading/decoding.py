"""Bytes to text, so that offsets are those of ``Path.read_text("utf-8")`` and nothing is lost silently.

UTF-8 first, then a byte order mark, then charset-normalizer, then Latin-1. Line ends become ``\\n`` as
Python's universal newlines make them; a UTF-8 mark stays in the text, as ``read_text`` keeps it.
"""

from __future__ import annotations

import codecs
import re

from search_index.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"%PDF", "a PDF file", "rename it to end in .pdf"),
    (b"PK\x03\x04", "a ZIP, Word or OpenDocument file", "rename it to end in .docx, .odt or .epub"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as .docx or .txt from the program that wrote it"),
    (b"{\\rtf", "an RTF file", "rename it to end in .rtf"),
    (b"\x1f\x8b", "a gzip file", "rename it to end in .gz"),
)  # fmt: skip
_NO_TEXT = re.compile(r"[\s\ufeff\u200b]*")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# charset-normalizer takes about a second a megabyte; the lines that tell encodings apart suffice.
_SAMPLE = 64 * 1024


def decode(data: bytes, path: str) -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding. ``path`` is only for messages.

    Raises DocumentError for binary files and for files without any text.
    """
    refuse_other_kinds(data, path)
    text, encoding = _decoded(data, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _NO_TEXT.fullmatch(text):
        raise DocumentError(f"{path} is empty", "put text into it, or take it out of the corpus")
    return text, encoding


def refuse_other_kinds(data: bytes, path: str) -> None:
    """Raises DocumentError where ``data`` begins as a file of another format does."""
    for magic, kind, way_out in _KINDS:
        if data.startswith(magic):
            raise DocumentError(f"{path} is {kind}, whatever its name says", way_out)


def _decoded(data: bytes, path: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                break
    if b"\0" in data:
        wide = _unmarked_utf16(data)
        if wide is None:
            raise _binary(path)
        return wide
    # Text has hardly any control characters; one in ten is more than the worst terminal log shows.
    if len(_CONTROL.findall(data[:_SAMPLE])) * 10 > len(data[:_SAMPLE]):
        raise _binary(path)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _detected(data) or (data.decode("latin-1"), "latin-1")


def _binary(path: str) -> DocumentError:
    return DocumentError(
        f"{path} is not text: it holds bytes that no text has",
        "save it as plain text (UTF-8), or take it out of the corpus",
    )


def _unmarked_utf16(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: for Western text, every second byte is zero."""
    sample = data[:_SAMPLE]
    half = max(1, len(sample) // 2)
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = sample[first::2].count(0)
        if zeros * 10 > half * 7 and sample[1 - first :: 2].count(0) * 50 < half:
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                return None
    return None


def _damaged_utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few broken bytes; None where valid sequences don't outnumber them by far."""
    text = data.decode("utf-8", "replace")
    good = sum(len(run) for run in re.findall(r"[^\x00-\x7f\ufffd]+", text))
    return (text, "utf-8") if good >= 4 * text.count("\ufffd") else None


def _detected(data: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes

    sample = b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE]
    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        return None
    encoding = best.encoding
    for match in matches:
        # Short Western texts fit half a dozen code pages equally well and cp1250 comes first in the
        # alphabet. 0.05 is the noise seen between the true code page and its kin.
        western = "cp1252" in (match.encoding, *match.could_be_from_charset)
        if western and match.chaos <= best.chaos + 0.05:
            encoding = "cp1252"
            break
    try:
        text = data.decode(encoding)
        text.encode("utf-8")  # some codecs let lone surrogates through
    except (UnicodeError, LookupError):
        return None
    return text, encoding
