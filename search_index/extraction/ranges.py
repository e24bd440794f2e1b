"""All amounts of a text, with neighbouring ones joined into ranges: “5 to 10 million”, “$62–$68”."""

from __future__ import annotations

import re
from dataclasses import replace

from search_index.extraction.amounts import Amount, read_amount
from search_index.extraction.hedges import hedged
from search_index.extraction.numbers import find_numbers
from search_index.extraction.wordlists import after, before, word_set

_JOINT = re.compile(
    r"\s?(?P<joint>-|–|—|\bto\b|\bor\b|\band\b)\s?"
    r"(?:about\s|roughly\s|around\s|nearly\s|as\smuch\sas\s|up\sto\s)?-?",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?P<lead>\b(?:between|from(?:\s+(?:the|an?))?|rang(?:e|es|ed|ing)\s+(?:from|between))"
    r"\s+(?:as\s+(?:little|low)\s+as\s+|up\s+to\s+|about\s+|just\s+|roughly\s+|around\s+)?)$",
    re.IGNORECASE,
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
        elif amounts and (money := _set_beside(text, amounts, amount)) is not None:
            amounts.append(replace(amount, unit=money.unit, kind="currency", rule="currency"))
        else:
            amounts.append(amount)
    return [hedged(text, amount) for amount in amounts]


def _join(text: str, first: Amount, second: Amount) -> Amount | None:
    """The range that two neighbouring amounts make, None if they make none."""
    gap = text[first.end : second.start]
    joint = _JOINT.fullmatch(gap) if gap.strip() != "-" else re.match(r"(?P<joint>.*)", gap.strip())
    if not joint or first.form == "vague" or first.low is not None or second.low is not None:
        return None
    if first.value is None or second.value is None:
        return None
    word = joint["joint"].lower()
    lead = _OPENING.search(before(text, first.start)[-40:])
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


_AGAINST = re.compile(
    r"\b(?:from|against|than|versus|compared\s+(?:with|to)|above|below|beating|exceeding"
    r"|(?:rising|climbing|increasing|falling|dropping|up|down)\s+to)"
    r"\s+(?:(?:the|an?|about|around|roughly|just|only|nearly|over)\s+)*$",
    re.IGNORECASE,
)
# What may follow a sum that leaves its currency out; a noun would say what is counted.
_SUM_ENDS = re.compile(
    r"\s*(?:$|[.,;:)\n]|\s(?:an?|the|in|for|from|to|at|by|on|with|and|or|last|this|before|earlier|previously"
    r"|expected|forecast|predicted|estimated|reported|recorded)\b)",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.!?][\"”’)]*\s")
_FURTHEST = 120  # characters between two sums of one currency


def _set_beside(text: str, amounts: list[Amount], second: Amount) -> Amount | None:
    """The sum of money before ``second`` that a bare number of millions is set against: “142 million euros, from 97
    million”; None where there is none."""
    if not second.bare or second.scale < 1e6 or not _SUM_ENDS.match(after(text, second.end)):
        return None
    if not _AGAINST.search(before(text, second.start)[-40:]):
        return None
    for first in reversed(amounts):
        between = text[first.end : second.start]
        if len(between) > _FURTHEST or _SENTENCE_ENDS.search(between):
            return None
        if first.kind == "currency":
            return first if " per " not in (first.unit or "") else None
        if first.kind == "none" and first.scale >= 1e6:
            return None
    return None


def _after_change(text: str, amount: Amount) -> bool:
    """Whether a word of movement stands shortly before: “rose 3 percent to 5 percent” is no range."""
    moves = word_set("roles", "up") | word_set("roles", "down") | word_set("roles", "moved_past")
    near = re.findall(r"[a-z]+", before(text, amount.start)[-40:].lower())[-3:]
    return any(w.removesuffix(end) in moves for w in near for end in ("", "s", "d", "ed", "ped"))
