"""Verbs that attribute, found through the parse: “said that”, “promised to”, “urged X to”, “was told that”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search_index.extraction.attributions import (
    Attribution,
    Ground,
    first_word,
    has_to,
    trimmed,
)
from search_index.extraction.cues import lemma
from search_index.extraction.sources import (
    Source,
    agent_of,
    as_source,
    is_passive,
    is_personal,
    source_of,
    subject_of,
)
from search_index.extraction.topic_cues import OBJECTS, TopicRules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_DASHES = frozenset({"-", "--", "—", "–", "―"})
_ASIDES = frozenset(
    {"npadvmod", "advmod", "prt", "prep", "advcl", "punct", "oprd", "acomp", "agent"}
)


class VerbRules(TopicRules):
    """The rules for one text; ``find`` is asked for each verb that cues.yaml lists."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        # “said the deal was bad and urged …”: the parser hangs “urged” on “was”, yet its source is that of “said”.
        self._shared: dict[int, Source | None] = {}

    def find(self, verb: Token) -> Iterator[Attribution]:
        """What ``verb`` attributes; at most one attribution."""
        word = lemma(verb)
        source = self._shared[verb.i] if verb.i in self._shared else source_of(verb)
        right = [c for c in verb.children if c.i > verb.i]
        if is_passive(verb):
            found = self.passive(verb, word, right, source)
        else:
            found = self.clause(verb, word, right, source) or self.infinitive(
                verb, word, right, source
            )
        if found is None and not is_passive(verb) and word in self.cues.clause_postposed:
            found = self.postposed(verb, source) or self.unparsed(verb, word, source, right)
        found = found or self.naming(verb, word, source, right)
        found = found or self.topic(verb, word, source, right)
        if found is not None:
            yield found

    # Clauses and infinitives ------------------------------------------------------------------

    def clause(
        self, verb: Token, word: str, right: list[Token], source: Source | None
    ) -> Attribution | None:
        """“said (that) …”, “wondered whether …”."""
        clause = next((c for c in right if c.dep_ == "ccomp"), None)
        if clause is None:
            return None
        if has_to(clause):
            # “urged Y to go”: the model makes Y the subject of what is asked.
            if word in self.cues.wish or word in self.cues.request:
                return self.build(verb, source, clause, "request")
            return None
        if word not in self.cues.clause:
            return None
        if word in self.cues.clause_personal and not is_personal(source, self.parsed):
            return None
        if source is None and verb.tag_ in ("VB", "VBG") and verb.dep_ in ("ROOT", "advcl", "prep"):
            # “Imagine that …”, “assuming that …” speak to the reader.
            return None
        return self.build(
            verb,
            source,
            clause,
            "clause",
            rank=2,
            first=self.start_of_clause(verb, word, clause, right),
            end=self.end_of_clause(verb, clause, source),
        )

    def start_of_clause(self, verb: Token, word: str, clause: Token, right: list[Token]) -> int:
        """The first token after ``verb`` that is neither who was told nor when and how.

        A long subject cut by dashes often falls out of the parsed clause.
        """
        aside: set[int] = set()
        for child in right:
            if child.i < clause.i and (
                child.dep_ in _ASIDES or (child.dep_ in OBJECTS and word != "say")
            ):
                aside.update(t.i for t in child.subtree)
        start = min(max(clause.left_edge.i, verb.i + 1), clause.i)
        return int(start) if aside else int(verb.i) + 1

    def runs_on(self, clause: Token, end: int) -> bool:
        """Whether a finite verb follows at once: the parser took the clause's last subject for its end."""
        return (
            end < len(self.parsed)
            and self.parsed[end].tag_ in ("VBD", "VBZ", "VBP", "MD")
            and not self.parsed[end].is_sent_start
            and clause.i < end
        )

    def end_of_clause(self, verb: Token, clause: Token, source: Source | None) -> int | None:
        """Where another cue without a subject of its own takes over: “said it was bad and urged X to …”."""
        end = clause.right_edge.i + 1
        if self.runs_on(clause, end):
            return self.ground.sentence(verb)[1]
        if verb.tag_ != "VBD" or clause.tag_ not in ("VBD", "VBN"):
            return None
        for child in clause.children:
            if (
                child.dep_ == "conj"
                and child.tag_ == "VBD"
                and lemma(child) in self.cues.taking_over
                and subject_of(child) is None
                and not is_passive(child)
                and any(
                    c.dep_ in ("ccomp", "dobj", "prep") for c in child.children if c.i > child.i
                )
            ):
                self._shared[child.i] = source
                end = child.left_edge.i
                while end > clause.i and (
                    self.parsed[end - 1].dep_ == "cc" or self.parsed[end - 1].text == ","
                ):
                    end -= 1
                return int(end)
        return None

    def infinitive(
        self, verb: Token, word: str, right: list[Token], source: Source | None
    ) -> Attribution | None:
        """“promised to …”, “urged Y to …”."""
        to = next((c for c in right if c.dep_ in ("xcomp", "advcl") and has_to(c)), None)
        if to is None:
            return None
        asked = next((c for c in right if c.dep_ in OBJECTS and c.i < to.i), None)
        if word in self.cues.request and (asked is not None or word in ("plead", "ask")):
            return self.build(verb, source, to, "request")
        if word in self.cues.infinitive and asked is None and to.dep_ == "xcomp":
            return self.build(verb, source, to, "infinitive")
        return None

    def postposed(self, verb: Token, source: Source | None) -> Attribution | None:
        """“…, X said.” and “The plan, X said, would …”: the rest of the sentence is content."""
        subject = subject_of(verb)
        if source is None or subject is None or subject.tag_ in ("WP", "WDT"):
            return None
        if any(c.dep_ == "mark" for c in verb.children):
            return None
        hangs = verb.dep_ in ("parataxis", "ccomp") and verb.head.i != verb.i
        if not hangs and not any(c.dep_ == "ccomp" and c.i < verb.i for c in verb.children):
            return None
        says = verb.head if hangs else next(c for c in verb.children if c.dep_ == "ccomp")
        if lemma(says) in self.cues.clause and any(
            c.dep_ == "ccomp" and c.i > says.i and c.i != verb.i for c in says.children
        ):
            # “Ann said the roof leaks, he wrote”: one attribution a sentence, the first.
            return None
        sentence_start, sentence_end = self.ground.sentence(verb)
        begin, end = min(source.first, verb.i), max(source.last, verb.i + 1)
        if begin <= sentence_start or self.parsed[begin - 1].text not in {",", ";", *_DASHES}:
            return None
        # What hangs on the cue itself, “said Monday in an interview”, is not content.
        for child in verb.children:
            if child.i > verb.i and child.dep_ in (
                "npadvmod", "advmod", "prep", "dobj", "dative", "advcl", "prt",
            ):  # fmt: skip
                end = max(end, child.right_edge.i + 1)
        end = min(end, sentence_end)
        content = []
        before = trimmed(self.ground, first_word(self.ground, sentence_start), begin - 1)
        if before is not None:
            content.append(before)
        if hangs and end < sentence_end and self.parsed[end].text in {",", *_DASHES}:
            after = trimmed(self.ground, end + 1, sentence_end)
            if after is not None:
                content.append(after)
        if not content:
            return None
        cue = (verb.idx, verb.idx + len(verb))
        return Attribution(content, cue, source, "postposed", rank=3, verb=verb)

    def unparsed(
        self, verb: Token, word: str, source: Source | None, right: list[Token]
    ) -> Attribution | None:
        """“said that …” where the parser saw no clause: all up to the end of the sentence."""
        if source is None or source.head.i > verb.i or verb.tag_ == "VB":
            return None
        if any(c.dep_ == "dobj" and c.lower_ != "that" for c in right) and word != "tell":
            return None
        if verb.tag_ == "VBN" and verb.dep_ not in ("ROOT", "conj"):
            return None
        _, end = self.ground.sentence(verb)
        that = next(
            (t for t in self.parsed[verb.i + 1 : min(verb.i + 7, end)] if t.lower_ == "that"), None
        )
        if that is None:
            following = self.parsed[verb.i + 1] if verb.i + 1 < end else None
            if word != "say" or following is None or following.dep_ in ("prep", "npadvmod"):
                return None
            if not (following.text[0].isalpha() or following.text in ('"', "'")):
                return None
            if not any(
                t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in self.parsed[verb.i + 1 : end]
            ):
                return None
        start = that.i if that is not None else verb.i + 1
        span = trimmed(self.ground, start, end)
        if span is None:
            return None
        cue = (verb.idx, verb.idx + len(verb))
        return Attribution([span], cue, source, "clause", rank=1, verb=verb)

    def passive(
        self, verb: Token, word: str, right: list[Token], source: Source | None
    ) -> Attribution | None:
        """“It was reported that …”, “is expected to …”, “was told that …”, “was criticised by X”."""
        cues = self.cues
        clause = next((c for c in right if c.dep_ == "ccomp" and not has_to(c)), None)
        if clause is not None and word in cues.clause:
            return self.build(verb, source, clause, "clause", rank=2)
        subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if subject is None or subject.tag_ in ("WP", "WDT"):
            return None
        phrase = as_source(subject)
        about = trimmed(self.ground, phrase.first, phrase.last)
        if about is None:
            return None
        to = next((c for c in right if c.dep_ == "xcomp" and has_to(c)), None)
        if to is not None and word in cues.request and word not in cues.wish:
            return self.build(verb, source, to, "request")
        if to is not None and word in cues.passive_report:
            found = self.build(verb, source, to, "passive")
            if found is not None:
                found.content.insert(0, about)
            return found
        if (
            agent_of(verb) is not None
            and subject.tag_ != "PRP"
            and word in cues.topic
            and word not in cues.topic_quoted_only
            and is_personal(source, self.parsed)
        ):
            cue = (verb.idx, verb.idx + len(verb))
            return Attribution([about], cue, source, "passive", verb=verb)
        return None
