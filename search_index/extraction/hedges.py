"""Hedges: the words beside an amount that loosen or bound its number, as words/hedges.yaml lists them."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from search_index.extraction.amounts import Amount
from search_index.extraction.units import TIME_UNITS
from search_index.extraction.wordlists import one_of, words
from search_index.models import Bound


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    hedges = words("hedges")
    between = one_of(hedges["between"])
    table = {}
    for bound, phrases in hedges["before"].items():
        # Signs and prefixes touch the number, words are set off by a blank.
        parts = [
            re.escape(p).replace(r"\ ", r"\s+") + (r"\s?" if not p[-1].isalpha() else r"\s+")
            for p in sorted(phrases, key=len, reverse=True)
        ]
        table[f"before {bound}"] = re.compile(
            rf"(?:(?<=\W)|^)(?P<hedge>{'|'.join(parts)})(?:(?:{between})\s+)*$", re.IGNORECASE
        )
    for bound, phrases in hedges["after"].items():
        table[f"after {bound}"] = re.compile(
            rf"\s?(?P<hedge>{one_of(phrases)})(?!\w)", re.IGNORECASE
        )
    return table


# “A quarter less than the 18 million of last year”: that were 18 million, and something else is less.
_KNOWN = re.compile(r"\bthe\s+$", re.IGNORECASE)
_BESIDE = ("more_than", "less_than")


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
    if best and best[1] in _BESIDE and _KNOWN.search(preceding):
        best = None
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
