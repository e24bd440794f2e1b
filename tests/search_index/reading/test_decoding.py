from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.errors import DocumentError
from search_index.reading.decoding import decode

FRENCH = "Le café est fermé à Genève, où l'été commence. Les élèves sont rentrés chez eux."


@pytest.mark.parametrize(
    "raw", [b"one\r\ntwo\rthree\n", "\ufeffWith a mark — and a dash".encode(), "ﬁ é 𝄞\n".encode()]
)
def test_utf8_text_is_what_read_text_gives(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    assert decode(raw, "a.txt") == ((tmp_path / "a.txt").read_text("utf-8"), "utf-8")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "The café’s owner said “no”. Nobody’s trade fell."),
        ("latin-1", FRENCH),
        ("latin-1", FRENCH[:37]),
        ("latin-1", "Müller sagte, dass die Gespräche in Köln für beide Länder nützlich seien."),
        ("cp1251", "Привет, как дела? Министр заявил, что правительство поддержит закон."),
        ("cp1250", "Łódź leży w Polsce, a Kraków też. Minister powiedział, że rząd się zgadza."),
        ("shift_jis", "これは日本語の文章です。東京で会議が開かれた。"),
        ("utf-16", "A text with a byte order mark."),
        ("utf-32", "A text with a byte order mark."),
        ("utf-16-le", "A Western text without a mark, long enough to be seen."),
        ("utf-16-be", "A Western text without a mark, long enough to be seen."),
    ],
)
def test_other_encodings_are_detected(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "a.txt")[0] == text


def test_one_broken_byte_does_not_garble_a_utf8_text() -> None:
    raw = ("Türkiye, Malaysia’s partner — " * 5).encode() + b"\xe2\x80 end"
    text, encoding = decode(raw, "a.txt")
    assert text.startswith("Türkiye, Malaysia’s partner — ") and text.endswith("\ufffd end")
    assert encoding == "utf-8"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"%PDF-1.4 ...", "PDF"),
        (b"PK\x03\x04....", "Word"),
        (b"{\\rtf1 text}", "RTF"),
        (b"text with a zero\0 in it", "not text"),
        (bytes(range(1, 32)) * 10, "not text"),
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        ("\ufeff\u200b \u00a0".encode(), "empty"),
    ],
)
def test_what_is_no_text_is_refused_by_name_with_a_way_out(raw: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as caught:
        decode(raw, "folder/lie.txt")
    assert "folder/lie.txt" in caught.value.message and caught.value.way_out


@given(st.binary(max_size=300))
def test_any_bytes_give_clean_text_or_a_document_error(raw: bytes) -> None:
    try:
        text, _ = decode(raw, "a.txt")
    except DocumentError:
        return
    text.encode("utf-8")  # fails on lone surrogates
    assert "\r" not in text and "\0" not in text
