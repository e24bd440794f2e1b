"""Labels of points where there is little room: they begin with who and what, and end with when. Pure."""

from __future__ import annotations

import re
from itertools import accumulate

from rich.cells import cell_len

_MONTH = re.compile(
    r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)\b"
)


def shortened(label: str, width: int) -> str:
    """``label`` in at most ``width`` cells: months by three letters, then without its middle, the end kept."""
    if cell_len(label) > width:
        label = _MONTH.sub(r"\1", label)
    if label.endswith("…"):
        # Its end was cut already: the beginning is all it has.
        return label if cell_len(label) <= width else _fitting(label, width - 1).rstrip() + "…"
    when = label.rpartition(", ")[2]
    if cell_len(when) > width * 2 // 3:
        when = _fitting(label[::-1], width // 2)[::-1]
    return without_middle(label, width, when.lstrip())


def without_middle(text: str, width: int, tail: str = "") -> str:
    """``text`` in at most ``width`` cells: its beginning, and its end, which is ``tail`` or as long as the beginning."""
    if cell_len(text) <= width:
        return text
    tail = tail or _fitting(text[::-1], width // 2)[::-1].lstrip()
    return f"{_fitting(text, width - 1 - cell_len(tail)).rstrip()}…{tail}"


def _fitting(text: str, width: int) -> str:
    """As much of the beginning of ``text`` as fits."""
    return text[: sum(cells <= width for cells in accumulate(map(cell_len, text)))]
