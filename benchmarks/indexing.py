"""The bundled texts from nothing: until they can be searched, and until all facts and points are there.

Beside the least that the libraries below us take for the same texts, each a fresh process too.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.measuring import PYTHON, ROOT, Row, Side

_BUILD = """
import sys
from pathlib import Path
from search_index.library import open_library

searchable = False

def told(progress):
    global searchable
    if progress.stage in ("extracting", "done") and not searchable:
        searchable = True
        print("searchable", flush=True)

with open_library(library=Path(sys.argv[1])) as library:
    library.build(told)
    print("complete", flush=True)
"""
BARE_INDEX = """
import sys
from pathlib import Path
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in

writer = create_in(sys.argv[1], Schema(path=ID(stored=True), text=TEXT(stored=True))).writer()
for path in sorted(Path("seeds").glob("*.txt")):
    writer.add_document(path=path.name, text=path.read_text("utf-8"))
writer.commit()
print("searchable", flush=True)
"""
_SPACY = """
from pathlib import Path
from search_index.extraction.model import installed_model
import importlib

model = importlib.import_module(installed_model()[0]).load()
for parsed in model.pipe(path.read_text("utf-8") for path in sorted(Path("seeds").glob("*.txt"))):
    pass
print("complete", flush=True)
"""


def rows(runs: int) -> list[Row]:
    """Milliseconds from the start of the process to each event, the sides in turn."""
    samples: dict[str, list[float]] = {"searchable": [], "complete": [], "whoosh": [], "spacy": []}
    for run in range(runs + 1):  # the first warms the disk cache
        ours, whoosh, spacy = events(_BUILD), events(BARE_INDEX), events(_SPACY)
        if run:
            samples["searchable"].append(ours["searchable"])
            samples["complete"].append(ours["complete"])
            samples["whoosh"].append(whoosh["searchable"])
            samples["spacy"].append(spacy["complete"])
    sides = {name: tuple(values) for name, values in samples.items()}
    return [
        Row(
            "index the seeds",
            Side("text searchable", sides["searchable"]),
            Side("bare Whoosh, two fields", sides["whoosh"]),
            "ms",
        ),
        Row(
            "index the seeds",
            Side("facts and points complete", sides["complete"]),
            Side("load the model, bare nlp.pipe", sides["spacy"]),
            "ms",
        ),
    ]


def events(script: str) -> dict[str, float]:
    """Milliseconds from start until ``script``, given an empty folder, prints each of its words."""
    seen: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="reportedly-bench-") as folder:
        Path(folder, "new").mkdir()
        started = time.perf_counter()
        command = [PYTHON, "-c", script, str(Path(folder, "new"))]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stdout is not None
            for line in process.stdout:
                seen[line.strip()] = 1000 * (time.perf_counter() - started)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command[:2])
    return seen
