"""The bundled texts, read by the whole engine, against what a person finds in them (seeds.yaml)."""

from __future__ import annotations

from itertools import chain
from math import isclose

import pytest
from golden_expectations import (
    Entry,
    cases,
    expected,
    facts_at,
    path_of,
    period_text,
    places,
    plain,
    points_with,
    says,
    text_of,
    told,
)

from search_index.library import Library
from search_index.models import Date, Entity, OtherAmount, Quantity, Quote

# Facts -------------------------------------------------------------------------------------


def told_quantity(q: Quantity) -> str:
    return (
        f"    {q.text!r} value={q.value} unit={q.unit} bound={q.bound} role={q.role}"
        f" change={q.change} period={period_text(q.period)} also={[o.text for o in q.also]}"
    )


@pytest.mark.parametrize("entry", cases(expected()["quantities"], "text"))
def test_a_number_is_read_with_its_unit_bound_and_period(seeds: Library, entry: Entry) -> None:
    found = facts_at(seeds, Quantity, entry)
    amounts: list[tuple[Quantity, Quantity | OtherAmount]] = [(q, q) for q in found]
    inside = seeds.facts(path_of(entry), kinds=["quantity"])
    for quantity in (q for q in inside if isinstance(q, Quantity)):
        amounts += [(quantity, o) for o in quantity.also if o.text in entry["text"]]

    def holds(quantity: Quantity, amount: Quantity | OtherAmount) -> bool:
        return (
            amount.value is not None
            and isclose(amount.value, entry["value"], rel_tol=1e-9)
            and ("unit" not in entry or amount.unit == entry["unit"])
            and ("period" not in entry or period_text(quantity.period) == entry["period"])
            and quantity.bound == entry.get("bound", "exact")
            and ("role" not in entry or quantity.role == entry["role"])
            and quantity.change == entry.get("change")
        )

    assert any(holds(q, a) for q, a in amounts), (
        f"“{entry['text']}” should be {entry}; found\n" + "\n".join(map(told_quantity, found))
    )


@pytest.mark.parametrize("entry", cases(expected()["dates"], "text"))
def test_a_date_is_resolved_to_its_days(seeds: Library, entry: Entry) -> None:
    found = facts_at(seeds, Date, entry)
    periods = [d.period for d in found if d.period]
    days = f"{min(p.start for p in periods)}/{max(p.end for p in periods)}" if periods else None
    message = f"“{entry['text']}”: {[(d.text, d.value, period_text(d.period)) for d in found]}"
    assert days == entry["period"], message
    assert "value" not in entry or entry["value"] in [d.value for d in found], message


def _says_exactly(quote: Quote, content: str, entry: Entry) -> bool:
    # A mixed quotation (“that the ‘order has failed’”) also has words outside its marks.
    same = plain(content) == plain(entry["text"])
    return same or (quote.directness == "mixed" and entry["text"] in content)


@pytest.mark.parametrize("entry", cases(expected()["quotes"], "text"))
def test_words_are_given_to_who_said_them(seeds: Library, entry: Entry) -> None:
    text = text_of(path_of(entry))
    quotes = [q for q in seeds.facts(path_of(entry), kinds=["quote"]) if isinstance(q, Quote)]

    def words(quote: Quote) -> str:
        return " ".join(text[s.start : s.end] for s in quote.content)

    near = [q for q in quotes if any(q.start < s.end and s.start < q.end for s in places(entry))]
    exact = [
        q for q in near if any(_says_exactly(q, text[s.start : s.end], entry) for s in q.content)
    ]
    message = f"“{entry['text']}” by {entry['speaker']}; found\n" + "\n".join(
        f"    {q.directness}, {q.speaker}, {q.source_span}: {words(q)}" for q in near
    )
    assert exact, message
    for quote in exact:
        assert (quote.directness != "indirect") == entry["direct"], message
        source = quote.source_span.text if quote.source_span else None
        assert plain(quote.speaker or source) == plain(entry["speaker"]), message


@pytest.mark.parametrize("entry", cases(expected()["entities"], "name"))
def test_one_name_stands_for_all_its_spellings(seeds: Library, entry: Entry) -> None:
    documents = {expected()["documents"][name] for name in entry["in"]}
    mentions = [e for e in seeds.facts(kinds=["entity"]) if isinstance(e, Entity)]
    named = {m.doc for m in mentions if plain(m.name) == plain(entry["name"])}
    spelled = {(m.text, m.name) for m in mentions if m.text in entry["written"]}
    assert named == documents, f"also written {sorted(spelled)}"
    assert {plain(name) for _, name in spelled} == {plain(entry["name"])}, sorted(spelled)


# Points ------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", cases(expected()["points"], "about"))
def test_sources_are_compared_on(seeds: Library, entry: Entry) -> None:
    points = seeds.points()
    together = points_with(points, entry["claims"])
    near = [p for p in points if any(says(c, e) for c in p.claims for e in entry["claims"])]
    assert together, f"no one point has all these claims; some have a part:\n{told(near)}"
    wanted = (entry["verdict"], entry.get("dimension"))
    assert wanted in [(p.verdict, p.dimension) for p in together], (
        f"should be {wanted}:\n{told(together)}"
    )


@pytest.mark.parametrize("entry", cases(expected()["alone"], "text"))
def test_what_one_source_says_is_set_beside_no_other(seeds: Library, entry: Entry) -> None:
    beside = [
        p
        for p in seeds.points()
        if any(says(c, entry) for c in p.claims) and len({c.doc for c in p.claims}) > 1
    ]
    assert not beside, f"“{entry['text']}” stands in\n{told(beside)}"


@pytest.mark.parametrize("entry", cases(expected()["apart"], "because"))
def test_two_questions_are_kept_apart(seeds: Library, entry: Entry) -> None:
    together = points_with(seeds.points(), entry["texts"])
    assert not together, f"{entry['because']}:\n{told(together)}"


@pytest.mark.parametrize("entry", cases(expected()["at_odds_with_itself"], "in"))
def test_a_source_at_odds_with_itself_is_shown(seeds: Library, entry: Entry) -> None:
    sayings = [{"in": entry["in"], "text": text} for text in entry["texts"]]
    together = points_with(seeds.points(), sayings)
    assert entry["dimension"] in [p.dimension for p in together], told(together)


def test_every_verdict_gives_its_rule_and_its_reason(seeds: Library) -> None:
    points = seeds.points()
    assert points
    assert not [p for p in points if not p.rule or not p.reason.strip()]


def test_every_claim_and_fact_stands_where_it_says(seeds: Library) -> None:
    claims = chain.from_iterable(p.claims for p in seeds.points())
    stretches = [*seeds.facts(), *claims]
    assert stretches
    assert not [s for s in stretches if text_of(s.doc)[s.start : s.end] != s.text]
