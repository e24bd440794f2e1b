"""Copied articles are one origin."""

from __future__ import annotations

from search_index.comparison.copies import origins

A, B, C = ("a.txt", 0), ("b.txt", 0), ("c.txt", 0)


def said(*sentences: str) -> frozenset[str]:
    return frozenset(sentences)


def test_a_copy_with_a_new_last_line_is_still_a_copy() -> None:
    found = origins({A: said("1", "2", "3", "4", "5"), B: said("1", "2", "3", "4", "new")})
    assert found[B] == A


def test_two_reports_that_share_a_quotation_are_two_origins() -> None:
    found = origins({A: said("1", "2", "3", "4"), B: said("1", "6", "7", "8")})
    assert found == {A: A, B: B}


def test_copies_of_copies_lead_to_the_first() -> None:
    same = said("1", "2", "3")
    assert set(origins({A: same, B: same, C: same}).values()) == {A}
