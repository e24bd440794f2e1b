"""How much is parsed at once and held parsed is bounded in words, whatever a text is made of; nothing of it is lost."""

from __future__ import annotations

import dataclasses
import random

import pytest

from search_index.extraction import model, pipeline, portions
from search_index.extraction.model import load_model, parse
from search_index.extraction.pipeline import extract_many, read_many
from search_index.extraction.portions import count_words, lots, stretches_of
from search_index.models import Document, Span
from search_index.texts import document_of

NEWS = (
    "The port handled 5 million tons of grain in 2024, Ana Bonilla said on Monday. "
    "It plans a third terminal."
)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounds so low that a few sentences reach them."""
    monkeypatch.setattr(portions, "MOST_WORDS", 40)
    monkeypatch.setattr(model, "MOST_WORDS", 40)
    monkeypatch.setattr(portions, "_STRETCH", 300)
    monkeypatch.setattr(portions, "_HELD", 100)


def cut(document: Document) -> list[str]:
    return [
        document.text[s.start : s.end]
        for part in document.parts
        for s in stretches_of(document, part)
    ]


MADE_UP = {
    "letters": "a " * 900,
    "full stops": ". " * 900,
    "brackets": "(" * 1_800,
    "one word": "x" * 1_800,
    "currencies": "$1 2% " * 300,
    "quotations": "“A b.” " * 260,
    "no words": " \t" * 900,
    "English": f"{NEWS} " * 17,
}


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("text", MADE_UP.values(), ids=MADE_UP)
def test_no_stretch_is_too_long_and_together_they_are_the_text(text: str) -> None:
    document = document_of(text)
    pieces = cut(document)
    assert "".join(pieces) == text[: len("".join(pieces))]
    assert text[len("".join(pieces)) :].strip() == ""
    for piece in pieces:
        assert len(piece) <= 300
        assert count_words(piece) <= 40


@pytest.mark.usefixtures("short")
def test_a_long_paragraph_is_cut_behind_a_sentence_and_text_without_any_behind_a_word() -> None:
    assert all(piece.endswith(". ") for piece in cut(document_of(f"{NEWS} " * 9)))
    assert all(piece.endswith(" ") for piece in cut(document_of("grain " * 90)))
    paragraphs = "A short line of words\n" * 30
    assert all(piece.endswith("\n") for piece in cut(document_of(paragraphs)))


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("text", MADE_UP.values(), ids=MADE_UP)
def test_no_more_than_a_lot_is_held_and_no_more_than_a_batch_is_parsed_at_once(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[int] = []
    nlp = load_model()
    real = type(nlp).pipe
    held: list[int] = []

    def counting(self: object, batch: list[str]) -> object:
        parsed.append(sum(map(count_words, batch)))
        return real(self, batch)  # type: ignore[arg-type]

    def holding(nlp: object, texts: list[str]) -> object:
        held.append(sum(map(count_words, texts)))
        return parse(nlp, texts)  # type: ignore[arg-type]

    monkeypatch.setattr(type(nlp), "pipe", counting)
    monkeypatch.setattr(pipeline, "parse", holding)
    documents = [document_of(text, path="a.txt"), document_of(NEWS, path="b.txt")]
    found = extract_many(documents)
    assert not any(isinstance(one, Exception) for one in found)
    assert max(parsed) <= 40
    assert max(held) <= 100
    assert any(fact.kind == "quantity" for fact in found[1])  # type: ignore[union-attr]


@pytest.mark.usefixtures("short")
def test_facts_of_a_text_in_many_portions_stand_where_their_words_are() -> None:
    document = document_of("\n\n".join(f"{NEWS} A storm sank {n} ships." for n in range(20, 60)))
    (found,) = extract_many([document])
    assert not isinstance(found, Exception)
    assert list(found) == sorted(found, key=lambda fact: (fact.start, fact.end, fact.kind))
    assert all(document.text[fact.start : fact.end] == fact.text for fact in found)
    sunk = {fact.value for fact in found if fact.kind == "quantity" and fact.unit == "ship"}
    assert sunk == set(map(float, range(20, 60)))


@pytest.mark.usefixtures("short")
def test_between_lots_the_share_is_told_that_has_been_read() -> None:
    shares = list(read_many([document_of(f"{NEWS}\n\n" * 40)]))
    assert len(shares) > 2
    assert shares == sorted(set(shares))
    assert shares[0] > 0 and shares[-1] < 1


def test_of_a_text_read_at_once_no_share_is_told() -> None:
    assert list(read_many([document_of(NEWS)])) == []


def test_a_text_of_usual_length_is_one_lot_whose_stretches_end_with_paragraphs() -> None:
    document = document_of(f"{NEWS}\n\n" * 2_000)
    (lot,) = lots([document, document_of(NEWS)])
    assert [piece.document for piece in lot] == [0, 1]
    long, short = lot
    assert len(long.stretches) == 3 and len(short.stretches) == 1
    assert all(document.text[: s.end].endswith("\n") for s in long.stretches)


def test_an_error_over_one_document_of_several_lots_leaves_the_others(
    short: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.facts_of

    def failing(analysis: object) -> object:
        if analysis.document.path == "a.txt" and analysis.offset > 400:  # type: ignore[attr-defined]
            raise ValueError("no rule can read this")
        return real(analysis)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "facts_of", failing)
    documents = [document_of(f"{NEWS} " * 20, path="a.txt"), document_of(NEWS, path="b.txt")]
    bad, good = extract_many(documents)
    assert isinstance(bad, ValueError)
    assert good == extract_many([documents[1]])[0]


@pytest.mark.parametrize("seed", range(20))
def test_words_are_never_counted_as_half_of_what_the_model_makes_of_them(seed: int) -> None:
    chance = random.Random(seed)
    signs = "ab1 .,$€%“”'()-–/:;\n\té字א\u200b🙂_#@&+"
    text = "".join(chance.choice(signs) for _ in range(600))
    tokens = [token for token in load_model().tokenizer(text) if not token.is_space]
    assert 2 * count_words(text) >= len(tokens)


def test_furniture_is_in_no_stretch(short: None) -> None:
    document = document_of(f"{NEWS} " * 12)
    start = document.text.index("It plans", 500)
    hole = Span(start, start + 26)
    holed = dataclasses.replace(document, furniture=(hole,))
    stretches = list(stretches_of(holed, holed.parts[0]))
    assert all(s.end <= hole.start or s.start >= hole.end for s in stretches)
    kept = "".join(document.text[s.start : s.end] for s in stretches)
    assert kept == document.text[:start] + document.text[hole.end :]
