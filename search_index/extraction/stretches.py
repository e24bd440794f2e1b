"""Quotations as stretches of tokens, and the words of the sentence that stand before and after each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from search_index.extraction.attributions import Ground
    from search_index.extraction.quotation_marks import Quotation

ENDS = frozenset({".", "?", "!", "…"})
DASHES = frozenset({"-", "--", "—", "–", "―"})
# A quotation of fewer words that ends in no stop is taken for a term or an irony.
_CLAUSE_WORDS = 3
_STOPS = (".", ",", "?", "!", "…", "-", "—")
_OPEN_STOPS = (",", "?", "!", "…", "-", "—")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quotation with those that continue it in the next paragraphs: tokens [first, last).

    ``paragraph`` and ``last_paragraph`` are the numbers of those it begins and ends in.
    """

    quotations: tuple[Quotation, ...]
    first: int
    last: int
    paragraph: int
    last_paragraph: int
    inner: str

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Each quotation with its marks, in characters."""
        return [(q.start, q.end) for q in self.quotations]

    @property
    def ends_as_speech(self) -> bool:
        """Whether it ends as sentences do; a title or a heading in marks does not."""
        return len(self.quotations) > 1 or self.inner.endswith(_STOPS)

    @property
    def is_sentence(self) -> bool:
        """Whether it can stand as speech of its own: capitalised, and more than a term."""
        if len(self.quotations) > 1:
            return True
        first = next((c for c in self.inner if c.isalnum()), "")
        if not (first.isupper() or first.isdigit() or self.inner.startswith(("...", "…"))):
            return False
        return len(self.inner.split()) >= _CLAUSE_WORDS or self.inner.endswith(_STOPS)


class Stretches:
    """The quotations of one text in reading order, with their surroundings."""

    def __init__(self, ground: Ground) -> None:
        self.parsed = ground.parsed
        self.text = ground.text
        self.paragraph_of = self._number(ground)
        self.all = self._collect(ground.quotations)
        self.quoted = {i for s in self.all for i in range(s.first, s.last)}

    def _number(self, ground: Ground) -> list[int]:
        """For each token the number of its paragraph."""
        numbers: list[int] = []
        starts = [low for low, _ in ground.paragraphs]
        k = 0
        for token in self.parsed:
            while k + 1 < len(starts) and token.idx >= starts[k + 1]:
                k += 1
            numbers.append(k)
        return numbers

    def _collect(self, quotations: list[Quotation]) -> list[Stretch]:
        found: list[Stretch] = []
        chain: list[Quotation] = []
        for q in quotations:
            chain.append(q)
            if q.goes_on:
                continue
            span = self.parsed.char_span(chain[0].start, chain[-1].end, alignment_mode="expand")
            if span is not None and len(span):
                inner = self.text[chain[0].inner_start : chain[-1].inner_end].strip()
                numbers = self.paragraph_of[span.start], self.paragraph_of[span.end - 1]
                found.append(Stretch(tuple(chain), span.start, span.end, *numbers, inner))
            chain = []
        return found

    def before(self, stretch: Stretch) -> list[Token]:
        """The words of the sentence before the quotation, back to the quotation before it.

        “He said:” may also be the end of the paragraph before.
        """
        i, paragraph = stretch.first, stretch.paragraph
        while i > 0 and self.paragraph_of[i - 1] == paragraph and self.parsed[i - 1].is_space:
            i -= 1
        end = i
        if i > 0 and self.paragraph_of[i - 1] != paragraph:
            while i > 0 and self.parsed[i - 1].is_space:
                i -= 1
            if i == 0 or self.parsed[i - 1].text != ":":
                return []
            paragraph, end = self.paragraph_of[i - 1], i
        while (
            i > 0
            and i - 1 not in self.quoted
            and self.paragraph_of[i - 1] == paragraph
            and not self.stops(i - 1)
        ):
            i -= 1
        return [t for t in self.parsed[i:end] if not t.is_space]

    def after(self, stretch: Stretch) -> list[Token]:
        """The words after the quotation, up to the end of the sentence or the next quotation."""
        i = stretch.last
        while (
            i < len(self.parsed)
            and i not in self.quoted
            and self.paragraph_of[i] == stretch.last_paragraph
            and (i == stretch.last or not self.stops(i))
        ):
            i += 1
        return [t for t in self.parsed[stretch.last : i] if not t.is_space]

    def stops(self, i: int) -> bool:
        """Whether token ``i`` ends a sentence: “(R-Tex.)” does not."""
        if self.parsed[i].text not in ENDS:
            return False
        return i + 1 == len(self.parsed) or self.parsed[i + 1].text not in {")", "]", ","}

    def ends_open(self, stretch: Stretch) -> bool:
        """Whether it ends as a quotation does that its cue follows: with a comma, ? or !, or a comma behind it."""
        end = stretch.quotations[-1].end
        return stretch.inner.endswith(_OPEN_STOPS) or self.text[end : end + 2].lstrip()[:1] == ","
