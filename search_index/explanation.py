"""Why a point is as it is: the frozen values that explain it, and their JSON."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from search_index.models import Claim, Dimension, Fact, Point, Quantity, Verdict
from search_index.records import claim_record, point_record

UNMATCHED = "unmatched"
"""The rule of a point made of a fact that no other source's claim was matched with."""


def claim_of_fact(fact: Fact, repeats: int = 0) -> Claim:
    """``fact`` as its source's answer to a question; ``repeats`` counts its further mentions."""
    quantity = fact if isinstance(fact, Quantity) else None
    return Claim(
        doc=fact.doc,
        part=fact.part,
        source=fact.source,
        start=fact.start,
        end=fact.end,
        text=fact.text,
        sentence=fact.sentence,
        kind=fact.kind,
        holder=fact.holder,
        certainty=fact.certainty,
        value=quantity.value if quantity else getattr(fact, "value", None),
        low=quantity.low if quantity else None,
        high=quantity.high if quantity else None,
        unit=quantity.unit if quantity else None,
        bound=quantity.bound if quantity else None,
        role=quantity.role if quantity else None,
        period=getattr(fact, "period", None),
        repeats=repeats,
    )


def lone_point(claim: Claim, label: str | None = None) -> Point:
    """A point of ``claim`` alone, which no library holds: its id is empty. Its label is the claim's text where none is
    given."""
    return Point(
        id="",
        label=claim.text if label is None else label,
        verdict="single",
        dimension=None,
        rule=UNMATCHED,
        reason="nothing in another source was matched with it",
        claims=(claim,),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimExplained:
    """A claim with its whole sentence as written and what it was compared by.

    ``normalised`` are names and values in words (“amount”: “about 5 billion USD”); ``carried`` names those that
    the sentence before gave; ``drawn_by`` is the rule that found the claim in the text.
    """

    claim: Claim
    sentence: str
    normalised: tuple[tuple[str, str], ...]
    carried: tuple[str, ...] = ()
    drawn_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """What brings two claims under one question.

    ``score`` is what was reached, ``needed`` what was asked, both None where nothing was weighed; ``scale`` says
    what a score is. ``parts`` are what the score is made of; ``words`` and ``names`` what both share, the most
    telling first.
    """

    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    score: float | None = None
    needed: float | None = None
    scale: str = ""
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PairExplained:
    """Two claims of the point, by their places in ``Explanation.claims``, and the verdict between them.

    ``rule_says`` is the rule's sentence, ``reason`` the rule on these values. ``decides`` marks a pair with the verdict
    of the point.
    """

    first: int
    second: int
    verdict: Verdict
    dimension: Dimension | None
    rule: str
    rule_says: str
    reason: str
    pairing: Pairing
    decides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A claim of another source that came near one of the point's (``near``, its place) and is not in it, and why."""

    near: int
    claim: Claim
    sentence: str
    reason: str
    pairing: Pairing


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All there is to say about one point: its rule's sentence, claims, pairs, and what was tried nearby."""

    point: Point
    rule_says: str
    claims: tuple[ClaimExplained, ...]
    pairs: tuple[PairExplained, ...]
    rejected: tuple[Rejected, ...]


def explanation_record(explanation: Explanation) -> dict[str, Any]:
    """The explanation as plain values for JSON."""
    return {
        "point": point_record(explanation.point),
        "rule_says": explanation.rule_says,
        "claims": [
            {
                "claim": claim_record(one.claim),
                "sentence": one.sentence,
                "normalised": dict(one.normalised),
                "carried": list(one.carried),
                "drawn_by": one.drawn_by,
            }
            for one in explanation.claims
        ],
        "pairs": [
            {**_plain(pair), "pairing": _pairing_record(pair.pairing)} for pair in explanation.pairs
        ],
        "rejected": [
            {
                **_plain(one),
                "claim": claim_record(one.claim),
                "pairing": _pairing_record(one.pairing),
            }
            for one in explanation.rejected
        ],
    }


def _plain(value: PairExplained | Rejected) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _pairing_record(pairing: Pairing) -> dict[str, Any]:
    return {**dataclasses.asdict(pairing), "parts": dict(pairing.parts)}
