"""The keys of many documents as arrays: how many claims have each of some keys, and in which documents they stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Buckets by which nearly all of 25 million keys are passed over at five nanoseconds each.
_BUCKETS = 1 << 22


def unpacked(keys: bytes) -> NDArray[np.uint32]:
    """The keys of a document as they are kept."""
    import numpy as np

    return np.frombuffer(keys, dtype="<u4")


def by_document(
    listed: Sequence[tuple[Sequence[int], Sequence[int], Sequence[int]]],
) -> dict[int, bytes]:
    """By document, the keys of its claims as they are kept, out of several lists.

    Of each list the keys, at the same place the claim that has it, and the document of each claim.
    """
    import numpy as np

    empty = np.empty(0, dtype=np.uint32)
    keys = np.concatenate([empty, *(np.asarray(one[0], dtype=np.uint32) for one in listed)])
    of_claim = [
        np.asarray(documents, dtype=np.int64)[np.asarray(members, dtype=np.int64)]
        for _, members, documents in listed
        if len(members)
    ]
    numbers = np.concatenate([np.empty(0, dtype=np.int64), *of_claim])
    order = np.lexsort((keys, numbers))
    keys, numbers = keys[order].astype("<u4"), numbers[order]
    found, starts = np.unique(numbers, return_index=True)
    ends = [*starts.tolist(), len(keys)][1:]
    return {
        number: keys[start:end].tobytes()
        for number, start, end in zip(found.tolist(), starts.tolist(), ends, strict=True)
    }


def too_common(kept: Sequence[tuple[int, bytes]], longest: int) -> frozenset[int]:
    """The keys that more than ``longest`` claims have."""
    import numpy as np

    together = unpacked(b"".join(keys for _, keys in kept))
    found, counts = np.unique(together, return_counts=True)
    return frozenset(found[counts > longest].tolist())


class Counted:
    """How often some keys stand in documents, given as they are kept, and where."""

    def __init__(self, kept: Sequence[tuple[int, bytes]], wanted: NDArray[np.uint32]) -> None:
        import numpy as np

        self.keys = wanted
        together = unpacked(b"".join(keys for _, keys in kept))
        ends = np.cumsum([len(keys) // 4 for _, keys in kept])
        numbers = np.array([number for number, _ in kept], dtype=np.int64)
        likely = np.zeros(_BUCKETS, dtype=bool)
        likely[wanted & (_BUCKETS - 1)] = True
        at = np.flatnonzero(likely[together & (_BUCKETS - 1)])
        places = np.minimum(np.searchsorted(wanted, together[at]), max(0, len(wanted) - 1))
        hits = wanted[places] == together[at] if len(wanted) else np.zeros(0, dtype=bool)
        self.counts = np.bincount(places[hits], minlength=len(wanted))
        self._places = places[hits]
        self._documents: Any = (
            numbers[np.searchsorted(ends, at[hits], side="right")] if len(kept) else at[hits]
        )

    def holders(self, keys: Collection[int]) -> dict[int, set[int]]:
        """By key, the documents in which it stands."""
        import numpy as np

        chosen = np.isin(self.keys, np.array(sorted(keys), dtype=np.uint32))
        found: dict[int, set[int]] = {key: set() for key in keys}
        some = chosen[self._places]
        for place, document in zip(
            self._places[some].tolist(), self._documents[some].tolist(), strict=True
        ):
            found[int(self.keys[place])].add(document)
        return found
