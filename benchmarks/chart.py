"""The cost curve as an SVG: processor time against the size of the corpus, both logarithmic.

A search of four kinds, p50; comparing all of a library, and one document more.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log10
from pathlib import Path
from typing import Any

CHART = Path(__file__).parent / "scale.svg"
_KINDS = ("two words, all", "four words, any", "a word and three letters, typed", "phrase of two")
_COLOURS = {
    "Reportedly": "#0b6e4f",
    "with ten hits highlighted": "#74c69d",
    "tantivy": "#d1495b",
    "SQLite FTS5": "#3d5a80",
    "bm25s": "#edae49",
    "Recoll": "#7b2cbf",
    "plain Whoosh": "#8d99ae",
}
_WIDE, _HIGH, _LEFT, _TOP = 300, 220, 56, 40
_LEAST, _MOST = -1.5, 4.0
# Comparing takes longer than searching: its panels are of seconds.
_LEAST_FACTS = -2.0

Place = Callable[[int, float], tuple[float, float]]
"""Documents and milliseconds, or seconds, -> where that is in a panel."""

Lines = dict[str, list[tuple[int, float]]]
"""By name: documents and milliseconds, or seconds, of each point."""


def draw(results: list[dict[str, Any]], facts: list[dict[str, Any]]) -> None:
    """Write scale.svg from the figures of scale.json, p50 of each kind a panel, and of facts.json."""
    sizes = [one["documents"] for one in (*results, *facts)]
    low, high = log10(min(sizes)), log10(max(sizes))
    low, high = (low - 0.5, high + 0.5) if low == high else (low, high)

    def placing(least: float) -> Place:
        def place(documents: int, taken: float) -> tuple[float, float]:
            across = (log10(documents) - low) / (high - low)
            up = (log10(max(taken, 10**least)) - least) / (_MOST - _LEAST)
            return across * _WIDE, (1 - up) * _HIGH

        return place

    panels = [
        (f"{kind}: processor ms, p50", _searched(results, kind), placing(_LEAST), -1)
        for kind in _KINDS
    ]
    for told, key in (("comparing all", "seconds"), ("comparing one more", "one more")):
        points = [(one["documents"], one[key]) for one in facts if key in one]
        line = {"Reportedly": points}
        panels.append((f"{told}: processor seconds", line, placing(_LEAST_FACTS), -2))
    parts = []
    for nth, (title, lines, place, least) in enumerate(panels):
        x = _LEFT + (nth % 2) * (_WIDE + _LEFT + 24)
        y = _TOP + (nth // 2) * (_HIGH + 76)
        parts.append(f'<g transform="translate({x},{y})">{_panel(title, lines, place, least)}</g>')
    high_panels = -(-len(panels) // 2)
    width, height = 2 * (_WIDE + _LEFT + 24), high_panels * (_HIGH + 76) + 44
    legend = _legend(height - 24)
    body = "\n".join([*parts, legend])
    CHART.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="11">\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{body}\n</svg>\n',
        "utf-8",
    )


def _searched(results: list[dict[str, Any]], kind: str) -> Lines:
    return {
        name: [
            (one["documents"], one["search"][kind][name][0])
            for one in results
            if name in one["search"].get(kind, {})
        ]
        for name in _COLOURS
    }


def _panel(title: str, lines: Lines, place: Place, least: int) -> str:
    parts = [f'<text x="0" y="-12" font-size="13" fill="#222">{title}</text>']
    sizes = sorted({documents for points in lines.values() for documents, _ in points})
    for power in range(least, least + 6):
        y = place(sizes[0], 10.0**power)[1]
        told = f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"
        parts.append(f'<line x1="0" x2="{_WIDE}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e4e4e4"/>')
        parts.append(f'<text x="-8" y="{y + 4:.1f}" text-anchor="end" fill="#555">{told}</text>')
    for documents in sizes:
        x = place(documents, 1)[0]
        parts.append(
            f'<text x="{x:.1f}" y="{_HIGH + 18}" text-anchor="middle" fill="#555">{documents:,}</text>'
        )
    for name, points in lines.items():
        places = [place(*point) for point in points]
        colour, line = _COLOURS[name], " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
    return "".join(parts)


def _legend(y: int) -> str:
    parts, x = [], _LEFT
    for name, colour in _COLOURS.items():
        parts.append(f'<rect x="{x}" y="{y - 9}" width="10" height="10" fill="{colour}"/>')
        parts.append(f'<text x="{x + 15}" y="{y}" fill="#222">{name}</text>')
        x += 30 + 6 * len(name)
    return "".join(parts)
