"""An agreement report as one HTML page: its pictures are SVG within it, and it loads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from annotator.comparing.measured import Measure, Measured, Undefined, shown
from annotator.comparing.report import Agreement, Confusion, Figure
from annotator.comparing.trend import trend
from annotator.domain.annotation_set import Owner
from annotator.workspace.agreement_course import course

_HUE = (28, 106, 134)
_HEAT = (
    ("segments.b", "Segments: B"),
    ("entities.strict", "Entities: F1"),
    ("quotes.content_f1", "Quotes: content F1"),
)
_CELL, _LEFT, _TOP, _BAR = 58, 110, 26, 260
_MOST_ARTICLES = 200
_STYLE = """
body { font: 14px/1.5 Inter, system-ui, sans-serif; color: #1d2025; background: #fefdfb;
  max-width: 1080px; margin: 32px auto; padding: 0 24px; }
h1 { font-size: 26px; margin: 0 0 4px; } h2 { font-size: 17px; margin: 32px 0 8px; }
p, td.quiet { color: #53565d; } table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; } th, td { padding: 5px 10px 5px 0;
  border-bottom: 1px solid #e1ded7; vertical-align: middle; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.pictures { display: flex; flex-wrap: wrap; gap: 28px; } svg text { font: 12px Inter, sans-serif; }
@media (prefers-color-scheme: dark) { body { background: #1c1f23; color: #e6e3dc; }
  p, td.quiet { color: #b5b9c0; } th, td { border-color: #2e3238; } svg .ink { fill: #e6e3dc; } }
@media print { body { color: #000; background: #fff; max-width: none; margin: 0; padding: 0;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; } p { color: #333; }
  svg .ink { fill: #000; } figure, tr { break-inside: avoid; } h2 { break-after: avoid; } }
"""


def page(agreement: Agreement) -> str:
    """Return the report as a page for a browser, to mail or to print."""
    names = ", ".join(escape(owner.name) for owner in agreement.owners)
    head = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>Agreement of {names}</title><style>{_STYLE}</style></head><body>"
        f"<h1>Agreement of {names}</h1><p>{len(agreement.articles):,} articles that two or more "
        f"have annotated, {len(agreement.disagreements):,} disagreements. Intervals: 95 %, "
        f"{agreement.samples:,} bootstrap samples of articles, seed {agreement.seed}.</p>"
    )
    parts = [head, _figures(agreement), _over_time(agreement), _heat_maps(agreement)]
    parts += [_confusions(agreement), _labels(agreement), _shares(agreement)]
    parts += [_articles(agreement), "</body></html>\n"]
    return "\n".join(parts)


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> str:
    def cell(tag: str, place: int, text: str) -> str:
        return (
            f'<{tag} class="number">{text}</{tag}>'
            if place in numbers
            else f"<{tag}>{text}</{tag}>"
        )

    lines = ["".join(cell("th", n, escape(title)) for n, title in enumerate(titles))]
    lines += ["".join(cell("td", n, text) for n, text in enumerate(row)) for row in rows]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _figures(agreement: Agreement) -> str:
    rows = [_figure_row(one) for one in agreement.figures]
    titles = ("Layer", "Measure", "What it says", "Value", "95 %", "", "From")
    how = f"<p>γ: {agreement.gamma}.</p>" if agreement.gamma else ""
    return "<h2>Measures</h2>" + _table(titles, rows, (3,)) + how


def _figure_row(one: Figure) -> list[str]:
    return [
        one.layer.value.capitalize(),
        escape(one.title),
        escape(one.meaning),
        _value(one.measure),
        _interval(one.measure),
        "" if one.is_error else _interval_bar(one.measure),
        f"{one.count:,} {escape(one.unit)}",
    ]


def _value(measure: Measure) -> str:
    if isinstance(measure, Undefined):
        return f'<abbr title="{escape(measure.reason)}">undefined</abbr>'
    return f"<b>{shown(measure)}</b>"


def _interval(measure: Measure) -> str:
    if isinstance(measure, Undefined):
        return escape(measure.reason)
    if measure.interval is None:
        return escape(measure.why_no_interval)
    return f"{measure.interval.low:.2f}–{measure.interval.high:.2f}"


def _interval_bar(measure: Measure) -> str:
    """Draw a value with its interval on a scale from 0 to 1."""
    if not isinstance(measure, Measured):
        return ""
    width = _BAR / 2

    def x(value: float) -> float:
        return 4 + min(1.0, max(0.0, value)) * (width - 8)

    band = ""
    if measure.interval is not None:
        low, high = x(measure.interval.low), x(measure.interval.high)
        band = (
            f'<rect x="{low:.1f}" y="5" width="{max(2.0, high - low):.1f}" height="6" rx="3" '
            'fill="#9db6ea"/>'
        )
    return (
        f'<svg width="{width:.0f}" height="16" role="img" aria-label="{shown(measure)}">'
        f'<rect x="4" y="6" width="{width - 8:.0f}" height="4" rx="2" fill="#e8e6e0"/>{band}'
        f'<rect x="{x(measure.value) - 1:.1f}" y="2" width="2.5" height="12" fill="#2457c5"/></svg>'
    )


def _over_time(agreement: Agreement) -> str:
    drawn = [course(trend(agreement.articles, key), title) for key, title in _HEAT]
    if not any(drawn):
        return ""
    is_known = any(one.worked for one in agreement.articles)
    order = "in the order in which they were worked on" if is_known else "in the order of import"
    text = f"<p>Articles {order}; each point is the mean of some.</p>"
    return f"<h2>Over time</h2>{text}<div class='pictures'>{''.join(drawn)}</div>"


def _heat_maps(agreement: Agreement) -> str:
    if len(agreement.owners) < 2:
        return ""
    drawn = [_heat_map(agreement, key, title) for key, title in _HEAT]
    return "<h2>Annotator by annotator</h2><div class='pictures'>" + "".join(drawn) + "</div>"


def _heat_map(agreement: Agreement, key: str, title: str) -> str:
    owners = agreement.owners
    cells = []
    for row, one in enumerate(owners):
        for column, other in enumerate(owners):
            pair = agreement.pair(one, other) if one != other else None
            measure = pair.measures[key] if pair else None
            value = measure.value if isinstance(measure, Measured) else 0.0
            note = f"{pair.articles}" if pair else ""
            cells.append(_cell(row, column, value, shown(measure), note))
    names = [owner.name for owner in owners]
    return f"<figure><figcaption>{escape(title)}</figcaption>{_grid(names, cells)}</figure>"


def _cell(row: int, column: int, strength: float, text: str, note: str = "") -> str:
    share = min(1.0, max(0.0, strength)) * 0.9
    red, green, blue = (round(255 + (part - 255) * share) for part in _HUE)
    ink = "#ffffff" if share > 0.55 else "#1d2025"
    x, y = _LEFT + column * _CELL, _TOP + row * _CELL * 0.7
    height = _CELL * 0.7 - 3
    lines = (
        f'<rect x="{x:.0f}" y="{y:.1f}" width="{_CELL - 3}" height="{height:.1f}" rx="4" '
        f'fill="rgb({red},{green},{blue})"/>'
        f'<text x="{x + _CELL / 2 - 2:.0f}" y="{y + height / 2 + (0 if note else 4):.1f}" '
        f'text-anchor="middle" fill="{ink}" font-weight="600">{escape(text)}</text>'
    )
    if note:
        lines += (
            f'<text x="{x + _CELL / 2 - 2:.0f}" y="{y + height - 5:.1f}" text-anchor="middle" '
            f'fill="{ink}" style="font-size:10px">{escape(note)}</text>'
        )
    return lines


def _grid(names: Sequence[str], cells: Sequence[str]) -> str:
    labels = []
    for number, name in enumerate(names):
        short = escape(name if len(name) <= 14 else name[:13] + "…")
        y = _TOP + number * _CELL * 0.7 + _CELL * 0.35 + 3
        labels.append(
            f'<text class="ink" x="{_LEFT - 8}" y="{y:.0f}" text-anchor="end">{short}</text>'
        )
        top = escape(name if len(name) <= 7 else name[:6] + "…")
        x = _LEFT + number * _CELL + _CELL / 2 - 2
        labels.append(
            f'<text class="ink" x="{x:.0f}" y="{_TOP - 8}" text-anchor="middle">{top}</text>'
        )
    width, height = _LEFT + len(names) * _CELL + 4, _TOP + len(names) * _CELL * 0.7 + 4
    body = "".join(labels) + "".join(cells)
    return f'<svg width="{width}" height="{height:.0f}" role="img">{body}</svg>'


def _confusions(agreement: Agreement) -> str:
    drawn = [_confusion(one) for one in agreement.confusions if one.labels]
    if not drawn:
        return ""
    first = escape(agreement.owners[0].name)
    text = f"<p>Rows: who comes first, from {first} on. Shade: share of the row’s errors.</p>"
    return f"<h2>Who says what instead</h2>{text}<div class='pictures'>{''.join(drawn)}</div>"


def _confusion(confusion: Confusion) -> str:
    cells = []
    for row, counts in enumerate(confusion.counts):
        errors = sum(count for column, count in enumerate(counts) if column != row) or 1
        for column, count in enumerate(counts):
            strength = 0.0 if column == row else count / errors
            cells.append(_cell(row, column, strength, f"{count:,}" if count else "·"))
    names = [label or "none" for label in confusion.labels]
    title = f"{confusion.layer.value.capitalize()}, {confusion.unit}"
    return f"<figure><figcaption>{escape(title)}</figcaption>{_grid(names, cells)}</figure>"


def _labels(agreement: Agreement) -> str:
    rows = [
        [
            one.layer.value.capitalize(),
            escape(one.label),
            f"{one.count:,}",
            _value(one.f1) if one.f1 is not None else "",
            _value(one.alpha),
            _interval(one.alpha),
        ]
        for one in agreement.labels
    ]
    text = "<p>Alpha is (k)uα for segments and uα of the label alone for entities.</p>"
    titles = ("Layer", "Label", "Annotations", "F1 strict", "Alpha", "95 %")
    return "<h2>Labels</h2>" + text + _table(titles, rows, (2, 3, 4))


def _shares(agreement: Agreement) -> str:
    rows = []
    for one in agreement.shares:
        share = f"{one.missing / one.places:.0%}" if one.places else "–"
        cells = [_name(one.owner), one.layer.value.capitalize(), f"{one.annotations:,}", share]
        rows.append(cells)
    titles = ("Who", "Layer", "Annotations", "Has nothing where others have something")
    return "<h2>Annotators</h2>" + _table(titles, rows, (2, 3))


def _name(owner: Owner) -> str:
    return escape(owner.name)


def _articles(agreement: Agreement) -> str:
    worst = sorted(agreement.articles, key=lambda one: -one.disagreements)[:_MOST_ARTICLES]
    rows = [
        [
            escape(one.title or one.id),
            ", ".join(map(_name, one.owners)),
            *(_value(one.measures[key]) for key, _ in _HEAT),
            f"{one.disagreements:,}",
        ]
        for one in worst
    ]
    titles = ("Article", "Annotators", "Segments", "Entities", "Quotes", "Disagreements")
    rest = len(agreement.articles) - len(worst)
    more = f"<p>{rest:,} further articles with fewer disagreements.</p>" if rest else ""
    return "<h2>Articles by disagreement</h2>" + _table(titles, rows, (2, 3, 4, 5)) + more
