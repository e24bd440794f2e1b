"""Quotes inside quotes: “Omar told me, ‘I will not sell,’” Ann said. The inner words are Omar's, as Ann tells them.

Looks only into what is somebody's words already, and asks more of what it finds there: a cue, and a source that says
whose words they are.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from search_index.extraction.attributions import Attribution, Ground
from search_index.extraction.cues import lemma
from search_index.extraction.direct import find_direct
from search_index.extraction.verb_cues import VerbRules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from search_index.extraction.quotation_marks import Quotation

_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def find_nested(
    ground: Ground, marks: Sequence[Quotation], outer: Sequence[Attribution]
) -> tuple[list[Attribution], list[Attribution]]:
    """What is attributed inside the content of ``outer``: quoted speech, and clauses under a verb of speech.

    ``marks`` are all quotations of the text, whatever their depth. None of ``outer`` may overlap another.
    """
    pieces = _Pieces(ground, marks, outer)
    if not pieces.bounds:
        return [], []
    within = Ground(
        ground.analysis,
        ground.parsed,
        ground.text,
        pieces.outermost(marks),
        pieces.paragraphs(),
        ground.cues,
    )
    direct = pieces.placed(find_direct(within, pieces.beside()))
    return direct, pieces.placed(_clauses(within, pieces))


def _clauses(ground: Ground, pieces: _Pieces) -> Iterator[Attribution]:
    """“Omar Bey claimed that …”: only where a name says who."""
    rules = VerbRules(ground)
    speech = ground.cues.direct & ground.cues.clause_postposed
    for first, last in pieces.tokens():
        for token in ground.parsed[first:last]:
            if lemma(token) in speech and _is_finite(token):
                for found in rules.find(token):
                    if found.rule == "clause" and found.source is not None:
                        mention = ground.analysis.mention_of(found.source.who)
                        if mention is not None and mention.form == "name":
                            yield found


def _is_finite(verb: Token) -> bool:
    """Whether ``verb`` tells that something was said: “claims”, “had claimed”; not “to claim”."""
    if verb.tag_ == "VBN":
        return any(c.dep_ == "aux" and c.lemma_.lower() == "have" for c in verb.children)
    return verb.tag_ in _FINITE


class _Pieces:
    """The stretches of text that are somebody's words, marks left out, in reading order."""

    def __init__(
        self, ground: Ground, marks: Sequence[Quotation], outer: Sequence[Attribution]
    ) -> None:
        self.ground = ground
        whole = {(q.start, q.end): (q.inner_start, q.inner_end) for q in marks}
        pieces = [(*whole.get(span, span), each) for each in outer for span in each.content]
        pieces.sort(key=lambda piece: piece[:2])
        self.bounds = [(start, end) for start, end, _ in pieces]
        self._whose = [each for _, _, each in pieces]
        self._starts = [start for start, _ in self.bounds]

    def around(self, start: int, end: int) -> int | None:
        """The number of the piece that [start, end) lies in."""
        at = bisect_right(self._starts, start) - 1
        return at if at >= 0 and end <= self.bounds[at][1] else None

    def outermost(self, marks: Sequence[Quotation]) -> list[Quotation]:
        """The quotations inside the pieces, without those inside others of them."""
        found: list[Quotation] = []
        for q in marks:
            if self.around(q.start, q.end) is not None and (not found or q.start >= found[-1].end):
                found.append(q)
        return found

    def paragraphs(self) -> list[tuple[int, int]]:
        """The text cut so that each piece is a paragraph of its own: nothing is looked for across its edges."""
        edges = {0, len(self.ground.text), *(edge for piece in self.bounds for edge in piece)}
        return list(pairwise(sorted(edges)))

    def beside(self) -> set[int]:
        """The numbers of the paragraphs that are no pieces."""
        return {
            n for n, (low, _) in enumerate(self.paragraphs()) if self.around(low, low + 1) is None
        }

    def tokens(self) -> Iterator[tuple[int, int]]:
        """Each piece as tokens [first, last)."""
        for start, end in self.bounds:
            span = self.ground.parsed.char_span(start, end, alignment_mode="contract")
            if span is not None:
                yield span.start, span.end

    def placed(self, found: Sequence[Attribution] | Iterator[Attribution]) -> list[Attribution]:
        """Those of ``found`` that say whose words they are, all of them inside one piece."""
        kept = []
        for attribution in found:
            if attribution.source is None or attribution.cue is None:
                continue
            source = self.ground.parsed[attribution.source.first : attribution.source.last]
            spans = (
                *attribution.content,
                attribution.cue,
                (source.start_char, source.end_char),
            )
            at = {self.around(*span) for span in spans}
            if len(at) == 1 and (place := at.pop()) is not None:
                attribution.within = self._whose[place]
                kept.append(attribution)
        return kept
