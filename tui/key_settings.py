"""The keys a user chose: presets by name, single keys by action, checked before the app takes the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from search_index.errors import SettingsError, nearest
from tui.key_names import is_key, meant, named, spoken
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


def place(*keys: str) -> str:
    """Where the user's settings say it: file and line. Only asked when something is wrong."""
    from search_index.locations import settings_file
    from search_index.settings import place_in

    return place_in(settings_file(), *keys)


def preset(name: str) -> Mapping[str, str]:
    """The keys of a preset by action id. Raises SettingsError, naming the nearest, where there is none."""
    if name not in PRESETS:
        raise SettingsError(
            f"{place('preset')}: there is no preset “{name}”", nearest(name, list(PRESETS))
        )
    return PRESETS[name]


def _meet(one: Where, other: Where) -> bool:
    """Whether both places' keys can be live at once."""
    both = {one, other}
    return one == other or "matrix" not in both or bool(both & {"everywhere", "moving", "standing"})


def _nearest_action(name: str) -> str:
    """“did you mean “copy_citation”?”, also by what the action says it does; empty where none is near."""
    said = nearest(name, list(BY_ID))
    if said.startswith("did you mean"):
        return said
    words = set(name.lower().replace("-", "_").split("_"))
    alike = [a.id for a in ACTIONS if words & set(f"{a.id} {a.hint}".replace("_", " ").split())]
    return f"near it are {', '.join(alike[:4])};" if alike else ""


def mistaken(keys: Mapping[str, str]) -> list[SettingsError]:
    """Every action that does not exist and every key that is none, else the keys that are given twice."""
    return list(_misnamed(keys)) or list(_given_twice(keys))


def checked_keys(keys: Mapping[str, str]) -> dict[str, str]:
    """The user's keys by action id, as Textual names them. Raises SettingsError, as `mistaken` finds them."""
    SettingsError.unless_right(mistaken(keys))
    if "matrix" in keys and "leave" not in keys:
        # The key that opens the matrix closes it.
        closing = {**keys, "leave": f"escape,{keys['matrix']}"}
        keys = keys if mistaken(closing) else closing
    return {name: ",".join(map(named, given.split(","))) for name, given in keys.items()}


def _misnamed(keys: Mapping[str, str]) -> Iterator[SettingsError]:
    for name in keys:
        if name not in BY_ID:
            yield SettingsError(
                f"{place('keys', name)}: there is no action “{name}”",
                f"{_nearest_action(name)} `reportedly keys` lists all names".strip(),
            )
            continue
        for key in keys[name].split(","):
            if not is_key(named(key)):
                guess = meant(key)
                yield SettingsError(
                    f"{place('keys', name)}: “{key.strip()}” is no key",
                    f"did you mean “{guess}”?"
                    if guess
                    else "write it as `reportedly keys` does: Ctrl+K, PgDn, F5, x",
                )


def _given_twice(keys: Mapping[str, str]) -> Iterator[SettingsError]:
    owners: dict[str, list[Action]] = {}
    for action in ACTIONS:
        for key in map(named, keys.get(action.id, action.keys).split(",")):
            for other in owners.setdefault(key, []):
                if other is not action and _meet(action.where, other.where):
                    named_here = next((a.id for a in (action, other) if a.id in keys), "")
                    yield SettingsError(
                        f"{place('keys', named_here)}: “{spoken(key)}” would be both “{other.id}” and “{action.id}”",
                        "give one of them another key; `reportedly keys` shows which are taken",
                    )
            owners[key].append(action)
