"""The text of one document with its matches and facts, and a cursor that is a place in the text."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widget import Widget

from search_index.models import Span
from tui.content import fitted, joined, rule
from tui.keymap import bindings
from tui.reading import Mark, Reading, step
from tui.widgets.document_lines import Layout, Line, lay_out
from tui.widgets.document_painting import line_signs, line_text
from tui.widgets.lines import LinesView

# Longer lines tire the eye; typographers stop at about 75, terminals are used to 80.
MOST_CELLS = 84
# Cursor bar, verdict sign, kind sign, blank.
GUTTER = 4
BOOKMARK = "»"


class DocumentView(LinesView):
    """Reads a document. The cursor stands on a line and, where the line states something, on a mark."""

    BINDINGS = bindings("moving", only=(
        "move_down", "move_up", "page_down", "page_up", "to_start", "to_end", "open",
    ))  # fmt: skip
    DEFAULT_CSS = """
    DocumentView { height: 1fr; padding: 0 1 0 0; }
    """

    class Moved(Message):
        """The cursor came to another place or another mark."""

        def __init__(self, offset: int, mark: Mark | None) -> None:
            super().__init__()
            self.offset = offset
            self.mark = mark

    class Opened(Message):
        """The reader pressed ↵ on a mark."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.reading: Reading | None = None
        self.mark: Mark | None = None
        self.chosen = False
        """Whether the reader went to ``mark`` itself, not to a place where it begins."""
        self.matches: tuple[Span, ...] = ()
        self.match: Span | None = None
        self.unfold = False
        self._bookmarks: tuple[tuple[str, int], ...] = ()
        self._cursor = 0
        self._layout: Layout | None = None
        self._layout_for: tuple[object, int, bool] | None = None
        self._prepared: tuple[object, Layout | None] = (None, None)

    # What is shown ------------------------------------------------------------------------

    def show(self, reading: Reading, span: Span | None = None) -> None:
        """Show ``reading`` at ``span``; None keeps the place (facts of the same document arrived)."""
        same = self.reading is not None and self.reading.document == reading.document
        self.reading = reading
        if not same:
            self.matches, self.match, self.mark = (), None, None
            # Out of sight it is laid out later; until then nothing is known of its lines.
            self._layout = self._layout_for = None
        self._arrange()
        if span is not None:
            self.go(span.start, reading.mark_at(span))
            self.chosen = False
        elif not same:
            self.go(0, tell=False)
            self.jump(0)
        else:
            kept = self.mark
            self.mark = next(
                (m for m in reading.marks if kept and (m.start, m.end, m.kind) == (kept.start, kept.end, kept.kind)),
                None,
            )  # fmt: skip
            self.repaint()
            self._tell()

    def prepare(self, reading: Reading) -> None:
        """Do what takes long for a long document, in the thread that reads it: 0.4 s for 5 MB."""
        _ = reading.stops, reading.any_stops, reading.repeated
        width = self.width
        if not width and isinstance(self.parent, Widget):
            # Not in sight before the first document: two cells are the padding's and the scrollbar's.
            width = self.parent.content_size.width - 2
        wanted = (reading.document, min(width - GUTTER - 1, MOST_CELLS), self.unfold)
        if wanted[1] >= 4 and self._layout_for != wanted:
            self._prepared = (wanted, lay_out(*wanted))

    def show_matches(self, matches: Sequence[Span], match: Span | None) -> None:
        """Mark these stretches; ``match`` is the one the reader stands on."""
        self.matches, self.match = tuple(sorted(matches)), match
        self.repaint()

    def show_bookmarks(self, places: Sequence[tuple[str, int]]) -> None:
        """Mark the lines of this document that have a bookmark."""
        self._bookmarks = tuple(places)
        self.repaint()

    def toggle_furniture(self) -> None:
        """Fold or unfold the page furniture, the place kept."""
        self.unfold = not self.unfold
        self._arrange()
        self.reveal(self._line())

    def on_resize(self, event: Resize) -> None:
        """Wrap anew where the width changed."""
        if self.reading is not None:
            first = self._layout is None
            self._arrange()
            (self.centre if first else self.reveal)(self._line())
            if first:
                # What stands on the cursor's line was not known before there were lines.
                self._tell()

    def _body(self) -> int:
        """Cells for the text itself; one is left free beside the scrollbar."""
        return min(self.width - GUTTER - 1, MOST_CELLS)

    def _arrange(self) -> None:
        width = self._body()
        if self.reading is None or width < 4:
            return
        wanted = (self.reading.document, width, self.unfold)
        if self._layout is None or self._layout_for != wanted:
            prepared, layout = self._prepared
            self._layout = layout if layout is not None and prepared == wanted else lay_out(*wanted)
            self._layout_for = wanted
            self._prepared = (None, None)
        self.show_lines(len(self._layout))

    # The cursor ---------------------------------------------------------------------------

    @property
    def offset_here(self) -> int:
        """The cursor's place in the document's text."""
        return self._cursor

    @property
    def laid_out(self) -> bool:
        """Whether its lines are known; out of sight they are not."""
        return self._layout is not None

    def _line_here(self) -> tuple[int, int] | None:
        """The cursor's line, from its start to its end; out of sight, where there are no lines, the cursor's place."""
        if self.reading is None or not self._cursor:
            return None
        if self._layout is None:
            return self._cursor, self._cursor + 1
        line = self._layout[self._line()]
        return line.start, max(line.end, line.start + 1)

    @property
    def mark_of_sentence(self) -> Mark | None:
        """What others speak of in the sentence that the cursor's line begins or goes on with."""
        here = self._line_here()
        return (
            None if here is None or self.reading is None else self.reading.mark_of_sentence(*here)
        )

    @property
    def states(self) -> bool:
        """Whether a fact begins on the cursor's line."""
        here = self._line_here()
        return (
            here is not None
            and self.reading is not None
            and bool(self.reading.marks_between(*here))
        )

    @property
    def left_match(self) -> bool:
        """Whether the cursor is on another line than the match it last stood on."""
        if self.match is None or self._layout is None:
            return False
        return self._layout.line_of(self.match.start) != self._line()

    @property
    def share_read(self) -> int | None:
        """How much of the document lies above the cursor, in percent; None where all of it fits."""
        if self._layout is None or len(self._layout) <= self.scrollable_content_region.height:
            return None
        last = len(self._layout) - 1
        while last and not self._layout.shows_text(last):
            last -= 1
        return 100 * self._line() // max(last, 1)

    @property
    def row_here(self) -> int:
        """The row of the view in which the cursor's line stands."""
        return self._line() - self.scroll_offset.y

    def stand(self, offset: int, row: int) -> None:
        """Put the cursor at ``offset``, its line in this row of the view."""
        self.go(offset, self.reading.mark_at(Span(offset, offset)) if self.reading else None)
        self.jump(self._line() - row)

    def _line(self) -> int:
        return self._layout.line_of(self._cursor) if self._layout else 0

    def go(self, offset: int, mark: Mark | None = None, *, tell: bool = True) -> None:
        """Put the cursor at ``offset``, on ``mark`` if there is one."""
        if self.reading is None:
            return
        self._cursor = max(0, min(offset, len(self.reading.document.text)))
        self.mark, self.chosen = mark, mark is not None
        if self._layout:
            self.centre(self._line())
        self.repaint()
        if tell:
            self._tell()

    def _tell(self) -> None:
        self.post_message(self.Moved(self._cursor, self.mark))

    def _move(self, lines: int) -> None:
        if self._layout is None or self.reading is None:
            return
        y, last = self._line() + lines, len(self._layout) - 1
        direction = 1 if lines > 0 else -1
        y = max(0, min(y, last))
        while 0 <= y <= last and not self._layout.shows_text(y):
            y += direction
        beyond = not 0 <= y <= last
        if beyond:
            # The cursor stays on the first or the last line of text; above the first there is still the title to see.
            y = max(0, min(y, last))
            while 0 <= y <= last and not self._layout.shows_text(y):
                y -= direction
            if not 0 <= y <= last:
                return
        line = self._layout[y]
        self._cursor = line.start
        self.mark = self.reading.mark_on(line.start, max(line.end, line.start + 1))
        self.chosen = False
        if beyond:
            self.jump(0 if direction < 0 else self.count)
        else:
            self.reveal(y)
        self.repaint()
        self._tell()

    def step_mark(self, forward: bool, *, every: bool = False) -> bool:
        """To the next mark that others speak of too (``every``: of any kind); False at the end."""
        if self.reading is None:
            return False
        marks = self.reading.any_stops if every else self.reading.stops
        found = step(marks, self.mark, self._cursor, forward)
        if found is not None:
            self.go(found.start, found)
        return found is not None

    def go_round(self, forward: bool, *, every: bool = False) -> bool:
        """To the first mark where there is none after the cursor, to the last where none before; False without any."""
        if self.reading is None:
            return False
        marks = self.reading.any_stops if every else self.reading.stops
        if marks:
            found = marks[0 if forward else -1]
            self.go(found.start, found)
        return bool(marks)

    def action_move_down(self) -> None:
        """A line of text down."""
        self._move(1)

    def action_move_up(self) -> None:
        """A line of text up."""
        self._move(-1)

    def action_page_down(self) -> None:
        """A page down, the cursor with it."""
        self._move(max(self.scrollable_content_region.height - 2, 1))

    def action_page_up(self) -> None:
        """A page up, the cursor with it."""
        self._move(-max(self.scrollable_content_region.height - 2, 1))

    def action_to_start(self) -> None:
        """To the title."""
        self.go(0)
        self.jump(0)

    def action_to_end(self) -> None:
        """To the last line."""
        if self._layout:
            self._move(len(self._layout))

    def action_open(self) -> None:
        """To the comparison of the mark under the cursor."""
        self.post_message(self.Opened())

    # Painting -----------------------------------------------------------------------------

    def line(self, y: int) -> Content:
        """Cursor bar, signs of what the line states, and its text with matches and facts marked."""
        if self._layout is None or self.reading is None:
            return Content("")
        line = self._layout[y]
        body = self._body()
        if line.role in ("title", "head"):
            return joined("    ", (line.label, ".title" if line.role == "title" else ".quiet"))
        if line.role == "part":
            return joined("    ", rule(line.label, body))
        if line.role == "blank":
            return Content("")
        bar = self._bar(y, line)
        if line.role == "fold":
            return joined(bar, "   ", (f"┄ {line.label}, x shows them", ".quiet"))
        at = self.mark or self.match
        text = line_text(self.reading, line, self.matches, at)
        return joined(bar, line_signs(self.reading, line), " ", fitted(text, body))

    def _bar(self, y: int, line: Line) -> tuple[str, str]:
        """The cursor, else a bookmark, in the first cell of a line."""
        assert self.reading is not None
        if y == self._line() and self._cursor:
            return "▌", ".bar"
        path = self.reading.document.path
        last = max(line.end, line.start + 1)
        marked = any(doc == path and line.start <= at < last for doc, at in self._bookmarks)
        return (BOOKMARK, ".strong") if marked else (" ", "")
