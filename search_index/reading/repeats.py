"""Passages that a document says again, so that what stands in them is counted once.

Linear in the text: eight words at a time are looked up by hash, and a hit is followed word by word.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable

from search_index.models import Repeat, Span

# Eight words in a row are hardly ever chance, but may be a long name; a passage of fewer than twelve
# counts only where it is a whole sentence in one of its two places.
_SHORTEST = 8
_CERTAIN = 12
# About 6 MB of text; beyond that the hashes would need more than half a gigabyte.
_MOST_WORDS = 1_000_000
# Of a longer text it would take much memory; and hardly one says nothing again.
_QUICKLY_TOLD = 200_000
# Words, and the signs that change what a number says; quotes, dashes and blanks make no difference.
_TOKEN = re.compile(r"\w+|[$¢£¤¥%‰\u20a0-\u20c0]")
_BREAK = re.compile(r"[.!?:\n]")


def find_repeats(text: str, leave_out: Iterable[Span] = ()) -> tuple[Repeat, ...]:
    """What is said again in ``text``, in reading order; spans run from word to word.

    Upper and lower case count as the same. ``leave_out`` (page furniture) neither repeats nor is repeated,
    and no passage runs across it.
    """
    if _says_nothing_again(text):
        return ()
    starts, ends, words = _tokens(text, sorted(leave_out))
    if len(words) < 2 * _SHORTEST:
        return ()
    first_at: dict[int, int] = {}
    repeats: list[Repeat] = []
    hashes = [
        hash(tuple(words[i : i + _SHORTEST])) for i in range(max(0, len(words) - _SHORTEST + 1))
    ]
    at = registered = 0
    while at < len(hashes):
        # Only passages that end before this one can be its first; later ones wait.
        while registered <= at - _SHORTEST:
            first_at.setdefault(hashes[registered], registered)
            registered += 1
        first = first_at.get(hashes[at])
        length = 0 if first is None else _common(words, first, at)
        if first is not None and length >= _SHORTEST:
            here, there = (Span(starts[i], ends[i + length - 1]) for i in (at, first))
            if length >= _CERTAIN or _whole(text, here) or _whole(text, there):
                repeats.append(Repeat(here, there))
            at += length
        else:
            at += 1
    return tuple(repeats)


def _says_nothing_again(text: str) -> bool:
    """Whether no eight words in a row come twice, which is so for most: told in a fifth of the time.

    Words in lower case may be cut finer here than in `_tokens`, and nothing is left out: what comes twice there does here.
    """
    if len(text) > _QUICKLY_TOLD:
        return False
    words = _TOKEN.findall(text.casefold())
    rows = list(zip(*(words[i:] for i in range(_SHORTEST)), strict=False))
    return len(set(rows)) == len(rows)


def _tokens(text: str, leave_out: list[Span]) -> tuple[array[int], array[int], array[int]]:
    """Starts, ends and numbers of the words; each gap left out is one word like no other."""
    starts, ends, words = array("q"), array("q"), array("q")
    numbers: dict[str, int] = {}
    skipped = 0
    for found in _TOKEN.finditer(text):
        while skipped < len(leave_out) and leave_out[skipped].end <= found.start():
            skipped += 1
            starts.append(found.start())
            ends.append(found.start())
            words.append(-skipped)
        if skipped < len(leave_out) and leave_out[skipped].start < found.end():
            continue
        starts.append(found.start())
        ends.append(found.end())
        words.append(numbers.setdefault(found[0].casefold(), len(numbers)))
        if len(words) >= _MOST_WORDS:
            break
    return starts, ends, words


def _common(words: array[int], first: int, at: int) -> int:
    """How many words from ``first`` and from ``at`` are the same, without running into each other."""
    length = 0
    most = min(at - first, len(words) - at)
    while length < most and words[first + length] == words[at + length]:
        length += 1
    return length


def _whole(text: str, span: Span) -> bool:
    """Whether ``span`` is a whole sentence or line."""
    before = text[max(0, span.start - 4) : span.start].rstrip(" \t\"'“”‘’([")
    after = text[span.end : span.end + 4].lstrip("\"'“”‘’)] \t")
    opens = (span.start < 4 and not before.strip()) or bool(_BREAK.fullmatch(before[-1:]))
    return opens and (not after or bool(_BREAK.match(after)))
