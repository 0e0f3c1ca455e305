"""An import report as CSV, JSON or text."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

from annotator import __version__
from annotator.domain.errors import MendableError
from annotator.formats.atomic import replacing
from annotator.formats.tables import harmless
from annotator.workspace.importing import ImportReport, Line, Outcome

_COLUMNS = ("record", "outcome", "taken", "reason", "article_id")


def write_import_report(report: ImportReport, path: Path) -> None:
    """Write a report, whole or not at all, in the form that the file's suffix says."""
    form = require_known_suffix(path)
    text = {".csv": as_csv, ".json": as_json, ".txt": as_text}[form](report)
    with replacing(path) as file:
        file.write(text)


def require_known_suffix(path: Path) -> str:
    """Return the suffix; raise ``MendableError`` where there is no such form."""
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".json", ".txt"):
        raise MendableError(f"“{path.name}” is no name of a report. End it in .csv, .json or .txt.")
    return suffix


def as_csv(report: ImportReport) -> str:
    """Return a row for each record."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([harmless(cell) for cell in _cells(line)] for line in report.lines)
    return text.getvalue()


def as_json(report: ImportReport) -> str:
    """Return the counts, the labels that were renamed, and every record."""
    content = {
        "annotator": __version__,
        "counts": {outcome.value: report.count(outcome) for outcome in Outcome},
        "renamed": [
            {"layer": layer.value, "theirs": theirs, "ours": ours, "count": count}
            for (layer, theirs, ours), count in report.renamed.items()
        ],
        "records": [dict(zip(_COLUMNS, _cells(line), strict=True)) for line in report.lines],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def as_text(report: ImportReport) -> str:
    """Return the report to be read: the counts, the labels, and a line for each record."""
    lines = [f"Import report: {report.summary}."]
    lines += [f"label: {one}" for one in report.renamings]
    for line in report.lines:
        said = "\t".join(part for part in (line.taken, line.reason) if part)
        lines.append(f"{line.outcome}\t{line.where}\t{said}".rstrip())
    return "\n".join(lines) + "\n"


def _cells(line: Line) -> tuple[str, ...]:
    return line.where, line.outcome.value, line.taken, line.reason, line.article_id
