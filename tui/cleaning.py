"""Makes hostile text safe for a terminal; the one place that knows which characters may not reach it.

Every replacement is one character for one, so spans into the text still hold after cleaning.
"""

from __future__ import annotations

import re
from functools import cache

SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"

# C0 and C1 controls (ESC and the 8-bit CSI among them), DEL; marks, overrides and isolates that turn
# the direction of writing; characters of no width; annotation and tag characters; lone surrogates.
_UNSAFE = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f"
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_BLANKS = "\t\v\f\r\x85\u2028\u2029"
# Those of them that count as printable in Unicode.
_UNSEEN = frozenset("\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0").union(
    map(chr, range(0xE0100, 0xE01F0))
)


@cache
def _any(more: str = "") -> re.Pattern[str]:
    """Any unsafe character. Compiled for the first text that may have one: most have none, and it takes 2 ms."""
    return re.compile(f"[{_UNSAFE}{more}]")


def _is_safe(text: str) -> bool:
    """Whether ``text``, of one line, is as it should be; told without an expression."""
    return text.isprintable() and _UNSEEN.isdisjoint(text)


def _safe(match: re.Match[str]) -> str:
    character = match.group()
    if character in _BLANKS or character == "\n":
        return " "
    return "-" if character == _SOFT_HYPHEN else SUBSTITUTE


def clean(text: str) -> str:
    """``text`` with its newlines, without anything a terminal would obey or hide; same length."""
    return text if _is_safe(text) else _any().sub(_safe, text)


def clean_line(text: str) -> str:
    """``text`` as one line: newlines are blanks too; same length."""
    return text if _is_safe(text) else _any("\n").sub(_safe, text)


def escape_unsafe(encoded: str) -> str:
    r"""JSON text whose unsafe characters stand as ``\uXXXX``: the same value, harmless to print.

    ``json.dumps`` escapes C0 controls itself, but not C1, directional marks or surrogates.
    """

    def escape(match: re.Match[str]) -> str:
        code = ord(match.group())
        if code < 0x10000:
            return f"\\u{code:04x}"
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"

    return encoded if _is_safe(encoded) else _any().sub(escape, encoded)
