"""A comparison as columns: the claim one reads first, one a source, those of other periods set apart. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from search_index.models import Claim, Point, SourceInfo
from tui.chart import bars, chart_lines
from tui.comparison_content import (
    claim_notes,
    claim_value,
    quoted,
    says_itself,
    sign_of,
    verdict_word,
)
from tui.content import columns, fitted, joined, named_in, plural, publisher, styled, wrapped
from tui.differences import differing_words

NARROWEST = 24
SILENT_WIDTH = 16
HERE = "▸"
"""Stands before the claim that the document's cursor is on."""

Place = tuple[str, int, int]
"""A document, and the start and end of the fact its cursor is on."""


@dataclass(frozen=True, slots=True)
class Column:
    """A claim in its column; ``point`` is set where it belongs to another point of the same fact."""

    claim: Claim
    apart: Point | None = None


def stands_at(claim: Claim, here: Place | None) -> bool:
    """Whether ``claim`` is what the document's cursor is on."""
    return (
        here is not None and claim.doc == here[0] and claim.start < here[2] and here[1] < claim.end
    )


def columns_of(points: Sequence[Point], chosen: int, here: Place | None = None) -> list[Column]:
    """The claim ``here``, the others of the chosen point, then those that only its neighbours have, set apart."""
    main = points[chosen]
    made = [Column(claim) for claim in main.claims]
    made.sort(key=lambda column: not stands_at(column.claim, here))
    if main.verdict in ("differ", "conflict") and made:
        first = made[0].claim

        def agrees(claim: Claim) -> bool:
            same_value = main.dimension == "period" or claim.value == first.value
            return claim.period == first.period and same_value

        # Beside the first what it is held against, then what agrees with it.
        made[1:] = sorted(made[1:], key=lambda column: agrees(column.claim))
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
        here: Place | None = None,
    ) -> None:
        self.points = points
        self.point = points[chosen]
        self.columns = columns_of(points, chosen, here)
        self._here = here
        self.tops: list[int] = []
        self._sentences = sentences
        self._names = names
        self._sources = sources
        answered = {column.claim.doc for column in self.columns}
        self.silent = [doc for doc in self.point.silent if doc not in answered]
        told = [c.claim for c in self.columns if sentences.get(c.claim)]
        # What one source says twice is no difference, unless that is what the point is about.
        owners = [str(i) if self.point.within else claim.doc for i, claim in enumerate(told)]
        differing = differing_words([sentences[claim] for claim in told], owners)
        self._only_here = dict(zip(told, differing, strict=True))
        self._bars = bars([column.claim for column in self.columns], names)

    def lines(self, width: int, selected: int | None) -> list[Content]:
        """Lines of at most ``width`` cells; ``selected`` is marked, None where nothing has the focus.

        ``tops`` are the first lines of the claims where they stand one below the other, else empty.
        """
        self.tops = []
        silent = self._silent_text() if self.silent else []
        fit = self._fitting(width)
        # Who is silent takes no claim's place.
        beside = bool(silent) and width >= 72 and self._fitting(width - SILENT_WIDTH - 3) == fit
        room = width - (SILENT_WIDTH + 3 if beside else 0)
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
            if beside:
                cells.append([line for part in silent for line in wrapped(part, SILENT_WIDTH)])
                widths.append(SILENT_WIDTH)
                separators.append("│")
            else:
                said = joined("not matched: ", (", ".join(self._silent_names()), ".quiet"))
                below = wrapped(said, width)
        lines = columns(cells, widths, separators)
        if fit < len(self.columns):
            hidden = f"{first + 1}–{first + fit} of {plural(len(self.columns), 'claim')}, ← → for the others"
            below = [*wrapped(styled(hidden, ".quiet"), width), *below]
        return lines + below + self._chart(width)

    def _fitting(self, width: int) -> int:
        """How many claims stand side by side."""
        return max(min(len(self.columns), (width + 3) // (NARROWEST + 3)), 1)

    def summary(self, width: int, most: int) -> list[Content]:
        """A line a claim, at most ``most``: sign, document, value, period; the last says how many more there are."""
        shown = self.columns[: most if len(self.columns) <= most else max(most - 1, 1)]
        names = [named_in(self._names, column.claim.doc) for column in shown]
        room = min(max(map(len, names), default=0), width // 3)
        lines = []
        for column, name in zip(shown, names, strict=True):
            claim = column.claim
            here = stands_at(claim, self._here)
            sign = (HERE, ".bar") if here else sign_of(self._relation(column))
            value = (claim_value(claim), ".here" if here else ".strong")
            notes = [joined("  ", note) for note in claim_notes(claim)]
            line = joined(sign, " ", fitted(styled(name, ".strong"), room), "  ", value, *notes)
            lines.append(line.truncate(width, ellipsis=True))
        if len(shown) < len(self.columns):
            more = plural(len(self.columns) - len(shown), "more claim")
            lines.append(
                joined((f"  {more}: ", ".quiet"), ("4", ".key"), (" shows them", ".quiet"))
            )
        elif self.silent and len(lines) < most:
            said = joined(
                ("  not matched: ", ".quiet"), (", ".join(self._silent_names()), ".quiet")
            )
            lines.append(said.truncate(width, ellipsis=True))
        return lines[:most]

    def _relation(self, column: Column) -> Point:
        """The point whose verdict holds between a claim and the one that the document's cursor is on: of claims that
        differ from a third, two may agree, which is a point of its own."""
        own = column.apart or self.point
        if own.verdict in ("agree", "compatible"):
            return own
        together = (
            point
            for point in self.points
            if point.verdict in ("agree", "compatible")
            and column.claim in point.claims
            and any(stands_at(claim, self._here) for claim in point.claims)
        )
        return next(together, own)

    def _stacked(self, width: int, selected: int | None) -> list[Content]:
        """One claim below the other, where two columns would be too narrow to read."""
        lines: list[Content] = []
        self.tops = []
        for at, column in enumerate(self.columns):
            self.tops.append(len(lines))
            lines += [*self._cell(column, width, selected == at), Content("")]
        if self.silent:
            lines += wrapped(
                joined("not matched: ", (", ".join(self._silent_names()), ".quiet")), width
            )
        return lines + self._chart(width)

    def _chart(self, width: int) -> list[Content]:
        drawn = chart_lines(self._bars, width)
        return [Content(""), *drawn] if drawn else []

    def _silent_names(self) -> list[str]:
        return [named_in(self._names, doc) for doc in self.silent]

    def _silent_text(self) -> list[Content]:
        many = f"{len(self.silent)} " if len(self.silent) > 1 else ""
        head = f"{many}not matched"
        return [styled(head, ".quiet"), styled(", ".join(self._silent_names()), ".quiet")]

    def _cell(self, column: Column, width: int, selected: bool) -> list[Content]:
        claim = column.claim
        source = self._sources.get((claim.doc, claim.part))
        who = publisher(source, claim.doc) if source else claim.source
        here = stands_at(claim, self._here)
        head = joined(
            ("▌" if selected else "", ".bar"),
            (HERE if here else "", ".bar"),
            (named_in(self._names, claim.doc), ".strong"),
        )
        head = (head + joined(" ", (who, ".quiet"))).truncate(width, ellipsis=True)
        lines = [head]
        sentence = self._sentences.get(claim, "")
        style = ".strong"
        if column.apart is not None:
            point, style = column.apart, sign_of(column.apart)[1]
            word = joined(
                verdict_word(point), (f": {point.dimension}" if point.dimension else "", style)
            )
            lines.append(word.truncate(width, ellipsis=True))
        if not says_itself(claim, sentence):
            lines += wrapped(styled(claim_value(claim), style), width, 3)
        for note in claim_notes(claim):
            lines += wrapped(note, width, 2)
        if sentence:
            only_here = self._only_here.get(claim, ())
            lines += wrapped(quoted(claim, sentence, only_here, here=here), width)
        return lines
