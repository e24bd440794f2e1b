"""Finding words in one document as people type them: case, accents, quotation marks and line breaks aside. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from search_index.models import Span

# A letter found everywhere in a long document: more marks than anybody looks at.
MOST_FOUND = 2000
_PLAIN = {
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "‑": "-",
}


class _Folding(dict[int, str]):
    """One plain character for each, so that places in the folded text are places in the text."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = _PLAIN.get(character) or unicodedata.normalize("NFKD", character)[0]
        if plain == "ı":
            plain = "i"
        lower = plain.lower()
        self[code] = lower if len(lower) == 1 else plain
        return self[code]


_FOLDING = _Folding()


_NO_ASCII = re.compile(r"[^\x00-\x7f]")


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    # str.translate asks for each character: 0.2 s for 5 MB, which are mostly ASCII.
    return _NO_ASCII.sub(lambda found: _FOLDING[ord(found.group())], text).lower()


def find_all(text: str, words: str) -> tuple[Span, ...]:
    """Where ``words`` stand in ``text``, at most MOST_FOUND places, in order; nowhere if they are blank."""
    pieces = [re.escape(piece.translate(_FOLDING)) for piece in words.split()]
    if not pieces:
        return ()
    found = []
    for match in re.finditer(r"\s+".join(pieces), _folded(text)):
        found.append(Span(*match.span()))
        if len(found) >= MOST_FOUND:
            break
    return tuple(found)
