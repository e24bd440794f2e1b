"""Claims listed under the keys by which they may be of one question, and which of a corpus are looked at.

Candidates come from these lists, never from all pairs. A key that too many claims of the corpus have names no
question and is passed over, so that cost grows about linearly. Where only some documents of a corpus are compared,
a `Scope` says what is too common in the whole of it and which documents are to be paired.
"""

from __future__ import annotations

import functools
import hashlib
from abc import ABC, abstractmethod
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from search_index.comparison.items import Item


class Scope(ABC):
    """What is compared of a corpus."""

    @abstractmethod
    def listed(
        self,
        lot: str,
        longest: int,
        keys: Sequence[int],
        members: Sequence[int],
        items: Sequence[Item],
    ) -> bool:
        """Whether pairs are wanted at all. Told each key of the claims, and at the same place which item has it."""

    @abstractmethod
    def common(self, lot: str) -> frozenset[int] | None:
        """Keys that too many claims of the whole corpus have; None where what is listed is the whole."""

    @abstractmethod
    def pairs(self, doc: str, other: str) -> bool:
        """Whether claims of these two documents are to be paired."""


_SCOPE: ContextVar[Scope | None] = ContextVar("scope", default=None)


@contextmanager
def within(scope: Scope) -> Iterator[None]:
    """Look at no more than ``scope`` meanwhile."""
    token = _SCOPE.set(scope)
    try:
        yield
    finally:
        _SCOPE.reset(token)


def wanted(a: Item, b: Item) -> bool:
    """Whether claims of these two articles are to be paired."""
    scope = _SCOPE.get()
    return scope is None or scope.pairs(a.fact.doc, b.fact.doc)


def wanted_pairs(members: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """All pairs of ``members`` of two articles that are to be paired."""
    for n, one in enumerate(members):
        for other in members[n + 1 :]:
            if one.place != other.place and wanted(one, other):
                yield one, other


@functools.lru_cache(maxsize=1 << 18)
def key_of(lot: str, key: str) -> int:
    """32 bits that stand for a key of a lot: of five million keys, one in a thousand shares them with another."""
    digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=4, key=lot.encode())
    return int.from_bytes(digest.digest(), "little")


class Listing:
    """The claims of one lot, to be paired by the keys they share."""

    def __init__(self, lot: str, longest: int, items: Sequence[Item]) -> None:
        self._lot, self._longest, self._items = lot, longest, items
        self._keys = array("I")
        self._members = array("I")
        self.common: frozenset[int] = frozenset()

    def add(self, member: int, keys: Iterable[str]) -> None:
        """List the item with this index under ``keys``, each of which it has once."""
        before = len(self._keys)
        self._keys.extend(key_of(self._lot, key) for key in keys)
        self._members.extend([member] * (len(self._keys) - before))

    def groups(self) -> Iterator[list[int]]:
        """The indices, rising, of the items under each key that more than one and not too many have.

        ``common`` are afterwards the keys that too many have. The order of the groups means nothing.
        """
        import numpy as np

        scope = _SCOPE.get()
        if scope is not None and not scope.listed(
            self._lot, self._longest, self._keys, self._members, self._items
        ):
            return
        keys = np.frombuffer(self._keys, dtype=np.uint32)
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(keys) else order
        counts = np.diff(np.r_[starts, len(keys)])
        common = None if scope is None else scope.common(self._lot)
        if common is None:
            common = frozenset(ordered[starts[counts > self._longest]].tolist())
        self.common = common
        # Nearly all keys are of one claim.
        for at in np.flatnonzero(counts > 1).tolist():
            first = int(starts[at])
            if int(ordered[first]) not in self.common:
                yield [self._members[n] for n in order[first : first + int(counts[at])].tolist()]
