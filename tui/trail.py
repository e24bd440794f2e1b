"""Where a reader has been, back and forward. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

# A way back of this many steps is longer than anybody remembers.
_MOST = 50


class Place(NamedTuple):
    """Where the reader was: a widget with the focus, and the place in a document, if one was open."""

    focus: str
    doc: str | None
    offset: int


class Trail:
    """Places left behind, and those one came back from."""

    def __init__(self) -> None:
        self._back: list[Place] = []
        self._forward: list[Place] = []

    def leave(self, place: Place) -> None:
        """The reader goes from ``place`` to somewhere new: there is no forward any more."""
        if not self._back or self._back[-1] != place:
            self._back = [*self._back[1 - _MOST :], place]
        self._forward.clear()

    def back(self, here: Place) -> Place | None:
        """The place before ``here``, None at the beginning."""
        return self._step(self._back, self._forward, here)

    def forward(self, here: Place) -> Place | None:
        """The place that ``back`` left, None where it left none."""
        return self._step(self._forward, self._back, here)

    def move(self, doc: str, new: str, now_at: Callable[[int], int]) -> None:
        """What stood in ``doc`` stands in ``new``, each offset at ``now_at`` of it."""
        for places in (self._back, self._forward):
            for at, place in enumerate(places):
                if place.doc == doc:
                    places[at] = Place(place.focus, new, now_at(place.offset))

    def _step(self, these: list[Place], others: list[Place], here: Place) -> Place | None:
        while these and these[-1] == here:
            these.pop()
        if not these:
            return None
        others.append(here)
        return these.pop()
