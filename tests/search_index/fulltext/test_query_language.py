"""Golden queries: what each construct of docs/query-language.md finds among a dozen articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search_index.fulltext import analysis

if TYPE_CHECKING:
    from small_library import Library


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # words: all of them, whatever their case, accents and endings
        ("trade", "port tariff treaty budget"),
        ("traded tariff", "tariff"),
        ("turkiye", "bridge"),
        ("TÜRKİYE", "bridge"),
        ("Erdogan", "port"),
        ("izmir", "port"),
        ("ISTANBUL", ""),
        ("cafe", "cafe"),
        ("naive", "cafe"),
        ("kohler", "tariff"),
        ("the trade with the treaty", "treaty"),
        # numbers and signs as written
        ("4.92", "us"),
        ("$5.28", "bridge"),
        ("5.28", "bridge"),
        ("€5.28", ""),
        ("20,000", "budget"),
        ("20000", "budget"),
        ("$20,000", "budget"),
        ("24%", "budget"),
        ("24", "budget"),
        ("C++", "code"),
        ("c#", "code"),
        ("R&D", "tariff"),
        ("agri-commodities", "port"),
        ("agri-commodity", "port"),
        ("commodities", "port"),
        ("non-alignment", "code"),
        ("alignment", "code"),
        ("2024-25", "range"),
        ("2024–25", "range"),
        ("covid-19", "range"),
        ("G20", "range"),
        ("2026-01-06", "range"),
        ("U.S.", "tariff"),
        ("US", "tariff"),
        ("us", "tariff us"),
        ("WHO", "who"),
        ("W.H.O.", "who"),
        # OR binds its neighbours, - and NOT exclude
        ("bridge OR anchovies", "bridge fish"),
        ("trade Lima OR Canada", "treaty tariff"),
        ("trade -treaty", "port tariff budget"),
        ("trade NOT treaty NOT steel", "port budget"),
        ("trade AND -treaty AND NOT (steel OR bonds)", "port"),
        ("-the", "us quiet"),
        ("steel -trade", "us"),
        # phrases are exact
        ('"trade treaty"', "treaty"),
        ('"treaty trade"', ""),
        ('"treaties on trade"', ""),
        ('"treaty on trade"', "treaty"),
        ("“Türkiye’s engineers”", "bridge"),
        ('"trading"', "budget"),
        ('-"treaty on trade" treaty', ""),
        # beginnings and near words
        ("trad*", "port tariff treaty budget"),
        ("tradi*", "budget"),
        ("agri-com*", "port"),
        ("anchovis~", "fish"),
        ("brigde~1", "bridge"),
        ("lmia~", "treaty fish"),
        ("Liam~1", "treaty fish"),
        # fields
        ("title:trade", "port"),
        ("source:harbour", "bridge port"),
        ('source:"daily ledger" trade', "tariff budget"),
        ("title:(steel OR growth)", "tariff us range"),
        ("-source:ledger trade", "port treaty"),
        ("title:stee*", "tariff us"),
        # dates: after is from that day on, before is up to the day before
        ("after:2026-02", "treaty fish cafe"),
        ("before:2025-10", "us"),
        ("after:2025-10-06 before:2025-10-07", "bridge"),
        ("after:2025-11 before:2025-12", "port"),
        ("trade after:2026", "tariff treaty"),
        ("trade -after:2026", "port budget"),
        ("treaty OR before:2025", "treaty us"),
    ],
)
def test_a_query_finds(articles: Library, query: str, found: str) -> None:
    assert sorted(articles.paths(query)) == sorted(found.split())


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ("trade türkiye", "trade AND türkiye"),
        ("trade AND türkiye AND NOT russia", "trade AND türkiye AND NOT russia"),
        ("a the of trade", "trade"),
        ("steel OR bonds trade", "(steel OR bonds) AND trade"),
        ('"trade treaty" tari*', '"trade treaty" AND tari*'),
        (
            "title:steel who:anwar",
            "title:steel AND who:anwar · “who:” finds nothing before facts are extracted",
        ),
        ("", "everything"),
        ("  -  ", "everything"),
    ],
)
def test_understood_is_the_query_as_it_was_read(
    articles: Library, query: str, understood: str
) -> None:
    assert articles.ask(query).understood == understood


@pytest.mark.parametrize(
    ("query", "as_if", "says"),
    [
        ('"trade treaty', "trade treaty", "no partner"),
        ("colour:red trade", "colour red trade", "“colour:” is no field"),
        ("title: trade", "title trade", "nothing stands after “title:”"),
        ("after:soon trade", "soon trade", "“soon” is no date"),
        ("tr* steel", "tr steel", "needs 3 letters"),
        ("(trade steel", "trade steel", ""),
        ("trade) steel", "trade steel", ""),
        ("OR trade OR", "trade", ""),
        ("*rade", "rade", ""),
        ("trade\0steel", "trade steel", ""),
        ("https://example.com/trade", "https example.com/trade", ""),
    ],
)
def test_what_cannot_be_read_is_searched_as_words_and_said(
    articles: Library, query: str, as_if: str, says: str
) -> None:
    answer = articles.ask(query)
    assert [hit.doc for hit in answer.hits] == [hit.doc for hit in articles.ask(as_if).hits]
    assert says in answer.understood


def test_a_query_of_stop_words_still_answers(articles: Library) -> None:
    assert "who" in articles.paths("to the")


def test_words_far_over_the_limit_are_left_out_and_that_is_said(articles: Library) -> None:
    answer = articles.ask(" ".join(f"word{n}" for n in range(30)))
    assert "only the first 16 words were read" in answer.understood
    answer = articles.ask("x" * 1000)
    assert "only the first 256 characters were read" in answer.understood


def test_any_word_ranks_articles_with_any_of_them(articles: Library) -> None:
    found = articles.paths("PERSONS AND ANCHOVIES OR NOT TREATIES OF LIMA", any_word=True)
    assert sorted(found) == ["fish", "treaty"]


def test_any_word_keeps_the_rarest_of_many_words(articles: Library) -> None:
    known = (
        "trade steel bridge Lima harbour budget bonds port tariff Canada ministry percent growth "
        * 3
    )
    filler = " ".join(f"unknown{n}" for n in range(60))
    answer = articles.ask(f"{known} {filler} anchovies", any_word=True)
    assert answer.hits[0].doc in {hit.doc for hit in articles.ask("anchovies").hits} | {
        "tariff.txt",
        "bridge.txt",
        "port.txt",
    }
    assert "anchovies" in answer.understood


def test_an_empty_query_gives_everything_newest_first(articles: Library) -> None:
    found = articles.paths("")
    assert found[:3] == ["fish", "treaty", "range"]
    assert found[-2:] == ["code", "quiet"], "undated last, then by path"
    opening = articles.ask("").hits[0].passages[0]
    assert opening.text.startswith("Fishing fleets left") and opening.matches == ()


def test_articles_without_a_date_are_counted(articles: Library) -> None:
    assert "2 articles without a date left out" in articles.ask("after:2024").understood
    assert "1 article without a date left out" in articles.ask("compiler after:2024").understood
    assert "without a date" not in articles.ask("trade after:2024").understood


@pytest.mark.parametrize("typed", ["ancho", "anchovies", "the anc", "li", "source:and"])
def test_while_typing_the_last_word_is_also_a_beginning(articles: Library, typed: str) -> None:
    assert "fish" in articles.paths(typed, typing=True)


@pytest.mark.parametrize(
    "typed",
    [
        "trade title:",
        'trade "',
        "trade after:",
        "trade after:20",
        "trade (",
        "trade -",
        "trade OR",
        "trade OR ",
        "trade AND",
    ],
)
def test_an_unfinished_end_changes_nothing_while_typing(articles: Library, typed: str) -> None:
    answer = articles.ask(typed, typing=True)
    assert sorted(hit.doc for hit in answer.hits) == sorted(
        hit.doc for hit in articles.ask("trade").hits
    )
    assert answer.understood.startswith("trade") and "·" not in answer.understood


def test_an_open_phrase_narrows_while_typing(articles: Library) -> None:
    assert articles.paths('"trade trea', typing=True) == ["treaty"]


def test_a_word_is_finished_by_a_space(articles: Library) -> None:
    assert articles.paths("ancho", typing=True) == ["fish"]
    assert articles.paths("ancho ", typing=True) == []


def test_names_and_quotes_are_found_once_facts_are_in(library: Library) -> None:
    from small_library import ARTICLES

    library.add(
        ARTICLES[3], who={0: "Ada Köhler\nUnited States"}, said={0: "Tariffs on steel hurt trade"}
    )
    assert library.paths("who:kohler") == ["tariff"]
    assert library.paths('who:"ada kohler"') == ["tariff"]
    assert library.paths('who:"kohler united"') == [], "a phrase does not reach into the next name"
    assert library.paths("said:tariff") == ["tariff"]
    assert library.paths("said:canada") == []
    assert "before facts" not in library.ask("who:nobody").understood


@pytest.mark.parametrize("around", ["{}", "({}),", "“{}’", "'{}'", "{}…", "…{}.)"])
@pytest.mark.parametrize(
    "word",
    ["trade", "Trade", "a", "A", "US", "U.S.", "o'clock", "trades'", "C++", "x2", "café", ""],
)
def test_plain_words_are_read_as_all_others(
    monkeypatch: pytest.MonkeyPatch, around: str, word: str
) -> None:
    written = around.format(word)
    quick = list(analysis.units(written, position=3))
    monkeypatch.setattr(analysis, "_plain_word", lambda *_: None)
    assert quick == list(analysis.units(written, position=3))
