"""The line above the panes (what is open, what is under way) and the line of keys below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui.content import SIGNS, fitted, joined, plural, squeezed, styled

if TYPE_CHECKING:
    from search_index.models import Progress, Status

# What is done, and of what there are so many.
_DOING = {
    "reading": ("reading", " files"),
    "indexing": ("indexing", " documents"),
    "extracting": ("facts", " documents"),
    "comparing": ("comparing", ""),
}


class StatusLine(Static):
    """Name, corpus and counts at the left, what is under way and what clashes at the right."""

    DEFAULT_CSS = """
    StatusLine { height: 1; padding: 0 1; text-wrap: nowrap; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._status: Status | None = None
        self._progress: Progress | None = None
        self._failed = ""

    def show(
        self,
        status: Status | None = None,
        progress: Progress | None = None,
        failed: str | None = None,
    ) -> None:
        """Show what changed; what is None stays."""
        self._status = status or self._status
        self._progress = progress or self._progress
        self._failed = self._failed if failed is None else failed
        self.refresh()

    def under_way(self) -> Content:
        """“facts 3/5 documents”, and “✓” when all is done."""
        progress, status = self._progress, self._status
        if self._failed:
            return styled(squeezed(self._failed), ".conflict")
        if progress is not None and progress.stage == "reading" and not progress.done:
            many = plural(progress.total, "document") if progress.total else "documents"
            return styled(f"reading {many} …", ".quiet")
        if progress is not None and progress.stage != "done":
            doing, of = _DOING[progress.stage]
            part = f", a long one {progress.within:.0%}" if progress.within else ""
            return styled(f"{doing} {progress.done:,}/{progress.total:,}{of}{part}", ".quiet")
        if status is None:
            return styled("opening …", ".quiet")
        if not status.documents:
            # Before the first word of a build they are about to be read; after its last, there are none.
            return styled("no documents" if progress else "reading documents …", ".quiet")
        done = " ✓" if status.extracted >= status.documents else ""
        return styled(f"facts {status.extracted}/{status.documents}{done}", ".quiet")

    def render(self) -> Content:
        """The line as wide as it is by then: the first frame has it."""
        width = max(self.size.width - 2, 0)
        right = self.under_way()
        status = self._status
        left = joined(("Reportedly", ".title"))
        if status is not None:
            name = squeezed(str(status.corpus).rstrip("/").rsplit("/", 1)[-1])
            left += joined("   ", (name, ".strong"))
            counts = f" · {plural(status.documents, 'document')}" if status.documents else ""
            if status.sources != status.documents:
                # A saved page may carry several.
                counts += f", {plural(status.sources, 'article')}"
            left += styled(counts)
            conflicts = status.points.get("conflict", 0)
            if conflicts:
                right += joined(
                    "   ", (f"{SIGNS['conflict']} {plural(conflicts, 'conflict')}", ".conflict")
                )
            if status.problems:
                told = plural(len(status.problems), "problem")
                right += joined("   ", (told, ".differ"), (" !", ".key"))
        room = max(width - right.cell_length - 2, 0)
        return fitted(left, room) + styled("  ") + right


class Hints(Static):
    """The keys that matter for what has the focus, as many as fit."""

    DEFAULT_CSS = """
    Hints { height: 1; padding: 0 1; text-wrap: nowrap; }
    """

    def __init__(self, hints: Sequence[tuple[str, str]] = (), *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._hints = hints

    def show(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show pairs of key and word."""
        self._hints = hints
        self.refresh()

    def render(self) -> Content:
        """As many as fit into the line by then."""
        hints = [(word, joined((key, ".key"), f" {word}")) for key, word in self._hints]
        # Help is where the keys stand that do not fit: it always does.
        room = self.size.width - 2
        left = room - sum(hint.cell_length + 3 for word, hint in hints if word == "help")
        fitting = []
        for word, hint in hints:
            if word == "help":
                fitting.append(hint)
            elif hint.cell_length <= left:
                left -= hint.cell_length + 3
                fitting.append(hint)
        return styled("   ").join(fitting).truncate(max(room, 0))
