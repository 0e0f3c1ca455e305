"""The models that a project has learnt or been given, and the finished articles to learn from."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.domain.identity import new_id
from annotator.domain.step import Progress
from annotator.store import tables

MOST_KEPT = 8
"""So many models of a layer are kept to go back to; beside them the one in use."""


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A model without its content.

    ``made`` is UTC in ISO 8601, ``findings`` JSON or empty, ``size`` in bytes; ``came_from`` names
    the file that it was imported from, and is empty where it was trained here.
    """

    id: str
    layer: Layer
    made: str
    articles: int
    came_from: str
    findings: str
    is_used: bool
    size: int


class Models:
    """Reads and writes the models of one project; ``writing`` opens a transaction of it."""

    def __init__(
        self, connection: Connection, writing: Callable[[], AbstractContextManager[Connection]]
    ) -> None:
        self._connection = connection
        self._writing = writing

    def all(self) -> list[StoredModel]:
        """Return the models of all layers, the one stored last first."""
        of = tables.model.c
        size = func.length(of.content)
        query = select(
            of.id, of.layer, of.made, of.articles, of.came_from, of.findings, of.is_used, size
        ).order_by(of.id.desc())
        return [
            StoredModel(row[0], Layer(row[1]), *row[2:6], bool(row[6]), row[7])
            for row in self._connection.execute(query)
        ]

    def of_layer(self, layer: Layer) -> list[StoredModel]:
        return [one for one in self.all() if one.layer is layer]

    def content(self, model_id: str) -> bytes:
        """Return a model's bytes; raise ``LookupError`` where there is none of that id."""
        query = select(tables.model.c.content).where(tables.model.c.id == model_id)
        found: bytes | None = self._connection.execute(query).scalar_one_or_none()
        if found is None:
            raise LookupError(f"no model {model_id}")
        return found

    def used(self) -> list[tuple[StoredModel, bytes]]:
        """Return the models in use with their bytes, in layer order."""
        found = [one for one in self.all() if one.is_used]
        order = list(Layer)
        found.sort(key=lambda one: order.index(one.layer))
        return [(one, self.content(one.id)) for one in found]

    def add(
        self,
        layer: Layer,
        made: str,
        articles: int,
        content: bytes,
        *,
        findings: str = "",
        came_from: str = "",
        is_used: bool = False,
    ) -> str:
        """Store a model and return its id; the oldest unused one goes where there are many."""
        model = StoredModel(
            new_id(), layer, made, articles, came_from, findings, is_used, len(content)
        )
        with self._writing() as connection:
            insert_model(connection, model, content)
            _prune(connection, layer)
        return model.id

    def use(self, model: StoredModel) -> None:
        """Use a model in its layer from now on, in place of any other."""
        with self._writing() as connection:
            _use(connection, model.layer, model.id)

    def use_none(self, layer: Layer) -> None:
        """Let the layer's detectors work alone from now on."""
        with self._writing() as connection:
            _use(connection, layer, "")

    def put_findings(self, model: StoredModel, findings: str) -> None:
        """Keep what was found of a model since it came in."""
        is_it = tables.model.c.id == model.id
        with self._writing() as connection:
            connection.execute(update(tables.model).where(is_it).values(findings=findings))

    def remove(self, model: StoredModel) -> None:
        with self._writing() as connection:
            connection.execute(delete(tables.model).where(tables.model.c.id == model.id))

    # What there is to learn from

    def finished(self) -> dict[str, Owner]:
        """Return the articles that are finished, and whose work counts: gold's before others'.

        Of several annotators it is the first by name. In the order of import.
        """
        of_set = tables.annotation_set.c
        query = (
            select(of_set.article_id, of_set.owner_kind, of_set.owner_name)
            .join(tables.article, tables.article.c.id == of_set.article_id)
            .where(
                of_set.progress == Progress.DONE.value,
                of_set.owner_kind != OwnerKind.DETECTOR.value,
            )
            .order_by(tables.article.c.position, of_set.owner_kind.desc(), of_set.owner_name)
        )
        found: dict[str, Owner] = {}
        for article_id, kind, name in self._connection.execute(query):
            found.setdefault(article_id, Owner(OwnerKind(kind), name))
        return found


def insert_model(connection: Connection, model: StoredModel, content: bytes) -> None:
    """Write a model, which takes the place of the one in use where it says so."""
    row = {
        "id": model.id,
        "layer": model.layer.value,
        "made": model.made,
        "articles": model.articles,
        "came_from": model.came_from,
        "findings": model.findings,
        "content": content,
        "is_used": False,
    }
    connection.execute(insert(tables.model), row)
    if model.is_used:
        _use(connection, model.layer, model.id)


def _use(connection: Connection, layer: Layer, model_id: str) -> None:
    of = tables.model.c
    is_it: ColumnElement[bool] = of.id == model_id
    connection.execute(update(tables.model).where(of.layer == layer.value).values(is_used=is_it))


def _prune(connection: Connection, layer: Layer) -> None:
    of = tables.model.c
    unused = and_(of.layer == layer.value, of.is_used.is_(False))
    kept = select(of.id).where(unused).order_by(of.id.desc()).limit(MOST_KEPT)
    connection.execute(delete(tables.model).where(unused, of.id.not_in(kept)))
