"""Keys as people write them and as Textual names them: “Ctrl+F” and ``ctrl+f``, “!” and ``exclamation_mark``. Pure."""

from __future__ import annotations

import string
from functools import cache

_SPOKEN = {
    "escape": "Esc",
    "enter": "↵",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "space": "Space",
    "delete": "Del",
    "backspace": "Backspace",
}
_WRITTEN = {said.lower(): name for name, said in _SPOKEN.items()}


@cache
def _signs() -> dict[str, str]:
    """Signs by the names of their keys."""
    from textual.keys import _character_to_key

    return {_character_to_key(sign): sign for sign in string.punctuation}


def spoken(key: str) -> str:
    """A key as people write it: ``ctrl+f`` is Ctrl+F, ``escape`` is Esc."""
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if len(name) > 1:
        name = _SPOKEN.get(name) or _signs().get(name, name)
    elif modifiers:
        name = name.upper()
    return "+".join([modifier.capitalize() for modifier in modifiers] + [name])


def named(key: str) -> str:
    """A key as Textual names it, from either spelling; capitals matter only where they stand alone."""
    from textual.keys import _character_to_key

    key = key.strip()
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if len(name) == 1 and not name.isalnum() and name.isascii():
        name = _character_to_key(name)
    elif len(name) > 1 or modifiers or name in _WRITTEN:
        name = _WRITTEN.get(name.lower(), name.lower())
    return "+".join([*(modifier.lower() for modifier in modifiers), name])
