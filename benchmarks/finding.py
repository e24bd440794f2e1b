"""One look-up on a complete library as a whole process, beside an interpreter that imports Whoosh, and one that searches."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from benchmarks.indexing import BARE_INDEX
from benchmarks.measuring import (
    PYTHON,
    REPORTEDLY,
    ROOT,
    Row,
    Side,
    built_library,
    in_turn,
    process_time,
)

IMPORT = "import whoosh.index"
_SEARCH = """
import sys
from whoosh.index import open_dir
from whoosh.qparser import QueryParser

index = open_dir(sys.argv[1])
with index.searcher() as searcher:
    for hit in searcher.search(QueryParser("text", index.schema).parse("trade"), limit=10):
        print(hit["path"], hit.highlights("text"))
"""


def rows(runs: int) -> list[Row]:
    """Milliseconds from start to exit."""
    with built_library() as library, tempfile.TemporaryDirectory() as bare:
        subprocess.run(
            [PYTHON, "-c", BARE_INDEX, bare], check=True, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        ours, known, searched = in_turn(
            runs,
            lambda: process_time([REPORTEDLY, "find", "trade", "--library", str(library)]),
            lambda: process_time([PYTHON, "-c", IMPORT]),
            lambda: process_time([PYTHON, "-c", _SEARCH, str(Path(bare))]),
        )
    find = Side("reportedly find trade", ours)
    return [
        Row("look up a word", find, Side(f'python -c "{IMPORT}"', known), "ms"),
        Row(
            "the same beside a search",
            find,
            Side("a bare Whoosh index: import, search, highlights", searched),
            "ms",
        ),
    ]
