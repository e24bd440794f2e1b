"""What rank somebody has in a trade: “Morania's second-largest supplier of cocoa”, “a major exporter of cocoa and tea”.

Sources give it in passing and each in words of its own: a supplier here is an exporter there. Here each becomes a
relation “X is supplier”.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final

from search_index.comparison.context import day_of
from search_index.folding import fold
from search_index.models import Date, Document, Entity, Relation

RULE = "standing"
"""The rule of the relations made here."""

# What one is in a trade -> the words for it.
_ROLES: Final[Mapping[str, str]] = {
    "supplier": "supplier exporter seller provider vendor source",
    "buyer": "buyer importer customer purchaser market destination consumer",
    "producer": "producer maker manufacturer grower miner refiner",
    "partner": "partner",
    "investor": "investor",
    "lender": "lender creditor",
    "donor": "donor contributor",
    "employer": "employer",
    "economy": "economy",
}
_ROLE_OF: Final = {word: role for role, words in _ROLES.items() for word in words.split()}
_ROLE = "|".join(_ROLE_OF)
_NTH: Final = {
    word: n
    for n, words in enumerate(
        (
            "second 2nd",
            "third 3rd",
            "fourth 4th",
            "fifth 5th",
            "sixth 6th",
            "seventh 7th",
            "eighth 8th",
            "ninth 9th",
            "tenth 10th",
        ),
        2,
    )
    for word in words.split()
}
_FIRST = "largest|biggest|top|leading|number[ -]one|foremost|greatest"
_SOME = "major|key|important|big|large|main|significant|principal|leading"
_PHRASE = re.compile(
    rf"(?P<of_whom>(?:the\s+world|(?-i:[A-Z])[\w.]+(?:\s(?-i:[A-Z])[\w.]+)?)['’]s?\s+)?"
    rf"(?:(?P<nth>{'|'.join(_NTH)})[\s-](?:{_FIRST})|(?P<first>{_FIRST})|(?P<some>{_SOME}))\s+"
    rf"(?P<what>(?:(?!(?:of|for|to|in|and|or|but)\b)[\w-]+\s+){{0,3}}?)(?P<role>{_ROLE})(?P<many>s?)\b"
    r"(?:\s+(?:of|for)\s+(?P<of>[^.;:()–—]{2,90}))?",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"(?i)\b(?:one\s+of|among)\b[^,;:.]{0,30}$")
_PRODUCT_ENDS = re.compile(
    r"(?i),?\s\w+ing\b|,?\s\b(?:to|in|with|by|after|before|since|while|which|that|who|said|says|for|from|on|at|among|until|despite)\b"
)
_IT = re.compile(
    r"(?i)(?:^|[.!?]['”\"]?\s+)(?:it|they)\s+(?:also\s+)?(?:is|was|are|were|remains?|became|has\s+become)"
    r"\s+(?:also\s+|now\s+|still\s+)?(?:an?\s+|the\s+|one\s+of\s+the\s+)?$"
)
_BEING = frozenset({"be", "become", "remain", "rank", "stay", "emerge"})
_TYPES = frozenset({"place", "organisation", "person"})
# A clause that hangs on the one before it names no subject of its own.
_PARTICIPLE = re.compile(r"(?i)\b(?:becoming|being|remaining)\s+(?:an?\s+|the\s+|once\s+more\s+)?$")
# “Morania's largest buyer and third-largest supplier”: both are Morania's.
_JOINED = re.compile(r"(?i),?\s+(?:and\s+)?(?:the\s+)?")
_BESIDE = re.compile(r"(?i),?\s(?:in|during|since|for|of|\s)*")
_NAMES_NOTHING = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "its",
        "their",
        "other",
        "own",
        "many",
        "most",
        "more",
        "of",
        "trade",
        "trading",
        "single",
        "overall",
        "whole",
        "such",
        "world",
        "both",
        "these",
        "those",
        "import",
        "export",
        "product",
        "good",
        "item",
        "category",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
    ]
)


def standings_of(document: Document, facts: Sequence[object]) -> list[Relation]:
    """One relation for each standing that the document gives somebody, in reading order.

    ``terms`` are the role, the rank (“1”; “” where it is only a major one), whose it is in the phrase (“Morania”, “” where
    nobody's), the days it is told of as “start/end” or “”, then what is traded. Who holds it is found from the clause;
    where it is not, there is no relation.
    """
    around = _Around(document, facts)
    found = []
    for match in _PHRASE.finditer(document.text):
        whole = around.relation(match)
        if whole is not None:
            found.append(whole)
    return found


class _Around:
    """The clauses and names of one document."""

    def __init__(self, document: Document, facts: Sequence[object]) -> None:
        self._text = document.text
        self._relations = [f for f in facts if isinstance(f, Relation)]
        self._dates = sorted(
            (f for f in facts if isinstance(f, Date) and day_of(f, None)), key=attrgetter("start")
        )
        self._last = (0, "")
        self._entities = sorted(
            (f for f in facts if isinstance(f, Entity) and f.type in _TYPES),
            key=attrgetter("start"),
        )

    def relation(self, match: re.Match[str]) -> Relation | None:
        """The standing a phrase tells; None where nothing is traded or nobody named."""
        role = _ROLE_OF[match["role"].lower()]
        traded = _traded(match)
        own = (
            self._name_at(match.start("of_whom"), match.end("of_whom")) if match["of_whom"] else ""
        )
        if not own and _JOINED.fullmatch(self._text, self._last[0], match.start()):
            own = self._last[1]
        self._last = (match.end("role"), own)
        if not traded and not own:
            return None
        clause = self._clause(match.start(), match.end("role"))
        if clause is None or clause[0] == own:
            return None
        holder, fact = clause
        end = match.start("of") + len(_of(match)) if match["of"] else match.end("many")
        return Relation(
            doc=fact.doc,
            part=fact.part,
            source=fact.source,
            start=match.start(),
            end=end,
            text=self._text[match.start() : end],
            sentence=fact.sentence,
            holder=fact.holder,
            certainty=fact.certainty,
            rule=RULE,
            terms=(role, _rank(match, self._text), own, self._year(fact, end), *traded),
            subject=holder,
            predicate="is",
            objects=(" ".join(self._text[match.start() : end].split()),),
            subject_entity=holder,
            verb="be",
        )

    def _year(self, fact: Relation, end: int) -> str:
        """The days of the one time that stands beside it or in its clause as “start/end”; “” where there is none."""
        first = bisect_left(self._dates, end, key=attrgetter("start"))
        for date in self._dates[first : first + 1]:
            if _BESIDE.fullmatch(self._text[end : date.start]):
                return day_of(date, None) or ""
        sentence = fact.sentence
        own = [d for d in self._dates if sentence.start <= d.start < sentence.end]
        return (day_of(own[0], None) or "") if len(own) == 1 else ""

    def _clause(self, start: int, end: int) -> tuple[str, Relation] | None:
        """Who has the standing, and the clause that says so."""
        around = sorted(
            (
                r
                for r in self._relations
                if r.start <= start and end <= r.end and r.polarity == "positive"
            ),
            key=lambda r: r.end - r.start,
        )
        hangs = _PARTICIPLE.search(self._text[max(0, start - 40) : start])
        for fact in around:
            if fact.subject_entity is not None and (fact.verb in _BEING or hangs):
                return (fact.subject_entity, fact) if fact.subject_entity else None
            if not hangs:
                break
        if _IT.search(self._text[max(0, start - 60) : start]):
            return self._before(start)
        return None

    def _before(self, start: int) -> tuple[str, Relation] | None:
        """The subject of the sentence before, for “it”."""
        sentences = sorted({r.sentence.start for r in self._relations if r.start < start})
        own = [r for r in self._relations if r.sentence.start <= start < r.sentence.end]
        here = own[0].sentence.start if own else start
        before = [s for s in sentences if s < here]
        if not before:
            return None
        told = [
            r
            for r in self._relations
            if r.sentence.start == before[-1] and r.subject_entity and r.end <= start
        ]
        last = max(told, key=lambda r: (r.start, -r.end), default=None)
        return (last.subject_entity or "", last) if last is not None else None

    def _name_at(self, start: int, end: int) -> str:
        first = bisect_left(self._entities, start, key=attrgetter("start"))
        for entity in self._entities[max(0, first - 1) : first + 2]:
            if entity.start < end and entity.end > start:
                return entity.name
        return "world" if "world" in self._text[start:end].lower() else ""


def _rank(match: re.Match[str], text: str) -> str:
    before = text[max(0, match.start() - 40) : match.start()]
    if match["some"] or match["many"] or _ONE_OF.search(before):
        return ""
    return str(_NTH[match["nth"].lower()]) if match["nth"] else "1"


def _traded(match: re.Match[str]) -> tuple[str, ...]:
    """The words for what is traded: “energy, fertilizer and arms”."""
    words = list(_words(match["what"]))
    if match["of"]:
        words += _words(_of(match))
    return tuple(dict.fromkeys(words))


def _of(match: re.Match[str]) -> str:
    return _PRODUCT_ENDS.split(match["of"])[0].rstrip(" ,")


def _words(phrase: str) -> Iterator[str]:
    for found in re.findall(r"[^\W\d_]+", fold(phrase)):
        word = found.removesuffix("s")
        if len(word) > 2 and word not in _NAMES_NOTHING and found not in _NAMES_NOTHING:
            yield word
