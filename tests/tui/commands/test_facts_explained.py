"""`reportedly facts --explain`: the rule behind each fact, and the words it was drawn from."""

from __future__ import annotations

import json
from collections.abc import Callable

from fake_library import FACTS, Answer

Run = Callable[..., Answer]


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_fact_is_explained_by_its_rule_and_its_words(run: Run) -> None:
    out = " ".join(run("facts", "--explain", "--kind", "quantity").out.split())
    assert "⟦about 4.2 million tonnes⟧" in out
    assert "rule unit: A number, [bold]" in out and "of course. hedge" in out
    assert "hedge about 51:56" in out
    assert "measure cargo (carried)" in out
    assert "last digit stands for 100,000" in out
    assert "words around port, handle" in out
    assert out.endswith("2 facts")


def test_the_words_of_an_explanation_stand_where_it_says(run: Run) -> None:
    record = lines(run("facts", "--explain", "--json").out)[0]
    assert (record["rule"], record["hedge"], record["step"]) == ("unit", "about", 1e5)
    assert record["rule_says"] == "A number, [bold]\x1b[1mof course."
    assert record["evidence"] == [
        {"field": "hedge", "text": "about", "start": 51, "end": 56},
        {"field": "measure", "text": "cargo", "start": None, "end": None},
    ]


def test_without_it_the_inner_fields_stay_inside(run: Run) -> None:
    record = lines(run("facts", "--json").out)[0]
    assert not {"rule", "hedge", "step", "terms", "evidence"} & record.keys()


def test_every_kind_of_fact_is_explained(run: Run) -> None:
    records = lines(run("facts", "--explain", "--json").out)
    assert [record["kind"] for record in records] == [fact.kind for fact in FACTS]
    quote = next(record for record in records if record["kind"] == "quote")
    assert {"speaker", "content"} <= {one["field"] for one in quote["evidence"]}  # type: ignore[index, attr-defined]


def test_a_document_cannot_write_on_the_terminal_through_an_explanation(run: Run) -> None:
    assert "\x1b" not in run("facts", "--explain").out


def test_no_more_facts_are_explained_than_are_shown(run: Run) -> None:
    assert len(lines(run("facts", "--explain", "--json", "--limit", "2").out)) == 2
    assert "2 of 6 facts" in run("facts", "--explain", "--limit", "2").out


def test_an_explanation_is_no_spreadsheet(run: Run) -> None:
    answer = run("facts", "--explain", "--format", "csv")
    assert answer.code == 2 and "not csv" in answer.err


def test_nothing_found_is_explained_by_nothing(run: Run) -> None:
    answer = run("facts", "--explain", "--about", "zebra")
    assert (answer.code, answer.out) == (1, "")
