"""What somebody said, aligned across articles and judged: the same words, more of them, or the sense in other words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from search_index.comparison.clashes import numbers_clash, one_negated, other_amounts
from search_index.comparison.items import Item, Weights
from search_index.comparison.listing import Listing, wanted
from search_index.comparison.nearness import Nearness
from search_index.comparison.opposites import contrary
from search_index.comparison.pairing import LONGEST, mutual_best, never
from search_index.comparison.points import Edge, strongest_first
from search_index.comparison.verdicts import Judgement
from search_index.folding import fold
from search_index.models import Document, Quote

# So many words in a row are a quotation, not a turn of phrase.
_SHINGLE = 4
# One speaker's sense in other words: below it two remarks on one subject look alike.
OTHER_WORDS_ENOUGH = 0.56
# A word of fewer letters is an article, a pronoun, a piece of “don't”.
_SHORT = 3


def quote_edges(
    items: Sequence[Item], weights: Weights, documents: Mapping[str, Document]
) -> list[Edge]:
    """Judged pairs of quotations that share their words, or one speaker and the sense."""
    found = []
    taken = set()
    for a, b, count, share in _sharing_words(items, documents):
        judgement = judge_quotes(a, b, share) if _is_a_quotation(a, b, count, share) else None
        if judgement is not None:
            found.append((count * share, (a, b, judgement)))
            taken.add((a.order, b.order))
    for a, b, _, value in mutual_best(items, weights, _sense, _of_two_speakers, never):
        if _asks(a) != _asks(b):
            # “Would not say how she will vote” is not the contrary, nor the sense, of “she will vote for it”.
            continue
        if value >= OTHER_WORDS_ENOUGH and (a.order, b.order) not in taken:
            if one_negated(a, b):
                # “Could not afford its share” is no other way to say “would pay its share”.
                continue
            reason = f"{_speaker_of(a, b)} is reported in other words"
            judgement = Judgement("compatible", "detail", "other_words", reason)
            found.append((value, (a, b, judgement)))
    return strongest_first(found)


_ASKED = re.compile(r"(?i)(?:how|whether|why|who|whom|when|where|which|if)\b")


def _asks(item: Item) -> bool:
    """Whether it is the question that somebody speaks to, not what is said."""
    return _ASKED.match(item.wording.strip("\"'“”‘’ ")) is not None


def _sharing_words(
    items: Sequence[Item], documents: Mapping[str, Document]
) -> list[tuple[Item, Item, int, float]]:
    """Pairs with runs of words in common: how many runs of four, and their share of the shorter quotation."""
    words = {i.order: _content_words(i, documents) for i in items}
    listing = Listing("runs", LONGEST, items)
    for n, item in enumerate(items):
        own = words[item.order]
        runs = {" ".join(own[k : k + _SHINGLE]) for k in range(len(own) - _SHINGLE + 1)}
        listing.add(n, runs)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    pairs: dict[tuple[int, int], tuple[Item, Item]] = {}
    for group in listing.groups():
        members = [items[n] for n in group]
        for i, a in enumerate(members):
            for b in members[i + 1 :]:
                if a.place != b.place and wanted(a, b):
                    counts[(a.order, b.order)] += 1
                    pairs[(a.order, b.order)] = (a, b)
    found = []
    for key, (a, b) in pairs.items():
        shorter = min(len(words[a.order]), len(words[b.order]))
        found.append((a, b, counts[key], min(1.0, (counts[key] + _SHINGLE - 1) / max(shorter, 1))))
    return found


def _content_words(item: Item, documents: Mapping[str, Document]) -> list[str]:
    fact = item.fact
    assert isinstance(fact, Quote)
    text = documents[fact.doc].text
    return " ".join(fold(text[s.start : s.end]) for s in fact.content).split()


def _is_a_quotation(a: Item, b: Item, count: int, share: float) -> bool:
    x, y = a.fact, b.fact
    assert isinstance(x, Quote) and isinstance(y, Quote)
    if count < 2 and share < 0.6:
        return False
    if "direct" in (x.directness, y.directness):
        return True
    # Two reports of one affair name the same long titles, and tell other amounts in like words: no quotation in common.
    return share >= 0.3 and not numbers_clash(a, b) and not other_amounts(a, b)


def _sense(a: Item, b: Item, near: Nearness) -> float:
    """About 1 where two quotations plainly say the same."""
    words = 0.3 * near.cover + 0.15 * min(1.0, near.shared / 3)
    return 0.55 * near.meaning + words


def _of_two_speakers(a: Item, b: Item) -> bool:
    """Whether two quotations are of two speakers, of nobody in particular, too short to have a sense, contrary or of other amounts."""
    x, y = a.fact, b.fact
    assert isinstance(x, Quote) and isinstance(y, Quote)
    if min(len(a.wording.split()), len(b.wording.split())) < 4:
        return True
    if numbers_clash(a, b) or other_amounts(a, b) or contrary(a.stance, b.stance):
        return True
    return not x.speaker or not y.speaker or fold(x.speaker) != fold(y.speaker)


def _speaker_of(a: Item, b: Item) -> str:
    return getattr(a.fact, "speaker", None) or getattr(b.fact, "speaker", None) or "one speaker"


def judge_quotes(a: Item, b: Item, share: float) -> Judgement | None:
    """The same words; by the same speaker or not; whole or in part."""
    x, y = a.fact, b.fact
    assert isinstance(x, Quote) and isinstance(y, Quote)
    if _other_speaker(x, y):
        if share < 0.8 or "indirect" in (x.directness, y.directness):
            # Reports in a writer's own words share words by their subject, not by their speaker.
            return None
        reason = f"the same words, given to {x.speaker} and to {y.speaker}"
        return Judgement("differ", "attribution", "other_speaker", reason)
    if (swapped := _swapped_words(a, b)) is not None:
        reason = f"one sentence of {_speaker_of(a, b)}, “{swapped[0]}” in it here and “{swapped[1]}” there"
        return Judgement("differ", "value", "other_word", reason)
    if share >= 0.8:
        return Judgement("agree", None, "same_words", f"the same words of {_speaker_of(a, b)}")
    return Judgement("compatible", "detail", "shared_words", "one gives more of the same words")


_LIKE_SPELLING = 0.75


def _swapped_words(a: Item, b: Item) -> tuple[str, str] | None:
    """The one word in which two direct quotations of a sentence differ; None where there is none or more than one."""
    x, y = a.fact, b.fact
    assert isinstance(x, Quote) and isinstance(y, Quote)
    if "indirect" in (x.directness, y.directness):
        return None
    mine, yours = (fold(i.wording).split() for i in (a, b))
    if len(mine) != len(yours):
        return None
    swapped = [(one, other) for one, other in zip(mine, yours, strict=True) if one != other]
    if len(swapped) != 1:
        return None
    from difflib import SequenceMatcher

    one, other = swapped[0]
    if (
        min(len(one), len(other)) <= _SHORT
        or SequenceMatcher(None, one, other).ratio() >= _LIKE_SPELLING
    ):
        # “It’s” and “it is”, “toward” and “towards”: no other thing is said.
        return None
    return one, other


def _other_speaker(x: Quote, y: Quote) -> bool:
    """Whether two persons are named; “a spokesman” and his name may be one."""
    if not x.speaker or not y.speaker:
        return False
    one, other = set(fold(x.speaker).split()), set(fold(y.speaker).split())
    named = len(one) > 1 and len(other) > 1 and x.speaker[:1].isupper() and y.speaker[:1].isupper()
    return named and not one & other
