"""Broken, locked, empty, truncated, lying and hostile files: a reason and a way out, soon, and nothing else."""

from __future__ import annotations

import contextlib
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
import samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import TEXT

from search_index.errors import DocumentError
from search_index.reading import load_corpus_file, read_document
from search_index.reading.formats import SUFFIXES, extract, pdf
from search_index.reading.formats.extracted import Source
from search_index.reading.formats.process import FormatReader

WORD = samples.docx(TEXT)
BOOK = samples.epub({"a.xhtml": f"<p>{TEXT}</p>"})
LETTER = samples.odt(f"<text:p>{TEXT}</text:p>")
PDF = samples.pdf([TEXT])
DEEP = "<text:section>" * 5_000 + "x" + "</text:section>" * 5_000


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"", "no PDF"),
        ("a.pdf", b"Only text.", "no PDF"),
        ("a.pdf", b"%PDF-1.7\n" + b"\0" * 99, "damaged PDF"),
        ("a.pdf", samples.pdf([TEXT], password="sea"), "encrypted"),
        ("a.pdf", samples.pdf(["", ""]), "no text on its 2 pages: it may be a scan"),
        ("a.pdf", samples.pdf([]), "no pages|damaged"),
        ("a.docx", b"Only text.", "no Word"),
        ("a.docx", PDF, "no Word"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted, or an Office file from before 2007"),
        ("a.docx", WORD[: len(WORD) // 2], "damaged Word"),
        ("a.docx", samples.archive({"word/document.xml": "<x"}), "damaged Word"),
        ("a.docx", samples.archive({"readme.txt": "hello"}), "no Word"),
        ("a.docx", samples.docx(""), "holds no text"),
        ("a.docx", samples.archive({"word/document.xml": "x"}, locked=True), "encrypted"),
        ("a.odt", LETTER[:-40], "damaged OpenDocument"),
        ("a.odt", WORD, "no OpenDocument"),
        ("a.odt", samples.odt("<text:p/>"), "holds no text"),
        ("a.odt", samples.odt("<text:p>x</text:p>", manifest="<encryption-data/>"), "encrypted"),
        ("a.odt", samples.archive({"content.xml": samples.LAUGHS}), "declares entities"),
        ("a.odt", samples.odt(DEEP), "nested too deep"),
        ("a.rtf", b"Only text.", "no RTF"),
        ("a.rtf", b"{\\rtf1}", "holds no text"),
        ("a.html", b"Only text, and no tag.", "no HTML"),
        ("a.html", PDF, "PDF file, whatever its name says"),
        ("a.html", b"<html><body><script>write()</script></body></html>", "page without text"),
        ("a.html", b"", "empty"),
        ("a.epub", WORD, "no EPUB"),
        ("a.epub", BOOK[:-30], "damaged EPUB"),
        ("a.epub", samples.epub({"a.xhtml": "x"}, rights=True), "encrypted"),
        ("a.epub", samples.epub({}), "none of its chapters"),
        ("a.epub", samples.archive({"META-INF/container.xml": samples.LAUGHS}), "declares entities"),
        ("a.eml", b"\x00\x01\x02" * 99, "no e-mail"),
        ("a.eml", b"Subject: Nothing\n\n", "holds no text"),
        ("a.mbox", b"Only text.", "no mailbox"),
        ("a.mbox", b"From x\n\nFrom y\n\n", "none of its messages"),
        ("a.jsonl", b"{\n", "no JSON object"),
        ("a.jsonl", b'{"text": ""}', "none of its records"),
        ("a.csv", b"only one line of text", "no columns"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"text,title\n", "none of its records"),
        ("a.txt.gz", b"Only text.", "no gzip"),
        ("a.txt.gz", gzip.compress(b"Text." * 999)[:-9], "ends in the middle"),
        ("a.txt.gz", gzip.compress(PDF), "PDF file, whatever its name says"),
        ("a.txt.gz", gzip.compress(b"\0" * (65 << 20)), "unfolds to more than 64 MB"),
        ("a.odt", samples.archive({"content.xml": b"\0" * (201 << 20)}), "unfolds to more than"),
        ("a.docx", samples.archive({"word/document.xml": b" " * (201 << 20)}), "unfolds to more"),
        ("a.txt", PDF, "PDF file, whatever its name says"),
        ("a.txt", WORD, "Word or OpenDocument"),
        ("a.txt", gzip.compress(b"x"), "a gzip file"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_read_says_why_and_what_to_do(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DocumentError, match=reason) as caught:
        read_document(tmp_path, name, load_corpus_file(tmp_path))
    assert caught.value.message.startswith(name)
    assert caught.value.way_out


def test_ten_thousand_empty_pages_are_told_from_text_each_looked_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at: list[object] = []
    page_text = pdf._page_text
    monkeypatch.setattr(pdf, "_page_text", lambda page: looked_at.append(page) or page_text(page))
    with pytest.raises(DocumentError, match="no text on its 10,000 pages"):
        extract(Source("a.pdf", samples.pdf([""] * 10_000)))
    assert len(looked_at) == 10_000


def test_a_pdf_of_more_pages_than_a_book_has_is_refused_before_any_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "_MOST_PAGES", 3)
    monkeypatch.setattr(pdf, "_page_text", lambda page: pytest.fail("a page was read"))
    with pytest.raises(DocumentError, match=r"a\.pdf"):
        extract(Source("a.pdf", samples.pdf([TEXT] * 4)))


@pytest.mark.parametrize("suffix", [s for s in SUFFIXES if s not in (".txt", ".md")])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_reader_fails_but_by_a_document_error(suffix: str, data: st.DataObject) -> None:
    whole = {
        ".pdf": PDF, ".docx": WORD, ".odt": LETTER, ".epub": BOOK, ".rtf": b"{\\rtf1\\ansi x\\par y}",
        ".eml": samples.mail(), ".mbox": b"From x\n" + samples.mail(),
        ".jsonl": b'{"text": "a"}\n', ".ndjson": b'{"text": "a"}\n',
    }.get(suffix, samples.page(f"<p>{TEXT}</p>") if "htm" in suffix else b"title,text\na,b\n")  # fmt: skip
    at = data.draw(st.integers(0, len(whole)))
    junk = data.draw(st.binary(max_size=40))
    cut = data.draw(st.integers(0, 60))
    broken = whole[:at] + junk + whole[at + cut :]
    try:
        found = extract(Source(f"a{suffix}", broken))
    except DocumentError as error:
        assert error.message.startswith("a.")
    else:
        found.text.encode("utf-8")
        for article in found.articles:
            assert 0 <= article.start < article.end <= len(found.text)


# In a process of its own --------------------------------------------------------------------


def test_a_reader_that_crashes_hangs_or_fails_is_a_reason_and_the_next_file_is_read() -> None:
    reader = FormatReader(seconds=0.3, target="misbehaving:Misbehaving")
    try:
        for data, reason in (
            (b"die", "crashed"),
            (b"hang", "did not finish"),
            (b"fail", "ZeroDivisionError: nobody meant this"),
        ):
            with pytest.raises(DocumentError, match=reason) as caught:
                reader(Source("a.pdf", data))
            assert caught.value.message.startswith("a.pdf")
            assert reader(Source("b.pdf", b"")).text == "read"
    finally:
        reader.close()


def test_the_process_reads_like_this_one() -> None:
    reader = FormatReader()
    try:
        assert reader(Source("a.pdf", PDF)) == extract(Source("a.pdf", PDF))
        with pytest.raises(DocumentError, match="no PDF"):
            reader(Source("a.pdf", b"x"))
    finally:
        reader.close()


def test_memory_is_bounded() -> None:
    reader = FormatReader(target="misbehaving:Greedy")
    try:
        with pytest.raises(DocumentError, match="too much memory"):
            reader(Source("a.pdf", b""))
    finally:
        reader.close()


def nested_page(depth: int) -> bytes:
    return samples.page("<div>" * depth + f"<p>{TEXT}</p>" + "</div>" * depth)


def nested_letter(depth: int) -> bytes:
    return b"{\\rtf1\\ansi " + b"{\\b " * depth + TEXT.encode() + b"}" * depth + b"}"


def nested_mail(depth: int) -> bytes:
    """Mail with boxes in boxes; the innermost holds the text."""
    begun = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)
    )
    ended = "".join(f"\n--b{n}--\n" for n in reversed(range(depth)))
    return f"From: a@b.example\nMIME-Version: 1.0\n{begun}Content-Type: text/plain\n\n{TEXT}{ended}".encode()


@pytest.mark.parametrize(
    ("name", "nested", "depth"),
    [("a.html", nested_page, 2_000), ("a.rtf", nested_letter, 5_000), ("a.eml", nested_mail, 60)],
)
def test_twice_the_nesting_takes_about_twice_the_steps(
    name: str, nested: Callable[[int], bytes], depth: int, steps: Callable[..., int]
) -> None:
    def read(deep: int) -> None:
        with contextlib.suppress(DocumentError, RecursionError):
            extract(Source(name, nested(deep)))

    read(2)
    once = steps(lambda: read(depth), 10_000_000)
    assert steps(lambda: read(2 * depth), 20_000_000) < 3 * once + 10_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "nested", "depth"),
    [
        ("a.html", nested_page, 200_000),
        ("a.rtf", nested_letter, 200_000),
        ("a.eml", nested_mail, 2_000),
    ],
    ids=["page", "letter", "mail"],
)
def test_the_deepest_nesting_is_read_or_told_and_the_next_file_is_read(
    name: str, nested: Callable[[int], bytes], depth: int
) -> None:
    reader = FormatReader()
    try:
        try:
            assert TEXT.split()[0] in reader(Source(name, nested(depth))).text
        except DocumentError as error:
            assert error.message.startswith(name) and error.way_out
        assert TEXT.split()[0] in reader(Source("b.html", samples.page(f"<p>{TEXT}</p>"))).text
    finally:
        reader.close()
