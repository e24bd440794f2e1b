"""Text as the grammar of dates reads it: one symbol for each word, number, mark or gap.

A rule such as ``<MONTH> <DAY>`` becomes a regular expression over these symbols, so that a rule is
written in classes of words, and words that no rule knows cost next to nothing. Owns the lexicon.
"""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

import yaml

from search_index.extraction.model import WORDS

_TOKEN = re.compile(r"\s+|\d+|[^\W\d_]+|.", re.DOTALL)
# `(?P<name>` names a group, not a class.
_PLACE = re.compile(r"(?<!\?P)<([A-Za-z_|]+)>")
_UNKNOWN = "x"
_BREAK = "¶"
# Tokens whose symbols are remembered before the memory is emptied; an article has some thousands.
_MOST_KEPT = 100_000
# Digits by what they can be. a: 1 to 12, b: to 24, c: to 31, d: to 59, e: to 99, o: 0, Y: 1000 to
# 2199, n: any other number.
_DIGIT_CLASSES = {
    "TWELVE": "a",
    "DAY": "abc",
    "HOUR": "abo",
    "MINUTE": "abcdo",
    "SHORT_YEAR": "abcdeo",
    "YEAR": "Y",
    "INT": "abcdenoY",
    "DASH": "\\-–—",
    "APOSTROPHE": "'",
}


@functools.cache
def date_words() -> dict[str, Any]:
    """words/dates.yaml, loaded once."""
    data: dict[str, Any] = yaml.safe_load((WORDS / "dates.yaml").read_text("utf-8"))
    return data


def meaning(word: str, name: str) -> Any:
    """What ``word`` stands for in the class ``name``; None where it is not in it."""
    return date_words()["classes"][name].get(word.lower())


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as symbols. ``symbols[i]`` stands for ``words[i]``, which begins at ``starts[i]``."""

    text: str
    words: list[str]
    starts: list[int]
    symbols: str

    def end(self, index: int) -> int:
        """Where the token before ``index`` ends, in characters."""
        return self.starts[index - 1] + len(self.words[index - 1])

    def between(self, first: int, last: int) -> str:
        """The text of tokens [first, last)."""
        return self.text[self.starts[first] : self.end(last)] if last > first else ""

    def token_range(self, start: int, end: int) -> tuple[int, int]:
        """The tokens [first, last) that cover characters [start, end)."""
        return bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)


# 8 MB; the common words are soon back.
_KEPT_WORDS = 50_000


class _Symbols(dict[str, str]):
    """Token -> symbol, worked out when a token is first met."""

    def __init__(self, capitalised: dict[str, str], lower: dict[str, str]) -> None:
        super().__init__()
        self.capitalised, self.lower = capitalised, lower

    def __missing__(self, word: str) -> str:
        first = word[0]
        if first.isalpha():
            table = self.capitalised if first.isupper() else self.lower
            symbol = table.get(word.lower(), _UNKNOWN)
        elif first.isspace():
            symbol = _BREAK if word.count("\n") > 1 else " "
        elif first.isdecimal():
            symbol = _digit_symbol(word)
        else:
            # Private-use characters of a text must not pass for symbols of ours.
            symbol = _UNKNOWN if "\ue000" <= first <= "\uf8ff" else first
        if len(self) >= _KEPT_WORDS:
            self.clear()
        self[word] = symbol
        return symbol


class Lexicon:
    """Gives every word a symbol, and turns rules over words and classes into regular expressions.

    Words with the same classes that no rule names literally share a symbol. ``literals`` are
    the words that rules name (``<of>``).
    """

    def __init__(self, literals: set[str]) -> None:
        classes = date_words()["classes"]
        capital = set(date_words()["capital"])
        words = {word for members in classes.values() for word in members} | literals
        self._capitalised: dict[str, str] = {}
        self._lower: dict[str, str] = {}
        self._class_symbols: dict[str, set[str]] = {name: set() for name in (*classes, *literals)}
        self._symbols = _Symbols(self._capitalised, self._lower)
        known: dict[frozenset[str], str] = {}
        for word in sorted(words):
            names = {name for name, members in classes.items() if word in members}
            literal = {word} & literals
            for table, allowed in (
                (self._capitalised, names | literal),
                (self._lower, (names - capital) | literal),
            ):
                if not allowed:
                    continue
                signature = frozenset(allowed)
                symbol = known.setdefault(signature, chr(0xE000 + len(known)))
                table[word] = symbol
                for name in allowed:
                    self._class_symbols[name].add(symbol)

    def tokens(self, text: str) -> Tokens:
        """``text`` cut into tokens, with their symbols."""
        if len(self._symbols) > _MOST_KEPT:
            self._symbols.clear()
        words = _TOKEN.findall(text)
        starts = [0, *itertools.accumulate(map(len, words))][: len(words)]
        return Tokens(text, words, starts, "".join(map(self._symbols.__getitem__, words)))

    def compile(self, rule: str) -> re.Pattern[str]:
        """A rule, classes and words in angle brackets, as an expression over symbols."""
        return re.compile(_PLACE.sub(self._symbol_class, rule))

    def _symbol_class(self, place: re.Match[str]) -> str:
        symbols = ""
        for name in place.group(1).split("|"):
            symbols += _DIGIT_CLASSES.get(name) or "".join(sorted(self._class_symbols[name]))
        return f"[{symbols}]"


def literal_words(rules: list[str]) -> set[str]:
    """The words that ``rules`` name in angle brackets, classes left out."""
    names = {n for rule in rules for place in _PLACE.findall(rule) for n in place.split("|")}
    return {name for name in names if name.islower()}


def _digit_symbol(digits: str) -> str:
    if len(digits) == 4:
        return "Y" if "1000" <= digits <= "2199" and digits.isascii() else "n"
    if len(digits) > 2 or not digits.isascii():
        return "n"
    number = int(digits)
    if number == 0:
        return "o"
    return next(s for s, top in zip("abcde", (12, 24, 31, 59, 99), strict=True) if number <= top)
