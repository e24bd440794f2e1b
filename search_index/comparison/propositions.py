"""Claims without an amount: what happened, when, and who said what, aligned by their telling words.

Two propositions are paired only when each is the other's best match between their two articles: an event told
in a sentence here is told in one sentence there, and the mere subject in common never welds the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from search_index.comparison import periods
from search_index.comparison.alignment import same_event
from search_index.comparison.items import Item, Weights
from search_index.comparison.meaning import Meaning
from search_index.comparison.points import Edge
from search_index.comparison.verdicts import Judgement
from search_index.folding import fold
from search_index.models import Date, Document, Period, Quote, Relation

LONGEST = 80
_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Nearness:
    """What two claims have in common: summed weights of words, their share of the shorter claim, meaning, and
    whether the same is done in both (a small bonus or malus)."""

    shared: float
    cover: float
    meaning: float
    deeds: float = 0.0

    @property
    def score(self) -> float:
        """For ranking and thresholds: about 1 where two sentences plainly tell the same."""
        words = 0.3 * self.cover + 0.15 * min(1.0, self.shared / 3)
        return 0.55 * self.meaning + words + self.deeds


# Found on news of one event by three publishers: below it most pairs share the subject, above it the event.
RELATION_ENOUGH = 0.57
RELATION_ENOUGH_ONE_EVENT = 0.48
DATE_ENOUGH = 0.5
# Where the two do not name the same deed, or only a month or a year is in common, that is no evidence: much happens
# on a Friday.
DATE_ENOUGH_UNTOLD = 0.65
# Two days for one event is a grave thing to say of two sources.
OTHER_DAY_ENOUGH = 0.72
QUOTE_ENOUGH = 0.58


def relation_edges(items: Sequence[Item], weights: Weights) -> list[Edge]:
    """Judged pairs of relations that tell one event."""
    found = []
    for a, b, near in _mutual_best(items, weights, _relation_refused):
        enough = RELATION_ENOUGH_ONE_EVENT if same_event(a, b) else RELATION_ENOUGH
        judgement = judge_relations(a, b, near) if near.score >= enough else None
        if judgement is not None:
            found.append((near.score, (a, b, judgement)))
    return _strongest_first(found)


def date_edges(items: Sequence[Item], weights: Weights) -> list[Edge]:
    """Judged pairs of dates of one event."""
    found = []
    resolved = [
        i
        for i in items
        if isinstance(i.fact, Date)
        and i.fact.period is not None
        and i.fact.type in ("DATE", "TIME")
        and not i.fact.value.endswith("_REF")
    ]
    resolved = [
        i
        for i, before in zip(resolved, [None, *resolved], strict=False)
        if not _ends_range(before, i)
    ]
    for a, b, near in _mutual_best(resolved, weights, _of_others, by_period=True):
        coarse = max(_days(a), _days(b)) >= 28
        enough = DATE_ENOUGH if a.measure & b.measure and not coarse else DATE_ENOUGH_UNTOLD
        judgement = judge_dates(a, b, near) if near.score >= enough else None
        if judgement is not None:
            found.append((near.score, (a, b, judgement)))
    return _strongest_first(found)


def quote_edges(
    items: Sequence[Item], weights: Weights, documents: Mapping[str, Document]
) -> list[Edge]:
    """Judged pairs of quotations that share their words, or one speaker and the sense."""
    words = {i.order: _content_words(i, documents) for i in items}
    lists: dict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        own = words[item.order]
        for at in {tuple(own[k : k + _SHINGLE]) for k in range(len(own) - _SHINGLE + 1)}:
            lists[at].append(item)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    pairs: dict[tuple[int, int], tuple[Item, Item]] = {}
    for members in lists.values():
        if len(members) > LONGEST:
            continue
        for i, a in enumerate(members):
            for b in members[i + 1 :]:
                if a.place != b.place:
                    counts[(a.order, b.order)] += 1
                    pairs[(a.order, b.order)] = (a, b)
    found = []
    for key, (a, b) in pairs.items():
        shorter = min(len(words[a.order]), len(words[b.order]))
        share = min(1.0, (counts[key] + _SHINGLE - 1) / max(shorter, 1))
        if counts[key] < 2 and share < 0.6:
            continue
        if "direct" not in (a.fact.directness, b.fact.directness) and share < 0.3:  # type: ignore[attr-defined]
            # Two reports of one affair name the same long titles; that is no quotation in common.
            continue
        judgement = judge_quotes(a, b, share)
        if judgement is not None:
            found.append((counts[key] * share, (a, b, judgement)))
    taken = {(e[0].order, e[1].order) for _, e in found}
    for a, b, near in _mutual_best(items, weights, _quote_refused):
        if near.score >= QUOTE_ENOUGH and (a.order, b.order) not in taken:
            reason = f"{_speaker_of(a, b)} is reported in other words"
            judgement = Judgement("compatible", "detail", "other_words", reason)
            found.append((near.score, (a, b, judgement)))
    return _strongest_first(found)


def _quote_refused(a: Item, b: Item) -> bool:
    """Whether two quotations are of two speakers, or of nobody in particular."""
    x, y = a.fact, b.fact
    assert isinstance(x, Quote) and isinstance(y, Quote)
    if min(len(a.wording.split()), len(b.wording.split())) < 4:
        return True
    return not x.speaker or not y.speaker or fold(x.speaker) != fold(y.speaker)


def _same_deed(a: Item, b: Item) -> bool:
    """Whether the same is told of the same: a deed in common, and nobody in it who is missing from both."""
    nested = a.names <= b.names or b.names <= a.names
    return bool(a.measure & b.measure) and nested and bool(a.names & b.names)


def _speaker_of(a: Item, b: Item) -> str:
    return getattr(a.fact, "speaker", None) or getattr(b.fact, "speaker", None) or "one speaker"


def _strongest_first(found: list[tuple[float, Edge]]) -> list[Edge]:
    found.sort(key=lambda one: (-one[0], one[1][0].order, one[1][1].order))
    return [edge for _, edge in found]


def _content_words(item: Item, documents: Mapping[str, Document]) -> list[str]:
    fact = item.fact
    assert isinstance(fact, Quote)
    text = documents[fact.doc].text
    return " ".join(fold(text[s.start : s.end]) for s in fact.content).split()


def _telling(item: Item) -> frozenset[str]:
    """Words and names of a claim; names weigh as words do."""
    return item.words | {fold(name) for name in item.names}


def _mutual_best(
    items: Sequence[Item],
    weights: Weights,
    refused: Callable[[Item, Item], bool],
    *,
    by_period: bool = False,
) -> Iterable[tuple[Item, Item, Nearness]]:
    """Pairs that share a word or name, of which each is the other's nearest in that article."""
    telling = {i.order: _telling(i) for i in items}
    mass = {o: weights.of(w) for o, w in telling.items()}
    at = {item.order: n for n, item in enumerate(items)}
    meaning = Meaning([item.wording for item in items])
    deeds = Meaning([item.deed or item.wording for item in items])
    lists: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for word in telling[item.order]:
            lists[word].append(item)
    best: dict[tuple[int, tuple[str, int]], tuple[float, int]] = {}
    near: dict[tuple[int, int], tuple[Item, Item, Nearness]] = {}
    tried: set[tuple[int, int]] = set()
    for word in sorted(lists, key=lambda w: (len(lists[w]), w)):
        members = lists[word]
        if len(members) > LONGEST:
            continue
        for i, a in enumerate(members):
            for b in members[i + 1 :]:
                key = (a.order, b.order)
                if a.place == b.place or key in tried:
                    continue
                tried.add(key)
                if refused(a, b):
                    continue
                shared = weights.of(telling[a.order] & telling[b.order])
                cover = shared / (min(mass[a.order], mass[b.order]) or 1.0)
                x, y = at[a.order], at[b.order]
                # Names make two sentences near that tell quite other things of one person.
                near_in_sense = (meaning.nearness(x, y) + deeds.nearness(x, y)) / 2
                one = Nearness(shared, cover, near_in_sense, _deeds(a, b))
                near[key] = (a, b, one)
                bonus = 0.3 if by_period and _periods_meet(a, b) else 0.0
                for item, other in ((a, b), (b, a)):
                    spot = (item.order, other.place)
                    best[spot] = max(best.get(spot, (-1.0, -1)), (one.score + bonus, -other.order))
    for a, b, one in near.values():
        choices = (
            best[(a.order, b.place)][1] == -b.order,
            best[(b.order, a.place)][1] == -a.order,
        )
        # A day may be named twice in one article: there the second naming has no best of its own.
        if all(choices) or (
            any(choices) and (one.score >= EITHER_WAY or (by_period and _periods_meet(a, b)))
        ):
            yield a, b, one


def _deeds(a: Item, b: Item) -> float:
    """The same verb speaks for one event, another verb against it; “plea” and “plead” are for the meaning to tell."""
    if isinstance(a.fact, Date):
        return (0.08 if a.measure & b.measure else 0.0) + _far_day(a, b)
    bonus = 0.0
    if a.measure and b.measure:
        bonus = 0.04 if a.measure & b.measure else -0.06
    if isinstance(a.fact, Relation):
        bonus -= DOUBT * _doubts(a, b)
    return bonus


def _far_day(a: Item, b: Item) -> float:
    """The same day well before or after both articles is seldom a coincidence; that of the news is."""
    first, second = (getattr(i.fact, "period", None) for i in (a, b))
    if first is None or first != second or first.start != first.end:
        return 0.0
    away = [
        periods.days(Period(*sorted((i.published, first.start)))) for i in (a, b) if i.published
    ]
    return 0.15 if len(away) == 2 and min(away) > 3 else 0.0


def _days(item: Item) -> int:
    period = getattr(item.fact, "period", None)
    return periods.days(period) if period is not None else 0


# Above this a pair stands even where one of the two has a nearer match: an article may tell one thing twice.
EITHER_WAY = 0.6
DOUBT = 0.08
_RANGE_GAP = 10  # characters: “ through ”


def _ends_range(before: Item | None, item: Item) -> bool:
    """Whether ``item`` is the far end of “from 2007 to 2014”: the range begins with its near end."""
    if before is None or before.place != item.place or before.fact.sentence != item.fact.sentence:
        return False
    return 0 <= item.fact.start - before.fact.end <= _RANGE_GAP


def _of_others(a: Item, b: Item) -> bool:
    """Whether each sentence names a place the other does not: Chile in 2024 is not Peru in 2024."""
    return bool(a.places - b.places and b.places - a.places)


def _set_elsewhere(a: Item, b: Item) -> bool:
    """Whether the two sentences name places, and none in common."""
    return bool(a.places and b.places and not a.places & b.places)


def _relation_refused(a: Item, b: Item) -> bool:
    """Whether two relations cannot tell one event. What is a doubt in the news of one week (another subject, other
    people, another place) is a refusal among documents of many subjects."""
    return _numbers_clash(a, b) or (bool(_doubts(a, b)) and not same_event(a, b))


def _doubts(a: Item, b: Item) -> int:
    """How many things speak for two events: other places, other subjects, nobody in common."""
    x, y = a.fact, b.fact
    assert isinstance(x, Relation) and isinstance(y, Relation)
    mine, yours = set(a.names), set(b.names)
    common = mine & yours
    subjects = {x.subject_entity, y.subject_entity}
    others = None not in subjects and not subjects <= common
    # Who is in both tells less than who is in one only: a meeting with Smith is none with Jones.
    strangers = bool(mine - common and yours - common) and not common
    return _set_elsewhere(a, b) + others + strangers


def _numbers_clash(a: Item, b: Item) -> bool:
    """Whether both tell amounts and none is the same: the quantities are judged by themselves then."""
    return bool(a.amounts) and bool(b.amounts) and not a.amounts & b.amounts


def _periods_meet(a: Item, b: Item) -> bool:
    return (
        isinstance(a.fact, Date)
        and isinstance(b.fact, Date)
        and periods.standing(a.fact.period, b.fact.period) in ("same", "inside")
    )


def judge_dates(a: Item, b: Item, near: Nearness) -> Judgement | None:
    """Same day, one within the other, or, for what is surely one event, another day."""
    x, y = a.fact, b.fact
    assert isinstance(x, Date) and isinstance(y, Date)
    stand = periods.standing(x.period, y.period)
    if stand == "same":
        return Judgement("agree", None, "same_time", f"both say {periods.in_words(x.period)}")
    words = f"{periods.in_words(x.period)} and {periods.in_words(y.period)}"
    if stand == "apart" and near.score >= OTHER_DAY_ENOUGH and _same_deed(a, b):
        return Judgement("differ", "period", "other_day", f"{words}: other days for the same")
    if stand == "inside" and near.cover >= 0.6:
        return Judgement(
            "compatible", "precision", "time_within", f"{words}: one lies in the other"
        )
    return None


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
    if share >= 0.8:
        return Judgement("agree", None, "same_words", f"the same words of {_speaker_of(a, b)}")
    return Judgement("compatible", "detail", "shared_words", "one gives more of the same words")


def _other_speaker(x: Quote, y: Quote) -> bool:
    """Whether two persons are named; “a spokesman” and his name may be one."""
    if not x.speaker or not y.speaker:
        return False
    one, other = set(fold(x.speaker).split()), set(fold(y.speaker).split())
    named = len(one) > 1 and len(other) > 1 and x.speaker[:1].isupper() and y.speaker[:1].isupper()
    return named and not one & other


_DOUBTFUL = ("unlikely", "denied")


def judge_relations(a: Item, b: Item, near: Nearness) -> Judgement | None:
    """The same event: told alike, told with more, or told as less sure."""
    x, y = a.fact, b.fact
    assert isinstance(x, Relation) and isinstance(y, Relation)
    if x.polarity != y.polarity:
        return None
    sure = {x.certainty, y.certainty}
    if len(sure) > 1:
        # Possible and expected are shades; a reader sees a difference where one doubts, or one reports it done.
        doubts = (x.certainty in _DOUBTFUL) != (y.certainty in _DOUBTFUL)
        if not doubts and sure != {"asserted", "expected"}:
            return Judgement(
                "compatible", "detail", "same_event_in_detail", "told with other shades"
            )
        if near.score < 0.7 or near.deeds < 0:
            # A meeting held and one expected to be followed by a visit are no two views of one deed.
            return None
        reason = f"one has it {x.certainty}, the other {y.certainty}"
        return Judgement("differ", "certainty", "other_certainty", reason)
    if near.cover >= 0.8:
        return Judgement("agree", None, "same_event", "both tell the same")
    return Judgement(
        "compatible", "detail", "same_event_in_detail", "one tells more than the other"
    )
