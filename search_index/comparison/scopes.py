"""The scopes in which documents are compared: all of a corpus, each by itself, or some pairs among others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from search_index.comparison import candidates, pairing
from search_index.comparison.items import Item
from search_index.comparison.listing import Scope

QUANTITIES, RUNS = candidates.LOT, "runs"
LONGEST = {"subject": pairing.LONGEST, QUANTITIES: candidates.LONGEST, RUNS: pairing.LONGEST}
"""Sorts of keys, and how many claims one may have. Articles that share a key of a subject must be on one, too."""

LOT_NAMES = (
    "quantities",
    "occasions",
    "lasting",
    "quotations",
    "offices",
    "visits",
    "standings",
    "events",
    "tellings",
)
"""By number, the name under which each lot of `compare.LOTS` lists the claims that it pairs."""

Listed = tuple[Sequence[int], Sequence[int], Sequence[Item]]


def sort_of(lot: str) -> str:
    """The sort of the keys under which claims are listed in ``lot``."""
    return lot if lot in LONGEST else "subject"


class Whole(Scope):
    """All pairs of a corpus; ``listed_in`` are by lot the keys, the index of the item that has each, and the items."""

    def __init__(self) -> None:
        self.listed_in: dict[str, Listed] = {}

    def listed(
        self,
        lot: str,
        longest: int,
        keys: Sequence[int],
        members: Sequence[int],
        items: Sequence[Item],
    ) -> bool:
        """Note what is listed."""
        self.listed_in[lot] = keys, members, items
        return True

    def common(self, lot: str) -> frozenset[int] | None:
        """None: all is listed."""
        return None

    def pairs(self, doc: str, other: str) -> bool:
        """True."""
        return True


class Alone(Whole):
    """No pairs: what is listed is only noted."""

    def listed(
        self,
        lot: str,
        longest: int,
        keys: Sequence[int],
        members: Sequence[int],
        items: Sequence[Item],
    ) -> bool:
        """Note it, and want no pairs."""
        super().listed(lot, longest, keys, members, items)
        return False


class Among(Whole):
    """Pairs of claims of some pairs of documents. ``common`` are by sort the keys that too many claims have."""

    def __init__(
        self, pairs: frozenset[tuple[str, str]], common: Mapping[str, frozenset[int]]
    ) -> None:
        super().__init__()
        self._pairs, self._common = pairs, common

    def common(self, lot: str) -> frozenset[int]:
        """Those of its sort."""
        return self._common[sort_of(lot)]

    def pairs(self, doc: str, other: str) -> bool:
        """Whether it is one of the pairs; both ways round."""
        return (doc, other) in self._pairs or (other, doc) in self._pairs
