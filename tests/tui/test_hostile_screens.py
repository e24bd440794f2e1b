"""Text made to command the terminal or the screens, in every place a document can put it, through every screen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from driving import SMALL, WIDE, settle
from fakes import FakeLibrary
from textual.pilot import Pilot

from search_index.explanation import ClaimExplained, Explanation, Pairing, Rejected
from search_index.library import OnProgress
from search_index.models import (
    BuildReport,
    Claim,
    Document,
    Entity,
    Fact,
    Hit,
    Kind,
    Part,
    Passage,
    Period,
    Point,
    Problem,
    Quantity,
    Quote,
    SearchResult,
    SourceInfo,
    Span,
    Status,
    Verdict,
)
from tui.app import ReportedlyApp

# A title set by OSC, colours by CSI and by its 8-bit form, turned writing, characters of no width, a tag, NUL, half a
# pair; markup of Rich and of Textual that would paint, link and quit.
EVIL = (
    "\x1b]0;owned\x07\x1b[31mred\x9b32m\x85 \u202eturned\u202c\u2066in\u2069 ze\u200bro\u200f\ufeff\u00ad\x00\U000e0041\ud800"
    " [bold red]bold[/] [@click=app.quit]quit[/] [link=file:///etc]l[/] [/nothing] $text"
)
UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e0fff]"
)
DOCS = (f"a-{EVIL}.txt".replace("/", "_"), f"b-{EVIL}.txt".replace("/", "_"))
LINE = f"The {EVIL} harbour counted 12 ships {EVIL} last year.\n"
YEAR = Period("2031-01-01", "2031-12-31")
START = LINE.index("12 ships")


def _where(doc: str) -> dict[str, Any]:
    place = {"doc": doc, "part": 0, "source": EVIL, "start": START, "end": START + 8}
    return place | {"text": f"12 {EVIL}", "sentence": Span(0, len(LINE)), "holder": EVIL}


def _claim(doc: str) -> Claim:
    return Claim(kind="quantity", value=12, unit=EVIL, period=YEAR, **_where(doc))


POINT = Point(
    id="evil", label=f"Ships {EVIL}", verdict="conflict", dimension="value", rule=EVIL,
    reason=f"12 against {EVIL}", claims=tuple(map(_claim, DOCS)), silent=(f"c-{EVIL}",), origins=1,
    overridden=EVIL,
)  # fmt: skip


class Hostile(FakeLibrary):
    """Two documents that say nothing else."""

    def build(self, on_progress: OnProgress | None = None, **how: Any) -> BuildReport:
        return BuildReport(problems=self.problems())

    def document(self, path: str) -> Document:
        parts = (
            Part(0, 0, len(LINE), EVIL, EVIL, "2032-01-01", EVIL),
            Part(1, len(LINE), 2 * len(LINE), EVIL, EVIL, EVIL),
        )
        menu = Span(2 * len(LINE), 3 * len(LINE))
        return Document(path, "0", LINE * 3, EVIL, EVIL, parts, EVIL, furniture=(menu,))

    def documents(self) -> tuple[SourceInfo, ...]:
        return tuple(SourceInfo(doc, 0, EVIL, EVIL, EVIL) for doc in DOCS)

    def facts(self, doc: str | None = None, *, kinds: Iterable[Kind] | None = None, about: str | None = None) -> tuple[Fact, ...]:  # fmt: skip
        made: list[Fact] = []
        for one in DOCS if doc is None else (doc,):
            made.append(Quantity(value=12, unit=EVIL, measure=EVIL, period=YEAR, **_where(one)))
            made.append(Quote(content=(), directness="direct", speaker=EVIL, **_where(one)))
            made.append(Entity(name=EVIL, type="person", **_where(one)))
        return tuple(made)

    def points(self, *, about: str | None = None, verdicts: Iterable[Verdict] | None = None, doc: str | None = None) -> tuple[Point, ...]:  # fmt: skip
        return (POINT,)

    def search(self, query: str, *, any_word: bool = False, as_you_type: bool = False, limit: int = 50) -> SearchResult:  # fmt: skip
        passage = Passage(0, len(LINE), LINE, (Span(START, START + 8),))
        hits = tuple(
            Hit(doc, 0, EVIL, EVIL, EVIL, 1.0, (passage,), EVIL, copies=(f"c-{EVIL}",))
            for doc in DOCS
        )
        return SearchResult(query, EVIL, EVIL, 2, hits)

    def citation(self, doc: str, start: int, end: int) -> str:
        return EVIL

    def status(self) -> Status:
        return Status(f"/x/{EVIL}", 2, 2, 2, {}, {"conflict": 1}, self.problems())

    def problems(self) -> tuple[Problem, ...]:
        return (Problem(EVIL, EVIL, EVIL),)

    def explain(self, point_id: str) -> Explanation:
        claims = tuple(
            ClaimExplained(claim=claim, sentence=LINE, normalised=((EVIL, EVIL),), carried=(EVIL,), drawn_by=EVIL)
            for claim in POINT.claims
        )  # fmt: skip
        near = Rejected(near=0, claim=POINT.claims[0], sentence=LINE, reason=EVIL, pairing=Pairing(words=(EVIL,)))  # fmt: skip
        return Explanation(point=POINT, rule_says=EVIL, claims=claims, pairs=(), rejected=(near,))


def check(app: ReportedlyApp, after: str) -> str:
    """Nothing on the screen is a command, a link or something to click; returns its text."""
    strips = app.screen._compositor.render_strips()
    text = "\n".join(strip.text for strip in strips)
    found = UNSAFE.search(text.replace("\n", " "))
    assert not found, (after, text[max(found.start() - 60, 0) : found.end() + 30])
    for strip in strips:
        for segment in strip:
            style = segment.style
            assert style is None or (style.link is None and "@click" not in style.meta), after
    return text


# Keys, and Esc as often as leads back to the panes.
SCREENS = (
    "escape", "x", "O", "3", "f", "f", "f", "s", "a", "4", "w", "D", "d", "d enter", "'", "T", "F", "Q", "!", "e", "C",
    "c", "question_mark", "ctrl+p", "m", "m w", "m d", "m D", "m s", "y", "Y", "b", "'",
)  # fmt: skip


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_no_text_of_a_document_commands_the_screen(
    no_pause: None, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = ReportedlyApp(Hostile(kept=tmp_path, corpus=tmp_path / "x"), build=False)
    seen = ""
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        seen += check(app, "start")
        app.explorer.search.field.value = f"ships {EVIL}".replace("\x00", "")
        await settle(pilot)
        seen += check(app, "search")
        for keys in ("enter", "]", *SCREENS):
            for key in keys.split():
                await pilot.press(key)
                await settle(pilot)
                seen += check(app, keys)
            await back(pilot)
        assert app.screen is app.explorer
    # It is shown as it is written, where it is shown.
    assert "[bold red]bold[/]" in seen
    assert "[@click=app.quit]" in seen


async def back(pilot: Pilot[Any]) -> None:
    """To the panes, whatever is in front of them."""
    for _ in range(4):
        if pilot.app.screen is pilot.app.explorer:  # type: ignore[attr-defined]
            return
        await pilot.press("escape")
        await settle(pilot)


async def test_what_went_wrong_commands_nothing_either(no_pause: None, tmp_path: Path) -> None:
    app = ReportedlyApp(Hostile(kept=tmp_path, corpus=tmp_path / "x"), build=False)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        app.explorer.problem(EVIL, EVIL)
        await settle(pilot)
        check(app, "problem")
        await back(pilot)
        await pilot.press("escape", "r")
        await settle(pilot)
        assert "could not be used" in check(app, "warning")
