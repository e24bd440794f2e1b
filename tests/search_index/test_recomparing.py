"""What is found after documents came, went and changed is what a comparison of all of them finds."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from followed_library import Followed

from benchmarks.made_up_news import Report, reports
from search_index.comparison import (
    candidates,
    officials,
    pairing,
    quotations,
    rankings,
    scopes,
    visiting,
    weighing,
)
from search_index.errors import LibraryError
from search_index.models import Entity
from search_index.store import SinceRow


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Followed]:
    """A library whose sample, and whose lists of claims under one key, are as short as if it were large."""
    monkeypatch.setattr(weighing, "SAMPLE", 3)
    for module in (candidates, officials, pairing, quotations, rankings, visiting):
        monkeypatch.setattr(module, "LONGEST", 4)
    for sort in scopes.LONGEST:
        # In the dictionary itself: whoever imported it earlier has it, too.
        monkeypatch.setitem(scopes.LONGEST, sort, 4)
    made = Followed(tmp_path)
    yield made
    made.close()


def changed(report: Report, rng: random.Random) -> Report:
    """The report with another number in it, without a fact, and by another name of somebody: in capitals, or a fuller one
    by which other reports know them, too."""
    document, facts = report
    kept = [fact for fact in facts if rng.random() < 0.9]
    names = sorted({fact.name for fact in kept if isinstance(fact, Entity)})
    one = rng.choice(names) if names else ""
    given, _, family = one.partition(" ")
    other = f"{given} Quillan {family}" if family and rng.random() < 0.5 else one.upper()
    named = [
        dataclasses.replace(fact, name=other)
        if isinstance(fact, Entity) and fact.name == one
        else fact
        for fact in kept
    ]
    return dataclasses.replace(document, digest=f"{rng.random()}"), named


# The seed 11 has two sources come that each answer a question alone, and so leave nobody silent on it.
@pytest.mark.parametrize("seed", [0, 1, 2, 11])
def test_changes_followed_one_by_one_give_what_comparing_all_gives(
    library: Followed, seed: int
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
    library: Followed,
) -> None:
    for report in reports(12, seed=5):
        library.put(report)
        library.follow()
    assert library.found() == library.wanted()


def test_one_document_more_tells_of_few_points(library: Followed) -> None:
    *first, last = reports(60, seed=3)
    for report in first:
        library.put(report)
    library.follow()
    library.put((dataclasses.replace(last[0], digest="f" * 64), last[1]))
    _, rows = library.rows()
    assert isinstance(rows[0], SinceRow)
    assert 1 < len(rows) < len(library.wanted()[0]) / 2


def test_points_of_another_state_are_replaced_as_a_whole(library: Followed) -> None:
    for report in reports(9, seed=2):
        library.put(report)
    library.follow()
    library.writer.set_meta("points", "of somebody else")
    library.remove(min(library.news))
    assert not library.follow()
    assert library.found() == library.wanted()


def test_changes_since_another_state_are_refused(library: Followed) -> None:
    with pytest.raises(LibraryError, match="changed while"):
        library.writer.save_comparison("new", [SinceRow("old")])


def test_a_fuller_name_in_one_document_is_that_of_the_others_too_as_long_as_it_is_there(
    library: Followed,
) -> None:
    *first, (document, facts) = reports(13, seed=5)
    for report in first:
        library.put(report)
    library.follow()
    known = {f.name for _, fs in first for f in fs if isinstance(f, Entity) and f.type == "person"}
    one = min(name for name in known if len(name.split()) == 2)
    given, family = one.split()
    person = next(f for _, fs in first for f in fs if isinstance(f, Entity) and f.name == one)
    fuller = dataclasses.replace(person, doc=document.path, name=f"{given} Quillan {family}")
    library.put((document, [*facts, fuller]))
    library.follow()
    assert {names[one] for _, names in library.found()[1].items() if one in names} == {fuller.name}
    assert library.found() == library.wanted()
    library.remove(document.path)
    library.follow()
    assert not any(one in names for names in library.found()[1].values())
    assert library.found() == library.wanted()
