"""`python -m benchmarks`: runs them and prints each beside what it is compared with."""

from __future__ import annotations

import json
import os
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory as temporary

import click
from click.core import ParameterSource

from benchmarks.measuring import Row, Side, Unit

NAMES = {
    "paint": "first_paint",
    "index": "indexing",
    "find": "finding",
    "type": "typing_key",
    "stalls": "stalls",
    "long": "long_document",
    "extract": "extraction",
    "compare": "comparing",
    "scale": "scale",
    "facts": "facts_scale",
    "library": "large_library",
}


@click.command()
@click.option("--only", type=click.Choice(list(NAMES)), multiple=True, help="These alone.")
@click.option(
    "--runs", default=5, show_default=True, type=click.IntRange(1), help="Samples a side."
)
@click.option(
    "--documents",
    default=5000,
    show_default=True,
    type=click.IntRange(1000),
    help="For compare (1000 unless given), scale, facts and library.",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="Where scale and library keep what they build, for the next run; for type, where library did.",
)
@click.option(
    "--beside",
    type=click.Choice(["tantivy", "fts5", "bm25s", "recoll"]),
    multiple=True,
    help="For scale: these peers alone.",
)
@click.option("--check", is_flag=True, help="For scale: hold 500 top tens to exhaustive scores.")
@click.option("--json", "as_json", is_flag=True, help="Rows with all samples, as one JSON list.")
def main(
    only: tuple[str, ...],
    runs: int,
    documents: int,
    folder: Path | None,
    beside: tuple[str, ...],
    check: bool,
    as_json: bool,
) -> None:
    """Measure Reportedly beside what it is built on; README.md here says how to read it."""
    # One core a process, as extraction works: before numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    rows: list[Row] = []
    for name in only or NAMES:
        click.echo(f"measuring {name} …", err=True)
        if name in ("scale", "library"):
            with temporary() if folder is None else nullcontext(folder) as given:
                place = Path(given)
                place.mkdir(parents=True, exist_ok=True)
                module = import_module(f"benchmarks.{NAMES[name]}")
                if name == "library":
                    rows += module.rows(runs, documents, place)
                else:
                    # Tables of its own: many engines beside each other, p50 and p95.
                    module.run(documents, place, beside, check=check)
            continue
        module = import_module(f"benchmarks.{NAMES[name]}")
        if name == "facts":
            module.run(documents)
            continue
        chosen = click.get_current_context().get_parameter_source("documents")
        if name == "compare" and chosen is not ParameterSource.DEFAULT:
            rows += module.rows(runs, documents)
        elif name == "type":
            rows += module.rows(runs, folder)
        else:
            rows += module.rows(runs)
    if not rows:
        return
    if as_json:
        click.echo(json.dumps([row.record() for row in rows], indent=2, ensure_ascii=False))
    else:
        show(rows, runs)


def show(rows: list[Row], runs: int) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(
        "benchmark",
        "Reportedly",
        "beside it",
        box=box.SIMPLE_HEAD,
        caption=f"Medians of {runs}; in brackets the least and the most.",
        padding=(0, 1, 1, 1),
    )
    table.add_column("ratio", justify="right", style="bold")
    for row in rows:
        better = "less is better" if row.unit == "ms" else "more is better"
        ours, known = told(row.ours, row.unit), told(row.known, row.unit)
        table.add_row(f"{row.benchmark}\n[dim]{better}[/]", ours, known, f"{row.ratio:.2f}")
    Console().print(table)


def told(side: Side, unit: Unit) -> str:
    least, most = min(side.samples), max(side.samples)
    return f"{side.name}\n{side.median:,.0f} {unit} ({least:,.0f}–{most:,.0f})"


if __name__ == "__main__":
    main()
