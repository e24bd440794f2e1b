"""What the clause around an amount says of it: change, parties and telling words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from search_index.extraction.amount_periods import CLAUSES, above
from search_index.extraction.analysis import Analysis
from search_index.extraction.counting import singular
from search_index.extraction.currencies import currency_table
from search_index.extraction.geography import countries, country_by_name
from search_index.extraction.measures import Measured, subject_of
from search_index.extraction.roles import is_other_word
from search_index.extraction.units import TIME_UNITS
from search_index.extraction.wordlists import word_set
from search_index.models import Change

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "ADV")
# No sentence that anybody wrote for readers goes deeper than this or has more words on a side of an amount.
_DEPTH = 60
_REACH = 60
_LEAD = 700  # characters: a headline and the first two or three sentences


def change_of(
    measured: Measured, anchor: Token, first: Token, kind: str, unit: str | None
) -> Change | None:
    """Whether the amount is said to go up or down, or to be the size of such a move."""
    before = first.nbor(-1) if first.i > first.sent.start else None
    phrasal = (
        before is not None
        and before.dep_ == "prt"
        and before.head.lemma_ not in word_set("roles", "moved")
    )
    if before is not None and before.lower_ in ("up", "down") and not phrasal:
        return "up" if before.lower_ == "up" else "down"
    if kind in ("none", "age") or unit in TIME_UNITS:
        return None
    if _is_base(first):
        return None
    for token in measured.path[:3]:
        change = direction(token)
        # “raised 5 million” is money found, “raised by 5 million” a change.
        spent = token.lemma_ == "raise" and anchor.dep_ == "dobj"
        if change is not None and not spent and token.pos_ in ("NOUN", "VERB", "ADV", "ADJ"):
            return change
        if token.lemma_.lower() in word_set("roles", "moved"):
            for child in token.children:
                if child.dep_ in ("advmod", "acomp", "prt") and direction(child) is not None:
                    return direction(child)
        if token.pos_ in ("VERB", "AUX"):
            break
    return None


def _is_base(first: Token) -> bool:
    """Whether the amount is what a move started from: “a rise from the 4.9 billion recorded in 2024”."""
    left = first.i - 1
    while left > first.sent.start and first.doc[left].dep_ in ("det", "poss", "amod"):
        left -= 1
    return bool(left >= 0 and first.doc[left].lower_ == "from")


def direction(token: Token) -> Change | None:
    """``up`` or ``down`` for a word of movement, else None."""
    if is_other_word(token):
        return None
    for change in ("up", "down"):
        if token.lemma_.lower() in word_set("roles", change) or token.lower_ in word_set(
            "roles", change
        ):
            return "up" if change == "up" else "down"
    return None


def parties_of(
    analysis: Analysis, anchor: Token, taken: range, measured: Measured, wide: bool
) -> tuple[tuple[str, ...], bool]:
    """(canonical names, carried) of the countries and organisations the amount is about.

    They stand in the noun phrase of what is measured, else, where ``wide``, with the verb.
    """
    found: list[str] = []
    if measured.head is not None:
        found = _names(analysis, _own(measured.head), taken)
    verbs = [t for t in above(anchor) if t.pos_ in ("VERB", "AUX")] if wide else []
    for verb in verbs[:3]:
        if found:
            break
        subject = subject_of(verb)
        found = _names(analysis, _own(subject), taken) if subject is not None else []
        if len(found) < 2:
            attributes = [t for c in verb.children if c.dep_ == "attr" for t in _own(c)]
            found = list(dict.fromkeys([*found, *_names(analysis, attributes, taken)]))
        near = _names(analysis, _clause(verb, anchor, 24, alone=False), taken)
        found = found or [name for name in near if name in countries()]
        if verb.dep_ in ("ccomp", "relcl"):
            break
    if len(found) < 2 and _is_shared(analysis, anchor):
        both = lead_parties(analysis)
        if len(both) == 2:
            return both, True
    return tuple(found[:4]), False


def _own(head: Token) -> Iterable[Token]:
    """The tokens of the noun phrase of ``head``, clauses that hang on it left out; the first of a very long one."""
    stack = [head]
    for _ in range(_REACH):
        if not stack:
            return
        token = stack.pop()
        yield token
        stack += (
            [
                c
                for c in token.children
                if c.dep_ not in (*CLAUSES, "acl")
                and not (c.dep_ == "conj" and c.pos_ in ("VERB", "AUX"))
            ]
            if token.pos_ not in ("VERB", "AUX")
            else []
        )


def _clause(verb: Token, anchor: Token, reach: int, *, alone: bool) -> Iterator[Token]:
    """The tokens of the clause of ``verb`` at most ``reach`` from ``anchor``, in reading order.

    Clauses below it that do not hold the anchor are left out, with ``alone`` also verbs joined to it by “and”.
    """
    kept = {t.i for t in above(anchor)}
    inside = {verb.i: True}
    low = max(anchor.i - reach, verb.left_edge.i)
    for token in verb.doc[low : min(anchor.i + reach, verb.right_edge.i) + 1]:
        climbed: list[int] = []
        at = token
        while at.i not in inside and len(climbed) < _DEPTH:
            climbed.append(at.i)
            other = at.dep_ in CLAUSES and at.i not in kept
            if alone and at.dep_ == "conj" and at.pos_ in ("VERB", "AUX"):
                other = other or (at.i not in kept and at.i != anchor.i)
            if other or at.head.i == at.i:
                inside[at.i] = False
            else:
                at = at.head
        found = inside.get(at.i, False)
        inside.update(dict.fromkeys(climbed, found))
        if found:
            yield token


def _names(analysis: Analysis, tokens: Iterable[Token], taken: range) -> list[str]:
    kept = []
    money = currency_table().sign_codes
    for token in sorted(tokens, key=lambda t: t.i):
        mention = analysis.mention_of(token)
        if mention is None or mention.form in ("pronoun", "title") or token.i in taken:
            continue
        if mention.name in money:
            continue
        if mention.type == "organisation" or (
            mention.type == "place" and mention.name in countries()
        ):
            kept.append(mention.name)
    return list(dict.fromkeys(kept))


def _is_shared(analysis: Analysis, anchor: Token) -> bool:
    """Whether the amount lies between parties named before: “bilateral trade”, “both nations”."""
    for token in _near(analysis, anchor):
        if token.lower_ == "bilateral":
            return True
        if token.lower_ in ("two", "both") and token.head.lemma_.lower() in (
            "country",
            "nation",
            "side",
            "state",
            "leader",
            "government",
            "capital",
            "party",
        ):
            return True
    return False


def _near(analysis: Analysis, anchor: Token) -> Iterable[Token]:
    """The sentence around ``anchor``, as far as it is not out of all reach."""
    first, last = analysis.sentence_tokens(anchor)
    found: Iterable[Token] = analysis.parsed[
        max(first, anchor.i - _REACH) : min(last, anchor.i + _REACH)
    ]
    return found


def lead_parties(analysis: Analysis) -> tuple[str, ...]:
    """The two countries an article is about: the most named ones, if title or opening names them."""
    counts = Counter(
        m.name for m in analysis.mentions if m.type == "place" and m.name in countries()
    )
    opening = {
        m.name
        for m in analysis.mentions
        if analysis.offset + analysis.parsed[m.first].idx < analysis.part.start + _LEAD
    }
    title = analysis.part.title
    opening |= {name for word, name in country_by_name().items() if word in title}
    named = [name for name, _ in counts.most_common() if name in opening]
    return tuple(sorted(named[:2])) if len(named) >= 2 else tuple(named)


def terms_of(analysis: Analysis, anchor: Token, taken: range) -> tuple[str, ...]:
    """Lemmas of the content words of the clause around the amount, in reading order, at most 15."""
    verb = next((t for t in (anchor, *above(anchor)) if t.pos_ in ("VERB", "AUX")), anchor)
    words = _content(_clause(verb, anchor, _REACH, alone=True), taken)
    if len(words) < 4:
        words = _content(_near(analysis, anchor), taken)
    nearest = sorted(words, key=lambda w: abs(words[w] - anchor.i))[:15]
    return tuple(sorted(nearest, key=lambda w: words[w]))


def _content(tokens: Iterable[Token], taken: range) -> dict[str, int]:
    words: dict[str, int] = {}
    for token in tokens:
        if (
            token.i in taken
            or token.pos_ not in _CONTENT
            or token.like_num
            or token.is_stop
            or not token.is_alpha
        ):
            continue
        if token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT"):
            continue
        words.setdefault(singular(token) if token.pos_ == "NOUN" else token.lemma_.lower(), token.i)
    return words
