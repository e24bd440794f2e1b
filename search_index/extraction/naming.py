"""What a stretch of words names: its title and honorific taken off, its edges mended, its type settled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search_index.extraction.geography import country_by_name, country_by_people
from search_index.extraction.name_words import name_words
from search_index.models import EntityType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LABELS: dict[str, EntityType] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
    "WORK_OF_ART": "work",
    "LAW": "work",
    "PRODUCT": "work",
}

# Ranks that begin the names of companies and leagues as well.
_RANKS_IN_NAMES = frozenset(
    {"General", "Major", "Premier", "St.", "St", "Saint", "King", "Queen", "Prince", "Princess"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens [first, last); ``title`` holds the lower-case office before it, if any."""

    first: int
    last: int
    text: str
    type: EntityType
    title: str | None = None
    honorific: str | None = None


_COUNTED = re.compile(r"\d{1,3}(?:,\d{3})+")


def named(parsed: Doc, first: int, last: int, label: str | None) -> Name | None:
    """Trim quotes, articles, titles and possessives; settle the type; None if nothing is left."""
    words = name_words()
    while first < last and _is_no_name(parsed[first], last - first):
        first += 1
    while (
        last > first
        and (
            parsed[last - 1].text in ("'s", "'", "’s")
            # “OPEC+”, “U.S.”
            or (not parsed[last - 1].text[-1:].isalnum() and parsed[last - 1].text[-1:] not in ".+")
            or not any(c.isalnum() for c in parsed[last - 1].text)
        )
    ):
        last -= 1
    while last - first > 1 and _COUNTED.fullmatch(parsed[last - 1].text):
        # “It gave Lind 42,310 votes and Ruiz 38,898”: the model may have been misled by the number.
        last, label = last - 1, label if label == "PERSON" else None
    title = honorific = None
    body = first < last and (label == "ORG" or parsed[last - 1].text in words.heads)
    if not (body and parsed[first].text in _RANKS_IN_NAMES):
        first, title, honorific = _strip_titles(parsed, first, last)
    first = _strip_countries(parsed, first, last)
    if first >= last or not parsed[first].text[:1].isalnum() or parsed[first].text[:1].islower():
        return None
    text = parsed[first:last].text
    if text.endswith("'s"):
        text = text[:-2]
    if text in words.never or not any(c.isalpha() for c in text):
        return None
    if label == "PERSON" and last - first == 1 and is_plain_noun(parsed[first]):
        return None
    if "\n" in text:
        text = " ".join(text.split())
    kind = _kind(parsed, first, last, text, label, title, honorific)
    if kind is None:
        return None
    return Name(first, last, text, kind, title, honorific)


def is_plain_noun(token: Token) -> bool:
    """Whether a word has its capital for the sentence's sake: its first word, and a common noun to the tagger."""
    return bool(token.is_sent_start and token.tag_ in ("NN", "NNS") and token.text[1:].islower())


def _is_no_name(token: Token, left: int) -> bool:
    """Whether a name cannot begin here: an article, a mark, or a verb with a capital for the sentence's sake."""
    if token.lower_ in ("the", "a", "an") or not token.text[:1].isalnum():
        return True
    return bool(left > 1 and token.is_sent_start and token.pos_ in ("VERB", "AUX", "ADP", "SCONJ"))


def _strip_countries(parsed: Doc, first: int, last: int) -> int:
    """Where a common body's name begins after its two countries: “A–B Joint Council”."""
    known = country_by_name()
    at = first
    while at < last and (parsed[at].text in known or parsed[at].text in "-–—/"):
        at += 1
    pair = any(parsed[k].text in "-–—/" for k in range(first, at))
    return at if pair and at < last - 1 else first


def _strip_titles(parsed: Doc, first: int, last: int) -> tuple[int, str | None, str | None]:
    """Where the name begins after its titles; the office and the honorific, looking left as well."""
    words = name_words()
    honorific: str | None = None
    office: str | None = None
    moved = True
    while moved and first < last:
        moved = False
        for size in (3, 2, 1):
            if first + size > last:
                continue
            phrase = parsed[first : first + size].text
            if phrase in words.honorifics:
                honorific, first, moved = phrase, first + size, True
                break
            if phrase.lower() in words.offices and first + size < last:
                office, first, moved = phrase.lower(), first + size, True
                break
    left = first
    while office is None and left > 0 and parsed[left - 1].text.rstrip(".") and left > first - 6:
        previous = parsed[left - 1].text
        if previous in words.honorifics or previous in ("Seri", "Sri"):
            honorific = honorific or previous
            left -= 1
            continue
        break
    for size in (3, 2, 1):
        if office is None and left - size >= 0:
            phrase = parsed[left - size : left].text.lower()
            if phrase in words.offices:
                office = phrase
    return first, office, honorific


def _kind(
    parsed: Doc,
    first: int,
    last: int,
    text: str,
    label: str | None,
    office: str | None,
    honorific: str | None,
) -> EntityType | None:
    """What ``text`` names; None where it is no name after all."""
    words = name_words()
    if text in country_by_name():
        return "place"
    if text in country_by_people():
        return "group"
    head = parsed[last - 1].text
    # An honorific tells more than the model's guess; an office may belong to a name (“Prime Minister's Questions”).
    spoken_to = honorific or (office and label in (None, "PERSON", "ORG", "GPE", "NORP"))
    if spoken_to and head not in words.heads:
        return "person"
    if last - first >= 2 and head in words.heads:
        return words.heads[head]
    if (
        last - first >= 2
        and words.heads.get(parsed[first].text) == "organisation"
        and any(t.lower_ == "of" for t in parsed[first:last])
    ):
        return "organisation"
    if label is not None:
        return _LABELS.get(label)
    if parsed[first:last].text.isupper() and last - first == 1:
        return "organisation"
    tokens = [parsed[k] for k in range(first, last)]
    if tokens[0].text in words.male | words.female and len(tokens) in (2, 3):
        return "person"
    return None if len(tokens) == 1 else "organisation"
