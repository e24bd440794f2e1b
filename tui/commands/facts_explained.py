"""Facts as an indented list that says of each which rule found it, and from which words of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from search_index.models import Quantity
from tui.cleaning import clean_line
from tui.commands.wording import meaning, number, when

if TYPE_CHECKING:
    from rich.console import Console

    from search_index.fact_explanation import Evidence, FactExplained
    from search_index.models import Fact

# Characters of a sentence to either side of its fact.
_AROUND = 120
_LABEL = 16


def draw_explained(out: Console, facts: Sequence[FactExplained]) -> None:
    """Print all of ``facts``, by document."""
    from rich.text import Text

    for doc, here in groupby(facts, key=lambda one: one.fact.doc):
        out.print(Text(clean_line(doc), style="bold"))
        for explained in here:
            _draw(out, explained)
        out.print()


def _draw(out: Console, explained: FactExplained) -> None:
    from rich.text import Text

    from tui.output import marked, print_indented

    fact = explained.fact
    print_indented(out, Text(f"{fact.kind}  {clean_line(meaning(fact))}"), 15, _where(fact))
    print_indented(out, marked(*_in_sentence(explained), "bold"), 4)
    for label, words in _lines(explained):
        print_indented(out, Text(clean_line(words)), 4 + _LABEL, f"    {label}")


def _where(fact: Fact) -> str:
    return f"{fact.start}:{fact.end} "


def _in_sentence(explained: FactExplained) -> tuple[str, int, int]:
    """The sentence, cut to the fact's surroundings, and where the fact stands in it."""
    fact, sentence = explained.fact, explained.sentence
    start = max(0, fact.start - fact.sentence.start)
    end = min(len(sentence), fact.end - fact.sentence.start)
    first, last = max(0, start - _AROUND), min(len(sentence), end + _AROUND)
    lead, tail = "…" * (first > 0), "…" * (last < len(sentence))
    shown = lead + clean_line(sentence[first:last]) + tail
    return shown, len(lead) + start - first, len(lead) + end - first


def _lines(explained: FactExplained) -> Iterator[tuple[str, str]]:
    """Label and words of each thing there is to say."""
    fact = explained.fact
    yield "rule", ": ".join(filter(None, (fact.rule, explained.rule_says))) or "not known"
    for one in explained.evidence:
        yield one.field.replace("_", " "), _evidence(one, fact)
    if isinstance(fact, Quantity) and fact.step is not None:
        yield "last digit", f"stands for {number(fact.step)}"
    if period := when(fact):
        yield "period", period + ("  (carried)" if "period" in fact.carried else "")
    if fact.holder:
        yield "holder", fact.holder
    if fact.certainty != "asserted":
        yield "certainty", fact.certainty
    if fact.repeat_of:
        yield "repeats", f"{fact.repeat_of.start}:{fact.repeat_of.end}"
    if fact.terms:
        yield "words around", ", ".join(fact.terms)


def _evidence(one: Evidence, fact: Fact) -> str:
    words = " ".join(one.words.split())
    said = f"{words}  {one.at.start}:{one.at.end}" if one.at else words
    return f"{said}  (carried)" if one.field in fact.carried else said
