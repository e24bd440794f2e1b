"""How much text is parsed at once, and held parsed: what bounds the memory that a document can take, whatever is in it.

The language model needs 17 kB a word while it parses and 2 kB afterwards. Words are counted, not characters: of
“a a a” there are three times as many a kilobyte as of English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from search_index.models import Document, Part, Span

MOST_WORDS = 25_000
"""Words parsed at once, about 420 MB; as many as 130,000 characters of English."""
# Characters parsed at once; spaCy itself refuses a million.
_STRETCH = 100_000
# Words held parsed, some 200 MB: who is who is known across as many of an article.
_HELD = 100_000
_WORD = re.compile(r"\w+|[^\w\s]")
# Where a stretch may end, best first. Offsets stay those of the document wherever that is.
_ENDS = (re.compile(r"\n"), re.compile(r"[.!?…][\"”’')\]]*\s"), re.compile(r"\s"))


class Piece(NamedTuple):
    """Stretches of one article that are read as one text; ``document`` is its document's place in the batch."""

    document: int
    part: Part
    stretches: tuple[Span, ...]


def count_words(text: str) -> int:
    """Words and signs: never half as many as the language model makes of it."""
    return sum(1 for _ in _WORD.finditer(text))


def lots(documents: Sequence[Document]) -> Iterator[list[Piece]]:
    """All articles in pieces, in lots of which only one is held parsed at a time: as a rule one of all."""
    lot: list[Piece] = []
    held = 0
    for number, document in enumerate(documents):
        for part in document.parts:
            stretches: list[Span] = []
            for stretch in stretches_of(document, part):
                words = count_words(document.text[stretch.start : stretch.end])
                if held and held + words > _HELD:
                    yield _with(lot, number, part, stretches)
                    lot, stretches, held = [], [], 0
                stretches.append(stretch)
                held += words
            lot = _with(lot, number, part, stretches)
    yield lot


def _with(lot: list[Piece], number: int, part: Part, stretches: Iterable[Span]) -> list[Piece]:
    piece = Piece(number, part, tuple(stretches))
    return [*lot, piece] if piece.stretches else lot


def stretches_of(document: Document, part: Part) -> Iterator[Span]:
    """The part without its furniture, cut where it is very long: at a paragraph's end, else a sentence's, else a word's."""
    at = part.start
    holes = [f for f in document.furniture if f.end > part.start and f.start < part.end]
    for hole in [*sorted(holes), Span(part.end, part.end)]:
        stop = min(max(hole.start, at), part.end)
        while (end := _end(document.text, at, stop)) < stop:
            if document.text[at:end].strip():
                yield Span(at, end)
            at = end
        if document.text[at:stop].strip():
            yield Span(at, stop)
        at = max(at, hole.end)


def _end(text: str, at: int, stop: int) -> int:
    """Where the stretch ends that begins at ``at``: ``stop``, or before it where that is too far."""
    furthest = min(stop, at + _STRETCH)
    beyond = next(islice(_WORD.finditer(text, at, furthest), MOST_WORDS, None), None)
    if beyond is not None:
        furthest = beyond.start()
    if furthest == stop:
        return stop
    middle = at + (furthest - at) // 2
    for ends in _ENDS:
        found = [match.end() for match in ends.finditer(text, middle, furthest)]
        if found:
            return found[-1]
    return furthest
