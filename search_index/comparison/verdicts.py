"""The verdict rules: one table, each rule with a name, a sentence and a test, tried from the top.

A rule looks at two claims that answer one question and either gives its reason or passes. Unknown is
said to be unknown; nothing is called a conflict unless period, parties, role and certainty allow none else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from search_index.comparison import rule_tests
from search_index.comparison.items import Item
from search_index.comparison.pairs import Pair, pair_of
from search_index.models import Dimension, Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on two claims, by which rule and why."""

    verdict: Verdict
    dimension: Dimension | None
    rule: str
    reason: str


Test = Callable[[Pair], str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """``test`` gives the reason where the rule holds, else None; ``sentence`` says it to a reader."""

    name: str
    sentence: str
    verdict: Verdict
    dimension: Dimension | None
    test: Test


RULES: tuple[Rule, ...] = (
    Rule("other_role", "A target is not a result.", "differ", "role", rule_tests.other_role),
    Rule(
        "other_certainty",
        "One doubts or denies what the other states.",
        "differ",
        "certainty",
        rule_tests.other_certainty,
    ),
    Rule(
        "other_period",
        "The two speak of different times.",
        "differ",
        "period",
        rule_tests.other_period,
    ),
    Rule(
        "other_length",
        "The two are counted over stretches of time of other lengths.",
        "differ",
        "period",
        rule_tests.other_length,
    ),
    Rule(
        "other_parties",
        "One speaks of more parties than the other.",
        "differ",
        "scope",
        rule_tests.other_parties,
    ),
    Rule(
        "refines",
        "The same number; one adds when.",
        "compatible",
        "detail",
        rule_tests.equal_in_detail,
    ),
    Rule("equal", "The same number.", "agree", None, rule_tests.equal),
    Rule(
        "equal_hedged",
        "The same number, hedged by one or by both.",
        "compatible",
        "precision",
        rule_tests.equal_but_hedged,
    ),
    Rule(
        "equal_in_other_unit",
        "The same amount in a unit the source gives itself.",
        "agree",
        None,
        rule_tests.equal_in_other_unit,
    ),
    Rule(
        "rounds",
        "One is the other with fewer digits.",
        "compatible",
        "precision",
        rule_tests.rounds,
    ),
    Rule(
        "within_bound",
        "One keeps within the bound the other sets.",
        "compatible",
        "precision",
        rule_tests.within_bound,
    ),
    Rule(
        "both_loose",
        "Both are loose and as near as their digits tell.",
        "compatible",
        "precision",
        rule_tests.both_loose,
    ),
    Rule(
        "unknown",
        "What would tell whether they clash is not said.",
        "differ",
        "scope",
        rule_tests.unknown,
    ),
    Rule(
        "later", "A later article may update an earlier one.", "differ", "period", rule_tests.later
    ),
    Rule(
        "other_measure",
        "What is measured may not be the same.",
        "differ",
        "scope",
        rule_tests.other_measure,
    ),
    Rule(
        "other_holder",
        "Two holders give different numbers.",
        "conflict",
        "attribution",
        rule_tests.other_holder,
    ),
    Rule("clash", "Both cannot be right.", "conflict", "value", rule_tests.clash),
)


def judge(a: Item, b: Item, *, same_event: bool, slip: bool = False) -> Judgement | None:
    """The verdict on two quantities under one question; None where one has no number.

    ``same_event``: what neither says of period and parties is the same for both. ``slip``: one number is the other with
    one digit changed.
    """
    pair = pair_of(a, b, same_event=same_event, slip=slip)
    if pair is None:
        return None
    for rule in RULES:
        reason = rule.test(pair)
        if reason is not None:
            return Judgement(rule.verdict, rule.dimension, rule.name, reason)
    return None
