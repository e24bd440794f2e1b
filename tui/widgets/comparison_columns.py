"""A comparison as columns: one a source, claims of other periods set apart, the silent ones last. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from search_index.models import Claim, Point, SourceInfo
from tui.content import (
    SIGNS,
    claim_notes,
    claim_value,
    columns,
    joined,
    plural,
    publisher,
    quoted,
    styled,
    wrapped,
)

NARROWEST = 24
SILENT_WIDTH = 16


@dataclass(frozen=True, slots=True)
class Column:
    """A claim in its column; ``point`` is set where it belongs to another point of the same fact."""

    claim: Claim
    apart: Point | None = None


def columns_of(points: Sequence[Point], chosen: int) -> list[Column]:
    """The claims of the chosen point, then those that only its neighbours have, set apart."""
    main = points[chosen]
    made = [Column(claim) for claim in main.claims]
    seen = {(c.doc, c.part, c.start, c.end) for c in main.claims}
    for point in (p for i, p in enumerate(points) if i != chosen):
        for claim in point.claims:
            key = (claim.doc, claim.part, claim.start, claim.end)
            if key not in seen:
                seen.add(key)
                made.append(Column(claim, point))
    return made


class Columns:
    """Lays columns out for a width; the chosen one is always in sight."""

    def __init__(
        self,
        points: Sequence[Point],
        chosen: int,
        sentences: Mapping[Claim, str],
        names: Mapping[str, str],
        sources: Mapping[tuple[str, int], SourceInfo],
    ) -> None:
        self.points = points
        self.point = points[chosen]
        self.columns = columns_of(points, chosen)
        self.tops: list[int] = []
        self._sentences = sentences
        self._names = names
        self._sources = sources
        answered = {column.claim.doc for column in self.columns}
        self.silent = [doc for doc in self.point.silent if doc not in answered]

    def lines(self, width: int, selected: int | None) -> list[Content]:
        """Lines of at most ``width`` cells; ``selected`` is marked, None where nothing has the focus.

        ``tops`` are the first lines of the claims where they stand one below the other, else empty.
        """
        self.tops = []
        silent = self._silent_text() if self.silent else []
        room = width - (SILENT_WIDTH + 3 if silent and width >= 72 else 0)
        fit = max(min(len(self.columns), (room + 3) // (NARROWEST + 3)), 1)
        at = selected or 0
        first = max(0, min(at - fit + 1, len(self.columns) - fit)) if at >= fit else 0
        shown = self.columns[first : first + fit]
        if fit == 1:
            return self._stacked(width, selected)
        each, extra = divmod(room - 3 * (fit - 1), fit)
        widths = [each + (1 if i < extra else 0) for i in range(fit)]
        cells = [
            self._cell(column, widths[i], selected == first + i) for i, column in enumerate(shown)
        ]
        separators = ["║" if column.apart and not before.apart else "│"
                      for before, column in itertools.pairwise(shown)]  # fmt: skip
        below: list[Content] = []
        if silent:
            if width >= 72:
                cells.append([line for part in silent for line in wrapped(part, SILENT_WIDTH)])
                widths.append(SILENT_WIDTH)
                separators.append("│")
            else:
                said = joined("silent: ", (", ".join(self._silent_names()), ".quiet"))
                below = wrapped(said, width)
        lines = columns(cells, widths, separators)
        if fit < len(self.columns):
            hidden = f"{first + 1}–{first + fit} of {plural(len(self.columns), 'claim')}, ← → for the others"
            below = [*wrapped(styled(hidden, ".quiet"), width), *below]
        return lines + below

    def _stacked(self, width: int, selected: int | None) -> list[Content]:
        """One claim below the other, where two columns would be too narrow to read."""
        lines: list[Content] = []
        self.tops = []
        for at, column in enumerate(self.columns):
            self.tops.append(len(lines))
            lines += [*self._cell(column, width, selected == at), Content("")]
        if self.silent:
            lines += wrapped(joined("silent: ", (", ".join(self._silent_names()), ".quiet")), width)
        return lines

    def _silent_names(self) -> list[str]:
        return [self._names.get(doc, doc) for doc in self.silent]

    def _silent_text(self) -> list[Content]:
        return [styled("silent", ".quiet"), styled(", ".join(self._silent_names()), ".quiet")]

    def _cell(self, column: Column, width: int, selected: bool) -> list[Content]:
        claim = column.claim
        source = self._sources.get((claim.doc, claim.part))
        who = publisher(source, claim.doc) if source else claim.source
        head = joined(
            ("▌" if selected else "", ".bar"), (self._names.get(claim.doc, claim.doc), ".strong")
        )
        head = (head + joined(" ", (who, ".quiet"))).truncate(width, ellipsis=True)
        lines = [head]
        if column.apart is not None:
            point = column.apart
            word = f"{SIGNS[point.verdict]} {point.verdict}"
            word += f": {point.dimension}" if point.dimension else ""
            lines.append(styled(word, f".{point.verdict}").truncate(width, ellipsis=True))
        value = styled(
            claim_value(claim), ".strong" if column.apart is None else f".{column.apart.verdict}"
        )
        lines += wrapped(value, width, 3)
        for note in claim_notes(claim):
            lines += wrapped(note, width, 2)
        sentence = self._sentences.get(claim)
        if sentence:
            lines += wrapped(quoted(claim, sentence), width)
        return lines
