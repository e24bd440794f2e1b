"""What the rules hand to each other: content, cue and source of one attribution, before it is a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from search_index.extraction.analysis import Analysis
    from search_index.extraction.cues import Cues
    from search_index.extraction.quotation_marks import Quotation
    from search_index.extraction.sources import Source


# Tags of what may stand between two quoted pieces of one content.
_JOINS = frozenset(
    {"CC", ",", "DT", "IN", "TO", "VBZ", "VBD", "VBP", "RB", "JJ", "PRP$", ":", "HYPH"}
)
_LEADS_ON = frozenset({"ADP", "DET", "AUX", "SCONJ"})
# “ANKARA (AP) — ”: where the article was filed.
_DATELINE = re.compile(r"[A-Z][A-Z.,'/ ]+(?:\([A-Za-z]+\) ?)? *[-–—―]+ ")


@dataclass(frozen=True, slots=True)
class Ground:
    """What every rule looks at. ``text`` is that of ``parsed``, kept because spaCy joins it anew at each call.

    ``quotations`` are the outermost ones in reading order, ``paragraphs`` their bounds in characters.
    """

    analysis: Analysis
    parsed: Doc
    text: str
    quotations: list[Quotation]
    paragraphs: list[tuple[int, int]]
    cues: Cues

    def sentence(self, token: Token) -> tuple[int, int]:
        """The tokens [first, last) of the sentence around ``token``."""
        return self.analysis.sentence_tokens(token)


@dataclass(slots=True)
class Attribution:
    """Offsets are characters of the parsed text. ``rank`` settles which of two overlapping ones stays."""

    content: list[tuple[int, int]]
    cue: tuple[int, int] | None
    source: Source | None
    rule: str
    direct: bool = False
    rank: int = 0
    ends_sentence: bool = True
    """False where the quoted words end without a stop, so that the sentence may run on with them."""
    verb: Token | None = field(default=None, repr=False)
    like: Attribution | None = field(default=None, repr=False)
    """The neighbouring attribution whose speaker goes on here, where nobody is named."""
    within: Attribution | None = field(default=None, repr=False)
    """The attribution in whose content this one stands."""

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0][0]

    @property
    def length(self) -> int:
        """Characters of content."""
        return sum(end - start for start, end in self.content)


def trimmed(ground: Ground, first: int, last: int) -> tuple[int, int] | None:
    """Characters of tokens [first, last) without outer punctuation, quotations kept whole; None if nothing is left.

    A quotation that begins or ends inside is taken in entirely, closing mark included.
    """
    parsed, quotations, text = ground.parsed, ground.quotations, ground.text
    while first < last and (parsed[first].is_space or parsed[first].text in ",;:.-–—)"):
        first += 1
    while last > first and (parsed[last - 1].is_space or parsed[last - 1].text in ",;:.?!…(-–—--"):
        last -= 1
    while last > first + 1 and parsed[last - 1].dep_ == "cc":
        last -= 1
        while last > first and parsed[last - 1].text in ",;-–—--":
            last -= 1
    if first >= last:
        return None
    start, end = parsed[first].idx, parsed[last - 1].idx + len(parsed[last - 1].text)
    for q in quotations:
        if q.start > end:
            if q.start == end + 1 and parsed[last - 1].pos_ in _LEADS_ON:
                # “for focusing on ‘…’”: the parser has lost what the last word takes.
                end = q.end
            break
        if q.inner_end < start:
            continue
        # A closing mark that belongs to a quotation before the content, or an opening one after it.
        if start >= q.inner_end:
            start = q.end
        elif q.start < start < q.end:
            start = q.start
        if end <= q.inner_start and q.start < end:
            end = q.start
        elif q.start < end <= q.end or (0 <= q.end - end <= 1 and end > q.start):
            end = q.end
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def taken_on(ground: Ground, end: int) -> int:
    """``end`` moved over quotations that go on with the content: “a ‘liar’ and a ‘bully’”, “thinking, ‘…’”."""
    quotations = [q for q in ground.quotations if q.end > end]
    for q in quotations:
        if q.start < end:
            end = q.end
            continue
        between = ground.parsed.char_span(end, q.start, alignment_mode="contract")
        words = [] if between is None else [t for t in between if not t.is_space]
        if "\n" in ground.text[end : q.start] or len(words) > 4:
            break
        if any(t.tag_ not in _JOINS and t.text not in ("who", "then") for t in words):
            break
        end = q.end
    return end


def first_word(ground: Ground, first: int) -> int:
    """The first token from ``first`` on that is neither white space nor a dateline."""
    parsed = ground.parsed
    while first < len(parsed) - 1 and parsed[first].is_space:
        first += 1
    dateline = _DATELINE.match(ground.text, parsed[first].idx)
    if dateline is not None:
        after = first
        while after < len(parsed) - 1 and parsed[after].idx < dateline.end():
            after += 1
        return after
    return first


def has_to(verb: Token) -> bool:
    """Whether ``verb`` is an infinitive with “to”."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
