"""Every action of the app with its keys: the one list that bindings, help, palette and README share.

A key of several characters is Textual's name for it (``ctrl+f``, ``pagedown``); commas part alternatives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tui.key_names import spoken

if TYPE_CHECKING:
    from textual.binding import Binding, BindingType

Where = Literal["everywhere", "moving", "panes", "standing", "facts", "matrix"]

HEADINGS: dict[Where, str] = {
    "panes": "Reading and comparing",
    "standing": "With what the cursor is on, in a pane or in the matrix",
    "moving": "Moving in a pane, a list or the matrix",
    "facts": "In the list of facts",
    "matrix": "In the matrix",
    "everywhere": "Everywhere",
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
    Action("back", "escape,H,alt+left", "Back to where you were, place kept", "panes", "back"),
    Action("forward", "L,alt+right", "Forward again, after going back", "panes"),
    Action("next_pane", "tab", "Next pane", "panes", "pane"),
    Action("previous_pane", "shift+tab", "Previous pane", "panes"),
    Action("pane_search", "1", "Go to the search", "panes"),
    Action("pane_document", "2", "Go to the document", "panes"),
    Action("pane_facts", "3", "Go to the facts", "panes", "facts"),
    Action("pane_comparison", "4", "Go to the comparison", "panes", "compare"),
    Action("zoom", "z", "Give the pane the whole screen, or give it back", "panes", "zoom"),
    Action("next_match", "n", "Next passage found, on into the next document", "panes", "passage"),
    Action("previous_match", "N", "Passage before, back into the document before", "panes"),
    Action("next_fact", "]", "Next fact that other sources speak of too", "panes", "fact"),
    Action("previous_fact", "[", "Fact before that other sources speak of too", "panes"),
    Action("next_any_fact", "}", "Next fact of any kind", "panes"),
    Action("previous_any_fact", "{", "Fact of any kind before", "panes"),
    Action("next_point", ">", "Next comparison for the same fact", "panes", "point"),
    Action("previous_point", "<", "Comparison before for the same fact", "panes"),
    Action(
        "find_in_document",
        "ctrl+f",
        "Find in this document, or in the list of facts",
        "panes",
        "find",
    ),
    Action("outline", "O", "The articles and headings of this document", "panes"),
    Action("copies", "C", "The copies of this text in other documents", "panes"),
    Action("furniture", "x", "Show or fold menus and other page furniture", "panes"),
    Action(
        "narrow",
        "F",
        "Narrow the results by source, date, person, place or body, or list facts of one kind in them",
        "panes",
        "narrow",
    ),
    Action("searches", "Q,ctrl+r", "Earlier and saved searches", "panes", "searches"),
    Action(
        "bookmarks",
        "'",
        "Your bookmarks: go to one, add a note, drop it, write them to a file",
        "panes",
    ),
    Action("export", "e", "Write the document's points and facts to a file", "panes"),
    Action("reread", "r", "Read the folder again", "panes"),
    Action("halt", "X", "Stop the reading under way; what is done stays", "panes"),
    Action("matrix", "m", "Points down, sources across", "panes", "matrix"),
    Action(
        "explain",
        "w",
        "Why: the rule of a verdict and what else was tried; the words that found a hit",
        "standing",
        "why",
    ),
    Action("timeline", "D", "Dated points in the order of time", "standing", "dates"),
    Action(
        "decide",
        "d",
        "Decide: correct the verdict, part claims, join names, hide; written to a file you name",
        "standing",
        "decide",
    ),
    Action("take_back", "u", "Your decisions, the latest first: take one back", "standing"),
    Action("copy_citation", "y", "Copy the citation", "standing", "cite"),
    Action("copy_quotation", "Y", "Copy the quotation with its citation", "standing", "quote"),
    Action(
        "copied", "T", "What was copied in this run: copy it again, write it to a file", "standing"
    ),
    Action(
        "open_in_editor",
        "o",
        "Open it in your editor, at this line; of a PDF and the like, its text",
        "standing",
        "editor",
    ),
    Action("bookmark", "b", "Set a bookmark here, or take it away", "standing", "bookmark"),
    Action(
        "filter_facts",
        "f",
        "Show one kind of fact, then the next; left and right turn, too",
        "facts",
        "kind",
    ),
    Action("sort_facts", "s", "Sort by place, by value, or compared facts first", "facts", "sort"),
    Action(
        "facts_everywhere",
        "a",
        "Facts of all documents found, or of the open one again",
        "facts",
        "everywhere",
    ),
    Action("move_down", "down,j", "Down", "moving"),
    Action("move_up", "up,k", "Up", "moving"),
    Action("move_left", "left,h", "Left; the source, or the kind of fact before", "moving"),
    Action("move_right", "right,l", "Right; the next source, or kind of fact", "moving"),
    Action("page_down", "pagedown,ctrl+d,space", "A page down", "moving"),
    Action("page_up", "pageup,ctrl+u", "A page up", "moving"),
    Action("to_start", "home,g", "To the start", "moving"),
    Action("to_end", "end,G", "To the end", "moving"),
    Action("open", "enter", "Open: the hit, the fact's comparison, the passage", "moving", "open"),
    Action("show_all", "0", "Every point again", "matrix", "all"),
    Action(
        "show_conflict",
        "1",
        "Conflicts, alone or beside others chosen; again: without",
        "matrix",
        "verdicts",
    ),
    Action("show_differ", "2", "Points that differ, likewise", "matrix"),
    Action("show_compatible", "3", "Compatible points, likewise", "matrix"),
    Action("show_agree", "4", "Points that agree, likewise", "matrix"),
    Action("show_single", "5", "Points with a single source, likewise", "matrix"),
    Action("show_within", "6", "Sources at odds with themselves, likewise", "matrix"),
    Action(
        "filter_kind", "f", "Only points of one kind of fact, then of the next", "matrix", "kind"
    ),
    Action("filter_kind_back", "F", "Only points of the kind of fact before", "matrix"),
    Action(
        "filter_source", "s", "Only points this source speaks to, or all again", "matrix", "source"
    ),
    Action("write_points", "e", "Write these points to a file", "matrix", "write"),
    Action("leave", "escape,m", "Back to the panes", "matrix", "back"),
    Action("palette", "ctrl+p", "Every action by name", "everywhere", "palette"),
    Action("theme", "t", "Choose a colour theme", "everywhere"),
    Action("citation_style", "c", "Choose how citations are written", "everywhere"),
    Action(
        "problems", "!", "What could not be used or done, and what to do about it", "everywhere"
    ),
    Action("redraw", "ctrl+l", "Draw the screen anew", "everywhere"),
    Action("help", "?,f1", "This help", "everywhere", "help"),
    Action("quit", "q,ctrl+q", "Quit", "everywhere", "quit"),
)

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}

# What the footer offers, by what has the focus; the first words survive on a narrow screen.
FOOTERS: dict[str, tuple[str, ...]] = {
    "input": ("open", "back", "next_pane", "palette", "help", "quit"),
    "results": (
        "open",
        "search",
        "narrow",
        "explain",
        "searches",
        "next_match",
        "matrix",
        "next_pane",
        "help",
        "quit",
    ),
    "document": (
        "search",
        "next_match",
        "next_fact",
        "explain",
        "matrix",
        "copy_citation",
        "copy_quotation",
        "bookmark",
        "find_in_document",
        "open_in_editor",
        "zoom",
        "help",
        "quit",
    ),
    "facts": (
        "open",
        "find_in_document",
        "filter_facts",
        "sort_facts",
        "facts_everywhere",
        "matrix",
        "search",
        "back",
        "help",
        "quit",
    ),
    "comparison": (
        "open",
        "explain",
        "decide",
        "next_point",
        "next_fact",
        "copy_quotation",
        "matrix",
        "back",
        "zoom",
        "help",
        "quit",
    ),
    "matrix": (
        "open",
        "explain",
        "show_conflict",
        "filter_kind",
        "filter_source",
        "show_all",
        "write_points",
        "timeline",
        "decide",
        "copy_quotation",
        "leave",
        "help",
        "quit",
    ),
}
# Actions that the footer shows as a pair or a range.
_TOGETHER: dict[str, tuple[str, ...]] = {
    "next_match": ("next_match", "previous_match"),
    "next_fact": ("next_fact", "previous_fact"),
    "next_point": ("previous_point", "next_point"),
    "show_conflict": ("show_conflict", "show_within"),
}


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
        keys = [_first(spoken_keys(BY_ID[i], remapped).split(" "), focus == "input") for i in ids]
        joined = "–".join(keys) if name == "show_conflict" else " ".join(keys)
        hints.append((joined, BY_ID[name].hint))
    return hints


def _first(keys: list[str], typing: bool) -> str:
    """The key to name: in a field, one that is not typed into it."""
    return next((key for key in keys if not typing or len(key) > 1), keys[0])


def key_table() -> str:
    """The README's table of keys, in Markdown."""
    lines = ["| key | does | name |", "|---|---|---|"]
    for action in ACTIONS:
        keys = " ".join(f"`{k}`" for k in spoken_keys(action).split(" "))
        lines.append(f"| {keys} | {action.description} | `{action.id}` |")
    return "\n".join(lines)
