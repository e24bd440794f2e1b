"""What is not a verb and yet attributes: “X's claim that”, “is sure that”, “according to”, “X: …” in a headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search_index.extraction.attributions import Attribution, Ground, first_word, has_to, trimmed
from search_index.extraction.sources import Source, as_source, is_personal, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

# A longer first line is no headline.
_HEADLINE_TOKENS = 30


class NounRules:
    """The rules for one text; each is asked for the tokens it may start from."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.parsed = ground.parsed
        self.cues = ground.cues

    def build(
        self, cue: Token, source: Source | None, head: Token, rule: str, rank: int, first: int = -1
    ) -> Iterator[Attribution]:
        """The subtree of ``head`` to the right of ``cue``, as content."""
        _, sentence_end = self.ground.sentence(cue)
        subtree = [t.i for t in head.subtree]
        start = max(min(subtree), cue.i + 1, first)
        span = trimmed(self.ground, start, min(max(subtree) + 1, sentence_end))
        if span is not None:
            yield Attribution([span], (cue.idx, cue.idx + len(cue)), source, rule, rank=rank)

    def noun(self, noun: Token) -> Iterator[Attribution]:
        """“X's claim that …”, “the promise to …”, “accusations of …”."""
        word = noun.lemma_.lower()
        cues = self.cues
        source = self.owner(noun)
        for child in noun.children:
            if child.i <= noun.i:
                continue
            that = any(c.lower_ == "that" and c.dep_ == "mark" for c in child.children)
            if child.dep_ in ("acl", "ccomp", "relcl") and that and word in cues.nouns:
                yield from self.build(noun, source, child, "noun", 1)
                return
            if source is None:
                continue
            if child.dep_ == "acl" and has_to(child) and word in cues.nouns_infinitive:
                yield from self.build(noun, source, child, "noun", 0)
                return
            if child.dep_ == "prep" and child.lower_ in cues.nouns_of.get(word, ()):
                inside = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
                if inside is not None and is_personal(source, self.parsed):
                    yield from self.build(noun, source, inside, "noun", 0)
                    return

    def owner(self, noun: Token) -> Source | None:
        """Whose claim it is: “X's claim”, “a claim by X”, “X made the claim”."""
        for child in noun.children:
            if child.dep_ == "poss":
                return as_source(child)
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in ("by", "from", "among"):
                for inside in child.children:
                    if inside.dep_ == "pobj":
                        return as_source(inside)
        if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
            found = source_of(noun.head)
            return found if is_personal(found, self.parsed) else None
        if noun.dep_ == "pobj" and noun.head.head.pos_ == "VERB" and noun.head.lower_ != "by":
            # “persisted in arguments that …”
            found = source_of(noun.head.head)
            return found if is_personal(found, self.parsed) else None
        before = self.parsed[noun.i - 1] if noun.i else None
        if (
            before is not None
            and before.dep_ == "compound"
            and before.ent_type_ in ("PERSON", "ORG")
        ):
            # “Trump claims that …” read as a noun phrase.
            return as_source(before)
        return None

    def adjective(self, be: Token) -> Iterator[Attribution]:
        """“X is sure that …”, “is willing to …”, “is worried about …”."""
        adjective = next(
            (c for c in be.children if c.dep_ in ("acomp", "attr") and c.i > be.i), None
        )
        if adjective is None or adjective.lemma_.lower() not in self.cues.adjectives:
            return
        source = source_of(be)
        if not is_personal(source, self.parsed):
            return
        for child in (*adjective.children, *be.children):
            if child.i <= adjective.i or child.dep_ not in ("ccomp", "xcomp", "advcl", "prep"):
                continue
            if child.dep_ == "prep" and child.lower_ not in ("about", "of", "over"):
                continue
            if child.dep_ == "advcl" and not any(c.lower_ == "that" for c in child.children):
                continue
            first = child.i + 1 if child.dep_ == "prep" else -1
            yield from self.build(adjective, source, child, "adjective", 1, first)
            return

    def according(self, token: Token) -> Iterator[Attribution]:
        """“According to X, …”: the sentence around it is the content, in one or two pieces."""
        parsed = self.parsed
        if token.i + 2 >= len(parsed) or parsed[token.i + 1].lower_ != "to":
            return
        to = parsed[token.i + 1]
        sentence_start, sentence_end = self.ground.sentence(token)
        head = next((c for c in (*to.children, *token.children) if c.dep_ == "pobj"), None)
        if head is None or not to.i < head.i < sentence_end:
            head = self.nominal_after(to, sentence_end)
        if head is None:
            return
        last = max(t.i for t in head.subtree if t.i < sentence_end) + 1
        comma = next(
            (t.i for t in parsed[head.i : sentence_end] if t.text in (",", ":")), sentence_end
        )
        named_on = any(
            t.dep_ in ("appos", "conj") and to.i <= t.head.i < comma for t in parsed[comma:last]
        )
        if first_word(self.ground, sentence_start) == token.i and comma < last and not named_on:
            last = comma
        source = as_source(head, to.i + 1, last)
        before = trimmed(self.ground, first_word(self.ground, sentence_start), token.i)
        after = None
        if before is None or (
            last < sentence_end and parsed[last].text in (",", "-", "--", "—", ":")
        ):
            after = trimmed(self.ground, last, sentence_end)
            if after is None and comma < last:
                # The clause itself was read as one more name: “According to Ann Li, the move fails.”
                source = as_source(head, to.i + 1, comma)
                after = trimmed(self.ground, comma, sentence_end)
        content = [piece for piece in (before, after) if piece is not None]
        if content:
            cue = (token.idx, to.idx + len(to))
            yield Attribution(content, cue, source, "according to", rank=3)

    def nominal_after(self, to: Token, end: int) -> Token | None:
        """The last noun before the next comma, where the parser has no object for “to”."""
        found = None
        for token in self.parsed[to.i + 1 : end]:
            if token.is_punct:
                break
            if token.pos_ in ("NOUN", "PROPN", "PRON"):
                found = token
            elif found is not None:
                break
        return found


def headline(ground: Ground) -> Iterator[Attribution]:
    """“X: …” in the first line of an article."""
    if not ground.paragraphs or ground.analysis.offset > ground.analysis.part.start:
        return
    low, high = ground.paragraphs[0]
    line = ground.parsed.char_span(
        low, low + len(ground.text[low:high].rstrip()), alignment_mode="contract"
    )
    if line is None or not 0 < len(line) <= _HEADLINE_TOKENS:
        return
    colon = next((t for t in line if t.text == ":"), None)
    if colon is None or not 1 <= colon.i - line.start <= 4 or colon.i + 3 >= line.end:
        return
    name = ground.parsed[line.start : colon.i]
    if not all(t.pos_ == "PROPN" or t.is_title for t in name):
        return
    span = trimmed(ground, colon.i + 1, line.end)
    if span is not None:
        head = ground.parsed[colon.i - 1]
        source = Source(line.start, colon.i, head, head)
        yield Attribution([span], (colon.idx, colon.idx + 1), source, "headline", rank=4)
