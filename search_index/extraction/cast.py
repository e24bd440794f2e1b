"""The entities of one document, each under one name, and what is known of the persons among them."""

from __future__ import annotations

from dataclasses import dataclass, field

from search_index.extraction.name_words import name_words
from search_index.extraction.naming import Name
from search_index.folding import fold
from search_index.models import EntityType

_MALE_HONORIFICS = {
    "Mr",
    "Mr.",
    "Sir",
    "Lord",
    "King",
    "Prince",
    "Herr",
    "Monsieur",
    "Señor",
    "Father",
    "Encik",
}
_FEMALE_HONORIFICS = {
    "Mrs",
    "Mrs.",
    "Ms",
    "Ms.",
    "Miss",
    "Dame",
    "Lady",
    "Queen",
    "Princess",
    "Frau",
    "Madame",
    "Señora",
    "Sister",
}
_FEMALE_OFFICES = {
    "chairwoman",
    "spokeswoman",
    "congresswoman",
    "councilwoman",
    "first lady",
    "actress",
    "queen",
    "princess",
    "empress",
}
_MALE_OFFICES = {
    "chairman",
    "spokesman",
    "congressman",
    "councilman",
    "king",
    "prince",
    "emperor",
    "actor",
    "sultan",
    "emir",
}


@dataclass(slots=True)
class Person:
    """What is known of a person so far: offices held and, where the text tells, the sex."""

    name: str
    offices: set[str] = field(default_factory=set)
    sex: str | None = None


@dataclass(slots=True)
class Cast:
    """The entities of one document: every name seen, its type, and the persons among them.

    ``canonical`` maps a folded form to the name it stands for. It is built over all parts of a document
    before mentions are resolved, so a short form finds a long one that only comes later.
    """

    canonical: dict[str, str] = field(default_factory=dict)
    types: dict[str, EntityType] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)

    def resolve(self, name: Name) -> tuple[str, EntityType]:
        """The canonical name and type for a name found in the text."""
        found = self.canonical.get(fold(name.text), name.text)
        if name.type == "person" and name.honorific and found == name.text:
            found = self._by_sex(name) or found
        return found, self.types.get(found, name.type)

    def _by_sex(self, name: Name) -> str | None:
        """“Mrs. Smith” where two Smiths are about: the one of that sex, if it is only one."""
        sex = sex_of_title(name.honorific, None)
        last = surname(name.text)
        fitting = [
            p.name
            for p in self.persons.values()
            if p.sex == sex and sex and surname(p.name) == last and " " in p.name
        ]
        return fitting[0] if len(fitting) == 1 else None


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})


def surname(name: str) -> str:
    """The last word of a folded name that is no suffix: “jackson” for “Jesse Jackson Jr.”."""
    words = fold(name).split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words[-1] if words else ""


def sex_of_title(honorific: str | None, office: str | None) -> str | None:
    """``m``, ``f`` or None, from the words before a name."""
    if honorific in _MALE_HONORIFICS or office in _MALE_OFFICES:
        return "m"
    if honorific in _FEMALE_HONORIFICS or office in _FEMALE_OFFICES:
        return "f"
    return None


def sex_of_first_name(name: str) -> str | None:
    """``m``, ``f`` or None, by the first of several words of a name."""
    words = name_words()
    first = name.split()[0]
    male, female = first in words.male, first in words.female
    return None if male == female or " " not in name else ("m" if male else "f")
