"""What the matrices show: a report as rows of cells."""

from __future__ import annotations

from dataclasses import replace

from annotator.comparing.measured import Measured, Undefined, shown
from annotator.comparing.report import Agreement, Confusion
from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import Owner
from annotator.domain.scheme import Scheme
from annotator.ui.agreement.matrix import Cell

_LEAST, _MOST = 0.25, 0.85
_LEAST_TINT = 0.06


def heat_map(agreement: Agreement, key: str) -> list[list[Cell]]:
    """Return owners by owners: the measure over how many articles both have.

    The tint goes from the lowest value to the highest, so that small differences show.
    """
    owners = agreement.owners
    values = [
        measure.value
        for pair in agreement.pairs
        if isinstance(measure := pair.measures[key], Measured)
    ]
    low, high = min(values, default=0.0), max(values, default=1.0)
    rows = [[Cell("", is_heading=True), *(_named(owner) for owner in owners)]]
    for one in owners:
        row = [_named(one)]
        for other in owners:
            pair = agreement.pair(one, other) if one != other else None
            if pair is None:
                row.append(Cell("—", is_open=False))
                continue
            measure = pair.measures[key]
            said = f"{one.name} and {other.name}: {shown(measure)}, {pair.articles:,} articles. "
            if isinstance(measure, Undefined):
                row.append(Cell("–", f"{pair.articles:,}", says=said + measure.reason))
                continue
            share = (measure.value - low) / (high - low) if high > low else 1.0
            strength = _LEAST + share * (_MOST - _LEAST)
            text = shown(measure).removeprefix("0")
            said += "Click for their disagreements."
            row.append(Cell(text, f"{pair.articles:,}", strength, said))
        rows.append(row)
    return rows


def _named(owner: Owner) -> Cell:
    return Cell(owner.name, says=owner.name, is_heading=True)


MOST_LABELS = 7


def most_confused(confusion: Confusion) -> Confusion:
    """Return the part of a matrix that fits: the labels with most errors, and none as the last."""
    labels, counts = confusion.labels, confusion.counts
    if len(labels) <= MOST_LABELS + 1:
        return confusion
    errors = [
        sum(counts[n]) + sum(row[n] for row in counts) - 2 * counts[n][n]
        for n in range(len(labels))
    ]
    named = [n for n, label in enumerate(labels) if label]
    kept = sorted(sorted(named, key=lambda n: -errors[n])[:MOST_LABELS])
    kept += [n for n, label in enumerate(labels) if not label]
    rows = tuple(tuple(counts[row][column] for column in kept) for row in kept)
    return replace(confusion, labels=tuple(labels[n] for n in kept), counts=rows)


def confusion_cells(confusion: Confusion, scheme: Scheme) -> list[list[Cell]]:
    """Return labels by labels; errors are tinted by their share of their row's."""
    titles = [_label_cell(confusion.layer, label, scheme) for label in confusion.labels]
    rows = [[Cell("", is_heading=True), *titles]]
    for place, counts in enumerate(confusion.counts):
        row = [titles[place]]
        total = sum(counts) or 1
        for column, count in enumerate(counts):
            row.append(_count_cell(confusion, place, column, count, count / total))
        rows.append(row)
    return rows


def _count_cell(confusion: Confusion, row: int, column: int, count: int, share: float) -> Cell:
    one, other = (confusion.labels[place] or "nothing" for place in (row, column))
    if row == column:
        text = _short(count) if count else "·"
        said = f"{one} by both: {count:,} {confusion.unit}"
        return Cell(text, says=said, is_neutral=bool(count), is_open=False)
    if not count:
        return Cell("·", says=f"{one} read as {other}: never", is_open=False)
    said = f"{one} read as {other}: {count:,} {confusion.unit}. Click to open them."
    return Cell(_short(count), strength=max(_LEAST_TINT, min(0.7, share * 4)), says=said)


def _short(count: int) -> str:
    """Return a count that fits into a cell: thousands of characters as ``12k``."""
    return f"{count:,}" if count < 1000 else f"{count / 1000:,.{int(count < 10_000)}f}k"


def _label_cell(layer: Layer, name: str, scheme: Scheme) -> Cell:
    if not name:
        return Cell("none", says="No annotation", is_heading=True)
    known = next((one for one in scheme.of_layer(layer) if one.name == name), None)
    if known is None:
        return Cell(name, says=name, is_heading=True)
    return Cell(known.shown, says=known.title, is_heading=True, light=known.light, dark=known.dark)
