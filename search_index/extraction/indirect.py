"""Indirect speech and thought: clauses, infinitives and topics under a cue, found through the parse."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from search_index.extraction.attributions import Attribution, trimmed
from search_index.extraction.sources import (
    Source,
    agent_of,
    as_source,
    is_passive,
    is_personal,
    source_of,
    subject_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from search_index.extraction.cues import Cues
    from search_index.extraction.quotation_marks import Quotation

# The small model's lemmatizer halves verbs in silent e: "hoping" becomes "hop".
_LEMMAS = {"hop": "hope", "rat": "rate", "tweete": "tweet"}
_WH = frozenset({"whether", "if", "how", "what", "why", "who", "when", "where", "which", "that"})
# Longer quotations hold whole clauses: what they say is their speaker's, not another attribution.
_LONG = 40


def lemma(token: Token) -> str:
    """The lower-case lemma, the lemmatizer's known slips mended."""
    found: str = token.lemma_.lower()
    return _LEMMAS.get(found, found)


class _Finder:
    def __init__(self, parsed: Doc, quotations: list[Quotation], cues: Cues) -> None:
        self.parsed = parsed
        self.quotations = quotations
        self.cues = cues
        self._starts = [q.start for q in quotations]

    def inside_quotation(self, token: Token) -> bool:
        """Whether ``token`` stands within a quotation of sentence length."""
        k = bisect_right(self._starts, token.idx) - 1
        return (
            k >= 0
            and token.idx < self.quotations[k].inner_end
            and (self.quotations[k].inner_end - self.quotations[k].inner_start > _LONG)
        )

    def find(self) -> Iterator[Attribution]:
        cues = self.cues
        for token in self.parsed:
            pos = token.pos_
            if token.lower_ == "according":
                if not self.inside_quotation(token):
                    yield from self.according(token)
            elif pos == "VERB" or pos == "AUX":
                if lemma(token) in cues.verbs:
                    if not self.inside_quotation(token):
                        yield from self.verb(token)
                elif pos == "AUX" and token.lemma_ == "be":
                    yield from self.adjective(token)
            elif pos == "NOUN":
                word = token.lemma_.lower()
                if (word in cues.nouns or word in cues.nouns_of) and not self.inside_quotation(
                    token
                ):
                    yield from self.noun(token)

    # Verbs -------------------------------------------------------------------------------

    def verb(self, verb: Token) -> Iterator[Attribution]:
        cues, word = self.cues, lemma(verb)
        source = source_of(verb)
        children = list(verb.children)
        right = [c for c in children if c.i > verb.i]
        passive = is_passive(verb)
        if passive:
            yield from self.passive(verb, word, right, source)
        personal = word not in cues.clause_personal or is_personal(source, self.parsed)
        clause = next((c for c in right if c.dep_ == "ccomp"), None)
        infinitive = next((c for c in right if c.dep_ in ("xcomp", "advcl") and _has_to(c)), None)
        wished = clause if clause is not None and _has_to(clause) else None
        if wished is not None and (word in cues.wish or word in cues.request):
            # “urged Y to go”: the model makes Y the subject of what is asked.
            yield from self.attribution(verb, source, wished, "request")
            return
        if clause is not None and word in cues.clause and personal and not _has_to(clause):
            yield from self.attribution(verb, source, clause, "clause", rank=2)
            return
        if infinitive is not None and not passive:
            asked = next(
                (c for c in right if c.dep_ in ("dobj", "dative") and c.i < infinitive.i), None
            )
            if word in cues.request and (asked is not None or word in ("plead", "ask")):
                yield from self.attribution(verb, source, infinitive, "request")
                return
            if asked is None and infinitive.dep_ == "xcomp" and word in cues.infinitive:
                yield from self.attribution(verb, source, infinitive, "infinitive")
                return
        if word in cues.clause_postposed and not passive:
            found = self.postposed(verb, source)
            if found is not None:
                yield found
                return
        if word in cues.naming:
            found = self.naming(verb, source, right)
            if found is not None:
                yield found
                return
        if word in cues.topic or word in cues.topic_phrases or word in cues.accusing:
            yield from self.topic(verb, word, source, right)

    def attribution(
        self,
        verb: Token,
        source: Source | None,
        head: Token,
        rule: str,
        rank: int = 1,
        first: int | None = None,
        cue: tuple[int, int] | None = None,
    ) -> Iterator[Attribution]:
        """``head``'s subtree to the right of ``verb``, as content."""
        sent_end = verb.sent.end
        low = verb.i + 1
        start = max(min(t.i for t in head.subtree), low) if first is None else first
        end = min(max(t.i for t in head.subtree) + 1, sent_end)
        span = trimmed(self.parsed, start, end, self.quotations)
        if span is not None:
            yield Attribution(
                [span],
                cue or (verb.idx, verb.idx + len(verb)),
                source,
                rule,
                rank=rank,
                verb=verb,
            )

    def postposed(self, verb: Token, source: Source | None) -> Attribution | None:
        """“…, X said.” and “The plan, X said, would …”: everything else in the sentence is content."""
        if source is None or any(
            c.dep_ in ("mark",) and c.lower_ in ("as", "because", "if") for c in verb.children
        ):
            return None
        subject = subject_of(verb)
        if subject is None or subject.tag_ in ("WP", "WDT"):
            return None
        left = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)
        hangs = verb.dep_ in ("parataxis", "ccomp") and verb.head.i != verb.i
        if left is None and not hangs:
            return None
        sent = verb.sent
        first, last = source.first, source.last
        begin = min(first, verb.i)
        end = max(last, verb.i + 1)
        text_before = self.parsed[begin - 1].text if begin > sent.start else ""
        if text_before not in (",", "-", "--", "—", "–", ";"):
            return None
        # What hangs on the cue itself, “said Monday in an interview”, is not content.
        for child in verb.children:
            if child.i > verb.i and child.dep_ in (
                "npadvmod",
                "advmod",
                "prep",
                "dobj",
                "dative",
                "advcl",
                "prt",
            ):
                end = max(end, max(t.i for t in child.subtree) + 1)
        end = min(end, sent.end)
        content = []
        before = trimmed(
            self.parsed, _sentence_start(self.parsed, sent.start), begin - 1, self.quotations
        )
        if before is not None:
            content.append(before)
        if end < sent.end and self.parsed[end].text in (",", "-", "--", "—", "–") and hangs:
            after = trimmed(self.parsed, end + 1, sent.end, self.quotations)
            if after is not None:
                content.append(after)
        if not content:
            return None
        return Attribution(
            content, (verb.idx, verb.idx + len(verb)), source, "postposed", rank=3, verb=verb
        )

    def passive(
        self, verb: Token, word: str, right: list[Token], source: Source | None
    ) -> Iterator[Attribution]:
        """“It was reported that …”, “is expected to …”, “was criticised by X”."""
        infinitive = next((c for c in right if c.dep_ == "xcomp" and _has_to(c)), None)
        subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if infinitive is not None and subject is not None and word in self.cues.passive_report:
            first = as_source(subject)
            a = trimmed(self.parsed, first.first, first.last, self.quotations)
            b = next(self.attribution(verb, source, infinitive, "passive"), None)
            if a is not None and b is not None:
                b.content.insert(0, a)
                yield b
        elif (
            agent_of(verb) is not None
            and subject is not None
            and word in self.cues.topic
            and word not in self.cues.topic_quoted_only
            and is_personal(source, self.parsed)
            and subject.tag_ not in ("WP", "WDT", "PRP")
        ):
            phrase = as_source(subject)
            a = trimmed(self.parsed, phrase.first, phrase.last, self.quotations)
            if a is not None:
                yield Attribution(
                    [a], (verb.idx, verb.idx + len(verb)), source, "passive", verb=verb
                )

    def naming(self, verb: Token, source: Source | None, right: list[Token]) -> Attribution | None:
        """“called the plan ‘a disaster’”, “described it as …”."""
        if not is_personal(source, self.parsed):
            return None
        named = next((c for c in right if c.dep_ == "dobj"), None)
        given = next(
            (
                c
                for c in right
                if c.dep_ in ("oprd", "ccomp")
                or (c.dep_ == "prep" and c.lower_ in ("as", "to") and lemma(verb) != "call")
            ),
            None,
        )
        if given is None or (_has_to(given) and given.dep_ != "prep"):
            return None
        first = min(
            given.left_edge.i, named.left_edge.i if named is not None else given.left_edge.i
        )
        return next(
            self.attribution(verb, source, given, "naming", first=max(first, verb.i + 1)), None
        )

    def topic(
        self, verb: Token, word: str, source: Source | None, right: list[Token]
    ) -> Iterator[Attribution]:
        """“criticised the plan”, “called for a vote”, “accused X of lying”."""
        if source is None:
            return
        cues = self.cues
        if word in cues.accusing:
            target = next((c for c in right if c.dep_ in ("dobj", "dative")), None)
            prep = next(
                (c for c in right if c.dep_ == "prep" and c.lower_ in cues.accusing[word]), None
            )
            if target is not None:
                prep = prep or next(
                    (
                        c
                        for c in target.children
                        if c.dep_ == "prep" and c.lower_ in cues.accusing[word]
                    ),
                    None,
                )
            if target is not None and prep is not None:
                yield from self.attribution(
                    verb, source, prep, "accusing", first=target.left_edge.i
                )
                return
        if word in cues.topic_phrases and is_personal(source, self.parsed):
            for prep in right:
                if prep.dep_ == "prep" and prep.lower_ in cues.topic_phrases[word]:
                    inside = next((c for c in prep.children if c.dep_ in ("pobj", "pcomp")), None)
                    if inside is not None:
                        end = next(
                            (c for c in right if c.dep_ in ("xcomp", "advcl") and _has_to(c)),
                            inside,
                        )
                        yield from self.attribution(
                            verb, source, end, "topic", rank=0, first=prep.i + 1
                        )
                        return
        if word not in cues.topic:
            return
        thing = next((c for c in right if c.dep_ == "dobj"), None)
        gerund = next((c for c in right if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
        thing = thing or gerund
        if thing is None or thing.tag_ in ("PRP", "WP", "WDT"):
            return
        if word in cues.topic_personal and not is_personal(source, self.parsed):
            return
        found = next(self.attribution(verb, source, thing, "topic", rank=0), None)
        if found is None:
            return
        if word in cues.topic_quoted_only and not self.has_quotation(found):
            return
        yield found

    def has_quotation(self, attribution: Attribution) -> bool:
        return any(
            q.start >= a and q.end <= b for a, b in attribution.content for q in self.quotations
        )

    # Nouns, adjectives, “according to” ---------------------------------------------------------

    def noun(self, noun: Token) -> Iterator[Attribution]:
        """“X's claim that …”, “the promise to …”, “accusations of …”."""
        word = noun.lemma_.lower()
        cues = self.cues
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        by = next(
            (
                n
                for c in noun.children
                if c.dep_ == "prep" and c.lower_ in ("by", "from", "among")
                for n in c.children
                if n.dep_ == "pobj"
            ),
            None,
        )
        source = (
            as_source(owner) if owner is not None else as_source(by) if by is not None else None
        )
        if source is None and noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
            source = source_of(noun.head)
        for child in noun.children:
            if child.i <= noun.i:
                continue
            that = any(c.lower_ == "that" and c.dep_ == "mark" for c in child.children)
            if child.dep_ in ("acl", "ccomp", "relcl") and that and word in cues.nouns:
                yield from self.attribution(noun, source, child, "noun", rank=1)
                return
            if (
                child.dep_ == "acl"
                and _has_to(child)
                and word in cues.nouns_infinitive
                and source is not None
            ):
                yield from self.attribution(noun, source, child, "noun", rank=0)
                return
            if (
                child.dep_ == "prep"
                and child.lower_ in cues.nouns_of.get(word, ())
                and source is not None
            ):
                inside = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
                if inside is not None:
                    yield from self.attribution(noun, source, inside, "noun", rank=0)
                    return

    def adjective(self, be: Token) -> Iterator[Attribution]:
        """“X is sure that …”, “is willing to …”."""
        adjective = next(
            (c for c in be.children if c.dep_ in ("acomp", "attr") and c.i > be.i), None
        )
        if adjective is None or adjective.lemma_.lower() not in self.cues.adjectives:
            return
        if self.inside_quotation(be):
            return
        source = source_of(be)
        if not is_personal(source, self.parsed):
            return
        for child in (*adjective.children, *be.children):
            if child.i > adjective.i and child.dep_ in ("ccomp", "xcomp", "advcl", "prep"):
                if child.dep_ == "prep" and child.lower_ not in ("about", "of", "over"):
                    continue
                if child.dep_ == "advcl" and not any(c.lower_ == "that" for c in child.children):
                    continue
                first = child.i + 1 if child.dep_ == "prep" else None
                yield from self.attribution(
                    adjective, source, child, "adjective", rank=1, first=first
                )
                return

    def according(self, token: Token) -> Iterator[Attribution]:
        """“According to X, …”: the clause around it is the content, in one or two pieces."""
        parsed = self.parsed
        if token.i + 2 >= len(parsed) or parsed[token.i + 1].lower_ != "to":
            return
        to = parsed[token.i + 1]
        head = next((c for c in (*to.children, *token.children) if c.dep_ == "pobj"), None)
        if head is None or head.i <= to.i:
            return
        sent = token.sent
        last = max(t.i for t in head.subtree if t.i < sent.end) + 1
        comma = next(
            (t.i for t in parsed[to.i + 1 : sent.end] if t.text in (",", ":") and t.i >= head.i),
            None,
        )
        if (
            token.i == sent.start
            and comma is not None
            and comma < last
            and not any(
                t.dep_ in ("appos", "conj") and t.head.i in range(to.i, comma)
                for t in parsed[comma:last]
            )
        ):
            last = comma
        source = as_source(head, to.i + 1, last)
        content = []
        before = trimmed(parsed, _sentence_start(parsed, sent.start), token.i, self.quotations)
        after = None
        if (last < sent.end and parsed[last].text in (",", "-", "--", "—", ":")) or before is None:
            after = trimmed(parsed, last, sent.end, self.quotations)
        for piece in (before, after):
            if piece is not None:
                content.append(piece)
        if content:
            yield Attribution(
                content, (token.idx, to.idx + len(to)), source, "according to", rank=3
            )


def _sentence_start(parsed: Doc, first: int) -> int:
    while first < len(parsed) - 1 and parsed[first].is_space:
        first += 1
    return first


def _has_to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _headline(
    parsed: Doc, quotations: list[Quotation], paragraphs: list[tuple[int, int]]
) -> Iterator[Attribution]:
    """“X: …” in the first line."""
    if not paragraphs:
        return
    low, high = paragraphs[0]
    line = parsed.char_span(
        low, low + len(parsed.text[low:high].rstrip()), alignment_mode="contract"
    )
    if line is None or len(line) > 30:
        return
    colon = next((t for t in line if t.text == ":"), None)
    if colon is None or not 1 <= colon.i - line.start <= 4 or colon.i + 3 >= line.end:
        return
    name = parsed[line.start : colon.i]
    if not all(t.pos_ == "PROPN" or t.is_title for t in name):
        return
    span = trimmed(parsed, colon.i + 1, line.end, quotations)
    if span is not None:
        head = parsed[colon.i - 1]
        yield Attribution(
            [span],
            (colon.idx, colon.idx + 1),
            Source(line.start, colon.i, head, head),
            "headline",
            rank=4,
        )


def find_indirect(
    parsed: Doc, quotations: list[Quotation], paragraphs: list[tuple[int, int]], cues: Cues
) -> list[Attribution]:
    """Attributions whose content is a clause, an infinitive or a topic, with or without quotation marks in it."""
    found = list(_headline(parsed, quotations, paragraphs))
    found.extend(_Finder(parsed, quotations, cues).find())
    return found
