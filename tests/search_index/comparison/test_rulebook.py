"""The rules a reader can look up are the rules there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_index.comparison.rulebook import SENTENCES
from search_index.comparison.verdicts import RULES

TABLE = Path(__file__).parents[3].joinpath("docs", "verdicts.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TABLE.splitlines()
    if line.startswith("| `")
]


@pytest.mark.parametrize("name", SENTENCES)
def test_every_rule_is_in_the_table_with_its_sentence(name: str) -> None:
    assert [f"`{name}`", SENTENCES[name]] in [[row[0], row[2]] for row in ROWS]


def test_the_table_has_no_rule_that_is_none() -> None:
    assert {row[0].strip("`") for row in ROWS} == set(SENTENCES)


def test_the_rules_for_numbers_stand_in_the_order_they_are_tried() -> None:
    told = [row for row in ROWS if row[0].strip("`") in {rule.name for rule in RULES}]
    expected = [
        (f"`{r.name}`", r.verdict if r.dimension is None else f"{r.verdict}, {r.dimension}")
        for r in RULES
    ]
    assert [(row[0], row[1]) for row in told[: len(RULES)]] == expected
