"""Ties quotations to their cues by what stands around the marks, so that a wrong parse inside them does no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search_index.extraction.attributions import Attribution
from search_index.extraction.indirect import lemma
from search_index.extraction.sources import Source, as_source, is_passive, source_of, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from search_index.extraction.cues import Cues
    from search_index.extraction.quotation_marks import Quotation

_ENDS = frozenset({".", "?", "!", "…"})
# A quotation of fewer words that is no sentence of its own is taken for a term or an irony.
_CLAUSE_WORDS = 3


class _Group:
    """A quotation with those that continue it in the next paragraphs; tokens [first, last)."""

    def __init__(self, quotations: list[Quotation], first: int, last: int) -> None:
        self.quotations = quotations
        self.first = first
        self.last = last

    @property
    def spans(self) -> list[tuple[int, int]]:
        return [(q.start, q.end) for q in self.quotations]


class _Finder:
    def __init__(
        self,
        parsed: Doc,
        quotations: list[Quotation],
        paragraphs: list[tuple[int, int]],
        cues: Cues,
    ) -> None:
        self.parsed = parsed
        self.cues = cues
        self.text = parsed.text
        self.paragraph_starts = self._paragraphs(paragraphs)
        self.groups = self._groups(quotations)
        self.quoted = {i for g in self.groups for i in range(g.first, g.last)}

    def _paragraphs(self, paragraphs: list[tuple[int, int]]) -> list[int]:
        """For each token the number of its paragraph."""
        numbers, k = [], 0
        for token in self.parsed:
            while k + 1 < len(paragraphs) and token.idx >= paragraphs[k + 1][0]:
                k += 1
            numbers.append(k)
        return numbers

    def _groups(self, quotations: list[Quotation]) -> list[_Group]:
        groups: list[_Group] = []
        chain: list[Quotation] = []
        for q in quotations:
            chain.append(q)
            if q.goes_on:
                continue
            span = self.parsed.char_span(chain[0].start, chain[-1].end, alignment_mode="expand")
            if span is not None and len(span):
                groups.append(_Group(chain, span.start, span.end))
            chain = []
        return groups

    # The stretches before and after -------------------------------------------------------

    def before(self, group: _Group) -> tuple[int, int]:
        """Tokens from the start of the sentence, or the quotation before, up to the group."""
        i = group.first
        paragraph = self.paragraph_starts[group.first]
        while i > 0:
            token = self.parsed[i - 1]
            if i - 1 in self.quoted:
                break
            if self.paragraph_starts[i - 1] != paragraph:
                # “He said:” may stand in a paragraph of its own.
                if (
                    i == group.first
                    or not self.text[self.parsed[i].idx : self.parsed[group.first].idx].strip()
                ):
                    k = i - 1
                    while k > 0 and self.parsed[k].is_space:
                        k -= 1
                    if self.parsed[k].text == ":" and k not in self.quoted:
                        i = k + 1
                        paragraph = self.paragraph_starts[k]
                        group_end = k + 1
                        while (
                            i > 0
                            and self.paragraph_starts[i - 1] == paragraph
                            and i - 1 not in self.quoted
                        ):
                            if self.parsed[i - 1].text in _ENDS and i != group_end:
                                break
                            i -= 1
                        return i, group_end
                break
            if token.text in _ENDS:
                break
            i -= 1
        return i, group.first

    def after(self, group: _Group) -> tuple[int, int]:
        """Tokens from the group to the end of the sentence, or to the next quotation."""
        i = group.last
        if i >= len(self.parsed):
            return i, i
        paragraph = self.paragraph_starts[group.last - 1]
        while (
            i < len(self.parsed) and i not in self.quoted and self.paragraph_starts[i] == paragraph
        ):
            if self.parsed[i].text in _ENDS and i > group.last:
                break
            i += 1
        return group.last, i

    # Cues ------------------------------------------------------------------------------------

    def cue_after(self, group: _Group) -> tuple[Token, Source | None] | None:
        """“…,” X said; “…,” said X."""
        first, last = self.after(group)
        words = [t for t in self.parsed[first:last] if not t.is_space]
        if len(words) < 2:
            return None
        ended = (
            self.text[group.quotations[-1].inner_end - 1] if group.quotations[-1].inner_end else ""
        )
        if (
            ended == "."
            and words[0].text not in (",", "-", "--", "—")
            and not words[0].text[0].islower()
        ):
            # A new sentence begins; “…” Smith said. is set so only by mistake: its verb ends it.
            verb = next(
                (t for t in words if lemma(t) in self.cues.direct and t.pos_ == "VERB"), None
            )
            if verb is None or len(words) > 6 or words[-1].i != verb.i:
                return None
        for verb in words:
            if verb.pos_ not in ("VERB", "AUX") or lemma(verb) not in self.cues.direct:
                continue
            if verb.tag_ in ("VBG", "VB") or (verb.dep_ in ("relcl", "acl") and verb.i - first > 2):
                continue
            source = self.near_source(verb, first, last)
            if source is None:
                continue
            # Words between quotation and clause that belong to neither: “… ,” but X said that …
            if any(c.dep_ == "mark" for c in verb.children if c.i < verb.i and first <= c.i):
                continue
            if any(
                c.dep_ == "ccomp" and c.i > verb.i and first <= c.i < last for c in verb.children
            ):
                continue
            return verb, source
        return None

    def near_source(self, verb: Token, first: int, last: int) -> Source | None:
        """The source of ``verb`` among tokens [first, last), by the parse, else by its neighbours."""
        subject = subject_of(verb)
        if subject is not None and first <= subject.i < last:
            return as_source(subject, first, last)
        if is_passive(verb):
            return None
        left = verb.i - 1
        while left >= first and (
            self.parsed[left].pos_ in ("ADV", "AUX", "PART", "SPACE")
            or self.parsed[left].dep_ == "neg"
        ):
            left -= 1
        for i in (left, verb.i + 1):
            if first <= i < last and self.parsed[i].pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADJ"):
                token = self.parsed[i]
                if token.pos_ in ("DET", "ADJ") or i > verb.i:
                    while (
                        token.i + 1 < last
                        and token.head.i > token.i
                        and token.head.i < last
                        and token.head.pos_ in ("NOUN", "PROPN")
                    ):
                        token = token.head
                if token.pos_ in ("NOUN", "PROPN", "PRON"):
                    return as_source(
                        token, first if i < verb.i else verb.i + 1, verb.i if i < verb.i else last
                    )
        return None

    def cue_before(self, group: _Group) -> tuple[Token, Source | None] | None:
        """X said, “…”; X said: “…”; X told reporters that “…”."""
        first, last = self.before(group)
        words = [t for t in self.parsed[first:last] if not t.is_space]
        if not words:
            return None
        ending = words[-1].text
        colon = ending == ":"
        for verb in reversed(words):
            if verb.pos_ not in ("VERB", "AUX"):
                continue
            if lemma(verb) not in self.cues.direct and not (colon and verb.dep_ == "ROOT"):
                continue
            if not colon and ending != "," and words[-1].i - verb.i > 3:
                continue
            source = source_of(verb)
            if source is None:
                source = self.near_source(verb, first, last)
            elif not first <= source.head.i < group.last and source.head.i > verb.i:
                source = None
            return verb, source
        return None

    def is_sentence(self, group: _Group) -> bool:
        """Whether what is quoted can stand as speech of its own: a clause, capitalised."""
        q = group.quotations[0]
        inner = self.text[q.inner_start : group.quotations[-1].inner_end].strip()
        if len(group.quotations) > 1:
            return True
        words = inner.split()
        first = next((c for c in inner if c.isalnum()), "")
        capital = first.isupper() or first.isdigit() or inner.startswith(("...", "…"))
        ends = inner.endswith((".", ",", "?", "!", "…", "-", "—"))
        if not capital:
            return False
        return len(words) >= _CLAUSE_WORDS or ends

    def find(self) -> list[Attribution]:
        found: list[Attribution] = []
        last: Attribution | None = None
        last_group: _Group | None = None
        for group in self.groups:
            attribution = self.one(group, last, last_group)
            if attribution is None:
                continue
            if attribution is not last:
                found.append(attribution)
            last, last_group = attribution, group
        return found

    def one(
        self, group: _Group, last: Attribution | None, last_group: _Group | None
    ) -> Attribution | None:
        """The attribution of ``group``: the last one, lengthened, where the group goes on with it; None for a scare quote."""
        sentence = self.is_sentence(group)
        before = self.before(group)
        lead = [t for t in self.parsed[before[0] : before[1]] if not t.is_space]
        embedded = bool(lead) and lead[-1].text not in (",", ":", "-", "--", "—")
        same = (
            last_group is not None
            and self.paragraph_starts[group.first] == self.paragraph_starts[last_group.last - 1]
        )
        behind = self.cue_after(group) if sentence or self.ends_open(group) else None
        ahead = self.cue_before(group)
        if (
            ahead is not None
            and last is not None
            and last.verb is not None
            and ahead[0].i == last.verb.i
        ):
            # “A,” he said, “b.”
            if behind is None and last_group is not None:
                last.content.extend(group.spans)
                return last
            ahead = None
        if behind is not None and not embedded and (ahead is None or self.ends_open(group)):
            return self.make(group, behind, "quotation before cue")
        if behind is not None and embedded and ahead is None and self.ends_open(group):
            start = lead[0].idx
            made = self.make(group, behind, "sentence before cue")
            if self.text[start] in "\"'":
                return made
            made.content[0] = (start, made.content[0][1])
            made.direct = False
            return made
        if ahead is not None and (sentence or not embedded):
            verb, _ = ahead
            if not (embedded and lead[-1].i != verb.i) and (sentence or lead[-1].text == ":"):
                return self.make(group, ahead, "cue before quotation")
        if not sentence or embedded:
            return None
        if same and last is not None and last_group is not None:
            between = self.parsed[last_group.last : group.first]
            attributing = last.verb is not None and last.verb.i in range(between.start, between.end)
            words = [t for t in between if not t.is_space and not t.is_punct]
            if attributing or not words:
                last.content.extend(group.spans)
                return last
        if lead:
            return None
        # A paragraph of quotation alone goes on with the speaker of the one before it.
        near = (
            last is not None
            and last_group is not None
            and self.paragraph_starts[group.first] - self.paragraph_starts[last_group.last - 1] <= 1
        )
        if near and last is not None:
            alike = last if last.like is None else last.like
            return Attribution(group.spans, None, None, "quotation alone", direct=True, like=alike)
        return Attribution(group.spans, None, None, "quotation alone", direct=True)

    def ends_open(self, group: _Group) -> bool:
        """Whether the quotation ends as one does that its cue follows: with a comma, ? or !, or a comma after it."""
        q = group.quotations[-1]
        inner: str = self.text[q.inner_start : q.inner_end].rstrip()
        following: str = self.text[q.end : q.end + 2].strip()
        return inner.endswith((",", "?", "!", "-", "—", "…")) or following.startswith(",")

    def make(self, group: _Group, cue: tuple[Token, Source | None], rule: str) -> Attribution:
        verb, source = cue
        return Attribution(
            group.spans,
            (verb.idx, verb.idx + len(verb)),
            source,
            rule,
            direct=True,
            rank=5,
            verb=verb,
        )


def find_direct(
    parsed: Doc, quotations: list[Quotation], paragraphs: list[tuple[int, int]], cues: Cues
) -> list[Attribution]:
    """Attributions whose content is quoted speech, split and many-paragraph quotations put together."""
    return _Finder(parsed, quotations, paragraphs, cues).find()
