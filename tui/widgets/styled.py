"""The looks that screens and dialogs share: one component class for each style name of content.py."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.color import Color
from textual.content import Content, Span
from textual.screen import ModalScreen, Screen
from textual.style import Style
from textual.widget import Widget

from tui.content import STYLES

# Colour is never alone: verdicts have a sign and a word, matches are bold and underlined, what is
# under the cursor is reversed, quiet text is dim where a theme has no greys.
_LOOKS = """
    NAME > .agree { color: $text-success; }
    NAME > .compatible { color: $text-primary; }
    NAME > .differ { color: $text-warning; }
    NAME > .conflict { color: $text-error; text-style: bold; }
    NAME > .single { color: $quiet; }
    NAME > .quantity { text-style: underline; }
    NAME > .date { text-style: underline; }
    NAME > .quote { text-style: italic; }
    NAME > .relation { text-style: none; }
    NAME > .entity { text-style: none; }
    NAME > .match { color: $match-foreground; background: $match-background; text-style: bold; }
    NAME > .here { color: $background; background: $accent; text-style: bold; }
    NAME > .claim { color: $text-accent; text-style: bold underline; }
    NAME > .quiet { color: $quiet; }
    NAME > .strong { text-style: bold; }
    NAME > .title { color: $text-primary; text-style: bold; }
    NAME > .rule { color: $border-blurred; }
    NAME > .edge { color: $border-blurred; }
    NAME > .edge-focus { color: $border; }
    NAME > .key { color: $text-accent; text-style: bold; }
    NAME > .bar { color: $accent; text-style: bold; }
    NAME:ansi > .quiet { color: ansi_default; text-style: dim; }
    NAME:ansi > .single { color: ansi_default; text-style: dim; }
    NAME:ansi > .rule { color: ansi_default; text-style: dim; }
    NAME:ansi > .here { color: ansi_default; background: transparent; text-style: bold reverse; }
    NAME:ansi > .edge { color: ansi_default; }
    NAME:ansi > .edge-focus { color: ansi_cyan; }
    NAME:nocolor > .match { text-style: bold underline; }
"""


class Styled(Widget):
    """Resolves those style names; mixed into screens, where Textual looks for them last."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """The style of a name of content.py; everything else as Textual does it.

        Textual 8.2.8 drops ``reverse`` and opaque backgrounds from a partial style.
        """
        if not (partial and len(component_classes) == 1 and component_classes[0] in STYLES):
            return super().get_visual_style(*component_classes, partial=partial)
        rules = self.get_component_styles(component_classes[0])
        text = rules.text_style
        color: Color | None = None
        if rules.has_rule("color"):
            color = rules.color
            if rules.auto_color:
                color = Color(0, 0, 0, rules.color.a, auto=True)
        return Style(
            rules.background if rules.has_rule("background") and rules.background.a else None,
            color,
            bold=text.bold,
            dim=text.dim,
            italic=text.italic,
            underline=text.underline,
            reverse=text.reverse,
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

    COMPONENT_CLASSES: ClassVar[set[str]] = set(STYLES)
    DEFAULT_CSS = _LOOKS.replace("NAME", "StyledScreen")


class StyledDialog(Styled, ModalScreen[Any]):
    """A dialog whose widgets may use them too."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(STYLES)
    DEFAULT_CSS = _LOOKS.replace("NAME", "StyledDialog")
