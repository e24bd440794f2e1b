"""A fact as alignment sees it: its words, the entities beside it, its number, and how much each word tells.

Weights are inverse sentence frequencies over the corpus (Robertson and Sparck Jones, 1976): a word that
stands in every second sentence of a corpus on trade says little about which trade is meant.
"""

from __future__ import annotations

import dataclasses
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeVar

from search_index.comparison import periods
from search_index.comparison.copies import origins
from search_index.comparison.meaning import Meaning
from search_index.comparison.numbers import Number, number_of
from search_index.folding import fold
from search_index.models import Date, Document, Entity, Fact, Part, Quantity, Quote, Relation, Span

Value = TypeVar("Value", float, str)


@dataclass(frozen=True, slots=True)
class Item:
    """One fact that may answer a question.

    ``words`` are the folded lemmas of its clause and what it measures; ``names`` the entities in its
    sentence; ``topic`` the entities of its article's title and opening, which it is about unless it says
    otherwise. ``countries`` are those of a quantity's parties that are places, ``amounts`` the values inside a relation and ``days`` the dates,
    to the week at least; ``wording`` is the stretch
    of text whose meaning counts, ``deed`` the same without the names in it. ``order`` is its place in the
    corpus, for a stable result; ``repeats`` counts its further mentions in the document.
    """

    fact: Fact
    order: int
    words: frozenset[str]
    measure: frozenset[str]
    names: frozenset[str]
    topic: frozenset[str]
    published: str | None
    number: Number | None = None
    countries: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    said: str = ""
    holder: str | None = None
    opening: Any = dataclasses.field(default=None, compare=False, repr=False)
    alone: bool = True
    origin: tuple[str, int] = ("", 0)
    amounts: frozenset[float] = frozenset()
    days: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    verbatim: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    wording: str = ""
    deed: str = ""
    repeats: int = 0

    @property
    def place(self) -> tuple[str, int]:
        """Document and part: what one source says in one article."""
        return (self.fact.doc, self.fact.part)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a word tells, from 0 (in every sentence) up; unseen words count as the rarest."""

    by_word: Mapping[str, float]
    rarest: float

    def of(self, words: Iterable[str]) -> float:
        """The sum over ``words``."""
        return sum(self.by_word.get(word, self.rarest) for word in words)


def collect_items(
    documents: Sequence[Document], facts: Mapping[str, Sequence[Fact]]
) -> tuple[list[Item], Weights]:
    """Items for all facts but entities and word-for-word repeats, in corpus order, and word weights."""
    items: list[Item] = []
    sentences: Counter[str] = Counter()
    total = 0
    openings = _openings(documents)
    originals = _originals(documents, facts)
    for document in sorted(documents, key=lambda d: d.path):
        own = facts.get(document.path, ())
        names = _SentenceNames(f for f in own if not (isinstance(f, Entity) and f.type == "group"))
        actors = _SentenceNames(f for f in own if isinstance(f, Entity) and f.type in _ACTORS)
        where = _SentenceNames(f for f in own if isinstance(f, Entity) and _is_place(f))
        amounts = sorted(
            (f.start, value)
            for f in own
            if isinstance(f, Quantity)
            and (value := f.low if f.value is None else f.value) is not None
        )
        quoted = sorted(
            (s.start, s.end)
            for f in own
            if isinstance(f, Quote) and f.directness != "indirect"
            for s in f.content
        )
        days = sorted((f.start, day) for f in own if isinstance(f, Date) and (day := _day(f)))
        times = sorted(
            (f.start, day) for f in own if isinstance(f, Date) and (day := _day(f, None))
        )
        rivals = Counter(_measured(f) for f in own if isinstance(f, Quantity))
        places = {f.name for f in own if isinstance(f, Entity) and f.type == "place"}
        bodies = {f.name for f in own if isinstance(f, Entity) and f.type in _BODIES}
        parts = {part.number: part for part in document.parts}
        topics = {n: _topic(part, own) for n, part in parts.items()}
        repeats = Counter((f.kind, f.repeat_of.start, f.repeat_of.end) for f in own if f.repeat_of)
        by_sentence: dict[tuple[int, int], set[str]] = {}
        for fact in own:
            if isinstance(fact, Entity):
                continue
            words = frozenset(_words(fact))
            key = (fact.sentence.start, fact.sentence.end)
            by_sentence.setdefault(key, set()).update(words)
            if fact.repeat_of is not None:
                continue
            part = parts.get(fact.part, document.parts[0])
            named = names.within(*_reach(fact))
            for one in _sayings(fact, document.text):
                items.append(
                    Item(
                        fact=one,
                        order=len(items),
                        words=words if one is fact else _words_in(words, one.text),
                        measure=frozenset(_measure(fact)),
                        names=named,
                        actors=actors.within(*_reach(fact)),
                        places=where.within(fact.sentence.start, fact.sentence.end),
                        holder=fact.holder if fact.holder in bodies else None,
                        origin=originals.get(
                            (document.path, fact.part), (document.path, fact.part)
                        ),
                        opening=openings.get((document.path, fact.part)),
                        alone=not isinstance(fact, Quantity) or rivals[_measured(fact)] == 1,
                        said=_saying_key(document.text, fact),
                        topic=topics.get(fact.part, frozenset()),
                        published=part.published,
                        number=number_of(fact) if isinstance(fact, Quantity) else None,
                        amounts=_inside(fact, amounts),
                        days=_inside(fact, days),
                        times=_inside(fact, times),
                        verbatim=_verbatim(fact, quoted, document.text),
                        holders=frozenset({fact.holder} & bodies) if fact.holder else frozenset(),
                        wording=_wording(one, document),
                        deed="" if isinstance(one, Date) else names.without(one, document.text),
                        countries=frozenset(getattr(fact, "parties", ())) & places,
                        repeats=repeats[fact.kind, fact.start, fact.end],
                    )
                )
        for words_of_sentence in by_sentence.values():
            sentences.update(words_of_sentence)
        total += len(by_sentence)
    by_word = {
        w: math.log((total + 1) / (n + 0.5)) / math.log(total + 2) for w, n in sentences.items()
    }
    return items, Weights(by_word, 1.0)


def _measured(fact: Quantity) -> tuple[int, str | None, str | None]:
    """What tells a quantity from its neighbours: its sentence, unit and measure."""
    return fact.sentence.start, fact.unit, fact.measure


def _originals(
    documents: Sequence[Document], facts: Mapping[str, Sequence[Fact]]
) -> dict[tuple[str, int], tuple[str, int]]:
    """For each article the one it is a copy of, told by the sentences that facts stand in."""
    sentences: dict[tuple[str, int], set[str]] = {}
    for document in documents:
        for fact in facts.get(document.path, ()):
            words = fold(document.text[fact.sentence.start : fact.sentence.end])
            sentences.setdefault((document.path, fact.part), set()).add(words)
    return origins({place: frozenset(found) for place, found in sentences.items()})


def _openings(documents: Sequence[Document]) -> dict[tuple[str, int], Any]:
    """The vector of title and lead of every article."""
    places = [(d.path, p.number) for d in documents for p in d.parts]
    texts = [
        f"{p.title}. {d.text[p.start : min(p.end, p.start + _LEAD)]}"
        for d in documents
        for p in d.parts
    ]
    meaning = Meaning(texts)
    return {place: meaning.vector(n) for n, place in enumerate(places)}


def _reach(fact: Fact) -> tuple[int, int]:
    """Where the entities that matter to a fact stand: a relation says whom it is about, others their sentence."""
    if isinstance(fact, Relation):
        return fact.start, fact.end
    return fact.sentence.start, fact.sentence.end


_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z])")
_SHORTEST = 4  # words; “Yes. Of course.” is one saying


def _sayings(fact: Fact, text: str) -> list[Fact]:
    """A quotation sentence by sentence, since another source may give only one of them; other facts whole."""
    if not isinstance(fact, Quote):
        return [fact]
    sayings: list[list[Span]] = [[]]
    for span in fact.content:
        at = span.start
        for match in _SENTENCE_END.finditer(text, span.start, span.end):
            if len(text[at : match.start()].split()) >= _SHORTEST:
                sayings[-1].append(Span(at, match.start()))
                sayings.append([])
                at = match.end()
        if at < span.end:
            sayings[-1].append(Span(at, span.end))
            if text[at : span.end].rstrip("\"'”’ ")[-1:] in ".!?…":
                # “An index,” she said, “is a map.”: the first half waits for the second.
                sayings.append([])
    whole = [spans for spans in sayings if spans]
    if len(whole) < 2:
        return [fact]
    return [
        dataclasses.replace(
            fact,
            start=spans[0].start,
            end=spans[-1].end,
            text=text[spans[0].start : spans[-1].end],
            content=tuple(spans),
        )
        for spans in whole
    ]


def _words_in(words: frozenset[str], text: str) -> frozenset[str]:
    """Those of a quotation's lemmas that stand in one sentence of it, told by their first four letters."""
    starts = {word[:4] for word in fold(text).split()}
    return frozenset(word for word in words if word[:4] in starts)


_AROUND = 100  # characters either side of a date: its clause and little more


def _wording(fact: Fact, document: Document) -> str:
    """A relation's own words; for the rest, the clause around it by its telling words, else the sentence."""
    if isinstance(fact, Relation):
        return fact.text
    if isinstance(fact, Quote):
        return " ".join(document.text[s.start : s.end] for s in fact.content)
    if isinstance(fact, Date):
        start = max(fact.sentence.start, fact.start - _AROUND)
        end = min(fact.sentence.end, fact.end + _AROUND)
        # Without the date itself: that both say “Friday” is judged, not weighed.
        return f"{document.text[start : fact.start]} {document.text[fact.end : end]}"
    return " ".join(fact.terms) or document.text[fact.sentence.start : fact.sentence.end]


def _verbatim(fact: Fact, quoted: Sequence[tuple[int, int]], text: str) -> frozenset[str]:
    """The folded words of a relation that is mostly quoted; none for others."""
    if not isinstance(fact, Relation):
        return frozenset()
    first = max(0, bisect_left(quoted, fact.start, key=itemgetter(0)) - 1)
    spans = []
    for start, end in quoted[first:]:
        if start >= fact.end:
            break
        spans.append((max(start, fact.start), min(end, fact.end)))
    inside = [(start, end) for start, end in spans if start < end]
    if 2 * sum(end - start for start, end in inside) < fact.end - fact.start:
        return frozenset()
    return frozenset(
        w for start, end in inside for w in fold(text[start:end]).split() if len(w) > 3
    )


def _inside(fact: Fact, valued: Sequence[tuple[int, Value]]) -> frozenset[Value]:
    """Those of ``valued``, by where they start, that stand inside a relation; none for other facts."""
    if not isinstance(fact, Relation):
        return frozenset()
    first = bisect_left(valued, fact.start, key=itemgetter(0))
    last = bisect_left(valued, fact.end, key=itemgetter(0))
    return frozenset(value for _, value in valued[first:last])


_LONGEST_DAY = 7  # days; a month or a year in common tells little of what happened in it


def _day(date: Date, longest: int | None = _LONGEST_DAY) -> str | None:
    """The days a date stands for; None where it is none, or a stretch longer than ``longest`` days."""
    if date.period is None or date.type not in ("DATE", "TIME"):
        return None
    if longest is not None and not 0 < periods.days(date.period) <= longest:
        return None
    return f"{date.period.start}/{date.period.end}"


def _words(fact: Fact) -> list[str]:
    words = [w for term in fact.terms for w in fold(term).split()]
    return words if isinstance(fact, Date) else [*words, *_measure(fact)]


# What every report says of itself tells no event from another.
_EMPTY = frozenset(
    {"said", "says", "told", "wrote", "added", "have", "been", "were", "that", "with", "from"}
)


def _measure(fact: Fact) -> list[str]:
    if isinstance(fact, Quantity):
        return [_singular(w) for w in fold(fact.measure or "").split() if len(w) > 2]
    if isinstance(fact, Date):
        # The first four letters stand for the stem: “vetoed” and “veto”, “voted” and “vote”.
        return [
            f"~{w[:4]}" for w in fold(fact.event or "").split() if len(w) > 3 and w not in _EMPTY
        ]
    if isinstance(fact, Relation):
        return [fact.verb] if fact.verb not in ("", "be", "have", "do", "say") else []
    return []


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


# Who and where; the name of a body, an event or a law says what.
_ACTORS = ("person", "place")
_BODIES = ("person", "organisation")


def _is_place(fact: Entity) -> bool:
    """A place, not a people: “the Kenyan minister” is set nowhere."""
    return fact.type == "place" and fact.rule != "demonym"


def _saying_key(text: str, fact: Fact) -> str:
    """The fact's whole sentence, folded; empty for one too short to be known again."""
    words = fold(text[fact.sentence.start : fact.sentence.end])
    return words if words.count(" ") >= 7 else ""


class _SentenceNames:
    """Entity names by where they stand."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        found = sorted((f.start, f.end, f.name) for f in facts if isinstance(f, Entity))
        self._starts = [start for start, _, _ in found]
        self._ends = [end for _, end, _ in found]
        self._names = [name for _, _, name in found]

    def within(self, start: int, end: int) -> frozenset[str]:
        first, last = bisect_right(self._starts, start - 1), bisect_right(self._starts, end - 1)
        return frozenset(self._names[first:last])

    def without(self, fact: Fact, text: str) -> str:
        """The words of ``fact`` between the names in it: who is dropped, what is done stays."""
        first = bisect_right(self._starts, fact.start - 1)
        last = bisect_right(self._starts, fact.end - 1)
        pieces, at = [], fact.start
        for k in range(first, last):
            pieces.append(text[at : max(at, self._starts[k])])
            at = max(at, self._ends[k])
        pieces.append(text[at : max(at, fact.end)])
        return " ".join(" ".join(pieces).split())


_LEAD = 700  # characters: a headline and the first two or three sentences


def _topic(part: Part, facts: Iterable[Fact]) -> frozenset[str]:
    """The entities of the article's opening: what it is about."""
    return frozenset(
        f.name
        for f in facts
        if isinstance(f, Entity) and f.part == part.number and f.start < part.start + _LEAD
    )
