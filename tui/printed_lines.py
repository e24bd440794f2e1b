"""Lines of prose for stdout: styled by Rich on a terminal, else plain text that is wrapped just as Rich wraps it.

What goes into a pipe or a file has no styles, so that Rich's consoles and styles, 17 ms of a look-up, are not loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from tui.output import columns, console, on_terminal, print_indented


class Line(NamedTuple):
    """A line to be wrapped, cleaned for a terminal.

    ``indent`` columns stand before each line that it becomes, ``first`` in those before the first; 0 prints it as
    it is. ``marks`` are half-open offsets into ``text`` of what is set off.
    """

    text: str = ""
    style: str = ""
    indent: int = 0
    first: str = ""
    marks: tuple[tuple[int, int], ...] = ()


_MARKED = "bold yellow"
# Narrower than this nothing is wrapped, whatever is indented.
_NARROWEST = 20


def prepare() -> None:
    """Load what `print_lines` will need, for whoever has to wait meanwhile anyway."""
    if on_terminal():
        import rich.console
        import rich.text  # noqa: F401


def print_lines(lines: Iterable[Line]) -> None:
    """Print ``lines`` to stdout."""
    if not on_terminal():
        width = columns()
        for line in lines:
            print(*_plain(line, width), sep="\n")
        return
    from rich.text import Text

    out = console()
    for line in lines:
        text = Text(line.text, style=line.style)
        for start, end in line.marks:
            text.stylize(_MARKED, start, end)
        if line.indent:
            print_indented(out, text, line.indent, first=line.first)
        else:
            out.print(text)


def _plain(line: Line, width: int) -> Iterator[str]:
    if not line.indent:
        yield from wrapped(line.text, width)
        return
    lead = line.first.ljust(line.indent)
    for part in wrapped(line.text, max(width - line.indent, _NARROWEST)):
        yield lead + part.rstrip()
        lead = " " * line.indent


def wrapped(text: str, width: int) -> Iterator[str]:
    """``text``, one line, broken as Rich's ``Text.wrap`` breaks it into lines of ``width`` columns."""
    if len(text) <= width and text.isascii():
        yield text
        return
    from rich._wrap import divide_line
    from rich.cells import cell_len, set_cell_size

    for start, end in pairwise([0, *divide_line(text, width), len(text)]):
        part = text[start:end]
        # Blanks beyond the edge are not printed.
        part = part[: max(width, len(part.rstrip()))]
        yield part if cell_len(part) <= width else set_cell_size(part, width)
