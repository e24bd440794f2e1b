"""The keys a user chose: presets by name, single keys by action, checked before the app takes the screen."""

from __future__ import annotations

from collections.abc import Mapping

from search_index.errors import SettingsError, nearest
from tui.key_names import named, spoken
from tui.keymap import ACTIONS, BY_ID, Action, Where

PRESETS: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "vim": {
        "back": "escape,ctrl+o,H,alt+left",
        "bookmark": "m",
        "matrix": "M",
        "leave": "escape,M",
        "page_down": "pagedown,ctrl+d,ctrl+f,space",
        "page_up": "pageup,ctrl+u,ctrl+b",
        "find_in_document": "ctrl+_",
        "palette": ":,ctrl+p",
    },
    "emacs": {
        "search": "ctrl+s,/",
        "back": "escape,ctrl+g,alt+left",
        "find_in_document": "alt+s",
        "palette": "alt+x",
        "copy_citation": "alt+w,y",
        "move_down": "down,ctrl+n",
        "move_up": "up,ctrl+p",
        "move_left": "left,ctrl+b",
        "move_right": "right,ctrl+f",
        "page_down": "pagedown,ctrl+v,space",
        "page_up": "pageup,alt+v",
        "to_start": "home,alt+<",
        "to_end": "end,alt+>",
    },
}
"""Keys by action, where a preset differs from the default."""


def preset(name: str) -> Mapping[str, str]:
    """The keys of a preset by action id. Raises SettingsError, naming the nearest, where there is none."""
    if name not in PRESETS:
        raise SettingsError(
            f"settings.yaml: there is no preset “{name}”", nearest(name, list(PRESETS))
        )
    return PRESETS[name]


def _meet(one: Where, other: Where) -> bool:
    """Whether both places' keys can be live at once."""
    both = {one, other}
    return one == other or "matrix" not in both or bool(both & {"everywhere", "moving", "standing"})


def checked_keys(keys: Mapping[str, str]) -> dict[str, str]:
    """The user's keys by action id, as Textual names them.

    Raises SettingsError for an action that does not exist or a key given twice.
    """
    for name in keys:
        if name not in BY_ID:
            raise SettingsError(
                f"settings.yaml: keys: there is no action “{name}”", nearest(name, list(BY_ID))
            )
    owners: dict[str, list[Action]] = {}
    for action in ACTIONS:
        for key in map(named, keys.get(action.id, action.keys).split(",")):
            for other in owners.setdefault(key, []):
                if other is not action and _meet(action.where, other.where):
                    raise SettingsError(
                        f"settings.yaml: keys: “{spoken(key)}” would be both “{other.id}” and “{action.id}”",
                        "give one of them another key",
                    )
            owners[key].append(action)
    return {name: ",".join(map(named, given.split(","))) for name, given in keys.items()}
