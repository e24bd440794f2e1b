"""Quantities: amounts, counts, shares and rates, with what the sentence says about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from search_index.extraction.amounts import Amount, find_amounts
from search_index.extraction.analysis import Analysis
from search_index.extraction.counting import Counted, counted, is_no_quantity, tokens_of
from search_index.extraction.units import TIME_UNITS
from search_index.models import Date, Quantity, Span


def find_quantities(analysis: Analysis, dates: Sequence[Date]) -> list[Quantity]:
    """Every quantity of the stretch in reading order; ``dates`` are the dates found in it.

    ``holder``, ``certainty`` and ``repeat_of`` are left for the pipeline.
    """
    found = []
    for amount, what in read_counts(analysis, dates):
        start, end = amount.lead, max(amount.tail, what.end)
        span = Span(analysis.offset + start, analysis.offset + end)
        token = tokens_of(analysis.parsed, amount.number, amount.number_end)[0]
        found.append(
            Quantity(
                **analysis.base(span, token),  # type: ignore[arg-type]
                value=amount.value,
                low=amount.low,
                high=amount.high,
                bound=amount.bound,
                unit=amount.unit,
                step=amount.step,
                hedge=amount.hedge,
                rule=amount.rule,
            )
        )
    return found


def read_counts(analysis: Analysis, dates: Sequence[Date]) -> list[tuple[Amount, Counted]]:
    """The amounts of the stretch that are quantities, each with what it counts."""
    parsed = analysis.parsed
    taken = [
        (d.start - analysis.offset, d.end - analysis.offset)
        for d in dates
        if d.type in ("DATE", "TIME", "SET")
    ]
    kept: list[tuple[Amount, Counted]] = []
    for amount in reversed(find_amounts(str(parsed.text))):
        in_date = any(a <= amount.number and amount.number_end <= b for a, b in taken)
        if not amount.bare:
            if not (in_date and amount.kind == "unit" and amount.unit not in TIME_UNITS):
                kept.append((amount, Counted(None, amount.unit, amount.end)))
            continue
        if in_date:
            continue
        age = _age(analysis, amount)
        if age:
            kept.append(
                (
                    replace(amount, unit="year of age", kind="age", rule="age"),
                    Counted(None, "year of age", amount.end),
                )
            )
            continue
        what = counted(parsed, amount)
        if is_no_quantity(parsed, amount, what.noun):
            continue
        unit = what.unit
        gap = str(parsed.text)[amount.end : kept[-1][0].start] if kept else "?"
        if (
            re.fullmatch(r"\s+of\s+(?:(?:the|its|a|an|those|these)\s+)?", gap)
            and kept[-1][0].unit not in TIME_UNITS
        ):
            # “280 million of the 1.5 billion shekels”: the whole names the unit of the part.
            unit = kept[-1][0].unit
        kept.append((replace(amount, unit=unit, rule="count" if unit else "number"), what))
    return kept[::-1]


def _age(analysis: Analysis, amount: Amount) -> bool:
    """“Maria, 34, said”, “aged 34”, “over the age of 21”: a bare number that is an age."""
    text = str(analysis.parsed.text)
    if amount.value is None or not 0 < amount.value < 120 or amount.form == "fraction":
        return False
    if re.search(
        r"\b(?:aged|age|ages|age of|turned|turns|turning)\s+$", text[: amount.start]
    ) and not re.match(r"[\s-]*[a-z]+s\b(?<!years)", text[amount.end :]):
        return True
    tokens = tokens_of(analysis.parsed, amount.number, amount.number_end)
    i = tokens.start
    if i < 2 or amount.form != "digits" or not re.match(r",\s|\s?[.;)]", text[amount.end :]):
        return False
    comma, name = analysis.parsed[i - 1], analysis.parsed[i - 2]
    return (
        comma.text in (",", "(")
        and (
            name.ent_type_ == "PERSON"
            or (name.pos_ == "PROPN" and comma.text == "," and name.ent_type_ in ("", "PERSON"))
        )
        and text[amount.end : amount.end + 1] in (",", ")")
    )
