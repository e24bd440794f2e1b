"""An explanation says why a point is as it is: rule, values, evidence, and what was tried nearby."""

from __future__ import annotations

import ast
import functools
import json
from pathlib import Path

import pytest

from search_index import comparison
from search_index.comparison import compare, rename, resolve_names
from search_index.comparison.explain import Ground
from search_index.comparison.finishing import told_apart
from search_index.comparison.reasons import NEEDED, SCALES
from search_index.comparison.rulebook import SENTENCES
from search_index.errors import UsageError
from search_index.explanation import Explanation, explanation_record
from search_index.extraction import extract
from search_index.models import Claim, Fact, Kind, Point, Span
from search_index.overrides import ClaimReference, Override, Overrides
from tests.search_index.comparison.making import document

TEXTS = {
    "a.txt": """The harbour of Bergvik burned on Monday night, and 23 boats were lost.

"We had no chance to save the old pier," fire chief Marta Lindqvist said.

The damage is put at 4.92 million euros, the town of Bergvik said. In 2023 the damage of storms was 7.5 million euros.
""",
    "b.txt": """A fire destroyed 25 boats in the harbour of Bergvik on Monday night.

"We had no chance to save the old pier," Marta Lindqvist, the fire chief, told reporters.

The damage is about 5 million euros, according to the town of Bergvik. The harbour of Bergvik has 300 berths.
""",
}
DOCUMENTS = tuple(document(path, text, "2024-05-14") for path, text in TEXTS.items())


@functools.cache
def facts() -> dict[str, list[Fact]]:
    found = {d.path: extract(d) for d in DOCUMENTS}
    names = resolve_names(DOCUMENTS, found)
    return {p: [rename(f, names.get(p, {})) for f in own] for p, own in found.items()}


@functools.cache
def ground() -> Ground:
    return Ground(DOCUMENTS, facts())


def points(overrides: Overrides = Overrides()) -> tuple[Point, ...]:  # noqa: B008  (frozen)
    return compare(DOCUMENTS, facts(), overrides)


def explained(text: str, kind: Kind = "quantity") -> Explanation:
    (point,) = [
        p
        for p in points()
        if p.claims[0].kind == kind and len(p.claims) > 1 and any(text in c.text for c in p.claims)
    ]
    return ground().explain(point)


def test_every_rule_that_judges_has_a_sentence() -> None:
    """The rules of the table by name, the others where a Judgement is made in the code."""
    made: set[str] = set()
    for file in Path(comparison.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "Judgement",
                "_differ",
            ):
                at = 2 if getattr(node.func, "id", "") == "Judgement" else 1
                name = node.args[at] if len(node.args) > at else None
                if isinstance(name, ast.Constant):
                    made.add(str(name.value))
            if isinstance(node, ast.keyword) and node.arg == "rule":
                made |= {str(node.value.value)} if isinstance(node.value, ast.Constant) else set()
    assert {"same_event", "other_day", "same_words", "unlike_units", "single"} <= made
    assert made <= SENTENCES.keys()
    assert {point.rule for point in points()} <= SENTENCES.keys()
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())


def test_every_point_can_be_explained_and_its_deciding_pair_has_its_verdict() -> None:
    for point in points():
        explanation = ground().explain(point)
        assert explanation.rule_says == SENTENCES[point.rule]
        assert [one.claim for one in explanation.claims] == list(point.claims)
        if point.verdict == "single":
            continue
        deciding = [pair for pair in explanation.pairs if pair.decides]
        assert deciding and deciding[0] == explanation.pairs[0], point
        assert point.reason in {pair.reason for pair in deciding}


def test_a_rounded_amount_is_explained_by_its_digits() -> None:
    explanation = explained("4.92")
    assert explanation.point.rule == "rounds"
    first, second = (dict(one.normalised) for one in explanation.claims)
    assert (first["amount"], first["exact to"]) == ("4.92 million EUR", "10,000")
    assert second["amount"] == "about 5 million EUR"
    (pair,) = explanation.pairs
    assert (pair.first, pair.second, pair.rule) == (0, 1, "rounds")
    assert "damage" in pair.pairing.words
    assert pair.pairing.score is not None and pair.pairing.needed is not None
    assert pair.pairing.score >= pair.pairing.needed
    assert pair.pairing.score == pytest.approx(sum(weight for _, weight in pair.pairing.parts))


def test_claims_come_with_their_sentences_as_written() -> None:
    for one in explained("4.92").claims:
        text = TEXTS[one.claim.doc]
        assert one.sentence in text and one.claim.text in one.sentence
        assert one.drawn_by


def test_what_came_near_is_told_with_what_kept_it_out() -> None:
    rejected = explained("4.92").rejected
    (storms,) = [one for one in rejected if "7.5" in one.claim.text]
    assert storms.near == 1, "beside the claim of the other source"
    assert storms.reason == "refused: the other article gives this number as well"
    assert storms.pairing.score is None, "what is refused is not weighed"
    assert "storms" in storms.sentence


def test_what_never_came_near_and_what_is_in_the_point_are_not_told() -> None:
    for point in points():
        told = ground().explain(point).rejected
        assert len(told) <= 6
        for one in told:
            assert one.claim.text != "300 berths", "other units, nothing in common"
            assert one.reason and (one.claim.start, one.claim.doc) not in {
                (claim.start, claim.doc) for claim in point.claims
            }


def test_an_event_is_explained_by_nearness() -> None:
    (pair, *_) = explained("burned", "relation").pairs
    assert set(dict(pair.pairing.parts)) >= {"meaning", "words in common"}
    assert pair.pairing.score is not None and "log-odds" in pair.pairing.scale
    assert "Bergvik" in pair.pairing.names


def test_a_pair_that_a_person_made_is_explained_too() -> None:
    claims = (ClaimReference("a.txt", "7.5 million euros"), ClaimReference("b.txt", "300 berths"))
    overrides = Overrides((Override(key="same_point", claims=claims),))
    (point,) = [p for p in points(overrides) if p.overridden]
    explanation = Ground(DOCUMENTS, facts(), overrides).explain(point)
    (pair,) = explanation.pairs
    assert pair.rule == point.rule and pair.decides


def test_a_point_whose_claims_are_gone_cannot_be_explained() -> None:
    claim = Claim(
        doc="a.txt",
        part=0,
        source="a.txt",
        start=1,
        end=3,
        text="he",
        sentence=Span(0, 9),
        kind="quantity",
    )
    gone = Point(
        id="abc",
        label="",
        verdict="agree",
        dimension=None,
        rule="equal",
        reason="",
        claims=(claim,),
    )
    with pytest.raises(UsageError, match="abc"):
        ground().explain(gone)


def fact_of(text: str, doc: str) -> Fact:
    return next(f for f in facts()[doc] if text in f.text and f.kind == "quantity")


def test_a_fact_that_nothing_was_matched_with_tells_what_came_near() -> None:
    explanation = ground().explain_alone(fact_of("7.5 million", "a.txt"))
    assert explanation.point.verdict == "single"
    assert [claim.text for claim in explanation.point.claims] == ["7.5 million euros"]
    assert "damage" in explanation.point.label
    assert "another source" in explanation.rule_says
    assert explanation.pairs == ()
    assert "5 million" in explanation.rejected[0].claim.text
    assert explanation.rejected[0].reason


def test_a_bare_name_is_not_compared_and_that_is_said() -> None:
    name = next(f for f in facts()["a.txt"] if f.kind == "entity")
    with pytest.raises(UsageError, match="bare name"):
        ground().explain_alone(name)


def test_an_explanation_is_plain_json() -> None:
    record = json.loads(json.dumps(explanation_record(explained("4.92"))))
    assert set(record) == {"point", "rule_says", "claims", "pairs", "rejected"}
    assert record["claims"][0]["normalised"]["amount"] == "4.92 million EUR"
    assert record["pairs"][0]["pairing"]["parts"]


def test_one_id_names_one_point_even_where_the_same_claims_differ_twice() -> None:
    common = {"verdict": "differ", "rule": "x", "reason": "", "label": "", "claims": ()}
    twice = [
        Point(id="abc", dimension="role", **common),  # type: ignore[arg-type]
        Point(id="abc", dimension="period", **common),  # type: ignore[arg-type]
    ]
    first = {p.dimension: p.id for p in told_apart(twice)}
    assert len(set(first.values())) == 2
    assert first == {p.dimension: p.id for p in told_apart(twice[::-1])}


def test_every_measure_of_nearness_tells_its_scale_and_what_it_asks() -> None:
    files = Path(comparison.__file__).parent.glob("*.py")
    callers = {f.stem for f in files if "in mutual_best(" in f.read_text("utf-8")}
    assert {"events", "occasions"} <= callers
    assert callers == NEEDED.keys() == SCALES.keys()
