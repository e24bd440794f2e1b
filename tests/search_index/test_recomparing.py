"""What is found after documents came, went and changed is what a comparison of all of them finds."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.made_up_news import Report, reports
from search_index.comparing import recompared
from search_index.comparison import (
    candidates,
    compare,
    officials,
    pairing,
    quotations,
    rename,
    resolve_names,
    scopes,
    weighing,
)
from search_index.errors import LibraryError
from search_index.models import Entity, Point
from search_index.rules import installed_rules
from search_index.store import ReadDocument, Row, SinceRow, Store, Writer


class Library:
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

    def wanted(self) -> tuple[list[Point], dict[str, dict[str, str]]]:
        documents = [document for document, _ in self.news.values()]
        facts = {document.path: found for document, found in self.news.values()}
        names = resolve_names(documents, facts)
        renamed = {p: [rename(fact, names[p]) for fact in found] for p, found in facts.items()}
        points = compare(documents, renamed)
        return list(points), {path: known for path, known in names.items() if known}

    def found(self) -> tuple[list[Point], dict[str, dict[str, str]]]:
        return self.store.points(), self.store.names()

    def close(self) -> None:
        self.store.close()
        self.writer.close()


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library whose sample, and whose lists of claims under one key, are as short as if it were large."""
    monkeypatch.setattr(weighing, "SAMPLE", 3)
    for module in (candidates, officials, pairing, quotations):
        monkeypatch.setattr(module, "LONGEST", 4)
    monkeypatch.setattr(scopes, "LONGEST", dict.fromkeys(scopes.LONGEST, 4))
    made = Library(tmp_path)
    yield made
    made.close()


def changed(report: Report, rng: random.Random) -> Report:
    """The report with another number in it, without a fact, and by another name of somebody."""
    document, facts = report
    kept = [fact for fact in facts if rng.random() < 0.9]
    names = {fact.name for fact in kept if isinstance(fact, Entity)}
    one = min(names, default="")
    named = [
        dataclasses.replace(fact, name=one.upper())
        if isinstance(fact, Entity) and fact.name == one
        else fact
        for fact in kept
    ]
    return dataclasses.replace(document, digest=f"{rng.random()}"), named


@pytest.mark.parametrize("seed", range(3))
def test_changes_followed_one_by_one_give_what_comparing_all_gives(
    library: Library, seed: int
) -> None:
    rng = random.Random(seed)
    news = list(reports(26, seed=seed))
    rng.shuffle(news)
    waiting = news[18:]
    for report in news[:18]:
        library.put(report)
    followed = [library.follow()]
    assert library.found() == library.wanted()
    for _ in range(6):
        for _ in range(rng.choice((1, 1, 2))):
            what = rng.choice(("come", "come", "go", "change"))
            path = rng.choice(sorted(library.news))
            if what == "come" and waiting:
                library.put(waiting.pop())
            elif what == "go":
                library.remove(path)
            else:
                library.put(changed(library.news[path], rng))
        followed.append(library.follow())
        assert library.found() == library.wanted()
    assert not followed[0]
    assert any(followed), "some were told as changes"


def test_a_corpus_that_grew_by_one_document_a_time_is_as_one_that_was_there_at_once(
    library: Library,
) -> None:
    for report in reports(12, seed=5):
        library.put(report)
        library.follow()
    assert library.found() == library.wanted()


def test_one_document_more_tells_of_few_points(library: Library) -> None:
    *first, last = reports(60, seed=3)
    for report in first:
        library.put(report)
    library.follow()
    library.put((dataclasses.replace(last[0], digest="f" * 64), last[1]))
    _, rows = library.rows()
    assert isinstance(rows[0], SinceRow)
    assert 1 < len(rows) < len(library.wanted()[0]) / 2


def test_points_of_another_state_are_replaced_as_a_whole(library: Library) -> None:
    for report in reports(9, seed=2):
        library.put(report)
    library.follow()
    library.writer.set_meta("points", "of somebody else")
    library.remove(min(library.news))
    assert not library.follow()
    assert library.found() == library.wanted()


def test_changes_since_another_state_are_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="changed while"):
        library.writer.save_comparison("new", [SinceRow("old")])


def test_what_was_kept_is_made_anew_when_it_is_broken(library: Library) -> None:
    for report in reports(6, seed=4):
        library.put(report)
    library.follow()
    (library.folder / "comparison.sqlite").write_bytes(b"no database" * 500)
    library.remove(min(library.news))
    assert not library.follow()
    assert library.found() == library.wanted()
