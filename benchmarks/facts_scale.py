"""Facts at scale: drawing them with one and with two workers, and comparing all of a library of any size.

`python -m benchmarks --only facts --documents 5000`. What is measured is kept in facts.json, from which the table and two
panels of the chart are made. Comparison is of made-up news with its facts (`made_up_news.py`); extraction of the bundled
texts over and over, as its speed has to do with the texts and not with how many there are.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

import click

from benchmarks.comparing import compared, keep
from benchmarks.made_up_news import reports
from benchmarks.measuring import PYTHON, ROOT

RESULTS = Path(__file__).parent / "facts.json"
_LOT, _MORE = 500, 8

_EXTRACT = """
import json, resource, sys
from benchmarks.extraction import EXTRACTOR, _of_workers
from search_index.locations import seeds_folder

text = "\\n".join(path.read_text("utf-8") for path in sorted(seeds_folder().glob("*.txt")))
speed = _of_workers(text, int(sys.argv[1]), EXTRACTOR)
print(json.dumps([speed, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024]))
"""


def measure(documents: int) -> dict[str, Any]:
    """Words a second and megabytes of a worker; of all compared and of one more, processor seconds; points, memory."""
    found: dict[str, Any] = {"documents": documents}
    for workers in (1, 2):
        click.echo(f"  extracting: workers {workers} …", err=True)
        speed, memory = json.loads(_run(_EXTRACT, str(workers)))
        found[f"words, {workers}"], found["worker"] = round(speed), round(memory)
    news = reports(documents + _MORE)
    with tempfile.TemporaryDirectory(prefix="reportedly-bench-") as folder:
        place = Path(folder)
        click.echo("  writing the facts …", err=True)
        while some := list(islice(news, min(_LOT, documents))):
            documents -= len(some)
            keep(place, some)
            if not documents:
                break
        click.echo("  comparing …", err=True)
        whole = compared(place)
        found["seconds"] = whole["processor"] / 1000
        found["points"] = whole["points"]
        found["megabytes"] = round(whole["megabytes"])
        for one in news:
            keep(place, [one])
            more = compared(place)
            # What changes the sample in which words are counted makes all be compared.
            if more["changes"]:
                found["one more"] = more["processor"] / 1000
                break
    return found


def _run(script: str, *words: str) -> str:
    command = [PYTHON, "-c", script, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def known() -> list[dict[str, Any]]:
    """What was measured so far, by size."""
    kept = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else []
    return sorted(kept, key=lambda one: int(one["documents"]))


def run(documents: int) -> None:
    """Measure, keep the figures in facts.json, draw the chart and put the table into README.md."""
    from benchmarks import scale
    from benchmarks.chart import draw

    found = measure(documents)
    kept = [one for one in known() if one["documents"] != documents] + [found]
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    draw(scale.known(), known())
    scale.put("facts", table(known()))
    click.echo(table(known()))


def table(results: list[dict[str, Any]]) -> str:
    """The figures of all sizes as Markdown."""
    lines = ["| documents | " + " | ".join(f"{one['documents']:,}" for one in results) + " |"]
    lines.append("|---|" + "---:|" * len(results))
    rows = {
        "extraction, one worker: words a second": "{words, 1:,}",
        "extraction, two workers: words a second": "{words, 2:,}",
        "memory of a worker, at most: MB": "{worker:,}",
        "comparing all: seconds of processor time": "{seconds:,.0f}",
        "points": "{points:,}",
        "points a minute": "{a minute:,.0f}",
        "memory it takes, at most: MB": "{megabytes:,}",
        "comparing one more: seconds of processor time": "{one more:,.1f}",
    }
    for name, form in rows.items():
        cells = [
            form.format(
                **{"one more": float("nan"), "a minute": 60 * one["points"] / one["seconds"]} | one
            )
            for one in results
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
