"""Points as one page of HTML that stands for itself: no script, nothing fetched, every text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from tui.backing import backing
from tui.cleaning import clean_line
from tui.commands.pointwise import (
    Show,
    Shown,
    between_then_within,
    by_hand_note,
    first_period,
    reason_of,
    sign_and_verdict,
    silent_note,
)
from tui.commands.wording import plural

if TYPE_CHECKING:
    from search_index.models import Point

_MOST_SILENT = 20
_STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --dim: #5f6368; --page: #fdfdfc; --line: #d9d9d6;
  --agree: #1a7f37; --compatible: #0b7285; --differ: #8a6100; --conflict: #b42318; --single: #5f6368; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e3; --dim: #a3a29e; --page: #1b1b1d; --line: #3a3a3d;
  --agree: #6fcf87; --compatible: #62c6d8; --differ: #e0b34d; --conflict: #ff8a7a; --single: #a3a29e; } }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--page);
  font: 1rem/1.5 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 3rem; }
section { border-top: 1px solid var(--line); padding: .75rem 0; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 0 0 .25rem; }
p { margin: .25rem 0; } ul { margin: .5rem 0; padding-left: 1.1rem; }
.verdict { font-weight: bold; } .notes, cite, time { color: var(--dim); font-style: normal; font-size: .9rem; }
cite { display: block; } mark { color: inherit; background: none; font-weight: bold; border-bottom: 2px solid; }
.agree { color: var(--agree); } .compatible { color: var(--compatible); } .differ { color: var(--differ); }
.conflict, .within { color: var(--conflict); } .single { color: var(--single); }
@media print { section { break-inside: avoid; } }
"""


def page(title: str, points: Sequence[Point], show: Show, *, timeline: bool) -> str:
    """The whole page; ``title`` names the corpus."""
    between, within = between_then_within(points)
    heading = f"What the sources in {title} say"
    body = [f"<h1>{_text(heading)}</h1>", f"<p>{_text(plural(len(points), 'point'))}</p>"]
    body += [_section(point, show, timeline) for point in between]
    if within:
        body.append("<h2>Sources at odds with themselves</h2>")
        body += [_section(point, show, timeline) for point in within]
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            # Whatever slipped through the escaping could load and run nothing.
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
            " style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width">',
            f"<title>{_text(heading)}</title><style>{_STYLE}</style></head><body>",
            *body,
            "</body></html>",
        ]
    )


def _section(point: Point, show: Show, timeline: bool) -> str:
    sign, verdict = sign_and_verdict(point)
    colour = "within" if point.within else point.verdict
    day = f"<time>{_text(first_period(point))}</time> " if timeline else ""
    notes = filter(None, (backing(point), silent_note(point, _MOST_SILENT)))
    lines = [
        f'<section id="point-{_text(point.id)}">',
        f'<h3>{day}<span class="verdict {_text(colour)}">{_text(sign)} {_text(verdict)}</span>'
        f" <bdi>{_text(point.label)}</bdi></h3>",
        f'<p class="{_text(colour)}">{_text(reason_of(point))}</p>',
        *([f"<p>{_text(by_hand_note(point))}</p>"] if point.overridden else []),
        "<ul>",
        *(_claim(show(claim)) for claim in point.claims),
        "</ul>",
        *(f'<p class="notes">{_text(note)}</p>' for note in notes),
        "</section>",
    ]
    return "\n".join(lines)


def _claim(shown: Shown) -> str:
    notes = f' <span class="notes">({_text(", ".join(shown.notes))})</span>' if shown.notes else ""
    sentence = (
        f"<bdi>{_text(shown.before)}<mark>{_text(shown.claimed)}</mark>{_text(shown.after)}</bdi>"
    )
    return f"<li>{sentence}{notes}<cite>{_text(shown.citation)}</cite></li>"


def _text(text: str) -> str:
    return escape(clean_line(text), quote=True)
