"""Quantities: amounts, counts, shares and rates, with what the sentence says about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from search_index.extraction.amount_periods import period_of
from search_index.extraction.amounts import Amount
from search_index.extraction.analysis import Analysis
from search_index.extraction.counting import (
    Counted,
    counted,
    tokens_of,
)
from search_index.extraction.exclusions import is_age, is_no_quantity, name_inside
from search_index.extraction.measure_names import named_measure
from search_index.extraction.measures import Measured, measure
from search_index.extraction.ranges import find_amounts
from search_index.extraction.roles import is_of_now, role_of
from search_index.extraction.surroundings import change_of, parties_of, terms_of
from search_index.extraction.tallies import find_tallies
from search_index.extraction.units import TIME_UNITS
from search_index.extraction.wordlists import after, word_set, words
from search_index.models import Date, OtherAmount, Quantity, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_quantities(analysis: Analysis, dates: Sequence[Date]) -> list[Quantity]:
    """Every quantity of the stretch in reading order; ``dates`` are the dates found in it.

    ``holder``, ``certainty`` and ``repeat_of`` are left for the pipeline.
    """
    found: list[Quantity] = []
    parsed = analysis.parsed
    text = str(parsed.text)
    before: Amount | None = None
    counts = read_counts(analysis, dates)
    amounts = {t.i for amount, _ in counts for t in tokens_of(parsed, amount.start, amount.end)}
    for amount, what in counts:
        quantity = _quantity(analysis, dates, amount, what, amounts)
        if before is not None and _same_in_other_unit(text, before, amount):
            found[-1], quantity = _tie(found[-1], quantity)
        else:
            quantity = _carry(quantity, found)
            before = amount
        found.append(quantity)
    tallies = find_tallies(analysis, dates)
    counted_twice = {q.start for q in tallies} | {q.also[0].start for q in tallies}
    found = [q for q in found if q.start not in counted_twice]
    return sorted([*found, *tallies], key=lambda q: (q.start, q.end))


def _quantity(
    analysis: Analysis, dates: Sequence[Date], amount: Amount, what: Counted, amounts: set[int]
) -> Quantity:
    """``amounts`` are the tokens of all amounts: one is not the measure of another."""
    parsed = analysis.parsed
    if _is_particle(parsed, amount):
        amount = replace(amount, bound="exact", hedge=None, lead=amount.start)
    span = Span(analysis.offset + amount.lead, analysis.offset + max(amount.tail, what.end))
    tokens = tokens_of(parsed, amount.start, amount.end)
    anchor = tokens.root
    taken = range(tokens.start, tokens.end)
    kind = "none" if what.noun is not None else amount.kind
    measured = measure(analysis, anchor, taken, what.noun, kind)
    if measured.head is not None and measured.head.i in amounts and what.noun is None:
        measured = Measured(path=measured.path)
    wide = amount.kind in ("currency", "percent") or amount.form == "fraction"
    parties, carried = parties_of(analysis, anchor, taken, measured, wide)
    first = tokens_of(parsed, amount.lead, amount.end)[0]
    return Quantity(
        **analysis.base(span, tokens[0]),  # type: ignore[arg-type]
        value=amount.value,
        low=amount.low,
        high=amount.high,
        bound=amount.bound,
        unit=amount.unit,
        measure="age" if amount.kind == "age" else named_measure(parsed, amount, measured, taken),
        parties=parties,
        role="actual"
        if amount.kind == "age"
        else role_of(analysis, measured, anchor, amount.bound, what.noun),
        change=change_of(measured, anchor, first, amount.kind, amount.unit),
        period=None if is_of_now(anchor) else period_of(analysis, anchor, taken, measured, dates),
        step=amount.step,
        share_of=measured.share_of,
        hedge=amount.hedge,
        terms=terms_of(analysis, anchor, taken),
        carried=(("measure?",) if measured.points_back else ()) + (("parties",) if carried else ()),
        rule=amount.rule,
    )


_BESIDE = re.compile(r"(?i)^(?:over|above|beyond)\s+(?:an?|the|this|that|its|their|his|her)\s*$")


def _is_particle(parsed: Doc, amount: Amount) -> bool:
    """Whether what looks like a hedge belongs to a verb: “handed over 300 cars” were 300, and what “went up to 27 percent”
    is 27."""
    if amount.hedge is None or amount.lead >= amount.start:
        return False
    if amount.hedge.lower() == "up to":
        word = tokens_of(parsed, amount.lead, amount.start)[0]
        before = word.nbor(-1) if word.i > word.sent.start else None
        return before is not None and before.pos_ == "VERB" and before.lemma_ in _movements()
    if amount.bound != "more_than":
        return False
    if _BESIDE.search(parsed.text[amount.lead : amount.start]):
        # “A quarrel over a $3 million bill” is about a bill of 3 million.
        return True
    word = tokens_of(parsed, amount.lead, amount.start)[0]
    return bool(word.tag_ == "RP" and word.i > 0 and parsed[word.i - 1].pos_ == "VERB")


def _movements() -> frozenset[str]:
    return word_set("roles", "moved") | word_set("roles", "up")


def _carry(quantity: Quantity, before: Sequence[Quantity]) -> Quantity:
    """The quantity with measure and parties taken from the one it points back to.

    “This is a surge from …” goes on about the amount of the sentence before; “the 10 billion
    target” names again an amount given earlier.
    """
    points_back = "measure?" in quantity.carried
    carried = tuple(field for field in quantity.carried if field != "measure?")
    role_word = quantity.measure in word_set("roles", "target")
    quantity = replace(quantity, carried=carried)
    earlier = None
    if points_back:
        near = [q for q in before if q.sentence.end <= quantity.sentence.start][-4:]
        earlier = next(
            (
                q
                for q in reversed(near)
                if q.unit == quantity.unit and quantity.sentence.start - q.sentence.end < 4
            ),
            None,
        )
    elif role_word or (not quantity.parties and quantity.role == "target"):
        earlier = next(
            (
                q
                for q in reversed(before)
                if q.unit == quantity.unit and q.value == quantity.value and q.value is not None
            ),
            None,
        )
    if earlier is None or earlier.measure is None:
        return quantity
    measure_text: str | None = earlier.measure
    if points_back and earlier.role != quantity.role:
        kept = [w for w in earlier.measure.split() if w not in word_set("roles", "target")]
        measure_text = " ".join(kept) or None
    if points_back or role_word:
        quantity = replace(quantity, measure=measure_text, carried=(*carried, "measure"))
    if not quantity.parties and earlier.parties:
        quantity = replace(
            quantity, parties=earlier.parties, carried=(*quantity.carried, "parties")
        )
    return quantity


def _turn_of_phrase(text: str, amount: Amount) -> bool:
    """“at one point”, “one time”, “one day”: no amount of anything."""
    if amount.form != "words" or amount.value != 1 or amount.hedge:
        return False
    return (
        re.fullmatch(r"(?i)one (?:point|time|day|second|minute)", text[amount.start : amount.end])
        is not None
    )


def _same_in_other_unit(text: str, first: Amount, second: Amount) -> bool:
    """“20,000 ringgit (US$4,700)”: the second says the first again in another unit."""
    gap = text[max(first.tail, first.end) : second.lead]
    if first.unit == second.unit or not re.fullmatch(
        r"[^().;]{0,40}\(\s*(?:[^()]{0,24}(?:/|,|;|or)\s?)?|\s*/\s*|,?\s+or\s+", gap
    ):
        return False
    if first.kind == second.kind == "currency":
        return True
    units = {(first.unit or "").split(" per ")[0], (second.unit or "").split(" per ")[0]}
    return any(units <= set(members) for members in words("dimensions").values())


def _tie(first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """Both amounts, each naming the other; what the sentence says of the first holds for both."""
    tied = replace(
        second,
        also=(*second.also, _other(first)),
        measure=first.measure,
        parties=first.parties,
        role=first.role,
        change=first.change,
        period=first.period,
        share_of=first.share_of,
        terms=first.terms,
        carried=first.carried,
        bound=first.bound
        if second.bound == "exact" and second.low is None and first.low is None
        else second.bound,
    )
    return replace(first, also=(*first.also, _other(second))), tied


def _other(quantity: Quantity) -> OtherAmount:
    return OtherAmount(
        start=quantity.start,
        end=quantity.end,
        text=quantity.text,
        value=quantity.value,
        unit=quantity.unit,
        low=quantity.low,
        high=quantity.high,
    )


def read_counts(analysis: Analysis, dates: Sequence[Date]) -> list[tuple[Amount, Counted]]:
    """The amounts of the stretch that are quantities, each with what it counts."""
    parsed = analysis.parsed
    text = str(parsed.text)
    taken = [
        (d.start - analysis.offset, d.end - analysis.offset)
        for d in dates
        if d.type in ("DATE", "TIME", "SET")
    ]
    kept: list[tuple[Amount, Counted]] = []
    # From the end, so that a part can take its unit from the whole that follows it.
    for amount in reversed(find_amounts(text)):
        in_date = any(a <= amount.number and amount.number_end <= b for a, b in taken)
        if _turn_of_phrase(text, amount):
            continue
        if not amount.bare:
            if not (in_date and amount.kind == "unit" and amount.unit not in TIME_UNITS):
                kept.append((amount, Counted(None, amount.unit, amount.end)))
            continue
        if in_date:
            continue
        if is_age(parsed, text, amount):
            amount = replace(amount, unit="year of age", kind="age", rule="age")
            kept.append((amount, Counted(None, amount.unit, amount.end)))
            continue
        what = counted(parsed, amount)
        if is_no_quantity(parsed, text, amount, what.noun):
            continue
        if kept and name_inside(parsed, text, amount, what, kept[-1][0], kept[-1][1]):
            kept.pop()
        unit, end = what.unit, what.end
        gap = text[amount.end : kept[-1][0].start] if kept else "?"
        if (
            re.fullmatch(r"\s+of\s+(?:(?:the|its|a|an|those|these|all)\s+)?(?:[a-z]+\s+){0,2}", gap)
            and kept[-1][0].unit not in TIME_UNITS
        ):
            # “280 million of the 1.5 billion shekels”: the whole names the unit of the part.
            unit = kept[-1][0].unit
        rate = re.match(
            r"\s+(?:per|an?|each|every)\s+(day|week|month|year|hour|minute|second|person|capita)\b(?!\s+(?:ago|earlier|later|before|after))",
            after(text, end),
        )
        if rate and unit and unit not in TIME_UNITS and what.noun is not None and end > amount.end:
            unit, end = f"{unit} per {rate[1]}", end + rate.end()
        amount = replace(
            amount,
            unit=unit,
            rule=amount.rule
            if amount.rule in ("range", "movement")
            else "count"
            if unit
            else "number",
        )
        kept.append((amount, Counted(what.noun, unit, end)))
    return kept[::-1]
