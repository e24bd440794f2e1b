"""The reader corrects the comparison; what is decided goes to the file they name, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import NARROW, WIDE, press, search, settle, shown
from fakes import POINTS, UNION, FakeLibrary
from textual.widgets import Input

from search_index.errors import UsageError
from search_index.models import Claim
from search_index.overrides import ClaimReference
from search_index.reading.overrides_file import load_overrides_file
from tui.app import ReportedlyApp
from tui.deciding import decisions, entries
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
