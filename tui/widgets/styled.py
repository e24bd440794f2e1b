"""The looks that screens and dialogs share: how each style name of content.py is painted under a theme.

Component classes would say the same in CSS, and cost a tenth of the time to the first paint.
"""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.color import Color
from textual.content import Content, Span
from textual.screen import ModalScreen, Screen
from textual.style import Style
from textual.widget import Widget

from tui.content import STYLES
from tui.keymap import BY_ID


class Look(NamedTuple):
    """Names of theme variables (or colours) and words of a text style; empty where it stays as it is."""

    colour: str = ""
    background: str = ""
    text: str = ""


# Colour is never alone: verdicts have a sign and a word, matches are bold and underlined, what is
# under the cursor is reversed, quiet text is dim where a theme has no greys.
_LOOKS: dict[str, Look] = {
    "agree": Look("text-success"),
    "compatible": Look("text-primary"),
    "differ": Look("text-warning"),
    "conflict": Look("text-error", text="bold"),
    "single": Look("quiet"),
    "quantity": Look(text="underline"),
    "date": Look(text="underline"),
    "quote": Look(text="italic"),
    "match": Look("match-foreground", "match-background", "bold"),
    "here": Look("background", "accent", "bold"),
    "claim": Look("text-accent", text="bold"),
    "only-here": Look(text="underline"),
    "quiet": Look("quiet"),
    "strong": Look(text="bold"),
    "title": Look("text-primary", text="bold"),
    "rule": Look("border-blurred"),
    "edge": Look("border-blurred"),
    "edge-focus": Look("border"),
    "key": Look("text-accent", text="bold"),
    "bar": Look("accent", text="bold"),
}
_ANSI_LOOKS: dict[str, Look] = {
    "quiet": Look("ansi_default", text="dim"),
    "single": Look("ansi_default", text="dim"),
    "rule": Look("ansi_default", text="dim"),
    "here": Look("ansi_default", "transparent", "bold reverse"),
    "edge": Look("ansi_default"),
    "edge-focus": Look("ansi_cyan"),
}
_NO_COLOUR_LOOKS: dict[str, Look] = {"match": Look(text="bold underline")}


def _colour(name: str, variables: dict[str, str]) -> Color | None:
    """The colour that a theme variable (“#e6a35c 30%”, “auto 60%”) or a name stands for."""
    value, _, share = variables.get(name, name).partition(" ")
    alpha = float(share.rstrip("%")) / 100 if share else 1.0
    if value == "auto":
        return Color(0, 0, 0, alpha, auto=True)
    colour = Color.parse(value)
    return colour.multiply_alpha(alpha) if share else colour


class Styled(Widget):
    """Knows those style names; mixed into screens, where Textual looks for them last."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._painted: dict[tuple[object, ...], Style] = {}

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """The style of a name of content.py; everything else as Textual does it."""
        if not (partial and len(component_classes) == 1 and component_classes[0] in STYLES):
            return super().get_visual_style(*component_classes, partial=partial)
        app, name = self.app, component_classes[0]
        ansi, no_colour = app.native_ansi_color, app.no_color
        key = (app.theme, ansi, no_colour, name)
        if key not in self._painted:
            look = _LOOKS.get(name, Look())
            look = _ANSI_LOOKS.get(name, look) if ansi else look
            look = _NO_COLOUR_LOOKS.get(name, look) if no_colour else look
            self._painted[key] = self._style(look)
        return self._painted[key]

    def _style(self, look: Look) -> Style:
        variables = self.app.theme_variables
        background = _colour(look.background, variables) if look.background else None
        text = dict.fromkeys(look.text.split(), True)
        return Style(
            background if background is not None and background.a else None,
            _colour(look.colour, variables) if look.colour else None,
            bold=text.get("bold"),
            dim=text.get("dim"),
            italic=text.get("italic"),
            underline=text.get("underline"),
            reverse=text.get("reverse"),
        )


def resolved(widget: Widget, content: Content) -> Content:
    """``content`` with its style names looked up: borders, unlike texts, do not do it themselves."""
    screen = widget.screen
    spans = []
    for span in content.spans:
        name = span.style[1:] if isinstance(span.style, str) else ""
        known = name in STYLES
        style = screen.get_visual_style(name, partial=True) if known else span.style
        spans.append(Span(span.start, span.end, style))
    return Content(content.plain, spans=spans)


class StyledScreen(Styled, Screen[None]):
    """A screen whose widgets may use the style names of content.py."""


class StyledDialog(Styled, ModalScreen[Any]):
    """A dialog whose widgets may use them too; `?` shows help in front of it, Ctrl+Q quits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(BY_ID["help"].keys, "app.help", "Help", id="help", show=False),
        # q is a letter in a field, and closes a dialog without one.
        Binding("ctrl+q", "app.quit", "Quit", show=False),
        Binding("ctrl+c", "app.help_quit", "Say how to quit", show=False),
    ]
