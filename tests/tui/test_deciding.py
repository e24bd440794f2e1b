"""The reader corrects the comparison; what is decided goes to the file they name, and nowhere else."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from driving import NARROW, WIDE, press, search, settle, shown
from fakes import FACTS, POINTS, PORT, UNION, WIRE, YEARBOOK, FakeLibrary
from textual.pilot import Pilot
from textual.widgets import Input

from search_index.errors import UsageError
from search_index.models import Claim, Span
from search_index.overrides import ClaimReference, Override
from search_index.reading.overrides_file import load_overrides_file
from tui.app import ReportedlyApp
from tui.deciding import came_near, decisions, entries, near_points, together
from tui.decisions_kept import decision_row, made_together, told_apart
from tui.dialogs.choice import ChoiceDialog
from tui.dialogs.decide import DecideDialog
from tui.session import read_session

CONFLICT = next(point for point in POINTS if point.verdict == "conflict")


def quoting(claim: Claim) -> ClaimReference:
    return ClaimReference(claim.doc, claim.text)


def decision(words: str) -> int:
    rows = [one.row.plain for one in decisions(CONFLICT, None, ())]
    return next(i for i, row in enumerate(rows) if words in row)


def test_a_verdict_is_corrected_to_another_only() -> None:
    offered = {one.verdict for one in decisions(CONFLICT, None, ()) if one.key == "verdict"}
    assert offered == {"differ", "compatible", "agree"}


def test_a_claim_is_kept_apart_from_each_of_the_others() -> None:
    offered = decisions(CONFLICT, None, ())[decision("does not belong")]
    made = entries(offered, "", CONFLICT, CONFLICT.claims[1], quoting)
    assert [tuple(c.doc for c in one.claims) for one in made] == [
        (CONFLICT.claims[1].doc, CONFLICT.claims[0].doc)
    ]


def test_one_name_is_not_two() -> None:
    offered = decisions(CONFLICT, None, ())[decision("two entities")]
    with pytest.raises(UsageError, match="one name"):
        entries(offered, "Ana, Ana,", CONFLICT, None, quoting)


async def begin(pilot: object, size: tuple[int, int]) -> None:
    await search(pilot, "strike closed")  # type: ignore[arg-type]
    await press(pilot, "]", "d")  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_decision_goes_to_the_file_named_and_is_obeyed(
    no_pause: None, tmp_path: Path, size: tuple[int, int]
) -> None:
    library = FakeLibrary(kept=tmp_path / "kept")
    app = ReportedlyApp(library, build=False)
    named = tmp_path / "mine.yaml"
    async with app.run_test(size=size) as pilot:
        await begin(pilot, size)
        assert isinstance(app.screen, ChoiceDialog)
        await press(pilot, *["j"] * decision("Hide"), "enter")
        assert isinstance(app.screen, DecideDialog)
        assert app.screen.query_one("#file", Input).value == "~/harbour-overrides.yaml"
        app.screen.query_one("#file", Input).value = str(named)
        await press(pilot, "enter")
        assert library.builds == 1
        assert library._overrides == named
        # The commands obey it from now on, whether or not the app is left.
        assert read_session(tmp_path / "kept").decisions == str(named)
        await press(pilot, "q")
    (entry,) = load_overrides_file(named).entries
    assert entry.key == "hide"
    assert UNION in {claim.doc for claim in entry.claims}
    assert read_session(tmp_path / "kept").decisions == str(named)


async def test_what_was_decided_is_obeyed_at_the_next_start(no_pause: None, tmp_path: Path) -> None:
    library = FakeLibrary(kept=tmp_path)
    named = tmp_path / "mine.yaml"
    named.write_text("overrides:\n  hide: [0a1b2c3d]\n")
    (tmp_path / "session.json").write_text(f'{{"decisions": "{named}"}}')
    app = ReportedlyApp(library)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await settle(pilot)
    assert library._overrides == named


async def test_a_file_that_cannot_take_it_is_said_in_the_dialog(
    no_pause: None, tmp_path: Path
) -> None:
    app = ReportedlyApp(FakeLibrary(), build=False)
    named = tmp_path / "mine.yaml"
    named.write_text("title: A\n")
    async with app.run_test(size=WIDE) as pilot:
        await begin(pilot, WIDE)
        await press(pilot, "enter")
        app.screen.query_one("#words", Input).value = "They count [/red] other days."
        app.screen.query_one("#file", Input).value = str(named)
        await press(pilot, "enter")
        assert isinstance(app.screen, DecideDialog)
        assert "unknown key “title”" in shown(app)
        await press(pilot, "escape")
        assert app.screen is app.explorer
    assert named.read_text() == "title: A\n"


async def test_the_matrix_decides_too(no_pause: None, tmp_path: Path) -> None:
    library = FakeLibrary(kept=tmp_path / "kept")
    app = ReportedlyApp(library, build=False)
    named = tmp_path / "mine.yaml"
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "m", "d", "enter")
        app.screen.query_one("#words", Input).value = "Said in other words."
        app.screen.query_one("#file", Input).value = str(named)
        await press(pilot, "enter")
        assert library.builds == 1
    (entry,) = load_overrides_file(named).entries
    assert (entry.key, entry.note) == ("verdict", "Said in other words.")


async def decide(pilot: Pilot[Any], words: str, named: Path) -> None:
    """Decide on the conflict in the panes: what the row with ``words`` says."""
    await begin(pilot, WIDE)
    await press(pilot, *["j"] * decision(words), "enter")
    if isinstance(pilot.app.screen, ChoiceDialog):
        await press(pilot, "enter")
    pilot.app.screen.query_one("#file", Input).value = str(named)
    await press(pilot, "enter")


async def test_a_decision_is_taken_back_by_two_keys(no_pause: None, tmp_path: Path) -> None:
    library = FakeLibrary(kept=tmp_path / "kept")
    app = ReportedlyApp(library, build=False)
    named = tmp_path / "mine.yaml"
    named.write_text("overrides:\n  verdict:\n  # of old\n  - {point: 0a1b2c3d, verdict: agree}\n")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await decide(pilot, "Hide", named)
        assert "u takes it back" in shown(app)
        assert len(load_overrides_file(named).entries) == 2
        await press(pilot, "u")
        assert "hidden  “9 days” 01" in shown(app)
        await press(pilot, "enter")
        assert app.screen is app.explorer
        assert library.builds == 2
    (left,) = load_overrides_file(named).entries
    assert left.key == "verdict"
    assert "# of old" in named.read_text()


async def test_where_nothing_was_decided_nothing_is_taken_back(app: ReportedlyApp) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "u")
        assert "Nothing was decided yet" in shown(app)


def test_the_latest_decision_of_this_run_is_the_first_to_be_taken_back() -> None:
    one = Override(key="same_entity", names=("Ana", "Anna"))
    parted = [
        Override(key="not_same_point", claims=(quoting(CONFLICT.claims[0]), ClaimReference("x", y)))
        for y in ("one", "two")
    ]
    hide = Override(key="hide", point="0a1b2c3d")
    groups = made_together([one, *parted, hide])
    assert groups == [(hide,), tuple(parted), (one,)]
    assert made_together([one, *parted, hide], [told_apart(one), told_apart(parted[0])])[:2] == [
        tuple(parted),
        (one,),
    ]
    assert decision_row(groups[1], {}).plain.count("“9 days”") == 1


def test_the_claims_that_one_is_parted_from_stay_together_and_come_back_with_it() -> None:
    third = dataclasses.replace(CONFLICT.claims[0], doc="third.txt")
    three = dataclasses.replace(CONFLICT, claims=(*CONFLICT.claims[:2], third))
    offered = decisions(three, None, ())[decision("does not belong")]
    made = entries(offered, "", three, three.claims[0], quoting)
    assert [one.key for one in made] == ["not_same_point", "not_same_point", "same_point"]
    assert [claim.doc for claim in made[2].claims] == [three.claims[1].doc, "third.txt"]
    hide = Override(key="hide", point="0a1b2c3d")
    # A file has its entries by kind.
    assert made_together([made[2], hide, *made[:2]]) == [(*made[:2], made[2]), (hide,)]


def test_points_of_most_words_in_common_are_offered_as_the_same() -> None:
    years = next(point for point in POINTS if point.id == "years")
    near = near_points(years, POINTS)
    assert near[0].id == "throughput"
    assert years not in near


async def test_two_points_are_said_to_ask_the_same(no_pause: None, tmp_path: Path) -> None:
    app = ReportedlyApp(FakeLibrary(kept=tmp_path / "kept"), build=False)
    named = tmp_path / "mine.yaml"
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await decide(pilot, "same question", named)
    (entry,) = load_overrides_file(named).entries
    assert entry.key == "same_point"
    # What was tried and kept out comes first, whether or not it stands in a point.
    docs = {claim.doc for claim in CONFLICT.claims} | {YEARBOOK}
    assert {claim.doc for claim in entry.claims} == docs
    assert WIRE in docs


def test_what_was_tried_and_kept_out_is_offered_as_its_point_or_alone() -> None:
    quay = next(fact for fact in FACTS if fact.text == "1,450 metres")
    tried = came_near(FakeLibrary().explain_alone(quay), POINTS)
    assert [point.id for point in tried] == ["strike", ""]
    assert tried[1].label == "Quay of 1,450 metres."
    more = together(tried, near_points(CONFLICT, POINTS))
    assert more[:2] == tried
    assert len(more) == len({point.id for point in more})


async def test_a_fact_that_nothing_was_matched_with_is_put_with_another_claim(
    no_pause: None, tmp_path: Path
) -> None:
    app = ReportedlyApp(FakeLibrary(kept=tmp_path / "kept"), build=False)
    named = tmp_path / "mine.yaml"
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await search(pilot, "quay is")
        await press(pilot, "3", *["j"] * 20)
        quay = next(fact for fact in FACTS if fact.text == "1,450 metres")
        mark = app.explorer.reading.mark_at(Span(quay.start, quay.end))  # type: ignore[union-attr]
        app.explorer.document.view.go(quay.start, mark)
        await press(pilot, "d")
        said = shown(app)
        assert "Decide about “1,450 metres”" in said
        assert "Hide" not in said
        await press(pilot, "enter")
        assert "Which asks the same?" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, DecideDialog)
        app.screen.query_one("#file", Input).value = str(named)
        await press(pilot, "enter")
    (entry,) = load_overrides_file(named).entries
    assert entry.key == "same_point"
    assert [claim.doc for claim in entry.claims] == [PORT, WIRE, UNION]


async def test_words_that_measure_nothing_here_are_doubted_once(
    no_pause: None, tmp_path: Path
) -> None:
    app = ReportedlyApp(FakeLibrary(kept=tmp_path / "kept"), build=False)
    named = tmp_path / "mine.yaml"
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await begin(pilot, WIDE)
        await press(pilot, *["j"] * decision("measure the same"), "enter")
        app.screen.query_one("#words", Input).value = "strike, walkout"
        app.screen.query_one("#file", Input).value = str(named)
        await press(pilot, "enter")
        assert "nothing is measured as “walkout” here" in shown(app)
        assert not named.exists()
        await press(pilot, "enter")
        assert named.exists()


async def test_a_decision_that_changes_nothing_says_so(no_pause: None, tmp_path: Path) -> None:
    app = ReportedlyApp(FakeLibrary(kept=tmp_path / "kept"), build=False)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await decide(pilot, "Hide", tmp_path / "mine.yaml")
        await settle(pilot)
        # The library of the tests always compares alike.
        assert "nothing in these documents has changed" in shown(app)
