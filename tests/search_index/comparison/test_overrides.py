"""What a person decided about a comparison is carried out, shown, and changes nothing else."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import pytest

from search_index.comparison import compare, rename, resolve_names
from search_index.comparison.collecting import collect_items
from search_index.comparison.forced import judge_forced
from search_index.comparison.meant import items_in
from search_index.comparison.points import claim_of
from search_index.deciding import quoted_claim
from search_index.extraction import extract
from search_index.models import Document, Fact, Point
from search_index.overrides import (
    ClaimReference,
    Override,
    OverrideKey,
    Overrides,
    Unmet,
)
from tests.search_index.comparison.making import by_doc, document, entity, quantity

EVENING = """The harbour of Bergvik burned on Monday night, and 23 boats were lost.

Fire chief Marta Lindqvist said the fire began in a fuel store. "We had no chance to save the old pier," Lindqvist said.

The damage is put at 4.92 million euros. Exports of herring from Bergvik reached 3.1 million euros in 2023.
"""
MORNING = """A fire destroyed 25 boats in the harbour of Bergvik on Monday night.

"We had no chance to save the old pier," Marta Lindqvist, the fire chief, told reporters.

The damage is about 5 million euros. Shipments of herring to Norway and beyond were worth 3.4 million euros in 2023. A crew of 40 fought the fire.
"""
DOCUMENTS = (
    document("a.txt", EVENING, "2024-05-14"),
    document("b.txt", MORNING, "2024-05-14"),
)


@functools.cache
def facts() -> Mapping[str, tuple[Fact, ...]]:
    return {d.path: extract(d) for d in DOCUMENTS}


def compared(*entries: Override) -> tuple[tuple[Point, ...], list[Unmet]]:
    overrides = Overrides(entries)
    unmet: list[Unmet] = []
    names = resolve_names(DOCUMENTS, facts(), overrides, unmet.append)
    renamed = {p: [rename(f, names.get(p, {})) for f in found] for p, found in facts().items()}
    return compare(DOCUMENTS, renamed, overrides, unmet.append), unmet


def by_id(points: tuple[Point, ...]) -> dict[str, Point]:
    return {point.id: point for point in points}


def the_point(points: tuple[Point, ...], text: str, kind: str = "quantity") -> Point:
    (found,) = [
        p
        for p in points
        if p.claims[0].kind == kind and any(text in claim.text for claim in p.claims)
    ]
    return found


def changed(*entries: Override) -> tuple[dict[str, Point | None], dict[str, Point], list[Unmet]]:
    """What is otherwise than without the overrides: gone or changed (None: gone), and new."""
    before = by_id(compared()[0])
    points, unmet = compared(*entries)
    after = by_id(points)
    gone = {k: after.get(k) for k, point in before.items() if after.get(k) != point}
    return gone, {k: point for k, point in after.items() if k not in before}, unmet


def hide(*claims: ClaimReference, point: str | None = None) -> Override:
    return Override(key="hide", claims=claims, point=point)


def claims(key: OverrideKey, *pairs: tuple[str, str]) -> Override:
    return Override(key=key, claims=tuple(ClaimReference(*pair) for pair in pairs))


def test_without_overrides_nothing_is_overridden() -> None:
    points, unmet = compared()
    assert points and unmet == []
    assert all(point.overridden is None for point in points)


# hide ---------------------------------------------------------------------------------------


def test_hiding_a_claim_hides_every_point_of_it_and_no_other() -> None:
    gone, new, unmet = changed(hide(ClaimReference("a.txt", "23 boats", "quantity")))
    assert list(gone.values()) == [None] and not new and not unmet
    assert list(gone) == [the_point(compared()[0], "23 boats").id]


def test_hiding_by_id_takes_its_beginning() -> None:
    wanted = the_point(compared()[0], "4.92").id
    gone, new, unmet = changed(hide(point=wanted[:6]))
    assert gone == {wanted: None} and not new and not unmet


def test_hiding_several_claims_hides_the_point_that_has_them_all() -> None:
    boats = (ClaimReference("a.txt", "23 boats"), ClaimReference("b.txt", "25 boats"))
    gone, _, unmet = changed(hide(*boats))
    assert gone == {the_point(compared()[0], "23 boats").id: None} and not unmet
    damage = ClaimReference("b.txt", "about 5 million euros")
    gone, _, (told,) = changed(hide(boats[0], damage))
    assert not gone and "no point has these claims" in told.reason


def test_an_id_that_no_point_has_is_told() -> None:
    gone, new, (unmet,) = changed(hide(point="ffffffffffff"))
    assert not gone and not new
    assert "no point" in unmet.reason and "claims" in unmet.way_out


# verdict ------------------------------------------------------------------------------------


def verdict(point: str, **fields: object) -> Override:
    return Override(key="verdict", point=point, **fields)  # type: ignore[arg-type]


def test_a_corrected_verdict_says_what_the_engine_had_found() -> None:
    wanted = the_point(compared()[0], "23 boats")
    entry = verdict(wanted.id, verdict="differ", dimension="period", note="B counts a day later")
    gone, new, unmet = changed(entry)
    (point,) = gone.values()
    assert point is not None and not new and not unmet
    assert (point.verdict, point.dimension, point.rule) == ("differ", "period", "corrected")
    assert point.reason == "B counts a day later"
    assert point.claims == wanted.claims
    assert point.overridden is not None
    assert "was conflict" in point.overridden and wanted.reason in point.overridden


def test_a_verdict_that_is_the_engines_own_confirms_it() -> None:
    wanted = the_point(compared()[0], "4.92")
    gone, _, _ = changed(verdict(wanted.id, verdict="compatible", dimension="precision"))
    (point,) = gone.values()
    assert point is not None and "confirmed" in (point.overridden or "")


def test_a_verdict_finds_its_point_by_a_claim_when_ids_have_changed() -> None:
    entry = Override(
        key="verdict",
        claims=(ClaimReference("b.txt", "destroyed ⟦25 boats⟧ in"),),
        verdict="compatible",
        dimension="scope",
    )
    (point,) = changed(entry)[0].values()
    assert point is not None and point.verdict == "compatible"


# points -------------------------------------------------------------------------------------


def test_claims_that_are_not_one_point_are_kept_apart_and_nothing_else_moves() -> None:
    wanted = the_point(compared()[0], "4.92")
    gone, new, unmet = changed(
        claims(
            "not_same_point", ("a.txt", "4.92 million euros"), ("b.txt", "about 5 million euros")
        )
    )
    assert not unmet
    assert gone[wanted.id] is None
    assert [
        p for p in (*gone.values(), *new.values()) if p and p.claims[0].kind == "quantity"
    ] == []


def test_claims_that_alignment_passed_over_are_put_together_and_judged() -> None:
    gone, new, unmet = changed(
        claims("same_point", ("a.txt", "3.1 million euros"), ("b.txt", "3.4 million euros"))
    )
    assert not unmet and not any(gone.values())
    point = the_point(tuple(new.values()), "3.1")
    assert {claim.text for claim in point.claims} == {"3.1 million euros", "3.4 million euros"}
    assert point.verdict in ("conflict", "differ")
    assert point.overridden == "put into one point"


def test_claims_of_units_that_cannot_be_compared_are_no_conflict_when_put_together() -> None:
    _, new, unmet = changed(
        claims("same_point", ("a.txt", "3.1 million euros"), ("b.txt", "A crew of ⟦40⟧ fought"))
    )
    assert not unmet
    point = the_point(tuple(new.values()), "3.1")
    assert (point.verdict, point.dimension) == ("differ", "scope")


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ((("a.txt", "23 boats"), ("a.txt", "4.92 million euros")), "in one source"),
        ((("a.txt", "We had no chance"), ("b.txt", "A crew of ⟦40⟧ fought")), "different kinds"),
        ((("a.txt", "The damage is put"), ("b.txt", "25 boats")), ""),
    ],
)
def test_what_cannot_be_put_together_is_told_and_changes_nothing(
    pair: tuple[tuple[str, str], ...], told: str
) -> None:
    gone, new, unmet = changed(claims("same_point", *pair))
    if told:
        assert not gone and not new
        assert any(told in one.reason for one in unmet), unmet
        assert all(one.way_out for one in unmet)


# names and measures -------------------------------------------------------------------------


def test_two_measures_that_are_one_bring_their_claims_together() -> None:
    documents = (document("a.txt", "x" * 60), document("b.txt", "x" * 60))
    found = by_doc(
        [
            *(entity(path, "Kenya", start=50, type="place") for path in ("a.txt", "b.txt")),
            quantity(5e9, "exports 5", measure="exports", terms=("timber", "export")),
            quantity(
                5e9, "shipments 5", "b.txt", measure="shipments", terms=("timber", "shipment")
            ),
            quantity(
                7e9, "imports 7", "b.txt", start=30, end=39, measure="imports", terms=("oil",)
            ),
        ]
    )

    def points(overrides: Overrides) -> list[Point]:
        several = compare(documents, found, overrides)
        return [point for point in several if len(point.claims) > 1]

    assert points(Overrides()) == []
    entry = Override(key="same_measure", names=("exports", "shipments"))
    (point,) = points(Overrides((entry,)))
    assert {claim.text for claim in point.claims} == {"exports 5", "shipments 5"}
    assert point.overridden == "exports and shipments: one measure"


def test_a_measure_that_nothing_has_is_told_with_the_nearest() -> None:
    gone, new, (unmet,) = changed(Override(key="same_measure", names=("exports", "shipmint")))
    assert not gone and not new
    assert "nothing is measured as “shipmint”" in unmet.reason
    assert unmet.way_out == "did you mean “shipment”?"


def named(*entries: Override) -> tuple[dict[str, dict[str, str]], list[Unmet]]:
    unmet: list[Unmet] = []
    documents = (document("a.txt", "x" * 60), document("b.txt", "x" * 60))
    found = by_doc(
        [
            entity("a.txt", "Harbour Council", type="organisation"),
            entity("a.txt", "Ana Berg", start=20),
            entity("b.txt", "Port Board", type="organisation"),
            entity("b.txt", "Berg", start=20),
        ]
    )
    return resolve_names(documents, found, Overrides(entries), unmet.append), unmet


def test_one_entity_is_called_by_the_first_name_everywhere() -> None:
    entry = Override(key="same_entity", names=("Harbour Council", "Port Board"))
    assert "Port Board" not in named()[0]["b.txt"]
    names, unmet = named(entry)
    assert names["b.txt"]["Port Board"] == "Harbour Council" and not unmet


def test_the_first_name_may_be_the_readers_own_and_another_unknown_one_is_told() -> None:
    own = Override(key="same_entity", names=("The Harbour Body", "Harbour Council", "Port Board"))
    names, unmet = named(own)
    assert names["a.txt"]["Harbour Council"] == names["b.txt"]["Port Board"] == "The Harbour Body"
    assert not unmet
    _, (told,) = named(Override(key="same_entity", names=("Harbour Council", "Port Bord")))
    assert "no document names “Port Bord”" in told.reason
    assert told.way_out == "did you mean “Port Board”?"


def test_two_entities_that_were_taken_for_one_are_told_apart() -> None:
    documents = (document("a.txt", "x" * 60), document("b.txt", "x" * 60))
    found = by_doc([entity("a.txt", "Erdoğan Kaya"), entity("b.txt", "Erdogan M. Kaya")])
    together = resolve_names(documents, found)
    entry = Override(key="not_same_entity", names=("Erdoğan Kaya", "Erdogan M. Kaya"))
    apart = resolve_names(documents, found, Overrides((entry,)))
    assert {**together["a.txt"], **together["b.txt"]}, "one name without the override"
    assert not {**apart["a.txt"], **apart["b.txt"]}


def test_an_entity_made_one_shows_where_it_mattered() -> None:
    texts = {
        "a.txt": "Exports of Kenya reached 5.",
        "b.txt": "Exports of the Savannah Republic reached 5.",
    }
    documents = [document(path, text) for path, text in texts.items()]

    def made(doc: str, name: str) -> list[Fact]:
        text = texts[doc]
        at = text.index(name)
        amount = quantity(
            5e9,
            "5",
            doc,
            start=text.index("5"),
            end=text.index("5") + 1,
            parties=(name,),
        )
        return [entity(doc, name, start=at, type="place"), amount]

    found = {"a.txt": made("a.txt", "Kenya"), "b.txt": made("b.txt", "Savannah Republic")}
    entry = Override(key="same_entity", names=("Kenya", "Savannah Republic"))

    def points(overrides: Overrides) -> list[Point]:
        names = resolve_names(documents, found, overrides)
        renamed = {p: [rename(f, names.get(p, {})) for f in own] for p, own in found.items()}
        several = compare(documents, renamed, overrides)
        return [point for point in several if len(point.claims) > 1]

    assert points(Overrides()) == []
    (point,) = points(Overrides((entry,)))
    assert point.verdict == "agree"
    assert "Kenya and Savannah Republic: one entity" in (point.overridden or "")


def test_the_order_of_documents_changes_nothing() -> None:
    entry = claims("same_point", ("a.txt", "3.1 million euros"), ("b.txt", "3.4 million euros"))

    def told(documents: tuple[Document, ...]) -> list[tuple[str, str, str | None]]:
        found = compare(documents, facts(), Overrides((entry,)))
        return sorted((p.id, p.verdict, p.overridden) for p in found)

    assert told(DOCUMENTS) == told(DOCUMENTS[::-1])


def test_claims_put_together_make_one_point_with_one_id() -> None:
    # Alignment sets 4.92 beside about 5, and another year's amount against both of them.
    texts = {
        "a.txt": "Exports of timber from Kenya reached 4.92 billion dollars in 2024.",
        "b.txt": "Exports of timber from Kenya reached about 5 billion dollars in 2024.",
        "c.txt": "Exports of timber from Kenya reached 5.28 billion dollars in 2023.",
    }
    documents = [document(path, text) for path, text in texts.items()]
    found = {d.path: extract(d) for d in documents}
    entry = claims("same_point", ("a.txt", "4.92 billion"), ("c.txt", "5.28 billion"))
    points = compare(documents, found, Overrides((entry,)))
    amounts = [p for p in points if p.claims[0].kind == "quantity" and len(p.claims) > 1]
    assert len(amounts) == 1 and len(amounts[0].claims) == 3
    assert amounts[0].overridden == "put into one point"
    assert len({p.id for p in points}) == len(points)


def test_a_source_whose_claim_is_kept_apart_is_not_called_silent() -> None:
    texts = {
        "a.txt": "Exports of timber from Kenya to Ghana reached 4.92 billion dollars in 2024.",
        "b.txt": "Exports of timber from Kenya to Ghana reached about 5 billion dollars in 2024.",
        "c.txt": "Exports of timber from Kenya to Ghana reached 5.4 billion dollars in 2024.",
        "d.txt": "Ministers of Kenya and Ghana met in Lagos to speak of timber.",
    }
    documents = [document(path, text) for path, text in texts.items()]
    found = {d.path: extract(d) for d in documents}
    other = ("c.txt", "5.4 billion dollars")
    entries = (
        claims("not_same_point", other, ("a.txt", "4.92 billion dollars")),
        claims("not_same_point", other, ("b.txt", "about 5 billion dollars")),
    )
    point = the_point(compare(documents, found, Overrides(entries)), "4.92")
    assert {claim.doc for claim in point.claims} == {"a.txt", "b.txt"}
    assert point.silent == ("d.txt",)


def test_the_rest_of_a_point_that_is_put_together_stays_one_point_of_its_own_lot() -> None:
    days = ("with his wife", "at last", "in May")
    documents = [
        document(
            f"{n}.txt",
            f"Ministers spoke of fish during Omar Haddad's visit to Lisbon {when}.",
            "2024-05-14",
        )
        for n, when in enumerate(days)
    ]
    drawn = {d.path: extract(d) for d in documents}
    (visit,) = [p for p in compare(documents, drawn) if "visit" in p.rule]
    one, *rest = [(c.doc, c.text) for c in reversed(visit.claims)]
    apart = [claims("not_same_point", one, other) for other in rest]
    together = claims("same_point", *rest)
    found = compare(documents, drawn, Overrides((*apart, together)))
    assert [p.rule for p in found if {c.doc for c in p.claims} == {"0.txt", "1.txt"}].count(
        "same_visit"
    ) == 1
    assert not [p for p in found if p.overridden and p.rule == "same_event"]


def test_what_the_app_quotes_means_the_claim_it_stands_for_and_none_inside_it() -> None:
    items, _ = collect_items(DOCUMENTS, facts())
    texts = {d.path: d.text for d in DOCUMENTS}
    for item in items:
        fact = item.fact
        quoted = quoted_claim(claim_of(item), texts[fact.doc])
        meant = items_in(quoted, texts[fact.doc], [i for i in items if i.fact.doc == fact.doc])
        assert {(i.fact.start, i.fact.end) for i in meant} == {(fact.start, fact.end)}


def test_two_reports_of_what_was_said_that_are_put_together_differ_where_they_name_two_times() -> (
    None
):
    told = [
        document(
            f"{month}.txt",
            f"The yard said the ferry had passed its last inspection in {month} 2023.",
            "2024-05-14",
        )
        for month in ("March", "August")
    ]
    items, _ = collect_items(told, {d.path: extract(d) for d in told})
    one, other = (i for i in items if i.fact.kind == "quote")
    assert judge_forced(one, other).verdict == "differ"
    assert judge_forced(one, one).verdict in ("agree", "compatible")
