"""Points down, sources across; thousands of rows, painted only where they are seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual

from search_index.models import Claim, Point, SourceInfo
from tui.comparison_content import BY_HAND, claim_value, sign_of
from tui.content import fitted, joined, named_in, period_text, plural, publisher, squeezed, styled
from tui.keymap import bindings
from tui.labels import shortened
from tui.widgets.lines import LinesView

_GAP = 3
_NARROWEST_CELL = 16
_WIDEST_CELL = 34
# From here on, more room is better given to the cells, or to the label.
_EASY_LABEL, _EASY_CELL = 44, 24


def _row_now(old: Sequence[Point], row: int, new: Sequence[Point]) -> int:
    """Where the cursor goes that was on ``row``: to its point, where that is gone to the next that is left, or the one
    before."""
    rows = {point.id: n for n, point in enumerate(new)}
    nearest = (*old[row:], *reversed(old[:row]))
    return next((rows[point.id] for point in nearest if point.id in rows), 0)


class MatrixTable(LinesView):
    """A cursor over cells; the label column and the heads always stay in sight."""

    BINDINGS = bindings("moving")
    DEFAULT_CSS = """
    MatrixTable { height: 1fr; padding: 0 1; }
    """

    class Opened(Message):
        """↵ on a cell that has a claim."""

        def __init__(self, claim: Claim) -> None:
            super().__init__()
            self.claim = claim

    class Moved(Message):
        """The cursor is on another cell."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.points: Sequence[Point] = ()
        self.row = 0
        self.column = 0
        self._docs: list[str] = []
        self._heads: dict[str, tuple[str, str]] = {}
        self._left = 0

    def show(
        self, points: Sequence[Point], sources: Sequence[SourceInfo], names: Mapping[str, str]
    ) -> None:
        """Show these points; the cursor stays on its point, or the next that is left."""
        self.row = _row_now(self.points, self.row, points)
        self.points = points
        self._docs = list(dict.fromkeys(source.doc for source in sources))
        self._heads = {
            s.doc: (named_in(names, s.doc), publisher(s, s.doc)) for s in reversed(list(sources))
        }
        self.column = min(self.column, max(len(self._docs) - 1, 0))
        self._arrange()

    def go(self, point: str | None, doc: str | None) -> None:
        """Put the cursor on a point and a document, as far as both are shown."""
        ids = [p.id for p in self.points]
        if point in ids:
            self.row = ids.index(point)
        if doc in self._docs:
            self.column = self._docs.index(doc)
        self._follow()

    @property
    def claim(self) -> Claim | None:
        """The claim in the cell under the cursor."""
        point = self.point
        if point is None or not self._docs:
            return None
        return next((c for c in point.claims if c.doc == self._docs[self.column]), None)

    @property
    def doc(self) -> str | None:
        """The document whose column the cursor is in."""
        return self._docs[self.column] if self.column < len(self._docs) else None

    @property
    def point(self) -> Point | None:
        """The point under the cursor."""
        return self.points[self.row] if self.row < len(self.points) else None

    def on_resize(self, event: Resize) -> None:
        """More or fewer sources fit."""
        self._arrange()

    def _arrange(self) -> None:
        self.show_lines(len(self.points) + 1)
        self._follow()

    def _label_width(self) -> int:
        longest = (
            max((cell_len(squeezed(point.label)) for point in self.points[:200]), default=0) + 3
        )
        left = self.width - len(self._docs) * (_NARROWEST_CELL + _GAP)
        with_ease = self.width - len(self._docs) * (_EASY_CELL + _GAP)
        # A label may be cut to let every source be seen, but it must still say what it is about.
        most = max(with_ease, min(left, _EASY_LABEL)) if left >= 30 else self.width * 2 // 5
        return max(min(longest, most, self.width // 2), 16)

    def _fit(self) -> int:
        room = self.width - self._label_width()
        return min(max(room // (_NARROWEST_CELL + _GAP), 1), max(len(self._docs), 1))

    def _cell_width(self) -> int:
        room = self.width - self._label_width()
        return max(min(room // self._fit() - _GAP, _WIDEST_CELL), 4)

    def _follow(self) -> None:
        fit = self._fit()
        # A window that grew again shows as many as fit.
        furthest = max(len(self._docs) - fit, 0)
        self._left = max(min(self._left, self.column, furthest), self.column - fit + 1, 0)
        self.repaint()
        self.reveal(self.row + 1, 2)
        self.post_message(self.Moved())

    # Painting -----------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """The heads stay on the first row, whatever is scrolled."""
        if y == 0 and self.count:
            strips = Visual.to_strips(
                self, self._head(), self.width, 1, self.visual_style, pad=True
            )
            return strips[0].adjust_cell_length(self.size.width, self.rich_style)
        return super().render_line(y)

    def _shown(self) -> list[tuple[int, str]]:
        return list(enumerate(self._docs))[self._left : self._left + self._fit()]

    def _head(self) -> Content:
        more = len(self._docs) - self._fit()
        # A column is a document, whichever sources it carries.
        label = plural(len(self.points), "point") + (
            f", {plural(len(self._docs), 'document')}, ← →" if more > 0 else ""
        )
        line, cell = fitted(styled(label, ".quiet"), self._label_width()), self._cell_width()
        for at, doc in self._shown():
            name, who = self._heads[doc]
            head = joined(
                (name, ".title" if at == self.column else ".strong"), " ", (who, ".quiet")
            )
            line += styled(" │ ", ".rule") + fitted(head, cell)
        return line

    def line(self, y: int) -> Content:
        """One point: verdict, label, and each source's value."""
        at = y - 1
        if not 0 <= at < len(self.points):
            return Content("")
        point = self.points[at]
        here = at == self.row
        bar = ("▌", ".bar") if here else (" ", "")
        by_hand = BY_HAND if point.overridden else " "
        width = self._label_width()
        label = joined(
            bar,
            sign_of(point),
            (by_hand, ".strong"),
            (shortened(squeezed(point.label), width - 3), ".strong" if here else ""),
        )
        line, cell = fitted(label, width), self._cell_width()
        # Where sources speak of several times, the cells say of which.
        dated = len({claim.period for claim in point.claims if claim.kind == "quantity"}) > 1
        for number, doc in self._shown():
            claims = [claim for claim in point.claims if claim.doc == doc]
            text = claim_value(claims[0]) if claims else ("–" if doc in point.silent else "")
            if dated and claims and claims[0].period is not None:
                whole = f"{text}, {period_text(claims[0].period)}"
                # Never at the price of what is claimed.
                text = whole if cell_len(whole) + 3 <= cell else text
            if len(claims) > 1:
                text = f"{text} +{len(claims) - 1}"
            style = "" if claims else ".quiet"
            if here and number == self.column:
                style = ".here"
                text = text.ljust(cell)
            value = styled(text, style).truncate(cell, ellipsis=True)
            line += styled(" │ ", ".rule") + fitted(value, cell)
        return line

    # Moving -------------------------------------------------------------------------------

    def _move(self, rows: int = 0, columns: int = 0) -> None:
        self.row = max(0, min(self.row + rows, len(self.points) - 1))
        self.column = max(0, min(self.column + columns, len(self._docs) - 1))
        self._follow()

    def action_move_down(self) -> None:
        """The next point."""
        self._move(1)

    def action_move_up(self) -> None:
        """The point before."""
        self._move(-1)

    def _sideways(self, by: int) -> None:
        """A column on; where not all are in sight, to the next that says something to this point, if there is one."""
        point, step = self.point, by
        if point is not None and self._fit() < len(self._docs):
            saying = {claim.doc for claim in point.claims}
            column = self.column + by
            while 0 <= column < len(self._docs) and self._docs[column] not in saying:
                column += by
            if 0 <= column < len(self._docs):
                step = column - self.column
        self._move(columns=step)

    def action_move_right(self) -> None:
        """The next source."""
        self._sideways(1)

    def action_move_left(self) -> None:
        """The source before."""
        self._sideways(-1)

    def action_page_down(self) -> None:
        """A page of points down."""
        self._move(max(self.scrollable_content_region.height - 3, 1))

    def action_page_up(self) -> None:
        """A page of points up."""
        self._move(-max(self.scrollable_content_region.height - 3, 1))

    def action_to_start(self) -> None:
        """The first point."""
        self._move(-len(self.points))

    def action_to_end(self) -> None:
        """The last point."""
        self._move(len(self.points))

    def action_open(self) -> None:
        """Open the cell's passage; an empty cell opens the point's first claim."""
        claim = self.claim
        if claim is None and self.point is not None and self.point.claims:
            claim = self.point.claims[0]
        if claim is not None:
            self.post_message(self.Opened(claim))
