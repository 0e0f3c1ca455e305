"""The versions of a project’s label scheme, and where its labels are used."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection

from sqlalchemy import Connection, func, insert, select

from annotator.domain.annotation import Layer
from annotator.domain.scheme import Scheme
from annotator.store import tables

_LABELLED = ((Layer.SEGMENTS, tables.segment.c), (Layer.ENTITIES, tables.mention.c))


def versions(connection: Connection) -> list[Scheme]:
    """Return all versions of the scheme, newest first."""
    query = select(tables.scheme.c.content).order_by(tables.scheme.c.version.desc())
    return [Scheme.from_json(json.loads(one)) for one in connection.scalars(query)]


def newest(connection: Connection) -> Scheme:
    return versions(connection)[0]


def put(connection: Connection, scheme: Scheme) -> None:
    """Store a version that is not there yet."""
    content = json.dumps(scheme.to_json(), ensure_ascii=False)
    connection.execute(insert(tables.scheme), {"version": scheme.version, "content": content})


def label_counts(connection: Connection) -> Counter[tuple[Layer, str]]:
    """Count the annotations of each label, of all owners and in any state."""
    found = Counter[tuple[Layer, str]]()
    for layer, of in _LABELLED:
        query = select(of.label, func.count()).group_by(of.label)
        found.update({(layer, label): count for label, count in connection.execute(query)})
    return found


def sets_with(connection: Connection, labels: Collection[tuple[Layer, str]]) -> list[str]:
    """Return the annotation sets that hold an annotation of one of ``labels``."""
    found = set[str]()
    for layer, of in _LABELLED:
        names = [name for one, name in labels if one is layer]
        found.update(connection.scalars(select(of.set_id).where(of.label.in_(names)).distinct()))
    return sorted(found)
