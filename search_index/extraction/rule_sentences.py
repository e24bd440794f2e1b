"""What each rule looks for, in a sentence for the reader of a fact, from words/rules.yaml. Loads no spaCy."""

from __future__ import annotations

from collections.abc import Mapping

from search_index.extraction.wordlists import words
from search_index.models import Fact


def rule_sentences() -> Mapping[str, Mapping[str, str]]:
    """The sentence of every rule, by kind of fact and name of rule."""
    return words("rules")


def sentence_of(fact: Fact) -> str:
    """What the rule that found ``fact`` looks for; “” where an older or newer program drew it."""
    return rule_sentences()[fact.kind].get(fact.rule, "")
