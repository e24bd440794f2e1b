"""What stands in and around a fact: whole sayings, names, amounts, days, quoted words, the text whose meaning counts."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import TypeVar

from search_index.comparison import periods
from search_index.folding import fold
from search_index.models import Date, Document, Entity, Fact, Quantity, Quote, Relation, Span

Value = TypeVar("Value", float, str)


def reach(fact: Fact) -> tuple[int, int]:
    """Where the entities that matter to a fact stand: a relation says whom it is about, others their sentence."""
    if isinstance(fact, Relation):
        return fact.start, fact.end
    return fact.sentence.start, fact.sentence.end


_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z])")
_SHORTEST = 4  # words; “Yes. Of course.” is one saying


def sayings_of(fact: Fact, text: str) -> list[Fact]:
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


def words_in(words: frozenset[str], text: str) -> frozenset[str]:
    """Those of a quotation's lemmas that stand in one sentence of it, told by their first four letters."""
    starts = {word[:4] for word in fold(text).split()}
    return frozenset(word for word in words if word[:4] in starts)


_AROUND = 100  # characters either side of a date: its clause and little more


def wording_of(fact: Fact, document: Document) -> str:
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


def verbatim_words(fact: Fact, quoted: Sequence[tuple[int, int]], text: str) -> frozenset[str]:
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


def inside(fact: Fact, valued: Sequence[tuple[int, Value]]) -> frozenset[Value]:
    """Those of ``valued``, by where they start, that stand inside a relation or a quotation; none for other facts."""
    if not isinstance(fact, Relation | Quote):
        return frozenset()
    first = bisect_left(valued, fact.start, key=itemgetter(0))
    last = bisect_left(valued, fact.end, key=itemgetter(0))
    return frozenset(value for _, value in valued[first:last])


def beside(fact: Fact, valued: Sequence[tuple[int, Value]]) -> frozenset[Value]:
    """Those of ``valued`` that stand in the sentence of a quantity, else inside the fact, see `inside`."""
    if not isinstance(fact, Quantity):
        return inside(fact, valued)
    first = bisect_left(valued, fact.sentence.start, key=itemgetter(0))
    last = bisect_left(valued, fact.sentence.end, key=itemgetter(0))
    return frozenset(value for _, value in valued[first:last])


_LONGEST_DAY = 7  # days; a month or a year in common tells little of what happened in it


def day_of(date: Date, longest: int | None = _LONGEST_DAY) -> str | None:
    """The days a date stands for; None where it is none, or a stretch longer than ``longest`` days."""
    if date.period is None or date.type not in ("DATE", "TIME"):
        return None
    if longest is not None and not 0 < periods.days(date.period) <= longest:
        return None
    return f"{date.period.start}/{date.period.end}"


# What one does on the day one says something, as the event of a date begins; and the verbs of it.
_SAYING = re.compile(
    r"(?:said|say(?:s|ing)?|told|tell(?:s|ing)?|wrote|writ(?:es?|ing)|add(?:s|ed|ing)?|stat(?:es?|ed|ing)"
    r"|spoke|speak(?:s|ing)?|tweet(?:s|ed|ing)?|announc(?:es?|ed|ing)|declar(?:es?|ed|ing))\b"
)
_TO_SAY = frozenset(
    {"say", "tell", "write", "add", "state", "speak", "tweet", "announce", "declare"}
)


def speaker_of(date: Date, told: Sequence[Relation]) -> str | None:
    """Who said something on that day, by name; None where the day is of no saying, or its speaker has no name.

    ``told`` are the relations of the date's sentence: “a vote on Friday, she said” is a day of voting.
    """
    if not _SAYING.match(fold(date.event or "")):
        return None
    saying = [r for r in told if r.verb in _TO_SAY and r.start <= date.start and date.end <= r.end]
    nearest = min(saying, key=lambda r: r.end - r.start, default=None)
    return nearest.subject_entity if nearest else None


_PLAIN_LENGTH = re.compile(r"P\d+[DWMY]|PT\d+[HM]")


def length_of(date: Date) -> str | None:
    """The length of a stretch of time that a date is: “P8Y” of “over eight years”; None where it is none."""
    return date.value if date.type == "DURATION" and _PLAIN_LENGTH.fullmatch(date.value) else None


_AGED = re.compile(
    r"\baged?\s+(?:between\s+|from\s+|of\s+)?(?:[\w.]+\s+(?:to|and|or)\s+)?$", re.IGNORECASE
)
_AGED_REACH = 30  # characters; “aged between eighteen and ”


def is_age_in(text: str, start: int) -> bool:
    """Whether the time that begins at ``start`` is how old somebody is: the 36 months of “children aged 5 to 36 months”."""
    return _AGED.search(text[max(0, start - _AGED_REACH) : start]) is not None


_DAYS = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")


_DECIMAL = re.compile(r"\d+(?:[.,]\d+)+")


def words_of(fact: Fact) -> list[str]:
    """The folded lemmas of its clause and, but for a date, of what it measures; days among the terms are no words."""
    terms = [term for term in fact.terms if not _DAYS.fullmatch(term)]
    # “0.8” and “1.8” have no 8 in common.
    words = [w for t in terms for w in ([t] if _DECIMAL.fullmatch(t) else fold(t).split())]
    if isinstance(fact, Date):
        return words
    measure = measure_of(fact)
    if isinstance(fact, Quantity):
        # “Rate” is told once, as what is measured, not a second time as a word beside it.
        words = [w for w in words if measure_key(w) not in measure]
    return [*words, *measure]


# What every report says of itself tells no event from another.
_EMPTY = frozenset(
    {"said", "says", "told", "wrote", "added", "have", "been", "were", "that", "with", "from"}
)


def measure_of(fact: Fact) -> list[str]:
    """What a quantity measures, a date is the date of, a relation has for its verb, as folded words."""
    if isinstance(fact, Quantity):
        measure = fold(fact.measure or "").replace("gross domestic product", "gdp")
        told = [measure_key(w) for w in measure.split() if len(w) > 2]
        if (fact.unit or "").isupper():
            # What a stadium costs and what a project costs are costs, whatever the sentence is about.
            told += [_WORTH[term] for term in fact.terms if term in _WORTH]
        return list(dict.fromkeys(told))
    if isinstance(fact, Date):
        # The first four letters stand for the stem: “vetoed” and “veto”, “voted” and “vote”.
        return [
            f"~{w[:4]}" for w in fold(fact.event or "").split() if len(w) > 3 and w not in _EMPTY
        ]
    if isinstance(fact, Relation):
        return [fact.verb] if fact.verb not in ("", "be", "have", "do", "say") else []
    return []


_WORTH = {"cost": "cost", "worth": "worth", "value": "worth"}
_ENDINGS = ("ings", "ing", "ed", "es", "s")
_VOWEL = re.compile("[aeiouy]")


def stem(word: str) -> str:
    """A folded word without its ending: “earn” of “earnings” and “earned”, “rat” of “rates”. A key, never shown."""
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and not word.endswith("ss") and len(rest) >= 3 and _VOWEL.search(rest):
            word = rest
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


# Words by which two sources may call one measure -> one of them, as stems.
_ALSO_MEASURED = {
    "jail": "prison",
    "imprisonment": "prison",
    "custody": "prison",
    "sentenc": "prison",
    "joblessness": "unemployment",
    "jobless": "unemployment",
    "turnover": "revenu",
    "sal": "revenu",
    "shortfall": "deficit",
    "salary": "wag",
    "salari": "wag",
    "pay": "wag",
    # A price tag is what a thing costs.
    "tag": "cost",
    "expens": "cost",
    # “The economy will grow 2 percent” and “growth of 2 percent”.
    "economy": "growth",
    "blaz": "fir",
    "tremor": "quak",
    "earthquak": "quak",
}


def measure_key(word: str) -> str:
    """Under which a folded word of a measure is compared: its stem, or that of a word used for the same."""
    key = stem(word)
    return _ALSO_MEASURED.get(key, key)


def as_written(fact: Fact, key: str) -> str:
    """The word of ``fact`` that stands behind one of its keys: “earnings” behind the stem “earn”."""
    if isinstance(fact, Quantity):
        words = fold(fact.measure or "").split()
        return next((w for w in words if len(w) > 2 and measure_key(w) == key), key)
    return key.removeprefix("~")


# Who and where; the name of a body, an event or a law says what.
ACTORS = ("person", "place")
BODIES = ("person", "organisation")


def is_place(fact: Entity) -> bool:
    """A place, not a people: “the Kenyan minister” is set nowhere."""
    return fact.type == "place" and fact.rule != "demonym"


def saying_key(text: str, fact: Fact) -> str:
    """The fact's whole sentence, folded; empty for one too short to be known again."""
    words = fold(text[fact.sentence.start : fact.sentence.end])
    return words if words.count(" ") >= 7 else ""


class Names:
    """Entity names by where they stand."""

    def __init__(self, facts: Iterable[Entity]) -> None:
        found = sorted((f.start, f.end, f.name) for f in facts)
        self._starts = [start for start, _, _ in found]
        self._ends = [end for _, end, _ in found]
        self._names = [name for _, _, name in found]

    def within(self, start: int, end: int) -> frozenset[str]:
        """The names that start in this stretch."""
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
