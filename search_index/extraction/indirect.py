"""Indirect speech and thought: walks the tokens once and hands each cue to the rules for its kind."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from search_index.extraction.attributions import Attribution, Ground
from search_index.extraction.cues import lemma
from search_index.extraction.noun_cues import NounRules, headline
from search_index.extraction.verb_cues import VerbRules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token


def find_indirect(ground: Ground) -> list[Attribution]:
    """Attributions whose content is a clause, an infinitive or a topic, with or without quotation marks in it."""
    return list(_find(ground))


def _find(ground: Ground) -> Iterator[Attribution]:
    cues = ground.cues
    verbs, nouns = VerbRules(ground), NounRules(ground)
    starts = [q.start for q in ground.quotations]

    def quoted(token: Token) -> bool:
        # What a quotation says is its speaker's, not another attribution.
        k = bisect_right(starts, token.idx) - 1
        if k < 0:
            return False
        return bool(token.idx < ground.quotations[k].inner_end)

    yield from headline(ground)
    for token in ground.parsed:
        pos = token.pos_
        if token.lower_ == "according":
            if not quoted(token):
                yield from nouns.according(token)
        elif pos == "VERB" or pos == "AUX":
            if lemma(token) in cues.verbs:
                if not quoted(token):
                    yield from verbs.find(token)
            elif token.lemma_ == "be" and not quoted(token):
                yield from nouns.adjective(token)
        elif pos == "NOUN":
            word = token.lemma_.lower()
            if (word in cues.nouns or word in cues.nouns_of) and not quoted(token):
                yield from nouns.noun(token)
