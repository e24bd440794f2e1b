"""What the clause around an amount says of it: role, change, period, parties and telling words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from search_index.extraction.analysis import Analysis
from search_index.extraction.counting import singular
from search_index.extraction.currencies import currency_table
from search_index.extraction.geography import countries, country_by_name
from search_index.extraction.measures import Measured, subject_of
from search_index.extraction.units import TIME_UNITS
from search_index.extraction.wordlists import word_set
from search_index.models import Change, Date, Period, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = ("relcl", "advcl", "ccomp", "parataxis", "csubj")
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "ADV")
# No sentence that anybody wrote for readers goes deeper than this or has more words on a side of an amount.
_DEPTH = 60
_REACH = 60
# So many dates on each side of an amount may be its own.
_DATES = 12
_LEAD = 700  # characters: a headline and the first two or three sentences


def role_of(analysis: Analysis, measured: Measured, anchor: Token) -> Role:
    """``target``, ``forecast``, ``limit`` or ``offer`` where a word of the clause says so."""
    first, last = analysis.sentence_tokens(anchor)
    near = [t for t in measured.path if first <= t.i < last][:6]
    cues = {t.lemma_.lower() for t in near if not _other_word(t)}
    for token in near[:4]:
        cues |= {
            c.lemma_.lower()
            for c in token.children
            if c.dep_ in ("compound", "aux", "amod", "attr", "oprd") and not _other_word(c)
        }
        if token.pos_ in ("VERB", "AUX"):
            subject = subject_of(token)
            cues |= (
                {subject.lemma_.lower()} if subject is not None and token.lemma_ == "be" else set()
            )
    if measured.head is not None:
        cues |= (set() if _other_word(measured.head) else {measured.head.lemma_.lower()}) | {
            c.lemma_.lower() for c in measured.head.children if c.dep_ == "compound"
        }
    cues |= set((measured.text or "").split()) - word_set("roles", "verbs_only")
    roles: tuple[Role, ...] = ("target", "offer", "limit", "forecast")
    for role in roles:
        if cues & word_set("roles", role):
            return role
    return "limit" if _is_needed(measured, anchor) else "actual"


def _is_needed(measured: Measured, anchor: Token) -> bool:
    """Whether a share is one that is needed, not one that was had: “short of the 50% she needed”."""
    if anchor.text not in ("%", "percent"):
        return False
    return measured.text == "need" or any(
        c.dep_ in ("relcl", "acl") and c.lemma_ in ("need", "require") for c in anchor.children
    )


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


def _other_word(token: Token) -> bool:
    """Whether a verb's lemma is that of a noun with a sense of its own: a project, a contract."""
    return token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in word_set(
        "roles", "verbs_only"
    )


def direction(token: Token) -> Change | None:
    """``up`` or ``down`` for a word of movement, else None."""
    if _other_word(token):
        return None
    for change in ("up", "down"):
        if token.lemma_.lower() in word_set("roles", change) or token.lower_ in word_set(
            "roles", change
        ):
            return "up" if change == "up" else "down"
    return None


def period_of(
    analysis: Analysis, anchor: Token, taken: range, measured: Measured, dates: Sequence[Date]
) -> Period | None:
    """The period of the date that governs the amount: the nearest in the tree of its own clause."""
    best: tuple[int, int] | None = None
    period = None
    sentence = analysis.sentence_of(anchor)
    own = analysis.span(analysis.parsed[taken.start : taken.stop])
    at = bisect_left(dates, own.start, key=lambda d: d.start)
    near = [d for d in dates[max(0, at - _DATES) : at + _DATES] if d.sentence == sentence]
    for at, date in enumerate(near):
        if date.type == "TIME" or (date.start < own.end and own.start < date.end):
            continue
        if _of_what_is_compared(analysis, own, date):
            continue
        meant = _stretch(analysis, near, at)
        token = _date_head(analysis, date)
        if meant is None or token is None:
            continue
        cost = _distance(anchor, token, measured, of_all=meant != date.period)
        if cost is None:
            continue
        rank = (cost, abs(token.i - anchor.i))
        if best is None or rank < best:
            best, period = rank, meant
    return period


_COMPARED = re.compile(
    r"\b(?:against|from|versus|vs\.?|than|compared\s+(?:with|to)|after)\b(?:[^,;()]|(?<=\d),(?=\d))*?\d(?:[^,;()]|(?<=\d),(?=\d))*$",
    re.IGNORECASE,
)
_COMPARED_REACH = 60  # characters; “against a net income of 1.51 billion euros ”


def _of_what_is_compared(analysis: Analysis, own: Span, date: Date) -> bool:
    """Whether the date is that of another amount, which this one is only set beside: “8 million, against 5 a year ago”."""
    start = max(date.sentence.start, date.start - _COMPARED_REACH)
    lead = _COMPARED.search(analysis.text(Span(start, date.start)))
    return lead is not None and not start + lead.start() <= own.start < date.start


def _stretch(analysis: Analysis, dates: Sequence[Date], at: int) -> Period | None:
    """The period of ``dates[at]``, with the other end of “from January to June” taken in.

    None for open ends (“before 2023”, “until May”); “since 2007” runs to the day of publication.
    """
    date = dates[at]
    if date.period is None:
        return None
    for first, second in ((at, at + 1), (at - 1, at)):
        if first < 0 or second >= len(dates):
            continue
        a, b = dates[first], dates[second]
        joint = analysis.text(Span(a.end, b.start)).strip().lower() if a.end <= b.start else "?"
        lead = analysis.text(Span(max(0, a.start - 12), a.start)).lower()
        framed = re.search(r"\b(?:from|between)\s+(?:the\s+)?$", lead) is not None
        if joint in ("-", "–", "—") or (
            framed and joint in ("to", "and", "until", "through", "till")
        ):
            if a.period is None or b.period is None or a.period.start > b.period.end:
                return None
            return Period(a.period.start, b.period.end)
    lead = analysis.text(Span(max(0, date.start - 12), date.start)).lower()
    word = re.search(r"(\w+)\s+(?:the\s+)?$", lead)
    if word and word[1] == "since":
        today = analysis.published
        if today is None or today.isoformat() < date.period.start:
            return None
        return Period(date.period.start, today.isoformat())
    return None if word and word[1] in ("before", "after", "until", "till") else date.period


def _date_head(analysis: Analysis, date: Date) -> Token | None:
    span = analysis.parsed.char_span(
        date.start - analysis.offset, date.end - analysis.offset, alignment_mode="expand"
    )
    return span.root if span is not None and len(span) else None


def _distance(anchor: Token, date: Token, measured: Measured, *, of_all: bool) -> int | None:
    """Tree edges between amount and date; None where the date belongs to another verb or noun.

    ``of_all``: a stretch from one date to another, which goes for all deeds of a row: a single day may be of the last.
    """
    above = [anchor, *_above(anchor)]
    chain = [date, *_above(date)]
    common = next((t for t in chain if t in above), None)
    if common is None:
        return None
    down, up = chain.index(common), above.index(common)
    if any(t.dep_ in _CLAUSES for t in chain[:down]):
        return None
    joined = [t for t in chain[:down] if t.dep_ == "conj" and t.pos_ in ("VERB", "AUX")]
    if joined and not (of_all and all(_ends_a_row(verb, date) for verb in joined)):
        return None
    inside = [t for t in chain[1:down] if t.pos_ in ("NOUN", "PROPN")]
    on_measure = measured.head is not None and measured.head in chain
    if inside and not on_measure:
        return None
    crossed = [t for t in above[:up] if t.dep_ in _CLAUSES]
    if any(
        t.dep_ == "conj" and t.pos_ in ("VERB", "AUX") and date.i > t.head.i for t in above[:up]
    ):
        # “Cut costs by 2026 and keep the margin”: what follows the first deed is of it alone.
        return None
    if any(t.dep_ in ("ccomp", "relcl") for t in crossed):
        return None
    return down + up + 2 * (len(crossed) + len(joined)) - (2 if on_measure else 0)


def _ends_a_row(verb: Token, date: Token) -> bool:
    """Whether ``verb`` is the last of several deeds of one subject, with the date behind it: “earned 8 and paid 3 million
    from 2007 to 2014”."""
    alone = not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    linked = any(c.dep_ == "cc" and c.lower_ == "and" for c in verb.head.children)
    return alone and linked and date.i > verb.i


def parties_of(
    analysis: Analysis, anchor: Token, taken: range, measured: Measured, wide: bool
) -> tuple[tuple[str, ...], bool]:
    """(canonical names, carried) of the countries and organisations the amount is about.

    They stand in the noun phrase of what is measured, else, where ``wide``, with the verb.
    """
    found: list[str] = []
    if measured.head is not None:
        found = _names(analysis, _own(measured.head), taken)
    verbs = [t for t in _above(anchor) if t.pos_ in ("VERB", "AUX")] if wide else []
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
                if c.dep_ not in (*_CLAUSES, "acl")
                and not (c.dep_ == "conj" and c.pos_ in ("VERB", "AUX"))
            ]
            if token.pos_ not in ("VERB", "AUX")
            else []
        )


def _above(token: Token) -> list[Token]:
    """What ``token`` hangs on, up to the root where it is not out of all reach."""
    return list(islice(token.ancestors, _DEPTH))


def _clause(verb: Token, anchor: Token, reach: int, *, alone: bool) -> Iterator[Token]:
    """The tokens of the clause of ``verb`` at most ``reach`` from ``anchor``, in reading order.

    Clauses below it that do not hold the anchor are left out, with ``alone`` also verbs joined to it by “and”.
    """
    kept = {t.i for t in _above(anchor)}
    inside = {verb.i: True}
    low = max(anchor.i - reach, verb.left_edge.i)
    for token in verb.doc[low : min(anchor.i + reach, verb.right_edge.i) + 1]:
        climbed: list[int] = []
        at = token
        while at.i not in inside and len(climbed) < _DEPTH:
            climbed.append(at.i)
            other = at.dep_ in _CLAUSES and at.i not in kept
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
    verb = next((t for t in (anchor, *_above(anchor)) if t.pos_ in ("VERB", "AUX")), anchor)
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
