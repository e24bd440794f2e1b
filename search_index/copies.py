"""Articles that are one text under several names: exact copies, reprints, agency texts with a line changed.

Found by sketches: of the hashes of all five words in a row, the smallest ones. Two texts that share most of
their words share most of these, so that candidates cost about linear time; each is checked word by word.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from search_index.models import Document, Hit

Place = tuple[str, int]
"""An article: the path of its document and the number of its part."""

_SHINGLE = 5
_KEPT = 48
# A note of fewer words may be a formula that many use.
_FEWEST_WORDS = 30
# Enough to tell any two articles apart; more of a book would only cost time.
_MOST_WORDS = 20_000
# Of 48 hashes, texts that share four fifths of the shorter one's words share 12 and more, but for one in a thousand.
_CANDIDATE = 12
_SHARE = 0.8
_LENGTH = 0.7
# A hash in more articles than this is a formula (a disclaimer, a line about cookies).
_COMMON = 200
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sketched:
    """An article as it is compared: its sketch, and its date, by which the first of several is told."""

    place: Place
    published: str | None
    sketch: tuple[int, ...]


def sketches(document: Document) -> list[tuple[int, list[int]]]:
    """By part: the sketch of its text; parts of a few words have none."""
    found = []
    for part in document.parts:
        words = _words(document.text[part.start : part.end])
        if len(words) >= _FEWEST_WORDS:
            found.append((part.number, sorted(_shingles(words))[:_KEPT]))
    return found


def _words(text: str) -> list[str]:
    return [found[0].casefold() for found in islice(_WORD.finditer(text), _MOST_WORDS)]


def _shingles(words: Sequence[str]) -> set[int]:
    written = [word.encode("utf-8", "replace") for word in words]
    row = b" ".join(written)
    # One behind each word: where the next begins.
    ends = list(accumulate((len(word) + 1 for word in written), initial=0))
    last = max(1, len(words) - _SHINGLE + 1)
    stops = ends[_SHINGLE:] or ends[-1:]
    return {zlib.crc32(row[a : b - 1]) for a, b in zip(ends[:last], stops, strict=True)}


class Since(NamedTuple):
    """What has changed since copies were ``found``: documents that came or changed, those that changed or went, and how
    many articles these had then."""

    found: Mapping[Place, Place]
    came: Collection[str]
    left: Collection[str]
    articles: int


def find_copies(
    articles: Iterable[Sketched], text_of: Callable[[Place], str], since: Since | None = None
) -> dict[Place, Place]:
    """Each copy with its original: the earliest dated of those that are one text, else the first by path.

    What was found before is taken over where nothing ``since`` touched it, which gives the same in a twentieth of the time.
    """
    known = {article.place: article for article in articles}
    new, kept = set(known), dict[Place, Place]()
    often = Counter(value for article in known.values() for value in article.sketch)
    if since is not None:
        kept, touched = _apart(since)
        new = {place for place in known if place[0] in since.came or place in touched}
        new |= _no_longer_common(known, often, since.articles)
    having = _having(known, often, new)
    if since is not None and _became_common(having, new):
        new, kept = set(known), {}
        having = _having(known, often, new)
    shared: Counter[tuple[Place, Place]] = Counter()
    for places in having.values():
        if 1 < len(places) <= _COMMON:
            for i, one in enumerate(places):
                others = places[i + 1 :]
                shared.update((one, other) for other in others if one in new or other in new)
    checked: dict[Place, set[int]] = {}

    def shingles(place: Place) -> set[int]:
        if place not in checked:
            checked[place] = _shingles(_words(text_of(place)))
        return checked[place]

    first = {place: place for place in known} | kept

    def root(place: Place) -> Place:
        while first[place] != place:
            first[place] = first[first[place]]
            place = first[place]
        return place

    def age(place: Place) -> tuple[bool, str, Place]:
        published = known[place].published
        return (published is None, published or "", place)

    # Few of the pairs share enough; only those are put in order.
    enough = (
        (one, other)
        for (one, other), count in shared.items()
        if count >= min(_CANDIDATE, len(known[one].sketch))
    )
    for one, other in sorted(enough):
        if root(one) == root(other):
            continue
        both = shingles(one), shingles(other)
        shorter, longer = sorted(map(len, both))
        # An article that carries another in full among much else is no copy of it.
        if shorter >= _LENGTH * longer and len(both[0] & both[1]) >= _SHARE * shorter:
            older, newer = sorted((root(one), root(other)), key=age)
            first[newer] = older
    return {place: root(place) for place in known if root(place) != place}


def _apart(since: Since) -> tuple[dict[Place, Place], set[Place]]:
    """The copies found before in groups that nobody left, and all articles of those that somebody did."""
    left = set(since.left)
    groups = grouped(since.found)
    broken = {of for of, places in groups.items() if any(path in left for path, _ in places)}
    kept = {copy: of for copy, of in since.found.items() if of not in broken}
    return kept, {place for of in broken for place in groups[of]}


def _no_longer_common(
    known: Mapping[Place, Sketched], often: Mapping[int, int], left: int
) -> set[Place]:
    """The articles with a hash that may have been a formula before so many ``left``, and tells copies now."""
    told = {value for value, count in often.items() if _COMMON - left < count <= _COMMON}
    return {place for place in known if told and not told.isdisjoint(known[place].sketch)}


def _having(
    known: Mapping[Place, Sketched], often: Mapping[int, int], new: set[Place]
) -> dict[int, list[Place]]:
    """By hash of the ``new`` articles that others have as well: all articles that have it, in order."""
    wanted = {value for place in new for value in known[place].sketch if often[value] > 1}
    # Most hashes are of one article. A list for each of them would be a million objects to collect.
    having: dict[int, list[Place]] = {value: [] for value in wanted}
    for place in sorted(known):
        for value in wanted.intersection(known[place].sketch):
            having[value].append(place)
    return having


def _became_common(having: Mapping[int, Sequence[Place]], new: set[Place]) -> bool:
    """Whether a hash that told copies has become a formula: then it may have told others, too."""
    return any(
        len(places) > _COMMON and len(places) - sum(place in new for place in places) <= _COMMON
        for places in having.values()
    )


def shown_once(hits: Iterable[Hit], copies: Mapping[Place, Place]) -> Iterator[Hit]:
    """Hits in order; of articles that are copies of each other the best alone, with the others' documents."""
    groups = grouped(copies)
    seen: set[Place] = set()
    for hit in hits:
        place = (hit.doc, hit.part)
        original = copies.get(place, place)
        if original in seen:
            continue
        if original in groups:
            seen.add(original)
            others = {doc for doc, _ in groups[original]} - {hit.doc}
            hit = replace(hit, copies=tuple(sorted(others)))
        yield hit


def copies_of(doc: str, copies: Mapping[Place, Place]) -> tuple[str, ...]:
    """The other documents that carry an article of ``doc``, in path order."""
    groups = [g for g in grouped(copies).values() if any(path == doc for path, _ in g)]
    return tuple(sorted({path for group in groups for path, _ in group} - {doc}))


def grouped(copies: Mapping[Place, Place]) -> dict[Place, tuple[Place, ...]]:
    """By original: it and its copies, in order."""
    groups: dict[Place, list[Place]] = {}
    for copy, original in sorted(copies.items()):
        groups.setdefault(original, [original]).append(copy)
    return {original: tuple(sorted(places)) for original, places in groups.items()}
