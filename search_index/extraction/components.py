"""Two small steps added to spaCy's pipeline: paragraph starts, and the names of countries and their people."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from search_index.extraction.geography import countries

# Characters. Some 350 words: real sentences end before, if only at a semicolon.
_LONGEST_SENTENCE = 2_000
_SENTENCE_END = re.compile(r"""[.!?;:…]["')\]]*\s""")
_WORD_START = re.compile(r"(?<=\s)\S")
_ENDS_SENTENCE = re.compile(r"""[.!?:…]["')\]]*\s*$""")


# “- At least 15 were hurt”: the mark before an item of a list is none of its words.
_ITEM = re.compile(r"^[ \t]*([-–*•▪◦·])[ \t]+(?=[\"“‘'(]?[A-Z0-9])", re.MULTILINE)


def _items(text: str) -> list[re.Match[str]]:
    """The marks of items of lists; one alone may be a dash that begins a line by chance."""
    found = list(_ITEM.finditer(text))
    many = Counter(item[1] for item in found)
    return [item for item in found if many[item[1]] > 1]


def paragraph_breaks(text: str) -> list[int]:
    """Offsets of the first character after each paragraph break.

    A blank line always breaks, and so does an item of a list. A single newline breaks too, unless the text is
    hard-wrapped: then most lines are of about one length, and only a short line that ends a sentence breaks.
    """
    items = {m.start() for m in _items(text)}
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    lengths = sorted(len(m.group()) for m in lines)
    wrapped = len(lengths) >= 8 and lengths[-1] <= 100 and lengths[len(lengths) // 2] >= 40
    breaks = []
    for before, line in itertools.pairwise(lines):
        gap = text[before.end() : line.start()]
        short = len(before.group()) < 0.7 * lengths[-1]
        ends = _ENDS_SENTENCE.search(before.group())
        if gap.count("\n") > 1 or not wrapped or (short and ends) or line.start() in items:
            breaks.append(line.start())
    return breaks


# “It got back £1.1m. He appealed.”: the letter and the full stop pass for an abbreviation.
_SCALED_END = re.compile(r"\d(?:m|bn|tn|k)\.\s+(?=[\"“‘']?[A-Z])")


# Where an article was sent from, before its first sentence: “PARIS, June 3 (Reuters) - The yard”. Without the break the
# place is the subject of whatever follows.
_DAY = r"(?:\d{1,2}\s+[A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.?\s+\d{1,2})(?:,?\s+\d{4})?"
_DATELINE = re.compile(
    r"^[ \t]*(?:"
    rf"[A-Z][A-Z.'’/ ]{{2,40}}(?:,\s[A-Z][A-Za-z. ]{{1,30}})?(?:,\s{_DAY})?(?:\s\([A-Za-z. ]{{2,30}}\))?"
    rf"|[A-Z][a-z]+(?:\s[A-Z][a-z]+){{0,2}}(?:,\s{_DAY}|\s\([A-Z][A-Za-z. ]{{1,30}}\))"
    r")[ \t]*[-–—]{1,2}[ \t]+(?=[\"“‘']?[A-Z])",
    re.MULTILINE,
)


def forced_breaks(text: str, breaks: Sequence[int]) -> list[int]:
    """``breaks`` and more of them, so that a table without a full stop is no endless sentence.

    Rules look at all words of a sentence for each number or verb in it: the price is their product.
    """
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    bounds = sorted({0, *breaks, *ends, len(text)})
    forced = [*breaks, *(m.end() for m in _SCALED_END.finditer(text))]
    forced += [m.end() for m in (*_DATELINE.finditer(text), *_items(text))]
    for start, end in pairwise(bounds):
        for at in range(start + _LONGEST_SENTENCE, end, _LONGEST_SENTENCE):
            word = _WORD_START.search(text, at, end)
            if word:
                forced.append(word.start())
    return sorted(set(forced))


@Language.component("paragraph_starts")
def paragraph_starts(parsed: Doc) -> Doc:
    """No sentence runs over a paragraph break, and none for ever."""
    text = parsed.text
    breaks = forced_breaks(text, paragraph_breaks(text) if "\n" in text else ())
    if not breaks:
        return parsed
    # Offsets of all tokens at once: making each a Python object takes longer than all the rest.
    offsets = parsed.to_array("IDX")
    for first, i in zip(breaks, offsets.searchsorted(breaks), strict=True):
        if 0 < i < len(offsets) and offsets[i] == first:
            parsed[int(i)].is_sent_start = True
    return parsed


class KnownNames:
    """Marks countries (GPE) and their people or languages (NORP) before the statistical names."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self.renew()

    def renew(self) -> None:
        """Take the countries as they are now."""
        self._known = countries()
        self.matcher = PhraseMatcher(self._nlp.vocab)
        for name, country in self._known.items():
            if not country.ambiguous:
                self.matcher.add("GPE", list(map(self._nlp.make_doc, (name, *country.names))))
            if country.people:
                self.matcher.add("NORP", list(map(self._nlp.make_doc, country.people)))

    def are_stale(self) -> bool:
        """Whether own words have changed the countries."""
        return self._known is not countries()

    def __call__(self, parsed: Doc) -> Doc:
        """Set the known names as entities; the statistical reader works around them."""
        spans = [
            Span(parsed, start, end, label=parsed.vocab.strings[label])
            for label, start, end in self.matcher(parsed)
        ]
        # A country inside a longer name (“University of Malaysia”, “New York Times”-like runs of
        # capitals) is left to the statistical reader.
        free = [span for span in spans if not _inside_name(parsed, span)]
        parsed.set_ents(filter_spans(free), default="unmodified")
        return parsed


def _inside_name(parsed: Doc, span: Span) -> bool:
    """Whether ``span`` goes on as part of a longer proper name."""
    after = parsed[span.end] if span.end < len(parsed) else None
    before = parsed[span.start - 1] if span.start else None
    if span.label_ == "NORP":
        return False
    if after is not None and after.text[:1].isupper() and after.pos_ in ("PROPN", ""):
        return not after.is_sent_start
    return (
        before is not None
        and before.text in ("of", "&")
        and span.start > 1
        and _is_name(parsed[span.start - 2])
    )


def _is_name(token: Token) -> bool:
    return token.text[:1].isupper() and token.text[1:].islower() and not token.is_sent_start


@Language.factory("known_names")
def make_known_names(nlp: Language, name: str) -> KnownNames:
    """Build the component for ``nlp``."""
    return KnownNames(nlp)
