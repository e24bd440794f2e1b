"""What is not sent again must stand there already."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.thrift import Cells, thrifty

WIDTH, HEIGHT = 12, 4


class Terminal:
    """A screen of cells, each a character and its style, as a terminal would show them."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], tuple[str, str]] = {}

    def read(self, data: str) -> None:
        y = x = 1
        style = ""
        for piece in re.findall(r"\x1b\[[\d;]*[Hm]|[^\x1b]", data):
            if piece.endswith("H") and len(piece) > 1:
                y, x = map(int, piece[2:-1].split(";"))
            elif piece.endswith("m") and len(piece) > 1:
                style = re.sub(r"^0?;?", "", piece[2:-1])
            elif piece != "\n":
                size = cell_len(piece)
                for i in range(size):
                    self.cells[y, x + i] = (piece if i == 0 else "", style)
                if size == 0 and (y, x - 1) in self.cells:
                    before, styled = self.cells[y, x - 1]
                    self.cells[y, x - 1] = (before + piece, styled)
                x += size


def update(pieces: list[tuple[int, int, str, str]]) -> str:
    """An update as Textual writes it: each piece at its place, in its style, and reset after it."""
    data = "\n".join(
        f"\x1b[{y};{x}H" + (f"\x1b[{style}m{text}\x1b[0m" if style else text)
        for y, x, text, style in pieces
    )
    return f"{data}\x1b[1;1H"


pieces = st.tuples(
    st.integers(1, HEIGHT),
    st.integers(1, WIDTH),
    st.text("ab │é", min_size=1, max_size=8),
    st.sampled_from(["", "1", "38;2;1;2;3;48;5;7"]),
)


@given(st.lists(st.lists(pieces, min_size=1, max_size=4), max_size=12))
def test_the_terminal_shows_the_same_as_without_thrift(updates: list[Any]) -> None:
    cells, plain, thrifted = Cells(), Terminal(), Terminal()
    for one in updates:
        data = update(one)
        plain.read(data)
        thrifted.read(cells.changes(data))
        assert thrifted.cells == plain.cells


@given(st.lists(st.text("a日é\u0301🙂", min_size=1, max_size=6), max_size=8))
def test_texts_of_any_width_are_written_whole_where_they_differ(texts: list[str]) -> None:
    cells, plain, thrifted = Cells(), Terminal(), Terminal()
    for text in texts:
        line = text + "." * (WIDTH - cell_len(text))
        plain.read(update([(1, 1, line, "1")]))
        thrifted.read(cells.changes(update([(1, 1, line, "1")])))
        assert thrifted.cells == plain.cells


def test_what_stands_there_is_not_sent_again() -> None:
    cells = Cells()
    data = update([(1, 1, "a long line of text", "1"), (2, 1, "and another", "")])
    assert "another" in cells.changes(data)
    assert cells.changes(data) == ""
    changed = update([(1, 1, "a long line of next", "1"), (2, 1, "and another", "")])
    assert cells.changes(changed) == "\x1b[1;16H\x1b[1mn\x1b[m\x1b[1;1H"


def test_after_forgetting_everything_is_sent() -> None:
    cells = Cells()
    data = update([(1, 1, "text", "")])
    cells.changes(data)
    cells.forget()
    assert "text" in cells.changes(data)


def test_what_is_no_painting_goes_through_and_what_is_unknown_forgets() -> None:
    cells = Cells()
    data = update([(1, 1, "text", "")])
    for other in ("\x07", "\x1b]52;c;SGk=\x07", "\x1b[?1000h"):
        cells.changes(data)
        assert cells.changes(other) == other
        assert "text" not in cells.changes(data)
    for unknown in ("\x1b[1;1H\x1b[K", "\x1b[1;1H\x1b]8;;x\x1b\\y", "\x1b[?1049h", "\x1b[2J"):
        cells.changes(data)
        assert cells.changes(unknown) == unknown
        assert "text" in cells.changes(data)


def test_an_update_that_changes_nothing_sends_nothing() -> None:
    written: list[str] = []

    class Driver:
        def write(self, data: str) -> None:
            written.append(data)

        def start_application_mode(self) -> None: ...

    driver = thrifty(Driver, Cells())()
    driver.start_application_mode()
    for data in (
        "\x1b[?2026h",
        "\x1b[?2026l",
        "\x1b[?2026h",
        update([(1, 1, "a", "")]),
        "\x1b[?2026l",
    ):
        driver.write(data)
    assert "".join(written) == "\x1b[?2026h\x1b[1;1Ha\x1b[1;1H\x1b[?2026l"
