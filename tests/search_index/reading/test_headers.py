import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.reading.dates import iso_date, written_date
from search_index.reading.headers import read_header
from search_index.reading.titles import first_line, title_from


def test_header_lines_are_read_in_any_case_and_the_article_begins_below() -> None:
    text = (
        "TITLE: Ferry back in service\nDate: 6 January 2026\nsource: The Harbour Post\n"
        "By: Ana Lim\nLink: https://example.org/ferry\nLength: 300 words\n\nThe ferry runs.\n"
    )
    header = read_header(text)
    assert header.values == {
        "title": "Ferry back in service",
        "published": "2026-01-06",
        "publisher": "The Harbour Post",
        "author": "Ana Lim",
        "url": "https://example.org/ferry",
    }
    assert text[header.end :] == "\nThe ferry runs.\n"


def test_an_email_saved_as_text_has_its_subject_for_a_title_and_its_sender_for_a_source() -> None:
    text = (
        "From: Ana Lim <ana@harbour.example>\nTo: All members\nReply-To: office@harbour.example\n"
        "Date: Tue, 6 Jan 2026 18:22:00 +0000\nSubject: Berths for the winter\n\nDear all,\n\nThe pier closes.\n"
    )
    header = read_header(text)
    assert header.values == {
        "title": "Berths for the winter",
        "author": "Ana Lim",
        "publisher": "Ana Lim",
        "published": "2026-01-06",
    }
    assert text[header.end :].strip().startswith("Dear all")


def test_front_matter_is_read_and_wins_over_header_lines() -> None:
    text = (
        "---\ntitle: Ferry\nauthors: [Ana Lim, Bo Tan]\ndate: 2026-01-06\nlayout: post\n---\n"
        "Title: Another\nPublisher: Post\n\nThe ferry runs.\n"
    )
    header = read_header(text)
    assert header.values == {
        "title": "Ferry",
        "author": "Ana Lim, Bo Tan",
        "published": "2026-01-06",
        "publisher": "Post",
    }
    assert text[header.end :].strip() == "The ferry runs."


def test_a_byte_order_mark_does_not_hide_the_header() -> None:
    assert read_header("\ufeff---\ntitle: Ferry\n---\nText.").values == {"title": "Ferry"}
    assert read_header("\ufeffTitle: Ferry\n\nText.").values == {"title": "Ferry"}


@pytest.mark.parametrize(
    "text",
    [
        "The ferry runs.\nTitle: not at the top\n",
        "Author: I never wanted to write it.\nInterviewer: Why?\n",
        "From: the top of the hill\nTo: the sea\nWe walked.\n",
        "Date: nobody knows when it happened\nMore text.\n",
        "Note: this is a draft.\nText.",
        "Title: " + "a very long paragraph " * 30 + "\nText.",
        "---\nJust a rule above a text.\n---\nMore.",
        "---\ntitle: never closed\nText.",
        "---\n[[[[\n---\nText.",
        "---\n? " + "[" * 50_000 + "\n---\nText.",
        "Title: Only a header",
        "",
    ],
    ids=lambda value: value[:30],  # one text is 50 kB long
)
def test_text_that_only_looks_like_a_header_stays_text(text: str) -> None:
    header = read_header(text)
    assert (header.values, header.end) == ({}, 0)


def test_a_source_that_is_an_address_is_the_url() -> None:
    header = read_header("Title: Ferry\nSource: https://example.org/a\n\nText.")
    assert header.values["url"] == "https://example.org/a" and "publisher" not in header.values


@given(st.text(alphabet="-.:\n abTitleDate[]{}&*!#", max_size=200))
def test_no_text_breaks_the_header_reader(text: str) -> None:
    assert 0 <= read_header("---\n" + text).end <= len(text) + 4


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026", "2026"),
        ("2026-01", "2026-01"),
        ("2026-1-6", "2026-01-06"),
        ("2026-01-06T23:10:00-05:00", "2026-01-06"),
        ("6 January 2026", "2026-01-06"),
        ("Tue, 6 Jan 2026 10:00:00 GMT", "2026-01-06"),
        ("Jan. 6, 2026", "2026-01-06"),
        ("January 6th, 2026 at 10:00", "2026-01-06"),
        ("Sept. 2025", "2025-09"),
        ("06/01/2026", None),
        ("31 February 2026", None),
        ("6 hours ago", None),
        ("Foo 6, 2026", None),
        ("0000-01-01", None),
    ],
)
def test_written_dates_become_iso_dates_or_nothing(written: str, iso: str | None) -> None:
    assert written_date(written) == iso


def test_iso_dates_are_strict() -> None:
    assert iso_date("6 January 2026") is None and iso_date("2026-13") is None


def test_a_title_is_short_and_bare() -> None:
    assert title_from("## The *ferry* is back ##") == "The ferry is back"
    assert title_from("The ferry is back.") == "The ferry is back."
    sentence = "The ferry to the island is back in service. " + "It had been out for a year. " * 4
    assert title_from(sentence) == "The ferry to the island is back in service"
    abbreviated = (
        "On Jan. 6 the U.S. Mission spoke to Mr. Tan about the ferry. " + "More of it. " * 9
    )
    assert title_from(abbreviated) == "On Jan. 6 the U.S. Mission spoke to Mr. Tan about the ferry"
    endless = title_from("word " * 100)
    assert len(endless) <= 90 and endless.endswith("word…")
    assert len(title_from("x" * 5000)) <= 90
    assert title_from("a\x1b[31m\u202eb\tc") == "a [31m b c"


def test_the_first_line_with_a_word_is_taken() -> None:
    assert first_line("\ufeff\n ***\n\n  The ferry \nMore") == "The ferry"
    assert first_line("\n***\n") == "***"
    assert first_line(" \n") == ""


@pytest.mark.parametrize("blank", ["", "\n"])
def test_header_lines_below_a_headline_are_read_and_the_headline_is_the_title(blank: str) -> None:
    text = f"# Ferry back in service\n{blank}Source: The Harbour Post\nDate: 2026-01-06\n\nThe ferry runs.\n"
    header = read_header(text)
    assert header.values == {
        "title": "Ferry back in service",
        "publisher": "The Harbour Post",
        "published": "2026-01-06",
    }
    assert text[header.end :].strip() == "The ferry runs."


@pytest.mark.parametrize(
    "text",
    [
        "An interview\nAuthor: I think so.\nPublisher: So do I.\nAuthor: Good.\n",
        "What was lost\nThe ferry ran.\nSource: The Harbour Post\n",
        "A ferry\nLength: 300 words\n\nIt runs.\n",
    ],
)
def test_a_line_that_only_looks_like_a_header_below_a_headline_stays_text(text: str) -> None:
    assert read_header(text).end == 0
