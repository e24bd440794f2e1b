"""Themes, and what NO_COLOR leaves of them."""

from __future__ import annotations

import pytest
from driving import NARROW, press, search
from fakes import FakeLibrary
from rich.color import ColorType
from textual.color import Color

from search_index.errors import UsageError
from tui.app import ReportedlyApp
from tui.themes import chosen_theme, own_themes

_KNOWN = ["ansi-dark", "ansi-light", "nord", "reportedly-dark", "reportedly-light"]


def test_no_color_takes_an_ansi_theme_of_the_same_side() -> None:
    assert chosen_theme("reportedly-dark", _KNOWN, {"NO_COLOR": "1"}) == "ansi-dark"
    assert chosen_theme("reportedly-light", _KNOWN, {"NO_COLOR": "1"}) == "ansi-light"
    assert chosen_theme("nord", _KNOWN, {}) == "nord"


def test_a_wrong_theme_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        ReportedlyApp(FakeLibrary(), theme="reportedly-drak")
    assert "reportedly-dark" in caught.value.way_out


async def test_no_color_paints_no_colour_and_no_grey(
    no_pause: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ReportedlyApp(FakeLibrary(), build=False)
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "port handled")
        await press(pilot, "]")
        colours = {
            colour.type
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None
        }
    assert colours <= {ColorType.DEFAULT}


@pytest.mark.parametrize("theme", ["nord", "textual-light", "ansi-light", "reportedly-light"])
async def test_any_theme_of_textual_can_be_used(no_pause: None, theme: str) -> None:
    app = ReportedlyApp(FakeLibrary(), theme=theme, build=False)
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "strike")
        assert app.theme == theme


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2: from 1 to 21."""

    def luminance(colour: str) -> float:
        linear = [
            c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
            for c in Color.parse(colour).normalized
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_strong_contrast_is_seven_to_one_everywhere() -> None:
    theme = next(theme for theme in own_themes() if theme.name == "reportedly-contrast")
    variables = theme.to_color_system().generate() | theme.variables
    texts = [
        "foreground",
        "text-success",
        "text-primary",
        "text-warning",
        "text-error",
        "text-accent",
    ]
    for name in [*texts, "quiet", "border", "border-blurred"]:
        assert contrast(variables[name], "#000000") >= 7, name
    assert contrast(variables["match-foreground"], variables["match-background"]) >= 7
