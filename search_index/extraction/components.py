"""Two small steps added to spaCy's pipeline: paragraph starts, and the names of countries and their people."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

import yaml
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from spacy.vocab import Vocab

from search_index.extraction.model import WORDS

_ENDS_SENTENCE = re.compile(r"""[.!?:…]["')\]]*\s*$""")


def paragraph_breaks(text: str) -> list[int]:
    """Offsets of the first character after each paragraph break.

    A blank line always breaks. A single newline breaks too, unless the text is hard-wrapped: then
    most lines are of about one length, and only a short line that ends a sentence breaks.
    """
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    lengths = sorted(len(m.group()) for m in lines)
    wrapped = len(lengths) >= 8 and lengths[-1] <= 100 and lengths[len(lengths) // 2] >= 40
    breaks = []
    for before, line in zip(lines, lines[1:], strict=False):
        gap = text[before.end() : line.start()]
        short = len(before.group()) < 0.7 * lengths[-1]
        ends = _ENDS_SENTENCE.search(before.group())
        if gap.count("\n") > 1 or not wrapped or (short and ends):
            breaks.append(line.start())
    return breaks


@Language.component("paragraph_starts")
def paragraph_starts(parsed: Doc) -> Doc:
    """No sentence runs over a paragraph break."""
    if "\n" not in parsed.text:
        return parsed
    breaks = paragraph_breaks(parsed.text)
    at = 0
    for token in parsed:
        while at < len(breaks) and breaks[at] < token.idx:
            at += 1
        if at < len(breaks) and breaks[at] == token.idx and token.i:
            token.is_sent_start = True
    return parsed


@functools.cache
def _countries() -> dict[str, dict[str, list[str]]]:
    data: dict[str, dict[str, list[str]]] = yaml.safe_load(
        (WORDS / "countries.yaml").read_text("utf-8")
    )
    return data


class KnownNames:
    """Marks countries (GPE) and their people or languages (NORP) before the statistical names."""

    def __init__(self, vocab: Vocab) -> None:
        self.matcher = PhraseMatcher(vocab)
        for country, words in _countries().items():
            names = [country, *words.get("names", [])]
            self.matcher.add("GPE", [Doc(vocab, words=name.split()) for name in names])
            people = words.get("people", [])
            if people:
                self.matcher.add("NORP", [Doc(vocab, words=name.split()) for name in people])

    def __call__(self, parsed: Doc) -> Doc:
        spans = [
            Span(parsed, start, end, label=parsed.vocab.strings[label])
            for label, start, end in self.matcher(parsed)
        ]
        taken: set[int] = set()
        chosen = []
        for span in sorted(spans, key=lambda s: (-len(s), s.start)):
            if taken.isdisjoint(range(span.start, span.end)):
                taken.update(range(span.start, span.end))
                chosen.append(span)
        parsed.set_ents(chosen, default="unmodified")
        return parsed


@Language.factory("known_names")
def make_known_names(nlp: Language, name: str) -> KnownNames:
    """Build the component for ``nlp``'s vocabulary."""
    return KnownNames(nlp.vocab)
