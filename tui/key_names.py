"""Keys as people write them and as Textual names them: “Ctrl+F” and ``ctrl+f``, “!” and ``exclamation_mark``. Pure."""

from __future__ import annotations

import re
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


_MODIFIERS = ("ctrl", "alt", "shift", "meta", "super", "hyper")


@cache
def _names() -> frozenset[str]:
    """The keys that have a name."""
    from textual.keys import Keys

    return frozenset((*(key.value.rpartition("+")[2] for key in Keys), *_signs(), *_SPOKEN))


def is_key(key: str) -> bool:
    """Whether ``key``, as Textual names it, is one that a terminal can send."""
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    known = name in _names() or (len(name) == 1 and name.isprintable())
    return known and all(modifier in _MODIFIERS for modifier in modifiers)


def meant(key: str) -> str:
    """The key that was probably meant by ``key``, as people write it: “Ctrl+K” by “Crtl+K” and “ctrl-k”; empty for none."""
    from difflib import get_close_matches

    *modifiers, name = re.split(r"[+-]", key.strip()) if len(key.strip()) > 1 else [key]
    found = [get_close_matches(m.lower(), _MODIFIERS, 1, 0.5) for m in modifiers]
    said = named(name) if len(name) == 1 else ""
    if len(name) > 1:
        known = [*_SPOKEN, *_WRITTEN, *(f"f{n}" for n in range(1, 13))]
        said = named(next(iter(get_close_matches(name.lower(), known, 1, 0.5)), ""))
    guess = "+".join([*(one[0] for one in found if one), said])
    return spoken(guess) if said and all(found) and is_key(guess) else ""


def spoken(key: str) -> str:
    """A key as people write it: ``ctrl+f`` is Ctrl+F, ``escape`` is Esc."""
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if len(name) > 1:
        name = _SPOKEN.get(name) or _signs().get(name, name)
    if (len(name) == 1 and modifiers) or re.fullmatch(r"f\d+", name):
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
