"""A library of many drawn articles, from files: building its text, one look-up as a process, one document more.

`python -m benchmarks --only library --documents 20000`. Facts are left aside: they are `extract`'s affair.
"""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

from benchmarks.corpus_maker import articles, vocabulary, write_corpus
from benchmarks.finding import IMPORT
from benchmarks.measuring import PYTHON, REPORTEDLY, ROOT, Row, Side, in_turn, process_time

_BUILD = """
import json, resource, sys, time
from pathlib import Path
from search_index.library import open_library

started, memory = time.perf_counter(), []

def told(progress):
    if progress.stage == "reading" and progress.done % 1000 == 0:
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)

with open_library(Path(sys.argv[1]), library=Path(sys.argv[2])) as library:
    library.build(told, facts=False)
children = resource.getrusage(resource.RUSAGE_CHILDREN)
processor = time.process_time() + children.ru_utime + children.ru_stime
memory.append(children.ru_maxrss // 1024)
print(json.dumps([time.perf_counter() - started, processor, memory]))
"""
# The same documents and the same writer, but all of them in memory before the clock starts.
_FROM_MEMORY = """
import json, multiprocessing, sys, tempfile, time
from pathlib import Path
from search_index.fulltext import FullText, IndexEntry
from search_index.indexing_lots import LARGEST
from search_index.store import Store

store = Store(Path(sys.argv[1]))
entries = [IndexEntry(store.document(path)) for path in store.indexed()]
lot = min(LARGEST, len(entries) // 2)
lots = [entries[first : first + lot] for first in range(0, len(entries), lot)]
with tempfile.TemporaryDirectory(dir=Path(sys.argv[1]).parent) as made:
    parts = [Path(made, str(number)) for number in range(len(lots))]

    def write(number):
        FullText(parts[number]).update(lots[number])
        return number

    whole = FullText(Path(made, "index"))
    started = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        for number in pool.imap_unordered(write, range(len(lots))):
            whole.adopt(parts[number], [entry.document.path for entry in lots[number]])
    print(time.perf_counter() - started)
"""
_OPEN = """
import sys, time
from pathlib import Path
started = time.perf_counter()
from search_index.library import open_library
with open_library(Path(sys.argv[1]), library=Path(sys.argv[2])) as library:
    library.status()
    print(1000 * (time.perf_counter() - started))
"""
_SEARCH = """
import sys
from pathlib import Path
from whoosh import query
from search_index.fulltext.storage import open_index

with open_index(Path(sys.argv[1], "index")).searcher() as searcher:
    words = [query.Or([query.Term("title", w), query.Term("text", w)]) for w in sys.argv[2:]]
    for hit in searcher.search(query.Or(words), limit=10):
        print(hit["path"])
"""
_SEEDS = """
from search_index.library import open_library
with open_library(library=__import__("pathlib").Path(__import__("sys").argv[1])) as library:
    library.build(facts=False)
"""


def rows(runs: int, documents: int, folder: Path) -> list[Row]:
    """Builds what is missing in ``folder``; how long that took is kept in built.json there."""
    corpus, library, seeds = folder / "files", folder / "library", folder / "seeds"
    noted = folder / "built.json"
    if not corpus.exists():
        write_corpus(corpus, documents)
    if not noted.exists():
        noted.write_text(_run(_BUILD, corpus, library), "utf-8")
    if not seeds.exists():
        _run(_SEEDS, seeds)
    seconds, processor, memory = json.loads(noted.read_text("utf-8"))
    where = ["--in", str(corpus), "--library", str(library)]
    words = vocabulary()[100:102]
    look_up, whoosh, searched = in_turn(
        runs,
        lambda: process_time([REPORTEDLY, "find", "--any", *words, *where]),
        lambda: process_time([PYTHON, "-c", IMPORT]),
        lambda: process_time([PYTHON, "-c", _SEARCH, str(library), *words]),
    )
    of_many, of_five = in_turn(
        runs,
        lambda: float(_run(_OPEN, corpus, library)),
        lambda: float(_run(_OPEN, ROOT / "seeds", seeds)),
    )
    from_memory = 1000 * float(_run(_FROM_MEMORY, library))
    more = tuple(_one_more(corpus, library, documents + n) for n in range(runs))
    told = f"{documents:,} documents"
    built = Side(f"text of {told}, at most {max(memory)} MB", (1000 * seconds,))
    return [
        Row("build", built, Side("its writer fed from memory", (from_memory,)), "ms"),
        Row(
            "the same, of all its processes",
            Side("processor time", (1000 * processor,)),
            Side("its clock", (1000 * seconds,)),
            "ms",
        ),
        Row(
            f"look up in {told}",
            Side("reportedly find, two words", look_up),
            Side(f'python -c "{IMPORT}"', whoosh),
            "ms",
        ),
        Row(
            "the same beside a search",
            Side("reportedly find, two words", look_up),
            Side("plain Whoosh on our index: import, search, no passages", searched),
            "ms",
        ),
        Row(f"open {told}", Side("status of it", of_many), Side("of five", of_five), "ms"),
        Row(
            f"one document more than {told}",
            Side("until it is searchable", more),
            Side("the goal", (2000.0,)),
            "ms",
        ),
    ]


def _one_more(corpus: Path, library: Path, number: int) -> float:
    """Milliseconds of a build that finds one new file."""
    article = next(articles(1, first=number))
    place = corpus / f"late-{time.time_ns()}.txt"
    place.write_text(article.as_file(), "utf-8")
    return 1000 * float(json.loads(_run(_BUILD, corpus, library))[0])


def _run(script: str, *words: Path) -> str:
    command = [PYTHON, "-c", script, *map(str, words)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return done.stdout
