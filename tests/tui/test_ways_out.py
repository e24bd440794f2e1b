"""What leaves the app for a file, the clipboard or stdout: no text of a document commands who opens it there."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from fakes import PORT, FakeLibrary, document
from markdown_it import MarkdownIt

from search_index.models import Document, Place
from tui.bookmarks import Bookmark, bookmarks_as_markdown
from tui.citations import cited, written
from tui.copying import STYLES, Copying
from tui.dialogs.export import exported
from tui.output import Sheet, complain, csv_cell, json_line, markdown_table
from tui.reading import Reading

HOSTILE = {
    "OSC": "\x1b]0;owned\x07",
    "OSC 52": "\x1b]52;c;aGk=\x1b\\",
    "CSI": "\x1b[2J\x1b[31m",
    "C1": "\x9b5n\x90q\x9c",
    "bidi": "\u202eevil\u2066",
    "no width": "\u200b\u2060\ufeff",
    "tags": "\U000e0041\U000e007f",
    "lone surrogate": "\udcff",
    "line ends": "\r\x85\u2028\n\n# x",
    "NUL and backspace": "\0\x08\x7f",
    "Rich": "[bold red]rich[/] [link=x]y[/link]",
    "Textual": "[@click=app.quit]x[/]",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "link": "[x](javascript:alert) ![y](http://z) <http://w.example>",
    "code": "` `` ``` x",
    "table": "a | b \\| c",
    "formula": "=cmd|' /C calc'!A0",
    "at": "@SUM(1)",
    "plus": "+1+1",
    "minus": "-2+3",
    "hidden formula": "\u200b\t =1+1",
    "TeX": "} \\input{/etc/passwd} % $ # {{{",
    "YAML": "---\n- !!python/object/apply:os.system [x]",
    "reference": "[^1]: x\n\n[a]: http://b",
}
# C0 but for line ends, DEL, C1, what turns the direction, what has no width, tags, lone surrogates.
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e0fff]"
)

each = pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)


def hostile_document(hostile: str) -> Document:
    one = document(PORT)
    part = replace(one.parts[0], title=hostile, source=hostile, author=hostile, url=hostile, published=hostile)  # fmt: skip
    return replace(
        one, path=f"{hostile}.txt", title=hostile, source=hostile, parts=(part,), published=hostile
    )


def hostile_reading(hostile: str) -> Reading:
    library = FakeLibrary()
    facts = tuple(replace(f, text=hostile, holder=hostile) for f in library.facts(PORT))
    points = tuple(
        replace(
            point,
            label=hostile,
            reason=hostile,
            overridden=hostile,
            claims=tuple(
                replace(c, text=hostile, source=hostile, doc=hostile) for c in point.claims
            ),
        )
        for point in library.points(doc=PORT)
    )
    return Reading(hostile_document(hostile), facts, points)


def markdown_of(hostile: str) -> Iterator[str]:
    yield exported(hostile_reading(hostile), ".md")
    yield bookmarks_as_markdown([Bookmark(hostile, 0, 9, hostile, hostile)])
    yield markdown_table(Sheet(["a", "b"], [[hostile, f"x {hostile}"]]))
    for style in ("markdown", "footnote"):
        for what in (hostile_document(hostile), replace(hostile_document(hostile), places=(Place(0, hostile),))):  # fmt: skip
            yield written(style, cited(what, what.parts[0], 0), "", None)
            yield written(style, cited(what, what.parts[0], 0), "", hostile)


def everything_of(hostile: str) -> Iterator[str]:
    yield from markdown_of(hostile)
    for suffix in (".json", ".csv"):
        yield exported(hostile_reading(hostile), suffix)
    yield json_line({"a": hostile, hostile: [hostile]})
    yield csv_cell(hostile)
    one = hostile_document(hostile)
    copying = Copying("plain")
    for style in STYLES:
        for quotation in (None, hostile):
            text = written(
                style, cited(one, one.parts[0], 0), f"“{hostile}” ({hostile}:1)", quotation
            )
            copying.note(text)
            yield text
    yield copying.together()


@each
def test_nothing_that_a_terminal_obeys_or_hides_leaves_by_any_way(hostile: str) -> None:
    for text in everything_of(hostile):
        assert not FORBIDDEN.findall(text.replace("\r\n", "\n")), ascii(text)
        text.encode("utf-8")


@each
def test_markdown_shows_the_characters_and_obeys_none(hostile: str) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    for text in markdown_of(hostile):
        for token in parser.parse(text):
            inside = token.children or []
            for one in (token, *inside):
                assert one.type not in ("html_inline", "html_block", "image", "fence"), text
                if one.type == "link_open":
                    assert str(one.attrs["href"]).startswith(("http://", "https://")), text
                    assert "javascript" not in str(one.attrs["href"])
    (table,) = (t for t in [markdown_table(Sheet(["a", "b"], [[hostile, hostile]]))])
    rows = [t for t in parser.parse(table) if t.type == "tr_open"]
    cells = [t for t in parser.parse(table) if t.type == "td_open"]
    assert (len(rows), len(cells)) == (2, 2)


@each
def test_a_spreadsheet_takes_every_cell_as_text(hostile: str) -> None:
    rows = list(csv.reader(io.StringIO(exported(hostile_reading(hostile), ".csv"))))
    assert len(rows) > 3
    for cell in (cell for row in [*rows, [csv_cell(hostile)]] for cell in row):
        assert not re.match(r"[=+@]|-[^\d]", cell.lstrip()), ascii(cell)


@each
def test_json_keeps_the_text_as_it_was(hostile: str) -> None:
    record = json.loads(exported(hostile_reading(hostile), ".json"))
    assert record["facts"][0]["text"] == hostile
    assert json.loads(json_line({"a": hostile})) == {"a": hostile}


@each
def test_bibtex_has_its_braces_in_pairs_and_no_command(hostile: str) -> None:
    one = hostile_document(hostile)
    text = written("bibtex", cited(one, one.parts[0], 0), "", hostile)
    depth = 0
    for sign in re.sub(r"\\[{}]", "", text.replace(r"\textbackslash{}", "")):
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0, text
    assert depth == 0, text
    assert "\\input" not in text


@each
def test_csl_json_is_one_item(hostile: str) -> None:
    one = hostile_document(hostile)
    (item,) = json.loads(written("csl-json", cited(one, one.parts[0], 0), "", hostile))
    assert item["id"]


@each
def test_a_complaint_is_one_clean_line(hostile: str, capsys: pytest.CaptureFixture[str]) -> None:
    complain(f"{hostile}.txt cannot be read: {hostile}")
    (said,) = capsys.readouterr().err.splitlines()
    assert not FORBIDDEN.findall(said)


def test_an_address_of_the_web_is_linked_and_no_other(
    make: Callable[[str], Document] = hostile_document,
) -> None:
    one = make("x")
    part = replace(one.parts[0], title="Harbour", url="https://gazette.example/a?b=1#c")
    said = written("markdown", cited(one, part, 0), "")
    assert "[Harbour](<https://gazette.example/a?b=1#c>)" in said
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://a b>c", "data:text/html,x"):
        said = written("markdown", cited(one, replace(part, url=url), 0), "")
        assert "](" not in said and "“Harbour”" in said
