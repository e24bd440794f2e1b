"""One look-up on a complete library as a whole process, beside an interpreter that imports Whoosh."""

from __future__ import annotations

from benchmarks.measuring import PYTHON, REPORTEDLY, Row, Side, built_library, in_turn, process_time

_IMPORT = "import whoosh.index"


def rows(runs: int) -> list[Row]:
    """Milliseconds from start to exit."""
    with built_library() as library:
        find = [REPORTEDLY, "find", "trade", "--library", str(library)]
        ours, known = in_turn(
            runs,
            lambda: process_time(find),
            lambda: process_time([PYTHON, "-c", _IMPORT]),
        )
    return [
        Row(
            "look up a word",
            Side("reportedly find trade", ours),
            Side(f'python -c "{_IMPORT}"', known),
            "ms",
        )
    ]
