"""What a corpus holds at a glance: documents, facts by kind, points by verdict."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from search_index.models import KINDS, VERDICTS
from tui.cleaning import clean_line
from tui.commands.opening import opened
from tui.commands.options import Common
from tui.commands.pointwise import WITHIN, WITHIN_WORDS
from tui.commands.wording import SIGNS, named, plural
from tui.output import console, print_indented

if TYPE_CHECKING:
    from rich.console import Console

    from search_index.models import SourceInfo, Status


def overview(common: Common) -> int:
    """Build the library, print the overview; 0 whatever it holds."""
    with opened(common) as library:
        _draw(console(), library.status(), library.documents())
    return 0


def _draw(out: Console, status: Status, sources: tuple[SourceInfo, ...]) -> None:
    from rich.text import Text

    heading = Text()
    heading.append("Reportedly", style="bold")
    heading.append(f"  {clean_line(status.corpus)}", style="dim")
    out.print(heading)
    out.print()

    for doc, parts in groupby(sources, key=lambda source: source.doc):
        out.print(Text(clean_line(doc), style="bold"))
        for part in parts:
            title = Text(clean_line(part.title), style="dim" if part.part else "")
            for note in filter(None, (named(part.source, doc), part.published)):
                title.append(f" · {clean_line(note)}", style="dim")
            print_indented(out, title, 4 if part.part else 2)
    out.print()

    counts = [plural(status.documents, "document"), plural(status.sources, "source")]
    out.print(Text(" · ".join(counts), style="bold"))
    _counts(out, "facts", [(kind, status.facts.get(kind, 0)) for kind in KINDS])
    points = [(f"{SIGNS[v]} {v}", status.points.get(v, 0)) for v in VERDICTS]
    if status.points.get("within"):
        points.append((f"{WITHIN} {WITHIN_WORDS}", status.points["within"]))
    _counts(out, "points", points)


def _counts(out: Console, title: str, counts: list[tuple[str, int]]) -> None:
    from rich.text import Text

    line = Text(f"{title:<8}", style="dim")
    shown = "   ".join(f"{name} {count:,}" for name, count in counts)
    line.append(shown, style="none not dim")
    out.print(line)
