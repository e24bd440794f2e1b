"""Quotes inside quotes and quotations left open: whose words they are, and who is the holder of what they claim."""

from __future__ import annotations

import pytest

from search_index.extraction.pipeline import extract
from search_index.models import Quantity, Quote
from tests.search_index.extraction.reading_helpers import document_of


def said(text: str) -> list[tuple[str, str | None]]:
    """The content and the speaker of every quote, those of a place from the outside in."""
    quotes = [fact for fact in extract(document_of(text)) if isinstance(fact, Quote)]
    quotes.sort(key=lambda quote: (quote.start, -quote.end))
    return [(" … ".join(text[s.start : s.end] for s in q.content), q.speaker) for q in quotes]


@pytest.mark.parametrize(
    ("text", "inner", "speaker"),
    [
        (
            "“Omar Bey told me, ‘I will never sell the boat,’” Rosa Lind said.",
            "‘I will never sell the boat,’",
            "Omar Bey",
        ),
        (
            "\"When I asked Omar Bey, he said, 'Nobody will pay for it,'\" Rosa Lind recalled.",
            "'Nobody will pay for it,'",
            "Omar Bey",
        ),
        (
            "Rosa Lind said that Omar Bey had claimed that the port was closed.",
            "that the port was closed",
            "Omar Bey",
        ),
        (
            "“Omar Bey says the port is safe,” Rosa Lind said.",
            "the port is safe",
            "Omar Bey",
        ),
        (
            "Rosa Lind said that Omar Bey told her: “I will go home.”",
            "“I will go home.”",
            "Omar Bey",
        ),
    ],
)
def test_a_quote_in_a_quote_is_one_of_its_own(text: str, inner: str, speaker: str) -> None:
    outer, within = said(text)
    assert outer[1] == "Rosa Lind"
    assert within == (inner, speaker)


def test_what_i_said_is_the_words_of_who_tells_of_it() -> None:
    text = "“I told Omar Bey, ‘Nobody will pay for it,’” Rosa Lind recalled."
    assert said(text)[1] == ("‘Nobody will pay for it,’", "Rosa Lind")


def test_the_third_level_is_found_too() -> None:
    text = (
        "“Ayla said, ‘My brother told me, “Never go back to sea,” and I did not,’” Rosa Lind said."
    )
    assert [speaker for _, speaker in said(text)] == ["Rosa Lind", "Ayla", "My brother"]


@pytest.mark.parametrize(
    "text",
    [
        "“My father used to call it ‘the wreck’ and he was right,” said Rosa Lind.",
        "“It is said that the port is closed,” said Rosa Lind.",
        "“We asked them to say that the port is closed,” said Rosa Lind.",
    ],
)
def test_words_that_nobody_in_particular_said_stay_the_outer_speakers(text: str) -> None:
    assert [speaker for _, speaker in said(text)] == ["Rosa Lind"]


def test_an_amount_is_held_by_the_innermost_speaker() -> None:
    text = "“The port cost $9 million, and Omar Bey told us it cost $5 million,” Rosa Lind said."
    held = [
        (fact.value, fact.holder)
        for fact in extract(document_of(text))
        if isinstance(fact, Quantity)
    ]
    assert held == [(9e6, "Rosa Lind"), (5e6, "Omar Bey")]


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ('"We cut costs, she told reporters on Monday.', '"We cut costs,', "she"),
        ("“The port is closed, Rosa Lind said.", "“The port is closed,", "Rosa Lind"),
    ],
)
def test_a_quotation_that_nobody_closed_ends_before_its_cue(
    text: str, content: str, source: str
) -> None:
    (quote,) = (fact for fact in extract(document_of(text)) if isinstance(fact, Quote))
    assert (quote.text, quote.source_span and quote.source_span.text) == (content, source)
