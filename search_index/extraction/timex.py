"""What a rule of dates makes of a stretch of text, and what it may ask while it does.

Owns the reading under way: tokens, the day to reckon from, the date named last.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from search_index.extraction import tense
from search_index.extraction.calendar_values import Anchor, day_value, year_of_day, year_of_month
from search_index.extraction.date_tokens import Tokens, date_words, meaning
from search_index.models import Period

if TYPE_CHECKING:
    from spacy.tokens import Token

    from search_index.extraction.analysis import Analysis

Type = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(slots=True)
class Timex:
    """A time expression over tokens [first, last), with its value as far as it is known.

    ``month`` and ``days`` are kept where the text names no year (``year_open``), so that a year
    named later (“from January to November 2025”) can still settle it. ``period`` is set only
    where the value alone does not tell the days. ``dated`` is False where the day in the value is a guess.
    """

    first: int
    last: int
    type: Type
    value: str
    rule: str
    period: Period | None = None
    month: int | None = None
    days: tuple[int, ...] = ()
    year_open: bool = False
    dated: bool = True

    def set_year(self, year: int | None) -> bool:
        """Write month and days with ``year``; False, and nothing changed, where no such day is."""
        if not self.days:
            self.value = day_value(year, self.month, None) or self.value
            return True
        values = [day_value(year, self.month, day) for day in self.days]
        if None in values:
            return False
        self.value = "/".join(str(v) for v in values)
        return True


@dataclass(slots=True)
class Reading:
    """One text being read for dates."""

    analysis: Analysis
    tokens: Tokens
    anchor: Anchor | None
    reference: Anchor | None = None
    reference_at: int = 0
    directions: dict[int, int] = field(default_factory=dict)
    token_starts: list[int] = field(default_factory=list)

    def word(self, index: int) -> str:
        """The lower-case token at ``index``; empty outside the text."""
        return self.tokens.words[index].lower() if 0 <= index < len(self.tokens.words) else ""

    def word_before(self, index: int) -> str:
        """The word before token ``index``, over one gap or a hyphen; empty at a break."""
        before = self.word(index - 1)
        return self.word(index - 2) if before in (" ", "-", "\n") else before

    def word_after(self, last: int) -> str:
        """The word that follows the tokens before ``last``, over one gap or a hyphen."""
        after = self.word(last)
        return self.word(last + 1) if after in (" ", "-", "\n") else after

    def token(self, index: int) -> Token:
        """spaCy's token that holds our token ``index``."""
        if not self.token_starts:
            self.token_starts = self.analysis.parsed.to_array("IDX").tolist()
        at = bisect_right(self.token_starts, self.tokens.starts[index]) - 1
        return self.analysis.parsed[max(at, 0)]

    def direction(self, index: int) -> int:
        """-1 where the sentence looks back at token ``index``, 1 ahead, 0 where nothing tells."""
        token = self.token(index)
        if token.i not in self.directions:
            self.directions[token.i] = tense.direction(token)
        before = self.word_before(index)
        if before in ("since", "for", "until", "till"):
            return tense.with_preposition(token, before, self.directions[token.i])
        return self.directions[token.i]

    def settled(self, index: int) -> Anchor | None:
        """What to reckon from at token ``index``: the day of publication, else a date just named.

        Without a publication date only a year of the same sentence, or a month and year of the
        sentence before, settles anything; all else stays open.
        """
        if self.anchor is not None or self.reference is None:
            return self.anchor
        sentence = self.token(index).sent
        if self.reference_at >= sentence.start_char:
            return Anchor(self.reference.year)
        before = sentence.start_char and self.analysis.parsed[max(sentence.start - 1, 0)].sent
        if before and self.reference.month and self.reference_at >= before.start_char:
            return Anchor(self.reference.year)
        return None

    def narrative(self, index: int) -> Anchor | None:
        """The date that “the following year” counts from: named in this sentence or the last two."""
        if self.reference is None:
            return None
        gap = self.tokens.starts[index] - self.reference_at
        return self.reference if gap < 600 else None

    def refer(self, timex: Timex) -> None:
        """Remember ``timex`` as the date named last."""
        if timex.type not in ("DATE", "TIME") or timex.value.endswith("_REF"):
            return
        anchor = Anchor.parse(timex.value)
        if anchor is None:
            # What follows “a year ago” counts from there, not from a date named before it.
            self.reference = None
        else:
            self.reference, self.reference_at = anchor, self.tokens.starts[timex.first]

    def year_for(self, index: int, month: int, days: tuple[int, ...], direction: int) -> int | None:
        """The year of a month or day that the text names without one; None where it is open."""
        anchor = self.settled(index)
        if days:
            doubt = 70 if tense.hangs_on_noun(self.token(index)) else 14
            return year_of_day(anchor, month, days[0], direction, doubt)
        return year_of_month(anchor, month, direction)


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a rule over the symbols of a text, with its groups as words."""

    match: re.Match[str]
    tokens: Tokens

    def has(self, group: str) -> bool:
        """Whether ``group`` took part."""
        return group in self.match.re.groupindex and self.match.start(group) >= 0

    def text(self, group: str) -> str:
        """The text of ``group``, empty where it took no part."""
        return self.tokens.between(*self.match.span(group)).strip() if self.has(group) else ""

    def timex(self, value: str | None, rule: str, type: Type = "DATE") -> Timex | None:
        """An expression over the whole match; None where there is no value."""
        return None if value is None else Timex(*self.match.span(), type, value, rule)

    def mean(self, group: str, *classes: str) -> Any:
        """What the single word of ``group`` stands for in the first of ``classes`` that has it."""
        word = self.text(group)
        return next((m for c in classes if (m := meaning(word, c)) is not None), None)


Build = Callable[[Found, Reading], Timex | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern over classes of words, and what becomes of its matches."""

    name: str
    pattern: str
    build: Build


@functools.cache
def words_of(name: str) -> frozenset[str]:
    """A plain list of words/dates.yaml as a set."""
    return frozenset(str(word) for word in date_words()[name])
