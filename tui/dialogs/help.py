"""Help: every key, as the keymap has it, and what the signs mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from tui.comparison_content import BY_HAND, WITHIN
from tui.content import KIND_NAMES, KIND_SIGNS, SIGNS, columns, joined, styled, wrapped
from tui.keymap import ACTIONS, HEADINGS, Where, spoken_keys
from tui.widgets.styled import StyledDialog
from tui.widgets.wrapped_lines import WrappedLines

_MEANINGS = {
    "agree": "the same answer",
    "compatible": "one rounds, bounds or says more",
    "differ": "both can be true: another period, scope, role",
    "conflict": "they cannot both be true",
    "single": "one source only",
}
_WITHIN = "a source at odds with itself"
_BY_HAND = "changed by a decision of yours"
_KEYS_WIDTH = 20
# Two columns of help need this many cells.
_TWO_COLUMNS = 112


def help_groups(keys: Mapping[str, str], first: Where = "panes") -> list[list[tuple[str, str]]]:
    """Groups of (keys, description); the first entry of a group is its heading, with no keys.

    The keys of the place ``first``, where help was asked for, stand before the others.
    """
    groups = []
    for place in sorted(HEADINGS, key=lambda place: place != first):
        entries = [("", HEADINGS[place])]
        entries += [(spoken_keys(a, keys), a.description) for a in ACTIONS if a.where == place]
        groups.append(entries)
    verdicts = [(f"{SIGNS[v]} {v}", meaning) for v, meaning in _MEANINGS.items()]  # type: ignore[index]
    groups.append(
        [("", "Verdicts"), *verdicts, (f"{WITHIN} with itself", _WITHIN), (BY_HAND, _BY_HAND)]
    )
    groups.append([("", "Facts"), *((KIND_SIGNS[k], KIND_NAMES[k]) for k in KIND_SIGNS)])
    return groups


class HelpText(WrappedLines):
    """The lines of help, in one column or two."""

    DEFAULT_CSS = "HelpText { padding: 1 2; height: 1fr; }"

    def __init__(self, keys: Mapping[str, str], first: Where) -> None:
        super().__init__()
        self._groups = help_groups(keys, first)

    def wrapped_to(self, width: int) -> Sequence[Content]:
        """Two columns where both can be read."""
        if width < _TWO_COLUMNS:
            return [line for group in self._groups for line in self._group(group, width)]
        half = (width - 3) // 2
        groups = [self._group(group, half) for group in self._groups]
        lengths = [sum(map(len, groups[:at])) for at in range(len(groups) + 1)]
        # The split that leaves the two columns most alike.
        split = min(range(len(groups)), key=lambda at: abs(2 * lengths[at] - lengths[-1]))
        left, right = (
            [line for group in part for line in group] for part in (groups[:split], groups[split:])
        )
        return columns([left, right], [half, half], [" "])

    def _group(self, group: list[tuple[str, str]], width: int) -> list[Content]:
        lines = [styled(group[0][1], ".title")]
        for keys, description in group[1:]:
            words = wrapped(styled(description), width - _KEYS_WIDTH)
            head = styled(f"  {keys}".ljust(_KEYS_WIDTH), ".key")
            lines.append(joined(head, words[0]))
            lines += [joined(" " * _KEYS_WIDTH, more) for more in words[1:]]
        return [*lines, Content("")]


class HelpDialog(StyledDialog):
    """Help in front of the screen it was asked on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,question_mark,f1,enter", "dismiss", "Close")
    ]
    DEFAULT_CSS = """
    HelpDialog { align: center middle; }
    HelpDialog HelpText { width: 94%; max-width: 136; height: 94%; border: round $border; background: $background;
        border-title-background: $background; border-subtitle-background: $background; }
    """

    def __init__(self, keys: Mapping[str, str], first: Where = "panes") -> None:
        super().__init__()
        self._keys = keys
        self._first = first

    def compose(self) -> ComposeResult:
        """The text."""
        text = HelpText(self._keys, self._first)
        text.border_title = joined("Help")
        text.border_subtitle = joined("Esc closes   ↑ ↓ scroll")
        yield text
