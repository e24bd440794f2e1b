"""The mentions of a document's entities by name or demonym, each with the entity it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from search_index.extraction.analysis import Mention
from search_index.extraction.cast import Cast, surname
from search_index.extraction.geography import country_by_people
from search_index.extraction.naming import Name
from search_index.folding import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc


def name_mentions(parsed: Doc, cast: Cast, names: Sequence[Name]) -> list[Mention]:
    """The mentions by name or demonym in ``parsed``."""
    mentions = []
    taken: set[int] = set()
    for name in names:
        name = _whole(parsed, cast, name)
        canonical, kind = cast.resolve(name)
        people = country_by_people().get(name.text) is not None
        form = "demonym" if people else "name"
        mentions.append(Mention(name.first, name.last, canonical, kind, form))
        taken.update(range(name.first, name.last))
    mentions.extend(_surnames_alone(parsed, cast, taken))
    return mentions


def _whole(parsed: Doc, cast: Cast, name: Name) -> Name:
    """The name with the words before it that the acronym in brackets behind it spells as well."""
    if name.last + 1 >= len(parsed) or parsed[name.last].text != "(":
        return name
    long = cast.canonical.get(fold(parsed[name.last + 1].text), "")
    end = parsed[name.last - 1].idx + len(parsed[name.last - 1])
    if len(long) > len(name.text) and long.endswith(name.text) and end >= len(long):
        span = parsed.char_span(end - len(long), end)
        if span is not None and span.text == long:
            return replace(name, first=span.start, text=long)
    return name


def _surnames_alone(parsed: Doc, cast: Cast, taken: set[int]) -> list[Mention]:
    """Bare surnames the statistical reader missed, as at the start of a sentence."""
    surnames: dict[str, set[str]] = {}
    for person in cast.persons:
        if " " in person and len(surname(person)) > 2:
            surnames.setdefault(surname(person), set()).add(person)
    found = []
    for token in parsed:
        bearers = surnames.get(token.text.lower()) if token.text[:1].isupper() else None
        if bearers is None or token.i in taken or token.pos_ not in ("PROPN", "NOUN"):
            continue
        known = cast.canonical.get(fold(token.text))
        name = known or (next(iter(bearers)) if len(bearers) == 1 else token.text)
        found.append(Mention(token.i, token.i + 1, name, "person"))
    return found
