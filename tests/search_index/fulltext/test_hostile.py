"""Whatever is typed or read: an answer within the limits, never an error, never a wrong offset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small_library import Library, document

from search_index.fulltext import analysis
from search_index.fulltext.analysis import fold, is_shouting, tokens, units
from search_index.fulltext.near import edits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pieces = st.lists(
    st.sampled_from(
        [
            "trade",
            "Türkiye",
            "-",
            '"',
            "“",
            "(",
            ")",
            "OR",
            "AND",
            "NOT",
            "title:",
            "after:",
            "who:",
            "x:",
            "2025",
            "*",
            "tra*",
            "~",
            "wrod~",
            "~9",
            ":",
            " ",
            "  ",
            "\0",
            "the",
            "$5",
            "C++",
            "U.S.",
            "'",
            "\u0301",
            "İ",
        ]
    ),
    max_size=24,
).flatmap(lambda words: st.sampled_from(["".join(words), " ".join(words)]))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), pieces), st.booleans(), st.booleans())
@example("(" * 256, False, False)
@example("-" * 256, False, True)
@example(") a " * 1000, True, False)
@example("NOT " * 64, False, False)
@example('"' * 255, False, True)
@example("a* " * 80, True, True)
@example("\ud800 \udfff", False, True)
@example("after:9999-12-31 before:0001-01-01", False, False)
@example("title:title:title:-(-(-x", False, False)
def test_any_text_is_answered(articles: Library, query: str, any_word: bool, typing: bool) -> None:
    answer = articles.ask(query, any_word=any_word, typing=typing, limit=5)
    assert answer.query == query
    assert len(answer.hits) <= 5 and answer.total >= len(answer.hits)
    for hit in answer.hits:
        text = articles.documents[hit.doc].text
        assert hit.passages
        for passage in hit.passages:
            assert len(passage.text) == passage.end - passage.start <= 300
            assert passage.text.split() == text[passage.start : passage.end].split()
            for mark in passage.matches:
                assert passage.start <= mark.start < mark.end <= passage.end


@pytest.mark.parametrize(
    "query", ["x" * 5_000_000, "trade " * 500_000, "\0" * 1_000_000, '("' * 500_000]
)
@pytest.mark.parametrize("any_word", [False, True])
def test_megabytes_are_answered_in_few_steps(
    articles: Library, query: str, any_word: bool, steps: Callable[..., int]
) -> None:
    found = []
    # A plain word takes 5,000.
    steps(
        lambda: found.append(articles.ask(query, any_word=any_word, typing=True, limit=3)),
        most=500_000,
    )
    (answer,) = found
    assert "characters were read" in answer.understood


def test_prefixes_and_near_words_stand_for_a_bounded_number(tmp_path: Path) -> None:
    library = Library(tmp_path / "index")
    library.add(
        *(document(f"{n}.txt", " ".join(f"wor{n:02}{m:02}x" for m in range(30))) for n in range(30))
    )
    answer = library.ask("wor*")
    assert "200 most frequent" in answer.understood and answer.total
    assert library.ask("wor", typing=True).total


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200), st.booleans())
def test_tokens_are_in_order_and_stand_where_they_say(text: str, shouting: bool) -> None:
    place, position = 0, -1
    for unit in units(text, shouting=shouting):
        assert unit.parts
        for part in unit.parts:
            assert place <= part.start < part.end <= len(text)
            assert part.position == position + 1
            place, position = part.end, part.position
        for extra in (*unit.specials, *((unit.whole,) if unit.whole else ())):
            assert extra.whole and 0 <= extra.start < extra.end <= len(text)
    assert all(len(token.form) <= 70 for token in tokens(text))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once).casefold() == fold(fold(once)).casefold()


@pytest.mark.parametrize(
    "written",
    [
        "İstanbul",
        "ISTANBUL",
        "istanbul",
        "ı̇stanbul",
        "İstanbul’s",
        "I\u0307stanbul",
        "is\u00adtanbul",
    ],
)
def test_variants_of_a_name_fold_to_one_form(written: str) -> None:
    assert next(tokens(written)).form == "istanbul"


def test_all_capitals_make_no_acronyms() -> None:
    assert is_shouting("ALL OF THIS IS LOUD") and not is_shouting("Not ALL of it")
    assert [t.form for t in tokens("ASK US", shouting=True)] == ["ask", "us"]
    assert "u.s." in [t.form for t in tokens("the US")]


@pytest.mark.parametrize(
    ("left", "right", "many"),
    [
        ("trade", "trade", 0),
        ("trade", "trdae", 1),
        ("trade", "tarde", 1),
        ("trade", "rade", 1),
        ("trade", "trades", 1),
        ("trade", "tread", 2),
        ("trade", "grape", 2),
        ("trade", "lions", 3),
        ("abcd", "badc", 2),
        ("a", "", 1),
    ],
)
def test_a_swap_of_neighbours_is_one_edit(left: str, right: str, many: int) -> None:
    assert edits(left, right, 2) == many == edits(right, left, 2)


def test_what_stands_without_a_blank_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    # Matching a word of 20 MB at once took 6 GB.
    seen: list[int] = []
    real = analysis.units
    monkeypatch.setattr(
        analysis, "units", lambda text, **named: seen.append(len(text)) or real(text, **named)
    )
    text = "x" * 5_000 + " " + "ab.cd-" * 2_000 + " end"
    place = position = 0
    for token in tokens(text):
        assert place <= token.start < token.end <= len(text)
        assert position <= token.position
        place, position = (place if token.whole else token.start), token.position
    assert seen and max(seen) <= 1_000
    assert text[token.start :] == "end"
