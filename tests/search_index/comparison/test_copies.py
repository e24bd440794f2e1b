"""Copied articles are one origin."""

from __future__ import annotations

from search_index.comparison.copies import SENTENCE, origins

A, B, C = ("a.txt", 0), ("b.txt", 0), ("c.txt", 0)


def said(*sentences: str) -> bytes:
    return b"".join(sorted(sentence.encode().ljust(SENTENCE) for sentence in sentences))


def test_a_copy_with_a_new_last_line_is_still_a_copy() -> None:
    found = origins({A: said("1", "2", "3", "4", "5"), B: said("1", "2", "3", "4", "new")})
    assert found[B] == A


def test_two_reports_that_share_a_quotation_are_two_origins() -> None:
    found = origins({A: said("1", "2", "3", "4"), B: said("1", "6", "7", "8")})
    assert found == {A: A, B: B}


def test_copies_of_copies_lead_to_the_first() -> None:
    same = said("1", "2", "3")
    assert set(origins({A: same, B: same, C: same}).values()) == {A}


def test_what_half_the_papers_say_tells_of_no_copying() -> None:
    everywhere = {(f"{n:02}.txt", 0): said("He declined to comment."[:SENTENCE]) for n in range(51)}
    assert all(place == first for place, first in origins(everywhere).items())
    del everywhere["50.txt", 0]
    assert set(origins(everywhere).values()) == {("00.txt", 0)}


def test_an_article_without_a_sentence_is_its_own_origin() -> None:
    assert origins({A: said(), B: said("1")}) == {A: A, B: B}
    assert origins({}) == {}
