"""Labels that read like a question of fact: what is measured, whose, when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from search_index.comparison import periods
from search_index.comparison.items import Item
from search_index.comparison.offices import RULE as OFFICE
from search_index.models import Date, Period, Quantity, Quote, Relation


def label_of(items: Sequence[Item]) -> str:
    """“Malaysia–Türkiye trade, January–November 2025” for the items of one point."""
    quantities = [i.fact for i in items if isinstance(i.fact, Quantity)]
    if quantities:
        names = frozenset[str]().union(*(i.names for i in items))
        return _of_quantities(quantities, _fate(items), names)
    first = items[0].fact
    if isinstance(first, Quote):
        who = next((i.fact.speaker for i in items if getattr(i.fact, "speaker", None)), None)  # type: ignore[attr-defined]
        shortest = min((i.wording for i in items), key=len).strip("\"'“”‘’ ")
        return shorten(f"{who or 'somebody'}: “{shorten(shortest, 60)}”", 100)
    if isinstance(first, Relation):
        plainest = min((i.fact for i in items if isinstance(i.fact, Relation)), key=_plainness)
        who = plainest.subject
        if plainest.subject_entity and plainest.subject_entity not in who:
            who = plainest.subject_entity
        what = _ITS.sub("", " ".join(plainest.objects[:1]))
        what = _OPENS.sub(lambda article: article[0].lower(), what)
        return shorten(f"{who} {plainest.predicate} {what}")
    if isinstance(first, Date):
        return shorten(f"when: {_deed(items)}")
    return shorten(first.text)


# “Karen Lind is its president” says of nothing whose.
_ITS = re.compile(r"^(?:its|his|her|their)\s+", re.IGNORECASE)
# “The” of an opening sentence stands within the label.
_OPENS = re.compile(r"^(?:The|An?)\s")


def _plainness(fact: Relation) -> tuple[bool, bool, bool, int]:
    """What is told of a known subject, with an object, in fewest words, names a point best."""
    aside = fact.predicate == "as"
    if fact.rule == OFFICE:
        # Which office it is, only the fullest name tells.
        return (aside, False, False, -len(" ".join(fact.objects)))
    return (aside, fact.subject_entity is None, not fact.objects, len(fact.text))


def _deed(items: Sequence[Item]) -> str:
    """What happened, in the fullest words any source has for it."""
    events = [i.fact.event for i in items if isinstance(i.fact, Date) and i.fact.event]
    fullest = max(events, key=len, default="")
    if len(fullest.split()) > 1:
        return fullest
    return (
        " ".join(max((i.fact.terms for i in items), key=len)[:5]) or fullest or items[0].fact.text
    )


_FATES = {"dead": "killed", "held": "arrested"}


def _fate(items: Sequence[Item]) -> str | None:
    """What befell those counted, if it is told of half of the claims: one may say of all on board that they had to leave."""
    told = [item.fate for item in items if item.fate]
    return _commonest(told) if 2 * len(told) >= len(items) else None


def _of_quantities(quantities: Sequence[Quantity], fate: str | None, names: frozenset[str]) -> str:
    measure = _commonest([q.measure for q in quantities if q.measure])
    if fate is not None:
        measure = f"people {_FATES.get(fate, fate)}"
    unit = _commonest([q.unit for q in quantities if q.unit])
    what = measure or (unit if unit and not unit.isupper() else "amount") or "amount"
    parties = max((q.parties for q in quantities), key=len)
    bearer = _commonest([q.bearer for q in quantities if q.bearer])
    role = _commonest([q.role for q in quantities])
    if not bearer and not parties and " " not in (measure or "") and fate is None:
        context = _beside(quantities, {*what.split(), role or ""}, names)
        what = f"{context}: {what}" if context else what
    if role not in (None, "actual") and role not in what:
        what = f"{role}: {what}"
    if parties and unit != "year of age" and not all(p in what for p in parties):
        what = f"{'–'.join(parties[:3])} {what}"
    elif bearer and what.lower() == bearer.lower():
        what = bearer
    elif bearer and bearer not in what:
        what = f"{bearer}: {what}"
    # How old somebody is, is said on a day, not of it.
    when = None if unit == "year of age" else _period([q.period for q in quantities])
    return shorten(f"{what}, {when}" if when else what)


_SAYING = {"say", "tell", "report", "add"}
_BESIDE = 3  # words, at most, from the clauses of both


def _beside(quantities: Sequence[Quantity], known: set[str], names: frozenset[str]) -> str:
    """Words that all clauses have in common: “earn” alone names no question, “average driver: earn” does.

    ``known`` are words that the label has; ``names`` the entities named beside the amounts, whose words tell nothing in
    small letters.
    """
    first, *others = (q.terms for q in quantities)
    known = known | _SAYING | {w for name in names for w in name.lower().split()}
    shared = [t for t in first if t not in known and all(t in terms for terms in others)]
    return " ".join(shared[:_BESIDE])


def _period(found: Sequence[Period | None]) -> str | None:
    given = list(dict.fromkeys(p for p in found if p is not None))
    if not given:
        return None
    words = list(dict.fromkeys(periods.in_words(p) for p in given))
    return " and ".join(words[:2])


def _commonest(words: Sequence[str]) -> str | None:
    counts = Counter(words)
    return max(counts, key=lambda w: (counts[w], -words.index(w))) if counts else None


def shorten(text: str, limit: int = 80) -> str:
    """``text`` on one line, cut at a word."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0] + "…"
