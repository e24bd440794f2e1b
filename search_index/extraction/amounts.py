"""An amount: a number with the currency or unit written beside it.

Works on characters alone. Hedges are read in hedges.py, ranges are joined in ranges.py, and what a
bare number counts comes from the syntax, in counting.py.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import Literal

from search_index.extraction.currencies import code_of_noun, code_of_sign, currency_table
from search_index.extraction.numbers import Number
from search_index.extraction.units import TIME_UNITS, unit_after, unit_table
from search_index.extraction.wordlists import after, one_of, word_set, words
from search_index.models import Bound

UnitKind = Literal["currency", "percent", "unit", "age", "none"]


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount at ``start:end`` of the parsed text, hedge not included.

    ``number`` to ``number_end`` is the number itself. ``low`` and ``high`` are set and ``value`` is
    None for a range. ``scale`` is the product of its magnitude words (1e9 for “5 billion”).
    ``lead`` is where the hedge begins (``start`` where there is none) and ``tail`` where it ends.
    """

    start: int
    end: int
    number: int
    number_end: int
    value: float | None
    step: float
    form: str
    unit: str | None = None
    kind: UnitKind = "none"
    scale: float = 1.0
    low: float | None = None
    high: float | None = None
    bound: Bound = "exact"
    hedge: str | None = None
    lead: int = -1
    tail: int = -1
    rule: str = "number"

    @property
    def bare(self) -> bool:
        """Whether neither a currency nor a unit is written with the number."""
        return self.kind == "none"


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    units = one_of(unit_table().names)
    return {
        "rate": re.compile(
            rf"(?:\s+per\s+|\s?/\s?|\s+(?:an?|each|every)\s+|-an?-|-per-)"
            rf"(?P<den>{units}|share|person|head|capita|[a-z]+)\b"
            r"(?!-(?:on|over)-|\s+(?:ago|earlier|later|before|after|over|on)\b)",
            re.IGNORECASE,
        ),
        "old": re.compile(
            r"[-\s]*(?P<unit>year|month|week|day)s?[-\s](?:old|of[-\s]age)s?\b", re.IGNORECASE
        ),
    }


def _negative(text: str, number: Number, start: int) -> int:
    """Where a minus sign or the word “minus” before the number begins, else -1."""
    match = re.search(
        r"(?:(?<![\w)%])-|\b(?:minus|negative)[\s-])$", text[max(0, start - 10) : start]
    )
    return max(0, start - 10) + match.start() if match else -1


def read_amount(text: str, number: Number) -> Amount:
    """The amount that ``number`` makes with the signs and words around it."""
    table = currency_table()
    start, end = number.start, number.end
    value, step, scale = number.value, number.step, number.scale
    low, high = number.low, number.high
    window = max(0, start - 12)
    unit: str | None = None
    kind: UnitKind = "none"
    sign = table.sign_before.search(text[window:start])
    negative = _negative(text, number, start)
    if sign and number.form in ("digits", "fraction") and not _console(sign.group(), text, number):
        unit, kind = code_of_sign(sign.group(), text), "currency"
        start = window + sign.start()
        negative = negative if negative >= 0 else _negative(text, number, start)
    if negative >= 0 and value is not None:
        start, value = min(start, negative), -value
    if number.letter and _letter_scales(text, number, kind):
        factor = words("numbers")["scale_letters"][number.letter]
        value, step, scale, end = (
            (None if value is None else value * factor),
            step * factor,
            factor,
            end + 1,
        )
    number_end = end
    if kind == "currency":
        extra = re.match(r"\s?(?:US|U\.S\.)(?![A-Za-z])", after(text, end))
        if extra and sign and sign.group().strip() == "$":
            unit, end = "USD", end + extra.end()
        noun = table.noun_after.match(text, end)
        if noun and code_of_noun(noun["noun"], text) and " " in noun["noun"].strip():
            unit, end = code_of_noun(noun["noun"], text), noun.end()
    else:
        unit, kind, end = _unit(text, number, value, scale, end)
    amount = Amount(
        start=start,
        end=end,
        number=number.start,
        number_end=number_end,
        value=value,
        step=step,
        form=number.form,
        unit=unit,
        kind=kind,
        scale=scale,
        low=low,
        high=high,
        rule=kind if kind != "none" else "number",
    )
    return _with_rate(text, amount)


def _console(sign: str, text: str, number: Number) -> bool:
    """“PS5” is a console; “PS5m” and “PS21,700” are pounds."""
    return (
        sign.strip() == "PS"
        and not number.letter
        and number.scale == 1.0
        and "," not in text[number.start : number.end]
        and (number.value or 0) < 10
    )


def _letter_scales(text: str, number: Number, kind: str) -> bool:
    """Whether the single letter after the digits is a magnitude (5m people), not a unit (5m long)."""
    if kind == "currency" or number.letter in "kKM":
        return True
    rest = after(text, number.end + 1)
    if number.letter == "B":
        return True
    if currency_table().noun_after.match(text, number.end + 1):
        return number.letter in "mb"
    return (
        number.letter in "mb"
        and re.match(
            r"\s+(?!wide|long|high|deep|tall|and|from|to|of|in|at|by|below|above|away)[a-z]+s\b",
            rest,
        )
        is not None
    )


def _unit(
    text: str, number: Number, value: float | None, scale: float, end: int
) -> tuple[str | None, UnitKind, int]:
    """(unit, kind, end) of what is written right after the number."""
    table = currency_table()
    # “tens of millions of dollars”, “half of a percent”, “a couple of miles”
    of = (
        re.match(r"\s+of(?:\s+an?)?(?:\s+(?:US|U\.S\.|UK|imperial))?(?=\s)", after(text, end))
        if number.form in ("vague", "fraction") or scale > 1
        else None
    )
    an = re.match(r"\s+an?(?=\s)", after(text, end)) if number.form == "fraction" else None
    at = end + of.end() if of else end + an.end() if an else end
    old = _patterns()["old"].match(text, at)
    if old:
        return f"{old['unit'].lower()} of age", "age", old.end()
    sign = table.sign_after.match(text, at)
    if sign and not (number.form == "words" and scale == 1.0):
        code = code_of_sign(sign["sign"], text)
        if code:
            return code, "currency", sign.end()
    noun = table.noun_after.match(text, at)
    found = unit_after(text, at)
    if noun and not (found and found[1] > noun.end()):
        name = noun["noun"].lower()
        mass = name in words("currencies")["mass_or_money"] and scale < 1e5
        idle = name == "won" and scale < 100 and abs(value or 0) < 100
        code = None if mass or idle else code_of_noun(name, text)
        if code or not (mass or idle or name in word_set("currencies", "families")):
            return code or name, "currency", noun.end()
    if found is None and number.form == "digits" and _inch_sign(text, at):
        return "inch", "unit", at + 1
    if found is None or (found[2] and _idle_sign(text, number, found, at)):
        return None, "none", end
    return found[0], "percent" if found[0] == "percent" else "unit", found[1]


def _inch_sign(text: str, at: int) -> bool:
    """Whether the quotation mark right after digits is the sign for inches: none is open there."""
    if text[at : at + 1] != '"' or text[at + 1 : at + 2].isalnum():
        return False
    return text.count('"', text.rfind("\n", 0, at) + 1, at) % 2 == 0


def _idle_sign(text: str, number: Number, found: tuple[str, int, bool], at: int) -> bool:
    """Whether a one-letter sign after the number is more likely a word or a name than a unit."""
    sign = text[at : found[1]]
    if number.form not in ("digits", "fraction") or sign.startswith("-"):
        # “Kills three in Elsmark”: no inches.
        return sign.strip(" -") in ("a", "in.") or sign == " in" or len(sign.strip(" -")) == 1
    single = sign.strip()
    if len(single) == 1 and single.isalpha():
        return sign[0] == " " and (
            single in "ANJhstTxL" or re.match(r"\s?['.]\s?[a-z]", after(text, found[1])) is not None
        )
    return single == "in" and sign[0] == " "


def _with_rate(text: str, amount: Amount) -> Amount:
    """The amount with “per gallon”, “a month” or “/t” taken into its unit."""
    if amount.kind not in ("currency", "unit") or amount.unit is None or " per " in amount.unit:
        return amount
    match = _patterns()["rate"].match(text, amount.end)
    if not match:
        return amount
    den, table = match["den"], unit_table().names
    name = table.get(den) or table.get(den.lower())
    per = "per" in match.group()[: match.start("den") - match.start()]
    article = not per and "/" not in match.group()
    if name in (None, "percent", "point", "time") and not (
        per or den.lower() in ("share", "person", "head")
    ):
        return amount
    if article and (
        den not in table
        and den.lower() not in table
        and den.lower() not in ("share", "person", "head")
    ):
        return amount
    if article and len(den) == 1:
        return amount
    if article and amount.kind == "unit" and name not in TIME_UNITS:
        return amount
    if den.lower() in ("cent", "se") or (name is None and "/" in match.group()):
        return amount
    return replace(amount, unit=f"{amount.unit} per {name or den.lower()}", end=match.end())
