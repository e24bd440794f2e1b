"""How long something lasts or lies back: equal lengths of one thing make a point, unlike ones none."""

from __future__ import annotations

from search_index.comparison import compare, rename, resolve_names
from search_index.comparison.items import Item
from search_index.comparison.lasting import refused
from search_index.extraction import extract
from search_index.models import Date, Point, Span
from tests.search_index.comparison.making import document

OPENING = "Lena Kovac, the mayor of Bergvik in Norway, showed her accounts on Monday. {}"


def told(*sentences: str) -> list[Point]:
    documents = [
        document(f"{n}.txt", OPENING.format(one), "2024-05-14") for n, one in enumerate(sentences)
    ]
    facts = {d.path: extract(d) for d in documents}
    names = resolve_names(documents, facts)
    renamed = {p: [rename(f, names.get(p, {})) for f in found] for p, found in facts.items()}
    return [p for p in compare(documents, renamed) if p.rule == "same_length"]


def test_one_length_of_one_thing_agrees() -> None:
    (point,) = told(
        "Kovac released twelve years of bank statements on Monday.",
        "The mayor released her bank statements of the last 12 years, all of them on Monday.",
    )
    assert (point.verdict, point.reason) == ("agree", "both say 12 years")


def test_lengths_in_two_units_are_set_side_by_side_where_they_are_as_long() -> None:
    def lasting(value: str, doc: str) -> Item:
        text = "a long time"
        told = Date(
            doc=doc,
            part=0,
            source=doc,
            start=0,
            end=len(text),
            text=text,
            sentence=Span(0, len(text)),
            type="DURATION",
            value=value,
        )
        return Item(told, 0, *[frozenset({"Norway", "Bergvik"})] * 4, "2024-05-14")

    two_years = lasting("P2Y", "a.txt")
    assert not refused(two_years, lasting("P24M", "b.txt"))
    assert refused(two_years, lasting("P20M", "b.txt"))


def test_unlike_lengths_make_no_point() -> None:
    assert not told(
        "Kovac released twelve years of bank statements on Monday.",
        "Kovac released eight years of bank statements on Monday.",
    )


def test_one_length_of_two_things_makes_no_point() -> None:
    assert not told(
        "Kovac released twelve years of bank statements on Monday.",
        "The ferry to the islands had not sailed for twelve years.",
    )
