"""What the sources say to one question, side by side; it follows the cursor of the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.message import Message

from search_index.models import Claim, Point, SourceInfo
from tui.comparison_content import notes_on, verdict_text
from tui.content import joined, squeezed, styled, wrapped
from tui.keymap import bindings
from tui.widgets.comparison_columns import Columns, Place
from tui.widgets.lines import LinesView
from tui.widgets.styled import resolved

# In fewer lines than these, a line a claim says more than the heads of columns.
_LOW = 6


class ComparisonView(LinesView):
    """The columns, or, in a few lines, a line a claim; ← → choose a claim."""

    BINDINGS = bindings("moving")
    DEFAULT_CSS = """
    ComparisonView { height: 1fr; padding: 0 1; }
    """

    class Opened(Message):
        """↵ on a claim: show it in its document."""

        def __init__(self, claim: Claim) -> None:
            super().__init__()
            self.claim = claim

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Content] = []
        self.columns: Columns | None = None
        self.selected = 0
        self.lead: list[Content] = []
        # The verdict where the title has no room for it: in a few lines it goes before all else.
        self.verdict: Content | None = None
        self._above = 0

    def rearrange(self) -> None:
        """Lay the columns out for the width there is."""
        width = self.width
        if width < 4:
            return
        lines = [line for part in self.lead for line in wrapped(part, width)]
        self._above = len(lines)
        height = self.scrollable_content_region.height
        if self.columns is not None and height < _LOW and not self.has_focus:
            first = [self.verdict] if self.verdict is not None else self.lead[:1]
            lines = [part.truncate(width, ellipsis=True) for part in first]
            lines += self.columns.summary(width, max(height - len(lines), 1))
        elif self.columns is not None:
            lines += self.columns.lines(width, self.selected if self.has_focus else None)
        self._lines = lines
        self.show_lines(len(self._lines))

    def line(self, y: int) -> Content:
        """One line of the columns."""
        return self._lines[y] if y < len(self._lines) else Content("")

    def on_resize(self, event: Resize) -> None:
        """Columns are as wide as the pane allows."""
        self.rearrange()

    def on_focus(self) -> None:
        """The chosen column is marked."""
        self.rearrange()

    def on_blur(self) -> None:
        """No column is chosen."""
        self.rearrange()

    @property
    def claim(self) -> Claim | None:
        """The claim that is chosen."""
        return self.columns.columns[self.selected].claim if self.columns else None

    def _choose(self, move: int) -> None:
        if self.columns is not None:
            self.selected = max(0, min(self.selected + move, len(self.columns.columns) - 1))
            self.rearrange()
            if self.columns.tops:
                top = self.columns.tops[self.selected]
                self.jump(top + self._above if top else 0)

    def action_move_right(self) -> None:
        """To the next source."""
        self._choose(1)

    def action_move_left(self) -> None:
        """To the source before."""
        self._choose(-1)

    def action_open(self) -> None:
        """Show the chosen claim in its document."""
        if self.claim is not None:
            self.post_message(self.Opened(self.claim))


_AT_FIRST = "A fact under the cursor is compared here with what the other sources say."


class ComparisonPane(Vertical):
    """Label and verdict on the border, the columns within."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._points: Sequence[Point] = ()
        self.at = 0
        self._sentences: Mapping[Claim, str] = {}
        self._names: Mapping[str, str] = {}
        self._sources: Mapping[tuple[str, int], SourceInfo] = {}
        self._here: Place | None = None
        self._wanted: str | None = None

    def compose(self) -> ComposeResult:
        """The view."""
        view = ComparisonView(id="claims")
        view.lead = [styled(_AT_FIRST, ".quiet")]
        yield view

    def on_mount(self) -> None:
        """The title."""
        self.border_title = joined("Comparison")

    @property
    def view(self) -> ComparisonView:
        """The columns."""
        return self.query_one(ComparisonView)

    @property
    def point(self) -> Point | None:
        """The point that is shown."""
        return self._points[self.at] if self._points else None

    def show(
        self,
        points: Sequence[Point],
        sentences: Mapping[Claim, str],
        names: Mapping[str, str],
        sources: Mapping[tuple[str, int], SourceInfo],
        here: Place | None = None,
    ) -> None:
        """Show the points of one fact, the first of them up front, what is said ``here`` before the others."""
        ids = [p.id for p in points]
        if ids != [p.id for p in self._points] or self._wanted in ids:
            self.at = ids.index(self._wanted) if self._wanted in ids else 0
            self._wanted = None
            self.view.selected = 0
            self.view.jump(0)
        elif here != self._here:
            self.view.selected = 0
        self._here = here
        self._points, self._sentences = points, sentences
        self._names, self._sources = names, sources
        self._arrange()

    def want(self, point: str | None) -> None:
        """Put the point with this id in front when a fact that is in it is shown next."""
        self._wanted = point

    def show_nothing(self, text: str) -> None:
        """Say why there is nothing to compare."""
        self._points = ()
        self.border_title = joined("Comparison")
        self.border_subtitle = None
        self.view.columns = self.view.verdict = None
        self.view.lead = [styled(text, ".quiet")]
        self.view.rearrange()

    def step_point(self, forward: bool) -> bool:
        """To the next comparison of the same fact, round the end; False where there is one only."""
        if len(self._points) < 2:
            return False
        self.at = (self.at + (1 if forward else -1)) % len(self._points)
        self.view.selected = 0
        self.view.jump(0)
        self._arrange()
        return True

    def on_resize(self, event: Resize) -> None:
        """The border's title is as long as the pane is wide."""
        if self._points:
            self._arrange()

    def _arrange(self) -> None:
        point = self._points[self.at]
        self.view.columns = Columns(
            self._points, self.at, self._sentences, self._names, self._sources, self._here
        )
        label, verdict = styled(squeezed(point.label), ".title"), verdict_text(point)
        # Corners, the blanks that Textual puts beside a title, and a dash at each end.
        room = self.size.width - 6
        self.view.lead = []
        self.view.verdict = None
        if label.cell_length + verdict.cell_length + 3 <= room:
            dashes = "─" * (room - label.cell_length - verdict.cell_length - 2)
            edge = ".edge-focus" if self.view.has_focus else ".edge"
            title = joined(label, " ", (dashes, edge), " ", verdict)
        else:
            title = label.truncate(max(room, 8), ellipsis=True)
            self.view.verdict = verdict
            self.view.lead = [verdict] if title.plain == label.plain else [label, verdict]
        self.view.lead += notes_on(point)
        self.border_title = resolved(self, title)
        many = len(self._points)
        turn = joined(
            (f"{self.at + 1} of {many} comparisons of this fact ", ".quiet"), ("< >", ".key")
        )
        self.border_subtitle = resolved(self, turn) if many > 1 else None
        self.view.rearrange()

    def on_descendant_focus(self) -> None:
        """The line in the title is part of the border, which shows the focus."""
        self.repaint_border()

    def on_descendant_blur(self) -> None:
        """And its end."""
        self.repaint_border()

    def repaint_border(self) -> None:
        """Take the colours of now: after a change of focus or theme."""
        if self._points:
            self._arrange()
