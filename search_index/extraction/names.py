"""Names as they stand in the text: where each begins and ends, and what kind of thing it names.

The statistical reader's entities are the start; runs of capitalised words mend their edges (“High-Level
Strategic Cooperation Council” is one name, “Datuk Seri” is none) and word lists settle their type.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search_index.extraction import wordlists
from search_index.extraction.geography import country_by_name, country_by_people
from search_index.folding import fold
from search_index.models import EntityType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

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
_NUMERIC = {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"}
_INSIDE = {
    "of",
    "for",
    "and",
    "&",
    "the",
    "de",
    "la",
    "del",
    "von",
    "van",
    "bin",
    "binti",
    "al",
    "-",
    "on",
}
_PERSON_PARTICLES = {
    "de",
    "la",
    "del",
    "von",
    "van",
    "bin",
    "binti",
    "al",
    "-",
    "der",
    "den",
    "da",
    "dos",
    "el",
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


@dataclass(frozen=True, slots=True)
class NameWords:
    """words/names.yaml as sets."""

    honorifics: frozenset[str]
    offices: frozenset[str]
    heads: dict[str, EntityType]
    never: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]


@functools.cache
def name_words() -> NameWords:
    """The word lists, read once a process."""
    data = wordlists.words("names")
    heads: dict[str, EntityType] = {}
    kinds: tuple[EntityType, ...] = ("work", "event", "place", "organisation")
    for kind in kinds:
        heads.update(dict.fromkeys(data[kind], kind))
    return NameWords(
        honorifics=frozenset(data["honorifics"]),
        offices=frozenset(data["offices"]),
        heads=heads,
        never=frozenset(data["never"]),
        male=frozenset(data["male"]),
        female=frozenset(data["female"]),
    )


def find_names(parsed: Doc) -> list[Name]:
    """All names of ``parsed`` in reading order, none overlapping another."""
    spans: dict[int, tuple[int, str | None]] = {}
    shouting = _shouting_sentences(parsed)
    for ent in parsed.ents:
        if ent.label_ not in _NUMERIC and ent.text.strip() and not _is_plain_plural(ent):
            end = _before_amount(parsed, ent.start, ent.end)
            if end > ent.start:
                spans[ent.start] = (end, ent.label_)
    for first, last in _capital_runs(parsed, shouting):
        _merge_run(parsed, spans, first, last)
    names: list[Name] = []
    taken = -1
    for first in sorted(spans):
        last, label = spans[first]
        if first < taken:
            continue
        name = _finish(parsed, first, last, label)
        if name is not None:
            names.append(name)
            taken = name.last
    return _trim_headlines(parsed, names, shouting)


_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART"})


def _is_plain_plural(found: TokenSpan) -> bool:
    """Whether it is one common noun with a capital for the sentence's sake: “Schools will reopen”."""
    word = found[0]
    return bool(
        len(found) == 1
        and word.is_sent_start
        and word.tag_ == "NNS"
        and word.text.endswith("s")
        and found.label_ in _NAMED
        and word.text not in country_by_name()
        and not any(t.text == word.text and not t.is_sent_start for t in found.doc)
    )


_PERCENT = ("%", "percent", "per", "pct")
_MONEY = re.compile(r"[A-Z]{3}\d*|\D?[$€£¥₹₽₺]\d*")


def _before_amount(parsed: Doc, first: int, last: int) -> int:
    """Where a name ends that was read on into an amount: “Ms Ruiz 44.9 percent”, “EUR 2bn”."""
    for token in parsed[first:last]:
        if not token.text[0].isdigit():
            continue
        behind = parsed[token.i + 1].lower_ if token.i + 1 < len(parsed) else ""
        if behind in _PERCENT:
            return int(token.i)
        if token.i > first and _MONEY.fullmatch(parsed[token.i - 1].text):
            return int(token.i) - 1
    return last


def _trim_headlines(parsed: Doc, names: list[Name], shouting: set[int]) -> list[Name]:
    """Names in headlines cut to what the running text names: in “Smith Enters Race” only Smith is one.

    A headline's name that the text never has is kept where it is a country or the text names nobody.
    """
    starts = _sentence_starts(parsed)
    loud = {n.first for n in names if starts[n.first] in shouting}
    known = {word for n in names if n.first not in loud for word in fold(n.text).split()}
    if not loud or not known:
        return names
    kept = []
    for name in names:
        if name.first in loud:
            first, last = name.first, name.last
            while last > first and fold(parsed[last - 1].text) not in known:
                last -= 1
            while first < last and fold(parsed[first].text) not in known:
                first += 1
            if first >= last and name.type != "place":
                continue
            if first < last and (first, last) != (name.first, name.last):
                text = parsed[first:last].text.removesuffix("'s")
                name = replace(name, first=first, last=last, text=text)
        kept.append(name)
    return kept


def _sentence_starts(parsed: Doc) -> list[int]:
    """For each token where its sentence begins; ``token.sent`` looks through the sentence each time."""
    return [sent.start for sent in parsed.sents for _ in range(sent.start, sent.end)]


def _shouting_sentences(parsed: Doc) -> set[int]:
    """Starts of sentences in title case or capitals, where a capital tells nothing."""
    shouting = set()
    for sent in parsed.sents:
        words = [t for t in sent if t.is_alpha and len(t) > 3]
        lower = sum(t.text[0].islower() for t in words)
        # “establishing the … High-Level Strategic Cooperation Council” is prose for its one verb.
        # Headlines capitalise their verbs: “Rosa Lind met Omar Bey” is none for all its capitals.
        told = any(
            t.text[0].islower() and t.tag_ in ("VBD", "VBZ", "VBP") and t.pos_ == "VERB"
            for t in sent
        )
        if len(words) >= 4 and lower <= len(words) // 10 and not told:
            shouting.add(sent.start)
    return shouting


def _is_capital(token: Token) -> bool:
    text = token.text
    if not text[:1].isupper() or text in name_words().never:
        return False
    if token.ent_type_ in _NUMERIC:
        return False
    # A lone capital at a sentence start is a name only where the tagger says so.
    if not token.is_sent_start or token.pos_ == "PROPN":
        return True
    plural = token.tag_ == "NNS" and token.text.endswith("s") and token.ent_type_ in _NAMED
    return token.ent_type_ != "" and not plural


def _capital_runs(parsed: Doc, shouting: set[int]) -> list[tuple[int, int]]:
    """Runs of capitalised words, joined by “of”, “for”, “and” … inside, outside of headlines."""
    runs: list[tuple[int, int]] = []
    starts = _sentence_starts(parsed)
    i, n = 0, len(parsed)
    while i < n:
        token = parsed[i]
        if not _is_capital(token) or starts[i] in shouting:
            i += 1
            continue
        last = i + 1
        while last < n and not parsed[last].is_sent_start:
            if _is_capital(parsed[last]) or (
                parsed[last].text == "-" and last + 1 < n and parsed[last + 1].text[:1].isupper()
            ):
                last += 1
            elif parsed[last].lower_ in ("of", "for", "&") and last + 1 < n:
                skip = last + 1 + (parsed[last + 1].lower_ == "the")
                if skip < n and _is_capital(parsed[skip]) and _heads_a_body(parsed, i, last):
                    last = skip + 1
                else:
                    break
            elif parsed[last].lower_ == "and" and _joins(parsed, i, last):
                last += 2
            else:
                break
        runs.append((i, last))
        i = last
    return runs


def _heads_a_body(parsed: Doc, first: int, last: int) -> bool:
    """Whether the run so far ends in a word that takes “of …” into its name (Ministry, Bank)."""
    word = parsed[last - 1].text
    return word in name_words().heads or word in ("Secretary", "Republic", "Institute", "Bank")


def _joins(parsed: Doc, first: int, at: int) -> bool:
    """Whether “and” at ``at`` stands inside one name: “Ministry of Agriculture and Food Security”."""
    if at + 1 >= len(parsed) or not _is_capital(parsed[at + 1]):
        return False
    so_far = [parsed[k].lower_ for k in range(first, at)]
    if "of" in so_far or "for" in so_far:
        follows = parsed[at + 1]
        return follows.text not in country_by_name() and follows.ent_type_ != "PERSON"
    return False


def _merge_run(
    parsed: Doc, spans: dict[int, tuple[int, str | None]], first: int, last: int
) -> None:
    """Let the run replace the entities inside it where it is the better name."""
    heads = name_words().heads
    while last > first and parsed[last - 1].text in ("-", "'s"):
        last -= 1
    inside = [(s, e, label) for s, (e, label) in spans.items() if s < last and e > first]
    # An acronym right after its long form is a name of its own: “… Corporation ABCD”.
    if last - first >= 3 and parsed[last - 1].is_upper and parsed[last - 2].text in heads:
        last -= 1
    head = parsed[last - 1].text
    body = head in heads and last - first >= 2
    if not inside:
        token = parsed[first]
        single = last - first == 1
        if single and (token.pos_ != "PROPN" or (token.is_sent_start and not token.is_upper)):
            return
        if single and token.text in heads and not token.is_upper:
            return
        spans[first] = (last, "ORG" if body or parsed[first].is_upper else None)
        return
    if body:
        start = first
        # “Turkish officials of the Ministry …”: a people's name before “'s” is no part of the body.
        for s, e, label in inside:
            spans.pop(s, None)
            if e > last:
                spans[last] = (e, label)
        spans[start] = (last, None)


_COUNTED = re.compile(r"\d{1,3}(?:,\d{3})+")


def _finish(parsed: Doc, first: int, last: int, label: str | None) -> Name | None:
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
