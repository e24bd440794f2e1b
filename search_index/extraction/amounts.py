"""Amounts in a text: a number with its currency or unit, its hedge and its range.

Works on characters alone; what a bare number counts is read from the syntax, in counting.py.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import Literal

from search_index.extraction.currencies import code_of_noun, code_of_sign, currency_table
from search_index.extraction.numbers import Number, find_numbers
from search_index.extraction.units import TIME_UNITS, unit_after, unit_table
from search_index.extraction.wordlists import after, before, one_of, word_set, words
from search_index.models import Bound

UnitKind = Literal["currency", "percent", "unit", "age", "none"]


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount at ``start:end`` of the parsed text, hedge not included.

    ``number`` to ``number_end`` is the number itself. ``low`` and ``high`` are set and ``value`` is
    None for a range. ``mantissa`` is the value before magnitude words, for “5 to 10 million”.
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
    hedges = words("hedges")
    between = one_of(hedges["between"])
    table = {}
    for bound, phrases in hedges["before"].items():
        # Signs and prefixes touch the number, words are set off by a blank.
        parts = [
            re.escape(p) + (r"\s?" if not p[-1].isalpha() else r"\s+")
            for p in sorted(phrases, key=len, reverse=True)
        ]
        parts = [p.replace(r"\ ", r"\s+") for p in parts]
        table[f"before {bound}"] = re.compile(
            rf"(?:(?<=\W)|^)(?P<hedge>{'|'.join(parts)})(?:(?:{between})\s+)*$", re.IGNORECASE
        )
    for bound, phrases in hedges["after"].items():
        table[f"after {bound}"] = re.compile(
            rf"\s?(?P<hedge>{one_of(phrases)})(?!\w)", re.IGNORECASE
        )
    units = one_of(unit_table().names)
    table["rate"] = re.compile(
        rf"(?:\s+per\s+|\s?/\s?|\s+(?:an?|each|every)\s+|-an?-|-per-|(?<=\w)/)(?P<den>{units}|share|person|head|capita|[a-z]+)\b(?!-(?:on|over)-|\s+(?:ago|earlier|later|before|after|over|on)\b)",
        re.IGNORECASE,
    )
    table["old"] = re.compile(
        r"[-\s]*(?P<unit>year|month|week|day)s?[-\s](?:old|of[-\s]age)s?\b", re.IGNORECASE
    )
    table["joint"] = re.compile(
        r"\s?(?P<joint>-|–|—|\bto\b|\bor\b|\band\b)\s?(?:about\s|roughly\s|around\s|nearly\s|as\smuch\sas\s|up\sto\s)?-?",
        re.IGNORECASE,
    )
    table["ranging"] = re.compile(
        r"(?P<lead>\b(?:between|from(?:\s+(?:the|a|an))?|rang(?:e|es|ed|ing)\s+(?:from|between)|of|about|an?|some|by|at|in)\s+(?:as\s+(?:little|low)\s+as\s+|up\s+to\s+|about\s+|just\s+|roughly\s+|around\s+)?)$",
        re.IGNORECASE,
    )
    return table


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
        return sign.strip(" -") in ("a", "in.") or len(sign.strip(" -")) == 1
    single = sign.strip()
    if len(single) == 1 and single.isalpha():
        return sign[0] == " " and (
            single in "ANJhstTxL" or re.match(r"\s?['.]\s?[a-z]", after(text, found[1])) is not None
        )
    return single in ("in.",) and sign[0] != " "


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


def _join(text: str, first: Amount, second: Amount) -> Amount | None:
    """The range that two neighbouring amounts make, None if they make none."""
    gap = text[first.end : second.start]
    joint = (
        _patterns()["joint"].fullmatch(gap)
        if gap.strip() != "-"
        else re.match(r"(?P<joint>.*)", gap.strip())
    )
    if not joint or first.form == "vague" or first.low is not None or second.low is not None:
        return None
    if first.value is None or second.value is None:
        return None
    word = joint["joint"].lower()
    lead = _patterns()["ranging"].search(before(text, first.start)[-40:])
    opening = re.sub(r"\s+", " ", lead["lead"].lower()).strip() if lead else ""
    if word == "and" and not re.search(r"between", opening):
        return None
    # “$83 to $95 a barrel”: the rate stands at the second only.
    rate_later = (second.unit or "").startswith(f"{first.unit} per ")
    if "none" not in (first.kind, second.kind) and first.unit != second.unit and not rate_later:
        return None
    moving = opening.startswith("from")
    if (
        first.kind not in ("none", "currency")
        and second.bare
        and word in ("or", "to")
        and not moving
    ):
        return None
    if first.kind == "currency" and second.bare and word == "or":
        return None
    value, step = first.value, first.step
    if (
        second.scale > 1
        and first.scale == 1
        and value < 1000
        and value * second.scale < second.value
        and (first.bare or first.kind == "currency")
    ):
        value, step = value * second.scale, step * second.scale
    if second.value < 0 < value and word in ("-", "–", "—"):
        second = replace(second, value=-second.value)
    top = second.value
    assert top is not None
    if value >= top and not moving:
        return None
    if word == "or" and top - value > max(1.0, 0.5 * value):
        return None
    framed = re.match(r"between|from|rang", opening) is not None
    if word == "to" and first.kind != "none" and not framed and _after_change(text, first):
        return None
    unit, kind = (second.unit, second.kind) if second.kind != "none" else (first.unit, first.kind)
    start = first.start
    rule = "movement" if moving and _after_change(text, first) else "range"
    return replace(
        second,
        start=start,
        number=first.number,
        value=None,
        low=min(value, top),
        high=max(value, top),
        step=max(step, second.step),
        unit=unit,
        kind=kind,
        bound="between",
        rule=rule,
        form=first.form if first.form == second.form else "digits",
    )


def _goes_on(text: str, first: Amount, second: Amount) -> bool:
    """“from 21 mpg combined to 23”: the second amount is in the unit of the first."""
    if first.kind not in ("unit", "percent") or first.low is not None or second.value is None:
        return False
    gap = re.fullmatch(r"\s+(?:[a-z]+\s+){0,3}to\s+", text[first.end : second.start])
    return (
        gap is not None
        and re.search(r"\bfrom\s+(?:\w+\s+)?$", before(text, first.start)[-20:]) is not None
    )


def _after_change(text: str, amount: Amount) -> bool:
    """Whether a word of movement stands shortly before: “rose 3 percent to 5 percent” is no range."""
    moves = (
        word_set("roles", "up")
        | word_set("roles", "down")
        | {"rose", "fell", "grew", "lost", "slid", "sank", "shrank", "dove", "went"}
    )
    near = re.findall(r"[a-z]+", text[max(0, amount.start - 40) : amount.start].lower())[-3:]
    return any(
        w in moves
        or w.removesuffix("ed") in moves
        or w.removesuffix("d") in moves
        or w.removesuffix("s") in moves
        or w.removesuffix("ped") in moves
        for w in near
    )


def hedged(text: str, amount: Amount) -> Amount:
    """The amount with the hedge that stands before or after it."""
    preceding = text[max(0, amount.start - 48) : amount.start]
    patterns = _patterns()
    best: tuple[int, Bound, str] | None = None
    bounds: tuple[Bound, ...] = ("about", "more_than", "at_least", "less_than", "at_most")
    for bound in bounds:
        match = patterns[f"before {bound}"].search(preceding)
        if match and (best is None or match.start("hedge") < best[0]):
            best = (match.start("hedge"), bound, match["hedge"].strip())
    lead, tail = amount.start, amount.end
    if best and not _preposition(best[2], preceding[: best[0]], amount):
        lead = amount.start - len(preceding) + best[0]
        bound, hedge = best[1], best[2]
        if amount.low is not None and amount.form != "vague":
            bound = "between"
        return replace(amount, bound=bound, hedge=hedge, lead=lead, tail=tail)
    for bound in ("about", "at_least", "at_most"):
        for end in dict.fromkeys((amount.end, amount.number_end)):
            match = patterns[f"after {bound}"].match(text, end)
            if (
                match
                and amount.low is None
                and not re.match(
                    r"\w",
                    match["hedge"][0] * (match["hedge"] == "plus")
                    and text[match.end() : match.end() + 1],
                )
            ):
                grown = (
                    amount
                    if end < amount.end or match.end() <= amount.end
                    else replace(amount, tail=match.end())
                )
                return replace(
                    grown,
                    bound=bound,
                    hedge=match["hedge"].strip(),
                    lead=lead,
                    tail=max(amount.end, match.end()),
                )
    return replace(
        amount, bound="between" if amount.low is not None else "exact", lead=lead, tail=tail
    )


def _preposition(hedge: str, before: str, amount: Amount) -> bool:
    """“over five years” after a clause is during, “for over five years” is more than."""
    if (
        hedge.lower() not in ("over", "under", "above", "below", "in more than", "near")
        or amount.unit not in TIME_UNITS
    ):
        return False
    return (
        re.search(
            r"\b(?:for|in|of|by|after|at|to|is|was|are|were|be|been|lasted|spent|took|last|just|well)\s+$",
            before,
        )
        is None
    )


def find_amounts(text: str) -> list[Amount]:
    """Every amount of ``text`` in order, ranges joined, hedges read, units shared within a range."""
    singles = [read_amount(text, number) for number in find_numbers(text)]
    amounts: list[Amount] = []
    for amount in singles:
        if amounts and amount.start < amounts[-1].end:
            continue
        joined = _join(text, amounts[-1], amount) if amounts else None
        if joined:
            amounts[-1] = joined
        elif amounts and amount.bare and _goes_on(text, amounts[-1], amount):
            amounts.append(
                replace(amount, unit=amounts[-1].unit, kind=amounts[-1].kind, rule="movement")
            )
        else:
            amounts.append(amount)
    return [hedged(text, amount) for amount in amounts]
