"""What stands where a document will be: what the library holds, and the few keys to begin with. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from search_index.models import VERDICTS, Status
from tui.content import SIGNS, joined, plural, styled
from tui.keymap import BY_ID, spoken_keys

_BEGIN: tuple[tuple[str, str], ...] = (
    ("search", "search: words, “a phrase”, -without"),
    ("move_down", "out of the field, to the list; ↵ opens one"),
    ("next_fact", "there: the next fact others speak of too"),
    ("matrix", "there: all points and what each source says"),
    ("help", "there: every key"),
)


def start_page(status: Status, keys: Mapping[str, str]) -> Content:
    """A few lines for a pane without a document."""
    lines = [joined((f"{plural(status.documents, 'document')}", ".strong"))]
    counts = [(verdict, status.points.get(verdict, 0)) for verdict in VERDICTS]
    said = [
        joined((f"{SIGNS[verdict]} {count:,} {verdict}", f".{verdict}"))
        for verdict, count in counts
        if count and verdict != "single"
    ]
    if said:
        lines.append(Content("   ").join(said))
    lines.append(Content(""))
    for action, words in _BEGIN:
        key = spoken_keys(BY_ID[action], keys).split(" ")[0]
        lines.append(joined(styled(key.ljust(3), ".key"), f" {words}"))
    return Content("\n").join(lines)
