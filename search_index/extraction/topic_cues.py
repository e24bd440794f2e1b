"""Verbs with a name or a topic for their content: “called it ‘a joke’”, “accused X of”, “called for”, “criticised”."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from search_index.extraction.attributions import Attribution, Ground, has_to, taken_on, trimmed
from search_index.extraction.sources import Source, is_passive, is_personal

if TYPE_CHECKING:
    from spacy.tokens import Token

OBJECTS = frozenset({"dobj", "dative"})


class TopicRules:
    """The rules for one text, and the building of content that all verb rules share."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.parsed = ground.parsed
        self.cues = ground.cues
        self._starts = [q.start for q in ground.quotations]

    def build(
        self,
        verb: Token,
        source: Source | None,
        head: Token,
        rule: str,
        rank: int = 1,
        first: int | None = None,
        cue_last: Token | None = None,
        end: int | None = None,
    ) -> Attribution | None:
        """The subtree of ``head`` to the right of ``verb``, as content; None where nothing is left."""
        _, sentence_end = self.ground.sentence(verb)
        subtree = [t.i for t in head.subtree]
        start = max(min(subtree), verb.i + 1) if first is None else first
        end = min(max(subtree) + 1 if end is None else end, sentence_end)
        span = trimmed(self.ground, start, end)
        if span is None:
            return None
        if rule == "naming" or self.quoted_in(span):
            limit = self.parsed[sentence_end - 1]
            moved = taken_on(self.ground, span[1])
            # The parser often ends a sentence inside a quotation: its closing mark decides.
            if moved <= limit.idx + len(limit) or self.ground.text[moved - 1] in "\"'":
                span = (span[0], moved)
        last = verb if cue_last is None else cue_last
        return Attribution(
            [span], (verb.idx, last.idx + len(last)), source, rule, rank=rank, verb=verb
        )

    def has_quotation(self, attribution: Attribution) -> bool:
        """Whether the content holds words in quotation marks."""
        return any(self.quoted_in(span) for span in attribution.content)

    def quoted_in(self, span: tuple[int, int]) -> bool:
        """Whether a quotation lies in ``span``."""
        quotations = self.ground.quotations
        k = bisect_left(self._starts, span[0])
        return k < len(quotations) and quotations[k].end <= span[1]

    def naming(
        self, verb: Token, word: str, source: Source | None, right: list[Token]
    ) -> Attribution | None:
        """“called the plan ‘a disaster’”, “described it as …”, “condemned the test as …”."""
        cues = self.cues
        if word not in cues.naming and word not in cues.topic:
            return None
        if is_passive(verb) or not is_personal(source, self.parsed):
            return None
        named = next((c for c in right if c.dep_ == "dobj"), None)
        given = None
        if word in cues.naming:
            given = next((c for c in right if c.dep_ in ("oprd", "ccomp") and not has_to(c)), None)
            if given is None and word in ("liken", "compare"):
                given = next(
                    (c for c in right if c.dep_ == "prep" and c.lower_ in ("to", "with")), None
                )
        if given is None:
            spots = [*right, *(named.children if named is not None else ())]
            given = next(
                (c for c in spots if c.dep_ == "prep" and c.lower_ == "as" and c.i > verb.i), None
            )
        if given is None and named is not None and word in cues.naming_plain:
            # “called him ‘a fool’”: the model often takes both for one noun phrase.
            found = self.build(verb, source, named, "naming", rank=1)
            return found if found is not None and self.has_quotation(found) else None
        if given is None:
            return None
        first = given.left_edge.i if named is None else min(named.left_edge.i, given.left_edge.i)
        return self.build(verb, source, given, "naming", first=max(first, verb.i + 1))

    def topic(
        self, verb: Token, word: str, source: Source | None, right: list[Token]
    ) -> Attribution | None:
        """“criticised the plan”, “called for a vote”, “accused X of lying”."""
        if source is None or is_passive(verb):
            return None
        return (
            self.accusing(verb, word, source, right)
            or self.about(verb, word, source, right)
            or self.thing(verb, word, source, right)
        )

    def accusing(
        self, verb: Token, word: str, source: Source, right: list[Token]
    ) -> Attribution | None:
        """“accused X of lying”, “told X about …”."""
        preps = self.cues.accusing.get(word)
        target = next((c for c in right if c.dep_ in OBJECTS), None)
        if preps is None or target is None:
            return None
        prep = next(
            (
                c
                for c in (*right, *(target.children if word not in self.cues.recipients else ()))
                if c.dep_ == "prep" and c.lower_ in preps and c.i > target.i
            ),
            None,
        )
        if prep is None:
            return None
        first = prep.i + 1 if word in self.cues.recipients else target.left_edge.i
        return self.build(verb, source, prep, "accusing", first=first)

    def about(
        self, verb: Token, word: str, source: Source, right: list[Token]
    ) -> Attribution | None:
        """“called for a vote”, “spoke of the war”."""
        preps = self.cues.topic_phrases.get(word)
        if preps is None or not is_personal(source, self.parsed):
            return None
        for prep in right:
            if prep.dep_ != "prep" or prep.lower_ not in preps:
                continue
            inside = next((c for c in prep.children if c.dep_ in ("pobj", "pcomp")), None)
            if inside is None:
                continue
            to = next((c for c in right if c.dep_ in ("xcomp", "advcl") and has_to(c)), inside)
            return self.build(
                verb,
                source,
                to if to.i > inside.i else inside,
                "topic",
                rank=0,
                first=prep.i + 1,
                cue_last=prep if prep.i == verb.i + 1 else None,
            )
        return None

    def thing(
        self, verb: Token, word: str, source: Source, right: list[Token]
    ) -> Attribution | None:
        """“criticised the plan”, “proposed raising taxes”."""
        cues = self.cues
        if word not in cues.topic:
            return None
        thing = next((c for c in right if c.dep_ == "dobj"), None) or next(
            (c for c in right if c.dep_ == "xcomp" and c.tag_ == "VBG"), None
        )
        if thing is None or thing.tag_ in ("PRP", "WP", "WDT"):
            return None
        if word in cues.topic_personal and not is_personal(source, self.parsed):
            return None
        found = self.build(verb, source, thing, "topic", rank=0)
        if found is None or (word in cues.topic_quoted_only and not self.has_quotation(found)):
            return None
        return found
