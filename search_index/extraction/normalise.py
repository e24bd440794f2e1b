"""Text as the language model likes it, one character for one: offsets never move.

The model was trained on ASCII quotation marks and plain spaces and errs on their typographic kin
(“Türkiye’s” becomes an organisation). Each mapped character is replaced by exactly one other.
"""

from __future__ import annotations

import re

_ONE_FOR_ONE = {
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
    "′": "'",
    "ʼ": "'",
    "`": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "«": '"',
    "»": '"',
    "″": '"',
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u200a": " ",
    "\u202f": " ",
    "\u3000": " ",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2212": "-",
    "\t": " ",
    "\r": " ",
    "\x0b": " ",
    "\x0c": "\n",
    "\x85": "\n",
}
_TABLE = str.maketrans(_ONE_FOR_ONE)
# Control characters, zero-width and direction marks carry no words; a blank keeps the offsets.
_BLANK = (
    *range(0x00, 0x09),
    *range(0x0E, 0x20),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
    *(0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *range(0xD800, 0xE000),
)
_TABLE.update(dict.fromkeys(_BLANK, " "))
# No word is as long; splitting signs off one end by one takes the square of its length.
_ENDLESS = re.compile(r"\S{1000,}")


def normalise(text: str) -> str:
    """``text`` with typographic characters as ASCII; the same length, character for character."""
    return _ENDLESS.sub(lambda run: " " * len(run[0]), text.translate(_TABLE))
