"""Who is quoted as saying, thinking or wanting what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_index.extraction.quotes import find_quotes
from search_index.models import Quote
from tests.search_index.extraction.reading_helpers import analysis_of


def quotes(text: str) -> list[Quote]:
    found = find_quotes(analysis_of(text))
    for quote in found:
        assert quote.text == text[quote.start : quote.end]
        assert (quote.start, quote.end) == (quote.content[0].start, quote.content[-1].end)
    return found


def contents(text: str) -> list[list[str]]:
    return [[text[s.start : s.end] for s in q.content] for q in quotes(text)]


def one(text: str) -> tuple[list[str], str, str | None, str | None]:
    """Content, directness, source and cue of the only quote in ``text``."""
    (quote,) = quotes(text)
    return (
        [text[s.start : s.end] for s in quote.content],
        quote.directness,
        quote.source_span.text if quote.source_span else None,
        quote.cue.text if quote.cue else None,
    )


# Direct speech -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("“The bridge is safe,” Maria Santos said.", "“The bridge is safe,”", "Maria Santos"),
        ("“The bridge is safe,” said Maria Santos.", "“The bridge is safe,”", "Maria Santos"),
        ('Maria Santos said, "The bridge is safe."', '"The bridge is safe."', "Maria Santos"),
        ("Maria Santos said: ‘The bridge is safe.’", "‘The bridge is safe.’", "Maria Santos"),
        (
            "“Is the bridge safe?” Maria Santos asked on Monday.",
            "“Is the bridge safe?”",
            "Maria Santos",
        ),
        (
            "“The bridge is safe,” said Maria Santos, who built it.",
            "“The bridge is safe,”",
            "Maria Santos",
        ),
    ],
)
def test_direct_speech_is_found_before_and_behind_its_cue(
    text: str, content: str, source: str
) -> None:
    found, directness, who, _ = one(text)
    assert (found, directness, who) == ([content], "direct", source)


def test_a_split_quotation_is_one_quote_with_two_spans() -> None:
    text = "“The bridge is safe,” Maria Santos said, “and it will open in June.”"
    assert one(text)[0] == ["“The bridge is safe,”", "“and it will open in June.”"]
    text = "“The bridge is safe,” Maria Santos said. “It will open in June.”"
    assert one(text)[0] == ["“The bridge is safe,”", "“It will open in June.”"]


def test_a_quotation_over_paragraphs_is_one_quote() -> None:
    text = (
        "Maria Santos said:\n\n“The bridge is safe.\n\n“It will open in June.”\n\nThe rain went on."
    )
    content, directness, source, _ = one(text)
    assert content == ["“The bridge is safe.", "“It will open in June.”"]
    assert (directness, source) == ("direct", "Maria Santos")


def test_two_speakers_in_a_paragraph_stay_two_quotes() -> None:
    text = "“The bridge is safe,” Maria Santos said. “I doubt it,” Peter Walsh replied."
    assert contents(text) == [["“The bridge is safe,”"], ["“I doubt it,”"]]


def test_a_paragraph_of_quotation_goes_on_with_its_speaker() -> None:
    text = "“The bridge is safe,” Maria Santos said.\n\n“We tested every cable in it.”"
    assert [q.speaker for q in quotes(text)] == ["Maria Santos", "Maria Santos"]


def test_a_signature_behind_a_dash_names_the_speaker() -> None:
    content, directness, source, _ = one("“This town deserves a better bridge.” — Maria Santos")
    assert (content, directness, source) == (
        ["“This town deserves a better bridge.”"],
        "direct",
        "Maria Santos",
    )


def test_turns_of_an_interview_are_direct_speech() -> None:
    text = (
        "Here is what they said.\n\nSANTOS: The bridge is safe.\n\nWALSH: I doubt it.\n\n"
        "SANTOS: We tested it."
    )
    found = [q for q in quotes(text) if q.rule == "transcript"]
    assert [q.text for q in found] == ["The bridge is safe.", "I doubt it.", "We tested it."]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “smart” bridge opened in June.",
        "They drove over the “Old Lady” on Monday.",
        "“A Bridge of Sighs” won the prize for the best novel.",
    ],
)
def test_scare_quotes_and_titles_are_no_speech(text: str) -> None:
    assert quotes(text) == []


def test_an_unclosed_mark_does_not_swallow_what_follows() -> None:
    text = "A stray “ mark stands here.\n\n“The bridge is safe,” Maria Santos said."
    assert contents(text) == [["“The bridge is safe,”"]]


# Mixed speech ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Maria Santos said that the bridge was “as safe as a house” in any storm.",
            "that the bridge was “as safe as a house” in any storm",
        ),
        ("Maria Santos called the plan “a costly joke.”", "the plan “a costly joke.”"),
        (
            "The bridge is “as safe as a house,” Maria Santos said.",
            "The bridge is “as safe as a house,”",
        ),
    ],
)
def test_quoted_words_inside_a_clause_make_it_mixed(text: str, content: str) -> None:
    found, directness, source, _ = one(text)
    assert (found, directness, source) == ([content], "mixed", "Maria Santos")


# Indirect speech and thought ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        ("Maria Santos said that the bridge was safe.", "that the bridge was safe", "said"),
        ("Maria Santos said the bridge was safe.", "the bridge was safe", "said"),
        ("Maria Santos told reporters the bridge was safe.", "the bridge was safe", "told"),
        ("Maria Santos believes the bridge is safe.", "the bridge is safe", "believes"),
        ("Maria Santos wondered whether the bridge was safe.", "whether the bridge was safe", "wondered"),
        ("Maria Santos promised to open the bridge in June.", "to open the bridge in June", "promised"),
        ("Maria Santos urged the council to open the bridge.", "to open the bridge", "urged"),
        ("The bridge was safe, Maria Santos said on Monday.", "The bridge was safe", "said"),
        ("Maria Santos called for a new inquiry.", "a new inquiry", "called for"),
        ("According to Maria Santos, the bridge is safe.", "the bridge is safe", "According to"),
        ("The bridge is safe, according to Maria Santos.", "The bridge is safe", "according to"),
        ("Maria Santos is confident that the bridge is safe.", "that the bridge is safe", "confident"),
    ],
)  # fmt: skip
def test_indirect_speech_is_found_under_its_cue(text: str, content: str, cue: str) -> None:
    assert one(text) == ([content], "indirect", "Maria Santos", cue)


def test_the_dateline_is_no_content() -> None:
    text = "LISBON (AP) — The bridge is safe, Maria Santos said."
    assert one(text)[0] == ["The bridge is safe"]


def test_quoted_pieces_in_a_row_are_one_content() -> None:
    text = "Maria Santos called the plan a “joke,” a “costly mistake” and a “scandal.”"
    assert one(text)[0] == ["the plan a “joke,” a “costly mistake” and a “scandal.”"]


def test_a_claim_as_a_noun_has_its_owner_as_source() -> None:
    content, _, source, cue = one("Maria Santos’ claim that the bridge is safe met with laughter.")
    assert (content, cue) == (["that the bridge is safe"], "claim")
    assert source is not None and source.startswith("Maria Santos")


def test_a_cue_between_commas_leaves_content_on_both_sides() -> None:
    text = "The bridge, Maria Santos said, would open in June."
    assert one(text)[0] == ["The bridge", "would open in June"]


def test_a_second_cue_takes_over_from_the_first() -> None:
    text = "Maria Santos said the bridge was unsafe and urged drivers to stay away."
    assert contents(text) == [["the bridge was unsafe"], ["to stay away"]]
    assert {q.speaker for q in quotes(text)} == {"Maria Santos"}


def test_a_headline_with_a_colon_is_attributed() -> None:
    text = "Santos: Bridge Will Open in June\n\nThe council met on Monday."
    assert one(text)[:3] == (["Bridge Will Open in June"], "indirect", "Santos")


def test_plain_statements_are_no_quotes() -> None:
    assert quotes("The bridge opened in June. Thousands of cars crossed it on Monday.") == []


def test_what_is_said_inside_a_quotation_belongs_to_its_speaker() -> None:
    text = "“The engineers told us that the bridge was safe,” Maria Santos said."
    assert contents(text) == [["“The engineers told us that the bridge was safe,”"]]


# Speakers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Maria Santos came to town. “The bridge is safe,” Santos said.", "Maria Santos"),
        ("Maria Santos came to town. “The bridge is safe,” she said.", "Maria Santos"),
        ("Maria Santos praised the crew and said the bridge was safe.", "Maria Santos"),
        ("Drivers were told by Maria Santos that the bridge was safe.", "Maria Santos"),
        ("Peter Walsh met Maria Santos, who said the bridge was safe.", "Maria Santos"),
        ("“The bridge is safe,” one source said.", "one source"),
        ("One of the engineers, Maria Santos, said the bridge was safe.", "Maria Santos"),
        ("Portuguese officials said the bridge was safe.", "Portuguese officials"),
        ("“The bridge is safe,” she said.", None),
    ],
)
def test_speakers_are_named(text: str, speaker: str | None) -> None:
    (quote,) = [q for q in quotes(text) if "safe" in q.text]
    assert quote.speaker == speaker


def test_terms_are_the_content_words() -> None:
    (quote,) = quotes("Maria Santos said that the bridges were unsafe.")
    assert set(quote.terms) == {"bridge", "unsafe"}


# Whatever the text ----------------------------------------------------------------------------

_PIECES = st.sampled_from(
    ["“", "”", '"', "'", "’", "said", "Maria Santos", "that", "to", ",", ".", ":", "\n\n", "A:", "—",
     "according", "called", "the bridge", "is", "SANTOS:", "\u200b", "told", "claims", "(", ")"]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.lists(_PIECES, max_size=30).map(" ".join), st.text(max_size=60)))
def test_no_text_makes_it_raise_and_every_span_holds(text: str) -> None:
    for quote in quotes(text):
        assert 0 <= quote.start < quote.end <= len(text)
        for span in quote.content:
            assert 0 <= span.start < span.end <= len(text)
        for fragment in (quote.source_span, quote.cue):
            assert fragment is None or fragment.text == text[fragment.start : fragment.end]
