"""Finding a quotation again in a text, as a person copied it: the one place that knows how exact that must be.

White space, case, typographic quotes, dashes and what a terminal shows in place of a control character make no
difference. ``⟦…⟧`` in a quotation marks the words that are meant, the rest is the context that tells which.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter, deque

from search_index.models import Span

OPENING, CLOSING = "⟦", "⟧"
"""How tables mark a claim in its sentence, and how a quotation may mark what of it is meant."""

_ALIKE = (
    '"“”„‟«»',
    "'‘’‚‛`´",
    "-\u00ad‐‑‒–—−",
)
_CLASS = {c: f"[{re.escape(alike)}]" for alike in _ALIKE for c in alike}
# What is copied from a terminal has this in place of what could not be shown.
_CLASS["\N{REPLACEMENT CHARACTER}"] = "."
_CLASS["…"] = r"(?:…|\.\.\.)"


def trimmed(quote: str) -> str:
    """``quote`` without the blanks and the “…” around it, with which tables cut a long sentence."""
    return unicodedata.normalize("NFC", quote).strip().strip("…").strip()


def marks_well(quote: str) -> bool:
    """Whether ``quote`` marks nothing, or one stretch with words in it."""
    found = re.findall(f"[{OPENING}{CLOSING}]", quote)
    if not found:
        return True
    inside = quote[quote.find(OPENING) + 1 : quote.rfind(CLOSING)]
    return found == [OPENING, CLOSING] and bool(inside.strip())


@functools.lru_cache(maxsize=256)
def _pattern(quote: str) -> re.Pattern[str]:
    pieces = []
    for character in re.sub(r"\s+", " ", trimmed(quote)):
        if character in (OPENING, CLOSING):
            pieces.append("(" if character == OPENING else ")")
        elif character == " ":
            pieces.append(r"\s+")
        elif character in _CLASS:
            pieces.append(_CLASS[character])
        else:
            apart = unicodedata.normalize("NFD", character)
            both = f"(?:{re.escape(character)}|{re.escape(apart)})"
            pieces.append(re.escape(character) if apart == character else both)
    return re.compile("".join(pieces), re.IGNORECASE | re.DOTALL)


def spans_of(quote: str, text: str) -> tuple[Span, ...]:
    """Where ``quote`` stands in ``text``, each place once; of a marked one, the marked words.

    Quotation marks around it may be the copier's own: without them it is looked for once more.
    """
    for wanted in (quote, trimmed(quote).strip("\"“”'‘’")):
        if not trimmed(wanted) or not marks_well(wanted):
            return ()
        pattern = _pattern(wanted)
        found = tuple(Span(*match.span(pattern.groups)) for match in pattern.finditer(text))
        if found:
            return found
    return ()


def nearest_words(quote: str, text: str) -> tuple[int, str] | None:
    """The line (from 1) and the words of ``text`` most like ``quote``; None where not even half of them are."""
    wanted = Counter(_words(quote.replace(OPENING, " ").replace(CLOSING, " ")))
    size = wanted.total()
    best, at = 0, None
    window: deque[tuple[re.Match[str], str]] = deque()
    held: Counter[str] = Counter()
    shared = 0
    for found in re.finditer(r"\S+", text):
        word = _plain(found.group())
        if len(window) == size:
            gone = window.popleft()[1]
            shared -= held[gone] <= wanted[gone]
            held[gone] -= 1
        window.append((found, word))
        held[word] += 1
        shared += held[word] <= wanted[word]
        if shared > best:
            best, at = shared, (window[0][0].start(), found.end())
    if at is None or 2 * best < size:
        return None
    return text.count("\n", 0, at[0]) + 1, " ".join(text[slice(*at)].split())


def _words(text: str) -> list[str]:
    return [_plain(word) for word in text.split()]


def _plain(word: str) -> str:
    return word.strip("\"“”„«»'‘’.,;:!?()[]").lower() or word
