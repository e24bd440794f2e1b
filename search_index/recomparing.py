"""Comparing a corpus once more when some documents came, went or changed: at a cost in proportion to these.

What two documents have in common depends on the two alone, but for the weights of words and for keys that too many
claims have; both are kept, and what changes of them is followed. `KeptComparison` holds what every step found: which
keys each document has, the judged pairs between two, the drafts of points. The answer is that of a comparison of all.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping

from search_index.comparing_step import Step
from search_index.comparing_whole import compare_whole
from search_index.comparison.weighing import sample_of, sentence_words, weights_of
from search_index.errors import LibraryError, ReportedlyError
from search_index.records import point_from_record
from search_index.refinishing import row_of
from search_index.store import POINTS_DROPPED, Row, SinceRow, Store, name_rows
from search_index.store.kept_comparison import KeptComparison
from search_index.store.kept_documents import KeptDocument

# Documents that change in one step; and the share of a corpus from which on all of it is compared instead.
BATCH = 200
_SHARE = 4
_ROOM = "free some space where temporary files go, then run `reportedly index`"


class Recomparison:
    """Comparisons of one library, each from what the last one left."""

    def __init__(self, store: Store, kept: KeptComparison) -> None:
        self._store, self._kept = store, kept

    def rows(self, state: str) -> Iterator[Row]:
        """The rows of the points of ``state``, which is that of the library now: all, or what changed.

        Call it inside a snapshot of the library. What was kept and turns out to be broken is made anew.
        """
        states = self._store.material_states()
        try:
            rows = self._follow(states, state)
        except ReportedlyError:
            raise
        except Exception:
            # What was kept may be anything. What all gives is right whatever it was; an error that is not
            # from there comes again.
            rows = None
        return self._anew(states, state) if rows is None else rows

    def _anew(self, states: Mapping[str, str], state: str) -> Iterator[Row]:
        """All compared, and kept if there is room."""
        self._kept.clear()
        try:
            self._fill(states, state)
        except sqlite3.Error:
            self._kept.forsake()
            try:
                self._fill(states, state)
            except sqlite3.Error as error:
                raise LibraryError(f"comparing found no room: {error}", _ROOM) from error
        return self._all()

    def _fill(self, states: Mapping[str, str], state: str) -> None:
        with self._kept.transaction():
            compare_whole(self._store, self._kept, states)
            self._kept.set_meta("state", state)

    def _follow(self, states: Mapping[str, str], state: str) -> Iterator[Row] | None:
        """None where all is to be compared."""
        before = self._kept.meta("state")
        left = _differing(self._kept.documents(), states)
        if before is None or len(left) * _SHARE > len(states) or self._weights_change(left):
            return None
        rows: list[Row] = [SinceRow(before)]
        with self._kept.transaction():
            while left:
                batch = set(sorted(left)[:BATCH])
                rows += Step(self._store, self._kept, states, batch).rows()
                left -= batch
            self._kept.set_meta("state", state)
        told = self._store.meta("points") == before and self._store.meta(POINTS_DROPPED) is None
        # All of them are read before the first is told: what is broken is found in time to compare anew.
        return iter(rows if told else list(self._all()))

    def _weights_change(self, left: set[str]) -> bool:
        """Whether words weigh otherwise once the documents ``left`` have changed."""
        files = self._store.known_files()
        sample = sample_of((file.digest, path) for path, file in files.items())
        if sorted(sample) == self._kept.meta("sample") and not sample & left:
            return False
        weights = weights_of(
            words for path in sorted(sample) for words in sentence_words(self._store.facts(path))
        )
        self._kept.set_meta("sample", sorted(sample))
        return bool(weights.by_word != self._kept.meta("weights"))

    def _all(self) -> Iterator[Row]:
        yield from name_rows(dict(self._kept.all_names()))
        for final in self._kept.finals():
            yield row_of(point_from_record(json.loads(final)))


def _differing(known: Mapping[str, KeptDocument], states: Mapping[str, str]) -> set[str]:
    """Paths that came, went or changed."""
    changed = {p for p, s in states.items() if p not in known or known[p].state != s}
    return changed | (known.keys() - states.keys())
