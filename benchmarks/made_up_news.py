"""News that nobody wrote, with its facts drawn along: several reports of each event, the same for the same seed.

Comparison costs what documents have in common, so these share names, words, amounts, days and quotations as reports of one
event do, and some of them as reports of other events do. No language model has to read them.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import Any

from search_index.models import (
    Date,
    Document,
    Entity,
    Fact,
    Part,
    Period,
    Quantity,
    Quote,
    Relation,
    Span,
)

Report = tuple[Document, list[Fact]]
_SYLLABLES = [
    "ba",
    "ren",
    "do",
    "mi",
    "lak",
    "tor",
    "ve",
    "san",
    "ki",
    "hol",
    "par",
    "ste",
    "ni",
    "gor",
    "fel",
    "wes",
    "lin",
    "mar",
    "tu",
    "quin",
]
_PUBLISHERS = [f"The {name}" for name in ("Post", "Herald", "Wire", "Courier", "Gazette", "Echo")]
_PLACES = 120
_WORDS = 6_000
_SENTENCES = 16
_REPORTS = 4


@cache
def _words() -> tuple[list[str], list[float]]:
    """A vocabulary of drawn words and how far their frequencies add up, as Zipf has them."""
    rng = random.Random(1)
    words: dict[str, None] = {}
    while len(words) < _WORDS:
        words["".join(rng.choice(_SYLLABLES) for _ in range(rng.choice((2, 3, 3))))] = None
    return list(words), list(accumulate(1 / (rank + 3) for rank in range(_WORDS)))


def _some(rng: random.Random, count: int) -> list[str]:
    words, sums = _words()
    return rng.choices(words, cum_weights=sums, k=count)


@dataclass(frozen=True)
class _Told:
    """One thing of an event, as each report tells it: in what words, of whom, and with what in it."""

    kind: str
    who: str
    other: str
    place: str
    words: tuple[str, ...]
    value: int
    day: str


def reports(documents: int, seed: int = 1) -> Iterator[Report]:
    """So many reports with their facts, event by event; more of them change nothing in those before."""
    made = 0
    event = 0
    while made < documents:
        rng = random.Random(f"{seed} {event}")
        told = _event(rng)
        day = f"{2019 + event % 6}-{1 + event % 12:02}-{1 + event % 28:02}"
        for publisher in rng.sample(_PUBLISHERS, rng.randrange(2, _REPORTS + 2)):
            if made < documents:
                yield _report(rng, told, f"{made:06}.txt", publisher, day)
                made += 1
        event += 1


def _event(rng: random.Random) -> list[_Told]:
    people = [_name(rng) for _ in range(4)]
    places = [f"{_words()[0][int(_PLACES * rng.random() ** 2)].title()}land" for _ in range(2)]
    found = []
    for _ in range(_SENTENCES):
        kind = rng.choice(("quantity", "quantity", "date", "quote", "relation", "relation"))
        who, other = rng.sample(people, 2)
        day = f"{rng.randrange(2015, 2025)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        words = tuple(_some(rng, rng.randrange(6, 12)))
        found.append(
            _Told(kind, who, other, rng.choice(places), words, rng.randrange(2, 9999), day)
        )
    return found


def _name(rng: random.Random) -> str:
    return f"{rng.choice(_words()[0][:300]).title()} {rng.choice(_words()[0]).title()}"


def _report(rng: random.Random, event: list[_Told], path: str, publisher: str, day: str) -> Report:
    lines: list[str] = []
    facts: list[Fact] = []
    at = 0
    for told in event:
        if rng.random() < 0.3:
            continue
        words = list(told.words)
        if rng.random() < 0.5:
            words[rng.randrange(len(words))] = _some(rng, 1)[0]
        value = told.value
        if rng.random() < 0.2:
            value = rng.choice((round(value, -2) or value, value + rng.randrange(1, 40)))
        line, found = _sentence(replace(told, words=tuple(words), value=value), at, path, publisher)
        lines.append(line)
        facts += found
        at += len(line) + 1
    text = "\n".join(lines)
    digest = hashlib.sha256(text.encode()).hexdigest()
    title = f"{event[0].who} in {event[0].place}"
    part = Part(0, 0, len(text), title, publisher, day)
    return Document(path, digest, text, title, publisher, (part,), day), facts


def _sentence(told: _Told, at: int, path: str, publisher: str) -> tuple[str, list[Fact]]:
    said = " ".join(told.words)
    ending = {
        "quantity": f"reached {told.value} tonnes",
        "date": f"on {told.day}",
        "quote": f"“{said} {told.words[0]}”",
        "relation": f"met {told.other}",
    }[told.kind]
    clause = "says" if told.kind == "quote" else said
    line = f"{told.who} of {told.place} {clause} {ending}."
    sentence = Span(at, at + len(line))

    def where(text: str) -> dict[str, Any]:
        start = at + line.rindex(text)
        return {
            "doc": path,
            "part": 0,
            "source": publisher,
            "start": start,
            "end": start + len(text),
            "text": text,
            "sentence": sentence,
        }

    def entity(name: str, kind: str) -> Entity:
        return Entity(**where(name), name=name, type=kind)  # type: ignore[arg-type]

    facts: list[Fact] = [entity(told.who, "person"), entity(told.place, "place")]
    day = Period(told.day, told.day)
    if told.kind == "quantity":
        facts.append(
            Quantity(
                **where(str(told.value)),
                value=float(told.value),
                unit="tonne",
                measure=told.words[0],
                parties=(told.place,),
                period=Period(f"{told.day[:4]}-01-01", f"{told.day[:4]}-12-31"),
                step=1.0,
                terms=told.words,
            )
        )
    elif told.kind == "date":
        facts.append(
            Date(
                **where(told.day),
                type="DATE",
                value=told.day,
                period=day,
                event=told.words[0],
                terms=told.words,
            )
        )
    elif told.kind == "quote":
        span = Span(at + line.index("“") + 1, at + len(line) - 2)
        facts.append(
            Quote(
                **where(ending),
                content=(span,),
                directness="direct",
                speaker=told.who,
                holder=told.who,
                terms=told.words,
            )
        )
    else:
        facts.append(entity(told.other, "person"))
    facts.append(
        Relation(
            **where(line[:-1]),
            subject=told.who,
            predicate=told.words[1],
            objects=(told.other,),
            subject_entity=told.who,
            verb=told.words[1],
            terms=told.words,
        )
    )
    return line, sorted(facts, key=lambda fact: (fact.start, fact.end))
