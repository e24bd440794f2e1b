"""Which panes fit on a screen of a size, as classes that the CSS of the panes knows. Pure."""

from __future__ import annotations

WIDE = 140
MEDIUM = 80
# From here the text has its full measure, and lists at both sides take what is left.
BROAD = 170
# Fewer rows than these hold one pane; fewer than ROOMY no comparison in columns below the others, but a few lines
# of it below the document, as long as there are so many rows that the document keeps most of them.
LOW = 24
ROOMY = 30
PEEK = 18


def arrangement(width: int, height: int, zoomed: bool = False) -> tuple[str, ...]:
    """The layout classes for a screen of this size."""
    if zoomed:
        return ("-single",)
    if width < MEDIUM or height < LOW:
        return ("-single", "-peek") if height >= PEEK else ("-single",)
    if height < ROOMY:
        return ("-medium", "-low")
    if width >= BROAD:
        return ("-wide", "-broad")
    return ("-wide",) if width >= WIDE else ("-medium",)
