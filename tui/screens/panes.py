"""Which panes are in sight and which has the focus: the widths, zoom, Tab, 1–4 and the way back.

The half of the explorer that knows nothing of documents.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import DescendantFocus, Resize
from textual.widgets import Input, Static

from tui import keymap
from tui.arrangement import arrangement
from tui.content import joined
from tui.screens.deciding import DecidingScreen
from tui.trail import Trail
from tui.widgets.bars import Hints, StatusLine
from tui.widgets.search_pane import SearchField, SearchPane

if TYPE_CHECKING:
    from tui.desk import Desk
    from tui.widgets.comparison_pane import ComparisonPane
    from tui.widgets.document_pane import DocumentPane
    from tui.widgets.document_view import DocumentView
    from tui.widgets.facts_pane import FactsPane

Pane = Literal["search", "document", "facts", "comparison"]
PANES: tuple[Pane, ...] = ("search", "document", "facts", "comparison")


class PanesScreen(DecidingScreen):
    """Four panes between a status line and a line of keys.

    The first frame has the search, whole, and the frames of the others: a third of the time to it would
    go into widgets that have nothing to show yet. ``furnish`` puts them in.
    """

    document: DocumentPane
    """The text."""

    facts: FactsPane
    """The facts of the document."""

    comparison: ComparisonPane
    """The claims side by side."""

    BINDINGS = keymap.bindings("panes", "standing", "facts", "everywhere")
    AUTO_FOCUS = "#query"
    # Three arrangements of the panes: -wide, -medium, -single; -low is a medium screen without the rows
    # for columns below: a few lines there, and the whole screen where the comparison has the focus. Not a file of its own: files are parsed twice before the first paint.
    DEFAULT_CSS = """
    PanesScreen #panes { height: 1fr; layout: grid; grid-gutter: 0; }
    PanesScreen .pane {
        border: round $border-blurred;
        border-title-color: $foreground;
        border-title-style: none;
        border-subtitle-color: $foreground;
        border-title-background: $background;
        border-subtitle-background: $background;
        background: $background;
        height: 100%;
        width: 100%;
    }
    PanesScreen .pane:focus-within { border: round $border; border-title-style: bold; }
    PanesScreen:ansi .pane { border: round ansi_default; background: ansi_default; }
    PanesScreen:ansi .pane:focus-within { border: round ansi_cyan; }
    PanesScreen:nocolor .pane:focus-within { border: heavy ansi_default; border-title-style: bold reverse; }
    PanesScreen #search, PanesScreen #facts { padding: 0 1; }

    PanesScreen.-wide #panes { grid-size: 3 2; grid-columns: 36 1fr 26%; grid-rows: 1fr 30%; }
    PanesScreen.-broad #panes { grid-columns: 1fr 92 1fr; }
    PanesScreen.-wide #comparison { column-span: 3; }

    PanesScreen.-medium #panes { grid-size: 2 2; grid-columns: 34% 1fr; grid-rows: 1fr 32%; }
    PanesScreen.-medium #comparison { column-span: 2; }
    PanesScreen.-medium #document, PanesScreen.-medium #facts { display: none; }
    PanesScreen.-medium.-right-document #document { display: block; }
    PanesScreen.-medium.-right-facts #facts { display: block; }

    PanesScreen.-medium.-low #panes { grid-rows: 1fr 6; }
    PanesScreen.-medium.-low #search { row-span: 2; }
    PanesScreen.-medium.-low #comparison { column-span: 1; }
    PanesScreen.-medium.-low.-right-comparison #panes { grid-size: 1 1; grid-columns: 1fr; grid-rows: 1fr; }
    PanesScreen.-medium.-low.-right-comparison #search, PanesScreen.-medium.-low.-right-comparison #document,
    PanesScreen.-medium.-low.-right-comparison #facts { display: none; }

    PanesScreen.-single #panes { grid-size: 1 1; }
    PanesScreen.-single .pane { display: none; }
    PanesScreen.-single.-at-search #search { display: block; }
    PanesScreen.-single.-at-document #document { display: block; }
    PanesScreen.-single.-at-facts #facts { display: block; }
    PanesScreen.-single.-at-comparison #comparison { display: block; }
    PanesScreen.-single.-peek.-at-document #panes { grid-size: 1 2; grid-rows: 1fr 6; }
    PanesScreen.-single.-peek.-at-document #comparison { display: block; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.at: Pane = "search"
        self.right: Pane = "document"
        self.zoomed = False
        self.trail = Trail()
        self.furnished = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Everything has its place from the first paint, and fills later."""
        # Before there are children: each change of class restyles them all, 8 ms a time.
        self.rearrange()
        yield StatusLine(id="status")
        with Container(id="panes"):
            yield SearchPane(id="search", classes="pane")
            for pane in PANES[1:]:
                frame = Static("", id=pane, classes="pane")
                frame.border_title = joined(pane.capitalize())
                yield frame
        # The field has the focus first.
        yield Hints(keymap.footer("input", self.keys), id="hints")

    async def furnish(self) -> None:
        """Put the panes into their frames."""
        from tui.widgets.comparison_pane import ComparisonPane
        from tui.widgets.document_pane import DocumentPane
        from tui.widgets.facts_pane import FactsPane

        self.document = DocumentPane(id="document", classes="pane")
        self.facts = FactsPane(id="facts", classes="pane -empty")
        self.comparison = ComparisonPane(id="comparison", classes="pane")
        panes = self.query_one("#panes", Container)
        with self.app.batch_update():
            await panes.query_children("Static.pane").remove()
            await panes.mount(self.document, self.facts, self.comparison)
        self.furnished.set()
        self.rearrange()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys wait for the panes they move in."""
        return self.furnished.is_set()

    @property
    def search(self) -> SearchPane:
        """The query and its hits."""
        return self.query_one(SearchPane)

    @property
    def status(self) -> StatusLine:
        """The line above."""
        return self.query_one(StatusLine)

    # Layout -------------------------------------------------------------------------------

    def on_resize(self, event: Resize) -> None:
        """Take the arrangement that fits."""
        self.rearrange()

    def rearrange(self) -> None:
        """Set the layout classes for size, zoom and focus."""
        size = self.app.size
        wanted = {*arrangement(size.width, size.height, self.zoomed)}
        # Only where it is low does the comparison take the others' place, and only while it is read.
        if "-low" in wanted and self.at == "comparison":
            self.right = "comparison"
        elif self.right == "comparison":
            self.right = "document"
        wanted |= {f"-at-{self.at}", f"-right-{self.right}"}
        managed = {"-wide", "-broad", "-medium", "-single", "-low", "-peek"}
        managed |= {f"-{word}-{pane}" for word in ("at", "right") for pane in PANES}
        # All at once: each class set by itself restyles every widget, 8 ms a time.
        self.update_classes({name: name in wanted for name in managed})
        if self.furnished.is_set():
            self.document.subtitle(verdict=not self.in_sight("comparison"))

    def in_sight(self, pane: Pane) -> bool:
        """Whether the arrangement shows this pane now."""
        if self.has_class("-single"):
            peek = self.has_class("-peek") and (self.at, pane) == ("document", "comparison")
            return peek or self.at == pane
        if self.has_class("-low") and self.right == "comparison":
            return pane == "comparison"
        return self.has_class("-wide") or pane in ("search", "comparison", self.right)

    # Focus --------------------------------------------------------------------------------

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The pane with the focus leads: it is shown where only some are, and names the keys."""
        widget = event.widget
        if widget is not self.focused:
            # Told late: meanwhile the focus went on, and must not be called back to a pane out of sight.
            return
        for pane in PANES:
            if any(node.id == pane for node in widget.ancestors_with_self):
                self.at = pane
                if pane not in ("search", "comparison"):
                    self.right = pane
        self.rearrange()
        self.query_one(Hints).show(keymap.footer(self._focus_kind(), self.keys))

    def on_descendant_blur(self) -> None:
        """What had the focus may be gone or hidden."""
        self.call_after_refresh(self._regain)

    def _regain(self) -> None:
        """The focus is never lost: a key must always be for something."""
        if self.is_current and self.app.app_focus and self.focused is None:
            self.go_to(self.at)

    @property
    def help_first(self) -> keymap.Where:
        """In the list of facts, its own keys."""
        return "facts" if self.at == "facts" else "panes"

    def _focus_kind(self) -> str:
        focused = self.focused.id if self.focused is not None else None
        if isinstance(self.focused, Input):
            return "input"
        return {"text": "document", "factlist": "facts", "claims": "comparison"}.get(
            focused or "", "results"
        )

    def go_to(self, pane: Pane, *, field: bool = False) -> None:
        """Give a pane the focus, making it visible first; ``field`` means the query itself."""
        self.at = pane
        if pane not in ("search", "comparison"):
            self.right = pane
        self.rearrange()
        if pane == "search":
            listed = self.search.hits.option_count and not field
            (self.search.hits if listed else self.search.field).focus()
        elif pane == "document":
            self.fallback().focus()
        elif pane == "facts":
            (self.facts.rows if self.can_stand("facts") else self.fallback()).focus()
        else:
            self.comparison.view.focus()

    def fallback(self) -> DocumentView | SearchField:
        """What takes the focus when a pane has nothing to stand on: it must never be lost."""
        view = self.document.view
        return view if view.reading is not None else self.search.field

    def action_next_pane(self) -> None:
        """Tab."""
        self._turn(1)

    def action_previous_pane(self) -> None:
        """Shift+Tab."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        at = PANES.index(self.at)
        for _ in PANES:
            at = (at + by) % len(PANES)
            if self.can_stand(PANES[at]):
                self.go_to(PANES[at])
                return

    def can_stand(self, pane: Pane) -> bool:
        """Whether the pane has something to put the cursor on."""
        if pane == "document":
            return self.document.view.reading is not None
        if pane == "facts":
            return not self.facts.has_class("-empty")
        return True

    def action_pane_search(self) -> None:
        """1."""
        self.go_to("search")

    def action_pane_document(self) -> None:
        """2."""
        self.go_to("document")

    def action_pane_facts(self) -> None:
        """3."""
        if self.document.view.reading is None and not self.can_stand("facts"):
            # The focus would go to the field, where the next key is a letter of the query.
            self.say("There are no facts to list yet: open a document that has some")
            return
        self.go_to("facts")

    def action_pane_comparison(self) -> None:
        """4."""
        self.go_to("comparison")

    # The keys of the list of facts lead there from the other panes.

    def action_filter_facts(self) -> None:
        """f"""
        self._in_the_facts(lambda: self.facts.action_filter_facts())

    def action_sort_facts(self) -> None:
        """s"""
        self._in_the_facts(lambda: self.facts.action_sort_facts())

    def action_facts_everywhere(self) -> None:
        """a"""
        self._in_the_facts(lambda: self.facts.action_facts_everywhere())

    def _in_the_facts(self, do: Callable[[], None]) -> None:
        if not self.furnished.is_set() or not self.can_stand("facts"):
            self.say("There are no facts to list yet: open a document that has some")
            return
        self.go_to("facts")
        do()

    def action_zoom(self) -> None:
        """The pane alone, and back."""
        self.zoomed = not self.zoomed
        self.rearrange()
