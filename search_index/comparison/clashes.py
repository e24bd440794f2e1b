"""What keeps two sentences from telling one thing, whatever words they share: other amounts, speakers, times, places."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from search_index.comparison import periods
from search_index.comparison.context import stem
from search_index.comparison.items import Item
from search_index.comparison.opposites import contrary
from search_index.folding import fold
from search_index.models import Period, Relation


def held_apart(a: Item, b: Item) -> bool:
    """Whether the two cannot stand in one point of what happened, even where a third is near to both."""
    return (
        numbers_clash(a, b)
        or other_speakers(a, b)
        or other_words(a, b)
        or contrary(a.stance, b.stance)
        or denied_there(a, b)
        or ranks_clash(a, b)
        or lengths_clash(a, b)
    )


def numbers_clash(a: Item, b: Item) -> bool:
    """Whether both tell amounts and none is the same: the quantities are judged by themselves then."""
    return bool(a.amounts) and bool(b.amounts) and not a.amounts & b.amounts


def other_amounts(a: Item, b: Item) -> bool:
    """Whether each tells an amount that the other does not: sixty officers here and a hundred there, of one plan."""
    return bool(a.amounts - b.amounts and b.amounts - a.amounts)


def amounts_of_two_things(a: Item, b: Item) -> bool:
    """Whether both give an amount to a thing of their own, “the offer was 5 percent” and “the shares rose 5 percent”."""
    if not a.amounts or not b.amounts or a.measure & b.measure:
        return False
    mine, yours = _thing(a), _thing(b)
    return bool(mine and yours) and not mine & yours


def _thing(item: Item) -> set[str]:
    """The words of the subject, where that is no name, and no word for whom it is of."""
    fact = item.fact
    if not isinstance(fact, Relation) or fact.subject_entity is not None:
        return set()
    if any(letter.isdigit() for letter in fact.subject):
        # “31,000 cars cross it” and “it carries 31,000 cars”.
        return set()
    words = [word for word in fact.subject.split() if not word.endswith(("'s", "’s", "s'", "s’"))]
    return {w for word in words if word[:1].islower() and len(w := stem(fold(word))) > _SHORT}


_SHORT = 2
_RANK = re.compile(
    r"(?i)\b(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)?[\s-]?"
    r"(?:largest|biggest|highest|lowest|smallest|oldest|youngest|best|worst|most|leading|top)\b"
)


def ranks_clash(a: Item, b: Item) -> bool:
    """Whether one is the second-largest here and another there: the ranks are judged by themselves then."""
    mine = _ranks(a.wording)
    return bool(mine and (yours := _ranks(b.wording))) and not mine & yours


# One sentence is held against many, most of which come soon after one another.
@functools.lru_cache(maxsize=1 << 14)
def _ranks(wording: str) -> frozenset[str]:
    return frozenset((match[1] or "").lower() for match in _RANK.finditer(wording))


def lengths_clash(a: Item, b: Item) -> bool:
    """Whether both tell how long it was, and no length is the other's: an hour here, two hours there."""
    if not a.lengths or not b.lengths:
        return False
    return not any(periods.as_long(one, other) for one in a.lengths for other in b.lengths)


def denied_there(a: Item, b: Item) -> bool:
    """Whether one denies a deed that the other tells, and tells nothing else that the other does."""
    if a.done & b.done:
        return False
    return bool(a.denied & b.done or b.denied & a.done)


def other_speakers(a: Item, b: Item) -> bool:
    """Whether both report what somebody says, and nobody the same: two opinions, if of one thing.

    A speaker without a name may be anybody, but not one whom the same sentence names beside them: “in a letter to Kern, a
    lawyer said”.
    """
    if both_say(a, b) and not _words([_subject(a)]) & _words([_subject(b)]):
        return True
    mine, yours = _words(a.holders), _words(b.holders)
    if mine and yours:
        return not mine & yours
    named, other = (a, b) if mine else (b, a)
    if not named.holders or not other.unnamed:
        return False
    return named.holders <= other.names and not (mine or yours) & _words(other.unnamed)


# What is said is compared as a quotation; that it was said tells no event.
SPEECH = frozenset({"say", "tell", "add", "state", "write"})


def both_say(a: Item, b: Item) -> bool:
    """Whether both tell that somebody who is known said something."""
    return _say(a) and _say(b)


def _say(item: Item) -> bool:
    """Whether it tells that somebody who is known said something."""
    return isinstance(item.fact, Relation) and item.fact.verb in SPEECH and bool(_subject(item))


def _subject(item: Item) -> str:
    return (
        (getattr(item.fact, "subject_entity", None) or "") if item.fact.kind == "relation" else ""
    )


def _words(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in fold(name).split()}


def other_times(a: Item, b: Item) -> bool:
    """Whether each names a time that the other does not."""
    return bool(a.times - b.times and b.times - a.times)


def times_apart(a: Item, b: Item) -> bool:
    """Whether both name times, and none of one lies in or over one of the other."""
    mine, yours = ([Period(*t.split("/")) for t in i.times] for i in (a, b))
    return bool(mine and yours) and all(
        periods.standing(x, y) == "apart" for x in mine for y in yours
    )


def set_elsewhere(a: Item, b: Item) -> bool:
    """Whether the two sentences name places, and none in common."""
    return bool(a.places and b.places and not a.places & b.places)


def other_words(a: Item, b: Item) -> bool:
    """Whether both are given word for word, in other words: two remarks, if of one subject."""
    shorter = min(len(a.verbatim), len(b.verbatim))
    return shorter > 0 and len(a.verbatim & b.verbatim) < 0.4 * shorter


def one_negated(a: Item, b: Item) -> bool:
    """Whether one says that something is not and the other denies nothing: often, but not always, the contrary."""
    return a.negated != b.negated
