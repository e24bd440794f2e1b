"""Citations and quotations as they are written down."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from driving import NARROW, press, search, shown
from fakes import PORT, YEARBOOK, FakeLibrary, document

from search_index.errors import SettingsError
from search_index.models import Place, Quote, Span
from search_index.settings import Settings
from tui.app import ReportedlyApp
from tui.citations import Cited, cited, written
from tui.copying import STYLES, Copying
from tui.reading import Reading

WHAT = Cited("Harbour [grows] & more", "Norden Gazette", "Ada Lindqvist", "2032-02-03",
             "https://gazette.example/a_b", "00.txt", 3)  # fmt: skip
BARE = Cited("", "", "", "", "", "notes.txt", 1)


def test_what_is_not_known_is_left_out_and_a_file_is_no_publisher() -> None:
    found = cited(document(YEARBOOK), document(YEARBOOK).parts[0], 10)
    assert (found.source, found.published, found.place) == ("", "", f"{YEARBOOK}:1")
    assert cited(document(PORT), document(PORT).parts[0], 80).line == 3


def test_a_page_or_chapter_stands_where_a_line_would() -> None:
    one = document(PORT)
    paged = dataclasses.replace(one, places=(Place(0, "page 1"), Place(60, "chapter 2, “Sea”")))
    found = [cited(paged, paged.parts[0], offset) for offset in (0, 59, 60)]
    assert [what.place for what in found] == [
        f"{PORT}, page 1",
        f"{PORT}, page 1",
        f"{PORT}, chapter 2, “Sea”",
    ]
    assert "page 1" in written("bibtex", found[0], "") and "line" not in written(
        "bibtex", found[0], ""
    )


def test_markdown_links_the_title_and_escapes_what_is_markup() -> None:
    said = written("markdown", WHAT, "")
    assert said == (
        "[Harbour \\[grows\\] & more](<https://gazette.example/a_b>), Ada Lindqvist, *Norden Gazette*,"
        " 3 February 2032 (`00.txt:3`)"
    )
    assert written("markdown", WHAT, "", "So *it* is.").startswith("> So \\*it\\* is.\n>\n> — [Har")


def test_a_footnote_carries_its_key_in_both_places() -> None:
    said = written("footnote", WHAT, "", "It grows.")
    assert said.startswith("“It grows.”[^lindqvist2032harbour]\n\n[^lindqvist2032harbour]: Ada")


@pytest.mark.parametrize("style", STYLES)
def test_who_speaks_is_added_in_brackets_where_the_sentence_says_only_he(style: str) -> None:
    said = written(style, WHAT, "a:1", "“It grows,” he said.", "Bo Ek")
    assert "Bo Ek" in said
    assert "Bo Ek" not in written(style, WHAT, "a:1", None, "Bo Ek"), "a citation quotes nobody"
    if style == "plain":
        assert said == "“‘It grows,’ he said.” [Bo Ek] — a:1"


def test_a_sentence_that_names_its_speaker_or_has_several_needs_no_name_added() -> None:
    said = ("“It grows,” he said.", "“It shrinks,” said Ek.", "“Yes,” she said and “No,” he said.")
    text = " ".join(said)
    sentences = [Span(text.index(one), text.index(one) + len(one)) for one in said]
    whole = dataclasses.replace(document(PORT), text=text)

    def quote(words: str, speaker: str) -> Quote:
        start = text.index(words)
        sentence = next(one for one in sentences if one.start <= start < one.end)
        return Quote(
            doc=PORT, part=0, source="Wire", start=start, end=start + len(words), text=words,
            sentence=sentence, content=(Span(start, start + len(words)),), speaker=speaker,
            directness="direct",
        )  # fmt: skip

    facts = (
        quote("“It grows", "Bo Ek"), quote("“It shrinks", "Bo Ek"), quote("“Yes", "Ada"), quote("“No", "Bo Ek")
    )  # fmt: skip
    reading = Reading(whole, facts, ())
    told = [
        reading.unnamed_speaker(Span(at, at + 4))
        for at in map(text.index, ("It grows", "It shr", "Yes"))
    ]
    assert told == ["Bo Ek", "", ""]


def test_bibtex_escapes_and_names_the_month() -> None:
    said = written("bibtex", WHAT, "", "100% & more")
    assert said.startswith("@misc{lindqvist2032harbour,\n  title = {{Harbour [grows] \\& more}},")
    assert "annote = {“100\\% \\& more”}," in said
    assert "month = feb," in said
    assert said.count("{") == said.count("}")


def test_csl_json_is_json_with_its_date_in_parts() -> None:
    (item,) = json.loads(written("csl-json", WHAT, "", "It “grows”."))
    assert item["issued"] == {"date-parts": [[2032, 2, 3]]}
    assert (item["container-title"], item["annote"]) == ("Norden Gazette", "It “grows”.")


@pytest.mark.parametrize("style", STYLES)
def test_every_style_can_cite_what_nobody_signed(style: str) -> None:
    assert "notes.txt" in written(style, BARE, "notes.txt:1")
    assert "words" in written(style, BARE, "notes.txt:1", "words")


def test_the_plain_style_is_the_librarys_own() -> None:
    assert written("plain", WHAT, "“A”, Wire (a.txt:1)") == "“A”, Wire (a.txt:1)"


def test_escapes_in_a_quotation_are_not_copied() -> None:
    for style in STYLES:
        assert "\x1b" not in written(style, WHAT, "a:1", "red \x1b[31m words")


def test_an_unknown_style_is_answered_with_the_nearest() -> None:
    with pytest.raises(SettingsError) as caught:
        ReportedlyApp(FakeLibrary(), Settings(citation="bibtext"))
    assert "bibtex" in caught.value.way_out


async def test_the_style_of_the_settings_is_used_and_c_chooses_another(no_pause: None) -> None:
    app = ReportedlyApp(FakeLibrary(), Settings(citation="markdown"), build=False)
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]", "y")
        assert app.clipboard.startswith("“Harbour grows again”, *Norden Gazette*")
        await press(pilot, "c")
        assert "an entry for BibTeX" in shown(app)
        await press(pilot, "down", "down", "enter", "Y")
        assert app.clipboard.startswith("@misc{nordengazette2032harbour,")
        assert "annote = {“The port of Elsmark handled" in app.clipboard


async def test_what_was_copied_is_listed_copied_again_and_written(
    no_pause: None, tmp_path: Path
) -> None:
    app = ReportedlyApp(FakeLibrary(), Settings(citation="csl-json"), build=False)
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]", "y", "Y")
        second = app.clipboard
        await press(pilot, "T", "down", "enter")
        assert app.clipboard != second
        await press(pilot, "T", "e")
        app.screen.query_one("Input").value = str(tmp_path / "copied.json")  # type: ignore[attr-defined]
        await press(pilot, "enter")
    items = json.loads((tmp_path / "copied.json").read_text("utf-8"))
    assert ["annote" in item for item in items] == [True, False]


def test_texts_that_are_no_json_are_written_one_after_the_other() -> None:
    copying = Copying("plain")
    for text in ("one", "two", "one"):
        copying.note(text)
    assert copying.together() == "two\n\none\n"


def test_a_part_without_a_date_does_not_take_the_documents() -> None:
    whole = document(PORT)
    part = dataclasses.replace(whole.parts[0], number=1, published=None)
    assert cited(whole, part, 0).published == ""


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("“We go,” she said.", "“‘We go,’ she said.”"),
        ('"We go," she said. "Now."', "“‘We go,’ she said. ‘Now.’”"),
        ("They went.", "“They went.”"),
        ("It's 5 o’clock", "“It's 5 o’clock”"),
    ],
)
def test_quotation_marks_within_a_quotation_are_single(said: str, quoted: str) -> None:
    assert written("plain", WHAT, "Gazette", said) == f"{quoted} — Gazette"


def test_a_file_of_what_was_copied_is_named_by_how_it_is_written() -> None:
    names = {style: Copying(style).file.rpartition(".")[2] for style in STYLES}
    assert names == {
        "plain": "txt",
        "markdown": "md",
        "footnote": "md",
        "bibtex": "bib",
        "csl-json": "json",
    }
