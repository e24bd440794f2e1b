"""What the scoring needs to know of every article of a view, as numpy's arrays, each made once a commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from search_index.fulltext.impacts.view import View


def norms(view: View, field: str) -> Any:
    """By article, what BM25 adds to a frequency in ``field``: see `View.norm_of_byte`."""
    return view.once(f"norms of {field}", lambda: _norms(view, field))


def _norms(view: View, field: str) -> Any:
    table = np.array(view.norm_of_byte(field))
    known = np.empty(view.articles)
    for segment in view.segments:
        lengths = segment.length_bytes(field)
        part = known[segment.offset : segment.offset + segment.articles]
        part[:] = table[0] if lengths is None else table[lengths]
    return known


def days(view: View, name: str) -> Any:
    """``first_day`` or ``last_day`` of each article, as an ordinal; 0 for an undated one."""
    return view.once(name, lambda: _joined(view, name))


def ranks(view: View) -> Any:
    """The place of each article in the order of its segment: newest first, undated last, then by path."""
    return view.once("ranks", lambda: _joined(view, "rank"))


def _joined(view: View, name: str) -> Any:
    parts = [segment.file.numbers(name) for segment in view.segments]
    return np.concatenate(parts) if parts else np.empty(0, np.int32)


def live(view: View) -> Any:
    """True for every article that is not deleted; None where none is."""
    return view.once("live", lambda: _live(view)) if view.deleted else None


def _live(view: View) -> Any:
    known = np.ones(view.articles, bool)
    known[view.deleted] = False
    return known
