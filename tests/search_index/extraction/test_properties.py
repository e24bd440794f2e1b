"""What holds for every text, however odd: no error, spans that fit, facts in order, JSON there and back."""

from __future__ import annotations

import json
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_index.extraction.normalise import normalise
from search_index.extraction.pipeline import extract, extract_many
from search_index.models import Document, Fact, Fragment, Part, Quantity, Quote, Relation
from search_index.records import fact_from_record, fact_record

# What the rules look for, torn from its sentences: every order of these must be survived.
PIECES = """
“|”|‘|’|"|'|''|``|«|»|(|)|[|]|—|–|-|...|…|.|,|;|:|?|!|/|%|&|*|#|\t|\n|\n\n|\u00a0|\u200b|\u2028|\x00|\x85|\r\n
$|€|£|US$|USD|RM|₺|¥|5|4.92|1,000|20,000|0|00|007|1e9|½|²|٣|5.|.5|-3|+4|billion|bn|m|k|per cent|percent|pp|km|°C|mph
seven|two-thirds|half|a dozen|tens of thousands of|hundred|one|million|twice|10-fold|50-50|3-2|1.2.3|555-0199|7/9|9/11
about|nearly|more than|at least|up to|between|and|to|from|or|not|no|per|of|a|the|than|over|under|some|each|worth
2025|1984|’90s|the 1990s|Jan. 6|6 January 2026|2026-01-06|01/13/2026|31 February|Q3|FY2025|Monday|last week|today
yesterday|in three years|two years ago|noon|5 p.m.|25:61|the first quarter|May|March|Christmas|every day|for a decade|BC
said|says|told|according to|claimed that|that|denied|promised to|urged|called|asked|whether|as|added|wrote|is said to
Rosa Lind|Mr Lind|Dr. O’Hara|she|he|they|it|who|the minister|the council|Harbour Council|HC|Prime Minister|Sir|II|X
Malaysia|Malaysian|Türkiye|Ankara|The Hague|Republic of|University of|Ltd|Inc.|Mayor|President|students|A|I|THE PORT
rose|fell|by|would|may|if|will|was|were|be|been|has|does|signed|opened|buys|because|while|which|whose|to be|ferry|trade
🚢|👩‍👩‍👧|é|e\u0301|ﬁ|Ǆ|İ|ß|的|مرحبا|שלום|\u202e|\ufeff|\ufffd|𝟝|Ⅳ|https://example.org/a?b=1|a@b.example|#tag|@rosa
"""
ALL_PIECES = [piece for line in PIECES.strip("\n").split("\n") for piece in line.split("|")]
ALL_PIECES = [
    piece.encode().decode("unicode_escape") if "\\" in piece else piece for piece in ALL_PIECES
]

torn = st.lists(
    st.tuples(st.sampled_from(ALL_PIECES), st.sampled_from(("", " ", " ", " ", ". ", "\n\n"))),
    max_size=40,
).map(lambda pieces: "".join(piece + gap for piece, gap in pieces))
texts = st.one_of(torn, torn, st.text(max_size=300))

ODD = {
    "nothing": "",
    "a blank": " ",
    "blank lines": "\n" * 500,
    "no letters": "12 34, 56: 78 -- 90 % $ € ... 1/2 3-4 (5) [6]",
    "marks only": "“”‘’\"'«»“““‘‘‘'''\"\"\"”",
    "an endless word": "a" * 60_000,
    "an endless number": "9" * 2_000 + " dollars",
    "an endless fraction": "0." + "3" * 2_000 + " per cent",
    "an endless row of numbers": "1,000 " * 1_000,
    "an endless name": "Rosa " * 2_000,
    "an endless sentence": "the ferry said that " * 500,
    "endless brackets": "(" * 5_000 + "five" + ")" * 5_000,
    "one word a line": "ferry\n" * 1_000,
    "shares of shares": "5 of " * 800,
    "a thousand gentlemen": "Mr. Lind " * 1_000,
    "names without an end": "Rosa Lind and " * 500,
    "a denial of denials": "he denied that " * 300,
    "nested quotations": "“she said ‘he said " * 200,
    "lone surrogates": "The ferry \ud800 cost $5 \udfff million, she said.",
    "control characters": "The\x00ferry\x1b[31m cost\x08 $5\x7f million.",
    "letters from right to left": "قال الوزير إن التجارة بلغت 5 مليارات دولار.",
    "combining marks": "Z\u0351\u036b\u0343a\u0300l\u0321go\u0489 said it cost $5 million.",
    "a blank for a subject": "““May''would. \tsaid",
    "a huge power": "It grew by 10" + "0" * 400 + " million per cent.",
    "date out of reach": "On 31 February 99999 and in 0000, or the 99th century, it opened.",
}


def document_of(text: str, cuts: tuple[int, ...] = ()) -> Document:
    """The text as a document with a part up to each cut and to the end."""
    bounds = [0, *sorted({cut for cut in cuts if 0 < cut < len(text)}), len(text)]
    parts = tuple(
        Part(number, start, end, "A title", "The Post", "2026-01-06")
        for number, (start, end) in enumerate(pairwise(bounds))
    )
    return Document("a.txt", "digest", text, "A title", "The Post", parts, "2026-01-06")


def spans_of(fact: Fact) -> list[tuple[int, int, str | None]]:
    """Every place that ``fact`` names, with the words it says stand there."""
    found: list[tuple[int, int, str | None]] = [
        (fact.start, fact.end, fact.text),
        (fact.sentence.start, fact.sentence.end, None),
    ]
    if isinstance(fact, Quantity):
        found += [(other.start, other.end, other.text) for other in fact.also]
    if isinstance(fact, Quote):
        found += [(span.start, span.end, None) for span in fact.content]
        named: list[Fragment | None] = [fact.source_span, fact.cue]
        found += [(one.start, one.end, one.text) for one in named if one is not None]
    return found


def assert_sound(document: Document, facts: tuple[Fact, ...]) -> None:
    for fact in facts:
        part = document.parts[fact.part]
        assert part.start <= fact.start < fact.end <= part.end
        for start, end, words in spans_of(fact):
            assert part.start <= start <= end <= part.end
            assert words is None or document.text[start:end] == words
        said = fact_record(fact, inner=True)
        assert fact_from_record(json.loads(json.dumps(said, allow_nan=False))) == fact
        assert fact.rule
        if isinstance(fact, Relation):
            assert fact.subject and fact.predicate
    order = [(fact.start, fact.end, fact.kind) for fact in facts]
    assert order == sorted(order)


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_give_sound_facts_or_none(name: str) -> None:
    document = document_of(ODD[name])
    assert_sound(document, extract(document))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, st.lists(st.integers(1, 300), max_size=2))
def test_every_text_gives_sound_facts(text: str, cuts: list[int]) -> None:
    document = document_of(text, tuple(cuts))
    assert_sound(document, extract(document))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts, min_size=2, max_size=5))
def test_what_is_found_does_not_depend_on_what_is_read_with_it(given_texts: list[str]) -> None:
    documents = [document_of(text) for text in given_texts]
    assert extract_many(documents) == [extract(document) for document in documents]


@given(st.text(alphabet=st.characters(exclude_categories=())), st.text())
def test_normal_text_has_the_length_and_the_places_of_the_original(one: str, other: str) -> None:
    assert len(normalise(one)) == len(one)
    assert normalise(one + other) == normalise(one) + normalise(other)
    assert normalise(normalise(one)) == normalise(one)


@given(st.text())
def test_normal_text_leaves_letters_and_digits_alone(text: str) -> None:
    for was, now in zip(text, normalise(text), strict=True):
        assert now == was or unicodedata.category(was)[0] not in "LN" or was == "ʼ"


def test_a_broken_rule_costs_one_document_only(monkeypatch: pytest.MonkeyPatch) -> None:
    from search_index.extraction import pipeline

    find = pipeline.find_dates

    def find_or_break(analysis: object) -> object:
        if "broken" in analysis.document.text:  # type: ignore[attr-defined]
            raise IndexError("no such token")
        return find(analysis)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "find_dates", find_or_break)
    documents = [document_of(text) for text in ("It cost $5.", "a broken one", "It cost $6.")]
    before, broken, after = extract_many(documents)
    assert isinstance(broken, IndexError)
    assert isinstance(before, tuple) and isinstance(after, tuple) and before and after
    with pytest.raises(IndexError):
        extract(documents[1])
