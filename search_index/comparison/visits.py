"""Who goes where, and how surely: “Haddad's planned visit to Lisbon in May”, “flew to Lisbon”, “the prospects for the
visit are dim”.

It is told in a noun phrase here and in a clause there, and what becomes of it in a later sentence that names neither who
nor where; here each becomes a relation “X visits P”.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from search_index.comparison import visit_words as words
from search_index.comparison.context import day_of
from search_index.models import Certainty, Date, Document, Entity, Relation, Span

RULE = "visit"
"""The rule of the relations made here."""

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

    @property
    def key(self) -> tuple[int, int, str]:
        return self.start, self.end, self.where


_Found = tuple[_Named, str, Date | Entity | Relation]
"""A visit, “visits” or “to visit”, and the fact that tells of it."""


def visits_of(document: Document, facts: Sequence[object]) -> list[Relation]:
    """One relation for each visit told in the document, in reading order.

    ``objects`` is the place; ``terms`` the place and, where it is told, the days as “start/end”. What is only asked for
    (“was invited to attend”) has the predicate “to visit”, all else “visits”.
    """
    around = _Around(document, facts)
    found: dict[tuple[int, int, str], _Found] = {}
    for one in (*around.in_nouns(), *around.in_clauses()):
        found.setdefault(one[0].key, one)
    told = sorted((n for n, _, _ in found.values()), key=attrgetter("start", "end"))
    for one in (*around.taken_up(told), *around.dated(told)):
        found.setdefault(one[0].key, one)
    return [_relation(document, *found[key]) for key in sorted(found)]


class _Around:
    """What one document names and tells, in reading order."""

    def __init__(self, document: Document, facts: Sequence[object]) -> None:
        self._text, self._published = document.text, document.published
        entities = sorted((f for f in facts if isinstance(f, Entity)), key=attrgetter("start"))
        self._persons = [e for e in entities if e.type == "person"]
        self._places = [e for e in entities if e.type == "place"]
        self._dates = sorted(
            (f for f in facts if isinstance(f, Date) and day_of(f, None)), key=attrgetter("start")
        )
        self._relations = [f for f in facts if isinstance(f, Relation)]
        self._known = {e.name for e in self._persons}

    def in_nouns(self) -> Iterator[_Found]:
        """“Haddad's visit to Lisbon in May”, “a visit to Lisbon by Haddad”."""
        for match in words.GOING.finditer(self._text):
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

    def in_clauses(self) -> Iterator[_Found]:
        """“Haddad flew to Lisbon on Monday”."""
        for fact in self._relations:
            wanted = words.VERBS.get(fact.verb)
            if wanted is None or fact.subject_entity not in self._known:
                continue
            said_as = fact.predicate.split()
            verb = re.search(rf"\b{re.escape(said_as[-1])}\b", fact.text) if said_as else None
            if verb is None or (wanted and said_as[-1] not in wanted.split()):
                continue
            places = self._where(fact.start + verb.end())
            if not places or places[0].end > fact.end:
                continue
            when, end = self._when(places[-1].end)
            asked = bool(words.ASKED.search(fact.predicate))
            said = "to visit" if said_as[0] == "to" or asked else "visits"
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

    def taken_up(self, told: Sequence[_Named]) -> Iterator[_Found]:
        """“The prospects for both visits are dim”, “the trip was called off”: what becomes of visits just told of."""
        starts = [n.start for n in told]
        for fact in self._relations:
            again = words.AGAIN.search(fact.subject)
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

    def dated(self, told: Sequence[_Named]) -> Iterator[_Found]:
        """“The trip, on 6 and 7 May, …”: the days of the one visit that the article tells of, given apart from it. Where two
        different ones are given, or one long past (“the events of 11 September 2001”), nothing says which are its own."""
        visits = {(n.who, n.where) for n in told}
        if len(visits) != 1 or any(n.when for n in told):
            return
        who, where = visits.pop()
        found = [
            (again.start(), date)
            for date in self._dates
            if (again := self._again(date, told[0].end)) is not None
        ]
        if len({day_of(date, None) for _, date in found}) != 1:
            return
        for start, date in found:
            days, sure = day_of(date, None), told[0].certainty
            yield _Named(start, date.end, who, where, days, sure, date.sentence), "visits", date

    def _again(self, date: Date, after: int) -> re.Match[str] | None:
        """What takes a visit up again right before ``date``, behind ``after``; None also for a date of another year's news."""
        told = _year(self._published or "")
        its = _year(date.period.start) if date.period else None
        if told is not None and its is not None and abs(told - its) > 1:
            return None
        return words.ITS_DAYS.search(self._text, max(date.start - _NEAR, after), date.start)

    def _where(self, at: int) -> list[Entity]:
        """The places that stand right behind ``at``, each joined to the one before."""
        found: list[Entity] = []
        first = bisect_left(self._places, at, key=attrgetter("start"))
        for place in self._places[first : first + 4]:
            gap = self._text[at : place.start]
            pattern = words.TO_NEXT if found else words.TO_PLACE
            if place.start - at > _NEAR or not pattern.match(gap):
                break
            found.append(place)
            at = place.end
        return found

    def _when(self, at: int) -> tuple[str | None, int]:
        """The days told right behind ``at``, and where they end."""
        first = bisect_left(self._dates, at, key=attrgetter("start"))
        for date in self._dates[first : first + 1]:
            if date.start - at < _NEAR and words.TO_TIME.match(self._text[at : date.start]):
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
            owned = words.OWNED.match(self._text[person.end : noun])
            if owned is not None:
                return person.name, person.start, owned["kind"]
        before = self._text[place.sentence.start : noun]
        pronoun = words.PRONOUN.search(before)
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
            if words.BY.match(self._text[at : person.start]):
                return person.name, noun, "", person.end
        return None, noun, "", at

    def _becomes(self, noun: int, kind: str) -> tuple[Certainty, int]:
        """How sure a visit named at ``noun`` is, from the words before it and the clause that tells what it does, and where
        the words end that doubt it, 0 where none does."""
        around = [r for r in self._relations if r.start <= noun < r.end]
        clauses = sorted(around, key=lambda r: r.end - r.start)
        for fact in clauses:
            if fact.verb in words.UNDONE and fact.certainty != "denied":
                return ("denied" if fact.certainty == "asserted" else "unlikely"), fact.end
        for word in kind.lower().split():
            if word in words.ADJECTIVES:
                return words.ADJECTIVES[word], 0
        return next(
            (fact.certainty for fact in clauses if fact.verb in words.HAPPENS), "asserted"
        ), 0

    def _fate(self, fact: Relation) -> Certainty | None:
        """What a clause about a visit says of whether it comes about; None where it says something else."""
        if fact.verb in words.UNDONE:
            return {"asserted": "denied", "denied": None}.get(fact.certainty, "unlikely")
        if (
            fact.verb in words.LOOKS
            and fact.certainty == "asserted"
            and not words.PROSPECTS.match(fact.subject)
        ):
            what = " ".join(fact.objects).lower()
            said = (sure for word, sure in words.SAID_OF_IT.items() if re.match(rf"{word}\b", what))
            return next(said, None)
        looks = fact.verb in words.LOOKS and words.PROSPECTS.match(fact.subject)
        if fact.certainty == "asserted" or not (looks or fact.verb in words.HAPPENS):
            return None
        return fact.certainty

    def _sentences_back(self, fact: Relation) -> int:
        """Where the sentence begins in which a visit may last have been named."""
        starts = sorted({r.sentence.start for r in self._relations if r.start < fact.start})
        return starts[-_MEMORY - 1] if len(starts) > _MEMORY else 0


def _year(day: str) -> int | None:
    return int(day[:4]) if day[:4].isdecimal() else None


def _relation(
    document: Document, named: _Named, said: str, fact: Date | Entity | Relation
) -> Relation:
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
