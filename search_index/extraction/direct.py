"""Ties quotations to their cues by what stands around the marks, so that a wrong parse inside them does no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search_index.extraction.attributions import Attribution, Ground
from search_index.extraction.cues import lemma
from search_index.extraction.sources import (
    Source,
    as_source,
    is_passive,
    is_personal,
    source_of,
    subject_of,
)
from search_index.extraction.stretches import DASHES, Stretch, Stretches

if TYPE_CHECKING:
    from spacy.tokens import Token

    Cue = tuple[Token, Source | None]

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def find_direct(ground: Ground, taken: set[int]) -> list[Attribution]:
    """Attributions whose content is quoted speech, split and many-paragraph quotations put together.

    ``taken`` are paragraphs that belong to a transcript and are left alone.
    """
    return _Finder(ground).find(taken)


class _Finder:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.parsed = ground.parsed
        self.cues = ground.cues
        self.stretches = Stretches(ground)

    def find(self, taken: set[int]) -> list[Attribution]:
        found: list[Attribution] = []
        last: Attribution | None = None
        last_stretch: Stretch | None = None
        for stretch in self.stretches.all:
            if stretch.paragraph in taken:
                continue
            attribution = self.attribute(stretch, last, last_stretch)
            if attribution is None:
                continue
            if attribution is not last:
                found.append(attribution)
            last, last_stretch = attribution, stretch
        return found

    def attribute(
        self, stretch: Stretch, last: Attribution | None, last_stretch: Stretch | None
    ) -> Attribution | None:
        """The attribution of ``stretch``: ``last`` itself, lengthened, where it goes on; None for a scare quote."""
        sentence = stretch.is_sentence
        lead = self.stretches.before(stretch)
        embedded = bool(lead) and lead[-1].text not in {",", ":", *DASHES}
        open_ended = self.stretches.ends_open(stretch)
        behind = self.cue_after(stretch) if sentence or open_ended else None
        ahead = self.cue_before(lead, stretch)
        if ahead and last and last_stretch and last.verb and ahead[0].i == last.verb.i:
            # “A,” he said, “b.”
            if behind is None:
                last.content.extend(stretch.spans)
                return last
            ahead = None
        if behind and not embedded and (ahead is None or open_ended):
            return self.run_on(stretch, self.make(stretch, behind, "quotation before cue"))
        if behind and ahead is None and open_ended:
            made = self.make(stretch, behind, "sentence before cue")
            made.content[0] = (lead[0].idx, made.content[0][1])
            made.direct = False
            return made
        if ahead and (sentence or not embedded):
            at_cue = not embedded or lead[-1].i == ahead[0].i
            if at_cue and (sentence or lead[-1].text == ":"):
                return self.make(stretch, ahead, "cue before quotation")
        if not sentence or embedded:
            return None
        return self.alone(stretch, lead, last, last_stretch)

    def alone(
        self,
        stretch: Stretch,
        lead: list[Token],
        last: Attribution | None,
        last_stretch: Stretch | None,
    ) -> Attribution | None:
        """A quotation without a cue of its own: it goes on with the one before, or with the person just named."""
        if last and last_stretch and stretch.paragraph == last_stretch.last_paragraph:
            between = self.parsed[last_stretch.last : stretch.first]
            attributing = last.verb is not None and between.start <= last.verb.i < between.end
            if attributing or all(t.is_space or t.is_punct for t in between):
                last.content.extend(stretch.spans)
                return last
        if lead or not stretch.ends_as_speech:
            return None
        source = self.told_before(stretch)
        if source is not None:
            return Attribution(
                stretch.spans, None, source, "quotation after sentence", direct=True, rank=4
            )
        # A paragraph of quotation alone goes on with the speaker of the one before it.
        near = last_stretch and stretch.paragraph - last_stretch.last_paragraph <= 1
        like = (last.like or last) if last and near else None
        return Attribution(
            stretch.spans, None, None, "quotation alone", direct=True, rank=4, like=like
        )

    def make(self, stretch: Stretch, cue: Cue, rule: str) -> Attribution:
        verb, source = cue
        return Attribution(
            stretch.spans,
            (verb.idx, verb.idx + len(verb)),
            source,
            rule,
            direct=True,
            rank=5,
            verb=verb,
            ends_sentence=stretch.ends_as_speech,
        )

    def run_on(self, stretch: Stretch, made: Attribution) -> Attribution:
        """“‘We cut costs’ to save the firm,” she said: words behind the marks belong to the content."""
        if made.ends_sentence or made.source is None or made.verb is None:
            return made
        begin = min(made.source.first, made.verb.i)
        gap = [t for t in self.parsed[stretch.last : begin] if not t.is_space]
        if len(gap) > 1 and gap[0].is_alpha and gap[-1].text in {",", *DASHES}:
            start, _ = made.content[-1]
            made.content[-1] = (start, gap[-2].idx + len(gap[-2]))
            made.direct = False
        return made

    # Cues ------------------------------------------------------------------------------------

    def cue_after(self, stretch: Stretch) -> Cue | None:
        """“…,” X said; “…,” said X; “…” — X."""
        words = self.stretches.after(stretch)
        end = stretch.quotations[-1].end
        if (
            self.ground.text[end : end + 1] in DASHES
            and self.parsed[stretch.last - 1].idx >= end - 1
        ):
            # The tokenizer leaves mark and dash together: “…”―Ann Li
            words = (
                [self.parsed[stretch.last - 1], *words] if words and words[0].idx > end else words
            )
        if len(words) < 2:
            return None
        if words[0].text in DASHES:
            signed = _signature(words)
            if signed is not None:
                return signed
        if (
            stretch.inner.endswith(".")
            and words[0].text not in {",", *DASHES}
            and not words[0].text[0].islower()
            and not self.only_attributes(words)
        ):
            return None
        first, last = words[0].i, words[-1].i + 1
        for verb in words:
            if verb.pos_ not in ("VERB", "AUX") or lemma(verb) not in self.cues.direct:
                continue
            if verb.tag_ in ("VBG", "VB") or (verb.dep_ in ("relcl", "acl") and verb.i - first > 2):
                continue
            source = self.near_source(verb, first, last)
            if source is None:
                continue
            # “… ,” but X said that …: the clause has content of its own.
            if any(c.dep_ == "mark" and first <= c.i < verb.i for c in verb.children):
                continue
            if any(c.dep_ == "ccomp" and verb.i < c.i < last for c in verb.children):
                continue
            return verb, source
        return None

    def cue_before(self, lead: list[Token], stretch: Stretch) -> Cue | None:
        """X said, “…”; X said: “…”; X told reporters that “…”."""
        if not lead:
            return None
        colon, comma = lead[-1].text == ":", lead[-1].text == ","
        for verb in reversed(lead):
            if verb.pos_ not in ("VERB", "AUX"):
                continue
            if lemma(verb) not in self.cues.direct and not (colon and verb.dep_ == "ROOT"):
                continue
            if not colon and not comma and lead[-1].i - verb.i > 3:
                continue
            if any(c.dep_ == "ccomp" and verb.i < c.i <= lead[-1].i for c in verb.children):
                # “added that it was a problem because, ‘…’”: the quotation belongs to the clause.
                return None
            source = source_of(verb)
            if source is None:
                source = self.near_source(verb, lead[0].i, lead[-1].i + 1)
            elif source.head.i >= stretch.first:
                source = None
            return verb, source
        return None

    def only_attributes(self, words: list[Token]) -> bool:
        """Whether a sentence of its own, “Ann Li told reporters on Monday”, says nothing but who spoke."""
        for verb in words:
            if verb.tag_ == "VBD" and lemma(verb) in self.cues.plain:
                after = [c for c in verb.children if c.i > verb.i]
                if any(c.dep_ in ("ccomp", "xcomp") for c in after):
                    return False
                return lemma(verb) == "tell" or not any(c.dep_ == "dobj" for c in after)
        return False

    # Sources ---------------------------------------------------------------------------------

    def near_source(self, verb: Token, first: int, last: int) -> Source | None:
        """The source of ``verb`` among tokens [first, last), by the parse, else by its neighbours."""
        subject = subject_of(verb)
        if subject is not None and first <= subject.i < last:
            return as_source(subject, first, last)
        if is_passive(verb):
            return None
        parsed = self.parsed
        left = verb.i - 1
        while left >= first and (
            parsed[left].pos_ in ("ADV", "AUX", "PART", "SPACE") or parsed[left].dep_ == "neg"
        ):
            left -= 1
        if first <= left and parsed[left].pos_ in _NOMINAL and not _is_time(parsed[left]):
            return as_source(parsed[left], first, verb.i)
        if left > first and parsed[left].text == ",":
            # “Ann Li, head of the bank, said”, with the parse gone wrong: the name before the first comma.
            comma = next(i for i in range(first, left + 1) if parsed[i].text == ",")
            if (
                comma > first
                and parsed[comma - 1].pos_ in _NOMINAL
                and not _is_time(parsed[comma - 1])
            ):
                return as_source(parsed[comma - 1], first, comma)
        token = parsed[verb.i + 1] if verb.i + 1 < last else None
        if token is None or token.pos_ not in (*_NOMINAL, "DET", "ADJ"):
            return None
        while (
            verb.i < token.head.i < last and token.head.i > token.i and token.head.pos_ in _NOMINAL
        ):
            token = token.head
        if token.pos_ not in _NOMINAL or _is_time(token):
            return None
        return as_source(token, verb.i + 1, last)

    def told_before(self, stretch: Stretch) -> Source | None:
        """The person who is the subject of the sentence before, in the same paragraph."""
        i = stretch.first - 1
        quoted, paragraphs = self.stretches.quoted, self.stretches.paragraph_of
        while i >= 0 and self.parsed[i].is_space:
            i -= 1
        if i < 0 or i in quoted or paragraphs[i] != stretch.paragraph:
            return None
        first, last = self.ground.sentence(self.parsed[i])
        root = next((t for t in self.parsed[first:last] if t.dep_ == "ROOT"), None)
        subject = subject_of(root) if root is not None else None
        if subject is None or subject.i in quoted:
            return None
        source = as_source(subject)
        return source if is_personal(source, self.parsed) else None


def _is_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME")


def _signature(words: list[Token]) -> Cue | None:
    """“…” — Ann Li: a dash and a name to the end of the line."""
    name = [t for t in words[1:] if not t.is_punct]
    if not 1 <= len(name) <= 12 or not name[0].text[0].isupper():
        return None
    if any(t.tag_ in ("VBD", "VBZ", "VBP") for t in name):
        return None
    head = next((t for t in reversed(name[:4]) if t.pos_ == "PROPN"), None)
    if head is None:
        return None
    return words[0], Source(name[0].i, name[-1].i + 1, head, head)
