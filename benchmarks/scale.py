"""Search in a drawn corpus of any size, beside tantivy, SQLite FTS5, bm25s and Whoosh as it comes.

`python -m benchmarks --only scale --documents 20000`. Everything lies in one folder, so that a second run only searches;
what is measured is kept in scale.json, from which chart.py draws.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import resource
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import click

from benchmarks import peers
from benchmarks.corpus_maker import Article, articles
from benchmarks.queries import KINDS, Query, queries
from search_index.fulltext import FullText, IndexEntry
from search_index.models import Document, Part

RESULTS = Path(__file__).parent / "scale.json"
README = Path(__file__).parent / "README.md"
OURS, SHOWN = "Reportedly", "with ten hits highlighted"
BATCH = 5000
SAMPLES, CHECKED = 60, 500
PATIENCE = 5_000
"""Milliseconds of a kind of query after which plain Whoosh is asked no more, if it was six times."""


def measure(documents: int, folder: Path, beside: tuple[str, ...]) -> dict[str, Any]:
    """Build what is missing in ``folder`` and search it: milliseconds by kind of query and engine: p50 and
    p95 of processor time, and p50 by the clock.

    ``beside`` names the peers; none of them are all.
    """
    found: dict[str, Any] = {"documents": documents, "machine": machine(), "indexing": {}}
    index = folder / "index"
    _build(OURS, lambda: _index(index, documents), index, found)
    others = []
    for kind in (peers.Tantivy, peers.Fts5, peers.Bm25s, peers.Recoll):
        if beside and kind.__name__.lower() not in beside:
            continue
        place = folder / kind.__name__.lower()
        try:
            peer = kind(place)
        except ImportError:
            click.echo(f"{kind.name} is not installed: README.md says how", err=True)
            continue
        _build(kind.name, partial(_build_peer, peer, documents), place, found)
        others.append((kind.name, peer.asker()))
    others.append((peers.Whoosh.name, peers.Whoosh(index).asker()))
    full = FullText(index)
    started = time.perf_counter()
    _ask_us(full, next(queries("one word", 1)), None)
    found["first answer"] = 1000 * (time.perf_counter() - started)
    found["search"] = {kind: _kind(kind, full, others) for kind in KINDS}
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found


def _build(name: str, build: Callable[[], None], place: Path, found: dict[str, Any]) -> None:
    noted = place.with_name(f"{place.name}.seconds")
    if not noted.exists():
        click.echo(f"  indexing: {name} …", err=True)
        started = time.perf_counter()
        build()
        noted.write_text(f"{time.perf_counter() - started:.1f}", "ascii")
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    seconds = float(noted.read_text("ascii"))
    found["indexing"][name] = {"seconds": seconds, "megabytes": round(size / 1_000_000)}


def _build_peer(peer: Any, documents: int) -> None:
    peer.build(articles(documents))


def _index(folder: Path, documents: int) -> None:
    index = FullText(folder)
    for first in range(0, documents, BATCH):
        some = articles(min(BATCH, documents - first), first=first)
        index.update(IndexEntry(as_document(article)) for article in some)
    index.close()


def as_document(article: Article) -> Document:
    """The article as reading its file would give it, without the front matter."""
    path = f"{int(article.name[:6]) // 1000:03}/{article.name}"
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    part = Part(0, 0, len(article.text), article.title, article.source, article.published)
    return Document(
        path, digest, article.text, article.title, article.source, (part,), article.published
    )


def _kind(
    kind: str, full: FullText, others: Iterable[tuple[str, Callable[[Query], object] | None]]
) -> dict[str, list[float]]:
    click.echo(f"  searching: {kind} …", err=True)
    asked = list(queries(kind, SAMPLES))
    texts = _texts(full, asked)
    sides: dict[str, Callable[[Query], object]] = {
        OURS: lambda query: _ask_us(full, query, None),
        SHOWN: lambda query: _ask_us(full, query, texts),
    }
    sides |= {name: ask for name, ask in others if ask is not None and peers.can(name, kind)}
    samples: dict[str, list[float]] = {name: [] for name in sides}
    waited: dict[str, list[float]] = {name: [] for name in sides}
    for query in asked:
        # In turn, so that a busy moment of the machine hits every side.
        for name, ask in sides.items():
            if name == peers.Whoosh.name and _has_enough(samples[name]):
                continue
            started, worked = time.perf_counter(), time.thread_time()
            ask(query)
            samples[name].append(1000 * (time.thread_time() - worked))
            waited[name].append(1000 * (time.perf_counter() - started))
    return {
        name: [median(taken), quantiles(taken, n=20)[-1], median(waited[name])]
        for name, taken in samples.items()
    }


def _has_enough(samples: list[float]) -> bool:
    """Whether plain Whoosh, which takes seconds for some, need not be asked again."""
    return len(samples) >= SAMPLES // 10 and sum(samples) > PATIENCE


def _ask_us(full: FullText, query: Query, texts: dict[str, Document] | None) -> Any:
    """Our answer; without ``texts`` no document is read, so that it is the ranking alone."""
    return full.search(
        query.text,
        any_word=query.any_word,
        as_you_type=query.typing,
        limit=peers.TOP,
        document=_nothing if texts is None else texts.__getitem__,
    )


def _nothing(path: str) -> Document:
    return Document(path, "", "", "", "", ())


def _texts(full: FullText, asked: list[Query]) -> dict[str, Document]:
    """The documents of every answer, made beforehand: what SQLite takes for ten of them is not in the figures."""
    paths: set[str] = set()

    def note(path: str) -> Document:
        paths.add(path)
        return _nothing(path)

    for query in asked:
        full.search(
            query.text,
            any_word=query.any_word,
            as_you_type=query.typing,
            limit=peers.TOP,
            document=note,
        )
    return {path: as_document(next(articles(1, first=int(path[-10:-4])))) for path in sorted(paths)}


def differing(folder: Path, count: int = CHECKED) -> int:
    """Of ``count`` seeded queries of all kinds, those whose top ten is not that of scoring every article by Whoosh."""
    from search_index.fulltext.answer import Question, answer
    from search_index.fulltext.impacts import Views
    from search_index.fulltext.searcher import Searchers

    view, searchers, different = Views(folder).current(), Searchers(folder), 0
    assert view is not None
    with searchers.borrow() as lent:
        assert lent is not None
        for kind in KINDS:
            for query in queries(kind, -(-count // len(KINDS)), seed=8):
                asked = Question(query.text, query.any_word, query.typing, peers.TOP)
                different += answer(asked, view) != answer(asked, lent.engine)
    searchers.close()
    return different


def machine() -> str:
    """What the times belong to."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def run(documents: int, folder: Path, beside: tuple[str, ...], *, check: bool) -> None:
    """Measure, keep the figures in scale.json, draw the chart and print the tables."""
    from benchmarks import facts_scale
    from benchmarks.chart import draw

    folder.mkdir(parents=True, exist_ok=True)
    found = measure(documents, folder, beside)
    kept = known()
    if check:
        found["different top tens"] = differing(folder / "index")
    kept = [one for one in kept if one["documents"] != documents] + [found]
    kept.sort(key=lambda one: one["documents"])
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    draw(kept, facts_scale.known())
    put("scale", "\n\n".join(table(one) + _checked(one) for one in kept))
    click.echo(table(found))


def known() -> list[dict[str, Any]]:
    """What was measured so far, by size."""
    kept: list[dict[str, Any]] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else []
    return kept


def put(name: str, tables: str) -> None:
    """Put ``tables`` into README.md, between the marks of that name."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = README.read_text("utf-8").partition(begin)
    _, _, after = rest.partition(end)
    README.write_text(f"{before}{begin}\n{tables}\n{end}{after}", "utf-8")


def _checked(found: dict[str, Any]) -> str:
    if "different top tens" not in found:
        return ""
    different = found["different top tens"]
    return f"\n\nTop tens of {CHECKED} queries of all kinds that differ from exhaustive scoring: {different}."


def table(found: dict[str, Any]) -> str:
    """The figures of one size as Markdown."""
    names = list(dict.fromkeys(name for sides in found["search"].values() for name in sides))
    lines = [f"| {found['documents']:,} documents | " + " | ".join(names) + " |"]
    lines.append("|---|" + "---:|" * len(names))
    for kind, sides in found["search"].items():
        cells = [
            "{:.1f} / {:.1f} ({:.1f})".format(*sides[name]) if name in sides else "–"
            for name in names
        ]
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    for what in ("seconds", "megabytes"):
        cells = [str(found["indexing"].get(name, {}).get(what, "–")) for name in names]
        lines.append(f"| index: {what} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
