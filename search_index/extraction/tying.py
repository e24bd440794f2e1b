"""Who is meant: the names of one document tied into entities.

Within a document a short form belongs to the one longer name that contains it; where two could be
meant, the honorific decides, then the nearer one, and what stays uncertain stays under its own name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from search_index.extraction.cast import Cast, Person, sex_of_first_name, sex_of_title, surname
from search_index.extraction.geography import (
    country_by_capital,
    country_by_name,
    country_by_people,
)
from search_index.extraction.name_words import name_words
from search_index.extraction.naming import Name
from search_index.folding import fold
from search_index.models import EntityType

if TYPE_CHECKING:
    from spacy.tokens import Doc


def build_cast(
    parsed_parts: Sequence[Doc],
    aliases: Mapping[str, Sequence[str]],
    names: Sequence[Sequence[Name]],
) -> Cast:
    """Tie all names of a document's parts together. ``aliases`` (from corpus.yaml) win."""
    cast = Cast()
    counts: Counter[tuple[str, EntityType]] = Counter()
    for part in names:
        for name in part:
            counts[(name.text, name.type)] += 1
    _settle_types(cast, counts)
    _tie_countries(cast, counts)
    for parsed in parsed_parts:
        _tie_acronyms(cast, parsed, counts)
    _tie_persons(cast, counts, names)
    _tie_spellings(cast, counts)
    _tie_dotted(cast)
    for canonical, others in aliases.items():
        for other in (canonical, *others):
            cast.canonical[fold(other)] = canonical
            cast.types.setdefault(canonical, cast.types.get(other, "organisation"))
    for part in names:
        for name in part:
            if name.type == "person" or cast.types.get(name.text) == "person":
                _note_person(cast, name)
    return cast


def _settle_types(cast: Cast, counts: Counter[tuple[str, EntityType]]) -> None:
    """One type a name: the commonest reading of it in the document."""
    by_text: dict[str, Counter[EntityType]] = {}
    for (text, kind), count in counts.items():
        by_text.setdefault(text, Counter())[kind] += count
    for text, kinds in by_text.items():
        cast.types[text] = max(sorted(kinds), key=lambda k: kinds[k])
    alone = {fold(t) for t, k in cast.types.items() if k == "person" and " " not in t}
    for text in [t for t, k in cast.types.items() if k == "place" and 1 <= t.count(" ") <= 2]:
        # A name unheard of may be read as a town the first time, and as a person where the surname stands alone.
        if surname(text) in alone and text.split()[0] not in name_words().heads:
            cast.types[text] = "person"
    surnames = {surname(t) for t, k in cast.types.items() if k == "person" and " " in t}
    for text in [t for t in cast.types if fold(t) in surnames and " " not in t]:
        # The reader takes a bare surname for a company or a town; its bearer stands in the same text.
        if text not in country_by_name() and text not in country_by_capital():
            cast.types[text] = "person"


def _tie_countries(cast: Cast, counts: Counter[tuple[str, EntityType]]) -> None:
    for text, _ in counts:
        country = country_by_name().get(text) or country_by_people().get(text)
        if country is not None:
            cast.canonical[fold(text)] = country
            cast.types[country] = "place"
        elif text.isupper() and text.title() in {**country_by_capital(), **country_by_name()}:
            cast.canonical[fold(text)] = country_by_name().get(text.title(), text.title())
            cast.types[cast.canonical[fold(text)]] = "place"


_BRACKETED = re.compile(r"\(\s*(?:the\s+)?([A-Z][\w&.-]{1,11})\s*\)")


def spells(short: str, long: str) -> bool:
    """Whether ``short`` can be an acronym of ``long``: each of its letters stands in order in ``long``, read from the
    end, and the first begins the first word (Schwartz and Hearst, 2003). Of two letters both begin words."""
    letters = [c for c in short.lower() if c.isalnum()]
    text = long.lower()
    at = len(text)
    starts = 0
    for position, letter in enumerate(reversed(letters)):
        first = position == len(letters) - 1
        at -= 1
        while at >= 0 and not (
            text[at] == letter and (not first or at == 0 or not text[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return False
        starts += at == 0 or not text[at - 1].isalnum()
    return at == 0 and (len(letters) > 2 or starts == len(letters))


def _tie_acronyms(cast: Cast, parsed: Doc, counts: Counter[tuple[str, EntityType]]) -> None:
    """“Long Form (LF)”: the bracket right after a name that it spells."""
    text = parsed.text
    longs = sorted({t for t, _ in counts if " " in t or "-" in t}, key=lambda t: (-len(t), t))
    for match in _BRACKETED.finditer(text):
        short = match.group(1).strip(".")
        before = text[max(0, match.start() - 160) : match.start()].rstrip().rstrip("'\"")
        known = (name for name in longs if before.endswith(name) and spells(short, name))
        long = next(known, None) or _long_form_before(before, short)
        if long is not None:
            cast.canonical[fold(short)] = long
            cast.canonical[fold(long)] = long
            kind: EntityType = next((k for t, k in counts if t == long), "organisation")
            cast.types[long] = cast.types.get(long, kind if kind != "person" else "organisation")


def _long_form_before(before: str, short: str) -> str | None:
    """The fewest capitalised words right before a bracket that spell ``short``."""
    words = before.split()
    letters = sum(c.isalpha() for c in short)
    if not 2 <= letters <= 10 or not short.isupper():
        return None
    for size in range(2, min(letters + 5, 2 * letters, len(words)) + 1):
        phrase = " ".join(words[-size:])
        if phrase[0].isupper() and spells(short, phrase):
            return phrase
    return None


def _tie_persons(
    cast: Cast, counts: Counter[tuple[str, EntityType]], names: Sequence[Sequence[Name]]
) -> None:
    """Short forms to the full name that contains them, where just one does or one prevails."""
    people = {t: n for (t, k), n in counts.items() if cast.types.get(t) == "person"}
    full = {t for t in people if " " in t}
    for text in sorted(people, key=lambda t: (len(t.split()), t)):
        words = fold(text).split()
        longer = [
            other
            for other in full
            if len(other.split()) > len(words) and _contains(fold(other).split(), words)
        ]
        longest = [o for o in longer if not any(o != p and fold(o) in fold(p) for p in longer)]
        choice = _one_of(longest, people)
        if choice is not None:
            cast.canonical[fold(text)] = choice
    # Names that lead on to longer ones: follow to the end.
    for key, value in list(cast.canonical.items()):
        seen = {key}
        while (
            (after := cast.canonical.get(fold(value)))
            and after != value
            and fold(value) not in seen
        ):
            seen.add(fold(value))
            value = after
        cast.canonical[key] = value


def _contains(long: Sequence[str], short: Sequence[str]) -> bool:
    """Whether ``short`` stands in ``long`` in order: “Mohd Faiz” in “Mohd Faiz Abdullah”."""
    at = 0
    for word in long:
        if at < len(short) and word == short[at]:
            at += 1
    return at == len(short)


def _one_of(candidates: Sequence[str], people: Mapping[str, int]) -> str | None:
    """The only candidate, or the one named at least three times as often as any other."""
    if len(candidates) == 1:
        return candidates[0]
    ranked = sorted(candidates, key=lambda c: (-people[c], c))
    if len(ranked) > 1 and people[ranked[0]] >= 3 * people[ranked[1]]:
        return ranked[0]
    return None


def _tie_spellings(cast: Cast, counts: Counter[tuple[str, EntityType]]) -> None:
    """Spellings that differ by case or accent only: the one with more accents, then the commoner."""
    groups: dict[str, list[tuple[str, int]]] = {}
    for (text, _), count in counts.items():
        groups.setdefault(fold(text), []).append((text, count))
    for key, spellings in groups.items():
        if key not in cast.canonical and len(spellings) > 1:
            best = max(
                spellings, key=lambda s: (not s[0].isupper(), not s[0].isascii(), s[1], s[0])
            )
            cast.canonical[key] = best[0]


_DOTTED = re.compile(r"(?:[A-Z]\.){2,6}")


def _tie_dotted(cast: Cast) -> None:
    """“U.N.” is written for “UN”."""
    for text in [t for t in cast.types if _DOTTED.fullmatch(t)]:
        plain = text.replace(".", "")
        name = cast.canonical.get(fold(plain), plain)
        if cast.canonical.setdefault(fold(text), name) == name:
            cast.types.setdefault(name, cast.types[text])


def _note_person(cast: Cast, name: Name) -> None:
    canonical, _ = cast.resolve(name)
    person = cast.persons.setdefault(canonical, Person(canonical))
    # “The judge” is “Judge Ruiz”.
    person.offices |= {name.title or "", (name.honorific or "").lower()} & name_words().offices
    person.sex = (
        person.sex or sex_of_title(name.honorific, name.title) or sex_of_first_name(canonical)
    )
