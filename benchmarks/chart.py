"""The cost curve as an SVG: milliseconds of processor time of a search against the size of the corpus, both logarithmic."""

from __future__ import annotations

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
    "plain Whoosh": "#8d99ae",
}
_WIDE, _HIGH, _LEFT, _TOP = 300, 220, 56, 40
_LEAST, _MOST = -1.5, 4.0


def draw(results: list[dict[str, Any]]) -> None:
    """Write scale.svg from the figures of scale.json, p50 of each kind a panel."""
    sizes = [one["documents"] for one in results]
    low, high = log10(min(sizes)), log10(max(sizes))
    low, high = (low - 0.5, high + 0.5) if low == high else (low, high)

    def place(documents: int, milliseconds: float) -> tuple[float, float]:
        across = (log10(documents) - low) / (high - low)
        up = (log10(max(milliseconds, 10**_LEAST)) - _LEAST) / (_MOST - _LEAST)
        return across * _WIDE, (1 - up) * _HIGH

    parts = []
    for nth, kind in enumerate(_KINDS):
        x = _LEFT + (nth % 2) * (_WIDE + _LEFT + 24)
        y = _TOP + (nth // 2) * (_HIGH + 76)
        parts.append(f'<g transform="translate({x},{y})">{_panel(kind, results, place)}</g>')
    width, height = 2 * (_WIDE + _LEFT + 24), 2 * (_HIGH + 76) + 44
    legend = _legend(height - 24)
    body = "\n".join([*parts, legend])
    CHART.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="11">\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{body}\n</svg>\n',
        "utf-8",
    )


def _panel(kind: str, results: list[dict[str, Any]], place: Any) -> str:
    parts = [f'<text x="0" y="-12" font-size="13" fill="#222">{kind}: processor ms, p50</text>']
    for power in range(-1, 5):
        y = place(results[0]["documents"], 10.0**power)[1]
        told = f"{10.0**power:g}"
        parts.append(f'<line x1="0" x2="{_WIDE}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e4e4e4"/>')
        parts.append(f'<text x="-8" y="{y + 4:.1f}" text-anchor="end" fill="#555">{told}</text>')
    for one in results:
        x = place(one["documents"], 1)[0]
        told = f"{one['documents']:,}"
        parts.append(
            f'<text x="{x:.1f}" y="{_HIGH + 18}" text-anchor="middle" fill="#555">{told}</text>'
        )
    for name, colour in _COLOURS.items():
        points = [
            place(one["documents"], one["search"][kind][name][0])
            for one in results
            if name in one["search"].get(kind, {})
        ]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
    return "".join(parts)


def _legend(y: int) -> str:
    parts, x = [], _LEFT
    for name, colour in _COLOURS.items():
        parts.append(f'<rect x="{x}" y="{y - 9}" width="10" height="10" fill="{colour}"/>')
        parts.append(f'<text x="{x + 15}" y="{y}" fill="#222">{name}</text>')
        x += 28 + 7 * len(name)
    return "".join(parts)
