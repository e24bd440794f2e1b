"""Finding a quotation again in a text, as a person copied it: the one place that knows how exact that must be.

White space, case, typographic quotes, dashes and what a terminal shows in place of a control character make no
difference. ``⟦…⟧`` in a quotation marks the words that are meant, the rest is the context that tells which.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter, deque
from difflib import SequenceMatcher

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
# Stretches that share most words with a quotation and are looked at letter by letter; and how like they must be.
_LIKELY = 200
_ALIKE_ENOUGH = 0.6


def trimmed(quote: str) -> str:
    """``quote`` without the blanks and the “…” around it, with which tables cut a long sentence."""
    return unicodedata.normalize("NFC", quote).strip().strip("…").strip()


def unmarked(quote: str) -> str:
    """``quote`` without the signs that mark words in it."""
    return quote.replace(OPENING, "").replace(CLOSING, "")


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
    """The line (from 1) and the words of ``text`` most like ``quote``; None where nothing is much like it."""
    plain = quote.replace(OPENING, " ").replace(CLOSING, " ")
    wanted = Counter(_words(plain))
    size = wanted.total()
    best = 1
    likely: list[tuple[int, int]] = []
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
            best, likely = shared, []
        if shared == best and len(likely) < _LIKELY:
            likely.append((window[0][0].start(), found.end()))
    likeness = functools.cache(lambda stretch: _likeness(plain, stretch))
    alike = [(likeness(text[start:end]), -start, end) for start, end in likely]
    if not alike or max(alike)[0] < _ALIKE_ENOUGH:
        return None
    _, start, end = max(alike)
    return text.count("\n", 0, -start) + 1, " ".join(text[-start:end].split())


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, " ".join(_words(one)), " ".join(_words(other)))
    # Letters are compared pair by pair: a word of 100,000 and a line would take minutes.
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE_ENOUGH else 0.0


def _words(text: str) -> list[str]:
    return [_plain(word) for word in text.split()]


def _plain(word: str) -> str:
    return word.strip("\"“”„«»'‘’.,;:!?()[]").lower() or word
