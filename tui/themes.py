"""Our own three themes, and the choice of one that fits the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from search_index.errors import UsageError
from search_index.settings import nearest

if TYPE_CHECKING:
    from textual.theme import Theme

DARK = "reportedly-dark"
LIGHT = "reportedly-light"
CONTRAST = "reportedly-contrast"


def own_themes() -> list[Theme]:
    """Ink on paper, its night side, and one of strong contrast; colour is kept for verdicts and the focus."""
    from textual.theme import Theme

    return [
        Theme(
            name=DARK,
            dark=True,
            background="#14171c",
            surface="#14171c",
            panel="#20252d",
            foreground="#d6dae0",
            primary="#7fb4ca",
            secondary="#7fb4ca",
            accent="#e6c384",
            success="#98bb6c",
            warning="#e6a35c",
            error="#f0766f",
            variables={
                "border": "#7fb4ca",
                "border-blurred": "#39414d",
                "block-cursor-background": "#2f3c4a",
                "block-cursor-foreground": "#f2f5f8",
                "block-cursor-text-style": "none",
                "block-cursor-blurred-background": "#232a33",
                "block-cursor-blurred-foreground": "#d6dae0",
                "scrollbar": "#39414d",
                "scrollbar-hover": "#7fb4ca",
                "scrollbar-active": "#7fb4ca",
                "scrollbar-background": "#14171c",
                "scrollbar-background-hover": "#14171c",
                "scrollbar-background-active": "#14171c",
                "match-background": "#4d4326",
                "match-foreground": "#ffe2a0",
                "quiet": "#8a93a0",
            },
        ),
        Theme(
            name=LIGHT,
            dark=False,
            background="#fbfaf7",
            surface="#fbfaf7",
            panel="#efece4",
            foreground="#24272c",
            primary="#1f6680",
            secondary="#1f6680",
            accent="#8a5a00",
            success="#3d6b16",
            warning="#a14f00",
            error="#b3261e",
            variables={
                "border": "#1f6680",
                "border-blurred": "#cfcabd",
                "block-cursor-background": "#dbe7ec",
                "block-cursor-foreground": "#10222a",
                "block-cursor-text-style": "none",
                "block-cursor-blurred-background": "#eeebe2",
                "block-cursor-blurred-foreground": "#24272c",
                "scrollbar": "#cfcabd",
                "scrollbar-hover": "#1f6680",
                "scrollbar-active": "#1f6680",
                "scrollbar-background": "#fbfaf7",
                "scrollbar-background-hover": "#fbfaf7",
                "scrollbar-background-active": "#fbfaf7",
                "match-background": "#ffe9a8",
                "match-foreground": "#4a3500",
                "quiet": "#686c73",
            },
        ),
        # Every text at least 7:1 on black, as WCAG asks of enhanced contrast.
        Theme(
            name=CONTRAST,
            dark=True,
            background="#000000",
            surface="#000000",
            panel="#000000",
            foreground="#ffffff",
            primary="#6fdcff",
            secondary="#6fdcff",
            accent="#ffd700",
            success="#7dff7d",
            warning="#ffb347",
            error="#ff9a9a",
            variables={
                "border": "#ffd700",
                "border-blurred": "#b8b8b8",
                "block-cursor-background": "#ffffff",
                "block-cursor-foreground": "#000000",
                "block-cursor-text-style": "bold",
                "block-cursor-blurred-background": "#3a3a3a",
                "block-cursor-blurred-foreground": "#ffffff",
                "scrollbar": "#b8b8b8",
                "scrollbar-hover": "#ffd700",
                "scrollbar-active": "#ffd700",
                "scrollbar-background": "#000000",
                "scrollbar-background-hover": "#000000",
                "scrollbar-background-active": "#000000",
                "match-background": "#ffd700",
                "match-foreground": "#000000",
                "quiet": "#d0d0d0",
            },
        ),
    ]


def variable_defaults(theme: Theme) -> dict[str, str]:
    """How a match and quiet text look under a theme that does not say so itself."""
    if theme.ansi:
        return {
            "match-background": "ansi_yellow",
            "match-foreground": "ansi_black",
            "quiet": "ansi_default",
        }
    return {
        "match-background": f"{theme.warning or theme.primary} 30%",
        "match-foreground": theme.foreground or ("#ffffff" if theme.dark else "#000000"),
        "quiet": "auto 60%",
    }


def chosen_theme(wanted: str, known: list[str], environ: Mapping[str, str]) -> str:
    """The theme to start with. Under NO_COLOR only an ANSI theme is free of painted greys.

    Raises UsageError, naming the nearest, for a theme that does not exist.
    """
    if wanted not in known:
        raise UsageError(f"there is no theme “{wanted}”", nearest(wanted, known))
    if "NO_COLOR" in environ and not wanted.startswith("ansi"):
        return "ansi-light" if wanted.endswith("light") else "ansi-dark"
    return wanted
