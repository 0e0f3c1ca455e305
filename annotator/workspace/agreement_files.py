"""An agreement report as JSON and CSV; as a page with pictures see ``agreement_page``."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from annotator import __version__
from annotator.comparing.disagreements import Cluster
from annotator.comparing.measured import Measure, Measured
from annotator.comparing.report import (
    Agreement,
    ArticleAgreement,
    Figure,
    GammaSettings,
    LabelFigures,
    OwnerShare,
)
from annotator.domain.annotation_set import Owner
from annotator.formats.atomic import replacing
from annotator.workspace.agreement_page import page

_COLUMNS = (
    *("what", "layer", "name", "one", "other", "value", "low", "high", "count", "unit"),
    "why_undefined",
)
_Json = dict[str, object]


def write_agreement(agreement: Agreement, path: Path, form: str) -> None:
    """Write a report, whole or not at all; ``form`` is ``csv``, ``json`` or ``html``."""
    text = {"csv": as_csv, "json": as_json, "html": page}[form](agreement)
    with replacing(path) as file:
        file.write(text)


def as_json(agreement: Agreement) -> str:
    """Return everything in the report, disagreements and choices included."""
    content: _Json = {
        "annotator": __version__,
        "owners": [_owner(owner) for owner in agreement.owners],
        **figures_json(agreement),
        "gamma": agreement.gamma and _gamma(agreement.gamma),
        "pairs": [
            {
                "one": _owner(pair.one),
                "other": _owner(pair.other),
                "articles": pair.articles,
                "measures": {key: _measure(one) for key, one in pair.measures.items()},
            }
            for pair in agreement.pairs
        ],
        "labels": [_label(one) for one in agreement.labels],
        "confusions": [
            {
                "layer": one.layer.value,
                "unit": one.unit,
                "labels": [label or None for label in one.labels],
                "counts": one.counts,
            }
            for one in agreement.confusions
        ],
        "shares": [_share(one) for one in agreement.shares],
        "articles": [_article(one) for one in agreement.articles],
        "disagreements": [_disagreement(one) for one in agreement.disagreements],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def figures_json(agreement: Agreement) -> _Json:
    """Return the figures over all owners and articles, and how their intervals were drawn."""
    return {
        "bootstrap": {"samples": agreement.samples, "seed": agreement.seed, "level": 0.95},
        "figures": [_figure(one) for one in agreement.figures],
    }


def _figure(one: Figure) -> _Json:
    return {
        "key": one.key,
        "layer": one.layer.value,
        "title": one.title,
        "meaning": one.meaning,
        "count": one.count,
        "unit": one.unit,
        "is_error": one.is_error,
        **_measure(one.measure),
    }


def _gamma(gamma: GammaSettings) -> _Json:
    return {
        "alpha": gamma.alpha,
        "beta": gamma.beta,
        "delta_empty": gamma.empty,
        "seed": gamma.seed,
        "samples": gamma.samples,
        "most_alignments_of_a_window": gamma.most_alignments,
        "windows_cut": gamma.cuts,
    }


def _label(one: LabelFigures) -> _Json:
    return {
        "layer": one.layer.value,
        "label": one.label,
        "count": one.count,
        "f1": one.f1 and _measure(one.f1),
        "alpha": _measure(one.alpha),
    }


def _share(one: OwnerShare) -> _Json:
    return {
        "owner": _owner(one.owner),
        "layer": one.layer.value,
        "annotations": one.annotations,
        "missing": one.missing,
        "places": one.places,
    }


def _article(one: ArticleAgreement) -> _Json:
    return {
        "id": one.id,
        "title": one.title,
        "owners": [_owner(owner) for owner in one.owners],
        "measures": {key: _measure(each) for key, each in one.measures.items()},
        "disagreements": one.disagreements,
    }


def _owner(owner: Owner) -> _Json:
    return {"kind": owner.kind.value, "name": owner.name}


def _measure(measure: Measure) -> _Json:
    if not isinstance(measure, Measured):
        return {"value": None, "why_undefined": measure.reason}
    interval = measure.interval
    if interval is None:
        return {"value": measure.value, "why_no_interval": measure.why_no_interval}
    return {"value": measure.value, "low": interval.low, "high": interval.high}


def _disagreement(cluster: Cluster) -> _Json:
    return {
        "id": cluster.id,
        "article": cluster.article_id,
        "layer": cluster.layer.value,
        "start": cluster.span.start,
        "end": cluster.span.end,
        "text": cluster.words,
        "kinds": [kind.value for kind in cluster.kinds],
        "severity": cluster.severity,
        "choices": [
            {
                "owners": [_owner(owner) for owner in choice.owners],
                "annotations": [
                    {
                        "id": piece.annotation.id,
                        "start": piece.span.start,
                        "end": piece.span.end,
                        "label": piece.label,
                    }
                    for piece in choice.pieces
                ],
            }
            for choice in cluster.choices
        ],
    }


def as_csv(agreement: Agreement) -> str:
    """Return every measure as one row, whatever it is of: a table to filter in a spreadsheet."""
    lines: list[str] = []
    writer = csv.DictWriter(_Lines(lines), _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for row in _rows(agreement):
        writer.writerow({name: _plain(value) for name, value in row.items()})
    return "".join(lines)


class _Lines:
    """What ``csv`` writes into."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def write(self, line: str) -> None:
        self._lines.append(line)


def _plain(value: object) -> object:
    """Return what a spreadsheet takes for text, even where it begins like a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t" and value else value


def _rows(agreement: Agreement) -> Iterator[_Json]:
    facts: _Json
    for one in agreement.figures:
        facts = {"what": "all", "layer": one.layer.value, "name": one.key}
        yield facts | {"count": one.count, "unit": one.unit} | _cells(one.measure)
    for pair in agreement.pairs:
        facts = {"what": "pair", "one": pair.one.name, "other": pair.other.name}
        facts |= {"count": pair.articles, "unit": "articles"}
        for key, measure in pair.measures.items():
            yield facts | {"layer": key.split(".")[0], "name": key} | _cells(measure)
    for label in agreement.labels:
        facts = {"what": "label", "layer": label.layer.value, "one": label.label}
        facts |= {"count": label.count, "unit": label.layer.value}
        yield facts | {"name": "alpha"} | _cells(label.alpha)
        if label.f1 is not None:
            yield facts | {"name": "f1"} | _cells(label.f1)
    for article in agreement.articles:
        facts = {"what": "article", "one": article.title or article.id}
        facts |= {"count": article.disagreements, "unit": "disagreements"}
        for key, measure in article.measures.items():
            yield facts | {"layer": key.split(".")[0], "name": key} | _cells(measure)
    yield from _rows_of_confusions(agreement)


def _rows_of_confusions(agreement: Agreement) -> Iterator[_Json]:
    for confusion in agreement.confusions:
        facts: _Json = {"what": "confusion", "layer": confusion.layer.value}
        facts["unit"] = confusion.unit
        for row, counts in zip(confusion.labels, confusion.counts, strict=True):
            for column, count in zip(confusion.labels, counts, strict=True):
                yield facts | {"one": row or "(none)", "other": column or "(none)", "count": count}


def _cells(measure: Measure) -> _Json:
    found = _measure(measure)
    return {name: value for name, value in found.items() if name in _COLUMNS}
