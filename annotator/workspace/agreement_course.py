"""The course of agreement over time as a picture within a page: SVG that loads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from annotator.comparing.trend import Batch, levels

_WIDTH, _HEIGHT = 320, 170
_LEFT, _RIGHT, _TOP, _BOTTOM = 30, 16, 20, 26
_LINE, _LEVEL = "#1c6a86", "#c4c0b6"


def course(batches: Sequence[Batch], title: str) -> str:
    """Draw the batches of a measure as a line, each point with its value and its articles."""
    if not batches:
        return ""
    marks = levels(batches)
    places = _places(batches, marks[0])
    said = "; ".join(one.in_words for one in batches)
    body = [_levels(marks), _line(places), *map(_point, places, batches), _ends(batches)]
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" aria-label="{escape(said)}">{"".join(body)}</svg></figure>'
    )


def _y(value: float, low: float) -> float:
    return _HEIGHT - _BOTTOM - (value - low) / (1.0 - low) * (_HEIGHT - _TOP - _BOTTOM)


def _places(batches: Sequence[Batch], low: float) -> list[tuple[float, float]]:
    width, count = _WIDTH - _LEFT - _RIGHT, len(batches)
    step = width / max(1, count - 1)
    left = _LEFT if count > 1 else _LEFT + width / 2
    return [(left + number * step, _y(one.value, low)) for number, one in enumerate(batches)]


def _levels(marks: Sequence[float]) -> str:
    lines = []
    for value in marks:
        y = _y(value, marks[0])
        lines.append(
            f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="{_LEVEL}" stroke-width="0.6"/>'
            f'<text class="ink" x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">'
            f"{value:.1f}</text>"
        )
    return "".join(lines)


def _line(places: Sequence[tuple[float, float]]) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return f'<polyline points="{points}" fill="none" stroke="{_LINE}" stroke-width="2"/>'


def _point(place: tuple[float, float], batch: Batch) -> str:
    x, y = place
    value = f"{batch.value:.2f}".removeprefix("0")
    return (
        f'<g><title>{escape(batch.in_words)}</title><circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" '
        f'fill="{_LINE}"/><text class="ink" x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle" '
        f'style="font-size:10px">{value}</text></g>'
    )


def _ends(batches: Sequence[Batch]) -> str:
    y = _HEIGHT - 8
    ends = [(_LEFT, "start", batches[0].first[:10] or "first")]
    if len(batches) > 1:
        ends.append((_WIDTH - _RIGHT, "end", batches[-1].last[:10] or "last"))
    return "".join(
        f'<text class="ink" x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'
        for x, anchor, words in ends
    )
