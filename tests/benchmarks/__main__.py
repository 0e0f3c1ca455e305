"""Measure what the goals are about, and print a table: ``make bench``.

Medians of several runs; the machine's other work shows in them, so compare within one run.
"""

from __future__ import annotations

import platform
import sqlite3
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import PySide6
import sqlalchemy

from annotator.__main__ import collect_rarely
from tests.benchmarks import (
    agreement,
    consistency,
    formats,
    jobs,
    memory,
    queue,
    review,
    team,
    window,
)

Row = tuple[str, str, str]


def main() -> None:
    collect_rarely()  # as the program does when it starts
    sys.stdout.write(
        f"{platform.platform()}, {platform.machine()}, Python {platform.python_version()}, "
        f"PySide6 {PySide6.__version__}, SQLAlchemy {sqlalchemy.__version__}, "
        f"SQLite {sqlite3.sqlite_version}\n\n"
    )
    with TemporaryDirectory() as name:
        folder = Path(name)
        rows: list[Row] = [
            *jobs.rows(folder),
            *agreement.rows(folder),
            *consistency.rows(folder),
            *formats.rows(folder),
            *memory.rows(folder),
            *queue.rows(folder),
            *review.rows(folder),
            *team.rows(folder),
            *window.rows(folder),
        ]
    width = max(len(row[0]) for row in rows)
    for what, measured, goal in rows:
        sys.stdout.write(f"{what:{width}}  {measured:>14}  {goal}\n")


if __name__ == "__main__":
    main()
