"""Small real files of every format, made here: whole ones, and broken, locked and hostile ones."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from collections.abc import Sequence

TEXT = "The ferry to the island carried 41 passengers on Monday, the harbour master said."
SECOND = "A second vessel will sail from June, according to the company."

# PDF --------------------------------------------------------------------------------------


def pdf(pages: Sequence[str], *, info: str = "", password: str | None = None) -> bytes:
    """A PDF of pages, each of lines; with ``password``, encrypted by 40-bit RC4."""
    key = _key(password) if password is not None else None
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for text in pages:
        shown = []
        for line in text.split("\n"):
            escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            shown.append(f"({escaped}) Tj T*")
        content = f"BT /F1 11 Tf 14 TL 50 780 Td {' '.join(shown)} ET".encode("latin-1")
        number = len(objects) + 1
        if key is not None:
            content = _rc4(_object_key(key, number), content)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            b" /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % number
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< %s >>" % info.encode("latin-1"))
    trailer = b"/Root 1 0 R /Info %d 0 R" % len(objects)
    if key is not None:
        entry = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
        objects.append(entry % (_OWNER.hex().encode(), _rc4(key, _PADDING).hex().encode()))
        trailer += b" /Encrypt %d 0 R /ID [<%s> <%s>]" % (
            len(objects),
            _ID.hex().encode(),
            _ID.hex().encode(),
        )
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    out.write(
        b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    )
    return out.getvalue()


_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_OWNER = bytes(range(32))
_ID = bytes(range(16))


def _key(password: str) -> bytes:
    padded = (password.encode("latin-1") + _PADDING)[:32]
    return hashlib.md5(padded + _OWNER + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + _ID).digest()[:5]


def _object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


# ZIP formats --------------------------------------------------------------------------------


def archive(members: dict[str, str | bytes], *, locked: bool = False) -> bytes:
    """A ZIP file; ``locked`` marks every member as encrypted."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    data = bytearray(out.getvalue())
    if locked:
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            found = data.find(mark)
            while found >= 0:
                data[found + at] |= 1
                found = data.find(mark, found + 4)
    return bytes(data)


def docx(*paragraphs: str, title: str = "", body: str = "", notes: str = "") -> bytes:
    """A Word file of python-docx's own template; ``body`` is further XML of its body."""
    from docx import Document
    from docx.oxml import parse_xml

    word = Document()
    for text in paragraphs:
        word.add_paragraph(text)
    word.core_properties.title = title
    word.core_properties.author = "Ana Bell"
    if body:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        for child in parse_xml(f'<w:body xmlns:w="{space}">{body}</w:body>'):
            word.element.body.insert(len(word.element.body) - 1, child)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def odt(content: str, *, title: str = "", manifest: str = "") -> bytes:
    """An OpenDocument text whose body holds ``content``, XML with the prefix ``text:``."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    members: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f'<?xml version="1.0"?><o:document-content xmlns:o="{office}" xmlns:text="{text}">'
            f"<o:body><o:text>{content}</o:text></o:body></o:document-content>"
        ),
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
    }
    if title:
        members["meta.xml"] = (
            f'<o:document-meta xmlns:o="{office}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<o:meta><dc:title>{title}</dc:title></o:meta></o:document-meta>"
        )
    return archive(members)


def epub(chapters: dict[str, str], *, rights: bool = False, spine: Sequence[str] = ()) -> bytes:
    """An EPUB of chapters by file name, each the content of a body."""
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    order = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    members: dict[str, str | bytes] = {
        "META-INF/container.xml": (
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
        ),
        "OPS/book.opf": (
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<metadata><dc:title>The Ferry Years</dc:title><dc:creator>Ana Bell</dc:creator>"
            "<dc:publisher>Harbour Press</dc:publisher><dc:date>2011-03-01T00:00:00Z</dc:date></metadata>"
            f"<manifest>{items}</manifest><spine>{order}</spine></package>"
        ),
    }
    if rights:
        members["META-INF/rights.xml"] = "<rights/>"
    for name, body in chapters.items():
        members[f"OPS/{name}"] = f"<html><head><title>x</title></head><body>{body}</body></html>"
    return archive(members)


# Others -------------------------------------------------------------------------------------


def page(article: str, head: str = "") -> bytes:
    """A web page: menus around ``article``."""
    return (
        f"<!DOCTYPE html><html><head><title>Ferry grows | The Coast Post</title>{head}</head><body>"
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sports</a></li></ul></nav>'
        f"<article><h1>Ferry grows</h1>{article}</article>"
        "<footer><p>All rights reserved. Terms of use.</p></footer></body></html>"
    ).encode()


def mail(
    subject: str = "The ferry", text: str = TEXT, sender: str = "Ana Bell <ana@example.org>"
) -> bytes:
    """A plain e-mail."""
    return (
        f"From: {sender}\r\nTo: desk@example.org\r\nSubject: {subject}\r\n"
        "Date: Tue, 06 Jan 2026 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
    ).encode()


def packed(data: bytes) -> bytes:
    """Gzip."""
    return gzip.compress(data, mtime=0)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><lolz>&j;</lolz>"
).encode()
"""A billion laughs."""
