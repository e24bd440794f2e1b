"""Every action of the app with its keys: the one list that bindings, help, palette and README share.

A key of several characters is Textual's name for it (``ctrl+f``, ``pagedown``); commas part alternatives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from search_index.errors import SettingsError
from search_index.settings import nearest

if TYPE_CHECKING:
    from textual.binding import Binding, BindingType

Where = Literal["everywhere", "moving", "panes", "facts", "comparison", "matrix"]

HEADINGS: dict[Where, str] = {
    "everywhere": "Everywhere",
    "panes": "Reading and comparing",
    "moving": "Moving in a pane, a list or the matrix",
    "facts": "In the list of facts",
    "comparison": "In the comparison",
    "matrix": "In the matrix",
}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a key does.

    ``id`` is the name in settings.yaml and of the ``action_…`` method. ``hint`` is the word in the
    footer, empty where it never stands there.
    """

    id: str
    keys: str
    description: str
    where: Where
    hint: str = ""


ACTIONS: tuple[Action, ...] = (
    Action("search", "/", "Search the documents", "panes", "search"),
    Action("back", "escape", "Back to where you were, place kept", "panes", "back"),
    Action("next_pane", "tab", "Next pane", "panes", "pane"),
    Action("previous_pane", "shift+tab", "Previous pane", "panes"),
    Action("pane_search", "1", "Go to the search", "panes"),
    Action("pane_document", "2", "Go to the document", "panes"),
    Action("pane_facts", "3", "Go to the facts", "panes", "facts"),
    Action("pane_comparison", "4", "Go to the comparison", "panes", "compare"),
    Action("zoom", "z", "Give the pane the whole screen, or give it back", "panes", "zoom"),
    Action("next_match", "n", "Next match, on into the next document", "panes", "match"),
    Action("previous_match", "N", "Match before, back into the document before", "panes"),
    Action("next_fact", "]", "Next fact that other sources speak of too", "panes", "fact"),
    Action("previous_fact", "[", "Fact before that other sources speak of too", "panes"),
    Action("next_any_fact", "}", "Next fact of any kind", "panes"),
    Action("previous_any_fact", "{", "Fact of any kind before", "panes"),
    Action("next_point", ">", "Next comparison for the same fact", "panes", "point"),
    Action("previous_point", "<", "Comparison before for the same fact", "panes"),
    Action("find_in_document", "ctrl+f", "Find in this document", "panes", "find"),
    Action("furniture", "x", "Show or fold menus and other page furniture", "panes"),
    Action("open_in_editor", "o", "Open the file in your editor, at this line", "panes", "editor"),
    Action("copy_citation", "y", "Copy the citation", "panes", "cite"),
    Action("copy_quotation", "Y", "Copy the quotation with its citation", "panes", "quote"),
    Action("export", "e", "Write the document's points and facts to a file", "panes"),
    Action("reread", "r", "Read the folder again", "panes"),
    Action("matrix", "m", "Points down, sources across", "panes", "matrix"),
    Action("filter_facts", "f", "Show one kind of fact, then the next", "facts", "kind"),
    Action("move_down", "down,j", "Down", "moving"),
    Action("move_up", "up,k", "Up", "moving"),
    Action("move_left", "left,h", "Left, or the source before", "moving"),
    Action("move_right", "right,l", "Right, or the next source", "moving"),
    Action("page_down", "pagedown,ctrl+d,space", "A page down", "moving"),
    Action("page_up", "pageup,ctrl+u", "A page up", "moving"),
    Action("to_start", "home,g", "To the start", "moving"),
    Action("to_end", "end,G", "To the end", "moving"),
    Action("open", "enter", "Open: the hit, the fact's comparison, the passage", "moving", "open"),
    Action("show_all", "0", "Every verdict", "matrix", "all"),
    Action("show_conflict", "1", "Only conflicts", "matrix", "one verdict"),
    Action("show_differ", "2", "Only points that differ", "matrix"),
    Action("show_compatible", "3", "Only compatible points", "matrix"),
    Action("show_agree", "4", "Only points that agree", "matrix"),
    Action("show_single", "5", "Only points with a single source", "matrix"),
    Action("leave", "escape,m", "Back to the panes", "matrix", "back"),
    Action("palette", "ctrl+p", "Every action by name", "everywhere", "palette"),
    Action("theme", "t", "Choose a colour theme", "everywhere"),
    Action("help", "?", "This help", "everywhere", "help"),
    Action("quit", "q", "Quit", "everywhere", "quit"),
)

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}

# What the footer offers, by what has the focus; the first words survive on a narrow screen.
FOOTERS: dict[str, tuple[str, ...]] = {
    "input": ("open", "back", "next_pane", "palette"),
    "results": ("open", "search", "next_match", "matrix", "next_pane", "help", "quit"),
    "document": (
        "search",
        "next_match",
        "next_fact",
        "next_point",
        "matrix",
        "copy_citation",
        "copy_quotation",
        "open_in_editor",
        "find_in_document",
        "zoom",
        "help",
        "quit",
    ),
    "facts": ("open", "filter_facts", "next_fact", "search", "matrix", "back", "help", "quit"),
    "comparison": (
        "open",
        "next_point",
        "next_fact",
        "copy_quotation",
        "zoom",
        "matrix",
        "back",
        "help",
        "quit",
    ),
    "matrix": ("open", "show_all", "show_conflict", "leave", "help", "quit"),
}
# Actions that the footer shows as a pair or a range.
_TOGETHER: dict[str, tuple[str, ...]] = {
    "next_match": ("next_match", "previous_match"),
    "next_fact": ("next_fact", "previous_fact"),
    "next_point": ("previous_point", "next_point"),
    "show_conflict": ("show_conflict", "show_single"),
}

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
}


def spoken(key: str) -> str:
    """A key as people write it: ``ctrl+f`` is Ctrl+F, ``escape`` is Esc."""
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    name = _SPOKEN.get(name, name.upper() if modifiers and len(name) == 1 else name)
    return "+".join([m.capitalize() for m in modifiers] + [name])


def spoken_keys(action: Action, remapped: Mapping[str, str] | None = None) -> str:
    """All keys of an action, for help: “PgDn Ctrl+D Space”."""
    keys = (remapped or {}).get(action.id, action.keys)
    return " ".join(spoken(key.strip()) for key in keys.split(","))


def bindings(*places: Where, only: Iterable[str] | None = None) -> list[BindingType]:
    """Textual's bindings for the actions of these places; ``only`` picks some by id."""
    from textual.binding import Binding

    chosen = None if only is None else set(only)
    made: list[Binding] = [
        Binding(a.keys, a.id, a.description, id=a.id, show=False)
        for a in ACTIONS
        if a.where in places and (chosen is None or a.id in chosen)
    ]
    return list(made)


def footer(focus: str, remapped: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
    """Key and word of each hint for what has the focus, the most useful first."""
    hints = []
    for name in FOOTERS[focus]:
        ids = _TOGETHER.get(name, (name,))
        keys = [spoken_keys(BY_ID[i], remapped).split(" ")[0] for i in ids]
        joined = "–".join(keys) if name == "show_conflict" else " ".join(keys)
        hints.append((joined, BY_ID[name].hint))
    return hints


def _meet(one: Where, other: Where) -> bool:
    """Whether both places' keys can be live at once."""
    return (
        one == other
        or "matrix" not in (one, other)
        or bool({one, other} & {"everywhere", "moving"})
    )


def checked_keys(keys: Mapping[str, str]) -> dict[str, str]:
    """The user's keys by action id. Raises SettingsError for a wrong name or a key given twice."""
    for name in keys:
        if name not in BY_ID:
            raise SettingsError(
                f"settings.yaml: keys: there is no action “{name}”", nearest(name, list(BY_ID))
            )
    owners: dict[str, list[Action]] = {}
    for action in ACTIONS:
        for key in keys.get(action.id, action.keys).split(","):
            for other in owners.setdefault(key.strip(), []):
                if other is not action and _meet(action.where, other.where):
                    raise SettingsError(
                        f"settings.yaml: keys: “{key.strip()}” would be both “{other.id}” and “{action.id}”",
                        "give one of them another key",
                    )
            owners[key.strip()].append(action)
    return dict(keys)


def key_table() -> str:
    """The README's table of keys, in Markdown."""
    lines = ["| key | does |", "|---|---|"]
    for action in ACTIONS:
        keys = " ".join(f"`{k}`" for k in spoken_keys(action).split(" "))
        lines.append(f"| {keys} | {action.description} |")
    return "\n".join(lines)
