"""What a fact was drawn from is found again in its document; every rule has a sentence."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from search_index import extraction
from search_index.extraction.pipeline import extract_many
from search_index.extraction.rule_sentences import rule_sentences, sentence_of
from search_index.fact_explanation import Evidence, FactExplained, explain_fact
from search_index.locations import seeds_folder
from search_index.models import KINDS, Fact, Quantity, Quote, Relation, Span
from search_index.reading import load_corpus_file, read_document, survey
from search_index.texts import document_of, extract_facts

# One text a rule or two that the bundled documents do not call for.
TEXTS = """\
The bill passed 61 to 38 in a vote of the council. Turnout rose from 40 to 52. She is 21 years old.
He sold 3 boats and 40 per cent of the fleet for $5, or 7 to 9 tonnes of it. The number is 12.
On 12/24/2025 and on Jan. 6, in March 2025, in May, in the summer of 2024, in the week of March 3, on Friday.
It closes on Mondays, at the weekend, today, late in the evening, last year, at the end of the year.
It opened two years ago, and over the past two years and the previous year it grew; that day is now past.
At 5 p.m. on Christmas Day, in the third quarter, in fiscal 2024, in the first quarter of fiscal 2024.
In the first half of 2024, in the first three months of 2025, in the last two months of 2025, in 1994, from 2001 to 2003.
In the 1990s and the 19th century, in 44 BC, for two days, for decades, a decade-long row, every day, annually.
Rosa Lind said: “The pier is open now.”
“The pier is open now,” Rosa Lind said.
The pier, “our own,” is open now, Rosa Lind said.
“The boats are late again.”
Rosa Lind said that the pier is open. The pier is closed, Rosa Lind said. Rosa Lind promised to open it.
Rosa Lind urged the council to open it. Rosa Lind criticised the plan. Rosa Lind accused the council of fraud.
Rosa Lind called the plan a mistake. The claim by Rosa Lind that the pier is open was denied. Rosa Lind is sure that it is.
The pier is expected to open. According to Rosa Lind, the pier is open.
Rosa Lind, the mayor of the town, met the Malaysian minister in Malaysia.
"""


@pytest.fixture(scope="module")
def found() -> list[Fact]:
    """Facts of the bundled documents and of ``TEXTS``, together and line by line."""
    described = load_corpus_file(seeds_folder())
    paths = [entry.path for entry in survey(seeds_folder()).entries]
    documents = [read_document(seeds_folder(), path, described) for path in paths]
    texts = [
        TEXTS,
        *TEXTS.splitlines(),
        "Lind: The pier is open\n\nThe pier is open now, it is said.",
    ]
    texts.append("LIND: The pier is open now. BERG: It is not open now. LIND: It is.")
    documents += [document_of(text, published="2026-01-06") for text in texts]
    return [fact for facts in extract_many(documents) for fact in facts]  # type: ignore[union-attr]


def test_every_rule_that_found_something_has_a_sentence(found: list[Fact]) -> None:
    missing = {(fact.kind, fact.rule) for fact in found if not sentence_of(fact)}
    assert not missing


def test_most_rules_find_something_in_these_texts(found: list[Fact]) -> None:
    # Else the test above says little.
    used = {(fact.kind, fact.rule) for fact in found}
    known = {(kind, rule) for kind, rules in rule_sentences().items() for rule in rules}
    assert len(used & known) > 0.85 * len(known)


def names_in_code() -> Iterator[tuple[str, str]]:
    """Names of rules as the code of extraction writes them, and the file."""
    # By function the place of the rule's name among its arguments.
    places = {"Timex": 4, "timex": 1, "Attribution": 3, "build": 3, "_build": -1}
    for file in sorted(Path(extraction.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Assign):
                left = {
                    getattr(target, "attr", getattr(target, "id", "")) for target in node.targets
                }
                given = [node.value] if "rule" in left else []
            elif isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                given = [keyword.value for keyword in node.keywords if keyword.arg == "rule"]
                arguments = [
                    *([None, None] if isinstance(arg, ast.Starred) else [arg] for arg in node.args)
                ]
                flat = [arg for group in arguments for arg in group]
                place = places.get(name)
                if place is not None and len(flat) > max(place, 0):
                    given.append(flat[place])  # type: ignore[arg-type]
            else:
                continue
            for value in given:
                branches = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
                for branch in branches:
                    if isinstance(branch, ast.Constant) and isinstance(branch.value, str):
                        yield branch.value, file.name


def test_every_rule_named_in_the_code_has_a_sentence() -> None:
    known = {rule for rules in rule_sentences().values() for rule in rules}
    named = dict(names_in_code())
    assert len(named) > 40
    assert {name: file for name, file in named.items() if name not in known} == {}


def test_sentences_are_sentences() -> None:
    assert set(rule_sentences()) == set(KINDS)
    for rules in rule_sentences().values():
        for sentence in rules.values():
            assert sentence[0].isupper() or sentence[0] == "“"
            assert sentence.endswith(".")


def explained(text: str, kind: type[Fact]) -> list[FactExplained]:
    return [
        explain_fact(fact, text, sentence_of(fact))
        for fact in extract_facts(text)
        if isinstance(fact, kind)
    ]


def evidence(one: FactExplained, text: str) -> dict[str, str | None]:
    """By field the words of the text that gave it."""
    return {e.field: text[e.at.start : e.at.end] if e.at else None for e in one.evidence}


def test_a_quotation_comes_from_its_cue_its_source_and_whoever_that_is() -> None:
    text = "Rosa Lind runs the ferry. “It is late,” she said on Monday."
    (one,) = explained(text, Quote)
    assert one.sentence == "“It is late,” she said on Monday."
    assert evidence(one, text) == {
        "cue": "said",
        "source": "she",
        "speaker": "Rosa Lind",
        "content": "“It is late,”",
    }


def test_an_amount_comes_from_its_hedge_and_what_it_measures() -> None:
    text = "Trade between Malaysia and Norway reached about $5 billion."
    (one,) = explained(text, Quantity)
    assert one.rule_says.startswith("A number with a currency")
    words = evidence(one, text)
    assert (words["hedge"], words["measure"]) == ("about", "Trade")
    assert Evidence("parties", "Malaysia", Span(14, 22)) in one.evidence


def test_carried_words_are_found_in_the_sentence_before() -> None:
    text = "Trade grew. It reached $5 billion."
    fact = extract_facts(text)[-1]
    fact = next(f for f in extract_facts(text) if isinstance(f, Quantity))
    fact = dataclasses.replace(fact, measure="trade", carried=("measure",))
    (measure,) = [e for e in explain_fact(fact, text, "").evidence if e.field == "measure"]
    assert measure.at == Span(0, 5)
    fact = dataclasses.replace(fact, carried=())
    (measure,) = [e for e in explain_fact(fact, text, "").evidence if e.field == "measure"]
    assert measure.at is None


def test_typographic_marks_do_not_hide_the_words() -> None:
    text = "The harbour’s ferries carry the town’s visitors."
    (one,) = explained(text, Relation)
    assert evidence(one, text)["objects"] == "the town’s visitors"


def test_every_span_of_an_explanation_lies_in_its_document(found: list[Fact]) -> None:
    text = TEXTS
    for fact in extract_facts(text):
        for one in explain_fact(fact, text, "").evidence:
            if one.at is not None:
                assert 0 <= one.at.start < one.at.end <= len(text)
