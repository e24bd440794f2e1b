"""Comparing all of a library, and one document more: made-up news with its facts, no language model.

`python -m benchmarks --only compare --documents 5000`. Each comparison is a process of its own, as in a build: its time
is from the start of the work, reading and writing of the points included, with the vectors of words loaded.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from itertools import islice
from pathlib import Path

from benchmarks.made_up_news import Report, reports
from benchmarks.measuring import PYTHON, ROOT, Row, Side
from search_index.store import ReadDocument, Writer

DOCUMENTS = 1000

_COMPARE = """
import json, resource, sys, time
from pathlib import Path
from search_index.comparing import recompared
from search_index.comparison import prepare
from search_index.rules import installed_rules
from search_index.store import SinceRow, Store, Writer

folder = Path(sys.argv[1])
rules, store, writer = installed_rules(), Store(folder), Writer(folder)
prepare()
started, processor = time.perf_counter(), time.process_time()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
answer = recompared(folder, store, rules)
rows = []
def all_rows():
    for piece in answer:
        rows.append(isinstance(piece[0], SinceRow))
        yield from piece
state = next(answer)
writer.save_comparison(state, all_rows())
print(json.dumps({
    "ms": 1000 * (time.perf_counter() - started),
    "processor": 1000 * (time.process_time() - processor),
    "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
    "points": len(store.points()),
    "changes": bool(rows and rows[0]),
}))
"""


def rows(runs: int, documents: int = DOCUMENTS) -> list[Row]:
    """Processor time: of all documents beside half of them, and of each of ``runs`` more beside all of them."""
    # What changes the sample in which words are counted makes all be compared: it is left out here, and told.
    news = list(reports(documents + 8 * runs))
    with tempfile.TemporaryDirectory(prefix="reportedly-bench-") as folder:
        half, whole = Path(folder, "half"), Path(folder, "whole")
        half.mkdir()
        whole.mkdir()
        keep(half, news[: documents // 2])
        keep(whole, news[:documents])
        of_half, of_whole = compared(half), compared(whole)
        more, passed_over = [], 0
        later = iter(news[documents:])
        for one in islice(later, 8 * runs):
            keep(whole, [one])
            found = compared(whole)
            if found["changes"]:
                more.append(found)
            else:
                passed_over += 1
            if len(more) == runs:
                break
    memory = 1024 * of_whole["megabytes"] / documents
    told = f"{documents:,} documents"
    return [
        Row(
            f"compare {told} ({of_whole['points']:,.0f} points, {memory:.0f} kB a document)",
            Side(told, (of_whole["processor"],)),
            Side("half of them", (of_half["processor"],)),
            "ms",
        ),
        Row(
            f"compare one document more ({passed_over} made all be compared)",
            Side(f"one beside {told}", tuple(one["processor"] for one in more)),
            Side("all of them", (of_whole["processor"],)),
            "ms",
        ),
    ]


def keep(folder: Path, news: list[Report]) -> None:
    """Put reports with their facts into the library in ``folder``."""
    writer = Writer(folder)
    for document, facts in news:
        writer.save_documents([ReadDocument(document, 1, 1, "")])
        writer.save_facts(document.path, 1, facts)
    writer.close()


def compared(folder: Path) -> dict[str, float]:
    """What the next comparison of the library took, and what came of it."""
    command = [PYTHON, "-c", _COMPARE, str(folder)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found: dict[str, float] = json.loads(answer.stdout)
    return found
