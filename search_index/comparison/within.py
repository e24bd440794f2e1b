"""A source at odds with itself: two numbers for one thing in one article, told in two sentences.

The same rules judge as between sources, and only what cannot both be right is shown: an article may well name a part
here and the sum there, so the pair must reach what unlike numbers of strangers must reach.
"""

from __future__ import annotations

from collections.abc import Sequence

from search_index.comparison.alignment import ENOUGH, weigh
from search_index.comparison.candidates import candidate_pairs
from search_index.comparison.items import Item, Weights
from search_index.comparison.likeness import slip
from search_index.comparison.points import point_within
from search_index.comparison.verdicts import judge
from search_index.models import Point, Quantity


def points_within(items: Sequence[Item], weights: Weights) -> list[Point]:
    """One point for each pair of quantities of one article that cannot both be right."""
    quantities = [i for i in items if isinstance(i.fact, Quantity)]
    found = []
    for a, b in candidate_pairs(quantities):
        if a.place != b.place or a.fact.sentence == b.fact.sentence:
            continue
        evidence = weigh(a, b, weights)
        if evidence.refused or evidence.alike or evidence.total < ENOUGH["unlike"]:
            continue
        # A slip of one digit betrays one number whatever the second telling leaves unsaid.
        slipped = slip(a, b) > 0
        judgement = judge(a, b, same_event=slipped, slip=slipped)
        if judgement is not None and judgement.verdict == "conflict":
            found.append(point_within(a, b, judgement))
    return found
