"""Models as styled text."""

from __future__ import annotations

import dataclasses

import pytest
from fakes import FACTS, POINTS, FakeLibrary

from search_index.models import Passage, Period, Span
from tui import content, fact_content


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2025-01-01", "2025-11-30", "January–November 2025"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2026-01-06", "2026-01-08", "6–8 January 2026"),
        ("2026-01-01", "2026-01-31", "January 2026"),
        ("2026-01-06", "2026-01-06", "6 January 2026"),
        ("2023-01-01", "2024-12-31", "2023–2024"),
        ("2023-12-30", "2024-01-02", "30 December 2023 – 2 January 2024"),
        ("when", "ever", "when – ever"),
    ],
)
def test_a_period_is_said_in_few_words(start: str, end: str, said: str) -> None:
    assert content.period_text(Period(start, end)) == said


@pytest.mark.parametrize(
    ("day", "said"), [("2026", "2026"), ("2026-01", "January 2026"), ("2026-13-99", "2026-13-99")]
)
def test_a_date_may_be_only_a_year_or_a_month(day: str, said: str) -> None:
    assert content.day_text(day) == said


def test_markup_in_a_document_is_text() -> None:
    passage = Passage(0, 20, "[bold red]port[/] [x]", (Span(10, 14),))
    line = content.snippet(passage, 60)
    assert line.plain == "[bold red]port[/] [x]"
    assert [(s.start, s.end) for s in line.spans] == [(10, 14)]


def test_escapes_in_a_fact_never_reach_the_terminal() -> None:
    fact = dataclasses.replace(FACTS[0], text="4.92\x1b[31m million\u202e")
    assert "\x1b" not in fact_content.fact_line(fact, None, 60).plain
    assert "\u202e" not in fact_content.fact_line(fact, None, 60).plain


def test_a_snippet_shows_its_first_match_however_far_in_it_stands() -> None:
    text = "word " * 40 + "harbour and more"
    passage = Passage(100, 100 + len(text), text, (Span(300, 307),))
    line = content.snippet(passage, 40)
    assert "harbour" in line.plain
    assert line.cell_length <= 40


def test_a_fact_line_fits_its_width() -> None:
    for fact in FACTS:
        for width in (16, 24, 40):
            assert fact_content.fact_line(fact, POINTS[2], width).cell_length <= width


def test_leading_numbers_name_documents_where_they_are_unique() -> None:
    assert content.short_names(["00_a.txt", "01_b.txt"]) == {"00_a.txt": "00", "01_b.txt": "01"}
    assert content.short_names(["2025-a.txt", "2025-b.txt"])["2025-b.txt"] == "2025-b"
    assert content.short_names(["x/a.txt", "y/a.txt"]) == {
        "x/a.txt": "x/a.txt",
        "y/a.txt": "y/a.txt",
    }


def test_a_publisher_that_is_only_the_file_gives_way_to_the_title() -> None:
    source = FakeLibrary().documents()[3]
    assert content.publisher(source, source.doc) == "Yearbook of ports"


@pytest.mark.parametrize(
    ("value", "said"),
    [("P8Y", "8 years"), ("P1M", "1 month"), ("PT2H", "2 hours"), ("2031-W11", ""), ("PXD", "")],
)
def test_a_duration_is_said_in_words(value: str, said: str) -> None:
    assert fact_content.duration_text(value) == said


def test_a_long_name_stands_below_the_title_and_a_short_one_before_it() -> None:
    source = FakeLibrary().documents()[0]
    short = content.source_lines(source, "00", 60).plain
    assert short == "00 Harbour grows again\nNorden Gazette · 3 February 2032"
    long = content.source_lines(source, "gazette_harbour", 60).plain
    assert long.splitlines() == [
        "Harbour grows again",
        "Norden Gazette · 3 February 2032 · gazette_harbour",
    ]


def test_a_long_title_takes_two_lines_of_the_list_and_no_more() -> None:
    source = dataclasses.replace(FakeLibrary().documents()[3], title="Ports of the world " * 9)
    lines = content.source_lines(source, "03", 24).plain.splitlines()
    assert len(lines) == 2
    assert max(map(len, lines)) <= 24
