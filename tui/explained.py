"""An explanation as lines: the rule, each claim with the values compared, each pair, what came near. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from search_index.explanation import UNMATCHED
from tui.comparison_content import (
    claim_notes,
    claim_value,
    notes_on,
    quoted,
    verdict_text,
)
from tui.content import SIGNS, joined, named_in, squeezed, styled, wrapped

if TYPE_CHECKING:
    from search_index.explanation import ClaimExplained, Explanation, Pairing
    from search_index.models import Claim, Point

# Words in common that are named; the first are the most telling.
_WORDS = 8
# Cells for “carried” and its like.
_NAMES = 10


def explanation_lines(
    point: Point,
    explanation: Explanation | None,
    names: Mapping[str, str],
    waiting: str,
    width: int,
) -> list[Content]:
    """All there is to say about ``point``, in ``width`` cells.

    ``explanation`` None shows what the point itself says, and ``waiting``: why there is no more.
    """
    return list(_Lines(names, width).all(point, explanation, waiting))


class _Lines:
    def __init__(self, names: Mapping[str, str], width: int) -> None:
        self._names = names
        self._width = max(width, 20)

    def all(self, point: Point, explanation: Explanation | None, waiting: str) -> Iterator[Content]:
        yield from self._say(0, styled(squeezed(point.label), ".title"))
        yield from self._say(0, verdict_text(point))
        for note in notes_on(point):
            yield from self._say(0, note)
        says = explanation.rule_says if explanation else ""
        yield from self._entry(
            "rule", joined(styled(squeezed(says)), (f"  {squeezed(point.rule)}", ".quiet"))
        )
        yield from self._heading("Claims and the values compared")
        if explanation is None:
            for number, claim in enumerate(point.claims, 1):
                yield from self._bare(number, claim)
            yield Content("")
            yield from self._say(0, styled(waiting, ".quiet"))
            return
        for number, one in enumerate(explanation.claims, 1):
            yield from self._claim(number, one)
        if explanation.pairs:
            yield from self._heading("Two by two")
        for pair in explanation.pairs:
            sign = (SIGNS[pair.verdict], f".{pair.verdict}")
            word = f" {pair.verdict}" + (f": {pair.dimension}" if pair.dimension else "")
            decides = (" · decides", ".strong") if pair.decides else ""
            both = (f"{pair.first + 1} and {pair.second + 1}", ".strong")
            yield from self._say(1, joined(both, "  ", sign, (word, f".{pair.verdict}"), decides))
            yield from self._say(
                4, joined(squeezed(pair.reason), (f"  {squeezed(pair.rule)}", ".quiet"))
            )
            yield from self._pairing(pair.pairing)
        if explanation.rejected:
            alone = point.rule == UNMATCHED
            what = "was not matched with it" if alone else "is another question"
            yield from self._heading(f"Came near, and {what}")
        for rejected in explanation.rejected:
            yield from self._say(1, self._head(rejected.claim, f"beside {rejected.near + 1}"))
            yield from self._say(4, quoted(rejected.claim, rejected.sentence))
            yield from self._say(4, joined(("because: ", ".strong"), squeezed(rejected.reason)))
            yield from self._pairing(rejected.pairing)
        if not explanation.rejected:
            yield from self._heading("Nothing else came near")

    def _say(self, indent: int, content: Content) -> Iterator[Content]:
        for line in wrapped(content, self._width - indent):
            yield joined(" " * indent, line)

    def _heading(self, words: str) -> Iterator[Content]:
        yield Content("")
        yield from self._say(0, styled(words, ".title"))

    def _entry(
        self, name: str, said: Content, indent: int = 0, room: int = _NAMES
    ) -> Iterator[Content]:
        """A name in ``room`` cells and what belongs to it, hanging."""
        if not said.plain.strip():
            return
        for at, line in enumerate(wrapped(said, self._width - indent - room)):
            head = (name if at == 0 else "").ljust(room)
            yield joined(" " * indent, (head, ".quiet"), line)

    def _head(self, claim: Claim, note: str = "") -> Content:
        name = named_in(self._names, claim.doc)
        source = squeezed(claim.source)
        said = [] if source in (claim.doc, name) or source in claim.doc else [source]
        said += [note] if note else []
        return joined((name, ".strong"), (f" {' · '.join(said)}" if said else "", ".quiet"))

    def _bare(self, number: int, claim: Claim) -> Iterator[Content]:
        yield from self._say(1, joined((f"{number}  ", ".key"), self._head(claim)))
        yield from self._say(4, styled(claim_value(claim), ".claim"))
        for note in claim_notes(claim):
            yield from self._say(4, note)

    def _claim(self, number: int, one: ClaimExplained) -> Iterator[Content]:
        claim = one.claim
        yield from self._say(1, joined((f"{number}  ", ".key"), self._head(claim)))
        yield from self._say(4, quoted(claim, one.sentence))
        room = max([len(squeezed(name)) + 2 for name, _ in one.normalised] + [_NAMES])
        for name, value in one.normalised:
            yield from self._entry(squeezed(name), styled(squeezed(value)), 4, room)
        if one.carried:
            carried = styled(squeezed(", ".join(one.carried)))
            yield from self._entry(
                "carried", joined(carried, (", from the sentence before", ".quiet")), 4, room
            )
        place = f"{claim.start}–{claim.end}" + (
            f", found by “{one.drawn_by}”" if one.drawn_by else ""
        )
        yield from self._entry("span", styled(squeezed(place), ".quiet"), 4, room)

    def _pairing(self, pairing: Pairing) -> Iterator[Content]:
        shared = ", ".join([*pairing.names, *pairing.words[:_WORDS]])
        if shared:
            yield from self._entry("shared", styled(squeezed(shared), ".quiet"), 4)
        if pairing.score is None:
            return
        needed = "" if pairing.needed is None else f" of {pairing.needed:.2f} asked"
        parts = "; ".join(f"{name} {weight:+.2f}" for name, weight in pairing.parts)
        said = f"{pairing.score:.2f}{needed}: {parts}" if parts else f"{pairing.score:.2f}{needed}"
        yield from self._entry("score", styled(squeezed(said), ".quiet"), 4)
