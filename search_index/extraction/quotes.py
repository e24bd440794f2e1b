"""Finds who is quoted as saying, thinking or wanting what: direct, mixed and indirect."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from search_index.extraction.analysis import Analysis
from search_index.extraction.attributions import Attribution, Ground
from search_index.extraction.components import paragraph_breaks
from search_index.extraction.cues import Cues, lemma, load_cues
from search_index.extraction.direct import find_direct
from search_index.extraction.indirect import find_indirect
from search_index.extraction.nested import find_nested
from search_index.extraction.quotation_marks import Quotation, match_marks
from search_index.extraction.sources import subject_of
from search_index.extraction.speakers import Speakers
from search_index.extraction.transcripts import find_turns
from search_index.models import Quote, Span

if TYPE_CHECKING:
    from typing import Literal

    from spacy.tokens import Doc, Token

# Who says that somebody said that somebody said is as deep as anybody writes.
_LEVELS = 3
# Tokens at the end of a quotation in which its attribution is looked for.
_TAIL = 25
# Characters before a quotation in which a clause that takes it in may begin.
_REACH = 5_000
_CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})


def find_quotes(analysis: Analysis) -> list[Quote]:
    """The quotes of ``analysis`` in reading order, a quote inside another after it."""
    parsed = analysis.parsed
    if not len(parsed):
        return []
    plain = parsed.text
    # The direction of typographic marks is only in the document's own text.
    text = analysis.document.text[analysis.offset : analysis.offset + len(plain)]
    breaks = [0, *paragraph_breaks(plain), len(text)]
    paragraphs = [(a, b) for a, b in pairwise(breaks) if a < b]
    cues = load_cues()
    marks = match_marks(text, paragraphs)
    for mark in marks:
        if not mark.closed and not mark.goes_on:
            _close_before_cue(parsed, mark, cues)
    quotations = [q for q in marks if q.depth == 0]
    ground = Ground(analysis, parsed, plain, quotations, paragraphs, cues)
    turns, taken = find_turns(ground)
    direct = [*turns, *find_direct(ground, taken)]
    indirect = find_indirect(ground)
    speakers = Speakers(analysis, cues)
    quotes = []
    level = _settle(direct, indirect)
    for _ in range(_LEVELS):
        for attribution in level:
            quote = _as_quote(analysis, attribution, marks, speakers)
            if quote is not None:
                quotes.append(quote)
        level = _settle(*find_nested(ground, marks, level))
    return sorted(quotes, key=lambda quote: (quote.start, -quote.end))


def _close_before_cue(parsed: Doc, mark: Quotation, cues: Cues) -> None:
    """End a quotation that nobody closed before its own attribution: “We cut costs, she told reporters on Monday.”"""
    inside = parsed.char_span(mark.inner_start, mark.inner_end, alignment_mode="contract")
    last = inside[max(0, len(inside) - _TAIL) :] if inside is not None else ()
    comma = next(
        (t for t in reversed(last) if t.text == "," and _attributes(t, inside.end, cues)), None
    )
    if comma is not None:
        mark.end = mark.inner_end = comma.idx + 1


def _attributes(comma: Token, end: int, cues: Cues) -> bool:
    """Whether nothing but who spoke stands between ``comma`` and token ``end``."""
    after = comma.doc[comma.i + 1 : end]
    if not len(after) or after[0].dep_ in ("cc", "mark") or after[0].pos_ in ("SCONJ", "CCONJ"):
        return False
    for verb in after:
        if verb.tag_ in ("VBD", "VBZ") and lemma(verb) in cues.plain:
            subject = subject_of(verb)
            says_more = any(c.dep_ in ("ccomp", "xcomp") and c.i > verb.i for c in verb.children)
            return subject is not None and subject.i > comma.i and not says_more
    return False


def _settle(direct: list[Attribution], indirect: list[Attribution]) -> list[Attribution]:
    """Of overlapping attributions keep the direct ones, then the widest, then the first."""
    by_start = sorted(indirect, key=lambda a: a.start)
    starts = [a.start for a in by_start]

    def near(one: Attribution) -> list[Attribution]:
        low = bisect_left(starts, one.start - _REACH)
        return by_start[low : bisect_right(starts, one.content[-1][1])]

    direct = [d for d in direct if not _widened(d, near(d))]
    ranked = [(0, a) for a in direct] + [(1, a) for a in indirect]
    ranked.sort(key=lambda pair: (pair[0], -pair[1].rank, -pair[1].length, pair[1].start))
    taken = _Taken()
    kept: list[Attribution] = []
    cues: set[tuple[int, int] | None] = set()
    for _, attribution in ranked:
        if any(taken.meets(*span) for span in attribution.content):
            continue
        # A cue inside what somebody else says belongs to them.
        if attribution.cue is not None and taken.at(attribution.cue[0]) is not None:
            continue
        # “‘…,’ recalled Ann Li”: who recalls is not what is recalled.
        if attribution.rule == "topic" and attribution.cue in cues:
            continue
        kept.append(attribution)
        taken.add(attribution)
        cues.add(attribution.cue)
    return sorted((a for a in kept if not taken.cue_of_another(a)), key=lambda a: a.start)


class _Taken:
    """The content of attributions, by its place; no two pieces overlap."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._pieces: list[tuple[int, Attribution]] = []

    def add(self, attribution: Attribution) -> None:
        """Take in its content."""
        for start, end in attribution.content:
            at = bisect_right(self._starts, start)
            self._starts.insert(at, start)
            self._pieces.insert(at, (end, attribution))

    def at(self, position: int) -> tuple[int, Attribution] | None:
        """The end of the piece around ``position`` and whose it is."""
        found = bisect_right(self._starts, position) - 1
        return self._pieces[found] if found >= 0 and position < self._pieces[found][0] else None

    def meets(self, start: int, end: int) -> bool:
        """Whether [start, end) overlaps any piece."""
        after = bisect_right(self._starts, start)
        return self.at(start) is not None or (
            after < len(self._starts) and self._starts[after] < end
        )

    def cue_of_another(self, attribution: Attribution) -> bool:
        """Whether its cue is among the words of another."""
        if attribution.cue is None or (found := self.at(attribution.cue[0])) is None:
            return False
        return found[1] is not attribution and attribution.cue[1] <= found[0]


def _widened(direct: Attribution, indirect: list[Attribution]) -> bool:
    """Whether the clause under the same cue says more than the words in marks: “said ‘A’ to do B”."""
    if direct.cue is not None and any(
        i.rule == "clause"
        and i.content[0][0] <= direct.cue[0] < direct.content[0][0]
        and direct.content[-1][1] <= i.content[-1][1]
        for i in indirect
    ):
        # “said she recalled thinking, ‘…’”: all of it is what was said.
        return True
    if direct.rule == "sentence before cue":
        # “Ann said it failed because ‘nobody came,’ she said”: the first cue has the clause.
        start, end = direct.content[0]
        return any(
            i.cue is not None
            and i.rule == "clause"
            and start <= i.cue[0]
            and i.content[-1][1] > end - 3
            and i.cue[1] < end
            for i in indirect
        )
    if direct.verb is None or direct.rule != "cue before quotation" or direct.ends_sentence:
        return False
    return any(
        i.verb is not None
        and i.verb.i == direct.verb.i
        and i.content[0][0] <= direct.content[0][0]
        and i.content[-1][1] > direct.content[-1][1] + 1
        for i in indirect
    )


def _as_quote(
    analysis: Analysis,
    attribution: Attribution,
    quotations: list[Quotation],
    speakers: Speakers,
) -> Quote | None:
    offset = analysis.offset
    content = tuple(Span(offset + a, offset + b) for a, b in attribution.content)
    parsed = analysis.parsed
    covered = parsed.char_span(
        attribution.content[0][0], attribution.content[-1][1], alignment_mode="expand"
    )
    if covered is None or not len(covered):
        return None
    span = Span(content[0].start, content[-1].end)
    speaker = speakers.name(attribution)
    source_span = None
    if attribution.source is not None:
        source = attribution.source
        source_span = analysis.fragment(parsed[source.first : source.last])
    cue = None
    if attribution.cue is not None:
        cue_tokens = parsed.char_span(*attribution.cue, alignment_mode="expand")
        cue = analysis.fragment(cue_tokens) if cue_tokens is not None else None
    return Quote(
        **analysis.base(span, covered[0]),  # type: ignore[arg-type]
        content=content,
        directness=_directness(attribution, quotations),
        source_span=source_span,
        cue=cue,
        speaker=speaker,
        terms=tuple(
            dict.fromkeys(
                t.lemma_.lower()
                for t in covered
                if t.pos_ in _CONTENT_POS and not t.is_stop and any(c.isalnum() for c in t.text)
            )
        ),
        rule=attribution.rule,
    )


def _directness(
    attribution: Attribution, quotations: list[Quotation]
) -> Literal["direct", "indirect", "mixed"]:
    if attribution.direct:
        return "direct"
    for start, end in attribution.content:
        if any(q.start >= start and q.end <= end + 1 for q in quotations):
            return "mixed"
    return "indirect"
