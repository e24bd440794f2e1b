"""The postings of one commit, sorted a piece at a time. Owns their order until they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from whoosh.writing import PostingPool

Posting = tuple[str, bytes, int, float, bytes | None]
"""Field, term, number of the article, weight, value."""


class PiecewisePool(PostingPool):  # type: ignore[misc]
    """Whoosh's pool, without its one long sort: that lets no other thread of the process do anything meanwhile, 60 ms for 200
    articles, and one of them may be drawing the screen."""

    def items(self, maxfiles: int = 128) -> Iterable[Posting]:
        """All postings in order; what was spilled to disk is merged as Whoosh does."""
        if self.runs:
            spilled: Iterable[Posting] = super().items(maxfiles)
            return spilled
        return _sorted(self.current)


def _sorted(postings: Iterable[Posting]) -> Iterator[Posting]:
    pieces: dict[tuple[str, bytes], list[Posting]] = {}
    for posting in postings:
        pieces.setdefault((posting[0], posting[1][:1]), []).append(posting)
    for start in sorted(pieces):
        yield from sorted(pieces.pop(start))


def sort_piecewise(writer: Any) -> Any:
    """``writer``, with such a pool; it must not have been given anything yet."""
    old = writer.pool
    writer.pool = PiecewisePool(old.tempstore, old.segment)
    # Whoosh takes it in megabytes and keeps it in bytes.
    writer.pool.limit = old.limit
    return writer
