"""The settings as the app needs them: theme, style of citation, preset and keys looked at together with all the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from search_index import locations
from search_index.errors import SettingsError, nearest
from search_index.settings import Settings, load_settings
from tui.copying import check_style
from tui.key_settings import PRESETS, mistaken, place, preset


def app_settings(themes: Sequence[str] | None) -> Settings:
    """The user's settings, with which the app can start.

    ``themes`` are those that exist; None where another theme than theirs is taken. Raises SettingsError for all
    that is wrong, at once.
    """
    return load_settings(locations.settings_file(), lambda chosen: _mistakes(chosen, themes))


def _mistakes(chosen: Settings, themes: Sequence[str] | None) -> Iterator[SettingsError]:
    checks: list[tuple[Callable[[str], object], str]] = [
        (check_style, chosen.citation),
        (preset, chosen.preset),
    ]
    if themes is not None:
        checks.append((partial(check_theme, known=themes), chosen.theme))
    for check, value in checks:
        try:
            check(value)
        except SettingsError as mistake:
            yield mistake
    yield from mistaken({**PRESETS.get(chosen.preset, {}), **chosen.keys})


def check_theme(name: str, known: Sequence[str]) -> None:
    """Raises SettingsError, naming the nearest, where the settings name a theme that does not exist."""
    if name not in known:
        raise SettingsError(
            f"{place('theme')}: there is no theme “{name}”", nearest(name, list(known))
        )


def known_themes() -> list[str]:
    """Textual's themes and our own, by name."""
    from textual.theme import BUILTIN_THEMES

    from tui.themes import own_themes

    return sorted([*BUILTIN_THEMES, *(one.name for one in own_themes())])
