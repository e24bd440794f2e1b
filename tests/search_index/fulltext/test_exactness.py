"""Answers are complete and exactly ranked: held against reading every article one by one."""

from __future__ import annotations

import random
from collections import Counter
from math import log
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_library import Library, document

if TYPE_CHECKING:
    from search_index.models import Document

WORDS = [f"w{a}{b}" for a in "bcdfgklmnp" for b in "aeiou"]
"""Fifty words that have no stem but themselves."""


def zipf(many: int, seed: int) -> list[Document]:
    chance = random.Random(seed)
    weights = [1 / (rank + 1) for rank in range(len(WORDS))]
    return [
        document(f"{n:05}.txt", " ".join(chance.choices(WORDS, weights, k=chance.randint(5, 60))))
        for n in range(many)
    ]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """2,000 articles in several segments, a tenth of them deleted or replaced."""
    library = Library(tmp_path_factory.mktemp("corpus") / "index")
    made = zipf(2000, seed=1)
    library.add(*made[:1500])
    library.add(*made[1500:])
    for one in made[100:200]:
        del library.documents[one.path]
    library.remove(*(one.path for one in made[100:200]))
    library.add(*(document(one.path, f"{one.text} wxx") for one in made[200:300]))
    return library


def bags(library: Library) -> dict[str, list[str]]:
    return {path: one.text.split() for path, one in library.documents.items()}


query_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(query_words, query_words, st.lists(st.sampled_from(WORDS), max_size=2))
def test_and_or_not_find_what_reading_finds(
    corpus: Library, every: list[str], either: list[str], none: list[str]
) -> None:
    query = " ".join([*every, " OR ".join(either), *(f"-{word}" for word in none)])
    expected = {
        path
        for path, words in bags(corpus).items()
        if set(every) <= set(words) and set(either) & set(words) and not set(none) & set(words)
    }
    answer = corpus.ask(query, limit=3000)
    assert {hit.doc for hit in answer.hits} == expected
    assert answer.total == len(expected)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(WORDS[:12]), min_size=2, max_size=3))
def test_a_phrase_finds_what_reading_finds(corpus: Library, phrase: list[str]) -> None:
    text = " ".join(phrase)
    expected = {
        path for path, words in bags(corpus).items() if f" {text} " in f" {' '.join(words)} "
    }
    assert {hit.doc for hit in corpus.ask(f'"{text}"', limit=3000).hits} == expected


def test_the_top_ten_is_that_of_scoring_every_article(corpus: Library) -> None:
    chance = random.Random(7)
    for _ in range(25):
        words = chance.sample(WORDS, chance.randint(2, 6))
        found = corpus.ask(" OR ".join(words), limit=10).hits
        every = corpus.ask(" OR ".join(words), limit=3000).hits
        assert [hit.doc for hit in found] == [hit.doc for hit in every][:10]


def test_scores_are_those_of_the_formula(tmp_path_factory: pytest.TempPathFactory) -> None:
    library = Library(tmp_path_factory.mktemp("formula") / "index")
    library.add(*zipf(300, seed=3))
    texts = bags(library)
    mean = sum(map(len, texts.values())) / len(texts)
    words = ["wba", "wdo", "wpu"]

    def score(text: list[str]) -> float:
        total, counts = 0.0, Counter(text)
        for word in words:
            having = sum(word in other for other in texts.values())
            rarity = log(1 + (len(texts) - having + 0.5) / (having + 0.5))
            tf = counts[word]
            total += rarity * tf * 3.0 / (tf + 2.0 * (0.25 + 0.75 * len(text) / mean))
        return total

    found = library.ask(" ".join(words), any_word=True, limit=10).hits
    expected = sorted((score(text) for text in texts.values()), reverse=True)[:10]
    # Whoosh keeps the length of an article in one byte, exact up to about a hundred words.
    assert [hit.score for hit in found] == pytest.approx(expected, rel=0.02)


def test_a_title_counts_half(library: Library) -> None:
    library.add(document("a.txt", "plums", "nothing"), document("b.txt", "nothing", "plums"))
    assert library.paths("plums") == ["a", "b"]


def test_an_article_that_was_replaced_answers_no_negation(library: Library) -> None:
    library.add(document("a.txt", "plums"))
    library.add(document("a.txt", "plums again"), document("b.txt", "plums"))
    assert library.ask("-plums").total == 0
    assert library.ask("-pears").total == 2
