"""The words that fields of models are limited to, and their order for readers."""

from __future__ import annotations

from typing import Literal

Certainty = Literal["asserted", "expected", "possible", "unlikely", "denied"]
Bound = Literal["exact", "about", "more_than", "at_least", "less_than", "at_most", "between"]
Role = Literal["actual", "target", "forecast", "limit", "offer"]
Change = Literal["up", "down"]
EntityType = Literal["person", "organisation", "place", "event", "work", "group"]
Kind = Literal["quantity", "date", "quote", "relation", "entity"]
Verdict = Literal["agree", "compatible", "differ", "conflict", "single"]
Dimension = Literal[
    "precision", "detail", "period", "scope", "role", "certainty", "value", "attribution"
]

KINDS: tuple[Kind, ...] = ("quantity", "date", "quote", "relation", "entity")
VERDICTS: tuple[Verdict, ...] = ("conflict", "differ", "compatible", "agree", "single")
