"""Who holds which office, however it is put: “this year's chair, Ruritania”, “serves as chair of the union”,
“Ruritania's chairmanship”.

Sources state it in passing, in noun phrases that share no verb; here each becomes a relation “X is chair”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from search_index.folding import fold
from search_index.models import Document, Entity, Relation, Span

RULE = "office"
"""The rule of the relations made here, by which they are told from what a document states in a clause."""

# Office -> the words that name who holds it, or the holding.
_OFFICES: Final[Mapping[str, str]] = {
    "chair": "chair chairman chairwoman chairperson chairmanship",
    "president": "president presidency",
    "minister": "minister premier premiership",
    "secretary": "secretary",
    "governor": "governor governorship",
    "mayor": "mayor mayoralty",
    "lawmaker": "senator congressman congresswoman lawmaker legislator deputy",
    "judge": "judge justice magistrate",
    "lawyer": "lawyer attorney barrister solicitor prosecutor counsel",
    "director": "director",
    "head": "head chief leader leadership",
    "whip": "whip",
    "speaker": "speaker",
    "spokesman": "spokesman spokeswoman spokesperson",
    "ambassador": "ambassador envoy",
    "commissioner": "commissioner",
    "monarch": "king queen emperor empress sultan",
    "commander": "commander",
    "founder": "founder co-founder cofounder",
    "owner": "owner",
    "candidate": "candidate contender",
    "nominee": "nominee",
    "professor": "professor",
    "coach": "coach",
    "captain": "captain captaincy",
    "champion": "champion winner",
    "editor": "editor",
    "author": "author",
    "manager": "manager",
    "treasurer": "treasurer",
    "host": "host",
    "bishop": "bishop archbishop pope papacy",
}
OFFICE_OF: Final = {word: office for office, words in _OFFICES.items() for word in words.split()}
"""Word for an office, or for the holding of it -> the office."""
_HEADS = "|".join(sorted(OFFICE_OF, key=len, reverse=True))
_HOLDING = "|".join(w for w in OFFICE_OF if w.endswith(("ship", "cy", "alty")))
_OWN = r"(?:the|an?|its|their|his|her|our|this|one\s+of\s+the|[\w.-]+['’]s)"
# What may stand before the word for an office: “the man who met the president” is no president.
_KIND = (
    r"(?:(?!(?:of|for|to|who|whom|whose|that|which|when|in|on|at|with|by|from|as|and|or|than|not|no)\b)"
    r"[\w.’'-]+\s+){0,5}?"
)
# A phrase without commas that names an office: “the federal judge overseeing the case”.
_PHRASE = rf"(?P<office>{_KIND}\b(?:{_HEADS})\b(?-i:(?!\s+[A-Z][a-z]))[^,;:.()—–]{{0,60}}?)"

_BEFORE = re.compile(rf"(?i)(?:^|[\s(“\"])(?P<all>{_OWN}\s{_PHRASE}),\s+(?:the\s+)?$")
_AFTER = (
    re.compile(rf"(?i)^(?:\s\([^)]*\))?,\s+(?P<all>{_OWN}\s{_PHRASE})(?=[,;:.()—–]|$)"),
    re.compile(
        rf"(?i)^,\s+(?P<all>(?P<office>(?:{_HEADS})\s(?:of|for|at)\s[^,;:.()—–]{{2,60}}))(?=[,;:.]|$)"
    ),
    re.compile(
        r"(?i)^['’]s?\s+(?:capacity|role|position|post|job|term|tenure|time)\s+as\s+"
        rf"(?P<all>(?P<office>{_KIND}\b(?:{_HEADS}))\b)"
    ),
)
# “Obama's presidency” and “President Obama” say it in passing.
_HELD = re.compile(rf"(?i)^['’]s?\s+(?P<all>(?P<office>(?:[\w-]+\s){{0,2}}(?:{_HOLDING})))\b")
_TITLE = re.compile(rf"(?P<all>(?P<office>(?:[A-Z][\w.’'-]*\s){{0,4}}(?i:{_HEADS})))\s$")
_IN_OBJECT = re.compile(rf"(?i)^(?:as\s)?(?P<office>{_KIND}\b(?:{_HEADS})\b.{{0,60}})")
_FURTHEST = 160  # characters from a name to the end of what belongs to it
_LONGEST_OFFICE = max(map(len, OFFICE_OF)) + 2
_OPENS = frozenset(",'’ ")
_VERBS = frozenset({"be", "serve", "act", "become", "remain", "work"})
_TYPES = ("person", "organisation", "place")


def offices_of(document: Document, facts: Sequence[object]) -> list[Relation]:
    """One relation for each office that the document says somebody holds, in reading order.

    ``terms`` are the office, then what kind of it: (“chair”, “union”). ``certainty`` and the rest are as the text has
    them; what is said in passing, as a title is, has the predicate “as”, all else “is”.
    """
    found: dict[tuple[int, int], Relation] = {}
    for fact in facts:
        for one in _of_fact(document.text, fact):
            found.setdefault((one.start, one.end), one)
    return [found[key] for key in sorted(found)]


def _of_fact(text: str, fact: object) -> Iterator[Relation]:
    if isinstance(fact, Relation) and fact.subject_entity and fact.verb in _VERBS:
        named = _IN_OBJECT.match(fact.objects[0]) if fact.objects else None
        stated = fact.certainty == "asserted" and not fact.predicate.startswith("to ")
        if named is not None and stated and fact.polarity == "positive":
            yield from _relation(
                text, fact, fact.subject_entity, fact.start, fact.end, named["office"]
            )
    if not isinstance(fact, Entity) or fact.type not in _TYPES:
        return
    after = text[fact.end : min(fact.sentence.end, fact.end + _FURTHEST)]
    # Most names have none of it beside them, and asking first is cheaper than trying every pattern.
    for pattern in (*_AFTER, _HELD) if after[:1] in _OPENS else ():
        match = pattern.match(after)
        if match is not None:
            end, said = fact.end + match.end("all"), "as" if pattern is _HELD else "is"
            yield from _relation(text, fact, fact.name, fact.start, end, match["office"], said)
    first = max(fact.sentence.start, fact.start - _FURTHEST)
    before = text[first : fact.start]
    word = before[-_LONGEST_OFFICE:].rpartition(" ")[0].rpartition(" ")[2].lower()
    for pattern, said in ((_BEFORE, "is"), (_TITLE, "as")):
        if word not in OFFICE_OF if pattern is _TITLE else "," not in before[-6:]:
            continue
        match = pattern.search(before)
        if match is not None:
            start = first + match.start("all")
            whole = match["all"]
            yield from _relation(text, fact, fact.name, start, fact.end, whole, said)


def _relation(
    text: str,
    fact: Entity | Relation,
    name: str,
    start: int,
    end: int,
    office: str,
    predicate: str = "is",
) -> Iterator[Relation]:
    terms = _terms(office)
    if not terms:
        return
    yield Relation(
        doc=fact.doc,
        part=fact.part,
        source=fact.source,
        start=start,
        end=end,
        text=text[start:end],
        sentence=Span(min(fact.sentence.start, start), max(fact.sentence.end, end)),
        holder=fact.holder,
        certainty=fact.certainty,
        rule=RULE,
        terms=terms,
        subject=name,
        predicate=predicate,
        objects=(" ".join(office.split()),),
        subject_entity=name,
        verb="be",
    )


PASSED_OVER: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "in",
        "at",
        "on",
        "by",
        "to",
        "and",
        "or",
        "its",
        "their",
        "his",
        "her",
        "our",
        "this",
        "that",
        "one",
        "former",
        "then",
        "now",
        "current",
        "acting",
        "new",
        "late",
        "as",
        "from",
        "with",
        "who",
        "s",
        "year",
        "today",
        "last",
        "next",
        "outgoing",
        "incoming",
        "longtime",
    ]
)
"""Words that tell nothing of which office it is."""


# “A Justice Department lawyer” is no justice.
_NAMED_FOR_IT = frozenset(
    [
        "department",
        "ministry",
        "office",
        "committee",
        "commission",
        "council",
        "court",
        "league",
        "system",
        "trophy",
    ]
)


def _terms(office: str) -> tuple[str, ...]:
    """The office that a phrase names first, and the words that tell which: “foreign minister” is not “prime minister”."""
    words = fold(office).split()
    at = next(
        (
            n
            for n, word in enumerate(words)
            if word in OFFICE_OF and not _NAMED_FOR_IT & set(words[n + 1 : n + 2])
        ),
        None,
    )
    if at is None:
        return ()
    # What stands before the word and after “of” tells which; the rest of a long phrase tells of other things.
    kind = words[max(0, at - 2) : at]
    if words[at + 1 : at + 2] in (["of"], ["for"]):
        kind += words[at + 2 : at + 5]
    if words[at] in ("premier", "premiership"):
        kind.append("prime")
    telling = [w for w in kind if w not in PASSED_OVER and not w.isdigit() and len(w) > 1]
    return (OFFICE_OF[words[at]], *dict.fromkeys(telling))
