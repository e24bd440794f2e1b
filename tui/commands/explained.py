"""An explanation as a table: the rule, what was compared, what brought the claims together, what was tried nearby."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cleaning import clean_line
from tui.commands.pointwise import by_hand_note, reason_of, sign_and_verdict, source_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from search_index.explanation import Explanation, PairExplained, Pairing, Rejected
    from search_index.models import Claim

_WORDS = 8  # in common, of a pair


def draw_explanation(out: Console, explanation: Explanation, colour: str) -> None:
    """Print all of ``explanation``."""
    from rich.text import Text

    from tui.output import print_indented

    point = explanation.point
    headline = Text(" ".join(sign_and_verdict(point)) + "  ", style=colour)
    headline.append(clean_line(point.label), style="not dim bold default")
    print_indented(out, headline, 0)
    rule = f"rule {point.rule}: {explanation.rule_says}" if explanation.rule_says else point.rule
    for line in (rule, reason_of(point), by_hand_note(point), f"id {point.id}"):
        if line:
            print_indented(out, Text(clean_line(line)), 2)
    _heading(out, "Claims, and the values compared")
    for number, one in enumerate(explanation.claims, 1):
        print_indented(out, Text(source_of(one.claim), style="dim"), 5, f"  {number}")
        print_indented(out, _in_sentence(one.claim, one.sentence, f"bold {colour}"), 5)
        values = "; ".join(f"{name} {value}" for name, value in one.normalised)
        print_indented(out, Text(clean_line(values)), 5)
        if one.carried:
            said = f"from the sentence before: {', '.join(one.carried)}"
            print_indented(out, Text(clean_line(said), style="dim"), 5)
        span = f"span {one.claim.start}:{one.claim.end}, drawn by the rule {one.drawn_by}"
        print_indented(out, Text(clean_line(span), style="dim"), 5)
    if explanation.pairs:
        _heading(out, "Pairs, and what brought them under one question")
    for pair in explanation.pairs:
        _draw_pair(out, pair)
    _heading(out, "Tried and rejected nearby" if explanation.rejected else "Nothing else came near")
    for rejected in explanation.rejected:
        _draw_rejected(out, rejected)


def _heading(out: Console, words: str) -> None:
    from rich.text import Text

    out.print()
    out.print(Text(words, style="bold"))


def _draw_pair(out: Console, pair: PairExplained) -> None:
    from rich.text import Text

    from tui.output import print_indented

    dimension = f" ({pair.dimension})" if pair.dimension else ""
    decides = "; decides" if pair.decides else ""
    line = f"{pair.verdict}{dimension} by the rule {pair.rule}: {pair.rule_says}"
    first = f"  {pair.first + 1} and {pair.second + 1}"
    print_indented(out, Text(clean_line(line)), 11, first)
    print_indented(out, Text(clean_line(f"{pair.reason}{decides}")), 11)
    _draw_pairing(out, pair.pairing, 11)


def _draw_rejected(out: Console, rejected: Rejected) -> None:
    from rich.text import Text

    from tui.output import print_indented

    source = f"{source_of(rejected.claim)}, beside {rejected.near + 1}"
    print_indented(out, Text(clean_line(source), style="dim"), 2)
    print_indented(out, _in_sentence(rejected.claim, rejected.sentence, "bold"), 5)
    print_indented(out, Text(clean_line(rejected.reason)), 5)
    _draw_pairing(out, rejected.pairing, 5)


def _draw_pairing(out: Console, pairing: Pairing, indent: int) -> None:
    from rich.text import Text

    from tui.output import print_indented

    shared = [*pairing.names, *pairing.words[:_WORDS]]
    lines = [f"in common: {', '.join(shared)}" if shared else "no word or name in common"]
    if pairing.score is not None:
        needed = "" if pairing.needed is None else f", asked {pairing.needed:.2f}"
        lines.append(f"score {pairing.score:.2f}{needed} ({pairing.scale})")
        lines.append("; ".join(f"{name} {weight:+.2f}" for name, weight in pairing.parts))
    for line in filter(None, lines):
        print_indented(out, Text(clean_line(line), style="dim"), indent)


def _in_sentence(claim: Claim, sentence: str, style: str) -> Text:
    from tui.output import marked

    text = clean_line(sentence)
    start = claim.start - min(claim.sentence.start, claim.start)
    lead = len(text) - len(text.lstrip())
    return marked(text.strip(), start - lead, start + claim.end - claim.start - lead, style)
