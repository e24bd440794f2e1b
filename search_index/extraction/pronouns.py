"""Pronouns and titles resolved to persons: “he”, “the minister”. Only where the text leaves little doubt.

A simple salience model after Lappin and Leass (1994): recent sentences, subjects and names weigh most;
sex, number and the speaker of a quotation rule candidates out. “It”, “they” and “we” stay unresolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from search_index.extraction.analysis import Mention
from search_index.extraction.cast import Cast
from search_index.extraction.name_words import name_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HE = {"he", "him", "his", "himself"}
_SHE = {"she", "her", "hers", "herself"}
_SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
_DEPTH = 30
_WINDOW = 4  # sentences back; further than that a reader looks for a name too


@dataclass(slots=True)
class _Seen:
    name: str
    sentence: int
    position: int
    weight: float


def resolve_pronouns(parsed: Doc, cast: Cast, named: Sequence[Mention]) -> list[Mention]:
    """Mentions by pronoun or title, in reading order, none inside a mention by name."""
    at = {i: m for m in named for i in range(m.first, m.last)}
    starts = {m.first: m for m in named}
    found: list[Mention] = []
    seen: list[_Seen] = []
    quoted = _quoted_tokens(parsed)
    for number, sent in enumerate(parsed.sents):
        for token in sent:
            mention = starts.get(token.i)
            if mention is not None:
                if mention.type == "person":
                    seen.append(_note(mention.name, number, parsed[mention.last - 1], quoted))
                continue
            if token.i in at or token.i in quoted:
                # Inside a quotation “he” is whoever the speaker means.
                continue
            sex = "m" if token.lower_ in _HE else "f" if token.lower_ in _SHE else None
            if sex is not None:
                name = _choose(cast, seen, number, sex)
                if name is not None:
                    found.append(Mention(token.i, token.i + 1, name, "person", "pronoun"))
                    seen.append(_note(name, number, token, quoted))
                continue
            titled = _by_title(parsed, token, cast, seen) or _by_age(
                parsed, token, cast, seen, number
            )
            if titled is not None:
                found.append(titled)
                seen.append(_note(titled.name, number, token, quoted))
    return found


def _note(name: str, sentence: int, token: Token, quoted: set[int]) -> _Seen:
    head = token
    for above in islice(token.ancestors, _DEPTH):
        if head.dep_ not in ("compound", "flat", "appos", "conj"):
            break
        head = above
    weight = 2.0 if head.dep_ in _SUBJECTS else 1.0
    if head.dep_ == "poss":
        weight = 0.8
    if token.i in quoted:
        weight = 0.4
    return _Seen(name, sentence, token.i, weight)


def _choose(cast: Cast, seen: Sequence[_Seen], sentence: int, sex: str | None) -> str | None:
    """The most salient person of that sex, of any where it is not told; None where two are about equally so."""
    scores: dict[str, float] = {}
    for one in reversed(seen):
        age = sentence - one.sentence
        if age > _WINDOW:
            break
        person = cast.persons.get(one.name)
        known = person.sex if person else None
        if known is not None and sex is not None and known != sex:
            continue
        weight = one.weight * (1.0 if known else 0.7) * 0.55**age
        scores[one.name] = scores.get(one.name, 0.0) + weight
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[1][1] > 0.85 * ranked[0][1]:
        return None
    return ranked[0][0]


def _by_title(parsed: Doc, token: Token, cast: Cast, seen: Sequence[_Seen]) -> Mention | None:
    """“the prime minister”, where one person of the document holds that office."""
    if token.lower_ != "the":
        return None
    offices = name_words().offices
    last = token.i + 1
    while last < len(parsed) and last < token.i + 6 and not parsed[last].is_punct:
        for size in (4, 3, 2, 1):
            stop = last + size
            phrase = parsed[last:stop].text.lower()
            if stop <= len(parsed) and phrase in offices:
                if stop < len(parsed) and parsed[stop].text[:1].isupper():
                    return None
                if stop < len(parsed) and parsed[stop].lower_ == "of":
                    return None
                return _holder_of(phrase, token.i, stop, cast, seen)
        if parsed[last].pos_ not in ("ADJ", "PROPN", "NOUN"):
            return None
        last += 1
    return None


_YEARS_OLD = ["-", "year", "-", "old"]


def _by_age(
    parsed: Doc, token: Token, cast: Cast, seen: Sequence[_Seen], sentence: int
) -> Mention | None:
    """“The 34-year-old said …”: whom the text speaks of."""
    first = token.i
    if token.lower_ != "the" or first + 6 > len(parsed) or not parsed[first + 1].like_num:
        return None
    if [t.lower_ for t in parsed[first + 2 : first + 6]] != _YEARS_OLD:
        return None
    name = _choose(cast, seen, sentence, None)
    return None if name is None else Mention(first, first + 6, name, "person", "title")


def _holder_of(
    office: str, first: int, last: int, cast: Cast, seen: Sequence[_Seen]
) -> Mention | None:
    before = {one.name for one in seen}
    holders = [p.name for p in cast.persons.values() if office in p.offices and p.name in before]
    if len(holders) > 1:
        recent = [one.name for one in reversed(seen) if one.name in holders]
        holders = recent[:1] if len(set(recent[:2])) == 1 else []
    if len(holders) != 1:
        return None
    return Mention(first, last, holders[0], "person", "title")


def _quoted_tokens(parsed: Doc) -> set[int]:
    """Tokens between double quotation marks; an odd mark closes at its paragraph's end."""
    quoted: set[int] = set()
    opened: int | None = None
    for token in parsed:
        if token.text == '"':
            if opened is None:
                opened = token.i
            else:
                quoted.update(range(opened, token.i + 1))
                opened = None
        elif "\n" in token.text and opened is not None:
            quoted.update(range(opened, token.i))
            opened = None
    return quoted
