"""A scrolling view of lines made only when they are seen: long documents cost what is on the screen."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from tui.widgets.steady import Steady


class LinesView(Steady, ScrollView, can_focus=True):
    """Shows ``line(y)`` for each y below ``count``; a subclass says what a line is."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    LinesView { overflow-x: hidden; scrollbar-gutter: stable; text-wrap: nowrap; background: transparent; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.count = 0
        self._strips: LRUCache[int, Strip] = LRUCache(1024)

    def line(self, y: int) -> Content:
        """The content of line ``y``, no wider than the view."""
        raise NotImplementedError

    @property
    def width(self) -> int:
        """Cells a line may take; 0 until the view has been laid out."""
        return self.scrollable_content_region.width

    def show_lines(self, count: int) -> None:
        """There are ``count`` lines now, and all of them may have changed."""
        self.count = count
        with self.steady():
            self.virtual_size = Size(self.width, count)
        self.repaint()

    def repaint(self) -> None:
        """Forget how lines looked."""
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """A theme changed: every line looks different."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """The strip at row ``y`` of the view."""
        at = y + self.scroll_offset.y
        width = self.size.width
        if at >= self.count:
            return Strip.blank(width, self.rich_style)
        strip = self._strips.get(at)
        if strip is None:
            style = self.visual_style
            strips = Visual.to_strips(self, self.line(at), width, 1, style, pad=True)
            strip = strips[0] if strips else Strip.blank(width, self.rich_style)
            strip = strip.adjust_cell_length(width, self.rich_style)
            self._strips[at] = strip
        return strip

    def jump(self, y: int) -> None:
        """Scroll so that line ``y`` is the first, as far as there are lines."""
        # Forced: a view that has just come into sight has no scrollbar yet, without which Textual stays.
        self.scroll_to(y=max(y, 0), animate=False, force=True)

    def reveal(self, y: int, margin: int = 3) -> None:
        """Scroll as little as brings line ``y`` into sight, with some lines around it."""
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        margin = min(margin, max((height - 1) // 2, 0))
        top = self.scroll_offset.y
        if y - margin < top:
            top = y - margin
        elif y + margin >= top + height:
            top = y + margin - height + 1
        self.jump(top)

    def centre(self, y: int) -> None:
        """Scroll so that line ``y`` stands in the upper third, unless it is in sight already."""
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        if top + 1 <= y < top + height - 3:
            return
        self.jump(y - height // 3)

    def action_move_down(self) -> None:
        """A line down."""
        self.scroll_relative(y=1, animate=False)

    def action_move_up(self) -> None:
        """A line up."""
        self.scroll_relative(y=-1, animate=False)

    def action_page_down(self) -> None:
        """A page down."""
        self.scroll_relative(y=max(self.scrollable_content_region.height - 2, 1), animate=False)

    def action_page_up(self) -> None:
        """A page up."""
        self.scroll_relative(y=-max(self.scrollable_content_region.height - 2, 1), animate=False)

    def action_to_start(self) -> None:
        """To the first line."""
        self.jump(0)

    def action_to_end(self) -> None:
        """To the last line."""
        self.jump(self.count)
