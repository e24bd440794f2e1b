"""Passages and marks: `text[start:end]` is exactly what answers the query."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.fulltext.analysis import chunk
from search_index.fulltext.passages import Marker
from search_index.fulltext.plan import Target

if TYPE_CHECKING:
    from small_library import Library

    from search_index.models import Document


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("turkiye", {"Türkiye"}),
        ("erdogan", {"Erdoğan"}),
        ("izmir", {"İzmir"}),
        ("$5.28", {"$5.28"}),
        ("5.28", {"5.28"}),
        ("24%", {"24%"}),
        ("agri-commodities", {"agri-commodities"}),
        ("commodities", {"commodities"}),
        ("cafe", {"café", "cafe\u0301"}),
        ('"treaty on trade"', {"treaty on trade"}),
        ("anchov*", {"anchovies"}),
        ("anchovise~", {"anchovies"}),
        ("-treaty lima", {"Lima"}),
        ("c++", {"C++"}),
    ],
)
def test_marks_are_the_text_as_written(articles: Library, query: str, marked: set[str]) -> None:
    assert articles.marked(query) == marked


def test_while_typing_the_whole_word_is_marked(articles: Library) -> None:
    assert articles.marked("ancho", typing=True) == {"anchovies"}


def test_a_passage_keeps_offsets_and_folds_line_breaks(articles: Library) -> None:
    passage = articles.ask("catch fishing").hits[0].passages[0]
    text = articles.documents["fish.txt"].text
    assert passage.text == text[passage.start : passage.end].replace("\n", " ")
    assert "\n" in text[passage.start : passage.end]


def test_the_best_passage_holds_most_and_nearest_words(
    library: Library, make: Callable[..., Document]
) -> None:
    filler = "Nothing of note was said about anything on that day in the long session. " * 8
    text = f"The walnut is mentioned first. {filler}Here the walnut harvest failed in the valley. {filler}A valley. {filler}"
    library.add(make("walnut.txt", text))
    best, *others = library.ask("walnut harvest valley").hits[0].passages
    assert "walnut harvest failed in the valley" in best.text
    assert 1 <= len(others) <= 2
    assert all(len(p.text) <= 300 for p in (best, *others))
    spans = sorted((p.start, p.end) for p in (best, *others))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert best.text.startswith(("Nothing", "Here")) and best.text.endswith(".")


def test_a_long_text_without_sentences_is_cut_between_words(
    library: Library, make: Callable[..., Document]
) -> None:
    text = "lorem " * 200 + "walnut " + "ipsum " * 200
    library.add(make("long.txt", text))
    passage = library.ask("walnut").hits[0].passages[0]
    assert 100 <= len(passage.text) <= 300
    assert set(passage.text.split()) == {"lorem", "walnut", "ipsum"}


def test_a_title_alone_gives_the_opening(articles: Library) -> None:
    hit = articles.ask("courses").hits[0]
    assert hit.doc == "code.txt"
    passage = articles.ask("title:anchovies").hits[0].passages[0]
    assert passage.text.startswith("Fishing fleets") and passage.matches == ()


def test_an_article_in_a_page_is_a_hit_of_its_own(library: Library, two_parts: Document) -> None:
    library.add(two_parts)
    hits = {hit.part: hit for hit in library.ask("walnuts").hits}
    assert (hits[0].title, hits[0].source, hits[0].published) == (
        "Walnuts",
        "Nut News",
        "2026-03-01",
    )
    assert (hits[1].title, hits[1].source, hits[1].published) == (
        "Almonds",
        "Nut Weekly",
        "2025-03-01",
    )
    assert hits[1].citation == "“Almonds”, Nut Weekly, 2025-03-01 (page.txt:3)"
    assert library.ask("almonds").total == 1
    assert library.paths("shop") == [], "the page's menu is not searched"
    assert hits[0].passages[0].text == "Main story about walnuts."


def test_a_citation_leaves_out_what_is_unknown(articles: Library) -> None:
    assert articles.ask("announced").hits[0].citation == "Campus (quiet.txt:1)"
    assert articles.ask("anchovies mostly").hits[0].citation == (
        "“Anchovies are back”, Andes Wire, 2026-02-02 (fish.txt:2)"
    )


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("tukriye", "turkiye"),
        ("anchovise harbour", "anchovies harbour"),
        ("source:harbor -trade", "source:harbour -trade"),
        ("Limma  treaty", "lima  treaty"),
        ("rtade", "trade"),
    ],
)
def test_did_you_mean_keeps_the_rest_as_typed(articles: Library, wrong: str, right: str) -> None:
    answer = articles.ask(wrong)
    assert (answer.total, answer.suggestion) == (0, right)
    assert articles.ask(right).total


def test_nothing_is_suggested_where_it_would_find_nothing(articles: Library) -> None:
    assert articles.ask("zzzzqqqq").suggestion is None
    assert articles.ask("anchovise compiler").suggestion is None
    assert articles.ask("trade").suggestion is None


letters = st.sampled_from("abcdeginstxyzABZ.,;:'’\"“(-–—_&éüıß’s1209%+$漢")


@given(st.text(letters, min_size=1, max_size=12), st.text(letters, min_size=1), st.booleans())
def test_a_word_that_is_passed_over_unread_answers_nothing(
    written: str, asked: str, shouting: bool
) -> None:
    wanted, _ = chunk(asked, False)
    marker = Marker([Target(frozenset(t.stem for t in wanted), frozenset(t.form for t in wanted))])
    tokens, positions = chunk(written, shouting)
    telling = any(t.form in marker._forms or t.stem in marker._stems for t in tokens)
    assert marker._judge(written, shouting) == (positions, tokens if telling else ())
