"""A library of made-up news that is compared after each change, and what comparing all of it gives."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from benchmarks.made_up_news import Report, reports
from search_index.comparing import recompared
from search_index.comparison import compare, rename, resolve_names, scopes, weighing
from search_index.models import Point
from search_index.rules import installed_rules
from search_index.store import ReadDocument, Row, SinceRow, Store, Writer

Found = tuple[list[Point], dict[str, dict[str, str]]]
"""Points, and by document its names."""
_COMPARED: dict[str, Found] = {}


class Followed:
    """A library of made-up news, and what all of it should give."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store, self.writer = Store(folder), Writer(folder)
        self.news: dict[str, Report] = {}

    def put(self, report: Report) -> None:
        document, facts = report
        self.news[document.path] = report
        self.writer.save_documents([ReadDocument(document, 1, 1, "")])
        self.writer.save_facts(document.path, 1, facts)

    def remove(self, path: str) -> None:
        del self.news[path]
        self.writer.remove_documents([path])

    def rows(self) -> tuple[str, list[Row]]:
        state, *pieces = recompared(self.folder, self.store, installed_rules())
        return str(state), [row for piece in pieces for row in piece]  # type: ignore[attr-defined]

    def follow(self) -> bool:
        """Compare, and write what came of it; whether that were changes only."""
        state, rows = self.rows()
        self.writer.save_comparison(state, rows)
        return bool(rows) and isinstance(rows[0], SinceRow)

    def wanted(self) -> Found:
        """What comparing all of it gives; the same news are compared once."""
        key = repr([sorted(self.news.items()), weighing.SAMPLE, scopes.LONGEST])
        if key not in _COMPARED:
            _COMPARED[key] = self._compared()
        return _COMPARED[key]

    def _compared(self) -> Found:
        documents = [document for document, _ in self.news.values()]
        facts = {document.path: found for document, found in self.news.values()}
        names = resolve_names(documents, facts)
        renamed = {p: [rename(fact, names[p]) for fact in found] for p, found in facts.items()}
        points = compare(documents, renamed)
        return list(points), {path: known for path, known in names.items() if known}

    def found(self) -> Found:
        return self.store.points(), self.store.names()

    def close(self) -> None:
        self.store.close()
        self.writer.close()


SAMPLE = 3
"""How many documents words are weighed by, where the last news of ``late_news`` are to change no weights."""


def late_news() -> list[Report]:
    """Fifteen reports; the last two are not among the first by which words are weighed."""
    *first, one, other = reports(15, seed=3)
    late = [(one, "e" * 64), (other, "f" * 64)]
    return [*first, *((dataclasses.replace(d, digest=digest), f) for (d, f), digest in late)]
