"""What the columns of tables hold: as was told, as before in this project, or by their names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace

from annotator.domain.errors import MendableError
from annotator.formats.table_columns import FIELDS, Choose, Headings, TableColumns
from annotator.store import Project

_REMEMBERED = "columns_of_imports"


def choosing(project: Project, told: Mapping[str, str] | None = None) -> Choose:
    """Return what says what the columns of a table hold.

    ``told`` names columns of all tables by field, nothing where no column is meant. Raises
    ``MendableError`` for a field that articles have not.
    """
    unknown = [field for field in told or {} if field not in FIELDS]
    if unknown:
        known = ", ".join(FIELDS)
        raise MendableError(f"An article has no “{unknown[0]}”. Columns can be: {known}.")
    named = {field: heading or None for field, heading in (told or {}).items()}
    remembered = remembered_columns(project)
    return lambda headings: replace(
        remembered.get(headings) or TableColumns.guessed(headings), **named
    )


def remembered_columns(project: Project) -> dict[Headings, TableColumns]:
    """Return what the editor said of tables before, by their headings."""
    kept = json.loads(project.fact(_REMEMBERED) or "[]")
    return {tuple(headings): TableColumns(**columns) for headings, columns in kept}


def remember_columns(project: Project, chosen: Mapping[Headings, TableColumns]) -> None:
    """Keep in the project what tables of these headings hold."""
    known = remembered_columns(project)
    if any(known.get(headings) != columns for headings, columns in chosen.items()):
        kept = [[headings, asdict(columns)] for headings, columns in {**known, **chosen}.items()]
        project.remember(_REMEMBERED, json.dumps(kept, ensure_ascii=False))
