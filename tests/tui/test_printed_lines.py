"""Lines without a terminal are broken as Rich breaks them, to the character."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from tui.cleaning import clean_line
from tui.output import print_indented
from tui.printed_lines import Line, _plain

_TEXTS = st.lists(
    st.one_of(
        st.text(alphabet="abc de  ", max_size=30),
        st.text(alphabet="漢字 é\u0301a-—“”", max_size=20),
        st.text(max_size=12),
        st.sampled_from([" ", "    ", "x" * 90, "word " * 12]),
    ),
    max_size=6,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(_TEXTS, st.sampled_from([40, 61, 80, 110]), st.sampled_from([0, 4, 12]))
def test_plain_lines_are_those_that_rich_prints(text: str, width: int, indent: int) -> None:
    text = clean_line(text)
    out = Console(
        file=io.StringIO(),
        width=width,
        color_system=None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    if indent:
        print_indented(out, Text(text, style="dim"), indent, first="12")
    else:
        out.print(Text(text, style="dim"))
    assert isinstance(out.file, io.StringIO)
    printed = "".join(f"{line}\n" for line in _plain(Line(text, "dim", indent, first="12"), width))
    assert printed == out.file.getvalue()
