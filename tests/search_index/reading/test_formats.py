"""Every format gives its text, what it says about itself, and the places that citations name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import samples
from samples import SECOND, TEXT

from search_index.errors import DocumentError
from search_index.models import Document
from search_index.reading import load_corpus_file, read_document, readers


def read(folder: Path, name: str, data: bytes, described: str = "") -> Document:
    (folder / name).write_bytes(data)
    if described:
        (folder / "corpus.yaml").write_text(described, "utf-8")
    return read_document(folder, name, load_corpus_file(folder))


def labels(document: Document) -> list[tuple[str, str]]:
    """Each place with the first words at it."""
    return [(place.label, document.text[place.start :][:9]) for place in document.places]


def test_a_pdf_gives_its_pages_as_places_and_joins_lines_to_paragraphs(tmp_path: Path) -> None:
    lines = "The ferry to the island carried 41 passengers on Mon-\nday, the harbour master told a\nreporter there."
    found = read(tmp_path, "a.pdf", samples.pdf([lines, SECOND], info="/Title (Ferry counts)"))
    assert found.text.startswith(
        "The ferry to the island carried 41 passengers on Monday, the harbour"
    )
    assert found.text.endswith(SECOND)
    assert labels(found) == [("page 1", "The ferry"), ("page 2", SECOND[:9])]
    assert (found.title, found.encoding) == ("Ferry counts", "pdf")
    assert found.published is None, "the day a file was made is not the day its text was published"


def test_a_sentence_goes_on_over_the_edge_of_a_page(tmp_path: Path) -> None:
    pages = [
        "The ferry to the island carried forty-one\npassengers on Monday, said the harbour",
        "master of the port.\n\xb7 One thing\n\xb7 Another",
    ]
    found = read(tmp_path, "a.pdf", samples.pdf(pages))
    assert "said the harbour master of the port." in found.text
    assert [place.label for place in found.places] == ["page 1", "page 2"]
    assert found.text[found.places[1].start :].startswith("master of")
    assert found.text.endswith("\n\n• One thing\n\n• Another")


def test_running_heads_and_page_numbers_of_a_pdf_are_left_out(tmp_path: Path) -> None:
    pages = [
        f"Annual report of the port\nSentence {'abcd'[n]} about ships.\n{n + 1}" for n in range(4)
    ]
    found = read(tmp_path, "a.pdf", samples.pdf(pages))
    assert found.text.split("\n\n") == [f"Sentence {c} about ships." for c in "abcd"]


def test_a_word_file_gives_tables_text_boxes_insertions_and_links_but_nothing_deleted(
    tmp_path: Path,
) -> None:
    body = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:ins><w:r><w:t>inserted</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText>"
        "</w:r></w:del><w:hyperlink><w:r><w:t> linked</w:t></w:r></w:hyperlink></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    found = read(tmp_path, "a.docx", samples.docx(TEXT, title="Ferry", body=body))
    assert found.text.split("\n\n") == [TEXT, "cell", "inserted linked", "controlled"]
    assert labels(found)[2] == ("paragraph 3", "inserted ")
    assert (found.title, found.author) == ("Ferry", "Ana Bell")


def test_an_opendocument_text_gives_headings_lists_and_blanks_but_no_comments(
    tmp_path: Path,
) -> None:
    content = (
        "<text:h>Ferry</text:h><text:list><text:list-item><text:p>41<text:s text:c='2'/>"
        "passengers<text:span> came</text:span> back</text:p></text:list-item></text:list>"
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    )
    found = read(tmp_path, "a.odt", samples.odt(content, title="The boat"))
    assert found.text == "Ferry\n\n41  passengers came back"
    assert found.title == "The boat"


def test_rtf_gives_its_paragraphs_accents_and_title(tmp_path: Path) -> None:
    raw = rb"{\rtf1\ansi\ansicpg1252{\info{\title Ferry counts}}Caf\'e9 at the pier.\par \u8220?Yes\u8221?, she said.}"
    found = read(tmp_path, "a.rtf", raw)
    assert found.text == "Café at the pier.\n\n“Yes”, she said."
    assert found.title == "Ferry counts"


def test_a_web_page_gives_its_article_and_what_it_says_of_itself(tmp_path: Path) -> None:
    head = (
        '<meta property="og:site_name" content="The Coast Post">'
        '<meta name="author" content="Ana Bell">'
        '<meta property="article:published_time" content="2026-01-06T08:00:00Z">'
        '<link rel="canonical" href="https://example.org/ferry">'
    )
    article = "".join(f"<p>{TEXT} {SECOND} Part {n}.</p>" for n in range(4))
    found = read(tmp_path, "a.html", samples.page(article, head))
    assert TEXT in found.text and "Sports" not in found.text and "rights reserved" not in found.text
    assert (found.source, found.author, found.published) == (
        "The Coast Post",
        "Ana Bell",
        "2026-01-06",
    )
    assert (found.title, found.url) == ("Ferry grows", "https://example.org/ferry")


def test_lines_of_a_pages_source_are_no_paragraphs(tmp_path: Path) -> None:
    paragraph = TEXT.replace(" ", "\n")
    article = (
        f"<p>{paragraph} <b>Bold</b>\nword.</p><ul><li>One</li>\n<li>Two<br>lines</li></ul>" * 8
    )
    found = read(tmp_path, "a.html", samples.page(article))
    blocks = found.text.split("\n\n")
    assert f"{TEXT} Bold word." in blocks
    assert "One" in blocks


def test_a_page_in_which_no_article_is_found_gives_all_its_text(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "a.htm",
        b"<html><body><p>Ship 4<b>1</b> left.<br>Then it rained.</p></body></html>",
    )
    assert "Ship 41 left." in found.text


def test_an_epub_gives_chapters_in_reading_order_as_places(tmp_path: Path) -> None:
    chapters = {"z.xhtml": f"<h1>The Sea</h1><p>{TEXT}</p>", "a.xhtml": f"<p>{SECOND}</p>"}
    found = read(tmp_path, "a.epub", samples.epub(chapters))
    assert found.text == f"The Sea\n\n{TEXT}\n\n{SECOND}"
    assert labels(found) == [("chapter 1, “The Sea”", "The Sea\n\n"), ("chapter 2", SECOND[:9])]
    assert (found.title, found.source, found.published) == (
        "The Ferry Years",
        "Harbour Press",
        "2011-03-01",
    )
    assert len(found.parts) == 1


def test_a_chapter_that_is_missing_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    data = samples.epub({"a.xhtml": f"<p>{TEXT}</p>", "b.xhtml": "<p>b</p>"}).replace(
        b"b.xhtml", b"q.xhtml", 1
    )
    found = read(tmp_path, "a.epub", data)
    assert found.text == TEXT
    assert "b.xhtml" in found.warnings[0] and "missing" in found.warnings[0]


def test_a_mail_gives_subject_sender_and_day(tmp_path: Path) -> None:
    found = read(tmp_path, "a.eml", samples.mail("=?utf-8?q?The_f=C3=A9rry?="))
    assert found.text == TEXT
    assert (found.title, found.source, found.published) == ("The férry", "Ana Bell", "2026-01-06")


def test_a_mail_of_html_only_gives_its_text(tmp_path: Path) -> None:
    raw = samples.mail(text=f"<div>{TEXT}<script>x()</script></div>").replace(
        b"text/plain", b"text/html"
    )
    assert read(tmp_path, "a.eml", raw).text == TEXT


def test_each_message_of_a_mailbox_is_a_part_of_its_own(tmp_path: Path) -> None:
    both = [
        samples.mail("One"),
        samples.mail("Two", SECOND + "\n>From here on.", "Omar <o@example.org>"),
    ]
    data = b"".join(
        b"From x Tue Jan  6 10:00:00 2026\n" + one.replace(b"\r\n", b"\n") + b"\n" for one in both
    )
    found = read(tmp_path, "a.mbox", data)
    assert [(part.title, part.source) for part in found.parts] == [
        ("One", "Ana Bell"),
        ("Two", "Omar"),
    ]
    assert found.text[found.parts[1].start : found.parts[1].end] == SECOND + "\nFrom here on."
    assert [place.label for place in found.places] == ["message 1", "message 2"]


def test_each_row_of_a_table_is_a_part_and_usual_columns_need_no_naming(tmp_path: Path) -> None:
    rows = f'headline;body;outlet;date;url\nFerry;"{TEXT}\n\nMore.";The Post;2026-01-06;https://x\nBoat;{SECOND};;;\n'
    found = read(tmp_path, "a.csv", rows.encode())
    first, second = found.parts
    assert found.text[first.start : first.end] == f"Ferry\n\n{TEXT}\n\nMore."
    assert (first.title, first.source, first.published, first.url) == (
        "Ferry",
        "The Post",
        "2026-01-06",
        "https://x",
    )
    assert (second.title, second.source, second.published) == ("Boat", "a.csv", None)
    assert [place.label for place in found.places] == ["record 1", "record 2"]


def test_columns_are_named_in_corpus_yaml_for_all_tables_or_for_one(tmp_path: Path) -> None:
    described = "columns:\n  text: Corps\ndocuments:\n  b.csv:\n    columns: {title: Nom}\n"
    data = f'Nom,Corps\nFerry,"{SECOND}"\n'.encode()
    assert read(tmp_path, "a.csv", data, described).parts[0].title == SECOND
    assert read(tmp_path, "b.csv", data).parts[0].title == "Ferry"


@pytest.mark.parametrize(
    ("described", "told"),
    [("", "its columns are a, b"), ("columns: {text: c}\n", "no column “c”; its columns are a, b")],
)
def test_a_table_without_a_column_of_text_names_those_it_has(
    tmp_path: Path, described: str, told: str
) -> None:
    with pytest.raises(DocumentError, match=told) as caught:
        read(tmp_path, "a.csv", b"a,b\n1,2\n", described)
    assert "corpus.yaml" in caught.value.way_out


def test_json_lines_give_articles_and_tell_which_lines_are_none(tmp_path: Path) -> None:
    lines = (
        f'{{"title": "Ferry", "text": "{TEXT}", "source": {{"name": "The Post"}}}}\nnot json\n[1]\n'
        + (f'{{"text": "{SECOND}", "authors": ["Ana", "Omar"]}}\n' + "[" * 100_000)
    )
    found = read(tmp_path, "a.jsonl", lines.encode())
    assert [(p.title, p.source, p.author) for p in found.parts] == [
        ("Ferry", "The Post", None),
        (SECOND, "a.jsonl", "Ana, Omar"),
    ]
    assert found.warnings[0] == "line 2 is no JSON object and was left out"
    assert [place.label for place in found.places] == ["record 1", "record 4"]


def test_front_matter_of_markdown_describes_it(tmp_path: Path) -> None:
    found = read(tmp_path, "a.md", f"---\ntitle: Ferry\ndate: 2026-01-06\n---\n\n{TEXT}\n".encode())
    assert (found.title, found.published) == ("Ferry", "2026-01-06")


@pytest.mark.parametrize("name", ["a.txt.gz", "a.md.gz", "A.TXT.GZ"])
def test_packed_text_is_what_it_is_unpacked(tmp_path: Path, name: str) -> None:
    raw = f"Title: Ferry\r\n\r\n{TEXT}\r\n".encode()
    plain = read(tmp_path, "plain.txt", raw)
    found = read(tmp_path, name, samples.packed(raw))
    assert (found.text, found.parts[0].start, found.title) == (
        plain.text,
        plain.parts[0].start,
        "Ferry",
    )


def test_any_format_may_be_packed(tmp_path: Path) -> None:
    assert read(tmp_path, "a.eml.gz", samples.packed(samples.mail())).text == TEXT


def test_corpus_yaml_wins_over_what_a_format_says(tmp_path: Path) -> None:
    described = "documents:\n  a.eml: {title: Mine, publisher: The Desk}\n"
    found = read(tmp_path, "a.eml", samples.mail(), described)
    assert (found.title, found.source, found.published) == ("Mine", "The Desk", "2026-01-06")


@pytest.mark.parametrize(
    ("name", "package", "extra", "data"),
    [
        ("a.pdf", "pypdfium2", "pdf", samples.pdf([TEXT])),
        ("a.docx", "docx", "office", b"PK"),
        ("a.rtf", "striprtf.striprtf", "office", b"{\\rtf1}"),
        ("a.html", "trafilatura", "web", b"<p>x</p>"),
    ],
)
def test_a_missing_reader_says_which_extra_brings_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    package: str,
    extra: str,
    data: bytes,
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(DocumentError, match="not installed") as caught:
        read(tmp_path, name, data)
    assert caught.value.way_out == f"pip install 'reportedly[{extra}]'"


def test_every_extra_is_installed_here() -> None:
    assert readers() == {"pdf": True, "office": True, "web": True}
