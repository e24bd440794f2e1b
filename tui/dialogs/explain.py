"""Why a point is as it is; opened at once with what the point says, filled when the engine has explained it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.worker import Worker, WorkerState

from search_index.errors import ReportedlyError
from tui.cleaning import clean_line
from tui.content import joined
from tui.explained import explanation_lines
from tui.widgets.styled import StyledDialog
from tui.widgets.wrapped_lines import WrappedLines

if TYPE_CHECKING:
    from search_index.explanation import Explanation
    from search_index.models import Point


class ExplainText(WrappedLines):
    """The lines."""

    DEFAULT_CSS = "ExplainText { padding: 0 1; height: 1fr; }"

    def __init__(self, point: Point, names: Mapping[str, str]) -> None:
        super().__init__()
        self._point = point
        self._names = names
        self._explanation: Explanation | None = None
        self._waiting = "Working out the rest …"

    def show(self, explanation: Explanation | None, waiting: str = "") -> None:
        """Show what came, or why nothing did; the place is kept."""
        self._explanation, self._waiting = explanation, waiting
        if explanation is not None:
            self._point = explanation.point
        self.rearrange()

    def wrapped_to(self, width: int) -> Sequence[Content]:
        """The explanation as far as it is known."""
        return explanation_lines(self._point, self._explanation, self._names, self._waiting, width)


class ExplainDialog(StyledDialog):
    """The explanation in front of the screen it was asked on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,w,enter", "dismiss", "Close", show=False)
    ]
    DEFAULT_CSS = """
    ExplainDialog { align: center middle; }
    ExplainDialog ExplainText { width: 96%; max-width: 112; height: 94%; border: round $border; background: $background;
        border-title-background: $background; border-subtitle-background: $background; border-subtitle-color: $foreground; }
    """

    def __init__(
        self,
        point: Point,
        names: Mapping[str, str],
        explain: Callable[[], Awaitable[Explanation]],
    ) -> None:
        super().__init__()
        self._point = point
        self._names = names
        self._explain = explain

    def compose(self) -> ComposeResult:
        """The text."""
        text = ExplainText(self._point, self._names)
        text.border_title = joined("Why")
        text.border_subtitle = joined("↑ ↓ scroll   Esc closes")
        yield text

    def on_mount(self) -> None:
        """Ask the engine."""
        self._ask()

    @work(exclusive=True, exit_on_error=False)
    async def _ask(self) -> None:
        explanation = await self._explain()
        self.query_one(ExplainText).show(explanation)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """It cannot be explained: say so where the rest would stand."""
        event.stop()
        error = event.worker.error
        if event.state is not WorkerState.ERROR:
            return
        way_out = (
            f" {error.way_out[:1].upper()}{error.way_out[1:]}."
            if isinstance(error, ReportedlyError)
            else ""
        )
        self.query_one(ExplainText).show(
            None, clean_line(f"No more can be said: {error}.{way_out}")
        )
