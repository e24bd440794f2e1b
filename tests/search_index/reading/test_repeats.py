from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.models import Span
from search_index.reading.repeats import find_repeats

SENTENCE = "The ferry carries 300 passengers and twenty cars on every crossing"


def repeated(text: str) -> list[tuple[str, str]]:
    return [
        (text[r.first.start : r.first.end], text[r.span.start : r.span.end])
        for r in find_repeats(text)
    ]


def test_a_sentence_said_again_is_found_with_its_first_place() -> None:
    text = f"{SENTENCE}. It is new. {SENTENCE}."
    assert repeated(text) == [(SENTENCE, SENTENCE)]
    (repeat,) = find_repeats(text)
    assert repeat.first.start == 0 and repeat.span.start == text.rindex(SENTENCE)


def test_quotes_blanks_and_case_make_no_difference() -> None:
    text = "“The mayor’s ferry carries 300 passengers,” she said then.\n\nAnd: "
    text += '"the mayor\'s  ferry\ncarries 300 passengers," she said then.'
    assert len(repeated(text)) == 1


def test_part_of_a_sentence_is_found_when_it_is_long() -> None:
    tail = "the council met the owners of the ferry and the fishermen of the island in May"
    text = f"During her visit {tail}. Nothing else happened that day. While there, {tail}, it said."
    assert [second for _, second in repeated(text)] == [tail]


def test_a_long_name_said_again_is_no_repeated_passage() -> None:
    name = "the Harbour Ministry of Ferries and Island Crossings"
    assert repeated(f"Today {name} met. Tomorrow {name} will rest again.") == []


def test_other_numbers_or_currencies_are_no_repeats() -> None:
    first = "The crossing cost $5.20 for adults in 2025."
    assert repeated(f"{first} {first.replace('$', '€')}") == []
    assert repeated(f"{first} {first.replace('5.20', '5.30')}") == []


def test_a_passage_said_three_times_is_led_back_to_the_first() -> None:
    text = f"{SENTENCE}.\n\n{SENTENCE}.\n\n{SENTENCE}."
    assert [repeat.first.start for repeat in find_repeats(text)] == [0, 0]


def test_page_furniture_neither_repeats_nor_is_repeated() -> None:
    text = f"{SENTENCE}. {SENTENCE}."
    assert find_repeats(text, [Span(0, len(SENTENCE) + 1)]) == ()
    half = len(SENTENCE) + 2
    assert find_repeats(text, [Span(half + 20, half + 25)]) == ()


@given(st.lists(st.sampled_from("abc."), max_size=120).map(" ".join))
def test_repeats_lie_in_the_text_after_their_first_and_say_the_same(text: str) -> None:
    last = 0
    for repeat in find_repeats(text):
        assert 0 <= repeat.first.start < repeat.first.end <= repeat.span.start
        assert last <= repeat.span.start < repeat.span.end <= len(text)
        first = text[repeat.first.start : repeat.first.end]
        again = text[repeat.span.start : repeat.span.end]
        assert first.replace(".", "").split() == again.replace(".", "").split()
        last = repeat.span.end


@given(st.text(max_size=300))
def test_no_text_breaks_the_search_for_repeats(text: str) -> None:
    find_repeats(text + "\n" + text)


@pytest.mark.parametrize("refrain", ["la ", "la di da dum de do fa so ", "la. "])
def test_monotonous_text_twice_as_long_takes_twice_the_work(
    refrain: str, steps: Callable[..., int]
) -> None:
    once, twice = (steps(lambda n=n: find_repeats(refrain * n)) for n in (1_000, 2_000))
    assert twice <= 2.2 * once
