"""One key for all spellings of a name: lower case, no accents, no punctuation. Standard library only."""

from __future__ import annotations

import functools
import re
import unicodedata

_SPECIAL = str.maketrans(
    {"ı": "i", "İ": "I", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ß": "ss", "æ": "ae"}
)


@functools.lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """“Erdoğan’s” and “ERDOGAN’S” give “erdogan s”: words apart by one blank, accents gone."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SPECIAL))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w&]+", " ", plain).lower().split())
