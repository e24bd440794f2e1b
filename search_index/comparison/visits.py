"""Who goes where, and how surely: “Haddad's planned visit to Lisbon in May”, “flew to Lisbon”, “the prospects for the
visit are dim”.

It is told in a noun phrase here and in a clause there, and what becomes of it in a later sentence that names neither who
nor where; here each becomes a relation “X visits P”.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType

from search_index.comparison.context import day_of
from search_index.models import Certainty, Date, Document, Entity, Relation, Span

RULE = "visit"
"""The rule of the relations made here."""

_NOUN = r"(?:visit|trip|journey|tour|stay|attendance|arrival)"
_KIND = r"(?P<kind>(?:[\w-]+\s+){0,4}?)"
# What a noun of going may stand before: “to Lisbon”, “at the Harbour Summit in Lisbon”.
_GOING = re.compile(rf"(?i)\b{_NOUN}(?=\s+(?:to|at|in)\s)")
_OWNED = re.compile(rf"(?i)^['’]s?\s+{_KIND}$")
_PRONOUN = re.compile(rf"(?i)\b(?:his|her|their)\s+{_KIND}$")
_BY = re.compile(r"(?i)^\s+by\s+(?:(?:the\s+)?(?:[\w.-]+\s+){0,4})$")
# Between “visit” and the first place, and between one place and the next: no verb, no second clause.
_TO_PLACE = re.compile(
    r"^(?:\s+(?:to|at|in|of|the|an?|its|annual|official|capital|city|(?i:summit|meeting|conference|forum)"
    r"|[A-Z(][\w().’'-]*|[\w-]+['’]s))*\s+$"
)
_TO_NEXT = re.compile(r"^,?(?:\s+(?:and|in|to|at|then))+(?:\s+the)?\s+$")
_TO_TIME = re.compile(r"(?i)^(?:,|\s+(?:in|on|from|for|between|during|over|early|late|later))*\s+$")
_VERBS = {
    "visit": "",
    "tour": "",
    "attend": "",
    "travel": "to",
    "fly": "to",
    "go": "to",
    "head": "to for",
    "return": "to",
    "arrive": "in at",
    "land": "in at",
}
_ADJECTIVES: Mapping[str, Certainty] = MappingProxyType(
    {
        **dict.fromkeys(("potential", "possible", "mooted", "rumoured", "rumored"), "possible"),
        **dict.fromkeys(
            ("planned", "upcoming", "expected", "proposed", "scheduled", "forthcoming", "coming"),
            "expected",
        ),
        **dict.fromkeys(("cancelled", "canceled", "aborted", "abandoned", "unlikely"), "denied"),
    }
)
# What a visit itself does, by which it is told whether it comes about: it is no visit that is “seen as a breakthrough”.
_HAPPENS = frozenset({"take", "follow", "happen", "occur", "go", "schedule", "plan", "proceed"})
_UNDONE = frozenset({"cancel", "scrap", "abort", "abandon", "call"})
_LOOKS = frozenset({"be", "look", "seem", "appear", "remain", "become"})
# What is said of it: “the trip is unlikely to take place”, “is off”.
_SAID_OF_IT: Mapping[str, Certainty] = MappingProxyType(
    {
        "unlikely": "unlikely",
        "doubtful": "unlikely",
        "in doubt": "unlikely",
        "off": "denied",
        "out of the question": "denied",
        "likely": "expected",
        "uncertain": "possible",
    }
)
_ASKED = re.compile(r"(?i)\b(?:invited|asked|urged|encouraged|welcome)\s+to\b")
_AGAIN = re.compile(
    r"(?i)\b(?P<all>(?:both|these|those|the\stwo|the|this|that|such\san?|either)\s(?:[\w-]+\s){0,2}?"
    r"(?:visit|trip|journey)(?P<many>s?))\b(?!\s+(?:to|by|of)\b)"
)
_PROSPECTS = re.compile(r"(?i)^(?:the\s+|any\s+)?(?:prospect|chance|likelihood|odds|hope)s?\b")
_MEMORY = 2  # sentences back in which the visit is named that is taken up again
_NEAR = 120  # characters from the noun to its place and day
_MANY = 2


@dataclass(frozen=True, slots=True)
class _Named:
    """A visit found: its span, who, where and when, and how sure it is."""

    start: int
    end: int
    who: str
    where: str
    when: str | None
    certainty: Certainty
    sentence: Span


def visits_of(document: Document, facts: Sequence[object]) -> list[Relation]:
    """One relation for each visit told in the document, in reading order.

    ``objects`` is the place; ``terms`` the place and, where it is told, the days as “start/end”. What is only asked for
    (“was invited to attend”) has the predicate “to visit”, all else “visits”.
    """
    around = _Around(document, facts)
    found: dict[tuple[int, int, str], tuple[_Named, str, Entity | Relation]] = {}
    for named, said, fact in (*around.in_nouns(), *around.in_clauses()):
        found.setdefault((named.start, named.end, named.where), (named, said, fact))
    told = sorted((n for n, _, _ in found.values()), key=attrgetter("start", "end"))
    for named, said, fact in around.taken_up(told):
        found.setdefault((named.start, named.end, named.where), (named, said, fact))
    return [_relation(document, *found[key]) for key in sorted(found)]


class _Around:
    """What one document names and tells, in reading order."""

    def __init__(self, document: Document, facts: Sequence[object]) -> None:
        self._text = document.text
        entities = sorted((f for f in facts if isinstance(f, Entity)), key=attrgetter("start"))
        self._persons = [e for e in entities if e.type == "person"]
        self._places = [e for e in entities if e.type == "place"]
        self._dates = sorted(
            (f for f in facts if isinstance(f, Date) and day_of(f, None)), key=attrgetter("start")
        )
        self._relations = [f for f in facts if isinstance(f, Relation)]
        self._known = {e.name for e in self._persons}

    def in_nouns(self) -> Iterator[tuple[_Named, str, Entity | Relation]]:
        """“Haddad's visit to Lisbon in May”, “a visit to Lisbon by Haddad”."""
        for match in _GOING.finditer(self._text):
            places = self._where(match.end())
            if not places:
                continue
            last = places[-1].end
            owner, start, kind = self._owner(match.start(), places[0])
            if owner is None:
                owner, start, kind, last = self._by(match.start(), last)
            if owner is None:
                continue
            when, end = self._when(last)
            sure, told_to = self._becomes(match.start(), kind)
            end = max(end, min(told_to, end + _NEAR))
            for place in places:
                yield (
                    _Named(start, end, owner, place.name, when, sure, place.sentence),
                    "visits",
                    place,
                )

    def in_clauses(self) -> Iterator[tuple[_Named, str, Entity | Relation]]:
        """“Haddad flew to Lisbon on Monday”."""
        for fact in self._relations:
            wanted = _VERBS.get(fact.verb)
            if wanted is None or fact.subject_entity not in self._known:
                continue
            words = fact.predicate.split()
            verb = re.search(rf"\b{re.escape(words[-1])}\b", fact.text) if words else None
            if verb is None or (wanted and words[-1] not in wanted.split()):
                continue
            places = self._where(fact.start + verb.end())
            if not places or places[0].end > fact.end:
                continue
            when, end = self._when(places[-1].end)
            asked = bool(_ASKED.search(fact.predicate))
            said = "to visit" if words[0] == "to" or asked else "visits"
            for place in places:
                named = _Named(
                    fact.start,
                    max(fact.end, end),
                    fact.subject_entity,
                    place.name,
                    when or self._inside(fact),
                    "possible" if asked and fact.certainty == "asserted" else fact.certainty,
                    fact.sentence,
                )
                yield named, said, fact

    def taken_up(self, told: Sequence[_Named]) -> Iterator[tuple[_Named, str, Entity | Relation]]:
        """“The prospects for both visits are dim”, “the trip was called off”: what becomes of visits just told of."""
        starts = [n.start for n in told]
        for fact in self._relations:
            again = _AGAIN.search(fact.subject)
            sure = self._fate(fact)
            if again is None or sure is None:
                continue
            before = told[: bisect_left(starts, fact.start)]
            back = self._sentences_back(fact)
            near = [n for n in before if n.sentence.start >= back]
            trips = list(dict.fromkeys((n.who, n.where, n.when) for n in near))
            wanted = _MANY if again["many"] else 1
            for who, where, when in trips[-wanted:]:
                named = _Named(fact.start, fact.end, who, where, when, sure, fact.sentence)
                yield named, "visits", fact

    def _where(self, at: int) -> list[Entity]:
        """The places that stand right behind ``at``, each joined to the one before."""
        found: list[Entity] = []
        first = bisect_left(self._places, at, key=attrgetter("start"))
        for place in self._places[first : first + 4]:
            gap = self._text[at : place.start]
            pattern = _TO_NEXT if found else _TO_PLACE
            if place.start - at > _NEAR or not pattern.match(gap):
                break
            found.append(place)
            at = place.end
        return found

    def _when(self, at: int) -> tuple[str | None, int]:
        """The days told right behind ``at``, and where they end."""
        first = bisect_left(self._dates, at, key=attrgetter("start"))
        for date in self._dates[first : first + 1]:
            if date.start - at < _NEAR and _TO_TIME.match(self._text[at : date.start]):
                return day_of(date, None), date.end
        return None, at

    def _inside(self, fact: Relation) -> str | None:
        first = bisect_left(self._dates, fact.start, key=attrgetter("start"))
        days = [d for d in self._dates[first : first + 2] if d.end <= fact.end]
        return day_of(days[0], None) if len(days) == 1 else None

    def _owner(self, noun: int, place: Entity) -> tuple[str | None, int, str]:
        """Whose visit it is, where the phrase begins, and what sort it is."""
        last = bisect_left(self._persons, noun, key=attrgetter("start")) - 1
        if last >= 0:
            person = self._persons[last]
            owned = _OWNED.match(self._text[person.end : noun])
            if owned is not None:
                return person.name, person.start, owned["kind"]
        before = self._text[place.sentence.start : noun]
        pronoun = _PRONOUN.search(before)
        if pronoun is None:
            return None, noun, ""
        subjects = {
            r.subject_entity
            for r in self._relations
            if r.sentence.start == place.sentence.start and r.subject_entity in self._known
        }
        start = place.sentence.start + pronoun.start()
        return (subjects.pop() if len(subjects) == 1 else None), start, pronoun["kind"]

    def _by(self, noun: int, at: int) -> tuple[str | None, int, str, int]:
        first = bisect_left(self._persons, at, key=attrgetter("start"))
        for person in self._persons[first : first + 1]:
            if _BY.match(self._text[at : person.start]):
                return person.name, noun, "", person.end
        return None, noun, "", at

    def _becomes(self, noun: int, kind: str) -> tuple[Certainty, int]:
        """How sure a visit named at ``noun`` is, from the words before it and the clause that tells what it does, and where
        the words end that doubt it, 0 where none does."""
        around = [r for r in self._relations if r.start <= noun < r.end]
        clauses = sorted(around, key=lambda r: r.end - r.start)
        for fact in clauses:
            if fact.verb in _UNDONE and fact.certainty != "denied":
                return ("denied" if fact.certainty == "asserted" else "unlikely"), fact.end
        for word in kind.lower().split():
            if word in _ADJECTIVES:
                return _ADJECTIVES[word], 0
        return next((fact.certainty for fact in clauses if fact.verb in _HAPPENS), "asserted"), 0

    def _fate(self, fact: Relation) -> Certainty | None:
        """What a clause about a visit says of whether it comes about; None where it says something else."""
        if fact.verb in _UNDONE:
            return {"asserted": "denied", "denied": None}.get(fact.certainty, "unlikely")
        if (
            fact.verb in _LOOKS
            and fact.certainty == "asserted"
            and not _PROSPECTS.match(fact.subject)
        ):
            what = " ".join(fact.objects).lower()
            said = (sure for word, sure in _SAID_OF_IT.items() if re.match(rf"{word}\b", what))
            return next(said, None)
        looks = fact.verb in _LOOKS and _PROSPECTS.match(fact.subject)
        if fact.certainty == "asserted" or not (looks or fact.verb in _HAPPENS):
            return None
        return fact.certainty

    def _sentences_back(self, fact: Relation) -> int:
        """Where the sentence begins in which a visit may last have been named."""
        starts = sorted({r.sentence.start for r in self._relations if r.start < fact.start})
        return starts[-_MEMORY - 1] if len(starts) > _MEMORY else 0


def _relation(document: Document, named: _Named, said: str, fact: Entity | Relation) -> Relation:
    return Relation(
        doc=fact.doc,
        part=fact.part,
        source=fact.source,
        start=named.start,
        end=named.end,
        text=document.text[named.start : named.end],
        sentence=Span(min(named.sentence.start, named.start), max(named.sentence.end, named.end)),
        holder=fact.holder,
        certainty=named.certainty,
        rule=RULE,
        terms=(named.where, *([named.when] if named.when else [])),
        subject=named.who,
        predicate=said,
        objects=(named.where,),
        subject_entity=named.who,
        verb="visit",
    )
