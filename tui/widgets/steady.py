"""Widgets that keep their place whatever they hold, and so spare the screen a layout at each key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from textual.geometry import Region
from textual.scroll_view import ScrollView

if TYPE_CHECKING:
    _Scrolled = ScrollView
else:
    # Textual finds a widget's styles along those of its bases that are widgets.
    _Scrolled = object


class Steady(_Scrolled):
    """Mixed into a view whose place on the screen is its own whatever it holds: more lines ask for no new layout of all widgets.

    Textual lays the whole screen out when a scrolled size changes, which is 10 ms at each key.
    """

    _steady = False

    @contextmanager
    def steady(self) -> Iterator[None]:
        """What is held changes; a layout is asked for only where the scrollbar comes or goes, or the height follows."""
        bar, self._steady = self.show_vertical_scrollbar, not self.styles.auto_dimensions
        try:
            yield
        finally:
            self._steady = False
        # Whether there is to be a bar, Textual may find out only with the next layout.
        wanted = self.virtual_size.height > self.container_size.height > 0
        if bar != self.show_vertical_scrollbar or bar != wanted:
            self.refresh(layout=True)

    def refresh(self, *regions: Region, layout: bool = False, **how: Any) -> Self:
        """As every widget, but without a layout while it is steady."""
        return super().refresh(*regions, layout=layout and not self._steady, **how)
